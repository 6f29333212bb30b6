"""Which words of a sentence belong to which of its amounts of money."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues_in
from kfd_analysis.coding.figures import digits_value
from kfd_analysis.coding.money.components import NAMES
from kfd_analysis.coding.numbers import find_amounts, find_counts
from kfd_analysis.fold import fold, unglued
from kfd_analysis.model import Figure, Line

_NEXT_BRACKET = re.compile(r"\s*\)[^()]*\w[^()]*\(\s*")
_WHOLE_BRACKET = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(r"[,;(]|\s(?:[a-z0-9]\)|[0-9]\.)\s|\s[-–/]\s|(?<!\w)(?:\.)\s")
_PRICE = re.compile(r"\d(?<![\d.,:]\d)\d{0,2}(?:\.?\d{3})*,\d{2}(?=\s*(?:[.,;)](?!\d)|\Z))")
_LEAST = 100  # EUR: a smaller number without a currency is no part of an amount
_NEAR, _BEHIND = re.compile(r"[;.,]\s"), re.compile(r"[;.,(]")
_CLAUSE_END = re.compile(r"[;()]|,\s|\.\s")
_TAX_RATES = (Decimal("1.06"), Decimal("1.20"))
_OPENS = (
    *NAMES, "cost_total", "cost_grant", "cost_payer", "cost_part", "cost_without",
    "event_one", "event_day_unit", "cost_more",
)  # fmt: skip


class Amount(NamedTuple):
    """An amount and the words that belong to it.

    Attributes
    ----------
    start, end
        Where its words begin and end in the folded sentence.
    before, after
        The words in front and behind.
    near, behind
        Those in front from the last separator on, those behind up to the first.
    around
        Both, with a bar between them.
    """

    sentence: Line
    folded: str
    figure: Figure
    start: int
    end: int
    before: str
    after: str
    near: str
    behind: str
    around: str

    @classmethod
    def of(cls, sentence: Line, folded: str, figure: Figure, start: int, end: int) -> Amount:
        """The amount whose words begin at `start` and end at `end`."""
        before, after = folded[start : figure.start], folded[figure.end : end]
        near, behind = _NEAR.split(before)[-1], _BEHIND.split(after, 1)[0]
        around = f"{near} | {behind}"
        return cls(sentence, folded, figure, start, end, before, after, near, behind, around)

    @property
    def bracketed(self) -> bool:
        """Whether it opens a bracket."""
        return self.before.rstrip().endswith("(")

    @property
    def clause(self) -> str:
        """The whole clause, whichever amount its words belong to."""
        begin = max((m.end() for m in _CLAUSE_END.finditer(self.folded, 0, self.figure.start)), default=0)
        stop = _CLAUSE_END.search(self.folded, self.figure.end)
        return self.folded[begin : stop.start() if stop else len(self.folded)]


def amounts_apart(text: str, book: Codebook) -> tuple[tuple[Figure, ...], str, list[int]]:
    """The amounts of a sentence, each once, and where their words begin and end.

    Parameters
    ----------
    text
        A sentence or list item.
    book
        The codebook (``cues.yml``, ``amounts.yml``).

    Returns
    -------
    tuple
        The amounts without taxes and without the net twin of a gross amount; the folded text, in
        which such twins are blanked out; the offsets at which the words of one amount end and
        those of the next begin, 0 and the end included.
    """
    amounts, folded = find_amounts(unglued(text), book), fold(text)
    if not amounts and not _PRICE.search(folded):
        return (), folded, [0, len(folded)]
    c = cues_in(folded, book)
    amounts = _with_bare_parts(_with_bare_prices(amounts, folded, c), text, folded, c, book)
    spent = tuple(f for f in amounts if not _is_tax(f, folded, c))
    figures, folded = _without_tax_twins(spent, folded, c)
    return figures, folded, _cuts(figures, folded, c)


def _with_bare_prices(figures: tuple[Figure, ...], folded: str, c: Cues) -> tuple[Figure, ...]:
    """The amounts, and numbers with two decimals without a unit where an item or total is named."""
    if not _PRICE.search(folded) or not c.has_any((*NAMES, "cost_total"), folded):
        return figures
    bare = []
    for found in _PRICE.finditer(folded):
        taken = any(f.start < found.end() and found.start() < f.end for f in figures)
        value = digits_value(found.group())
        if not taken and value:
            bare.append(Figure(*found.span(), value, value, value, unit="EUR"))
    return tuple(sorted((*figures, *bare), key=lambda figure: figure.start))


def _with_bare_parts(
    figures: tuple[Figure, ...], text: str, folded: str, c: Cues, book: Codebook
) -> tuple[Figure, ...]:
    """The amounts, and plain numbers behind "of which" ("3,000 EUR, of which 2,000 for advice")."""
    if not figures or not c.has("cost_part", folded[figures[0].end :]):
        return figures
    behind = (
        end + len(folded[end:]) - len(folded[end:].lstrip()) for _, end, _ in c.spots(folded, "cost_part")
    )
    if {figure.start for figure in figures}.issuperset(place for place in behind if place > figures[0].end):
        return figures
    bare = []
    for found in find_counts(text, book):
        last = [end for _, end, _ in c.spots(folded[: found.start], "cost_part")]
        close = last and last[-1] > figures[0].end and not folded[last[-1] : found.start].strip()
        if close and c.has_any(NAMES, folded[found.end :]) and (found.value or 0) >= _LEAST:
            bare.append(found._replace(unit="EUR", vat="unstated"))
    return tuple(sorted((*figures, *bare), key=lambda figure: figure.start))


def _is_tax(figure: Figure, folded: str, c: Cues) -> bool:
    """Whether an amount is the tax that another one contains or lacks."""
    return c["cost_tax"].match(folded[figure.end :].lstrip()) is not None


def _without_tax_twins(figures: tuple[Figure, ...], folded: str, c: Cues) -> tuple[tuple[Figure, ...], str]:
    """Of two amounts that are the same money without and with tax the latter; the other is blanked out."""
    kept: list[Figure] = []
    for figure in figures:
        if kept and _net_in_bracket(kept[-1], figure, folded):
            end = folded.find(")", figure.start) + 1 or figure.end
            folded = folded[: kept[-1].end] + " " * (end - kept[-1].end) + folded[end:]
        elif kept and (gross := _gross_of(kept[-1], figure, folded, c)):
            between = " " * (figure.start - kept[-1].end)
            folded = folded[: kept[-1].end] + between + folded[figure.start :]
            if gross is figure:
                blank = " " * (kept[-1].end - kept[-1].start)
                folded = folded[: kept[-1].start] + blank + folded[kept[-1].end :]
            else:
                folded = folded[: figure.start] + " " * (figure.end - figure.start) + folded[figure.end :]
            kept[-1] = gross
        else:
            kept.append(figure)
    return tuple(kept), folded


def _net_in_bracket(one: Figure, other: Figure, folded: str) -> bool:
    return other.vat == "net" and folded[one.end : other.start].strip() == "("


def _gross_of(one: Figure, other: Figure, folded: str, c: Cues) -> Figure | None:
    """The amount with tax, where the two differ by the tax and nothing between them names an item."""
    if (one.vat == "net") == (other.vat == "net") or not one.value or not other.value:
        return None
    net, gross = (one, other) if one.vat == "net" else (other, one)
    low, high = _TAX_RATES
    taxed = low <= Decimal(gross.value or 0) / Decimal(net.value or 1) <= high
    return gross if taxed and not c.has_any(NAMES, folded[one.end : other.start]) else None


def _cuts(figures: tuple[Figure, ...], folded: str, c: Cues) -> list[int]:
    """Where the words of one amount end and those of the next begin."""
    cuts = [0]
    for one, other in pairwise(figures):
        between = folded[one.end : other.start]
        cuts.append(one.end + _cut(between, folded[cuts[-1] : one.start], folded[other.end :], c))
    return [*cuts, len(folded)]


def _cut(between: str, before: str, after: str, c: Cues) -> int:
    """Where the words between two amounts part, given those before the first and behind the second."""
    if c["cost_left"].fullmatch(between.strip()):
        return 0
    if _NEXT_BRACKET.fullmatch(between) and before.rstrip().endswith("("):
        return between.index(")") + 1
    if between.endswith("(") and after.lstrip().startswith(")"):
        labels = [start for start, _, _ in c.spots(between, *NAMES)]
        if labels:
            return max(labels)
    whole = _WHOLE_BRACKET.sub(lambda found: " " * len(found.group()), between)
    places = [m.end() for m in _SEPARATOR.finditer(whole)]
    if not places and whole.lstrip().startswith(":"):
        places = [whole.index(":") + 1]
    if not places:
        places = [start for start, _, _ in c.spots(whole, "cost_without")]
    if not places and c.has_any(NAMES, before):
        places = [end for _, end, _ in c.spots(whole, "cost_and")]
    places = places or [0 if between.lstrip()[:1] == ")" else len(between)]
    tail = between[places[-1] :]
    return places[-1] if c.has_any(_OPENS, tail) else len(between)
