"""Times and durations that stand apart from the dates of the events."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.time.dates import TimeSpan, find_hours, find_times
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span
from kfd_analysis.reading.text import sentences


class DatedLine(NamedTuple):
    """A line with a date of an event; `timed` if the date has times or a duration of its own."""

    line: Line
    timed: bool


class LooseTimes(NamedTuple):
    """Times or a duration that stand apart from the dates and hold for each event."""

    times: tuple[tuple[str, str], ...]
    hours: Decimal | None
    span: Span | None
    in_turn: bool = False

    def of_day(self, number: int) -> tuple[tuple[str, str], ...]:
        """Times of day `number` (from 0): those of all days, or its own of times told in turn."""
        return self.times[number : number + 1] if self.in_turn else self.times


def loose_times(document: Document, days: Sequence[DatedLine], book: Codebook) -> LooseTimes:
    """Times on lines of their own, where the dates have none."""
    nothing = LooseTimes((), None, None)
    if not days or any(d.timed for d in days):
        return nothing
    c = cues(book)
    numbers = {d.line.number for d in days}
    lines = [ln for ln in document.answer("concept")]
    elsewhere = numbers.isdisjoint(ln.number for ln in lines)
    if len(days) == 1 and (programme := _programme(lines, book)).times:
        return programme
    if (told := _on_two_lines(lines, book)) is not None:
        return told
    for i, line in enumerate(lines):
        near = elsewhere or any(ln.number in numbers for ln in lines[max(0, i - 2) : i + 1])
        labelled = c["time_label"].match(fold(line.text)) is not None
        if not (near or labelled):
            continue
        pairs = [t for t in find_times(line.text, book) if t.begin and t.finish and not t.aside]
        if 1 < len(pairs) == len(days) and c.has("session", fold(line.text)):
            times = tuple((t.begin, t.finish) for t in pairs)
            return LooseTimes(times, None, line.span(pairs[0].start, pairs[-1].end), True)
        if len(pairs) == 1:
            return LooseTimes(
                ((pairs[0].begin, pairs[0].finish),), None, line.span(pairs[0].start, pairs[0].end)
            )
        singles = [t for t in find_times(line.text, book) if not t.aside]
        if len(days) == 1 and not pairs and (told := _told(line, singles, book)):
            return told
        durations = find_hours(line.text, book) if labelled else ()
        if len(durations) == 1:
            return LooseTimes((), durations[0].hours, line.span(durations[0].start, durations[0].end))
    return nothing


def ends_event(words: str, book: Codebook) -> bool:
    """Whether the words behind a time say that it is the end."""
    return cues(book)["programme_end"].match(fold(words).lstrip(" ,:-uhr")) is not None


def _on_two_lines(lines: list[Line], book: Codebook) -> LooseTimes | None:
    """Beginning and end on labelled lines of their own ("Beginn: 18 Uhr", "Ende: 21 Uhr")."""
    c = cues(book)
    for one, other in pairwise(lines):
        labelled = c["time_label"].match(fold(one.text)) and c["programme_end"].match(fold(other.text))
        begins, ends = (find_times(line.text, book) if labelled else () for line in (one, other))
        if len(begins) == len(ends) == 1 and begins[0].begin and not begins[0].finish:
            end = ends[0].finish or ends[0].begin
            if begins[0].begin < end:
                return LooseTimes(((begins[0].begin, end),), None, one.span(begins[0].start, begins[0].end))
    return None


def _told(line: Line, times: list[TimeSpan], book: Codebook) -> LooseTimes | None:
    """Beginning and end told in prose: two times, words for the end behind the first."""
    if len(times) != 2 or not times[0].begin < times[1].begin:
        return None
    if not cues(book).has("programme_end", fold(line.text[times[0].end :])):
        return None
    times_of_day = ((times[0].begin, times[1].begin),)
    return LooseTimes(times_of_day, None, line.span(times[0].start, times[1].end))


def _programme(lines: list[Line], book: Codebook) -> LooseTimes:
    """Outermost times of a printed programme whose end is stated."""
    steps = []
    for line in lines:
        times = [t for t in find_times(line.text, book) if not t.aside]
        if times and times[0].start <= 2:
            steps.append((line, times[0]))
    if len(steps) < 2:
        return LooseTimes((), None, None)
    line, last = steps[-1]
    end = last.finish or (last.begin if cues(book).has("programme_end", fold(line.text)) else "")
    if not end or end <= steps[0][1].begin:
        return LooseTimes((), None, None)
    return LooseTimes(((steps[0][1].begin, end),), None, steps[0][0].span(steps[0][1].start, steps[0][1].end))


def stated_durations(line: Line, book: Codebook) -> list[tuple[Decimal, Span]]:
    """Durations in hours of the sentences of a line that say how long something took."""
    return [
        (found.hours, sentence.span(found.start, found.end))
        for sentence in sentences(line, book)
        if cues(book).has("duration_cue", fold(sentence.text))
        for found in find_hours(sentence.text, book)
    ]
