"""Days of the calendar in folded German text: single days, lists and ranges that share month and year."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.wording import (
    BLANK,
    GAP,
    Lead,
    lead,
    one_of,
    preceded,
    starts,
    unaccented,
)
from kfd_analysis.fold import fold

_ONE = BLANK + "?"
_START = r"(?<!\w)(?<![0-9][.,:/'-])(?<![^\W\d_]-)"
_TAIL = r"(?![0-9]|[.,:][0-9])"
_PRINTED_YEAR = re.compile("[12'](?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|(?<=')[0-9]{2})")
_LATEST = 2049
_NEAR = 60  # characters between a day and the one that has its month
_LONGEST = 80  # characters from the beginning of a range of months to its first year
_CLAUSE_END = re.compile(r"\s*(?:[,;)]|\Z)")
_PRINTED = {
    "id": ("id", "im", "iy"), "sy": ("sd", "sm", "sy"),
    "m": ("d", "m", "y"), "dotless": ("d", "m", "y"), "y": ("d", "m", "y"), "y4": ("d", "m", "y4"),
    "name": ("nd", "name", "ny"), "ny": ("nd", "name", "ny"), "od": ("od", "m", "y"),
}  # fmt: skip
"""By the last group of a match, the groups of its day, month and year (none, if they did not match)."""


class Day(NamedTuple):
    """A day as printed; month or year 0 if not printed.

    `joint` is what stands between it and the day before it in a group: ``to``, ``also`` or nothing.
    """

    start: int
    end: int
    day: int
    month: int = 0
    year: int = 0
    joint: str = ""
    repaired: bool = False
    dotless: bool = False
    padded: bool = True

    @property
    def date(self) -> date | None:
        """The calendar date; None if incomplete or impossible."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


class Partial(NamedTuple):
    """A month, season or year, or a range of months, in ISO form."""

    start: int
    end: int
    iso: str


class Lexicon(NamedTuple):
    """What the dates of ``dates.yml`` compile to."""

    months: Mapping[str, int]
    seasons: Mapping[str, str]
    head: re.Pattern[str]
    day: re.Pattern[str]
    link: re.Pattern[str]
    between: Lead
    conjunction: re.Pattern[str]
    announcing: Lead
    numbered: Lead
    partial: re.Pattern[str]


def lexicon(book: Codebook) -> Lexicon:
    """The compiled words of ``dates.yml`` that dates need."""
    return book.compiled("dates", _lexicon)


def _lexicon(book: Codebook) -> Lexicon:
    data = book.data["dates"]
    names = {w: number for number, words in data["months"].items() for w in words}
    seasons = {w: code for code, words in data["seasons"].items() for w in words}
    clock, month = one_of(data["clock"]), one_of(names)
    day = _day_source(month, clock, one_of([*data["and"], *data["to"]]))
    weekday, before_day = one_of(data["weekdays"]), one_of(data["before_day"])
    led = rf"(?:(?:{before_day}|{weekday},?){GAP}){{0,4}}"
    to = rf"(?P<to>{GAP}-{GAP}|{GAP}{one_of(data['to'])}{GAP})"
    also = rf",?{GAP}(?P<also>{one_of(data['also'])}){GAP}"
    return Lexicon(
        {unaccented(w): n for w, n in names.items()},
        {unaccented(w): code for w, code in seasons.items()},
        re.compile(_START + day),
        re.compile(day),
        re.compile(rf"(?:{GAP}\({weekday}\))?(?:{to}|{also}){led}"),
        lead(
            rf"{one_of(data['between'])}{GAP}(?:{before_day}{GAP})?", [*data["between"], *data["before_day"]]
        ),
        re.compile(one_of(data["and"])),
        lead(
            rf"(?:{one_of(data['announcing'])}|{weekday},?){GAP}:?{GAP}",
            [*data["announcing"], *data["weekdays"]],
        ),
        lead(one_of(data["numbered"]) + GAP, data["numbered"]),
        _partial_pattern(data, [*names, *seasons, *data["year_words"]], month, one_of(seasons), to),
    )


