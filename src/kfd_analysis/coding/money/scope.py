"""What a cost figure covers, component by component (docs/method.md, "What may be compared")."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.terms import Coding
from kfd_analysis.coding.money.costitems import CostItem
from kfd_analysis.model import Span


class Component(NamedTuple):
    """One component of the scope of a report's costs.

    Attributes
    ----------
    state
        alone, in_lump, in_moderation, unpriced, not_mentioned.
    amount
        EUR, where it is priced alone.
    span
        The words, where it is mentioned.
    """

    code: str
    state: str
    amount: Decimal | None = None
    span: Span | None = None


def cost_scope(
    items: tuple[CostItem, ...], terms: tuple[Coding, ...], book: Codebook
) -> tuple[Component, ...]:
    """The scope of a report's costs.

    Parameters
    ----------
    items
        Its cost items.
    terms
        Its codings; services of the moderator belong to the price of moderation.
    book
        The codebook (``scope.yml``: the components).
    """
    services = {row.code: row.spans[0] for row in terms if row.variable == "service" and row.spans}
    alone = any(item.component == "moderation" and item.priced == "alone" for item in items)
    return tuple(
        _component(entry, items, services if alone else {}) for entry in book.data["scope"]["components"]
    )


def _component(entry: dict[str, Any], items: tuple[CostItem, ...], services: dict[str, Span]) -> Component:
    found = next((item for item in items if item.component in entry["cost"]), None)
    if found is not None:
        state = "in_moderation" if found.with_moderation else found.priced
        return Component(entry["code"], state, found.amount if state == "alone" else None, found.span)
    bought = next((services[code] for code in entry["services"] if code in services), None)
    return Component(entry["code"], "in_moderation" if bought else "not_mentioned", None, bought)
