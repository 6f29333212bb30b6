"""Where the cells of the workbook lead: to the words on the page of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kfd_analysis.publishing.package.schema import Cell
from kfd_analysis.publishing.pages.anchors import Anchors
from kfd_analysis.showing import links

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

Record = Mapping[str, Cell]
INPUTS = {"moderation": "moderation_cost_eur", "participants": "participants"}
"""The first input of a metric by the first word of its name; of all others it is the total cost."""


class RowLinks:
    """Addresses of the cells of a data set's tables, relative to the folder of the language."""

    def __init__(self, ds: Dataset) -> None:
        anchors = Anchors(ds)
        self._numbered = {"evidence": anchors.evidence, "cost_items": anchors.costs}
        self._pages = set(ds.texts)
        self._fields = set(ds.values["field"])

    def of(self, table: str, record: Record, row: int) -> dict[str, str]:
        """Address by column of the `row`-th record of a table."""
        report = str(record.get("report_id") or "")
        if report not in self._pages:
            return {}
        if table == "reports":
            return _fields(report, list(record))
        column, key = self._place(table, record, row)
        return {column: links.report_href(report, key)}

    def _place(self, table: str, record: Record, row: int) -> tuple[str, str]:
        """The column that carries the link, and the anchor that it leads to."""
        words = {name: str(cell) for name, cell in record.items()}
        match table:
            case "values":
                filled = (name for name in ("value", "missing_reason") if record[name] is not None)
                return next(filled, "field"), links.field_key(words["field"])
            case "events":
                return "event_id", links.event_key(words["event_id"])
            case "cost_items":
                return "item", self._numbered[table][row]
            case "codings":
                return "code", links.code_key(words["variable"], words["code"])
            case "answers":
                return "question", links.answer_key(words["question"], int(words["n"]))
            case "evidence":
                return "line", self._numbered[table][row]
            case "comparison":
                first = words["metric"].partition("_")[0]
                return "metric", links.field_key(INPUTS.get(first, "total_cost_eur"))
            case "problems" if words["field"] in self._fields:
                return "field", links.field_key(words["field"])
        return "report_id", ""


def _fields(report: str, names: Sequence[str]) -> dict[str, str]:
    found = {name: links.report_href(report, links.field_key(name)) for name in names[4:]}
    return {"report_id": links.report_href(report), **found}