def _day_source(month: str, clock: str, joint: str) -> str:
    stop = rf"(?={GAP}(?:$|[,;()]))"
    iso = r"(?P<iy>(?:19|20)[0-9]{2})(?P<sign>[-/.])(?P<im>[0-9]{2})(?P=sign)(?P<id>[0-9]{2})"
    iso += r"(?:t(?=[0-9]{2}:)|(?!\w))"
    slashed = (
        r"(?P<sd>[0-9]{1,2})(?P<slash>[/-])(?P<sm>[0-9]{1,2})(?P=slash)(?P<sy>(?:19|20)[0-9]{2})(?![\w/-])"
    )
    glued = r"(?P<y>'?(?:[0-9]{3,5}|[0-9]{2}(?![^\W\d_])))"
    year = rf"(?:{glued}|{BLANK}{{1,2}}(?P<y4>(?:19|20)[0-9]{{2}}|'[0-9]{{2}})(?!{GAP}{clock}))"
    numeric = (
        rf"(?P<d>[0-9]{{1,2}})\.{_ONE}(?P<m>[0-9]{{1,2}})(?:\.{year}?|(?P<dotless>)){_TAIL}(?!{_ONE}{month})"
    )
    late = rf"(?:(?:19|20)[0-9]{{2}}|'[0-9]{{2}}|(?:[0-2][0-9]|[0-9]{{3,5}}){stop})(?![0-9]|{GAP}{clock})"
    named = (
        rf"(?P<nd>[0-9]{{1,2}})(?:\.{GAP}|(?={BLANK}{month}{GAP}(?:19|20)[0-9]{{2}}){BLANK})(?P<name>{month})"
        rf"(?:\.?{GAP},?{GAP}(?P<ny>{late}))?"
    )
    only = rf"(?P<od>[0-9]{{1,2}})(?:\.(?!{_ONE}[0-9])|(?=[/-][0-9])|(?={BLANK}{{1,3}}{joint}{BLANK}))"
    return rf"(?:{iso}|{slashed}|{numeric}|{named}|{only})"


def _partial_pattern(
    data: Mapping[str, list[str]], words: Collection[str], month: str, season: str, to: str
) -> re.Pattern[str]:
    folded = [fold(word) for word in words]
    first = "".join(sorted({word[0] for word in (*folded, *map(unaccented, folded))}))
    year = r"(?P<{}>(?:19|20)[0-9]{{2}}|'[0-9]{{2}})(?!\w|[.,:][0-9])"
    vaguely = rf"(?:{one_of(data['vaguely'])}{GAP})?"
    also = rf"{GAP}(?:/|{one_of(data['and'])}){GAP}"
    earlier = rf"(?P<m1>{month})(?:{GAP}{year.format('y1')})?(?:{to}|{also}){vaguely}"
    return re.compile(
        rf"(?=[0-9{first}])(?:"
        rf"(?:{earlier})?(?P<m2>{month}){GAP}{year.format('y2')}"
        rf"|(?P<season>{season}){GAP}{year.format('sy')}(?:/[0-9]{{2,4}})?"
        rf"|{_START}(?P<nm>0?[1-9]|1[0-2])[./](?P<ny>20[0-9]{{2}})(?![\w/]|[.,-][0-9])"
        rf"|{one_of(data['year_words'])}{GAP}{year.format('year')})"
    )


def groups(text: str, lex: Lexicon) -> list[list[Day]]:
    """All groups of days of a folded text; within a group month and year are shared backwards.

    A day or month that no calendar has (31.02.) is kept, so that nothing else is read from its digits.
    """
    result: list[list[Day]] = []
    position, bare = 0, None
    for start in starts(text):
        if start < position or not (found := lex.head.match(text, start)):
            continue
        days = _days(text, found, lex)
        if len(days) == 1 and _is_bare(text, days[0], lex):
            bare = days[0]
        position = days[-1].end if days else found.end()
        while days and (not days[-1].month or days[-1].dotless):
            days.pop()
        if len(days) == 2 and _is_between(text, days[0], days[1], lex):
            days[1] = days[1]._replace(joint="to")
        if days and not _is_number(text, days, lex):
            position = days[-1].end
            if bare and bare.day < days[0].day and days[0].start - bare.end < _NEAR:
                result.append([bare._replace(month=days[-1].month, year=days[-1].year)])
            bare = None
            result.append(days)
    return result


def _is_bare(text: str, day: Day, lex: Lexicon) -> bool:
    """Whether a day waits for the month of the next one ("began on the 12th, ended on the 19th of May")."""
    alone = not day.month and _CLAUSE_END.match(text, day.end) is not None
    return alone and preceded(lex.announcing, text, day.start) is not None


