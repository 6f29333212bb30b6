"""Which dates of a report are days of the dialogue, and not of its preparation or of a survey."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues, cues_in
from kfd_analysis.coding.events.eventnames import event_name
from kfd_analysis.coding.events.plans import names_move, only_planned
from kfd_analysis.coding.time.dates import DateSpan, dated, find_dates, find_hours, find_times
from kfd_analysis.coding.wording import one_of
from kfd_analysis.fold import fold, unglued
from kfd_analysis.model import Document, Line

LONGEST_EVENT = 10
"""Days; a longer range is a survey's or a project's."""
_SOME_YEAR = "2016"  # a leap year
_FEWEST, _PHRASE = 2, 5  # words before a date
FAR_APART = 270
"""Days between dates of which one is hardly of the same dialogue."""
SECTIONS = ("concept", "moderation", "actors", "rating", "occasion")
_BRACKETS = re.compile(r"\([^()]*\)")
_DIGIT = re.compile("[0-9]")
_CLAUSE_END = re.compile(r"[;,(]\s|\.\s|[.;:]$|\s[-–]\s")


class Day(NamedTuple):
    """A date of the text with the line it stands in and the words around it; `linked` to the date before.

    `moved`: whether it is a day that an event was moved from or only planned for (True), or moved to (False).
    """

    span: DateSpan
    line: Line
    clause: str
    before: str
    rest: str = ""
    linked: bool = False
    moved: bool | None = None


def held_days(document: Document, book: Codebook) -> list[Day]:
    """Days from the first section that gives any; the section on the concept comes first."""
    for key in SECTIONS:
        lines = document.answer(key)
        labelled = _after_label(lines, book)
        found = _days(labelled, book) if labelled else []
        kept = _held(found, book)
        kept = [d for d in kept if not _is_period(d)] or kept
        if not kept:
            found = _days(lines, book)
            kept = [d for d in _held(found, book) if not _is_period(d)]
            kept = [d for d in kept if key == "concept" or _included(d, book)]
        if kept:
            return _distinct(_of_this_dialogue(_in_years(kept), book), book)
    return _in_title(document, book)


def _of_this_dialogue(days: list[Day], book: Codebook) -> list[Day]:
    """Days without those long before the others that are told of an earlier dialogue."""
    last = max((d.span.first for d in days if d.span.first is not None), default=None)
    return [
        d
        for d in days
        if not (last and d.span.first and (last - d.span.first).days > FAR_APART and _earlier(d, book))
    ]


def _earlier(day: Day, book: Codebook) -> bool:
    sentence = re.split(r"(?<!\d)[.!?]\s", fold(day.line.text[: day.span.start]))[-1]
    return cues(book).has("event_earlier", sentence)


def _in_title(document: Document, book: Codebook) -> list[Day]:
    """The one day that the title names beside an event, with its weekday or with times."""
    weekday = one_of(book.data["dates"]["weekdays"])
    days = [
        day
        for day in _held(_days(document.title, book), book)
        if day.span.times or _included(day, book) or re.search(weekday, fold(day.before))
    ]
    found = _distinct(days, book)
    return found if len(found) == 1 and not _is_period(found[0]) else []


def _after_label(lines: tuple[Line, ...], book: Codebook) -> tuple[Line, ...]:
    """Lines that a label such as "Durchführung am:" opens: its own and those below that bear a date."""
    label = book.compiled("event label", _label)
    dated = [_DIGIT.search(line.text) is not None for line in lines]
    for i, line in enumerate(lines):
        if any(dated[i : i + 2]) and label.match(fold(line.text)):
            below = list(takewhile(lambda ln: find_dates(unglued(ln.text), book), lines[i + 1 :]))
            if below or find_dates(unglued(line.text), book):
                return (line, *below)
    return ()


def _label(book: Codebook) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{cues(book)['event_label'].pattern})\s*(?:\w+\s*)?:?")


def _days(lines: tuple[Line, ...], book: Codebook) -> list[Day]:
    linked = book.compiled("linked days", _linked)
    days = []
    for line in lines:
        spans = find_dates(unglued(line.text), book)
        if not spans:
            continue
        c = cues_in(fold(line.text), book)
        ends = [0, *(span.end for span in spans)]
        starts = [*(span.start for span in spans), len(line.text)]
        gaps = [line.text[a:b] for a, b in zip(ends, starts, strict=True)]
        apart = [linked.fullmatch(fold(gap)) is None for gap in gaps]
        for i, span in enumerate(spans):
            first = next((n for n in range(i, 0, -1) if apart[n]), 0)
            last = next((n for n in range(i + 1, len(gaps)) if apart[n]), i + 1)
            before = _BRACKETS.sub(" ", gaps[first])
            clause = fold(_tail(before) + " | " + _head(gaps[last]))
            rest = re.split(r"(?<=\D)[.;]\s", gaps[i + 1])[0]
            joined = i > 0 and linked.fullmatch(_without_times(gaps[i], book)) is not None
            moved = only_planned(gaps, i, first, last, c, book)
            if moved is None and names_move(span, line, gaps[i + 1], c):
                days.append(Day(span._replace(first=span.last), line, clause, gaps[i], rest, joined, False))
                continue
            days.append(Day(span, line, clause, gaps[i], rest, joined, moved))
    return [
        d for d in days if d.span.first is not None or re.fullmatch(r"--\d\d-\d\d(?:/.*)?", d.span.partial)
    ]


def _in_years(days: list[Day]) -> list[Day]:
    """A day without year in that of the day before it in the answer, or of the first behind it (rule 3)."""
    result: list[Day] = []
    for n, day in enumerate(days):
        known = [d.span.first for d in result if d.span.first is not None][-1:]
        near = known or [d.span.first for d in days[n:] if d.span.first is not None][:1]
        if day.span.first is None and near:
            result.append(day._replace(span=dated(day.span, near[0], before=not known)))
        else:
            result.append(day)
    return result


def _without_times(text: str, book: Codebook) -> str:
    """Folded text between two dates, without times and brackets."""
    folded = fold(text)
    for time in reversed(find_times(text, book)):
        folded = folded[: time.start] + folded[time.end :]
    return re.sub(r"^[\s(),]*|[()]", "", folded)


def _linked(book: Codebook) -> re.Pattern[str]:
    """What stands between the days of one list: the words before and behind the list are said of each."""
    data = book.data["dates"]
    return re.compile(rf"\s*(?:{one_of(data['also'])}\s*)?(?:{one_of(data['before_day'])}\s*)*")


def _tail(text: str) -> str:
    """What stands after the last clause mark."""
    cuts = [m.end() for m in _CLAUSE_END.finditer(text.rstrip())]
    tail = text[cuts[-1] :] if cuts else text
    return tail if tail.strip() else text


def _head(text: str) -> str:
    """What stands before the first clause mark."""
    found = re.search(r"[;,.](?:\s|$)", text)
    return text[: found.start()] if found else text


def _held(days: list[Day], book: Codebook) -> list[Day]:
    """Days of events; a day in reserve counts where another was dropped."""
    dropped = any(day.moved for day in days)
    return [day for day in days if not _excluded(day, dropped, book)]


def _excluded(day: Day, dropped: bool, book: Codebook) -> bool:
    """The cue nearest to the date says that it is no event of the dialogue."""
    if day.moved is not None:
        return day.moved
    if _date_of_another(day, book):
        return True
    c = cues_in(fold(day.line.text), book)
    middle = day.clause.index("|")
    best: tuple[int, str] | None = None
    names = ["event_not_held", "event_held"]
    if c.has("event_reported", day.clause):
        timed = day.span.times or day.span.hours is not None or find_hours(day.rest, book)
        names += [] if timed else ["event_reported"]
    names += [] if dropped else ["event_substitute"]
    for start, end, name in c.spots(day.clause, *names):
        distance = middle - end if end <= middle else start - middle + 5
        if best is None or distance < best[0] or (distance == best[0] and name != "event_held"):
            best = (distance, name)
    if best is None:
        sentence = re.split(r"(?<!\d)[.!?]\s", fold(day.line.text[: day.span.start]))[-1]
        return c.has("event_others", sentence) and not c.has("event_took_place", sentence)
    return best[1] != "event_held"


def _date_of_another(day: Day, book: Codebook) -> bool:
    """Whether the day tells a thing that is no event of the dialogue ("the meeting of the 1st of July")."""
    c, words = cues(book), day.before.split()
    if len(words) < _FEWEST or day.span.first != day.span.last or not c["date_of"].fullmatch(fold(words[-1])):
        return False
    phrase = [fold(word.strip("(,.:;")) for word in words[-_PHRASE:-1]]
    return words[-2][:1].isupper() and not any(c.has("event_held", word) for word in phrase)


def _is_period(day: Day) -> bool:
    """A range longer than any event: the time of a survey or of a project."""
    first, last = day.span.first, day.span.last
    if first is None and "/" in day.span.partial:
        first, last = (
            date.fromisoformat(part.replace("-", _SOME_YEAR, 1)) for part in day.span.partial.split("/")
        )
    return first is not None and last is not None and abs((last - first).days) > LONGEST_EVENT


def _included(day: Day, book: Codebook) -> bool:
    return cues(book).has("event_held", day.clause)


def _distinct(days: list[Day], book: Codebook) -> list[Day]:
    """Each day once, unless it has events of different names one after the other; times win over none."""
    kept: dict[object, Day] = {}
    for day in days:
        key: object = (day.span.first, day.span.last) if day.span.first else day.span.partial[:7]
        if key in kept and _another(kept[key], day, book):
            key = (key, day.span.times)
        if key not in kept or (day.span.times and not kept[key].span.times):
            kept[key] = day
    ranges = [d.span for d in kept.values() if d.span.first and d.span.last and d.span.first < d.span.last]
    inside = [
        key
        for key, d in kept.items()
        if d.span.first and d.span.first == d.span.last and any(_covers(r, d.span) for r in ranges)
    ]
    ordered = [d for key, d in kept.items() if key not in inside]
    return sorted(ordered, key=lambda d: (d.span.first is None, str(d.span.first or d.span.partial)))


def _another(one: Day, other: Day, book: Codebook) -> bool:
    """Whether two mentions of a day are of two events: by name, and one is over when the other begins."""
    if not (one.span.times and other.span.times):
        return False
    begins, ends = ([day.span.times[n][n] for day in (one, other)] for n in (0, -1))
    if not (all(begins) and all(ends)) or max(begins) < min(ends):
        return False
    names = [event_name(day.before, day.rest, book) for day in (one, other)]
    return all(names) and names[0] != names[1]


def _covers(outer: DateSpan, inner: DateSpan) -> bool:
    first, last, day = outer.first, outer.last, inner.first
    return first is not None and last is not None and day is not None and first <= day <= last
