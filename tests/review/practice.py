"""The hand coding of the practice reports as the sheet of a coder."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kfd_analysis.codebook import Codebook
from kfd_analysis.review.coders import NAMED
from kfd_analysis.review.filled import Entry, Sheet, Unit, canonical
from kfd_analysis.review.sheets import MISSING
from kfd_analysis.review.written import codes

PRACTICE = Path(__file__).parents[1] / "practice"
TYPES = {"Stadt": "city", "Gemeinde": "municipality", "Landkreis": "county"}
FIELDS = {
    "municipality": "municipality",
    "municipality_type": "municipality_type",
    "population": "population",
    "county": "county",
    "regierungsbezirk": "administrative_region",
    "event_hours": "event_hours",
    "participants": "participants",
    "total_cost_eur": "total_cost_eur",
    "moderation_cost_eur": "moderation_cost_eur",
    "contact_person_present": "names_contact_person",
}
LISTS = {"methods": "method", "topics": "topic"}
DAYS = ("first_event_date", "last_event_date")
CODED = (*FIELDS.values(), *DAYS, *LISTS.values())
"""The variables that the practice coding has."""


def practice_sheet(book: Codebook) -> Sheet:
    """``tests/practice/coding.csv``; its first value where it accepts several."""
    with (PRACTICE / "coding.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    entries = {unit: Entry(value, words=row["evidence"]) for row in rows for unit, value in _units(row, book)}
    return Sheet("practice", entries, tuple(dict.fromkeys(row["slug"] for row in rows)))


def _units(row: dict[str, str], book: Codebook) -> Iterator[tuple[Unit, str]]:
    slug, field, value = row["slug"], row["field"], row["value"]
    if field in LISTS:
        for code in filter(None, value.split(";")):
            assert code in codes(book, LISTS[field])
            yield (slug, LISTS[field], code), NAMED
    elif field == "event_dates":
        days = sorted(value.replace("/", ";").split(";"))
        for name, day in zip(DAYS, (days[0], days[-1]), strict=True):
            yield (slug, name, ""), day or MISSING
    elif field in FIELDS:
        yield (
            (slug, FIELDS[field], ""),
            canonical(_text(value, row["qualifier"]) or MISSING, FIELDS[field], "", book),
        )


def _text(value: str, qualifier: str) -> str:
    return f">={value}" if qualifier == "at_least" else TYPES.get(value, value)
