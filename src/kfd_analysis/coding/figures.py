"""The number patterns that amounts and counts share: digits or words, ranges, qualifiers, prices per unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.wording import (
    BLANK,
    GAP,
    NumberWords,
    first_match,
    number_words,
    one_of,
    preceded,
    spelled,
)
from kfd_analysis.model import Figure, Qualifier

_START = r"(?:(?<![\w@#][0-9])|(?<=[0-9]x[0-9]))(?<![0-9][.,:'/-][0-9])(?<![^\W\d_]-[0-9])"
_DIGITS = (
    r"[0-9]{0,2}(?:,[0-9]{3}){1,3}\.[0-9]{2}"
    rf"|[0-9]{{0,2}}(?:(?:\.[0-9]{{3}}){{1,3}}|(?:['´`][0-9]{{3}}){{1,3}}|(?:{BLANK}[0-9]{{3}}){{1,3}})(?:,[0-9]{{1,2}})?"
    r"|[0-9]{0,9}(?:[.,][0-9]{1,2})?"
)
_TAIL = r"(?![0-9]|[.,:'/][0-9])"
_WORD = r"[^\W\d_]+"
_WIDEST = 100


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
    leading_currency
        A currency stands in front.
    """

    one: Number
    other: Number | None
    start: int
    leading_currency: bool

    @property
    def is_money(self) -> bool:
        """Whether a currency or the dash of a price stands with it."""
        return self.leading_currency or self.one.money or (self.other is not None and self.other.money)

    @property
    def end(self) -> int:
        """Where the last number ends, its scale and currency included."""
        return (self.other or self.one).end


class Lexicon(NamedTuple):
    """What ``amounts.yml`` compiles to."""

    words: NumberWords
    digits_hit: re.Pattern[str]
    words_hit: re.Pattern[str]
    scales: Mapping[str, Decimal]
    kinds: Mapping[str, Mapping[str, Any]]
    qualifiers: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    sums: re.Pattern[str]
    vague: re.Pattern[str]
    between: re.Pattern[str]
    conjunction: re.Pattern[str]
    leading: re.Pattern[str]
    per_before: re.Pattern[str]
    per_behind: re.Pattern[str]
    currency: re.Pattern[str]


def lexicon(book: Codebook) -> Lexicon:
    """The compiled words of ``amounts.yml``."""
    return book.compiled("amounts", _lexicon)


def _lexicon(book: Codebook) -> Lexicon:
    data = book.data["amounts"]
    words = number_words(book)
    kinds = data["qualifiers"]
    before = one_of(w for q in kinds.values() for w in q["before"])
    currency = one_of(data["currency"], free=True)
    scales = {w.removesuffix("."): Decimal(v) for w, v in (data["scales"] | data["currency_scales"]).items()}
    digits = f"[0-9]<start>(?:{_DIGITS}){_TAIL}"
    both = rf"(?:{digits}|(?<!\w){words.source}(?!\w))"
    return Lexicon(
        words,
        _hit_pattern(digits, currency, before, data),
        _hit_pattern(both, currency, before, data),
        scales,
        kinds,
        re.compile("|".join(f"(?P<{k}>{one_of([*q['before'], *q['after']])})" for k, q in kinds.items())),
        re.compile(rf"(?:{before}{GAP}){{1,3}}\Z"),
        _after_pattern(kinds),
        re.compile(
            rf"{one_of(data['sum_words'])}(?:{BLANK}{_WORD}){{0,2}}{GAP}{one_of(data['sum_prepositions'])}{GAP}\Z"
        ),
        re.compile(rf"{one_of(data['vague'])}{GAP}\Z"),
        re.compile(rf"{one_of(data['between'])}{GAP}(?:{before}{GAP})?\Z"),
        re.compile(one_of(data["and"])),
        re.compile(rf"{one_of(data['currency'])}{GAP}:?{GAP}\Z"),
        _per_before(data),
        _per_behind(data, before),
        re.compile(currency),
    )


def _hit_pattern(number: str, currency: str, before: str, data: Mapping[str, Any]) -> re.Pattern[str]:
    tight = "|".join(spelled(w) for w in data["currency_scales"])
    scale = rf"{one_of(data['scales'], free=True)}|(?:{tight})(?={GAP}{currency})"

    def piece(key: str, start: str) -> str:
        return (
            rf"(?P<{key}number>{number.replace('<start>', start)})(?P<{key}dash>[.,]{BLANK}?-{{1,2}}(?:(?={GAP}{currency})|(?![\w-])))?"
            rf"(?:{GAP}(?P<{key}scale>{scale}))?(?:{GAP}(?P<{key}currency>{currency}))?"
        )

    joint = rf"(?P<joint>{GAP}-{GAP}|-?{GAP}{one_of([*data['to'], *data['and']])}{GAP})"
    second = rf"{joint}(?:{before}{GAP})?(?:{currency}{GAP})?{piece('b', '')}"
    return re.compile(rf"{piece('a', _START)}(?:{second})?(?!-[0-9])")


def _after_pattern(kinds: Mapping[str, Any]) -> re.Pattern[str]:
    after = [w for q in kinds.values() for w in q["after"]]
    signs = one_of(w for w in after if not w[0].isalpha())
    every = one_of([w for q in kinds.values() for w in q["before"]] + after)
    plain = one_of(w for w in after if w[0].isalpha())
    return re.compile(rf"{GAP}(?:\({GAP}{every}{GAP}\)|{plain}(?!{GAP}[0-9€]))|{signs}(?!{GAP}[0-9(])")


