"""A time of day as printed, and what shows that a number is one."""

from __future__ import annotations

from typing import NamedTuple

DAWN = 6  # hour
_AFTERNOON, _EVENING, _NIGHT = 13, 17, 5  # hours


class Clock(NamedTuple):
    """A time of day and what shows that it is one."""

    hour: int
    minute: int
    marked: bool
    colon: bool
    hour_sign: bool
    minutes: bool
    late: bool = False

    @property
    def text(self) -> str:
        """The time as "09:30"."""
        return f"{self.hour % 24:02}:{self.minute:02}"

    @property
    def bare(self) -> bool:
        """Nothing but a number."""
        return not (self.marked or self.colon or self.minutes)

    @property
    def round(self) -> bool:
        """Hour and minute as times of meetings have them."""
        return self.minutes and self.hour >= DAWN and self.minute % 5 == 0


def in_order(one: Clock, other: Clock) -> bool:
    """Whether `other` is later on the same day, or in the night after an evening."""
    if one.bare and one.hour < DAWN:
        return False
    if (one.hour, one.minute) < (other.hour, other.minute):
        return True
    return one.hour >= _EVENING and other.hour <= _NIGHT and not other.bare


def is_shown(one: Clock, other: Clock, opened: bool) -> bool:
    """Whether anything shows that two numbers are times; `opened` if a word such as "from" stands before."""
    if one.marked or other.marked or one.colon or other.colon or (one.round and other.round):
        return True
    if one.hour_sign or other.hour_sign:
        return other.hour >= _AFTERNOON or one.minutes or other.minutes or opened
    return False


def is_shown_alone(clock: Clock, opened: bool, worded: bool) -> bool:
    """Whether anything shows that a number without mark is a time; `worded` if a word, no date, opens it."""
    if clock.colon:
        return clock.hour >= DAWN or opened
    if clock.hour_sign:
        return clock.minutes or (opened and clock.hour >= _AFTERNOON)
    return worded and clock.round and clock.minute % 15 == 0
