"""Where the cells of the workbook lead: to the words on the page of the report."""

from __future__ import annotations

from collections.abc import Mapping

from kfd_analysis.publishing.schema import Cell
from kfd_analysis.showing import links


def row_links(table: str, row: Mapping[str, Cell]) -> dict[str, str]:
    """Address by column for one row of a table, relative to the folder of the language."""
    report = row.get("report_id")
    if not report:
        return {}
    column, key = _place(table, row)
    found = {column: links.report_href(str(report), key)}
    if table == "reports":
        found |= {name: links.report_href(str(report), links.field_key(name)) for name in list(row)[4:]}
    return found


def _place(table: str, row: Mapping[str, Cell]) -> tuple[str, str]:
    """The column that carries the link, and the anchor that it leads to."""
    match table:
        case "values":
            return ("value" if row["value"] is not None else "status"), links.field_key(str(row["field"]))
        case "events":
            return "event_id", links.event_key(str(row["event_id"]))
        case "cost_items":
            return "item", links.cost_key(str(row["item"]))
        case "codings":
            return "code", links.code_key(str(row["variable"]), str(row["code"]))
        case "answers":
            return "question", links.answer_key(str(row["question"]), int(str(row["n"])))
        case "evidence":
            return "line", links.line_key(int(str(row["line"])))
    return "report_id", ""
