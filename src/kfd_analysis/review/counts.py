"""How many reports have a code, and what a ruling turned round makes of that number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.review.written import as_text, codes, fields
from kfd_analysis.tables.frames import Frames

_NOT_COUNTED = ("negated", "unspecified")
_GONE = ("", "not_named")


class Count(NamedTuple):
    """A number of reports as it is and as it would be."""

    figure: str
    before: int
    after: int


Coded = dict[str, frozenset[str]]
"""The reports by figure: ``method:world_cafe``, ``topic:work (strict)``, ``value_for_money=yes``."""


def coded(ds: Frames, book: Codebook) -> Coded:
    """Which of the questionnaires have which code or coded value; slide decks are in no count."""
    counted = {
        str(row["report_id"])
        for row in ds.reports.to_dict("records")
        if row["document_type"] == "questionnaire"
    }
    found: dict[str, set[str]] = {}
    for row in ds.codings.to_dict("records"):
        if row["report_id"] in counted and as_text(row["state"]) not in _NOT_COUNTED:
            for figure in _figures(str(row["variable"]), str(row["code"]), str(row["basis"])):
                found.setdefault(figure, set()).add(str(row["report_id"]))
    listed = {name for name, column in fields(book).items() if "codes" in column}
    for row in ds.values.to_dict("records"):
        if row["report_id"] in counted and row["field"] in listed and as_text(row["value"]):
            found.setdefault(f"{row['field']}={row['value']}", set()).add(str(row["report_id"]))
    return {figure: frozenset(reports) for figure, reports in found.items()}


def _figures(variable: str, code: str, basis: str) -> list[str]:
    """A code as such, and for topics also by the section that it stands in."""
    plain = f"{variable}:{code}"
    return [plain, f"{plain} ({basis})"] if variable == "topic" else [plain]


def turned_counts(
    ds_coded: Coded, counted: frozenset[str], ruling: Mapping[Any, Any], book: Codebook
) -> list[Count]:
    """The numbers of reports that change if a ruling is turned round.

    Parameters
    ----------
    ds_coded
        `coded`.
    counted
        The reports that count.
    ruling
        A row of ``data/coding/rulings.csv`` whose `field` is a coded field or ``variable.code``. An
        `alternative_value` that begins with a code of the variable stands in the place of the ruled
        one, or beside it where `alternative` ends in "too"; a state or section says how the ruled one
        is coded; empty or ``not_named`` takes it away.
    book
        The codebook.
    """
    report = str(ruling["report_id"])
    if report not in counted:
        return []
    after = dict(ds_coded)
    for figure, there in _changes(ruling, ds_coded, book):
        others = after.get(figure, frozenset()) - {report}
        after[figure] = others | {report} if there else others
    return [
        Count(figure, len(ds_coded.get(figure, ())), len(reports))
        for figure, reports in after.items()
        if reports != ds_coded.get(figure, frozenset())
    ]


def _changes(ruling: Mapping[Any, Any], ds_coded: Coded, book: Codebook) -> Iterator[tuple[str, bool]]:
    """Figures and whether the report has them once the ruling is turned round."""
    name, _, code = str(ruling["field"]).partition(".")
    value = str(ruling["alternative_value"])
    if name in fields(book) and "codes" in fields(book)[name]:
        for known in fields(book)[name]["codes"]:
            yield f"{name}={known}", str(known) == value
    elif name in FILES and code in codes(book, name):
        first = value.partition(" ")[0]
        other = first if first in codes(book, name) and first != code else ""
        beside = str(ruling["alternative"]).endswith("too")
        yield from _code_changes(name, code, value, bool(other) and not beside, ds_coded)
        if other:
            yield f"{name}:{other}", True


def _code_changes(
    name: str, code: str, value: str, replaced: bool, ds_coded: Coded
) -> Iterator[tuple[str, bool]]:
    plain = f"{name}:{code}"
    if replaced or value in _GONE:
        for figure in _figures(name, code, "strict") + _figures(name, code, "broad"):
            yield figure, False
    elif value in ("strict", "broad"):
        yield plain, True
        for basis in ("strict", "broad"):
            yield f"{plain} ({basis})", basis == value
    elif value == "used":
        yield plain, True
