"""The letters of a printed label, and how far they may be from those of a known one."""

from __future__ import annotations

import re

from kfd_analysis.fold import SPELLED_OUT

_AND = re.compile(r"[&+]|(?<=\s)u\.(?=\s)")
_ACCENTS = dict(zip("éèêàâóòíìúùçñ", "eeeaaooiiuucn", strict=True))
_SPELLED_OUT = SPELLED_OUT | str.maketrans(_ACCENTS)


class _Letters(dict[int, str | None]):
    """What a character is in a skeleton: a letter or digit, umlauts spelled out, else nothing."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        self[code] = letters = _SPELLED_OUT.get(code, sign if sign.isalnum() else None)
        return letters


_LETTERS = _Letters()


def skeleton(text: str) -> str:
    """The letters and digits of a label: folded, umlauts spelled out, no blanks and signs.

    Examples
    --------
    >>> skeleton("Ausgangssituation / Anlass:") == skeleton("AUSGANGSSITUATION/ANLASS")
    True
    """
    text = text.lower()
    if "&" in text or "+" in text or "u." in text:
        text = _AND.sub("und", text)
    return text.translate(_LETTERS)


def near(letters: str, known: str) -> bool:
    """Whether `letters` are those of a known label, but for as many slips as its length may hide."""
    allowed = (len(known) >= 7) + (len(known) >= 11) + (len(known) >= 20)
    return allowed > 0 and _within(letters, known, allowed)


def _within(a: str, b: str, edits: int) -> bool:
    """Whether `a` becomes `b` by at most `edits` letters put in, left out, changed or swapped."""
    if abs(len(a) - len(b)) > edits:
        return False
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if not a or not b:
        return len(a) + len(b) <= edits
    if not edits:
        return False
    return (
        _within(a[1:], b[1:], edits - 1)
        or _within(a[1:], b, edits - 1)
        or _within(a, b[1:], edits - 1)
        or (a[:2] == b[1::-1] and _within(a[2:], b[2:], edits - 1))
    )
