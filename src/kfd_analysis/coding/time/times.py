"""Times of day in folded German text whose dates are masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.time.clocks import DAWN, Clock, in_order, is_shown, is_shown_alone
from kfd_analysis.coding.wording import (
    BLANK,
    GAP,
    MASK,
    NUMBER_START,
    Late,
    Lead,
    Marks,
    NumberWords,
    lead,
    number_words,
    one_of,
    preceded,
    shortest,
    spelled,
    starts,
    unaccented,
)

_CLOCK_SIGN = re.compile(rf"[0-9](?:[:.h][0-9]|{BLANK}?[^\W\d_](?!\w))")
_COLONS = (":", "h")
_EARLIEST, _NOON = 8, 12  # hours: nobody says "seven" of a meeting before work
_NEAR = 40  # characters between a beginning and its end


class TimeSpan(NamedTuple):
    """Times of day ("09:30") from `begin` to `finish`; the one that is not printed is empty.

    Attributes
    ----------
    start, end
        Place in the text.
    each
        The words say that it holds for each of several days.
    aside
        A break, or when the doors open: no time of the event itself; also a pair that runs backwards.
    """

    start: int
    end: int
    begin: str
    finish: str
    each: bool = False
    aside: bool = False


class _Lexicon(NamedTuple):
    words: NumberWords
    marks: Marks
    digits: re.Pattern[str]
    both: Late
    worded: Marks
    begins: Marks
    clock: re.Pattern[str]
    parted: re.Pattern[str]
    spoken: Mapping[str, int]
    measured: re.Pattern[str]
    between: Lead
    conjunction: re.Pattern[str]
    opening: Lead
    closing: Lead
    listed: re.Pattern[str]
    each: Lead
    aside: Lead
    aside_behind: re.Pattern[str]


def _lexicon(book: Codebook) -> _Lexicon:
    data, words = book.data["dates"], number_words(book)
    spoken = "(?:" + "|".join(spelled(w) for w in sorted(data["spoken"], key=len, reverse=True)) + ")"
    mark, sign = one_of(data["clock"], free=True), one_of(data["hour_sign"], free=True)
    late = one_of(data["afternoon"])
    nearly = rf"(?:{one_of(data['nearly'])}{GAP})?"
    opening = one_of(data["opening"])
    between = one_of([*data["to"], *data["and"]])
    parted = rf"(?P<hour>[0-9]{{1,2}}){GAP}(?:{mark}|{sign}){BLANK}{{1,2}}(?P<minute>[0-5][05])"
    apart = re.sub(r"\?P<\w+>", "?:", parted) + rf"(?={GAP}(?:[^\w\s]|\Z|{between}))"
    four = rf"[0-9]{{4}}(?={GAP}(?:-{GAP}[0-9]{{4}}{GAP})?{mark})"
    digits = rf"{apart}|[0-9]{{1,2}}(?:[:.h][0-9]{{2}})?(?![0-9])|{four}"
    after_half = rf"{spoken}{BLANK}{{1,3}}(?:{words.source}|[0-9]{{1,2}})(?!\w)"
    word = rf"(?<!\w)(?:{after_half}|{words.source}(?=-?{GAP}(?:{mark}|-|{between})))"
    joint = rf"(?P<joint>-?{GAP}(?:-|{between}){GAP}){nearly}"
    tail = rf"(?:{GAP}(?:{mark}|{sign}))?(?:{GAP}{late})?(?![0-9]|[.,:/][0-9])"

    def pair(atom: str) -> str:
        other = rf"{atom}|(?<!\w){words.source}(?!\w)" if atom != digits else atom
        return rf"{NUMBER_START}(?P<one>(?:{atom}){tail})(?:{joint}(?P<other>(?:{other}){tail}))?"

    return _Lexicon(
        words,
        Marks(shortest([*data["clock"], *data["spoken"], *data["afternoon"]])),
        re.compile(pair(digits)),
        Late(pair(f"{digits}|{word}")),
        Marks([*book.data["amounts"]["word_marks"], *shortest(data["spoken"])], words.firsts),
        Marks((), shortest([*words.values, words.hundred, words.thousand, *data["spoken"]])),
        re.compile(
            rf"(?:(?P<spoken>{spoken}){BLANK}+)?"
            rf"(?:(?P<hour>[0-9]{{1,2}})(?:(?P<sign>[:.h])?(?P<minute>[0-9]{{2}}))?|(?P<word>{words.source}))"
            rf"{GAP}(?P<mark>{mark})?(?P<hour_sign>{sign})?{GAP}(?P<late>{late})?"
        ),
        re.compile(parted),
        {spelling: minutes for w, minutes in data["spoken"].items() for spelling in (w, unaccented(w))},
        _measured(book),
        lead(rf"{one_of(data['between'])}{GAP}{nearly}", [*data["between"], *data["nearly"]]),
        re.compile(one_of(data["and"])),
        lead(rf"(?:{opening}|{MASK}[,(]?){GAP}{nearly}", [*data["opening"], *data["nearly"], MASK]),
        lead(rf"{one_of(data['closing'])}{GAP}{nearly}", [*data["closing"], *data["nearly"]]),
        re.compile(rf"{GAP}{one_of(data['also'])}{GAP}(?:{opening}{GAP})?"),
        lead(rf"{one_of(data['each'])}(?:{BLANK}[^\W\d_]+){{0,2}}{GAP}:?{GAP}"),
        lead(rf"{one_of(data['aside'])}:?(?:{BLANK}[^\W\d_]+\.?)?{GAP}"),
        re.compile(rf"{GAP}\(?{one_of(data['aside'])}{GAP}(?:[,;)/]|\Z)"),
    )


def _measured(book: Codebook) -> re.Pattern[str]:
    """Units that show that a number is no time of day."""
    data, amounts = book.data["dates"], book.data["amounts"]
    units = {*amounts["measured"], *amounts["currency"], *amounts["scales"]} - {
        *data["clock"],
        *data["hour_sign"],
    }
    return re.compile(rf"{GAP}-?{one_of(units, free=True)}")


def clock_times(text: str, book: Codebook) -> tuple[TimeSpan, ...]:
    """Every time of day and every pair of times, from left to right.

    Parameters
    ----------
    text
        Folded text, dates masked.
    book
        The codebook (``dates.yml``).
    """
    lex = book.compiled("times", _lexicon)
    marked = lex.marks.stand_in(text)
    if not marked and not _CLOCK_SIGN.search(text):
        return ()
    words = marked and lex.worded.stand_in(text)
    pattern = lex.both.pattern if words else lex.digits
    found: list[tuple[TimeSpan, bool]] = []
    position = 0
    for start in starts(text, lex.begins if words else None):
        if start < position or not (match := pattern.match(text, start)):
            continue
        pair = _pair(text, match, lex)
        single = None if pair else _single(text, match, lex)
        if pair:
            found.append(pair)
        elif single:
            found.append((single, True))
        position = match.end() if pair else match.end("one")
    if not found:
        return ()
    return _merged([_placed(text, span, lex) for span in _shown(text, found, lex)])


def _placed(text: str, span: TimeSpan, lex: _Lexicon) -> TimeSpan:
    before = preceded(lex.aside, text, span.start) is not None
    return span._replace(aside=True) if before or lex.aside_behind.match(text, span.end) else span


def _clock(text: str, lex: _Lexicon) -> Clock | None:
    """The time that `text` prints; None if no clock shows it."""
    found = lex.clock.fullmatch(text)
    if not found:
        return _parted(text, lex)
    spoken, hours, sign, minutes, word, mark, hour_sign, afternoon = found.groups()
    hour: int | Decimal = int(hours) if hours else lex.words.value(word)
    minute = int(minutes or 0)
    if spoken:
        hour, minute = divmod(int(hour * 60) + lex.spoken[" ".join(spoken.split())], 60)
    late = bool(afternoon) and hour < 12
    if late:
        hour += 12
    if hour != int(hour) or minute > 59 or hour * 60 + minute > 24 * 60 or hour < 0:
        return None
    marked = bool(mark or spoken or afternoon)
    return Clock(int(hour), minute, marked, sign in _COLONS, bool(hour_sign), minutes is not None, late)


def _parted(text: str, lex: _Lexicon) -> Clock | None:
    """The time that hour and minutes print with a mark between them ("19 Uhr 30")."""
    found = lex.parted.fullmatch(text)
    if found is None or not DAWN <= int(found["hour"]) < 24:
        return None
    return Clock(int(found["hour"]), int(found["minute"]), True, False, False, True)


def _pair(text: str, match: re.Match[str], lex: _Lexicon) -> tuple[TimeSpan, bool] | None:
    """A pair of times and whether it is shown to be one (a bare pair may be, by the pair behind it)."""
    if not match["other"] or lex.measured.match(text, match.end()):
        return None
    one, other = _clock(match["one"], lex), _clock(match["other"], lex)
    if one and other and other.late and (one.hour + 12, one.minute) < (other.hour, other.minute):
        one = one._replace(hour=one.hour + 12)  # "from seven to nine in the evening"
    if one and other and one.hour > other.hour and not in_order(one, other):
        other = other._replace(hour=other.hour + 12) if other.hour < 12 else other
    if not one or not other:
        return None
    if not match["one"].strip()[0].isdigit() and one.hour < _EARLIEST and other.hour < _NOON:
        one, other = (t._replace(hour=t.hour + _NOON) for t in (one, other))  # "from half past six to nine"
    if lex.conjunction.search(match["joint"]) and not preceded(lex.between, text, match.start()):
        return None
    if one.marked and other.bare and "-" in match["joint"]:
        return None
    each = preceded(lex.each, text, match.start()) is not None
    signed = one.hour_sign or other.hour_sign
    shown = is_shown(one, other, signed and preceded(lex.opening, text, match.start()) is not None)
    span = TimeSpan(match.start(), match.end(), one.text, other.text, each)
    if in_order(one, other):
        return span, shown
    return (span._replace(aside=True), True) if shown and one.hour >= _EARLIEST and not other.bare else None


def _single(text: str, match: re.Match[str], lex: _Lexicon) -> TimeSpan | None:
    start, end = match.span("one")
    clock = _clock(match["one"], lex)
    if not clock or (clock.bare and not clock.hour_sign) or lex.measured.match(text, end):
        return None
    closing = preceded(lex.closing, text, start) is not None
    if not clock.marked:
        opened = closing or preceded(lex.opening, text, start) is not None
        if not is_shown_alone(clock, opened, opened and text[:start].rstrip(" ,(")[-1:] != MASK):
            return None
    each = preceded(lex.each, text, start) is not None
    return TimeSpan(start, end, "" if closing else clock.text, clock.text if closing else "", each)


def _shown(text: str, found: list[tuple[TimeSpan, bool]], lex: _Lexicon) -> list[TimeSpan]:
    """The spans that are shown to be times, by themselves or by the pair of a list that follows."""
    kept: list[TimeSpan] = []
    for span, shown in reversed(found):
        follows = kept and kept[-1].finish and lex.listed.fullmatch(text, span.end, kept[-1].start)
        if shown or follows:
            kept.append(span)
    return kept[::-1]


def _merged(spans: list[TimeSpan]) -> tuple[TimeSpan, ...]:
    """A beginning and the end that is printed close behind it are one span."""
    merged: list[TimeSpan] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and not (last.finish or last.aside or span.begin) and span.start - last.end <= _NEAR:
            finish = _later(last.begin, span.finish)
            if last.begin < finish:
                merged[-1] = last._replace(end=span.end, finish=finish)
                continue
        merged.append(span)
    return tuple(merged)


def _later(begin: str, finish: str) -> str:
    """An end printed on the twelve-hour clock ("Beginn 18 Uhr, Ende gegen halb zehn")."""
    hour = int(finish[:2]) + 12
    later = f"{hour:02}{finish[2:]}"
    return later if finish < begin < later and hour < 24 else finish
