"""Regular expressions from lists of words of the codebook, and numbers that are written in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.fold import fold

BLANK = r"[^\S\n]"
GAP = BLANK + "{0,3}"
MASK = "\0"
_DIGITS = re.compile("[0-9]+")
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")
_SPELLING = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)", " ": BLANK + "{1,3}"}
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def spelled(word: str) -> str:
    """Pattern of a word on folded text: umlauts written out, several blanks, a final dot left out."""
    source = "".join(_SPELLING.get(c, re.escape(c)) for c in fold(word).removesuffix("."))
    return source + r"\.?" if word.endswith(".") else source


def unaccented(word: str) -> str:
    """One spelling for all variants that `spelled` matches."""
    return word.removesuffix(".").translate(_ASCII)


def one_of(words: Iterable[str], *, free: bool = False) -> str:
    """Pattern of any of the words, the longest first.

    Parameters
    ----------
    words
        Words or signs of the codebook.
    free
        A word may begin inside another (a unit that sticks to its number).
    """
    ordered = sorted(words, key=len, reverse=True)
    letters = [fold(w)[0] for w in ordered if w[0].isalnum()]
    signs = [spelled(w) for w in ordered if not w[0].isalnum()]
    named = [_beginning(letter, ordered, free) for letter in dict.fromkeys(letters)]
    return "(?:" + "|".join(named + signs or ["(?!)"]) + ")"


def _beginning(letter: str, words: Iterable[str], free: bool) -> str:
    """Pattern of the words that begin with a letter; it stands in front, so that a search skips to it."""
    rests = "|".join(spelled(fold(w)[1:]) for w in words if fold(w)[0] == letter)
    spellings = dict.fromkeys((letter, letter.translate(_ASCII)))
    starts = [start if free else rf"{start}(?<!\w{start})" for start in spellings]
    return "|".join(rf"{start}(?:{rests})(?![^\W\d_])" for start in starts)


def preceded(pattern: re.Pattern[str], text: str, place: int, width: int = 48) -> re.Match[str] | None:
    r"""Match of `pattern` (which ends in ``\Z``) right in front of `place`; None where no word can stand."""
    before = text[max(0, place - width) : place].rstrip(" (.,;")
    if not before or before[-1].isdigit():
        return None
    return pattern.search(text, max(0, place - width), place)


def shortest(words: Iterable[str]) -> tuple[str, ...]:
    """What any of the words begins with, in every spelling: for a cheap look whether a text has one."""
    spellings = {s for word in words for s in (word.removesuffix("."), unaccented(word))}
    return tuple(sorted(s for s in spellings if not any(s != o and s.startswith(o) for o in spellings)))


def first_match(
    pattern: re.Pattern[str], text: str, position: int, *, words: bool = False
) -> re.Match[str] | None:
    """First match of `pattern` at or behind `position` that begins with digits, or with any word.

    The same as ``pattern.search`` for a pattern that can begin nowhere else, but several times as fast.
    """
    run = _RUN if words else _DIGITS
    while found := run.search(text, position):
        if match := pattern.match(text, found.start()):
            return match
        position = found.end()
    return None


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with every span replaced by a sign that no pattern matches; the length stays."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        if end > last:
            pieces += [text[last : max(start, last)], MASK * (end - max(start, last))]
            last = end
    return "".join(pieces) + text[last:]


class NumberWords(NamedTuple):
    """Numbers in words ("zweieinhalbtausend").

    Attributes
    ----------
    source
        Pattern of such a number on folded text, without bounds at its ends.
    marks
        Parts that show a number wherever they stand.
    beginnings
        What any other number begins with.
    """

    source: str
    marks: tuple[str, ...]
    beginnings: tuple[str, ...]
    values: Mapping[str, Decimal]
    hundred: str
    thousand: str
    joint: str

    def near(self, text: str) -> bool:
        """Whether the lower-case `text` may have a number in words; cheap."""
        if any(map(text.__contains__, self.marks)):
            return True
        if not any(map(text.__contains__, self.beginnings)):
            return False
        return any(_begins(text, part) for part in self.beginnings)

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


def _begins(text: str, part: str) -> bool:
    """Whether a word of `text` begins with `part`."""
    place = text.find(part)
    while place > 0 and text[place - 1].isalpha():
        place = text.find(part, place + 1)
    return place >= 0


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
    values |= {w.translate(_ASCII): v for w, v in values.items()}
    source = f"(?:{large}|{middle}|{spelled(data['zero'])})"
    first = [w for w, value in words.items() if value not in (1, 0.5)]
    beginnings = shortest(first)
    return NumberWords(
        source,
        tuple(data["word_marks"]),
        beginnings,
        values,
        data["hundred"],
        data["thousand"],
        data["joint"],
    )


def _plain_words(words: Iterable[str]) -> str:
    return "(?:" + "|".join(spelled(w) for w in sorted(words, key=len, reverse=True)) + ")"
