"""The comparison and its gate: ratios with their bounds, and every reason against comparing them.

The rules are those of the methods review: intervals travel through every ratio, parts never exceed
their total, bounds are results, and persons, attendances and person-hours are three things.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.compare.facts import NOTHING, Facts
from kfd_analysis.compare.intervals import Quantity, exact, rounded
from kfd_analysis.compare.people import careless, careless_hours, hours_of, person_hours, persons

THOUSAND = Decimal(1000)
READINGS = ("strict", "lenient")


class Ratio(NamedTuple):
    """One row of table ``comparison``."""

    report_id: str
    metric: str
    reading: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: str
    comparable: bool
    reasons: tuple[str, ...]
    naive_value: Decimal | None


class _Outcome(NamedTuple):
    """A ratio before rounding."""

    quantity: Quantity
    reasons: tuple[str, ...]
    naive: Decimal | None


def compare_report(facts: Facts, reference: frozenset[str]) -> list[Ratio]:
    """All metrics of one report in both readings.

    Parameters
    ----------
    facts
        The inputs.
    reference
        Components that a total must cover to be set beside others (codebook, ``scope.yml``).

    Returns
    -------
    list of Ratio
        Rounded half up to two decimals, shares to four.
    """
    rows = []
    for metric, (unit, digits, compute) in METRICS.items():
        for reading in READINGS:
            if not facts.questionnaire:
                outcome = _Outcome(NOTHING, ("not_a_questionnaire",), None)
            else:
                outcome = compute(facts, reading, reference)
            rows.append(_row(facts.report_id, metric, reading, unit, digits, outcome))
    return rows


def _row(report_id: str, metric: str, reading: str, unit: str, digits: int, outcome: _Outcome) -> Ratio:
    value, low, high = (rounded(part, digits) for part in outcome.quantity)
    bound = _bound(value, low, high)
    reasons = tuple(dict.fromkeys(outcome.reasons))
    comparable = bound in ("point", "interval") and not reasons
    naive = rounded(outcome.naive, digits)
    return Ratio(report_id, metric, reading, value, low, high, bound, unit, comparable, reasons, naive)


def _bound(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> str:
    if value is not None:
        return "point"
    if low is not None and high is not None:
        return "interval"
    return "at_most" if high is not None else "at_least" if low is not None else "none"


def _naive(cost: Quantity, count: Decimal | None) -> Decimal | None:
    return cost.value / count if cost.value is not None and count else None


def _wide(quantity: Quantity) -> Quantity:
    """A cost that covers more than the event: only its upper bound says something of the event."""
    return Quantity(None, None, quantity.high)


def _scope_reasons(facts: Facts, reference: frozenset[str]) -> tuple[str, ...]:
    if facts.scope == "wider":
        return ("scope_wider_than_event",)
    return () if reference <= facts.covered else ("scope_differs",)


def _cost_per_participant(facts: Facts, reading: str, reference: frozenset[str]) -> _Outcome:
    return _cost_per(facts, *persons(facts, reading), careless(facts), reference)


def _cost_per_participant_hour(facts: Facts, reading: str, reference: frozenset[str]) -> _Outcome:
    return _cost_per(facts, *person_hours(facts, reading), careless_hours(facts), reference)


def _cost_per(
    facts: Facts, count: Quantity, reasons: tuple[str, ...], taken: Decimal | None, reference: frozenset[str]
) -> _Outcome:
    """The total by persons or person-hours; `taken` is the number that a careless reader divides by."""
    naive = _naive(facts.total, taken)
    if not facts.total.known:
        return _Outcome(NOTHING, ("not_reported", *reasons), naive)
    ratio = facts.total.per(count)
    reasons = (*_scope_reasons(facts, reference), *reasons, *_ranged(facts.total))
    return _Outcome(_wide(ratio) if facts.scope == "wider" else ratio, reasons, naive)


def _ranged(quantity: Quantity) -> tuple[str, ...]:
    return ("range_only",) if quantity.known and not quantity.is_point else ()


def _moderation_per_participant(facts: Facts, reading: str, _: frozenset[str]) -> _Outcome:
    count, reasons = persons(facts, reading)
    naive = _naive(facts.moderation, careless(facts))
    if not facts.moderation.known:
        return _Outcome(NOTHING, (_no_moderation(facts), *reasons), naive)
    return _Outcome(facts.moderation.per(count), (*reasons, *_ranged(facts.moderation)), naive)


def _no_moderation(facts: Facts) -> str:
    return "moderation_bundled" if facts.bundled else "not_reported"


def _moderation_per_hour(facts: Facts, _: str, __: frozenset[str]) -> _Outcome:
    hours = hours_of(facts)
    naive = _naive(facts.moderation, hours)
    if not facts.moderation.known:
        return _Outcome(NOTHING, (_no_moderation(facts),), naive)
    if not hours:
        return _Outcome(NOTHING, ("no_event_hours",), naive)
    reasons = ("scope_differs",) if facts.prepared else ()
    return _Outcome(facts.moderation.per(exact(hours)), (*reasons, *_ranged(facts.moderation)), naive)


def _per_thousand(quantity: Quantity, population: Quantity) -> Quantity:
    return quantity.per(population).times(exact(THOUSAND))


def _cost_per_inhabitants(facts: Facts, _: str, reference: frozenset[str]) -> _Outcome:
    reasons = _scope_reasons(facts, reference)
    if not facts.total.known:
        return _Outcome(NOTHING, ("not_reported",), None)
    if not facts.population.known:
        return _Outcome(NOTHING, ("no_population",), None)
    ratio = _per_thousand(facts.total, facts.population)
    return _Outcome(ratio, (*reasons, *_ranged(facts.total)), ratio.value)


def _participants_per_inhabitants(facts: Facts, reading: str, _: frozenset[str]) -> _Outcome:
    count, reasons = persons(facts, reading)
    if not facts.population.known:
        return _Outcome(NOTHING, ("no_population", *reasons), None)
    taken = careless(facts)
    naive = taken / facts.population.value * THOUSAND if taken and facts.population.value else None
    return _Outcome(_per_thousand(count, facts.population), reasons, naive)


def _moderation_share(facts: Facts, _: str, __: frozenset[str]) -> _Outcome:
    """M / (m + o) where both parts are stated, else m / total with 1 as the cap."""
    naive = _naive(facts.moderation, facts.total.value)
    if not facts.moderation.known or not facts.total.known:
        reason = "not_reported" if facts.moderation.known else _no_moderation(facts)
        return _Outcome(NOTHING, (reason,), naive)
    reasons = ("scope_wider_than_event",) if facts.scope == "wider" else ()
    return _Outcome(_share(facts.moderation, facts.other_cost, facts.total), reasons, naive)


def _share(part: Quantity, other: Quantity, total: Quantity) -> Quantity:
    if other.is_point and part.is_point:
        low = _of_sum(part.low, other.high)
        high = _of_sum(part.high, other.low)
        return Quantity(_of_sum(part.value, other.value), low, high)
    ratio = part.per(total)
    return Quantity(*(None if side is None else min(side, Decimal(1)) for side in ratio))


def _of_sum(part: Decimal | None, other: Decimal | None) -> Decimal | None:
    if part is None or other is None or not part + other:
        return None
    return part / (part + other)


_Compute = Callable[[Facts, str, frozenset[str]], _Outcome]
METRICS: dict[str, tuple[str, int, _Compute]] = {
    "cost_per_participant_eur": ("EUR per person", 2, _cost_per_participant),
    "cost_per_participant_hour_eur": ("EUR per person and hour", 2, _cost_per_participant_hour),
    "cost_per_1000_inhabitants_eur": ("EUR per 1000 inhabitants", 2, _cost_per_inhabitants),
    "moderation_cost_per_participant_eur": ("EUR per person", 2, _moderation_per_participant),
    "moderation_cost_per_event_hour_eur": ("EUR per hour of event", 2, _moderation_per_hour),
    "moderation_share": ("share", 4, _moderation_share),
    "participants_per_1000_inhabitants": ("persons per 1000 inhabitants", 2, _participants_per_inhabitants),
}
"""Unit, decimals and rule of every metric of table ``comparison``."""
