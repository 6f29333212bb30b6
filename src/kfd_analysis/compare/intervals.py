"""Figures with bounds in decimal arithmetic, and their ratios."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple


class Quantity(NamedTuple):
    """A point value and the interval around it; None = not known or unbounded."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known, if only a bound."""
        return self.value is not None or self.low is not None or self.high is not None

    @property
    def is_point(self) -> bool:
        """Whether there is a point value."""
        return self.value is not None

    def times(self, factor: Quantity) -> Quantity:
        """Product of two non-negative quantities."""
        sides = zip(self, factor, strict=True)
        return Quantity(*(_mul(one, other) for one, other in sides))

    def per(self, other: Quantity) -> Quantity:
        """Ratio to a positive quantity: the lowest over the highest, the highest over the lowest."""
        return Quantity(_div(self.value, other.value), _div(self.low, other.high), _div(self.high, other.low))

    def plus(self, other: Quantity) -> Quantity:
        """Sum."""
        sides = zip(self, other, strict=True)
        return Quantity(*(_add(one, more) for one, more in sides))

    def widened(self, scale: Decimal) -> Quantity:
        """The same point with `scale` times the distance to each bound."""
        if self.value is None:
            return self
        low = None if self.low is None else self.value - (self.value - self.low) * scale
        high = None if self.high is None else self.value + (self.high - self.value) * scale
        return Quantity(self.value, low, high)


def exact(value: Decimal | int) -> Quantity:
    """A quantity known exactly."""
    number = Decimal(value)
    return Quantity(number, number, number)


def rounded(value: Decimal | None, digits: int = 2) -> Decimal | None:
    """Round half up (187.425 becomes 187.43); None stays None."""
    return None if value is None else value.quantize(_step(digits), ROUND_HALF_UP)


@cache
def _step(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def _mul(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a * b


def _add(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _div(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or not b else a / b
