"""Numbers in folded German text, in digits or words, single or as a range: what amounts and counts share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.wording import (
    BLANK,
    GAP,
    Late,
    Lead,
    NumberWords,
    lead,
    number_words,
    one_of,
    preceded,
    spelled,
    starts,
)

_START = r"(?:(?<![\w@#][0-9])|(?<=[0-9]x[0-9]))(?<![0-9][.,:'/-][0-9])(?<![^\W\d_]-[0-9])"
_DIGITS = (
    r"[0-9]{0,2}(?:,[0-9]{3}){1,3}\.[0-9]{2}"
    rf"|[0-9]{{0,2}}(?:(?:\.[0-9]{{3}}){{1,3}}|(?:['´`][0-9]{{3}}){{1,3}}|(?:{BLANK}[0-9]{{3}}){{1,3}})(?:,[0-9]{{1,2}})?"
    r"|[0-9]{0,9}(?:[.,][0-9]{1,2})?"
)
_TAIL = r"(?![0-9]|[.,:'/][0-9])"
_GROUPING = re.compile(r"[\s'´`]")
_WIDEST = 100
_GROUPS = {key: tuple(key + part for part in ("number", "dash", "scale", "currency")) for key in "ab"}


class Number(NamedTuple):
    """A printed number with its scale.

    Attributes
    ----------
    scale
        Factor of the scale ("thousand") that stands with it.
    money
        A currency or the dash of a price stands with it.
    article
        It is the word for one, which is also the article.
    """

    value: Decimal
    start: int
    end: int
    scale: Decimal | None = None
    money: bool = False
    article: bool = False


class Hit(NamedTuple):
    """A number, or two numbers with a range sign or word between them.

    Attributes
    ----------
    start
        Where the number begins, a currency or a word for "between" in front of it included.
    end
        Where the last number ends, its scale and currency included.
    is_money
        A currency or the dash of a price stands with it.
    """

    one: Number
    other: Number | None
    start: int
    end: int
    is_money: bool


class Lexicon(NamedTuple):
    """What the numbers of ``amounts.yml`` compile to."""

    words: NumberWords
    digits_hit: re.Pattern[str]
    words_hit: Late
    scales: Mapping[str, Decimal]
    vague: Lead
    between: Lead
    conjunction: re.Pattern[str]
    leading: Lead


def lexicon(book: Codebook) -> Lexicon:
    """The compiled words of ``amounts.yml`` that numbers need."""
    return book.compiled("amounts", _lexicon)


def _lexicon(book: Codebook) -> Lexicon:
    data = book.data["amounts"]
    words = number_words(book)
    qualifying = [w for q in data["qualifiers"].values() for w in q["before"]]
    before = one_of(qualifying)
    currency = one_of(data["currency"], free=True)
    scales = {w.removesuffix("."): Decimal(v) for w, v in (data["scales"] | data["currency_scales"]).items()}
    digits = f"[0-9]<start>(?:{_DIGITS}){_TAIL}"
    both = rf"(?:{digits}|(?<!\w){words.source}(?!\w))"
    return Lexicon(
        words,
        re.compile(_hit_source(digits, currency, before, data)),
        Late(_hit_source(both, currency, before, data)),
        scales,
        lead(one_of(data["vague"]) + GAP, data["vague"]),
        lead(rf"{one_of(data['between'])}{GAP}(?:{before}{GAP})?", [*data["between"], *qualifying]),
        re.compile(one_of(data["and"])),
        lead(rf"{one_of(data['currency'])}{GAP}:?{GAP}", data["currency"]),
    )


def _hit_source(number: str, currency: str, before: str, data: Mapping[str, Any]) -> str:
    tight = "|".join(spelled(w) for w in data["currency_scales"])
    scale = rf"{one_of(data['scales'], free=True)}|(?:{tight})(?={GAP}{currency})"
    dash = rf"[.,]{BLANK}?-{{1,2}}(?:(?={GAP}{currency})|(?![\w-]))"

    def piece(key: str, start: str) -> str:
        return (
            rf"(?P<{key}number>{number.replace('<start>', start)})(?P<{key}dash>{dash})?"
            rf"(?:{GAP}(?P<{key}scale>{scale}))?(?:{GAP}(?P<{key}currency>{currency}))?"
        )

    joint = rf"(?P<joint>{GAP}-{GAP}|-?{GAP}{one_of([*data['to'], *data['and']])}{GAP})"
    second = rf"{joint}(?:{before}{GAP})?(?:{currency}{GAP})?{piece('b', '')}"
    return rf"{piece('a', _START)}(?:{second})?(?!-[0-9])"


def hits(text: str, lex: Lexicon) -> Iterator[Hit]:
    """All numbers and ranges of numbers of a folded text, from left to right."""
    words = lex.words.near(text)
    pattern = lex.words_hit.pattern if words else lex.digits_hit
    position = 0
    for place in starts(text, lex.words.begins if words else None):
        if place < position or not (found := pattern.match(text, place)):
            continue
        one = _number(found, "a", lex)
        other = _number(found, "b", lex) if found["bnumber"] else None
        if one is None or (found["bnumber"] and other is None):
            position = found.end()
            continue
        if other and not _is_range(text, one, other, found["joint"], lex):
            other = None
        alone = found["acurrency"] or one.start == position
        currency = None if alone else preceded(lex.leading, text, one.start, 12)
        start = currency.start() if currency else one.start
        if other and lex.conjunction.search(found["joint"]):
            between = preceded(lex.between, text, one.start)
            start = min(start, between.start()) if between else start
        end = other.end if other else one.end
        is_money = currency is not None or one.money or (other is not None and other.money)
        yield Hit(one, other, max(start, position), end, is_money)
        position = end


def _number(found: re.Match[str], key: str, lex: Lexicon) -> Number | None:
    text, dash, scale, currency = found.group(*_GROUPS[key])
    in_words = text[0].isalpha()
    value = lex.words.value(text) if in_words else digits_value(text)
    if value is None:
        return None
    factor = lex.scales[scale.removesuffix(".")] if scale else None
    last = "currency" if currency else "scale" if scale else "dash" if dash else "number"
    end = found.end(f"{key}{last}")
    if dash and dash[0] == "." and not currency:
        dash, end = None, found.end(f"{key}number")
    return Number(
        value * factor if factor else value,
        found.start(f"{key}number"),
        end,
        factor,
        bool(currency or dash),
        in_words and value == 1 and not factor,
    )


def digits_value(text: str) -> Decimal | None:
    """The number that German or unambiguous English digits print; None for a leading zero.

    Examples
    --------
    >>> digits_value("12.345,67"), digits_value("10 000"), digits_value("12.50")
    (Decimal('12345.67'), Decimal('10000'), Decimal('12.50'))
    """
    if text.isdigit() and text[0] != "0":
        return Decimal(text)
    text = _GROUPING.sub("", text)
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot > comma:
        text = text.replace(",", "")
    elif comma >= 0:
        text = text.replace(".", "").replace(",", ".")
    elif dot >= 0 and len(text) - dot == 4:
        text = text.replace(".", "")
    if text[0] == "0" and text[1:2] not in ("", "."):
        return None
    return Decimal(text)


def _is_range(text: str, one: Number, other: Number, joint: str, lex: Lexicon) -> bool:
    if lex.conjunction.search(joint) and not preceded(lex.between, text, one.start):
        return False
    if one.money and not other.money and joint.strip() == "-":
        return False
    low, high = bounds(one, other)
    return low < high


def bounds(one: Number, other: Number) -> tuple[Decimal, Decimal]:
    """Both ends of a range; a scale or zeros that only the second number prints hold for the first too.

    "3 – 4.000" is 3000 to 4000 and "6-800" is 600 to 800: nobody gives a spread beyond 1:100.
    """
    low, high = one.value, other.value
    if one.scale is None and other.scale is not None and low * other.scale < high:
        return low * other.scale, high
    if not one.money and 0 < low * _WIDEST < high:
        if low * 1000 < high:
            return low * 1000, high
        if low < 10 and high % 100 == 0:
            return low * 100, high
    return low, high


def is_vague(text: str, start: int, lex: Lexicon) -> bool:
    """Whether a word in front says that the number is only an order of magnitude."""
    return preceded(lex.vague, text, start) is not None


def entry_interval(value: Decimal, entry: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of `value` under an entry of ``qualifiers``; None is no bound."""
    low = value * (100 - Decimal(str(entry.get("below", 0)))) / 100
    high = value * (100 + Decimal(str(entry.get("above", 0)))) / 100
    kind = entry["kind"]
    return (None if kind == "at_most" else low, None if kind == "at_least" else high)


def interval(value: Decimal, name: str, book: Codebook) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of `value` under a qualifier of ``amounts.yml`` (``about``, ``good``, ``nearly`` …)."""
    return entry_interval(value, book.data["amounts"]["qualifiers"][name])
