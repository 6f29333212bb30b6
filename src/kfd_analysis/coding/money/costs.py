"""What the dialogue cost: total, moderation, components and what they cover (rules 6 and 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues, cues_in
from kfd_analysis.coding.money.amounts import CostAmount, after_rates, amounts_in
from kfd_analysis.coding.money.bareamounts import bare_amount, bare_list
from kfd_analysis.coding.money.components import ADVICE, EXTRAS
from kfd_analysis.coding.money.costitems import CostItem, cost_items
from kfd_analysis.coding.numbers import find_amounts, parse_amount
from kfd_analysis.fold import fold, unglued
from kfd_analysis.model import Document, Line, Problem, Qualifier, Value, missing
from kfd_analysis.reading.text import sentences


class Costs(NamedTuple):
    """The two cost values of a report, its components and what to warn of."""

    total: Value
    moderation: Value
    items: tuple[CostItem, ...]
    problems: tuple[Problem, ...]


def code_costs(document: Document, n_events: int, book: Codebook) -> Costs:
    """Read total cost, moderation cost and the components that the report names.

    A stated total wins; without one the priced items are added, if at least two are priced or the
    rest is said to be free. Grants, own shares, budgets, hours and prices per head are no costs;
    a price per event is multiplied by the number of events.

    Parameters
    ----------
    document
        A report as read.
    n_events
        Number of its events (for prices per event and the scope of amounts).
    book
        The codebook (``cues.yml``, ``amounts.yml``).

    Returns
    -------
    Costs
        Amounts in EUR as printed; net amounts are not grossed up.
    """
    lines = _cost_lines(document, book)
    if not lines:
        reason = "not_reported" if document.document_type == "slides" else "not_asked"
        if "costs" in document.sections:
            reason = (
                "truncated" if document.truncated and _last_section(document) == "costs" else "not_answered"
            )
        return Costs(missing(reason, "total_cost"), missing(reason, "moderation_cost"), (), ())
    parts = [s for line in lines for s in sentences(line, book)]
    amounts = after_rates([a for part in parts for a in amounts_in(part, n_events, book)])
    amounts = amounts or bare_list(parts, book) or bare_amount(parts, book)
    spent = _not_alone([a for a in amounts if a.role not in ("grant", "rate", "elsewhere")])
    total, problems = _total(spent, parts, n_events, book)
    problems += _priced_once(spent, n_events)
    scope = _scope(parts, n_events, book)
    items = cost_items(spent, total, parts, scope, book)
    moderation = _moderation(spent, total, items, lines, book)
    if moderation.rule == "moderation_inherits":
        items = tuple(_as_approximate(item, total) for item in items)
    return Costs(total, moderation, items, tuple(problems))


def _not_alone(spent: list[CostAmount]) -> list[CostAmount]:
    """An amount that is called the only one is an item where others that it does not contain follow."""
    others = [a for a in spent if a.role in ("item", "plain") and not a.part]
    return [a._replace(role="item") if a.role == "only" and others else a for a in spent]


def _priced_once(spent: list[CostAmount], n_events: int) -> list[Problem]:
    """A warning where a price per event is printed and one event is known."""
    found = next((a for a in spent if a.per_event and a.times == 1 and n_events <= 1), None)
    place = ("price_per_event", "total_cost_eur", found.span.line, found.span.text) if found else None
    return [Problem(*place)] if place else []


def _as_approximate(item: CostItem, total: Value) -> CostItem:
    """A part of an approximate total that its parts add up to."""
    if item.item == "total" or item.amount is None or total.low is None or total.high is None:
        return item
    share = item.amount / Decimal(str(total.value))
    return item._replace(low=total.low * share, high=total.high * share, qualifier="about")


def _cost_lines(document: Document, book: Codebook) -> tuple[Line, ...]:
    """The answer on costs; if it holds no amount, sentences elsewhere that name the total as such."""
    lines = document.answer("costs")
    if any(find_amounts(unglued(line.text), book) for line in lines):
        return lines
    others = document.answer("rating", "concept", "moderation", "outcomes")
    if not cues(book).has("cost_strong_total", fold("\n".join([line.text for line in others]))):
        return lines
    elsewhere = (
        sentence
        for line in others
        for sentence in sentences(line, book)
        if _says("cost_strong_total", sentence, book) and find_amounts(sentence.text, book)
    )
    return (*lines, *elsewhere)


def _says(name: str, sentence: Line, book: Codebook) -> bool:
    """Whether a sentence has a cue of list `name`."""
    folded = fold(sentence.text)
    return cues_in(folded, book).has(name, folded)


def _last_section(document: Document) -> str:
    return max(document.sections.values(), key=lambda s: s.label_line).key


def _total(
    spent: list[CostAmount], parts: list[Line], n_events: int, book: Codebook
) -> tuple[Value, list[Problem]]:
    stated = _stated_total(spent)
    priced = [a for a in spent if a.role == "item" and a is not stated]
    if stated is not None:
        return stated.as_value("total_stated"), _contradictions(stated, priced, spent)
    if priced or _one_for_each_event(spent, n_events):
        priced = [a for a in spent if a.role in ("item", "plain") and not a.part]
    if len(priced) >= 2 or (priced and any(_says("cost_free", part, book) for part in parts)):
        return _sum(priced, "total_added"), []
    if not spent:
        if (nothing := _nothing(parts, book)) is not None:
            return nothing, []
        reason = _why_no_amount(parts, book)
        return missing(reason, "total_cost", (parts[0].span(),) if parts else ()), []
    return missing("not_reported", "total_one_item", tuple(a.span for a in spent)), []


def _nothing(parts: list[Line], book: Codebook) -> Value | None:
    """0 EUR, where the answer begins with a sentence that says no more than that there was no cost."""
    first = parts[0]
    zero = parse_amount(first.text, book)
    if zero is None or zero.value != 0 or cues(book).has("cost_not_all", fold(first.text)):
        return None
    return Value(zero.value, zero.low, zero.high, "EUR", "exact", rule="total_nothing", spans=(first.span(),))


def _one_for_each_event(spent: list[CostAmount], n_events: int) -> bool:
    """Whether the amounts without a word for an item are the prices of the single events."""
    return 1 < len([a for a in spent if not a.part]) <= n_events and all(a.of_event or a.part for a in spent)


def _stated_total(spent: list[CostAmount]) -> CostAmount | None:
    """The amount that words mark as the total, or the only amount without a word for an item."""
    for role in ("total", "only"):
        found = [a for a in spent if a.role == role]
        if found:
            return found[0]
    if len(spent) == 1 and spent[0].whole:
        return spent[0]
    spent = [a for a in spent if not a.part]
    lumps = [a for a in spent if a.role == "item" and len(a.items) > 1 and not _just_advice(a)]
    plain = [a for a in spent if a.role == "plain"]
    if len(spent) == 1:
        return next(iter(plain or lumps), None)
    if plain and spent[0] is plain[0] and len(plain) == 1:
        contains = not any(a.added for a in spent) and _parts_follow(plain[0], spent)
        return plain[0] if contains else None
    added = sum((a.amount or Decimal(0) for a in spent[1:]), Decimal(0))
    if len(spent) > 2 and spent[0] in plain and added == spent[0].amount:
        return spent[0]
    added = sum((a.amount or Decimal(0) for a in spent[:-1]), Decimal(0))
    return spent[-1] if len(spent) > 2 and plain == spent[-1:] and added == spent[-1].amount else None


def _parts_follow(first: CostAmount, spent: list[CostAmount]) -> bool:
    """The other amounts are parts of the first and do not exceed it."""
    value = first.figure.value or first.figure.high
    parts = sum((a.figure.value for a in spent[1:] if a.figure.value is not None), Decimal(0))
    return value is not None and parts <= value


def _just_advice(amount: CostAmount) -> bool:
    return set(amount.items) <= ADVICE | EXTRAS


def _contradictions(stated: CostAmount, priced: list[CostAmount], spent: list[CostAmount]) -> list[Problem]:
    """Totals that differ, and items that add up to more than the total."""
    problems = []
    others = [
        a for a in spent if a.role == "total" and a is not stated and a.figure.value != stated.figure.value
    ]
    if others:
        problems.append(
            Problem("total_contradict", "total_cost_eur", others[0].span.line, others[0].span.text)
        )
    added = sum((a.amount for a in priced if a.amount is not None), Decimal(0))
    limit = stated.figure.high if stated.figure.high is not None else stated.figure.value
    if (limit is not None and len(priced) > 1 and added > limit) or (
        _must_add_up(stated, priced) and added != stated.figure.value
    ):
        problems.append(Problem("total_sum_differs", "total_cost_eur", stated.span.line, str(added)))
    return problems


def _must_add_up(stated: CostAmount, priced: list[CostAmount]) -> bool:
    """An exact total beside several items that are not named as parts of it."""
    return stated.figure.qualifier == "exact" and len(priced) > 1 and not stated.has_parts_marker


def _sum(priced: list[CostAmount], rule: str) -> Value:
    lows, highs = [a.low for a in priced], [a.high for a in priced]
    low = sum((v for v in lows if v is not None), Decimal(0))
    high = sum((v for v in highs if v is not None), Decimal(0)) if all(v is not None for v in highs) else None
    points = [None if a.figure.qualifier == "at_most" else a.amount for a in priced]
    point = (
        sum((p for p in points if p is not None), Decimal(0)) if all(p is not None for p in points) else None
    )
    qualifier: Qualifier = (
        "exact" if low == high else "range" if point is None else "about" if high else "at_least"
    )
    return Value(point, low, high, "EUR", qualifier, "computed", "", rule, tuple(a.span for a in priced))


def _why_no_amount(parts: list[Line], book: Codebook) -> str:
    text = " ".join(fold(p.text) for p in parts)
    return "refers_to_attachment" if cues(book).has("attachment", text) else "not_reported"


def _scope(parts: list[Line], n_events: int, book: Codebook) -> str:
    if any(_says("cost_wider", part, book) for part in parts):
        return "wider"
    return "all_events" if n_events > 1 else "event"


def _moderation(
    spent: list[CostAmount],
    total: Value,
    items: tuple[CostItem, ...],
    lines: tuple[Line, ...],
    book: Codebook,
) -> Value:
    """The amount named for moderation, advice or concept (rule 7)."""
    own = [a for a in spent if "moderation" in a.items and a.role in ("item", "only") and _just_advice(a)]
    own = [a for a in own if not a.part] or own
    own = own or [a for a in spent if a.items and set(a.items) == {"concept"} and a.role == "item"]
    if own:
        if len(own) > 1:
            return _sum(own, "moderation_added")
        return _inherited(own[0], spent, total)
    bundled = next((i for i in items if i.item == "moderation" and i.priced == "in_lump"), None)
    if bundled is not None:
        return missing("bundled", "moderation_bundled", (bundled.span,))
    if not spent:
        return missing(_why_no_amount(list(lines), book), "moderation_cost", (lines[0].span(),))
    return missing("not_reported", "moderation_cost", (spent[0].span,))


def _inherited(own: CostAmount, spent: list[CostAmount], total: Value) -> Value:
    """An unmarked part inherits the total's marking only if the printed parts add up to it."""
    value = own.as_value("moderation")
    parts = [a.amount for a in spent if a.role == "item"]
    added = sum((p for p in parts if p is not None), Decimal(0))
    complete = all(p is not None for p in parts) and len(parts) > 1
    inherits = total.status == "reported" and total.qualifier == "about" and own.figure.qualifier == "exact"
    if (
        inherits
        and complete
        and added == total.value
        and total.value
        and total.low is not None
        and total.high is not None
    ):
        share = Decimal(own.amount or 0) / Decimal(total.value)
        return value._replace(
            low=total.low * share, high=total.high * share, qualifier="about", rule="moderation_inherits"
        )
    return value
