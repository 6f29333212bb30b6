"""When the dialogue was held: dates, times and hours of its events (rules 3, 4 and 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.events.eventdays import FAR_APART, SECTIONS, Day, held_days
from kfd_analysis.coding.events.eventnames import event_name
from kfd_analysis.coding.events.loosetimes import (
    DatedLine,
    LooseTimes,
    ends_event,
    loose_times,
    stated_durations,
)
from kfd_analysis.coding.time.dates import DateSpan, find_hours, find_times
from kfd_analysis.coding.time.durations import hours_between
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Problem, Span

_WITH_MONTH = re.compile(r"\d\W+\w")


class Event(NamedTuple):
    """One event: its place in time, as far as the report says.

    Attributes
    ----------
    date, end_date
        ISO dates; empty where the year is not printed. `end_date` only for consecutive days.
    hours
        Gross duration in hours, breaks included; None if no times are given.
    last_day
        The words of its last day, or of the last that is printed with its month.
    each
        The hours are those of this day, and not a duration stated for several days together.
    """

    name: str
    date: str
    end_date: str
    start_time: str
    end_time: str
    hours: Decimal | None
    spans: tuple[Span, ...]
    last_day: Span
    each: bool = True


class Events(NamedTuple):
    """All events of a report, in the order of their dates, and what to warn of."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]

    @property
    def hours(self) -> Decimal | None:
        """Sum of the hours; None if any event lacks them (rule 4)."""
        hours = [event.hours for event in self.events]
        if not hours or any(h is None for h in hours):
            return None
        return sum((h for h in hours if h is not None), Decimal(0))


def code_events(document: Document, book: Codebook) -> Events:
    """Find the events of the dialogue itself.

    Preparation, debriefing, steering groups, surveys and reference dates are no events; the date
    of a slide deck is that of the talk.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook (``cues.yml``, ``dates.yml``).

    Returns
    -------
    Events
    """
    if document.document_type == "slides":
        return Events((), ())
    days = _sharing_times(held_days(document, book))
    if not days:
        return Events(_undated(document, book), ())
    problems = [Problem("date_repaired", "first_event_date", d.line.number) for d in days if d.span.repaired]
    problems += [
        Problem("year_missing", "first_event_date", d.line.number, d.span.partial)
        for d in days
        if d.span.first is None
    ]
    known = [d.span.first for d in days if d.span.first is not None]
    if known and (max(known) - min(known)).days > FAR_APART:
        problems.append(Problem("dates_far_apart", "first_event_date", days[0].line.number))
    dated = [DatedLine(d.line, bool(d.span.times) or d.span.hours is not None) for d in days]
    times = loose_times(document, dated, book)
    numbered = [cues(book).has("day_number", fold(day.before)) for day in days]
    events = [_event(day, times, n, book) for n, day in enumerate(days)]
    for n, day in enumerate(days):
        if n and day.linked and not events[n].name and events[n - 1].spans[0].line == day.line.number:
            events[n] = events[n]._replace(name=events[n - 1].name)
    joined = _joined(events, numbered)
    found = _with_durations(joined, document, book)
    return Events(found, (*problems, *_reversed(found, document, book)))


def _sharing_times(days: list[Day]) -> list[Day]:
    """Days with the times that a later day of their line has for each of them."""
    result = list(days)
    for n in range(len(days) - 2, -1, -1):
        own, later = result[n], result[n + 1]
        without = not own.span.times and own.span.hours is None
        if without and later.span.each and own.line.number == later.line.number:
            span = own.span._replace(times=later.span.times, hours=later.span.hours, each=True)
            result[n] = own._replace(span=span)
    return result


def _undated(document: Document, book: Codebook) -> tuple[Event, ...]:
    """One event without a date, where the concept says that it was held but prints no date."""
    for line in document.answer("concept"):
        found = cues(book)["held_label"].match(fold(line.text))
        if found is not None:
            label = line.span(0, found.end())
            return (Event("", "", "", "", "", None, (label,), label),)
    return ()


