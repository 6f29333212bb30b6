"""Dates with their times and durations in German text: text in, places and values out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding import calendar
from kfd_analysis.coding.calendar import Day, Link, Partial, groups, in_year_of, partials
from kfd_analysis.coding.durations import HourSpan, durations
from kfd_analysis.coding.monthnames import mended_months
from kfd_analysis.coding.times import TimeSpan, clock_times, hours_between
from kfd_analysis.coding.wording import BLANK, GAP, masked, number_words, one_of, preceded
from kfd_analysis.fold import fold

__all__ = ["DateSpan", "HourSpan", "TimeSpan", "find_dates", "find_hours", "find_times", "hours_between"]

_DIGIT = re.compile("[0-9]")
_REACH = 60  # characters between a date and its times
_SENTENCE_END = re.compile(r";|(?:^|[^\W\d_]{4})[.!?](?:\s|$)")
_UNBROKEN = re.compile(r"[^0-9;,.!?]{0,40}")
_LEAP_YEAR = 2016


class DateSpan(NamedTuple):
    """A day or a range of days, with what the text says about its times.

    Attributes
    ----------
    start, end
        Place of the date (not of its times) in the text.
    first, last
        Both the same for a single day; None if the date is partial.
    partial
        ISO form of a partial date: ``2017-09``, ``2017-SP`` (SP, SU, AU, WI), ``2017``, ``--06-30``
        if the year is printed nowhere, and ranges of these with a slash.
    times
        Times of day ("09:30", "14:00"); the one that is not printed is empty.
    each
        The words say that times or duration hold for each of several days.
    hours
        A stated duration in hours.
    repaired
        A misprinted year was mended.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    partial: str = ""
    times: tuple[tuple[str, str], ...] = ()
    each: bool = False
    hours: Decimal | None = None
    repaired: bool = False


class _Group(NamedTuple):
    """Days that stand together."""

    start: int
    end: int
    spans: tuple[DateSpan, ...]


class _Reading(NamedTuple):
    """All that a text says about time."""

    text: str
    groups: tuple[_Group, ...]
    partials: tuple[Partial, ...]
    times: tuple[TimeSpan, ...]
    hours: tuple[HourSpan, ...]
    places: tuple[tuple[int, int], ...]


class _Lexicon(NamedTuple):
    each: re.Pattern[str]
    lasting: re.Pattern[str]


def _lexicon(book: Codebook) -> _Lexicon:
    data = book.data["dates"]
    return _Lexicon(
        re.compile(rf"{one_of(data['each'])}(?:{BLANK}[^\W\d_]+\.?){{0,2}}{GAP}\Z"),
        re.compile(rf"[\s,;:(-]*(?:{one_of(data['lasting'])}[\s:]*)*"),
    )


def find_dates(text: str, book: Codebook, year: int | None = None) -> tuple[DateSpan, ...]:
    """Every date of a line in its order: one for each day of a list, one for a range of days.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``dates.yml``).
    year
        Year of days whose year is printed nowhere in `text`.

    Returns
    -------
    tuple of DateSpan
        Days that no calendar has are left out.
    """
    if not _DIGIT.search(text):
        return ()
    reading = _read(fold(text), book, year)
    found = [
        span for group in _with_times(reading, book.compiled("date times", _lexicon)) for span in group.spans
    ]
    found += [DateSpan(p.start, p.end, None, None, p.iso) for p in reading.partials]
    return tuple(sorted(found))


def find_times(text: str, book: Codebook) -> tuple[TimeSpan, ...]:
    """Every time of day of a line, or pair of times, with its place in `text`.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``dates.yml``).
    """
    return _read(fold(text), book).times if _may_have_numbers(text, book) else ()


def find_hours(text: str, book: Codebook) -> tuple[HourSpan, ...]:
    """Every stated duration of a line, in hours, with its place in `text`.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``dates.yml``).
    """
    return _read(fold(text), book).hours if _may_have_numbers(text, book) else ()


def calendar_places(text: str, book: Codebook) -> list[tuple[int, int]]:
    """Places of everything in a folded text that speaks of time: dates, times, durations."""
    reading = _read(text, book)
    spans: Iterable[TimeSpan | HourSpan | Partial] = (*reading.times, *reading.hours, *reading.partials)
    return [*reading.places, *((s.start, s.end) for s in spans)]


def _may_have_numbers(text: str, book: Codebook) -> bool:
    return _DIGIT.search(text) is not None or number_words(book).near(text.lower())


def _read(text: str, book: Codebook, year: int | None = None) -> _Reading:
    lex = calendar.lexicon(book)
    text = mended_months(text, book)
    days = groups(text, lex)
    places = tuple((group[0].day.start, group[-1].day.end) for group in days)
    without_days = masked(text, places)
    months = tuple(partials(without_days, lex))
    without_dates = masked(without_days, ((p.start, p.end) for p in months))
    times = clock_times(without_dates, book)
    hours = durations(masked(without_dates, ((t.start, t.end) for t in times)), book)
    return _Reading(text, _dated(days, months, year), months, times, hours, places)


