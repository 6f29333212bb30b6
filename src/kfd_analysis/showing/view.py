"""The frames of a data set, seen by report: who is shown in which order, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from kfd_analysis.showing.marks import MARKS
from kfd_analysis.tables.frames import Frames


class Case(NamedTuple):
    """A report as charts show it; a context case stands below a rule and is never counted."""

    report_id: str
    name: str
    county: bool
    context: bool


BOUNDS = ("at_least", "at_most")
"""Kinds of figures that are a bound and no point, whatever stands in their cell."""


class Fact(NamedTuple):
    """What is known of one field of one report; None where there is no number, and no value at a bound."""

    text: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    status: str = "missing"
    reason: str = "not_reported"
    rule: str = ""

    @property
    def known(self) -> bool:
        """True if there is a value or a bound."""
        return self.status != "missing"


class Metric(NamedTuple):
    """One row of table ``comparison``."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = "none"
    reasons: tuple[str, ...] = ()
    naive: Decimal | None = None


def text(cell: object) -> str:
    """Words of a cell, empty for a missing one."""
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell)


def decimal(cell: object) -> Decimal | None:
    """Number of a cell, None for a missing one or for words."""
    try:
        return Decimal(text(cell))
    except ArithmeticError:
        return None


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as dictionaries."""
    for record in frame.to_dict("records"):
        yield {str(key): cell for key, cell in record.items()}


def _by_report(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows(frame):
        found.setdefault(text(row["report_id"]), []).append(row)
    return found


def _case(row: dict[str, Any], doubled: set[str]) -> Case:
    report_id = text(row["report_id"])
    name = text(row["municipality"]) or report_id
    if name in doubled:
        name = f"{name} ({report_id})"
    county = text(row["municipality_type"]) == "county"
    return Case(report_id, name, county, text(row["document_type"]) != "questionnaire")


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        text(row["value"]),
        None if text(row["qualifier"]) in BOUNDS else decimal(row["value"]),
        decimal(row["low"]),
        decimal(row["high"]),
        text(row["unit"]),
        text(row["qualifier"]),
        text(row["status"]),
        text(row["missing_reason"]),
        text(row["rule"]),
    )


def _metric(row: dict[str, Any]) -> Metric:
    return Metric(
        decimal(row["value"]),
        decimal(row["low"]),
        decimal(row["high"]),
        text(row["bound"]),
        tuple(part for part in text(row["reasons"]).split(";") if part),
        decimal(row["naive_value"]),
    )


class View:
    """A data set by report, in the order that every chart and table keeps.

    Counties come before towns, alphabetical within type, context cases last.
    """

    def __init__(self, ds: Frames) -> None:
        self.ds = ds
        names = [text(name) for name in ds.cases["municipality"]]
        doubled = {name for name in names if names.count(name) > 1}
        found = [_case(row, doubled) for row in rows(ds.cases)]
        self.cases = tuple(sorted(found, key=lambda c: (c.context, not c.county, c.name, c.report_id)))
        self.counted = tuple(case for case in self.cases if not case.context)
        self.context = tuple(case for case in self.cases if case.context)
        self._parts: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}

    @property
    def n(self) -> int:
        """How many reports count: the questionnaires."""
        return len(self.counted)

    def fact(self, report_id: str, field: str) -> Fact:
        """What is known of a field of table ``reports``."""
        found = self._about("values", field).get(report_id)
        return _fact(found[0]) if found else Fact()

    def metric(self, report_id: str, metric: str, reading: str) -> Metric:
        """A ratio in its strict or lenient reading."""
        found = self._about("comparison", metric).get(report_id, ())
        return next((_metric(row) for row in found if text(row["reading"]) == reading), Metric())

    def _about(self, table: str, about: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of a table about one thing, by report."""
        if (table, about) not in self._parts:
            self._parts[table, about] = _by_report(self.ds.part(table, about))
        return self._parts[table, about]

    def corrected(self, report_id: str, *names: str) -> bool:
        """Whether a coder corrected one of the fields or codes (``variable:code``) of a report."""
        return any(made.report == report_id and made.field in names for made in self._corrections)

    def pencil(self, report_id: str, *names: str) -> str:
        """The sign of a correction, to put behind words; empty if there is none."""
        return f" {MARKS['corrected'].sign}" if self.corrected(report_id, *names) else ""

    @property
    def n_corrected(self) -> int:
        """How many values and codes coders corrected."""
        return len(self._corrections)

    @property
    def _corrections(self) -> tuple[Any, ...]:
        made = getattr(self.ds, "corrections", None)
        return made.rows if made is not None else ()

    def codings(self, report_id: str, variable: str) -> list[dict[str, Any]]:
        """The rows of table ``codings`` of one report and variable."""
        return self._about("codings", variable).get(report_id, [])

    def events(self, report_id: str) -> list[dict[str, Any]]:
        """The events of a report."""
        return self._events.get(report_id, [])

    @cached_property
    def _events(self) -> dict[str, list[dict[str, Any]]]:
        return _by_report(self.ds.events)

    def costs(self, report_id: str) -> list[dict[str, Any]]:
        """The cost items of a report."""
        return self._costs.get(report_id, [])

    @cached_property
    def _costs(self) -> dict[str, list[dict[str, Any]]]:
        return _by_report(self.ds.cost_items)

    def answers(self, question: str) -> list[tuple[Case, dict[str, Any]]]:
        """Free answers to a question, in the order of the cases."""
        found = self._about("answers", question)
        return [(case, row) for case in self.cases for row in found.get(case.report_id, ())]