def _event(day: Day, loose: LooseTimes, number: int, book: Codebook) -> Event:
    span, line = day.span, day.line
    times = _outer(_told(day, book) or span.times or loose.of_day(number), span)
    hours = _hours(span, times, loose.hours)
    start, end = (times[0][0], times[-1][1]) if times else ("", "")
    spans: tuple[Span, ...] = (line.span(span.start, span.end),)
    if span.times:
        spans += tuple(line.span(t.start, t.end) for t in find_times(line.text, book))
    elif span.hours is not None:
        spans += tuple(line.span(h.start, h.end) for h in find_hours(line.text, book))
    elif loose.span:
        spans += (loose.span,)
    first = span.first.isoformat() if span.first else ""
    last = span.last.isoformat() if span.last and span.last != span.first else ""
    own = bool(span.times) or span.each or span.hours is None
    name = event_name(day.before, day.rest, book)
    return Event(name, first, last, start, end, hours, spans, spans[0], own)


def _told(day: Day, book: Codebook) -> tuple[tuple[str, str], ...]:
    """Beginning and end of the times of a day that are told one by one, if the words say which is the end."""
    times = day.span.times
    begins = [begin for begin, finish in times if begin and not finish]
    if len(begins) < 2 or len(begins) < len(times) or begins != sorted(begins):
        return ()
    found = find_times(day.rest, book)
    told = found and ends_event(day.rest[found[-1].end :], book)
    return ((begins[0], begins[-1]),) if told else ()


def _outer(times: tuple[tuple[str, str], ...], span: DateSpan) -> tuple[tuple[str, str], ...]:
    """One pair of times from the earliest beginning to the latest end, for a day with several pairs."""
    if len(times) < 2 or span.first != span.last or not all(a and a < b for a, b in times):
        return times
    return ((min(a for a, _ in times), max(b for _, b in times)),)


def _hours(span: DateSpan, times: tuple[tuple[str, str], ...], stated: Decimal | None) -> Decimal | None:
    """Hours of one span: outermost times, or a stated duration; per day for a range with "jeweils"."""
    days = 1
    if span.first and span.last and span.first < span.last:
        days = (span.last - span.first) // timedelta(days=1) + 1
    if times and times[0][0] and times[-1][1]:
        in_turn = days > 1 and len(times) == days
        if days > 1 and not (in_turn or span.each):
            return None
        pairs = times if in_turn else ((times[0][0], times[-1][1]),) * days
        hours = [hours_between(a, b) if a and b else None for a, b in pairs]
        return None if None in hours else sum((h for h in hours if h is not None), Decimal(0))
    duration = span.hours if span.hours is not None else stated
    return duration * days if duration is not None and (days == 1 or span.each) else None


def _with_durations(events: tuple[Event, ...], document: Document, book: Codebook) -> tuple[Event, ...]:
    """An event without times gets the one duration that its line states."""
    lines = {line.number: line for line in document.answer(*SECTIONS)}
    result = []
    for event in events:
        number = event.spans[0].line
        alone = sum(other.spans[0].line == number for other in events) == 1
        wanting = alone and event.hours is None and number in lines
        found = stated_durations(lines[number], book) if wanting else []
        one = found[0] if len(found) == 1 else None
        result.append(event._replace(hours=one[0], spans=(*event.spans, one[1])) if one else event)
    return tuple(result)


def _reversed(events: tuple[Event, ...], document: Document, book: Codebook) -> Iterator[Problem]:
    """A warning of each pair of times that runs backwards, where an event is left without hours."""
    if all(event.hours is not None for event in events):
        return
    for line in document.answer("concept"):
        for time in find_times(line.text, book):
            if time.begin and time.finish and hours_between(time.begin, time.finish) is None:
                yield Problem("times_reversed", "event_hours", line.number, f"{time.begin}–{time.finish}")


def _joined(events: list[Event], numbered: list[bool]) -> tuple[Event, ...]:
    """Consecutive days under one name are one event with an end date (rule 12)."""
    joined: list[Event] = []
    for n, event in enumerate(events):
        last = joined[-1] if joined else None
        together = last and (last.spans[0].line == event.spans[0].line or (numbered[n - 1] and numbered[n]))
        if last and together and last.date and event.date and last.name == event.name:
            end = date.fromisoformat(last.end_date or last.date)
            if date.fromisoformat(event.date) - end == timedelta(days=1):
                joined[-1] = _merge(last, event)
                continue
        joined.append(event)
    return tuple(joined)


def _merge(one: Event, other: Event) -> Event:
    hours = one.hours + other.hours if one.hours is not None and other.hours is not None else None
    if not one.each and not other.each:
        hours = one.hours
    return one._replace(
        end_date=other.end_date or other.date,
        end_time=other.end_time,
        hours=hours,
        spans=one.spans + other.spans,
        last_day=other.last_day if _WITH_MONTH.search(other.last_day.text) else one.last_day,
    )
