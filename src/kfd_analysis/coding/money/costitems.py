"""The components of a dialogue's costs as rows: priced alone, in a lump, or named without a price."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues_in
from kfd_analysis.coding.money.amounts import CostAmount
from kfd_analysis.coding.money.components import ADVICE, EXTRAS, ITEMS, components_in
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Qualifier, Span, Status, Value

_CONTRACT = {"preparation": "other", "later": "other", "travel": "other", "documentation": "materials"}


class CostItem(NamedTuple):
    """A row of table ``cost_items``; amounts in EUR.

    `component` tells rows of item ``other`` apart (preparation, later); `with_moderation` says that
    the price of moderation contains it.
    """

    item: str
    label: str
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    status: Status
    priced: str
    scope: str
    vat: str
    span: Span
    component: str
    with_moderation: bool = False


def cost_items(
    spent: list[CostAmount], total: Value, parts: list[Line], scope: str, book: Codebook
) -> tuple[CostItem, ...]:
    """Rows of the total, of every priced component and of the components named without a price.

    Parameters
    ----------
    spent
        Amounts that were spent.
    total
        The total cost.
    parts
        Sentences of the answer.
    scope
        event, all_events or wider.
    book
        The codebook (``cues.yml``).
    """
    rows: list[CostItem] = []
    if total.status != "missing":
        rows.append(_total_row(total, scope, spent))
    seen: set[str] = set()
    for amount in spent:
        rows += [_row(amount, name, span, scope) for name, span in amount.components if name not in seen]
        if amount.role == "item" and amount.is_lump and amount.span not in total.spans:
            rows.append(_lump(amount, scope))
        seen.update(amount.items)
    for part in parts:
        if not cues_in(fold(part.text), book).may_have(f"item_{name}" for name in ITEMS if name not in seen):
            continue
        for name, span in components_in(part, book):
            if name not in seen:
                rows.append(_unpriced(name, span, part, scope, book))
                seen.add(name)
    return tuple(rows)


def _item(name: str) -> str:
    """Component as the contract names it."""
    return _CONTRACT.get(name, name)


def _total_row(total: Value, scope: str, spent: list[CostAmount]) -> CostItem:
    stated = next((a for a in spent if a.span in total.spans), None)
    vat = stated.figure.vat if stated and total.status == "reported" else "unstated"
    amount = total.value if isinstance(total.value, Decimal) else None
    return CostItem(
        "total", total.spans[0].text if total.status == "reported" else "", amount, total.low, total.high,
        total.qualifier, total.status, "alone", scope, vat, total.spans[0], "total",
    )  # fmt: skip


def _row(amount: CostAmount, name: str, span: Span, scope: str) -> CostItem:
    """A component with its own price, or named within a lump (concept within the price of moderation too)."""
    within = name in EXTRAS and not ADVICE.isdisjoint(amount.items)
    within = within or (name != "moderation" and name in ADVICE and "moderation" in amount.items)
    bundled = amount.is_lump or within
    if bundled:
        return CostItem(
            _item(name), span.text, None, None, None, "", "reported", "in_lump", scope, amount.figure.vat,
            span, name, not amount.is_lump,
        )  # fmt: skip
    status: Status = "computed" if amount.times > 1 else "reported"
    return CostItem(
        _item(name), span.text, amount.amount, amount.low, amount.high, amount.figure.qualifier, status,
        "alone", scope, amount.figure.vat, amount.span, name,
    )  # fmt: skip


def _lump(amount: CostAmount, scope: str) -> CostItem:
    """The price of several components together."""
    label = ", ".join(span.text for _, span in amount.components)
    return CostItem(
        "other", label, amount.amount, amount.low, amount.high, amount.figure.qualifier, "reported",
        "in_lump", scope, amount.figure.vat, amount.span, "lump",
    )  # fmt: skip


def _unpriced(name: str, span: Span, part: Line, scope: str, book: Codebook) -> CostItem:
    """A component without a price; one that is said to be free costs 0 EUR."""
    at = span.start - part.column
    clause = re.split(r"[,;.]\s", part.text[at:])[0]
    if cues_in(fold(part.text), book).has("cost_free", fold(clause)):
        zero = Decimal(0)
        words = part.span(at, at + len(clause))
        return CostItem(
            _item(name),
            span.text,
            zero,
            zero,
            zero,
            "exact",
            "reported",
            "alone",
            scope,
            "unstated",
            words,
            name,
        )
    return CostItem(
        _item(name), span.text, None, None, None, "", "missing", "unpriced", scope, "unstated", span, name
    )


def with_values(items: tuple[CostItem, ...], values: dict[str, Value]) -> tuple[CostItem, ...]:
    """The rows of the total and of the moderation with the corrected values.

    Parameters
    ----------
    items
        Rows as read.
    values
        Values by field after corrections; EUR.
    """
    rows = list(items)
    for name, field in (("total", "total_cost_eur"), ("moderation", "moderation_cost_eur")):
        value = values[field]
        place = next((n for n, row in enumerate(rows) if row.item == name), None)
        if place is None and value.status == "corrected" and value.spans:
            scope = rows[0].scope if rows else "event"
            rows.insert(0 if name == "total" else len(rows), _added(name, value, scope))
            continue
        if place is None or not _differs(rows[place], value):
            continue
        if value.status == "missing":
            del rows[place]
        else:
            amount = value.value if isinstance(value.value, Decimal) else None
            rows[place] = rows[place]._replace(
                amount=amount, low=value.low, high=value.high, qualifier=value.qualifier,
                status=value.status, priced="alone",
            )  # fmt: skip
    return tuple(rows)


def _added(name: str, value: Value, scope: str) -> CostItem:
    """The row of a value that was not read and that a person gave."""
    amount = value.value if isinstance(value.value, Decimal) else None
    return CostItem(
        name, "", amount, value.low, value.high, value.qualifier, value.status, "alone", scope, "unstated",
        value.spans[0], name,
    )  # fmt: skip


def _differs(row: CostItem, value: Value) -> bool:
    """Whether a person changed the value, or it follows from one that a person changed."""
    if value.status == "corrected":
        return True
    return row.item == "total" and (row.amount, row.low, row.high) != (value.value, value.low, value.high)
