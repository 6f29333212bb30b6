"""Names of months with a typing error, put right without moving a letter of the text."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from kfd_analysis.codebook import Codebook

_AFTER_DAY = re.compile(r"\.(?<=[0-9]\.)(?P<gap>[^\S\n]?)(?P<word>[^\W\d_]{5,10})(?![^\W\d_])")
_LETTERS_FOR_ZEROS = re.compile(r"o(?:(?<=[0-9][.:]o)[o0]|(?<=[0-9][.:][0-5]o))(?!\w)")
_SHORTEST = 5  # letters: shorter names differ by one letter from other words


class _Months(NamedTuple):
    """All spellings of months; by long name, which a typing error may hide, the spellings of the month."""

    spellings: frozenset[str]
    names: dict[str, tuple[str, ...]]


def _months(book: Codebook) -> _Months:
    months = [tuple(sorted(words, key=len, reverse=True)) for words in book.data["dates"]["months"].values()]
    long = {w: words for words in months for w in words if len(w) >= _SHORTEST and w[-1] != "."}
    return _Months(frozenset(word for words in months for word in words), long)


def mended_months(text: str, book: Codebook) -> str:
    """The text with misspelled months behind a day put right ("12. okotber" → "12. oktober").

    One letter left out, doubled, changed or two swapped; the length of the text stays, so that places hold.

    Parameters
    ----------
    text
        Folded text.
    book
        The codebook (``dates.yml``).
    """
    if _AFTER_DAY.search(text) is None:
        return text
    return _AFTER_DAY.sub(partial(_mended, months=book.compiled("month names", _months)), text)


def _mended(found: re.Match[str], months: _Months) -> str:
    gap, word = found.group("gap", "word")
    if word in months.spellings:
        return found.group()
    name = next((name for name in months.names if one_slip(word, name)), None)
    if name is None:
        return found.group()
    if len(name) > len(word):  # a letter is missing: the blank makes room, or a shorter spelling
        gap, room = "", len(gap + word)
        name = next((s for s in months.names[name] if len(s) <= room), word)
    return ("." + gap + name).ljust(len(found.group()))


def one_slip(word: str, name: str) -> bool:
    """Whether `word` is `name` with one letter more, less or changed, or two neighbours swapped."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), len(word))
    if len(word) < len(name):
        return word[start:] == name[start + 1 :]
    if len(word) > len(name):
        return word[start + 1 :] == name[start:]
    swapped = word[start + 1 : start + 2] + word[start : start + 1] + word[start + 2 :]
    return name[start:] in (swapped, name[start] + word[start + 1 :])


def mended_zeros(text: str) -> str:
    """The text with letters put right that stand for the zeros of a time ("19.oo uhr" → "19.00 uhr").

    Parameters
    ----------
    text
        Folded text.
    """
    return _LETTERS_FOR_ZEROS.sub(lambda found: found.group().replace("o", "0"), text)
