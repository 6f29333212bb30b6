"""The inputs of the comparison for one report."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.compare.intervals import Quantity

NOTHING = Quantity()


class Attended(NamedTuple):
    """One event: persons, invited persons (where attendance is not stated) and hours."""

    persons: Quantity
    invited: Decimal | None
    hours: Decimal | None


class Facts(NamedTuple):
    """All inputs of the comparison for one report.

    Attributes
    ----------
    participants
        Persons as reported, computed or corrected; bounds only where one-sided.
    repaired
        A repaired reading; only the lenient reading uses it.
    other_cost
        EUR of the components beside moderation, where moderation and they add up to the total.
    scope
        event, all_events or wider.
    covered
        Components that the total covers, priced alone or in a lump.
    prepared
        The moderation cost includes concept, preparation or follow-up.
    """

    report_id: str
    questionnaire: bool
    participants: Quantity = NOTHING
    repaired: Quantity = NOTHING
    events: tuple[Attended, ...] = ()
    total: Quantity = NOTHING
    moderation: Quantity = NOTHING
    other_cost: Quantity = NOTHING
    bundled: bool = False
    scope: str = "event"
    covered: frozenset[str] = frozenset()
    prepared: bool = False
    population: Quantity = NOTHING
