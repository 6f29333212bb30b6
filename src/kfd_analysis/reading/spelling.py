"""How far a printed label may be from a known one."""

from __future__ import annotations


def near(letters: str, known: str) -> bool:
    """Whether `letters` are those of a known label, but for as many slips as its length may hide."""
    allowed = (len(known) >= 7) + (len(known) >= 11) + (len(known) >= 20)
    if not allowed or abs(len(letters) - len(known)) > allowed:
        return False
    return _within(letters, known, allowed)


def _within(a: str, b: str, edits: int) -> bool:
    """Whether `a` becomes `b` by at most `edits` letters put in, left out, changed or swapped."""
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
