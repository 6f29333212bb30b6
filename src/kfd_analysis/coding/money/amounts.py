"""The amounts of money in the section on costs, with what each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues_in
from kfd_analysis.coding.money.amountwords import Amount, amounts_apart
from kfd_analysis.coding.money.components import ADVICE, EXTRAS
from kfd_analysis.coding.money.spending import amount_words
from kfd_analysis.coding.numbers import find_counts
from kfd_analysis.model import Figure, Line, Span, Status, Value

_ADDED, _EQUALS = re.compile(r"(?:\s*\+|[^=()]{0,40}\s\+)\s*[^=+]{0,40}"), re.compile(r"[^=]*=\s*")
_FEW_WORDS = 3


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
    part
        It is contained in another amount of the sentence.
    whole
        A word for a total stands with the name of an item.
    of_event
        It is the price of one of several events, or one that comes to another.
    per_event
        A price per event.
    added
        It is said to come to what was named before.
    """

    figure: Figure
    span: Span
    role: str
    components: tuple[tuple[str, Span], ...] = ()
    times: int = 1
    bracketed: bool = False
    has_parts_marker: bool = False
    part: bool = False
    whole: bool = False
    of_event: bool = False
    per_event: bool = False
    added: bool = False

    @property
    def items(self) -> tuple[str, ...]:
        """Names of the components."""
        return tuple([name for name, _ in self.components])

    @property
    def is_lump(self) -> bool:
        """Whether the amount covers several components that cannot be told apart."""
        names = set(self.items)
        if names & ADVICE:
            names -= EXTRAS
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
    figures, folded, cuts = amounts_apart(sentence.text, book)
    if not figures:
        return []
    c = cues_in(folded, book)
    n_events = _events_in(sentence, folded, book, c) or n_events
    result = [
        _cost_amount(Amount.of(sentence, folded, figure, cuts[i], cuts[i + 1]), n_events, c)
        for i, figure in enumerate(figures)
    ]
    return _with_parts(_with_sums(_after_plans(after_rates(result), folded, c), folded), folded, c)


def _cost_amount(amount: Amount, n_events: int, c: Cues) -> CostAmount:
    words = amount_words(amount, n_events, c)
    return CostAmount(
        amount.figure, words.span, words.role, words.components, words.times,
        bracketed=amount.bracketed, whole=words.whole, of_event=words.of_event, per_event=words.per_event,
        added=words.added,
    )  # fmt: skip


def _events_in(sentence: Line, folded: str, book: Codebook, c: Cues) -> int | None:
    """The one number of events that the sentence itself states ("… per event, with three events")."""
    if not c.has("event_day_unit", folded):
        return None
    counts = find_counts(sentence.text, book)
    stated = [f for f in counts if c["event_day_unit"].match(folded[f.end :].lstrip()) and f.value]
    return int(stated[0].value or 0) if len(stated) == 1 and stated[0].qualifier == "exact" else None


def after_rates(amounts: list[CostAmount]) -> list[CostAmount]:
    """What a rate or a product is for is what the amount behind it is for, that is its result.

    Parameters
    ----------
    amounts
        Amounts of an answer, in the order of the text.
    """
    result = list(amounts)
    for i, (one, amount) in enumerate(pairwise(amounts), 1):
        product = one.times > 1 and one.amount == amount.figure.value
        if product:
            result[i - 1] = one._replace(role="rate", times=1)
            result[i] = amount._replace(of_event=amount.of_event or one.per_event)
        if amount.components or result[i - 1].role != "rate":
            continue
        if one.components and (amount.role == "plain" or (product and amount.role == "total")):
            result[i] = result[i]._replace(
                role="item", components=one.components, whole=amount.role == "total"
            )
    return result


