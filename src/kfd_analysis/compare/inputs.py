"""From coded values to the inputs of the comparison."""

from __future__ import annotations

from decimal import Decimal

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.report import Coded
from kfd_analysis.compare.facts import NOTHING, Attended, Facts
from kfd_analysis.compare.intervals import Quantity, exact
from kfd_analysis.model import Value


def quantity(value: Value | None) -> Quantity:
    """Point and bounds of a value; nothing if it is missing."""
    if value is None or value.status == "missing":
        return NOTHING
    point = Decimal(value.value) if isinstance(value.value, int | Decimal) else None
    if value.qualifier in ("range", "at_least", "at_most"):
        point = None
    return Quantity(point, value.low, value.high)


def facts_of(report_id: str, questionnaire: bool, coded: Coded, book: Codebook) -> Facts:
    """The inputs of the comparison for one report.

    Parameters
    ----------
    report_id, questionnaire
        Identifier; False for a context case, which is never compared.
    coded
        Values, events and cost items, corrections applied.
    book
        The codebook (``scope.yml``).
    """
    values = coded.values
    people = values["participants"]
    repaired = people.status == "repaired"
    total, moderation = values["total_cost_eur"], values["moderation_cost_eur"]
    services = {row.code for row in coded.terms.rows if row.variable == "service"}
    return Facts(
        report_id=report_id,
        questionnaire=questionnaire,
        participants=NOTHING if repaired else quantity(people),
        repaired=quantity(people) if repaired else NOTHING,
        events=_attended(coded, NOTHING if repaired else quantity(people)),
        total=quantity(total),
        moderation=quantity(moderation),
        other_cost=_other_cost(coded, total, moderation),
        bundled=moderation.missing_reason == "bundled",
        scope=next((item.scope for item in coded.cost_items), "event"),
        covered=frozenset(i.item for i in coded.cost_items if i.priced in ("alone", "in_lump")),
        prepared=bool(services & set(book.data["scope"]["preparation_services"])),
        population=quantity(values["population"]),
    )


def _attended(coded: Coded, people: Quantity) -> tuple[Attended, ...]:
    rows = []
    for i, event in enumerate(coded.events):
        attended = coded.attendance.get(i)
        present = quantity(attended.present) if attended else NOTHING
        invited = None if attended is None or attended.invited is None else Decimal(attended.invited)
        hours = event.hours
        if len(coded.events) == 1:
            present, hours = people, quantity(coded.values["event_hours"]).value
        rows.append(Attended(present, invited, hours))
    return tuple(rows)


def _other_cost(coded: Coded, total: Value, moderation: Value) -> Quantity:
    """The priced components beside moderation, if moderation and they add up to the total."""
    rest = [i for i in coded.cost_items if i.item not in ("total", "moderation") and i.amount is not None]
    added = sum((i.amount for i in rest if i.amount is not None), Decimal(0))
    point = moderation.value
    if not rest or not isinstance(point, Decimal) or total.value != added + point:
        return NOTHING
    if moderation.rule == "moderation_inherits" and total.low is not None and total.high is not None:
        share = added / Decimal(str(total.value))
        return Quantity(added, total.low * share, total.high * share)
    low = sum((i.low for i in rest if i.low is not None), Decimal(0))
    high = sum((i.high for i in rest if i.high is not None), Decimal(0))
    return exact(added) if low == high else Quantity(added, low, high)
