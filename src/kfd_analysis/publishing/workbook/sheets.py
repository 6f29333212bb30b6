"""Cells and tables of a workbook: types, number formats, widths, heights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from kfd_analysis.publishing.package.schema import Cell, Column
from kfd_analysis.writing import FORMULA_START

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold."""
NARROWEST, WIDEST = 9, 60
LINE_HEIGHT, TALLEST = 15, 405
"""Height of a line, and the most that Excel gives a row, in points."""
DATES = {"en": "yyyy-mm-dd", "de": "dd.mm.yyyy"}
UNITS = {"EUR": '#,##0.00 "EUR"', "h": '0.00 "h"', "persons": "#,##0", "events": "0", "share": "0.0%"}
"""How a number of that unit is shown; the cell holds the number alone."""
FACE = "Calibri"
HEAD = Font(name=FACE, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="1F3A4D")
LINK = Font(name=FACE, color="00568A", underline="single")
TEXT = Alignment(vertical="top", wrap_text=True)
NUMBER = Alignment(vertical="top", horizontal="right", indent=1)


def put(sheet: Worksheet, row: int, column: int, value: Cell) -> Any:
    """Write a value in its type; text that looks like a formula stays text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL.sub("", value)
        cell.data_type = "s"
        cell.alignment = TEXT
        if value.startswith(FORMULA_START):
            cell.quotePrefix = True
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value
        cell.alignment = NUMBER
    return cell


def link(cell: Any, address: str) -> None:
    """Let a cell lead to an address, and look so."""
    cell.hyperlink = address
    cell.font = LINK


def fill_table(sheet: Worksheet, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a real table from the first cell on, with fixed heads, widths and heights that fit."""
    for row, record in enumerate(rows, 2):
        for column, value in enumerate(record, 1):
            if value is not None:
                put(sheet, row, column, value)
    for column, head in enumerate(heads, 1):
        cell = put(sheet, 1, column, head)
        cell.font, cell.fill = HEAD, HEAD_FILL
        if any(isinstance(record[column - 1], int | Decimal) for record in rows):
            cell.alignment = NUMBER
    last = max(2, len(rows) + 1)
    table = Table(displayName=f"kfd_{name}", ref=f"A1:{get_column_letter(len(heads))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    _fit(sheet, heads, rows)


def _fit(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    widths = []
    for column, head in enumerate(heads):
        known = (_shown(record[column]) for record in rows if record[column] is not None)
        longest = max([len(head) + 3, *(len(line) + 3 for words in known for line in words.split("\n"))])
        widths.append(min(WIDEST, max(NARROWEST, longest)))
    set_widths(sheet, widths)
    for row, record in enumerate(rows, 2):
        set_height(sheet, row, [str(cell or "") for cell in record], widths)


def _shown(cell: Cell) -> str:
    """A cell's text; a number at its longest, with sign, thousands and unit, or it shows as ###."""
    return f"\u2248 {cell:,.2f} EUR" if isinstance(cell, Decimal | float) else str(cell)


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Give the columns their widths, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def set_height(sheet: Worksheet, row: int, words: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its longest wrapped text: not every program does so by itself."""
    lines = max(_lines(text, width) for text, width in zip(words, widths, strict=True))
    if lines > 1:
        sheet.row_dimensions[row].height = min(TALLEST, LINE_HEIGHT * lines)


def _lines(text: str, width: int) -> int:
    room = width - 2
    return sum(len(wrap(line, room)) if len(line) > room else 1 for line in text.split("\n"))


def number_format(column: Column, unit: str, lang: str) -> str:
    """How the numbers and dates of a column are shown; empty for plain.

    The unit of the row is that of its amounts, never of its counts and line numbers.
    """
    if column.type == "date":
        return DATES.get(lang, DATES["en"])
    if column.type == "time":
        return "hh:mm"
    if column.type == "number":
        unit = column.unit or unit
        return UNITS["EUR"] if unit.startswith("EUR") else UNITS.get(unit, "#,##0.00")
    return UNITS.get(column.unit or "", "") if column.type == "integer" else ""


def prepare_to_print(sheet: Worksheet) -> None:
    """Landscape, as wide as a page, with name and number at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A · &P/&N"
