"""What an amount of money in the section on costs stands for."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.components import ADVICE, NAMES, components_between
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.numbers import find_amounts, find_counts
from kfd_analysis.fold import fold, unglued
from kfd_analysis.model import Figure, Line, Span, Status, Value

_MANY = re.compile(
    r"(?<![\d.,])(?P<number>[1-9]\d?)\s*(?:[x×*]|(?P<unit>[^\W\d_]{3,})\s+(?:à|a|je|zu je))\s*\Z"
)
_NEXT_BRACKET = re.compile(r"\s*\)[^()]*\w[^()]*\(\s*")
_SHARE = re.compile(r"(?:%|prozent) (?:von|der|aus) (?:\w+ )?\Z")
_SEPARATOR = re.compile(r"[,;(]|\s[-–]\s|(?<!\w)(?:\.)\s")


class CostAmount(NamedTuple):
    """An amount with the words that belong to it.

    Attributes
    ----------
    role
        total, only (the only spending), item, plain (no word says what for), grant, rate (a
        price per head or hour), elsewhere (of another dialogue, or never spent).
    components
        Names of components with the place of their words.
    times
        Number of events that a price per event was multiplied by.
    bracketed
        The amount stands in brackets.
    has_parts_marker
        Words say that what follows are parts of it.
    """

    figure: Figure
    span: Span
    role: str
    components: tuple[tuple[str, Span], ...] = ()
    times: int = 1
    bracketed: bool = False
    has_parts_marker: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """Names of the components."""
        return tuple(name for name, _ in self.components)

    @property
    def is_lump(self) -> bool:
        """Whether the amount covers several components that cannot be told apart."""
        names = set(self.items)
        return self.role != "item" or len(names - ADVICE) + bool(names & ADVICE) > 1

    @property
    def amount(self) -> Decimal | None:
        """EUR, times the number of events for a price per event."""
        return self.figure.value * self.times if self.figure.value is not None else None

    @property
    def low(self) -> Decimal | None:
        """Lower bound in EUR."""
        return self.figure.low * self.times if self.figure.low is not None else None

    @property
    def high(self) -> Decimal | None:
        """Upper bound in EUR."""
        return self.figure.high * self.times if self.figure.high is not None else None

    def as_value(self, rule: str) -> Value:
        """The amount as a value in EUR."""
        status: Status = "computed" if self.times > 1 else "reported"
        return Value(
            self.amount, self.low, self.high, "EUR", self.figure.qualifier, status, "", rule, (self.span,)
        )  # fmt: skip


def amounts_in(sentence: Line, n_events: int, book: Codebook) -> list[CostAmount]:
    """All amounts of a sentence of the section on costs, with role and components.

    Parameters
    ----------
    sentence
        A sentence or list item of the answer.
    n_events
        Number of events, for prices per event.
    book
        The codebook (``cues.yml``, ``amounts.yml``).
    """
    c = cues(book)
    folded = fold(sentence.text)
    spent = tuple(f for f in find_amounts(unglued(sentence.text), book) if not _is_tax(f, folded, c))
    n_events = _events_in(sentence, folded, book) or n_events
    figures, folded = _without_net_twins(spent, folded)
    cuts = _cuts(figures, folded, c)
    result: list[CostAmount] = []
    for i, figure in enumerate(figures):
        result.append(_cost_amount(sentence, folded, figure, cuts[i], cuts[i + 1], n_events, c))
    return _with_parts(_after_rates(result), folded, c)


def _events_in(sentence: Line, folded: str, book: Codebook) -> int | None:
    """The one number of events that the sentence itself states ("… per event, with three events")."""
    c = cues(book)
    if not c.has("event_day_unit", folded):
        return None
    counts = find_counts(sentence.text, book)
    stated = [f for f in counts if c["event_day_unit"].match(folded[f.end :].lstrip()) and f.value]
    return int(stated[0].value or 0) if len(stated) == 1 and stated[0].qualifier == "exact" else None


def _is_tax(figure: Figure, folded: str, c: Cues) -> bool:
    """Whether an amount is the tax that another one contains or lacks."""
    return c["cost_tax"].match(folded[figure.end :].lstrip()) is not None


def _after_rates(amounts: list[CostAmount]) -> list[CostAmount]:
    """What a rate or a product is for is what the amount behind it is for."""
    result = list(amounts)
    for i, (rate, amount) in enumerate(pairwise(amounts), 1):
        if rate.times > 1 and rate.amount == amount.figure.value:
            result[i - 1] = rate._replace(role="rate", times=1)
        if result[i - 1].role == "rate" and amount.role == "plain" and rate.components:
            result[i] = amount._replace(role="item", components=rate.components)
    return result


def _without_net_twins(figures: tuple[Figure, ...], folded: str) -> tuple[tuple[Figure, ...], str]:
    """A net amount in brackets right behind another is the same money; its words are blanked out."""
    kept: list[Figure] = []
    for figure in figures:
        if kept and figure.vat == "net" and folded[kept[-1].end : figure.start].strip() == "(":
            end = folded.find(")", figure.start) + 1 or figure.end
            folded = folded[: kept[-1].end] + " " * (end - kept[-1].end) + folded[end:]
        else:
            kept.append(figure)
    return tuple(kept), folded


def _cuts(figures: tuple[Figure, ...], folded: str, c: Cues) -> list[int]:
    """Where the words of one amount end and those of the next begin."""
    cuts = [0]
    for one, other in pairwise(figures):
        between = folded[one.end : other.start]
        if c["cost_left"].fullmatch(between.strip()):
            cuts.append(one.end)
            continue
        if _NEXT_BRACKET.fullmatch(between) and folded[: one.start].rstrip().endswith("("):
            cuts.append(one.end + between.index(")") + 1)
            continue
        places = [m.end() for m in _SEPARATOR.finditer(between)] or [
            0 if between.lstrip()[:1] == ")" else len(between)
        ]
        tail = between[places[-1] :]
        named = c.first(tail, *NAMES, "cost_total", "cost_grant", "cost_part")
        cuts.append(one.end + (places[-1] if named else len(between)))
    return [*cuts, len(folded)]


def _cost_amount(
    sentence: Line, folded: str, figure: Figure, start: int, end: int, n_events: int, c: Cues
) -> CostAmount:
    before, after = folded[start : figure.start], folded[figure.end : end]
    bracketed = before.rstrip().endswith("(")
    components = components_between(sentence, folded, start + _added_from(before, c), figure.start, c)
    if bracketed and components:
        after = ""
    else:
        stop = _unpriced_from(after, c)
        components = _merged(
            components, components_between(sentence, folded, figure.end, figure.end + stop, c)
        )
    role = _role(before, after, components, c)
    if c.has("cost_elsewhere", before) or (n_events <= 1 and c.has("cost_first_time", before)):
        role = "elsewhere"
    if start == 0 and role == "plain" and c.has("cost_strong_total", before):
        role = "total"
    if _SHARE.search(before):
        role, components = "plain" if role == "item" else role, []
    times = _times(folded[: figure.start], after, figure, n_events, c) if role in ("item", "plain") else 1
    if times == 0:
        role, times = "rate", 1
    span = sentence.span(*_words(sentence.text, folded, figure, start, end, components, role, c))
    return CostAmount(figure, span, role, tuple(components), times, bracketed)


def _merged(one: list[tuple[str, Span]], other: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    names = {name for name, _ in one}
    return sorted([*one, *(item for item in other if item[0] not in names)], key=lambda item: item[1].start)


def _unpriced_from(after: str, c: Cues) -> int:
    """Offset from which the words speak of what has no price or is free."""
    spots = [s for s, _, _ in c.spots(after, "cost_unpriced", "cost_free")]
    if not spots:
        return len(after)
    return max((m.end() for m in re.finditer(r"[,;]\s", after[: min(spots)])), default=min(spots))


def _added_from(before: str, c: Cues) -> int:
    """Offset behind a semicolon, what is free, or "…, in addition" after a number of something else."""
    added = [m.start() for m in c["cost_added"].finditer(before) if before[: m.start()].rstrip()[-1:] == ","]
    if added and re.search(r"\d", before[: added[-1]]):
        return added[-1]
    if (other := before.rfind("; ")) >= 0 and c.has_any(NAMES, before[other:]):
        return other + 1
    comma = before.rfind(", ")
    return comma + 1 if comma > 0 and c.has("cost_free", before[:comma]) else 0


def _role(before: str, after: str, components: list[tuple[str, Span]], c: Cues) -> str:
    near = re.split(r"[;.]\s|,\s", before)[-1]
    behind = re.split(r"[;.,(]\s?", after)[0]
    around = f"{near} | {behind}"
    if c.has("cost_left", around):
        return "grant"
    if c.has("cost_only", around) or (c.has("cost_except", near) and c.has("cost_only", after)):
        return "only"
    if c.has("cost_total", near) or c.has("cost_total", behind):
        return "total"
    paid = c.has("cost_payer", around)
    if c.has("cost_grant", near if components and paid else around) or (paid and not components):
        return "grant"
    return "item" if components else "plain"


def _times(before: str, after: str, figure: Figure, n_events: int, c: Cues) -> int:
    """1 for a plain amount, the number of events for a price per event, 0 for a price per head or hour."""
    if not figure.per:
        return 1
    if (many := _MANY.search(before)) and not c.has("cost_per_head", many["unit"] or "x"):
        return int(many["number"])
    words = f"{before[-30:]} | {after[:30]}"
    if c.has("cost_per_head", words):
        return 0
    return n_events if c.has("event_day_unit", words) and n_events else 0


def _words(
    text: str,
    folded: str,
    figure: Figure,
    start: int,
    end: int,
    components: list[tuple[str, Span]],
    role: str,
    c: Cues,
) -> tuple[int, int]:
    """Start and end of the deciding words: the amount with its nearest name."""
    first, last = figure.start, figure.end
    if role == "total":
        for s, e, _ in c.spots(folded[start:end], "cost_total"):
            first, last = min(first, start + s), max(last, start + e)
            break
    elif components:
        offset = components[0][1].start - (components[0][1].start - text.find(components[0][1].text, start))
        first, last = min(first, offset), max(last, offset + len(components[0][1].text))
    return (first, last) if last - first <= 200 else (figure.start, figure.end)


def _with_parts(amounts: list[CostAmount], folded: str, c: Cues) -> list[CostAmount]:
    """What stands before "davon" is the total; what follows are its parts."""
    if len(amounts) < 2:
        return amounts
    first, second = amounts[0], amounts[1]
    between = folded[first.figure.end : second.figure.start]
    if first.role in ("plain", "item", "total") and _leads_to_parts(between, c):
        return [first._replace(role="total", has_parts_marker=True), *amounts[1:]]
    return amounts


def _leads_to_parts(between: str, c: Cues) -> bool:
    """Whether a word such as "of which" stands there that speaks of more than of the tax."""
    clauses = (re.split(r"[,;)]", between[m.end() :])[0] for m in c["cost_part"].finditer(between))
    return any(not c.has("cost_tax", clause) for clause in clauses)
