"""The words by which personal data are recognised, compiled once per codebook (``privacy.yml``)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from kfd_analysis.codebook import Codebook

TITLE, ROLE, FIRST, MAYBE, SIGNATURE, STREET, AT, PHONE, DIGITS, INITIAL = (1 << bit for bit in range(10))
NAME_SIGNS = TITLE | ROLE | FIRST | MAYBE | SIGNATURE | INITIAL

_MEMORY = 50_000
_LONGEST = 40
_DOUBLED = re.compile(r"([bdfgkmnpst])\1")
_SILENT_H = re.compile(r"(?<=[aeiou])h$")
_ACCENTS = {code: None for code in range(0x300, 0x370) if code != 0x308}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ı", "i"), ("c", "k"), ("y", "i"), ("ß", "ss"))


def sound(name: str) -> str:
    """One spelling for the usual spellings of a first name: no accents, f for ph, single consonants."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_ACCENTS))
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return _SILENT_H.sub("", _DOUBLED.sub(r"\1", plain))


class _Signs(dict[str, int]):
    """What a single word may be a sign of; remembers every word that it has been asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, word: str) -> int:
        signs = self._vocabulary.classify(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MEMORY:
                self.clear()
            self[word] = signs
        return signs


class Vocabulary:
    """Word lists of ``privacy.yml`` as sets, patterns compiled from them, and the signs of words.

    Use ``book.compiled("privacy", Vocabulary)``.
    """

    def __init__(self, book: Codebook) -> None:
        data: dict[str, Any] = book.data["privacy"]
        words = {name: frozenset(text.split()) for name, text in data.items() if isinstance(text, str)}
        self.tokens: dict[str, str] = data["tokens"]
        self.titles = words["titles"]
        self.weak_titles = words["titles_without_name"]
        self.roles = words["roles"]
        self.degrees = words["degrees"]
        self.particles = words["particles"]
        self.and_words = words["and_words"]
        self.houses = words["houses"]
        self.saints = words["saints"]
        self.agents = words["agents"]
        self.signatures = words["signatures"]
        self.nobody = words["nobody"]
        self.contact_words = words["contact_words"]
        self.nouns = words["nouns"]
        self.not_nouns = words["not_nouns"]
        self.noun_endings = tuple(words["noun_endings"])
        self.adjective_endings = tuple(words["adjective_endings"])
        self.institutions = words["institutions"]
        self.institutions_before = words["institutions_before"]
        self.organisations = words["organisation_words"]
        self.family_words = words["family_words"]
        self.places = words["places"]
        self.place_endings = tuple(words["place_endings"])
        self.phone_words = words["phone_words"]
        self.at_words = words["at_words"]
        self.street_endings = tuple(words["street_endings"])
        self.no_streets = words["no_streets"]
        listed = " ".join(data["first_names"].values()).split()
        self.maybe_first = frozenset(map(sound, words["ambiguous_first_names"]))
        self.first = frozenset(map(sound, listed)) - self.maybe_first
        self.signs = _Signs(self)
        self.patterns = _patterns(data, words)

    def classify(self, word: str) -> int:
        """Signs of one word (letters or digits), as a sum of the constants of this module."""
        if word[0].isdigit():
            long = len(word) >= 5 or (len(word) >= 3 and word[0] == "0")
            return DIGITS if long or word == "49" else 0
        signs = TITLE * (word in self.titles) | ROLE * (word in self.roles) | SIGNATURE * (word in self.signatures)
        signs |= AT * (word in self.at_words) | PHONE * (word in self.phone_words or word.capitalize() in self.phone_words)
        if word.lower().endswith(self.street_endings) and (word not in self.no_streets or word.lower() in self.street_endings):
            signs |= STREET
        if len(word) == 1 and word.isupper():
            return signs | INITIAL
        return signs | (self.first_name(word) if word[0].isupper() else 0)

    def first_name(self, word: str) -> int:
        """FIRST, MAYBE (also a word of its own) or 0; genitives count for the former only."""
        spelled = sound(word)
        if len(spelled) < 2 or (word.isupper() and len(word) < 4):
            return 0
        if spelled in self.first or (len(spelled) > 4 and spelled[-1] == "s" and spelled[:-1] in self.first):
            return FIRST
        return MAYBE * (spelled in self.maybe_first)

    def is_noun(self, word: str) -> bool:
        """True for a word that is no family name unless a title says so."""
        if word in self.not_nouns:
            return False
        *front, last = re.split(r"[-‐]", word)
        if last in self.institutions or last.lower().endswith(self.noun_endings):
            return True
        return not front and last in self.nouns

    def is_place(self, word: str) -> bool:
        """True for a known place, or a word that ends like one."""
        return word in self.places or word.lower().endswith(self.place_endings)


def _patterns(data: dict[str, Any], words: dict[str, frozenset[str]]) -> dict[str, re.Pattern[str]]:
    """Patterns for mail addresses, phone numbers and postal addresses."""
    at, dot, phone, endings = (_alternatives(words[key]) for key in ("at_words", "dot_words", "phone_words", "street_endings"))
    blank = r"[ \t\u00a0\u202f]"
    number = (
        r"\d{1,3}(?:\s?[a-zA-Z]\b)?(?:\s?[-–/+]\s?\d{1,3}(?:\s?[a-zA-Z]\b)?)?"
        rf"(?![\w%€]|[.,:]\d|{blank}*(?:[-–]{blank}*\d+{blank}*)?(?:{data['counted']})(?!\w))"
    )
    town = rf"(?:{blank}*[,;]?{blank}*(?:D{blank}?[-–]{blank}?)?\d{{5}}{blank}+[^\W\d_][\w-]+(?:{blank}[A-ZÄÖÜ][\w-]+)?)?"
    capital = r"(?<![\w-])[A-ZÄÖÜ]"
    street = (
        rf"(?:{capital}(?:[\w'’.]*-)*[\w'’]*(?i:{endings})\b\.?"
        rf"|{capital}[\w'’-]+{blank}(?:{data['street_spaced']})"
        rf"|(?<![\w-])(?:{data['street_beginnings']}){blank}(?:(?i:{endings})\b"
        rf"|[A-ZÄÖÜ][\w-]+(?:{blank}[A-ZÄÖÜ][\w-]+)?(?={blank}+[\w/ -]{{1,8}},?{blank}*\d{{5}})))"
    )
    mail_dot = rf"(?:\.|{blank}*[\[(]\s?(?:{dot})\s?[\])]{blank}*|{blank}+(?:{dot}){blank}+)"
    mail_at = rf"(?:{blank}?@{blank}?|{blank}*[\[({{<]\s?(?:{at}|@)\s?[\])}}>]{blank}*|{blank}+(?:{at}){blank}+(?=[\w-]+(?:{mail_dot}[\w-]+)*\.[a-z]{{2,}}\b))"
    return {
        "mail": re.compile(rf"(?:mailto:)?[\w.+-]*\w{mail_at}[\w-]+(?:{mail_dot}[\w-]+)*"),
        "phone": re.compile(
            rf"(?<![\w.,/-])(?:(?:\+|00){blank}?[1-9]\d{{0,2}}(?:[\s./()–-]{{0,3}}\d+){{2,8}}"
            rf"|\(?0\d{{2,5}}\)?(?:{blank}?[./()–-]?{blank}?\d+){{1,6}})(?![\w,]*\d)(?!{blank}*(?:{data['counted']})\b)"
        ),
        "phone_word": re.compile(
            rf"(?<!\w)(?i:{phone})\b{blank}?\.?{blank}?(?:[Nn]r\b\.?|[Nn]ummer\b)?{blank}*[:.]?{blank}*(?P<number>[-(+]?\d[\d./() –-]*\d)(?!\w)"
            rf"(?!{blank}*(?:{data['counted']})\b)"
        ),
        "street": re.compile(rf"{street}{blank}*{number}{town}"),
        "town": re.compile(rf"^\W*(?:D{blank}?[-–]{blank}?)?\d{{5}}{blank}+(?!(?:{data['counted']})\b)[A-ZÄÖÜ][\w-]+(?:{blank}[\w-]+){{0,3}}\W*$"),
    }


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
