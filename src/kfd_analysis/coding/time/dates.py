"""Dates with their times and durations in German text: text in, places and values out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from operator import itemgetter

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.time import calendar
from kfd_analysis.coding.time.calendar import Day, Partial, groups, partials
from kfd_analysis.coding.time.datetimes import DateSpan, Days, Group, Reading, with_times
from kfd_analysis.coding.time.durations import HourSpan, durations, hours_between
from kfd_analysis.coding.time.monthnames import mended_months, mended_zeros
from kfd_analysis.coding.time.times import TimeSpan, clock_times
from kfd_analysis.coding.wording import BLANK, Marks, masked, number_words, shortest
from kfd_analysis.fold import fold

__all__ = ["DateSpan", "HourSpan", "TimeSpan", "find_dates", "find_hours", "find_times", "hours_between"]

_DIGIT = re.compile("[0-9]")
_SIGN = re.compile(
    rf"[0-9](?:[./-]{BLANK}?[0-9]|[:h][0-9]|{BLANK}?[^\W\d_](?!\w)|(?<=1)9[0-9]{{2}}|(?<=2)0[0-9]{{2}})|'[0-9]{{2}}"
)
"""What a date, a year, a time or a duration in digits looks like."""
_LEAP_YEAR = 2016
_HALF_YEAR = timedelta(days=183)


def find_dates(text: str, book: Codebook) -> tuple[DateSpan, ...]:
    """Every date of a line in its order: one for each day of a list, one for a range of days.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``dates.yml``).

    Returns
    -------
    tuple of DateSpan
        Days that no calendar has are left out.
    """
    if not _DIGIT.search(text):
        return ()
    days = book.of_report(_days_of, folded := fold(text))
    found = with_times(book.of_report(_read, folded), book) if days.groups else []
    found += [DateSpan(p.start, p.end, None, None, p.iso) for p in days.partials]
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
    return book.of_report(_read, fold(text)).times if _may_have_numbers(text, book) else ()


def find_hours(text: str, book: Codebook) -> tuple[HourSpan, ...]:
    """Every stated duration of a line, in hours, with its place in `text`; products are left out.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``dates.yml``).
    """
    hours = book.of_report(_read, fold(text)).hours if _may_have_numbers(text, book) else ()
    return tuple(hour for hour in hours if hour.often == 1)


def calendar_places(text: str, book: Codebook) -> list[tuple[int, int]]:
    """Places of everything in a folded text that speaks of time: dates, times, durations."""
    reading = book.of_report(_read, text)
    found: list[TimeSpan | HourSpan | Partial] = [*reading.times, *reading.hours, *reading.days.partials]
    return [*reading.days.places, *[(s.start, s.end) for s in found]]


def _may_have_numbers(text: str, book: Codebook) -> bool:
    return _DIGIT.search(text) is not None or number_words(book).near(text.lower())


def _read(text: str, book: Codebook) -> Reading:
    """All that a folded text says about time."""
    days = book.of_report(_days_of, text)
    if not days.rest:
        return Reading(days, (), ())
    times = clock_times(days.rest, book)
    return Reading(days, times, durations(masked(days.rest, times), book))


def _marks(book: Codebook) -> Marks:
    """Pieces of words of which one stands in every date with a month's name, time or duration in words."""
    data = book.data["dates"]
    months = (word for words in data["months"].values() for word in words)
    units = (word for word in (*data["hours"], *data["minutes"]) if len(word) > 1)
    return Marks(shortest([*months, *data["clock"], *data["spoken"], *data["afternoon"], *units]))


def _days_of(text: str, book: Codebook) -> Days:
    lex = calendar.lexicon(book)
    text = mended_zeros(mended_months(text, book))
    if not (_SIGN.search(text) or book.compiled("time marks", _marks).stand_in(text)):
        return Days(text, (), (), (), "")
    days = groups(text, lex)
    places = tuple([(group[0].start, group[-1].end) for group in days])
    without_days = masked(text, places)
    months = tuple(partials(without_days, lex))
    return Days(text, _dated(days, months), months, places, masked(without_days, months))


def dated(span: DateSpan, known: date, *, before: bool) -> DateSpan:
    """A day or range without year, dated by a known date of the context.

    Parameters
    ----------
    span
        Its `partial` is ``--MM-DD`` or a range of two of these.
    known
        A date of the context.
    before
        Whether the day stands before the known date, else behind it.
    """
    ends = [Day(0, 0, int(part[5:7]), int(part[2:4])) for part in span.partial.split("/")]
    days = [_in_year_of(day, known, before=before).date for day in ends]
    if None in days or days != sorted(days, key=str):
        return span
    return span._replace(first=days[0], last=days[-1], partial="")


def _dated(days: list[list[Day]], months: Iterable[Partial]) -> tuple[Group, ...]:
    """The groups with every day in its year: its own, that of the next in the group or the nearest."""
    shared = [_shared(group) for group in days]
    if not all([day.year for group in shared for day in group]):
        known = [(p.start, date(int(p.iso[:4]), int(p.iso[5:7]), 1)) for p in months if p.iso[5:7].isdigit()]
        known += [(day.start, day.date) for group in shared for day in group if day.date]
        known.sort()
        shared = [[_in_context(day, known) for day in group] for group in shared]
    return tuple([Group(group[0].start, group[-1].end, _spans(group)) for group in shared])


def _shared(group: list[Day]) -> list[Day]:
    """Month and year of a day are those of the next one, if it does not print its own."""
    if len(group) == 1:
        return group
    result = group[-1:]
    for day in reversed(group[:-1]):
        later = result[-1]
        if not day.month:
            result.append(day._replace(month=later.month, year=later.year))
        elif not day.year and later.date:
            result.append(_in_year_of(day, later.date, before=True))
        else:
            result.append(day)
    return result[::-1]


def _in_context(day: Day, known: list[tuple[int, date]]) -> Day:
    """`day` in the year that the known date before it gives it, else the first one behind it."""
    if day.year or not known:
        return day
    before = bisect_left(known, day.start, key=itemgetter(0))
    if before:
        return _in_year_of(day, known[before - 1][1], before=False)
    return _in_year_of(day, known[0][1], before=True)


def _in_year_of(day: Day, known: date, *, before: bool) -> Day:
    """`day` in the year that puts it before or after a known date, at most half a year out of order."""
    year = known.year
    there = date(year, day.month, min(day.day, 28))
    if before and there - known > _HALF_YEAR:
        year -= 1
    if not before and known - there > _HALF_YEAR:
        year += 1
    return day._replace(year=year)


def _spans(days: list[Day]) -> list[DateSpan]:
    """One span for each day and each range of days; impossible days are left out."""
    spans: list[DateSpan] = []
    i = 0
    while i < len(days):
        is_range = i + 1 < len(days) and days[i + 1].joint == "to"
        span = _span(days[i], days[i + 1 if is_range else i])
        if span:
            spans.append(span)
        i += 2 if is_range else 1
    return spans


def _span(one: Day, other: Day) -> DateSpan | None:
    if one.year and other.year:
        first = one.date
        last = first if one is other else other.date
        if not first or not last or first > last:
            return None
        return DateSpan(one.start, other.end, first, last, repaired=one.repaired or other.repaired)
    days = [d._replace(year=_LEAP_YEAR).date for d in (one, other)]
    if not all(days):
        return None
    partial = "/".join(dict.fromkeys(f"--{d:%m-%d}" for d in days if d))
    return DateSpan(one.start, other.end, None, None, partial)
