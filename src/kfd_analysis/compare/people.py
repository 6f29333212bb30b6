"""Persons, attendances and person-hours: three things that a comparison must not mix up."""

from __future__ import annotations

from decimal import Decimal

from kfd_analysis.compare.facts import NOTHING, Facts
from kfd_analysis.compare.intervals import Quantity, exact


def persons(facts: Facts, reading: str) -> tuple[Quantity, tuple[str, ...]]:
    """Participants in one reading, with the reasons that speak against the figure.

    Strict keeps what reported figures bound; lenient also uses a repaired reading and counts the
    invited of an event without attendance as an upper bound.
    """
    count = facts.participants
    if count.is_point:
        return count, ()
    if facts.repaired.known:
        return (facts.repaired if reading == "lenient" else NOTHING), ("participants_repaired",)
    if not count.known:
        invited_only = any(event.invited is not None for event in facts.events)
        return NOTHING, ("participants_invited_only" if invited_only else "not_reported",)
    if count.low is not None and count.high is not None:
        return count, ("range_only",)
    if any(event.invited is not None for event in facts.events):
        return (_with_invited(facts) if reading == "lenient" else count), ("participants_invited_only",)
    return count, ("attendance_per_event_unknown",) if len(facts.events) > 1 else ("range_only",)


def _with_invited(facts: Facts) -> Quantity:
    """Everyone who is known to have come at least, and the invited on top at most."""
    tops = [e.persons.high if e.persons.known else e.invited for e in facts.events]
    high = None if any(top is None for top in tops) else sum((t for t in tops if t is not None), Decimal(0))
    return Quantity(None, facts.participants.low, high)


def careless(facts: Facts) -> Decimal | None:
    """The number of people that a careless reader would take: attended and invited added up."""
    if facts.participants.value is not None:
        return facts.participants.value
    if facts.repaired.value is not None:
        return facts.repaired.value
    tops = [e.persons.value if e.persons.value is not None else e.invited for e in facts.events]
    known = [top for top in tops if top is not None]
    return sum(known, Decimal(0)) if known else None


def hours_of(facts: Facts) -> Decimal | None:
    """Hours of all events; None if one lacks them."""
    if not facts.events or any(event.hours is None for event in facts.events):
        return None
    return sum((event.hours for event in facts.events if event.hours is not None), Decimal(0))


def person_hours(facts: Facts, reading: str) -> tuple[Quantity, tuple[str, ...]]:
    """Σ persons × hours; only where each event's attendance is known (a bound is no attendance)."""
    if not facts.events or any(event.hours is None for event in facts.events):
        return NOTHING, ("no_event_hours",)
    if len(facts.events) == 1:
        count, reasons = persons(facts, reading)
        return count.times(exact(facts.events[0].hours or Decimal(0))), reasons
    total = exact(0)
    for event in facts.events:
        if not event.persons.is_point or event.hours is None:
            return NOTHING, ("attendance_per_event_unknown",)
        total = total.plus(event.persons.times(exact(event.hours)))
    return total, ()


def careless_hours(facts: Facts) -> Decimal | None:
    """Person-hours of a careless reader: attended or invited persons times the hours of each event."""
    if hours_of(facts) is None:
        return None
    if len(facts.events) == 1:
        taken = careless(facts)
        return None if taken is None else taken * (facts.events[0].hours or Decimal(0))
    tops = [(e.persons.value if e.persons.value is not None else e.invited, e.hours) for e in facts.events]
    known = [persons * hours for persons, hours in tops if persons is not None and hours is not None]
    return sum(known, Decimal(0)) if len(known) == len(tops) else None
