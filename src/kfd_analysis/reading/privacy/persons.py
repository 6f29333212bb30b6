"""Who is named in a contact block: there a name needs no title and no known first name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kfd_analysis.codebook import Codebook
from kfd_analysis.fold import SPELLED_OUT
from kfd_analysis.model import Line
from kfd_analysis.reading.privacy.names import find_names
from kfd_analysis.reading.privacy.vocabulary import FIRST, MAYBE, NAME_SIGNS, TITLE, Vocabulary

_PIECES = re.compile(r"\s*(?:[,;/|:()]|\s[-–]\s)\s*")
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*\.?(?:[^\W\d_]\.?(?!\w))?")
_MAIL = re.compile(r"([\w.+-]+)@")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def names_person(lines: Sequence[Line], book: Codebook) -> tuple[bool, Line | None]:
    """Whether a contact block names a natural person, and the first line that does.

    Parameters
    ----------
    lines
        Lines of the contact fields (name and address; phone and mail may follow).
    book
        The codebook.

    Returns
    -------
    tuple of bool and Line
        ``(False, None)`` if only offices are named, or nobody ("N.N.").
    """
    mails = mail_words(line.text for line in lines)
    for line in lines:
        if book.of_report(persons_in, (line.text, mails)):
            return True, line
    return False, None


def mail_words(texts: Iterable[str]) -> frozenset[str]:
    """Words in front of the @ of all mail addresses, in lower case: they may confirm a name."""
    return frozenset(
        word
        for text in texts
        if "@" in text
        for part in _MAIL.findall(text)
        for word in _LETTERS.findall(part.lower())
    )


def persons_in(line: tuple[str, frozenset[str]], book: Codebook) -> tuple[str, ...]:
    """`person_names` of a line and the words of the mail addresses around it, for `Codebook.of_report`."""
    return person_names(line[0], book.compiled("privacy", Vocabulary), line[1])


def person_names(text: str, vocabulary: Vocabulary, mails: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Names (family names first) of the persons in a contact line; empty if there are none.

    Parameters
    ----------
    text
        A line of a contact block.
    vocabulary
        Compiled ``privacy.yml``.
    mails
        Words of the block's mail addresses.
    """
    if "@" in text:
        return ()
    pieces = [(piece, _words(piece, vocabulary)) for piece in _PIECES.split(text) if piece]
    found: list[str] = []
    for place, (piece, words) in enumerate(pieces):
        following = pieces[place + 1][1] if place + 1 < len(pieces) else []
        if _is_reversed(words, following, vocabulary):
            return (words[0], following[0])
        found += _person(piece, words, vocabulary, mails)
    return tuple(found)


def _words(piece: str, vocabulary: Vocabulary) -> list[str]:
    words = [word.rstrip(".") for word in _WORDS.findall(piece)]
    return [word for word in words if word not in vocabulary.contact_words and word not in vocabulary.degrees]


def _is_reversed(words: list[str], following: list[str], vocabulary: Vocabulary) -> bool:
    """True for "family name, first name"."""
    if len(words) != 1 or not 1 <= len(following) <= 2:
        return False
    first = _signs(following[0], vocabulary) & (FIRST | MAYBE)
    return (
        bool(first)
        and not _impersonal(words[0], vocabulary)
        and (len(following) == 1 or bool(_signs(following[1], vocabulary) & FIRST))
    )


def _person(piece: str, words: list[str], vocabulary: Vocabulary, mails: frozenset[str]) -> list[str]:
    """Names in one piece of a line, most certain evidence first."""
    if not words or vocabulary.nobody & set(piece.split()) or any(map(str.isdigit, piece)):
        return []
    named = find_names(piece, vocabulary) if vocabulary.signs_in(piece) & NAME_SIGNS else []
    if named:
        families = [family for name in named for family in name.family]
        return families or [piece[named[0].start : named[0].end]]
    plain = [
        word
        for word in words
        if len(word) > 1 and word not in vocabulary.particles and not _signs(word, vocabulary) & TITLE
    ]
    if any(_impersonal(word, vocabulary) for word in plain) or not plain:
        return []
    if mails and plain[-1].lower().translate(SPELLED_OUT) in mails:
        return [plain[-1], *plain[:-1]]
    initials = len(plain) == 1 and len(words) > 1
    usual = 2 <= len(plain) <= 4 or initials
    alone = len(words) == len(piece.split()) and not plain[0].lower().endswith(vocabulary.adjective_endings)
    return [plain[-1], *plain[:-1]] if usual and alone else []


def _impersonal(word: str, vocabulary: Vocabulary) -> bool:
    """True for a word that is no part of a name: an office, a noun, a place, not capitalised."""
    if (
        (word[0].islower() and word[0].upper() != word[0])
        or word in vocabulary.organisations
        or word in vocabulary.places
        or word in vocabulary.roles
    ):
        return True
    return vocabulary.is_noun(word) and word not in vocabulary.family_words


def _signs(word: str, vocabulary: Vocabulary) -> int:
    if word.isalpha():
        return vocabulary.signs[word]
    return min((vocabulary.signs[part] for part in re.split(r"[-‐]", word) if part), default=0)
