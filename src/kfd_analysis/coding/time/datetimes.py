"""Which times and durations stand with which days of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.time.calendar import Partial
from kfd_analysis.coding.time.durations import HourSpan
from kfd_analysis.coding.time.times import TimeSpan
from kfd_analysis.coding.wording import BLANK, GAP, Lead, lead, one_of, preceded

_REACH = 60  # characters between a date and its times
_SENTENCE_END = re.compile(r";|(?:^|[^\W\d_]{4})[.!?](?:\s|$)")
_END = attrgetter("end")
_UNBROKEN = re.compile(r"[^0-9;,.!?]{0,40}")


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


class Group(NamedTuple):
    """Days that stand together."""

    start: int
    end: int
    spans: Sequence[DateSpan]


class Days(NamedTuple):
    """The days, months and years of a text.

    Attributes
    ----------
    places
        Where the days stand, those included that no calendar has.
    rest
        The text without them; empty if nothing in it speaks of time.
    """

    text: str
    groups: tuple[Group, ...]
    partials: tuple[Partial, ...]
    places: tuple[tuple[int, int], ...]
    rest: str


class Reading(NamedTuple):
    """All that a text says about time."""

    days: Days
    times: tuple[TimeSpan, ...]
    hours: tuple[HourSpan, ...]


class _Lexicon(NamedTuple):
    each: Lead
    lasting: re.Pattern[str]
    in_all: Lead
    spread: re.Pattern[str]


def _lexicon(book: Codebook) -> _Lexicon:
    data = book.data["dates"]
    return _Lexicon(
        lead(rf"{one_of(data['each'])}(?:{BLANK}[^\W\d_]+\.?){{0,2}}{GAP}"),
        re.compile(rf"[\s,;:(-]*(?:{one_of(data['lasting'])}[\s:]*)*"),
        lead(rf"{one_of(data['in_all'])}(?:{BLANK}[^\W\d_]+\.?)?{GAP}"),
        re.compile(rf"{GAP}{one_of(data['spread'])}{BLANK}"),
    )


def with_times(reading: Reading, book: Codebook) -> list[DateSpan]:
    """The days with the times and durations that stand with them."""
    lex, days = book.compiled("date times", _lexicon), reading.days
    times: list[list[TimeSpan]] = [[] for _ in days.groups]
    hours: list[list[HourSpan]] = [[] for _ in days.groups]
    for time in reading.times:
        if not time.aside and (owner := _owner_of_time(time, times, days)) is not None:
            times[owner].append(time)
    for hour in reading.hours:
        if (owner := _owner_of_hours(hour, times, days, lex)) is not None:
            hours[owner].append(hour)
    return [
        span
        for group, own, lasting in zip(days.groups, times, hours, strict=True)
        for span in _joined(group, own, lasting, days.text, lex)
    ]


def _in_all(hour: HourSpan, text: str, lex: _Lexicon) -> bool:
    """Whether a duration is that of several days together."""
    return hour.often == 1 and bool(
        preceded(lex.in_all, text, hour.start) or (not hour.each and lex.spread.match(text, hour.end))
    )


def _owner_of_time(time: TimeSpan, times: list[list[TimeSpan]], days: Days) -> int | None:
    """Index of the group in front of a time, else of the one behind it, if it is near."""
    behind = bisect_right(days.groups, time.start, key=_END)
    if behind:
        end = times[behind - 1][-1].end if times[behind - 1] else days.groups[behind - 1].end
        if _is_near(days.text[end : time.start]):
            return behind - 1
    reach = _REACH if behind else 2 * _REACH
    if behind < len(days.groups) and _is_near(days.text[time.end : days.groups[behind].start], reach):
        return behind
    return None


def _is_near(between: str, reach: int = _REACH) -> bool:
    return len(between) <= reach and not _SENTENCE_END.search(between)


def _owner_of_hours(hour: HourSpan, times: list[list[TimeSpan]], days: Days, lex: _Lexicon) -> int | None:
    """Index of the group that a duration follows at once or stands in front of without a break."""
    behind = bisect_right(days.groups, hour.start, key=_END)
    if behind:
        ends = [days.groups[behind - 1].end, *(t.end for t in times[behind - 1] if t.end <= hour.start)]
        if lex.lasting.fullmatch(days.text, max(ends), hour.start):
            return behind - 1
        if hour.often > 1 and _is_near(days.text[max(ends) : hour.start]):
            return behind - 1
    if behind < len(days.groups) and _UNBROKEN.fullmatch(days.text, hour.end, days.groups[behind].start):
        return behind
    return None


def _days(group: Group) -> int:
    """Days of a group, those of a range included."""
    ends = [(span.first, span.last) for span in group.spans]
    return sum((last - first).days + 1 if first and last else 1 for first, last in ends)


def _joined(
    group: Group, times: list[TimeSpan], hours: list[HourSpan], text: str, lex: _Lexicon
) -> Iterable[DateSpan]:
    if hours:
        hours = [h for h in hours if h.often in (1, _days(group))]
    each = any(t.each for t in times) or any(h.each for h in hours)
    each = each or preceded(lex.each, text, group.start) is not None
    if not (each or times or hours):
        return group.spans
    pairs = tuple((t.begin, t.finish) for t in times)
    days = len(group.spans)
    stated = hours[0].hours if len(hours) == 1 and (days == 1 or not _in_all(hours[0], text, lex)) else None
    spans = []
    for n, span in enumerate(group.spans):
        own = (
            pairs if days == 1 or each or len(pairs) == 1 else pairs[n : n + 1] if len(pairs) == days else ()
        )
        start, end, first, last, partial, *_, repaired = span
        spans.append(DateSpan(start, end, first, last, partial, own, each, stated, repaired))
    return spans