def _dated(days: list[list[Link]], months: Iterable[Partial], year: int | None) -> tuple[_Group, ...]:
    """The groups with every day in its year: its own, that of the next in the group or the nearest."""
    known = [(p.start, date(int(p.iso[:4]), int(p.iso[5:7]), 1)) for p in months if p.iso[5:7].isdigit()]
    shared = [_shared(group) for group in days]
    known += [(link.day.start, link.day.date) for group in shared for link in group if link.day.date]
    known.sort()
    result = []
    for group in shared:
        links = [link._replace(day=_in_context(link.day, known, year)) for link in group]
        result.append(_Group(group[0].day.start, group[-1].day.end, tuple(_spans(links))))
    return tuple(result)


def _shared(group: list[Link]) -> list[Link]:
    """Month and year of a day are those of the next one, if it does not print its own."""
    result = [group[-1]]
    for link in reversed(group[:-1]):
        day, later = link.day, result[-1].day
        if not day.month:
            day = day._replace(month=later.month, year=later.year)
        elif not day.year and later.date:
            day = in_year_of(day, later.date, before=True)
        result.append(link._replace(day=day))
    return result[::-1]


def _in_context(day: Day, known: list[tuple[int, date]], year: int | None) -> Day:
    if day.year:
        return day
    before = bisect_left(known, day.start, key=itemgetter(0))
    if before:
        return in_year_of(day, known[before - 1][1], before=False)
    if known:
        return in_year_of(day, known[0][1], before=True)
    return day._replace(year=year or 0)


def _spans(links: list[Link]) -> list[DateSpan]:
    """One span for each day and each range of days; impossible days are left out."""
    spans: list[DateSpan] = []
    i = 0
    while i < len(links):
        is_range = i + 1 < len(links) and links[i + 1].joint == "to"
        span = _span(links[i].day, links[i + 1 if is_range else i].day)
        if span:
            spans.append(span)
        i += 2 if is_range else 1
    return spans


def _span(one: Day, other: Day) -> DateSpan | None:
    if one.year and other.year:
        if not one.date or not other.date or one.date > other.date:
            return None
        return DateSpan(one.start, other.end, one.date, other.date, repaired=one.repaired or other.repaired)
    days = [d._replace(year=_LEAP_YEAR).date for d in (one, other)]
    if not all(days):
        return None
    partial = "/".join(dict.fromkeys(f"--{d:%m-%d}" for d in days if d))
    return DateSpan(one.start, other.end, None, None, partial)


def _with_times(reading: _Reading, lex: _Lexicon) -> list[_Group]:
    """The groups with the times and durations that stand with them."""
    times: list[list[TimeSpan]] = [[] for _ in reading.groups]
    hours: list[list[HourSpan]] = [[] for _ in reading.groups]
    for time in reading.times:
        if not time.aside and (owner := _owner_of_time(time, times, reading)) is not None:
            times[owner].append(time)
    for hour in reading.hours:
        if (owner := _owner_of_hours(hour, times, reading, lex)) is not None:
            hours[owner].append(hour)
    return [_joined(group, times[i], hours[i], reading.text, lex) for i, group in enumerate(reading.groups)]


def _owner_of_time(time: TimeSpan, times: list[list[TimeSpan]], reading: _Reading) -> int | None:
    """Index of the group in front of a time, else of the one behind it, if it is near."""
    behind = bisect_right(reading.groups, time.start, key=attrgetter("end"))
    if behind:
        end = times[behind - 1][-1].end if times[behind - 1] else reading.groups[behind - 1].end
        if _is_near(reading.text[end : time.start]):
            return behind - 1
    if behind < len(reading.groups) and _is_near(reading.text[time.end : reading.groups[behind].start]):
        return behind
    return None


def _is_near(between: str) -> bool:
    return len(between) <= _REACH and not _SENTENCE_END.search(between)


def _owner_of_hours(
    hour: HourSpan, times: list[list[TimeSpan]], reading: _Reading, lex: _Lexicon
) -> int | None:
    """Index of the group that a duration follows at once or stands in front of without a break."""
    behind = bisect_right(reading.groups, hour.start, key=attrgetter("end"))
    if behind:
        ends = [reading.groups[behind - 1].end, *(t.end for t in times[behind - 1] if t.end <= hour.start)]
        if lex.lasting.fullmatch(reading.text, max(ends), hour.start):
            return behind - 1
    if behind < len(reading.groups) and _UNBROKEN.fullmatch(
        reading.text, hour.end, reading.groups[behind].start
    ):
        return behind
    return None


def _joined(group: _Group, times: list[TimeSpan], hours: list[HourSpan], text: str, lex: _Lexicon) -> _Group:
    each = any(t.each for t in times) or any(h.each for h in hours)
    each = each or preceded(lex.each, text, group.start) is not None
    pairs = tuple((t.begin, t.finish) for t in times)
    stated = hours[0].hours if len(hours) == 1 else None
    days = len(group.spans)
    spans = []
    for n, span in enumerate(group.spans):
        own = (
            pairs if days == 1 or each or len(pairs) == 1 else pairs[n : n + 1] if len(pairs) == days else ()
        )
        spans.append(span._replace(times=own, each=each, hours=stated))
    return group._replace(spans=tuple(spans))
