"""Regular expressions from lists of words of the codebook, and numbers that are written in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kfd_analysis.codebook import Codebook
from kfd_analysis.fold import SPELLED_OUT, fold

BLANK = r"[^\S\n]"
GAP = BLANK + "{0,3}"
MASK = "\0"
NUMBER_START = r"(?<![\w@#])(?<![0-9][.,:'/-])(?<![^\W\d_]-)"
"""Where a number may begin: not in a word, an address, another number or behind a hyphen of a word."""
_DIGITS = re.compile("[0-9]+")
_SPELLING = {chr(code): f"(?:{chr(code)}|{letters})" for code, letters in SPELLED_OUT.items()}
_SPELLING[" "] = BLANK + "{1,3}"


def spelled(word: str) -> str:
    """Pattern of a word on folded text: umlauts written out, several blanks, a final dot left out."""
    source = "".join(_SPELLING.get(c, re.escape(c)) for c in fold(word).removesuffix("."))
    return source + r"\.?" if word.endswith(".") else source


def unaccented(word: str) -> str:
    """One spelling for all variants that `spelled` matches."""
    return word.removesuffix(".").translate(SPELLED_OUT)


def one_of(words: Iterable[str], *, free: bool = False, but: Iterable[str] = ()) -> str:
    """Pattern of any of the words, the longest first.

    Parameters
    ----------
    words
        Words or signs of the codebook.
    free
        A word may begin inside another (a unit that sticks to its number).
    but
        Expressions that begin with one of the words and are not meant.
    """
    ordered = sorted(words, key=len, reverse=True)
    letters = [fold(w)[0] for w in ordered if w[0].isalnum()]
    signs = [spelled(w) for w in ordered if not w[0].isalnum()]
    named = [_beginning(letter, ordered, free, list(but)) for letter in dict.fromkeys(letters)]
    return "(?:" + "|".join(named + signs or ["(?!)"]) + ")"


def _beginning(letter: str, words: Iterable[str], free: bool, but: Iterable[str]) -> str:
    """Pattern of the words that begin with a letter; it stands in front, so that a search skips to it."""
    rests, others = (
        "|".join(spelled(fold(w)[1:]) for w in some if fold(w)[0] == letter) for some in (words, but)
    )
    spellings = dict.fromkeys((letter, letter.translate(SPELLED_OUT)))
    starts = [start if free else rf"{start}(?<!\w{start})" for start in spellings]
    not_meant = rf"(?!(?:{others})(?![^\W\d_]))" if others else ""
    return "|".join(rf"{start}{not_meant}(?:{rests})(?![^\W\d_])" for start in starts)


class Late:
    """A regular expression that is compiled when it is first used: few reports need every one."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self._source)


class Lead(Late):
    """What may stand in front of a figure, and how its last word may end (any way, if empty)."""

    def __init__(self, source: str, endings: frozenset[str]) -> None:
        super().__init__(source)
        self.endings = endings


def lead(source: str, last: Iterable[str] = ()) -> Lead:
    """What `source` matches in front of a figure.

    Parameters
    ----------
    source
        Regular expression on folded text.
    last
        Every word that can be its last, so that other words need no search; empty if any word can.
    """
    words = [word.removesuffix(".") for word in last]
    endings = frozenset(s[-3:] for w in words for s in (fold(w), unaccented(fold(w))))
    return Lead(source + r"\Z", endings)


def preceded(lead: Lead, text: str, place: int, width: int = 48) -> re.Match[str] | None:
    """What stands of `lead` right in front of `place`, at most `width` characters."""
    start = place - width if place > width else 0
    before, endings = text[start:place].rstrip(" (.,;:)"), lead.endings
    last = before[-1:]
    if not last or last.isdigit():
        return None
    if endings and last not in endings and before[-2:] not in endings and before[-3:] not in endings:
        return None
    return lead.pattern.search(text, start, place)


def shortest(words: Iterable[str]) -> tuple[str, ...]:
    """What any of the words begins with, in every spelling: for a cheap look whether a text has one."""
    spellings = {s for word in words for s in (word.removesuffix("."), unaccented(word))}
    return tuple(sorted(s for s in spellings if not any(s != o and s.startswith(o) for o in spellings)))


def starts(text: str, words: Marks | None = None) -> list[int]:
    """Where numbers may begin in a text, in order: in digits, and in words whose beginnings `words` finds.

    Patterns of numbers are tried there only, which is several times as fast as to search for them.
    """
    digits = [found.start() for found in _DIGITS.finditer(text)]
    return digits if words is None else sorted([*digits, *words.places(text)])