def _per_before(data: Mapping[str, Any]) -> re.Pattern[str]:
    many = one_of(w for w, v in (data["units"] | data["teens"]).items() if v != 1)
    times = one_of(data["times"], free=True)
    per = rf"(?!{one_of(data['not_per'])}){one_of(data['per_before'])}(?:{BLANK}{_WORD}){{0,2}}"
    return re.compile(rf"(?:{per}:?|(?:[0-9]|{many}){GAP}{times}){GAP}\Z")


def _per_behind(data: Mapping[str, Any], before: str) -> re.Pattern[str]:
    per = rf"(?!{one_of(data['not_per'])}){one_of(data['per_behind'])}(?!{GAP}(?:{before}{GAP})?[0-9])"
    times = rf"{one_of(data['times'], free=True)}{GAP}[0-9]"
    return re.compile(rf"{GAP}[(,]?{GAP}(?:/{GAP}[^\W\d_]|{times}|(?:{_WORD}{BLANK}{{1,3}}){{0,2}}?{per})")


def hits(text: str, lex: Lexicon) -> Iterator[Hit]:
    """All numbers and ranges of numbers of a folded text, from left to right."""
    words = lex.words.near(text)
    pattern = lex.words_hit if words else lex.digits_hit
    position = 0
    while found := first_match(pattern, text, position, words=words):
        one = _number(found, "a", lex)
        other = _number(found, "b", lex) if found["bnumber"] else None
        if one is None or (found["bnumber"] and other is None):
            position = found.end()
            continue
        if other and not _is_range(text, one, other, found["joint"], lex):
            other = None
        lead = (
            None
            if found["acurrency"] or one.start == position
            else preceded(lex.leading, text, one.start, 12)
        )
        between = (
            preceded(lex.between, text, one.start)
            if other and lex.conjunction.search(found["joint"])
            else None
        )
        start = min(m.start() for m in (lead, between, found) if m)
        yield Hit(one, other, max(start, position), lead is not None)
        position = other.end if other else one.end


def _number(found: re.Match[str], key: str, lex: Lexicon) -> Number | None:
    text = found[f"{key}number"]
    in_words = text[0].isalpha()
    value = lex.words.value(text) if in_words else digits_value(text)
    if value is None:
        return None
    scale, dash, currency = found[f"{key}scale"], found[f"{key}dash"], found[f"{key}currency"]
    factor = lex.scales[scale.removesuffix(".")] if scale else None
    end = max(found.end(f"{key}{part}") for part in ("number", "dash", "scale", "currency"))
    if dash and dash[0] == "." and not currency:
        dash, end = None, found.end(f"{key}number")
    money = bool(currency or dash)
    return Number(
        value * (factor or 1),
        found.start(f"{key}number"),
        end,
        factor,
        money,
        in_words and value == 1 and not factor,
    )


def digits_value(text: str) -> Decimal | None:
    """The number that German or unambiguous English digits print; None for a leading zero.

    Examples
    --------
    >>> digits_value("12.345,67"), digits_value("10 000"), digits_value("12.50")
    (Decimal('12345.67'), Decimal('10000'), Decimal('12.50'))
    """
    text = re.sub(r"[\s'´`]", "", text)
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


def figure(text: str, hit: Hit, lex: Lexicon) -> Figure:
    """The figure of a hit with the interval that its words allow and whether it is a price per unit."""
    first, last, names = _qualified(text, hit.start, hit.end, lex)
    per = preceded(lex.per_before, text, first) is not None or lex.per_behind.match(text, hit.end) is not None
    if hit.other:
        low, high = bounds(hit.one, hit.other)
        return Figure(first, last, None, low, high, "range", per=per)
    value, name = hit.one.value, _deciding(names, lex)
    if name is None:
        return Figure(first, last, value, value, value, per=per)
    qualifier: Qualifier = lex.kinds[name]["kind"]
    return Figure(first, last, value, *_interval(value, lex.kinds[name]), qualifier, per=per)


def _qualified(text: str, start: int, end: int, lex: Lexicon) -> tuple[int, int, list[str]]:
    """Start and end with the qualifiers, and their names in the codebook."""
    names: list[str] = []
    before = preceded(lex.before, text, start)
    if before and not preceded(lex.sums, text, start):
        names += [str(m.lastgroup) for m in lex.qualifiers.finditer(text, before.start(), start)]
        start = before.start()
    after = lex.after.match(text, end)
    if after:
        names += [str(m.lastgroup) for m in lex.qualifiers.finditer(text, end, after.end())]
        end = after.end()
    return start, end, names


def _deciding(names: list[str], lex: Lexicon) -> str | None:
    """The last one-sided qualifier, else the last one."""
    sided = [n for n in names if lex.kinds[n]["kind"] != "about"]
    return next(reversed(sided or names), None)


def _interval(value: Decimal, entry: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    low = value * (100 - Decimal(str(entry.get("below", 0)))) / 100
    high = value * (100 + Decimal(str(entry.get("above", 0)))) / 100
    kind = entry["kind"]
    return (None if kind == "at_most" else low, None if kind == "at_least" else high)


def interval(value: Decimal, name: str, book: Codebook) -> tuple[Decimal | None, Decimal | None]:
    """Bounds of `value` under a qualifier of ``amounts.yml`` (``about``, ``good``, ``nearly`` …)."""
    return _interval(value, book.data["amounts"]["qualifiers"][name])
