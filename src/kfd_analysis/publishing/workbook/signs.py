"""Signs in the cells of the workbook, as number formats and notes: what a cell holds stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis.publishing.pages.wording import Wording
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
            report = text(row.get("report_id"))
            if table == "reports":
                for field, cell in cells.items():
                    self._sign(cell, self._values.get((report, field), MARKS["reported"]), report, field)
            elif "status" in row:
                mark = mark_of(text(row["status"]), text(row.get("qualifier")))
                field = text(row["field"]) if table == "values" else ""
                self._sign(cells["status"], mark, report, field, always=True)
            elif table == "codings":
                field = f"{row['variable']}:{row['code']}"
                self._sign(cells["code"], MARKS["reported"], report, field)

    def _sign(self, cell: Any, mark: Mark, report_id: str, field: str, always: bool = False) -> None:
        """Show the sign of a value, and what was corrected; nothing for plainly reported ones."""
        if made := self._ds.corrections.find(report_id, field):
            mark = MARKS["corrected"]
            cell.comment = _comment(made)
        if always or mark.key != "reported":
            _signed(cell, mark)


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