def masked(text: str, spans: Collection[tuple[Any, ...]]) -> str:
    """`text` with every span (start, end, …) replaced by a sign that no pattern matches; its length stays."""
    if not spans:
        return text
    pieces, last = [], 0
    for start, end, *_ in sorted(spans):
        if end > last:
            pieces += [text[last : max(start, last)], MASK * (end - max(start, last))]
            last = end
    return "".join(pieces) + text[last:]


class Marks:
    """Fixed pieces of words, looked for all at once: where none stands, no pattern needs to be tried.

    Parameters
    ----------
    inside
        Pieces that count wherever they stand.
    beginnings
        Pieces that count where a word begins.
    """

    def __init__(self, inside: Iterable[str], beginnings: Iterable[str] = ()) -> None:
        anywhere = list(inside)
        self._anywhere = len(anywhere)
        self._finder = AhoCorasick([*anywhere, *beginnings], implementation=Implementation.DFA)

    def stand_in(self, text: str) -> bool:
        """Whether `text` has one of the pieces."""
        for piece, start, _ in self._finder.find_matches_as_indexes(text):
            if piece < self._anywhere or not start or not text[start - 1].isalpha():
                return True
        return False

    def places(self, text: str) -> list[int]:
        """Where the pieces stand in `text`."""
        return [
            start
            for piece, start, _ in self._finder.find_matches_as_indexes(text)
            if piece < self._anywhere or not start or not text[start - 1].isalpha()
        ]


class NumberWords(NamedTuple):
    """Numbers in words ("zweieinhalbtausend").

    Attributes
    ----------
    source
        Pattern of such a number on folded text, without bounds at its ends.
    marks
        What shows that there may be one: parts of it, or how it begins.
    firsts, begins
        How one may begin, but for the article, and with it.
    """

    source: str
    marks: Marks
    firsts: tuple[str, ...]
    begins: Marks
    values: Mapping[str, Decimal]
    hundred: str
    thousand: str
    joint: str

    def near(self, text: str) -> bool:
        """Whether the lower-case `text` may have a number in words; cheap."""
        return self.marks.stand_in(text)

    def value(self, word: str) -> Decimal:
        """The number that `word` says; `word` matches `source`."""
        word = " ".join(word.split()).strip(" -")
        if word in self.values:
            return self.values[word]
        for scale, factor in ((self.thousand, 1000), (self.hundred, 100)):
            if scale in word:
                left, _, right = word.partition(scale)
                rest = self.value(right.strip().removeprefix(self.joint)) if right.strip(" -") else Decimal(0)
                return (self.value(left) if left.strip(" -") else Decimal(1)) * factor + rest
        unit, _, ten = word.partition(self.joint)
        return self.values[unit] + self.values[ten]


def number_words(book: Codebook) -> NumberWords:
    """Numbers in words as ``amounts.yml`` spells them."""
    return book.compiled("number_words", _number_words)


def _number_words(book: Codebook) -> NumberWords:
    data: dict[str, Any] = book.data["amounts"]
    unit, teen, ten, half = (_plain_words(data[key]) for key in ("units", "teens", "tens", "halves"))
    hundred, thousand, joint = (spelled(data[key]) for key in ("hundred", "thousand", "joint"))
    small = f"(?:{unit}{joint}{ten}|{ten}|{teen}|{half}|{unit})"
    middle = f"(?:(?:{teen}|{unit})?{hundred}(?:(?:{joint})?{small})?|{small})"
    large = f"(?:{middle}-?{GAP})?{thousand}(?:{GAP}(?:{joint}{BLANK}?)?{middle})?"
    words = {data["zero"]: 0} | data["units"] | data["teens"] | data["tens"] | data["halves"]
    values = {w: Decimal(str(v)) for w, v in words.items()}
    values |= {w.translate(SPELLED_OUT): v for w, v in values.items()}
    source = f"(?:{large}|{middle}|{spelled(data['zero'])})"
    firsts = shortest(w for w, value in words.items() if value not in (1, 0.5))
    return NumberWords(
        source,
        Marks(data["word_marks"], firsts),
        firsts,
        Marks((), shortest([*words, data["hundred"], data["thousand"]])),
        values,
        data["hundred"],
        data["thousand"],
        data["joint"],
    )


def _plain_words(words: Iterable[str]) -> str:
    return "(?:" + "|".join(spelled(w) for w in sorted(words, key=len, reverse=True)) + ")"
