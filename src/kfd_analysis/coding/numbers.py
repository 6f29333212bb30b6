"""Amounts of money and counts in German text: text in, figures with their places out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.figures import Hit, Lexicon, bounds, hits, interval, is_vague, lexicon
from kfd_analysis.coding.qualifying import figure, is_qualified
from kfd_analysis.coding.time.dates import calendar_places
from kfd_analysis.coding.wording import BLANK, GAP, Lead, Marks, lead, masked, one_of, preceded, spelled
from kfd_analysis.fold import fold
from kfd_analysis.model import Figure

__all__ = ["find_amounts", "find_counts", "interval", "parse_amount"]

_DIGIT = re.compile("[0-9]")
_PRICE_DASH = re.compile("[0-9],[-‐‑‒–—−]")
_WORD = r"[^\W\d_]+\.?"
_PHONE = re.compile(r"[+0](?<![\w.,][+0])(?:(?<=\+)[0-9])?[0-9](?:[ ./()-]{0,3}[0-9]){4,14}(?![0-9])")
_LIST_MARK = re.compile(r"\s*\(?[0-9]{1,2}[.)](?:\s|$)|\s*[0-9]{1,2}:")
_ORDINAL = re.compile(rf"\.(?:[),/-]|{BLANK}{{0,3}}[^\W\d_])")
_ADDRESS = re.compile(rf"(?:[0-9]{{1,3}}(?:-[0-9]{{1,3}}|[a-z])?,{GAP})?[0-9]{{5}}{GAP}[^\W\d_a-zäöüß]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.,])")
_NUMBERED_LABEL = re.compile(r":\s")
_LONG, _LAST_ORDINAL = 5, 31
_LEAST = 10  # a smaller number behind a word and before a colon is a part of the label
_REPORTED_YEARS = range(2010, 2031)


class _Money(NamedTuple):
    marks: Marks
    tax_behind: re.Pattern[str]
    tax_before: Lead
    total: Lead
    free: re.Pattern[str]


class _Counts(NamedTuple):
    measured: re.Pattern[str]
    named: Lead
    counted: re.Pattern[str]


def _money(book: Codebook) -> _Money:
    data = book.data["amounts"]
    rate = rf"(?:{_WORD}{GAP}){{0,2}}(?:[0-9]{{1,2}}(?:,[0-9])?{GAP}%{GAP})?"
    net_word, gross_word, tax = one_of(data["net"]), one_of(data["gross"]), one_of(data["tax"])
    net = rf"(?P<net>{net_word}|{one_of(data['plus_tax'])}{GAP}{rate}{tax})"
    gross = rf"(?P<gross>{gross_word}|{one_of(data['with_tax'])}{GAP}{rate}{tax})"
    nothing, around = one_of(data["nothing"]), one_of(data["nothing_with"])
    words = rf"(?:[^\W\d_]+{BLANK}{{1,3}}){{0,2}}?"
    return _Money(
        Marks(data["currency"]),
        re.compile(rf"(?:{GAP},{GAP}|{GAP}\(?{GAP}{words})(?:{net}|{gross})"),
        lead(rf"(?:{net}|{gross})\)?{GAP}:?{GAP}", [*data["net"], *data["gross"], *data["tax"]]),
        lead(rf"{one_of(data['total'])}(?:{BLANK}{_WORD}){{0,3}}{GAP}:?{GAP}"),
        re.compile(rf"\s*(?P<words>(?:{around}\s*)*{nothing}(?:\s*(?:{nothing}|{around}))*)\s*[.!]?\s*"),
    )


def _counts(book: Codebook) -> _Counts:
    data = book.data["amounts"]
    compounds = "(?:" + "|".join(spelled(w) for w in data["measured"] if len(w) > _LONG) + ")"
    months = [word for words in book.data["dates"]["months"].values() for word in words]
    named = one_of([*data["numbered"], *months])
    streets = "|".join(spelled(w) for w in data["streets"])
    counted = "|".join(spelled(w) for w in data["counted"])
    return _Counts(
        re.compile(rf"{GAP}(?:{one_of(data['measured'], free=True)}|[^\W\d_]+{compounds}(?!\w))|-[^\W\d_]"),
        lead(
            rf"(?:(?:{named}|{streets}){GAP}|{one_of(data['called'])}{GAP}:?{GAP})",
            [*data["numbered"], *months, *data["streets"], *data["called"]],
        ),
        re.compile(rf"{GAP}(?:{counted})"),
    )


def find_amounts(text: str, book: Codebook) -> tuple[Figure, ...]:
    """Every amount of money in a line, in its order; products are not multiplied.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``amounts.yml``).

    Returns
    -------
    tuple of Figure
        In EUR, with places in `text`. A number whose spelling is ambiguous ("4,500 €") is left out.
    """
    return book.of_report(_amounts, text)


def _amounts(text: str, book: Codebook) -> tuple[Figure, ...]:
    rules = book.compiled("money", _money)
    if not (rules.marks.stand_in(text.lower()) or _PRICE_DASH.search(text)):
        return ()
    folded, lex = fold(text), lexicon(book)
    found: list[Figure] = []
    used = 0
    for hit in hits(folded, lex):
        if hit.is_money and not is_vague(folded, hit.one.start, lex):
            amount, used = _with_tax(folded, figure(folded, hit, book), rules, used)
            found.append(amount)
    return tuple(found)


def _with_tax(text: str, amount: Figure, rules: _Money, used: int) -> tuple[Figure, int]:
    """The amount with the word on tax behind or before it, and the end of that word if it stands behind."""
    before = preceded(rules.tax_before, text, amount.start)
    if before is not None and before.start() >= used:
        return amount._replace(unit="EUR", vat=before.lastgroup or "unstated"), used
    behind = rules.tax_behind.match(text, amount.end)
    vat = behind.lastgroup if behind is not None and behind.lastgroup else "unstated"
    return amount._replace(unit="EUR", vat=vat), behind.end() if behind else used


def parse_amount(text: str, book: Codebook) -> Figure | None:
    """The amount that an expression as a whole states.

    Parameters
    ----------
    text
        An expression such as a cell or a list item.
    book
        The codebook (``amounts.yml``).

    Returns
    -------
    Figure or None
        The amount behind a word for a total, else the first one; 0 EUR where the expression says that
        there was no cost; None where it says nothing.
    """
    amounts = find_amounts(text, book)
    folded, rules = fold(text), book.compiled("money", _money)
    for amount in amounts:
        if preceded(rules.total, folded, amount.start):
            return amount
    if amounts:
        return amounts[0]
    if free := rules.free.fullmatch(folded):
        zero = Decimal(0)
        return Figure(free.start("words"), free.end("words"), zero, zero, zero, unit="EUR")
    return None


def find_counts(text: str, book: Codebook) -> tuple[Figure, ...]:
    """Every bare number of things or people in a line, in its order.

    Parameters
    ----------
    text
        A line or a sentence.
    book
        The codebook (``amounts.yml``, ``dates.yml``).

    Returns
    -------
    tuple of Figure
        Without unit, with places in `text`. Left out: parts of dates, times, durations, amounts and
        telephone numbers, percentages and measures, years, post codes, house numbers, ordinals,
        numbers that are names ("Tisch 1"), fractions.
    """
    lex = lexicon(book)
    if not (_DIGIT.search(text) or lex.words.near(text.lower())):
        return ()
    rules, folded = book.compiled("counts", _counts), fold(text)
    places = calendar_places(folded, book)
    places += [(f.start, f.end) for f in find_amounts(text, book)]
    places += [found.span() for found in _PHONE.finditer(folded)]
    hidden = masked(folded, places)
    return tuple(
        figure(hidden, hit, book)
        for hit in hits(hidden, lex)
        if _is_number_of_things(hidden, hit, lex, rules)
        and (_is_count(text, hidden, hit, rules) or is_qualified(hidden, hit, book))
    )


def _is_number_of_things(folded: str, hit: Hit, lex: Lexicon, rules: _Counts) -> bool:
    """Whether a hit is a whole number without unit that says more than an order of magnitude."""
    one, other = hit.one, hit.other
    if hit.is_money or (one.article and not other):
        return False
    if folded[hit.end : hit.end + 1].isalnum() or rules.measured.match(folded, hit.end):
        return False
    if any(v != int(v) for v in bounds(one, other)) if other else one.value != int(one.value):
        return False
    return not is_vague(folded, hit.one.start, lex)


def _is_count(text: str, folded: str, hit: Hit, rules: _Counts) -> bool:
    """Whether a number without qualifier counts something and is no name, year, post code or ordinal."""
    start, end = hit.one.start, hit.end
    counts_people = rules.counted.match(folded, end) is not None
    if _YEAR.fullmatch(folded, start, end) and text.strip() != text[start:end]:
        return counts_people and int(hit.one.value) not in _REPORTED_YEARS
    if counts_people:
        return True
    if preceded(rules.named, folded, start) or _ADDRESS.match(text, start):
        return False
    if (
        _NUMBERED_LABEL.match(folded, end)
        and hit.one.value < _LEAST
        and folded[:start].rstrip()[-1:].isalpha()
    ):
        return False
    if (mark := _LIST_MARK.match(folded)) and start < mark.end() < len(folded):
        return False
    return not (folded[start].isdigit() and hit.one.value <= _LAST_ORDINAL and _ORDINAL.match(folded, end))
