"""One small set of signs for how a value is known, the same in charts, tables and pages.

Every sign differs in shape, so that it is read without colour; `legend` explains it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kfd_analysis.language import _, message

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
INK, GREY, RULE, PALE, WHITE = "#1a1a1a", "#5f5f5f", "#b3b3b3", "#f0f0f0", "#ffffff"


class Mark(NamedTuple):
    """A sign, what it says, its form on the axis of a chart, and its colour there."""

    key: str
    sign: str
    meaning: str
    drawn: str
    colour: str = BLUE


MARKS = {
    mark.key: mark
    for mark in (
        Mark("reported", "●", message("reported"), message("filled dot")),
        Mark("about", "≈", message("about (rounded by the report)"), message("dot on a line with ends")),
        Mark("range", "↔", message("range"), message("hollow bar without a middle")),
        Mark("at_least", "≥", message("at least"), message("arrow to the right")),
        Mark("at_most", "≤", message("at most"), message("arrow to the left")),
        Mark("computed", "∑", message("computed from reported parts"), message("as the parts are known")),
        Mark("repaired", "◌", message("repaired reading, lenient only"), message("ring"), ORANGE),
        Mark("corrected", "✎", message("corrected by a coder"), message("with the word (corrected)"), GREEN),
        Mark(
            "missing", "·", message("missing, with its reason"), message("no mark, n/a with its reason"), GREY
        ),
    )
}

REASONS = {
    "not_answered": message("not answered"),
    "not_reported": message("not reported"),
    "bundled": message("bundled"),
    "unreadable": message("unreadable"),
    "refers_to_attachment": message("in an attachment"),
    "not_asked": message("not asked"),
    "not_applicable": message("does not apply"),
    "truncated": message("cut off?"),
    "moderation_bundled": message("moderation bundled with other costs"),
    "scope_wider_than_event": message("covers more than the event"),
    "scope_differs": message("costs cover different things"),
    "participants_invited_only": message("only the invited are known"),
    "participants_repaired": message("participants repaired"),
    "range_only": message("only a range is known"),
    "attendance_per_event_unknown": message("attendance per event unknown"),
    "no_event_hours": message("no event hours"),
    "no_population": message("no population"),
    "not_a_questionnaire": message("no questionnaire"),
}


def mark_of(status: str, qualifier: str = "") -> Mark:
    """Sign of a value: a repair, correction or gap first, then what the words say, then the rest.

    Parameters
    ----------
    status
        reported, computed, repaired, corrected, missing (contract, table ``values``).
    qualifier
        exact, about, at_least, at_most, range or empty.
    """
    if status in ("repaired", "corrected"):
        return MARKS[status]
    if qualifier in ("about", "range", "at_least", "at_most"):
        return MARKS[qualifier]
    return MARKS.get(status, MARKS["reported"])


UNKNOWN, SENSELESS, NOTHING = ".", "x", "\u2013"
TABLE_SIGNS = {
    UNKNOWN: message("unknown"),
    SENSELESS: message("makes no sense"),
    NOTHING: message("nothing there"),
}
"""Signs that stand in a cell instead of words or a number (DIN 55301); none of them says "not named"."""


def table_signs(cells: Iterable[str]) -> str:
    """Explain those signs that stand in the cells of a table; empty if none does."""
    used = set(cells) & set(TABLE_SIGNS)
    said = "; ".join(f"{sign}\u00a0{_(words)}" for sign, words in TABLE_SIGNS.items() if sign in used)
    return _("Signs in cells (DIN 55301): {signs}.").format(signs=said) if said else ""


LETTERS = {
    "not_answered": "a",
    "not_reported": "r",
    "bundled": "b",
    "unreadable": "u",
    "refers_to_attachment": "d",
    "not_asked": "q",
    "not_applicable": "x",
    "truncated": "t",
}


def letters(codes: Iterable[str]) -> str:
    """Explain the letters that stand for reasons where there is no room for words."""
    found = sorted({code for code in codes if code in LETTERS}, key=lambda code: LETTERS[code])
    words = ", ".join(f"{LETTERS[code]} {reason(code)}" for code in found)
    return _("Missing, where there is no room for words: {reasons}.").format(reasons=words) if found else ""


def reason(code: str) -> str:
    """Words for the reason of a gap; an unknown code is shown as it is."""
    return _(REASONS.get(code, code.replace("_", " "))) or _("not reported")


def legend(*keys: str) -> str:
    """Explain the given signs (all without `keys`) in one line.

    Signs have no unit; the line is never empty. A key that is no sign raises KeyError.

    References
    ----------
    ``docs/method.md``, From words to values.

    Examples
    --------
    >>> show.legend("missing")
    '· missing, with its reason'
    """
    chosen = keys or tuple(MARKS)
    return "   ".join(f"{MARKS[key].sign} {_(MARKS[key].meaning)}" for key in chosen)
