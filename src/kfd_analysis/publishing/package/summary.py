"""What the descriptions of a data set need to know of its tables, gathered part after part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

DAYS = ("first_event_date", "last_event_date")


class Told(NamedTuple):
    """What some reports add to a summary.

    Attributes
    ----------
    rows
        Number of rows by table.
    gaps
        Field and reason of every gap.
    days
        First and last days of dialogues, as far as reported.
    read
        File and text basis of every report.
    """

    rows: Mapping[str, int]
    gaps: Sequence[tuple[str, str]]
    days: Sequence[str]
    read: Sequence[tuple[str, str]]


class Source(NamedTuple):
    """A publication that was read; all but file and basis may be empty."""

    file: str
    basis: str
    title: str
    address: str
    publisher: str
    licence: str


class Summary:
    """Counts, days, sources and versions of a data set.

    Parameters
    ----------
    named
        What is known of the sources by file (``sources.csv``).

    Attributes
    ----------
    rows
        Number of rows by table.
    gaps
        How often each reason explains a gap, by field.
    days
        First and last day of the dialogues, as far as reported; empty if no report gives a day.
    sources
        The publications that were read.
    versions
        Versions of rules, codebook and data.
    """

    def __init__(self, named: Mapping[str, Mapping[str, str]]) -> None:
        self._named = named
        self.rows: Counter[str] = Counter()
        self.gaps: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.days: list[str] = []
        self.sources: list[Source] = []
        self.versions: Mapping[str, str] = {}

    def add(self, told: Told) -> None:
        """Take in what a report adds."""
        self.rows.update(told.rows)
        for field, reason in told.gaps:
            self.gaps[field][reason] += 1
        self.days = _ends((*self.days, *told.days))
        for file, basis in told.read:
            known = self._named.get(file, {})
            words = [known.get(name, "") for name in ("title", "address", "publisher", "licence_note")]
            self.sources.append(Source(file, basis, *words))


def _ends(days: Iterable[str]) -> list[str]:
    found = sorted(days)
    return [found[0], found[-1]] if found else []
