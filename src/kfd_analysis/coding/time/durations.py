"""Stated durations ("jeweils 4 Stunden") in folded German text whose dates and times are masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.wording import (
    BLANK,
    GAP,
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
    starts,
)

_LATEST = 5  # the hour until which an evening may last
_SHORT_UNIT = re.compile(rf"[0-9]{BLANK}?[^\W\d_](?!\w)")


class HourSpan(NamedTuple):
    """A stated duration in hours.

    Attributes
    ----------
    start, end
        Place in the text.
    each
        The words say that it holds for each of several days.
    often
        How often it is said to have been ("two times three hours"); 1 if nothing is said.
    """

    start: int
    end: int
    hours: Decimal
    each: bool = False
    often: int = 1


class _Lexicon(NamedTuple):
    words: NumberWords
    marks: Marks
    digits: re.Pattern[str]
    both: Late
    part: Lead
    often: Lead
    each: Lead
    fractions: Mapping[str, Decimal]


def _lexicon(book: Codebook) -> _Lexicon:
    data, words = book.data["dates"], number_words(book)
    times = one_of(book.data["amounts"]["times"], free=True)
    joints = [*data["to"], *data["and"], "-", "/", *book.data["amounts"]["times"]]
    joint = rf"(?:-?{GAP}{one_of([*data['to'], *data['and']])}|-|/|{times})"
    return _Lexicon(
        words,
        Marks(shortest(w for w in (*data["hours"], *data["minutes"]) if len(w) > 1)),
        re.compile(_source(data, None)),
        Late(_source(data, words.source)),
        lead(rf"(?:[0-9]|(?<!\w){words.source}){GAP}{joint}{GAP}", joints),
        lead(
            rf"(?:(?P<number>[0-9])|(?<!\w)(?P<word>{words.source})){GAP}{times}{GAP}",
            book.data["amounts"]["times"],
        ),
        lead(rf"{one_of(data['each'])}(?:{BLANK}[^\W\d_]+\.?){{0,2}}{GAP}:?{GAP}"),
        {sign: Decimal(str(value)) for sign, value in data["fractions"].items()},
    )


def _source(data: Mapping[str, list[str]], words: str | None) -> str:
    hours, minutes = one_of(data["hours"], free=True), one_of(data["minutes"], free=True)
    fraction = "[" + "".join(data["fractions"]) + "]"
    number = rf"(?P<number>[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?)(?:{GAP}(?P<fraction>{fraction}))?"
    number += rf"|(?P<word>{words})" if words else "|(?P<word>(?!))"
    and_, alone = one_of(data["and"]), rf"(?={GAP}(?:[^\w\s]|\Z))"
    extra = rf"(?:{GAP}(?:{and_}{GAP})?(?P<extra>[0-9]{{1,2}})(?:{GAP}{minutes}|{alone}))?"
    return (
        rf"{NUMBER_START}(?:(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-5][0-9]){GAP}{hours}"
        rf"|(?:{number}){GAP}-?{GAP}(?:{hours}{extra}|(?P<minutes>{minutes})))"
    )


def durations(text: str, book: Codebook) -> tuple[HourSpan, ...]:
    """Every stated duration; ranges are left out.

    Parameters
    ----------
    text
        Folded text, dates and times masked.
    book
        The codebook (``dates.yml``).
    """
    lex = book.compiled("durations", _lexicon)
    if not lex.marks.stand_in(text) and not _SHORT_UNIT.search(text):
        return ()
    words = lex.words.near(text)
    pattern = lex.both.pattern if words else lex.digits
    found = []
    position = 0
    for start in starts(text, lex.words.begins if words else None):
        if start < position or not (match := pattern.match(text, start)):
            continue
        position = match.end()
        often = preceded(lex.often, text, start)
        if often:
            count = int(often["number"]) if often["number"] else int(lex.words.value(often["word"]))
            found.append(HourSpan(often.start(), position, _hours(match, lex), count > 1, count))
        elif not preceded(lex.part, text, start):
            each = preceded(lex.each, text, start) is not None
            found.append(HourSpan(start, position, _hours(match, lex), each))
    return tuple(found)


def _hours(match: re.Match[str], lex: _Lexicon) -> Decimal:
    if match["hour"]:
        return Decimal(match["hour"]) + Decimal(match["minute"]) / 60
    number = Decimal((match["number"] or "0").replace(",", "."))
    if match["word"]:
        number = lex.words.value(match["word"])
    number += lex.fractions.get(match["fraction"] or "", Decimal(0))
    return number / 60 if match["minutes"] else number + Decimal(match["extra"] or 0) / 60


def hours_between(begin: str, finish: str) -> Decimal | None:
    """Hours from one time of day ("18:00") to another, past midnight into the night; None for a misprint."""
    one, other = (int(t[:2]) * 60 + int(t[3:]) for t in (begin, finish))
    if other <= one and other > _LATEST * 60:
        return None
    return Decimal((other - one) % (24 * 60)) / 60
