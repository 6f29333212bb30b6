"""Signs in the cells of the workbook, as number formats and notes: what a cell holds stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis.publishing.wording import Wording
from kfd_analysis.showing.marks import MARKS, Mark, mark_of
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset
    from kfd_analysis.review.corrections import Correction

AUTHOR = "kfd_analysis"
NOTE_SIZE = (140, 320)
"""Height and width of a note in pixels."""


class Signs:
    """Puts signs before values and statuses, and notes on what coders corrected."""

    def __init__(self, ds: Dataset) -> None:
        self._ds = ds
        self._values = {
            (text(row["report_id"]), text(row["field"])): mark_of(text(row["status"]), text(row["qualifier"]))
            for row in rows(ds.values)
        }

    def put(self, sheet: Worksheet, table: str) -> None:
        """Mark the cells of a sheet that holds a table."""
        heads = [str(cell.value) for cell in sheet[1]]
        for number, row in enumerate(rows(self._ds.tables()[table]), 2):
            cells = {head: sheet.cell(number, column) for column, head in enumerate(heads, 1)}
            if table == "reports":
                self._report(cells, text(row["report_id"]))
            elif "status" in row:
                _signed(cells["status"], mark_of(text(row["status"]), text(row.get("qualifier"))))
            if table == "values":
                self._note(cells["status"], row, text(row["field"]))
            elif table == "codings":
                self._note(cells["code"], row, f"{row['variable']}:{row['code']}")

    def _report(self, cells: dict[str, Any], report_id: str) -> None:
        for field, cell in cells.items():
            mark = self._values.get((report_id, field), MARKS["reported"])
            if cell.value is not None and mark.key != "reported":
                _signed(cell, mark)
                self._note(cell, {"report_id": report_id}, field)

    def _note(self, cell: Any, row: dict[str, Any], field: str) -> None:
        if made := self._ds.corrections.find(text(row["report_id"]), field):
            cell.comment = _comment(made)
            _signed(cell, MARKS["corrected"])


def _comment(made: Correction) -> Comment:
    words = f"{MARKS['corrected'].sign} {Wording.correction(made)}"
    return Comment(words, AUTHOR, *NOTE_SIZE)


def _signed(cell: Any, mark: Mark) -> None:
    """Show a sign before a cell's value without changing it."""
    sign = f'"{mark.sign} "'
    if isinstance(cell.value, str):
        cell.number_format = f"{sign}@"
    elif cell.value is not None:
        shape = cell.number_format
        cell.number_format = sign + ("0" if shape == "General" else shape)
