"""What the figures of a report become under another assumption, or with a ruling turned round.

Everything here is pure: inputs of the comparison in, inputs of the comparison out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import methodcaller
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.compare import METRICS
from kfd_analysis.compare.facts import NOTHING, Facts
from kfd_analysis.compare.intervals import Quantity, exact
from kfd_analysis.language import chosen
from kfd_analysis.review.written import fields, parse

HUNDRED = Decimal(100)
ALL_METRICS = frozenset(METRICS)
_EVERYWHERE = ("about", "rounding_unit")


class Case(NamedTuple):
    """A report's figures under one assumption or ruling.

    Attributes
    ----------
    kind
        ``assumption`` or ``ruling``.
    case
        Name of the assumption (``about_5``) or of the ruling (``R07``).
    words
        The assumption, or the ruling's alternative, in words.
    metrics
        Metrics that it speaks of.
    everywhere
        It holds for all reports at once, if it holds at all.
    """

    kind: str
    case: str
    words: str
    facts: Facts
    metrics: frozenset[str] = ALL_METRICS
    everywhere: bool = False


def assumed(facts: Facts, vat_unstated: bool, book: Codebook, lang: str = "en") -> Iterator[Case]:
    """The figures of a report under every assumption that says something about it.

    Parameters
    ----------
    facts
        The inputs of the comparison as they are.
    vat_unstated
        Whether an amount of the report says nothing of value-added tax.
    book
        The codebook (``sensitivity.yml``).
    lang
        Language of the words.
    """
    entry = book.data["sensitivity"]
    for percent in entry["margins"]:
        widened = methodcaller("widened", Decimal(percent) / Decimal(entry["own_margin"]))
        yield _case(f"about_{percent}", "about", _each(facts, widened), percent, book, lang)
    yield _case("rounding_unit", "rounding_unit", _each(facts, _rounded_to_unit), 0, book, lang)
    vat = entry["vat_percent"]
    factor = 1 + Decimal(vat) / HUNDRED
    if vat_unstated:
        yield _case("vat_added", "vat_added", _priced(facts, factor), vat, book, lang)
        yield _case("vat_removed", "vat_removed", _priced(facts, 1 / factor), vat, book, lang)
    for name, change in _READINGS.items():
        if (changed := change(facts)) is not None:
            yield _case(name, name, changed, 0, book, lang)


def _case(case: str, name: str, facts: Facts, percent: int, book: Codebook, lang: str) -> Case:
    words = chosen(book.data["sensitivity"]["assumptions"][name], lang).format(percent=percent)
    return Case("assumption", case, words, facts, everywhere=name in _EVERYWHERE)


def _each(facts: Facts, change: Callable[[Quantity], Quantity]) -> Facts:
    """The same change to every figure of a report."""
    return facts._replace(
        participants=change(facts.participants),
        repaired=change(facts.repaired),
        events=tuple(event._replace(persons=change(event.persons)) for event in facts.events),
        total=change(facts.total),
        moderation=change(facts.moderation),
        other_cost=change(facts.other_cost),
        population=change(facts.population),
    )


def _rounded_to_unit(quantity: Quantity) -> Quantity:
    """A round figure with half its unit either way: the largest power of ten below it that divides it."""
    point = quantity.value
    if point is None or point <= 0 or point % 10:
        return quantity
    unit = Decimal(10)
    while point % (unit * 10) == 0 and unit * 10 < point:
        unit *= 10
    if unit >= point:
        return quantity
    return Quantity(point, point - unit / 2, point + unit / 2)


def _priced(facts: Facts, factor: Decimal) -> Facts:
    by = exact(factor)
    return facts._replace(
        total=facts.total.times(by),
        moderation=facts.moderation.times(by),
        other_cost=facts.other_cost.times(by),
    )


def _with_participants(facts: Facts, people: Quantity) -> Facts:
    """Another number of participants as reported; that of the only event too."""
    events = facts.events
    if len(events) == 1:
        events = (events[0]._replace(persons=people),)
    return facts._replace(participants=people, repaired=NOTHING, events=events)


def _invited_attended(facts: Facts) -> Facts | None:
    if not any(event.invited is not None and not event.persons.known for event in facts.events):
        return None
    events = [e._replace(persons=exact(e.invited)) if e.invited is not None else e for e in facts.events]
    people = exact(0)
    for event in events:
        people = people.plus(event.persons)
    return facts._replace(participants=people, repaired=NOTHING, events=tuple(events))


def _repaired_reported(facts: Facts) -> Facts | None:
    return _with_participants(facts, facts.repaired) if facts.repaired.known else None


def _repaired_unknown(facts: Facts) -> Facts | None:
    return _with_participants(facts, NOTHING) if facts.repaired.known else None


def _scope_event(facts: Facts) -> Facts | None:
    return facts._replace(scope="event") if facts.scope == "wider" else None


_READINGS: dict[str, Callable[[Facts], Facts | None]] = {
    "invited_attended": _invited_attended,
    "repaired_reported": _repaired_reported,
    "repaired_unknown": _repaired_unknown,
    "scope_event": _scope_event,
}


def turned(facts: Facts, ruling: Mapping[Any, Any], book: Codebook) -> Iterator[Case]:
    """The figures of a report with a ruling turned round; nothing if it does not touch the comparison.

    Parameters
    ----------
    facts
        The inputs of the comparison as they are.
    ruling
        A row of ``data/coding/rulings.csv``. Its `field` is a figure of table ``values``,
        ``cost_scope``, or ``event_participants.N``; without an `alternative_value`, a moderation
        cost is read as that of each single event in turn.
    book
        The codebook.
    """
    field, _, part = str(ruling["field"]).partition(".")
    words, value = str(ruling["alternative"]), str(ruling["alternative_value"])
    if field == "moderation_cost_eur" and not value:
        for event in facts.events:
            changed = facts._replace(events=(event,))
            yield Case(
                "ruling", str(ruling["id"]), words, changed, frozenset({"moderation_cost_per_event_hour_eur"})
            )
    elif field == "cost_scope":
        yield Case("ruling", str(ruling["id"]), words, facts._replace(scope=value))
    elif field in _TURNS and value:
        column = fields(book)["participants" if part else field]
        figure = parse(value, column)
        known = Decimal(str(figure.value)) if figure.value is not None else None
        quantity = Quantity(known, figure.low, figure.high)
        yield Case("ruling", str(ruling["id"]), words, _TURNS[field](facts, quantity, part))


def _turn_participants(facts: Facts, figure: Quantity, _: str) -> Facts:
    if facts.repaired.known and figure.value == facts.repaired.value:
        return _with_participants(facts, facts.repaired)
    came = _invited_attended(facts)
    if came is not None and figure.value == came.participants.value:
        return came
    return _with_participants(facts, _around(facts.participants, figure))


def _around(present: Quantity, figure: Quantity) -> Quantity:
    """A range around the present point keeps the point."""
    point, low, high = present.value, figure.low, figure.high
    if (
        figure.value is None
        and point is not None
        and low is not None
        and high is not None
        and low <= point <= high
    ):
        return Quantity(point, low, high)
    return figure


def _turn_event(facts: Facts, figure: Quantity, part: str) -> Facts:
    """Another attendance at one event; a total that is only bounded from below moves with it."""
    number = int(part) - 1
    before = facts.events[number].persons
    events = tuple(e._replace(persons=figure) if i == number else e for i, e in enumerate(facts.events))
    people = facts.participants
    if not people.is_point and people.low is not None and figure.low is not None and before.low is not None:
        people = people._replace(low=people.low - before.low + figure.low)
    return facts._replace(events=events, participants=people)


def _turn_moderation(facts: Facts, figure: Quantity, _: str) -> Facts:
    """Another moderation cost; a total that is the sum of the parts moves with it."""
    parts = facts.moderation.plus(facts.other_cost)
    moves = parts.is_point and parts == facts.total and figure.value != facts.moderation.value
    return facts._replace(moderation=figure, total=figure.plus(facts.other_cost) if moves else facts.total)


def _turn_total(facts: Facts, figure: Quantity, _: str) -> Facts:
    return facts._replace(total=_around(facts.total, figure), other_cost=NOTHING)


_TURNS: dict[str, Callable[[Facts, Quantity, str], Facts]] = {
    "participants": _turn_participants,
    "event_participants": _turn_event,
    "moderation_cost_eur": _turn_moderation,
    "total_cost_eur": _turn_total,
}
