"""Misses and false alarms of the redactor, on sentences written before its words and rules were looked at.

The first scores were 11 of 136 missed and 1 of 46 false (set *first*), 9 of 44 and 0 of 17 (*second*), 28 of 157
and 3 of 63 (*third*), 17 of 60 and 3 of 26 (*fourth*), each written after the rules had been bettered on those
before; ``docs/reliability.md`` says what is missed.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.reading.privacy import Redactor

BOOK = load_codebook()
MOST_MISSED = {"first": 0, "second": 0, "third": 5, "fourth": 13}  # may only get better
MOST_LOST = 3


def people() -> list[dict[str, str]]:
    with (Path(__file__).parent / "people.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def redacted(row: dict[str, str]) -> str:
    text = row["text"].replace("\\n", "\n")
    return Redactor(text.split("\n") if row["kind"] == "contact" else [], BOOK).redact(text)


def parts(words: str) -> list[str]:
    return [part for part in words.split("|") if part]


@pytest.mark.parametrize("name", MOST_MISSED)
def test_people_leave(name: str) -> None:
    rows = [row for row in people() if row["set"] == name and row["gone"]]
    missed = [row["text"] for row in rows if any(part in redacted(row) for part in parts(row["gone"]))]
    print(f"{len(missed)} of {len(rows)} missed:", *missed, sep="\n")
    assert len(rows) >= 40
    assert len(missed) <= MOST_MISSED[name]


def test_everything_else_stays() -> None:
    lost = [row["text"] for row in people() if not all(part in redacted(row) for part in parts(row["stays"]))]
    print(*lost, sep="\n")
    assert len(lost) <= MOST_LOST


def test_the_table_holds_names_of_many_origins() -> None:
    rows = people()
    assert len(rows) > 200
    origins = Counter(row["origin"] for row in rows if row["gone"])
    assert len(origins) > 40
    assert origins["german"] < len(rows) / 2
    assert all(part in row["text"] for row in rows for part in parts(row["gone"]) + parts(row["stays"]))
