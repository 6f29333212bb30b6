"""What the descriptions of a data set need to know of its tables, gathered part after part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

DAYS = ("first_event_date", "last_event_date")


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

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.gaps: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.days: list[str] = []
        self.sources: list[Source] = []
        self._named: dict[str, dict[str, Any]] = {}
        self.versions: Mapping[str, str] = {}

    def add(self, ds: Dataset) -> None:
        """Take in a part."""
        for name, frame in ds.tables().items():
            self.rows[name] += len(frame)
        missing = ds.values[ds.values["missing_reason"].notna()]
        for field, reason in zip(missing["field"], missing["missing_reason"], strict=True):
            self.gaps[field][reason] += 1
        found = sorted(
            [*self.days, *(text(day)[:10] for name in DAYS for day in ds.reports[name] if text(day))]
        )
        self.days = [found[0], found[-1]] if found else []
        if not self.sources:
            self._named = {text(row.get("source_file")): row for row in rows(ds.sources)}
        for file, basis in zip(ds.reports["source_file"], ds.reports["text_basis"], strict=True):
            known = self._named.get(file, {})
            told = [text(known.get(name)) for name in ("title", "address", "publisher", "licence_note")]
            self.sources.append(Source(file, text(basis), *told))
        self.versions = ds.versions