def _days(text: str, found: re.Match[str] | None, lex: Lexicon) -> list[Day]:
    """The days that stand together from a match on."""
    days: list[Day] = []
    joint = ""
    while found and (day := _day(found, joint, lex)):
        days.append(day)
        link = lex.link.match(text, day.end)
        if not link:
            break
        joint = "also" if link["also"] else "to"
        found = lex.day.match(text, link.end())
    return days


def _is_between(text: str, one: Day, other: Day, lex: Lexicon) -> bool:
    return bool(lex.conjunction.search(text, one.end, other.start) and preceded(lex.between, text, one.start))


def _is_number(text: str, days: list[Day], lex: Lexicon) -> bool:
    """Whether a day without year is a number of something else or of a heading ("3.2.")."""
    for day in days:
        if day.year:
            return False
    day = days[0]
    if preceded(lex.numbered, text, day.start):
        return True
    return len(days) == 1 and not day.padded and not preceded(lex.announcing, text, day.start)


def _day(found: re.Match[str], joint: str, lex: Lexicon) -> Day | None:
    """The day that a match of the pattern prints; None if its digits cannot be one."""
    last = found.lastgroup or ""
    printed, month_text, year_text = found.group(*_PRINTED[last])
    number, month, padded = int(printed), 0, True
    if last in ("name", "ny"):
        month = lex.months[unaccented(month_text)]
    elif month_text:
        month, padded = int(month_text), len(printed) + len(month_text) == 4
        if not 1 <= month <= 12:
            return None
    else:
        padded = False
    year, repaired = _year(year_text) if year_text else (0, False)
    if not 1 <= number <= 31 or year is None:
        return None
    return Day(*found.span(), number, month, year, joint, repaired, last == "dotless", padded)


def _year(text: str) -> tuple[int | None, bool]:
    """The year that digits print, and whether a misprint was mended; None if it cannot be told.

    A digit left out, a digit doubled or two digits swapped are mended if one year alone can be meant.
    """
    text = text.lstrip("'")
    number = int(text)
    if len(text) == 2:
        return number + (2000 if number < 50 else 1900), False
    if len(text) == 4 and 1900 <= number <= _LATEST:
        return number, False
    cut = [(text[:i], text[i:]) for i in range(len(text) + 1)]
    if len(text) == 3:
        meant = {a + digit + b for a, b in cut for digit in "0123456789"}
    elif len(text) == 4:
        meant = {a + b[1] + b[0] + b[2:] for a, b in cut if len(b) > 1}
    else:
        meant = {a + b[1:] for a, b in cut if a and b and a[-1] == b[0]}
    years = {int(y) for y in meant if 2000 <= int(y) <= _LATEST}
    return (years.pop(), True) if len(years) == 1 else (None, False)


def partials(text: str, lex: Lexicon) -> list[Partial]:
    """Months, seasons and years of a folded text in which whole days are masked."""
    year = _PRINTED_YEAR.search(text)
    if year is None:
        return []
    places = lex.partial.finditer(text, max(0, year.start() - _LONGEST))
    return [part for found in places for part in _partial(text, found, lex)]


def _partial(text: str, found: re.Match[str], lex: Lexicon) -> list[Partial]:
    start, end = found.span()
    if found["season"]:
        return [Partial(start, end, f"{_full(found['sy'])}-{lex.seasons[unaccented(found['season'])]}")]
    if found["year"]:
        return [Partial(start, end, str(_full(found["year"])))]
    if found["nm"]:
        numbered = preceded(lex.numbered, text, start)
        return [] if numbered else [Partial(start, end, f"{found['ny']}-{int(found['nm']):02}")]
    month, year = lex.months[unaccented(found["m2"])], _full(found["y2"])
    last = f"{year}-{month:02}"
    if not found["m1"]:
        return [Partial(start, end, last)]
    before = lex.months[unaccented(found["m1"])]
    first = f"{_full(found['y1']) if found['y1'] else year - (before > month)}-{before:02}"
    if found["to"]:
        return [Partial(start, end, f"{first}/{last}")]
    return [Partial(start, found.end("m1"), first), Partial(found.start("m2"), end, last)]


def _full(year: str) -> int:
    return int(year) if year[0] != "'" else 2000 + int(year[1:])
