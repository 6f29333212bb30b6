"""Which dates of a line were only planned: what was moved, dropped, intended, or replaced by another day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.time.dates import DateSpan
from kfd_analysis.coding.wording import one_of
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

_STOP = re.compile(r"[;,()]|(?<!\d)\.\s|\s[-–]\s")
_MOVED = ("event_moved",)
_INTENDED = ("event_planned", "event_dropped", "event_intended")
_REPLACED = ("event_instead", "event_denied")
_OPEN = re.compile(r"(?:^|[,(;])\s*\Z")
_NOUN = re.compile(r"(?<!\w)[a-zäöü]+\s+(?P<noun>[A-ZÄÖÜ]\w+)")


def only_planned(
    gaps: Sequence[str], number: int, first: int, last: int, c: Cues, book: Codebook
) -> bool | None:
    """Whether the event was not held on date `number` of a line.

    Parameters
    ----------
    gaps
        The text before the first date, between the dates and behind the last.
    number
        Number of the date, from 0.
    first, last
        Numbers of the gaps before and behind the list of days that the date belongs to.
    c
        The cues of the line.
    book
        The codebook (``cues.yml``, ``dates.yml``).

    Returns
    -------
    bool or None
        True if it was dropped, moved away from or only intended, False if an event was moved to it,
        None if the words say nothing of it.
    """
    if c.may_have(_MOVED) and (moved := _moved(gaps, number, c)) is not None:
        return moved
    replaced, intended = c.may_have(_REPLACED), c.may_have(_INTENDED)
    if not (replaced or intended):
        return None
    before = re.sub(book.compiled("weekday before", _weekday), " ", fold(gaps[first]))
    after = fold(gaps[last])
    dropped = replaced and _instead(before, after, first > 0, book)
    return True if dropped or (intended and _intended(before, after, gaps[last], c)) else None


def _weekday(book: Codebook) -> re.Pattern[str]:
    return re.compile(rf"{one_of(book.data['dates']['weekdays'])},?\s*\Z")


def _filled(book: Codebook) -> re.Pattern[str]:
    """A word for "instead of" or "not" right before a date, with what may stand between."""
    data, c = book.data["dates"], cues(book)
    between = (
        rf"(?:(?:{one_of(data['before_day'])}|{c['plan_filler'].pattern}|{c['event_planned'].pattern})\s*)*"
    )
    return re.compile(
        rf"(?:(?P<instead>{c['event_instead'].pattern})|(?P<not>{c['event_denied'].pattern}))\s*{between}\Z"
    )


def _instead(before: str, after: str, follows: bool, book: Codebook) -> bool:
    """Whether another day took the place of the date ("statt 24.05.", "nicht am 1.5., sondern …")."""
    found = book.compiled("instead", _filled).search(before)
    if found is None:
        return False
    c = cues(book)
    if found["not"]:
        return c.has("event_contrary", after)
    particle = found["instead"] == c.plain("event_instead")
    ahead = before[: found.start()]
    return not particle or _OPEN.search(ahead) is not None or (follows and not ahead.strip())


def _intended(before: str, after: str, raw_after: str, c: Cues) -> bool:
    """Whether the verb of the clause says that the date was planned or dropped."""
    left, right = _clause(before, c, last=True), _clause(after, c, last=False)
    if c["event_planned"].match(right.lstrip()):
        return True
    dropped = next(iter(c.spots(right, "event_dropped")), None)
    if dropped is not None and not _other_subject(raw_after[: dropped[0]], c):
        return True
    if c.has("event_intended", f"{left} | {right}") and c.has("event_to_be", right):
        return True
    planned = max((e for s, e, _ in c.spots(left, "event_planned") if not _as(left[:s], c)), default=-1)
    held = max((end for _, end, _ in c.spots(left, "event_took_place")), default=-1)
    if planned >= 0:
        return planned > held and not (held < 0 and c.has("event_took_place", right))
    behind = next((s for s, _, _ in c.spots(right, "event_planned") if not _as(right[:s], c)), None)
    if behind is None or held >= 0 or c.has("event_took_place", right):
        return False
    return c.has("plan_state", f"{left} | {right}") and not c.has("plan_manner", right[:behind])


def _clause(text: str, c: Cues, *, last: bool) -> str:
    """The part of a text that belongs to the clause of the date behind (`last`) or before it."""
    cuts = [m.span() for m in _STOP.finditer(text)] + [(s, e) for s, e, _ in c.spots(text, "plan_joint")]
    if not cuts:
        return text
    return text[max(end for _, end in cuts) :] if last else text[: min(start for start, _ in cuts)]


def _as(before: str, c: Cues) -> bool:
    """Whether "as" stands before a word for planning: it happened as planned."""
    return any(end == len(before.rstrip()) for _, end, _ in c.spots(before.rstrip(), "plan_manner"))


def _other_subject(text: str, c: Cues) -> bool:
    """Whether the text names something else than an event as what was dropped or moved."""
    nouns = [fold(found["noun"]) for found in _NOUN.finditer(text)]
    return bool(nouns) and not any(
        c.has("event_held", noun) or c.has("event_day_unit", noun) for noun in nouns
    )


def _moved(gaps: Sequence[str], number: int, c: Cues) -> bool | None:
    """Whether the event of date `number` of a line was moved from it (True), or to it (False)."""
    for n, first in ((number + 1, True), (number, False)):
        around = [fold(gap) for gap in gaps[n : n + 2]]
        if not 0 < n < len(gaps) - 1 or not any(c.has("event_moved", gap) for gap in around):
            continue
        between = around[0].rstrip()
        if any(m.end() == len(between) for m in c["event_moved_to"].finditer(between)):
            return (None if first else True) if _other_subject(gaps[n], c) else first
        if c.has("event_moved", between) and any(
            m.end() == len(between) for m in c["event_moved_from"].finditer(between)
        ):
            return not first
    return None


def names_move(span: DateSpan, line: Line, behind: str, c: Cues) -> bool:
    """Whether what looks like a range is a move ("from the 7th to the 14th moved")."""
    if span.first is None or span.last is None or span.first >= span.last:
        return False
    words = fold(line.text[span.start : span.end])
    return c.has("event_moved_to", words) and c["event_moved"].match(fold(behind).lstrip()) is not None