def _after_plans(amounts: list[CostAmount], folded: str, c: Cues) -> list[CostAmount]:
    """What a planned amount was for is what the amount behind it, the real one, is for."""
    result = list(amounts)
    for i, (one, amount) in enumerate(pairwise(amounts), 1):
        between = folded[one.figure.end : amount.figure.start]
        joined = not re.search(r"[,;.]", between) or c.has("cost_actual", between)
        if one.role == "elsewhere" and joined and amount.role == "plain" and one.components:
            result[i] = amount._replace(role="item", components=one.components)
        paid_for = one.role == "grant" and amount.role == "plain"
        if paid_for and one.components and c.has("cost_weak_total", between):
            result[i] = amount._replace(role="item", components=one.components)
            continue
        words = folded[one.figure.end :]
        if paid_for and not c.has("cost_weak_total", words):
            rest = re.split(r"[;.]\s", folded[amount.figure.end :])[0]
            if c.has("cost_bearer", f"{between} | {rest}"):
                result[i] = amount._replace(role="grant")
    return result


def _with_sums(amounts: list[CostAmount], folded: str) -> list[CostAmount]:
    """Amounts joined by a plus sign are items, and what stands behind the equals sign is their total."""
    if len(amounts) < 2:
        return amounts
    result = list(amounts)
    added = 0
    for i, (one, other) in enumerate(pairwise(amounts), 1):
        between = folded[one.figure.end : other.figure.start]
        if "=" in between and one.role != "rate" and _EQUALS.fullmatch(between):
            if added:
                result[i] = other._replace(role="total")
            added = 0
        elif _ADDED.fullmatch(between):
            added += 1
            for n in (i - 1, i):
                if result[n].role == "plain":
                    result[n] = result[n]._replace(role="item")
        elif "=" not in between:
            added = 0
    return result


def _with_parts(amounts: list[CostAmount], folded: str, c: Cues) -> list[CostAmount]:
    """What stands before "davon" is the total; what follows are its parts, as is what brackets hold."""
    if len(amounts) < 2:
        return amounts
    inside = set(_in_brackets(amounts, folded, c)) if "(" in folded else ()
    result = [a._replace(part=True) if i in inside else a for i, a in enumerate(amounts)]
    first, second = amounts[0], amounts[1]
    between = folded[first.figure.end : second.figure.start]
    if first.role not in ("plain", "item", "total") or not _leads_to_parts(between, c):
        return result
    if first.role == "item" and not first.is_lump and ";" in folded[second.figure.end :]:
        stop = folded.index(";", second.figure.end)
        return [a._replace(part=True) if i > 0 and a.figure.start < stop else a for i, a in enumerate(result)]
    return [first._replace(role="total", has_parts_marker=True), *result[1:]]


def _in_brackets(amounts: list[CostAmount], folded: str, c: Cues) -> Iterator[int]:
    """Numbers of the amounts in a bracket right behind a larger one that contains them."""
    whole: CostAmount | None = None
    for i, amount in enumerate(amounts):
        before = folded[: amount.figure.start]
        opened = before.rfind("(")
        if opened <= before.rfind(")"):
            whole = amount
            continue
        if whole is None or whole.figure.end > opened:
            continue
        lead = folded[whole.figure.end : opened]
        close = not re.search(r"[,;]", lead) and len(lead.split()) <= _FEW_WORDS
        inside = folded[opened : amount.figure.start]
        if not close or c.has("cost_added", inside) or c.has("cost_unpriced", inside) or "+" in inside:
            continue
        smaller = (amount.figure.value or 0) <= (whole.figure.value or whole.figure.high or 0)
        same = whole.role != "item" or whole.is_lump or c.has("cost_part", inside)
        if smaller and same and amount.role in ("item", "plain"):
            yield i


def _leads_to_parts(between: str, c: Cues) -> bool:
    """Whether a word such as "of which" stands there that speaks of more than of the tax."""
    clauses = (re.split(r"[,;)]", between[m.end() :])[0] for m in c["cost_part"].finditer(between))
    return any(not c.has("cost_tax", clause) for clause in clauses)
