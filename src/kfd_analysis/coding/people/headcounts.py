"""A count of people with its kind, and the sum or the largest of several."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.model import Figure, Qualifier, Span, Value


class Count(NamedTuple):
    """A count of people with its kind.

    Attributes
    ----------
    kind
        total, present, group, bare (no word for it), subset, invited, registered, expected,
        returned, other.
    event
        Number of the event (from 0) that the words name, if any.
    session
        The words name a session (first evening …).
    chained
        One of several counts that share a word for persons ("28, 31 and 24 people").
    alone
        Nothing follows it in its clause.
    labelled
        A colon stands before it.
    item
        It begins a list item and a noun follows.
    of_group
        Words such as "from clubs" follow, with or without a word for persons.
    led
        A word such as "am" that leads to a day or a session stands before it.
    group
        A word for a group of people follows it.
    named
        The name of a group stands before it, no more than a word for persons behind ("citizens: 30 persons").
    verb, noun, settled
        A word for coming, a word for persons, a word for being housed stands with it.
    """

    figure: Figure
    kind: str
    span: Span
    session: bool = False
    chained: bool = False
    alone: bool = False
    led: bool = False
    labelled: bool = False
    item: bool = False
    of_group: bool = False
    group: bool = False
    named: bool = False
    verb: bool = False
    noun: bool = False
    settled: bool = False
    event: int | None = None

    @property
    def line(self) -> int:
        """Line of the count."""
        return self.span.line

    def value(self, rule: str) -> Value:
        """The count as a value of field ``participants``."""
        f = self.figure
        point = int(f.value) if f.value is not None and f.value == int(f.value) else None
        return Value(point, f.low, f.high, "persons", f.qualifier, "reported", "", rule, (self.span,))


def add(counts: list[Count], rule: str) -> Value:
    """The sum of several counts; intervals are added too."""
    lows = [c.figure.low for c in counts]
    highs = [c.figure.high for c in counts]
    points = [c.figure.value for c in counts]
    low = sum((v for v in lows if v is not None), Decimal(0)) if any(v is not None for v in lows) else None
    high = sum((v for v in highs if v is not None), Decimal(0)) if all(v is not None for v in highs) else None
    point = sum(int(v) for v in points if v is not None) if all(v is not None for v in points) else None
    spans = tuple(c.span for c in counts)
    if len(counts) == 1:
        return counts[0].value(rule)
    return Value(point, low, high, "persons", _qualifier(point, low, high), "computed", "", rule, spans)


def _qualifier(point: int | None, low: Decimal | None, high: Decimal | None) -> Qualifier:
    if point is None:
        return "range" if low is not None and high is not None else "at_least"
    if low == high:
        return "exact"
    return "about" if high is not None else "at_least"


def largest(counts: list[Count], rule: str) -> Value:
    """The largest of several counts of one circle."""
    best = max(counts, key=lambda c: c.figure.value or c.figure.low or Decimal(0))
    others = tuple(c.span for c in counts if c is not best)
    value = best.value(rule)
    return value._replace(status="computed", spans=value.spans + others)
