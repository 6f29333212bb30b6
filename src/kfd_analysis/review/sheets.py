"""Blind coding sheets: a workbook for a human coder, made without looking at what the program read.

The sheet is a function of the reports' names and texts and of the codebook alone, so that nothing of the
program's answers can be in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd

from kfd_analysis.archive import fixed
from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.review.written import allowed, codes, fields
from kfd_analysis.writing import FORMULA_START, write_file

COLUMNS = ("report", "file", "variable", "code", "what", "value", "line", "words", "rule")
COMPLETE = "complete"
MISSING = "NA"
NAME = "coding"
_WIDTHS = (24, 26, 22, 26, 38, 18, 8, 30, 90)
_OPEN = ("value", "line", "words")
_LINES, _LINE_WIDTHS = ("report", "line", "text"), (26, 8, 110)


class HasReports(Protocol):
    """A data set of which the names of its reports and their texts are taken, and nothing else."""

    @property
    def reports(self) -> pd.DataFrame:
        """One row per report."""

    @property
    def texts(self) -> Mapping[str, Sequence[str]]:
        """Source lines by report, personal data removed."""


class Row(NamedTuple):
    """A row to code: a field of a report (`code` empty), a code, or that all codes were looked for."""

    report: str
    file: str
    variable: str
    code: str
    what: str
    rule: str
    choices: tuple[str, ...]


def choices(variable: str, code: str, book: Codebook) -> tuple[str, ...]:
    """What may be chosen for a field or a code; empty where the coder writes freely."""
    if code == COMPLETE:
        return ("yes",)
    if variable in FILES:
        states = allowed(book, "codings", "state")
        return states[: states.index("preset")] if variable == "method" else allowed(book, "codings", "basis")
    field = fields(book)[variable]
    if field["type"] == "boolean":
        return ("yes", "no", MISSING)
    return (*map(str, field["codes"]), MISSING) if "codes" in field else ()


def sheet_rows(reports: Iterable[tuple[str, str]], book: Codebook) -> list[Row]:
    """All rows to code for reports given by identifier and file name."""
    return [
        row for report, file in reports for row in (*_fields(report, file, book), *_codes(report, file, book))
    ]


def _fields(report: str, file: str, book: Codebook) -> Iterable[Row]:
    for name, entry in book.data["sheet"]["fields"].items():
        what = fields(book)[name]["en"]
        yield Row(report, file, name, "", what, entry["rule"], choices(name, "", book))


def _codes(report: str, file: str, book: Codebook) -> Iterable[Row]:
    sheet = book.data["sheet"]
    for variable in FILES:
        rule = sheet["variables"][variable]["rule"]
        chosen = choices(variable, COMPLETE, book)
        yield Row(report, file, variable, COMPLETE, sheet["complete"], rule, chosen)
        for code, entry in codes(book, variable).items():
            what, chosen = f"{entry['en']} / {entry['de']}", choices(variable, code, book)
            yield Row(report, file, variable, code, what, str(entry.get("definition", "")), chosen)


def write_sheet(ds: HasReports, path: Path, book: Codebook) -> None:
    """Write a blind coding sheet (xlsx) for the reports of a data set.

    The same reports and codebook give the same bytes, whatever the program read.

    Raises
    ------
    KfdError
        If the place cannot be written to, or holds something else: a sheet that is filled in already.
    """
    names = zip(map(str, ds.reports["report_id"]), map(str, ds.reports["source_file"]), strict=True)
    data = sheet_bytes(names, book, ds.texts)
    if path.exists() and (path.is_dir() or path.read_bytes() != data):
        raise KfdError(f"{path}: is there already and may be filled in. Choose another name, or delete it.")
    write_file(path, data)


def sheet_bytes(
    reports: Iterable[tuple[str, str]], book: Codebook, texts: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """The coding sheet of reports given by identifier and file name, with their numbered lines."""
    from openpyxl import Workbook

    workbook = Workbook()
    coding = workbook.active
    coding.title = NAME
    rows = sheet_rows(reports, book)
    _fill(coding, rows)
    _lists(coding, rows)
    _instructions(workbook.create_sheet("instructions"), book.data["sheet"])
    _numbered(workbook.create_sheet("lines"), texts or {})
    workbook.properties.creator = "kfd_analysis"
    workbook.properties.title = book.data["sheet"]["title"]
    stream = io.BytesIO()
    workbook.save(stream)
    return fixed(stream.getvalue())


def _fill(sheet: Any, rows: list[Row]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    to_fill = PatternFill("solid", fgColor="FFF2CC")
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), 1):
        _text(sheet.cell(1, column), name).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for number, row in enumerate(rows, 2):
        cells = row._asdict()
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if name in _OPEN:
                cell.fill, cell.number_format = to_fill, "@"
            else:
                _text(cell, cells[name])
    sheet.freeze_panes = "F2"
    sheet.auto_filter.ref = f"A1:{sheet.cell(1, len(COLUMNS)).column_letter}{max(2, len(rows) + 1)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _text(cell: Any, words: str) -> Any:
    """Write words that a spreadsheet never takes for a formula."""
    cell.value = words or None
    if words:
        cell.data_type = "s"
        cell.quotePrefix = words.startswith(FORMULA_START)
    return cell


def _lists(sheet: Any, rows: list[Row]) -> None:
    """One drop-down list for all cells that choose from the same codes."""
    from openpyxl.worksheet.datavalidation import DataValidation

    column = sheet.cell(1, COLUMNS.index("value") + 1).column_letter
    lists: dict[tuple[str, ...], Any] = {}
    for number, row in enumerate(rows, 2):
        if not row.choices:
            continue
        if row.choices not in lists:
            formula = f'"{",".join(row.choices)}"'
            lists[row.choices] = DataValidation(
                type="list", formula1=formula, allow_blank=True, showErrorMessage=True
            )
            sheet.add_data_validation(lists[row.choices])
        lists[row.choices].add(f"{column}{number}")


def _instructions(sheet: Any, words: Mapping[str, Any]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 110
    _text(sheet.cell(1, 1), words["title"]).font = Font(bold=True, size=14)
    for number, line in enumerate(words["instructions"], 3):
        _text(sheet.cell(number, 1), line).alignment = Alignment(wrap_text=True, vertical="top")


def _numbered(sheet: Any, texts: Mapping[str, Sequence[str]]) -> None:
    """The reports line by line, for coders whose copy shows no line numbers."""
    from openpyxl.styles import Alignment, Font

    for column, (name, width) in enumerate(zip(_LINES, _LINE_WIDTHS, strict=True), 1):
        _text(sheet.cell(1, column), name).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    found = [(report, n, line.strip()) for report, lines in texts.items() for n, line in enumerate(lines, 1)]
    for row, (report, number, line) in enumerate((entry for entry in found if entry[2]), 2):
        _text(sheet.cell(row, 1), report)
        sheet.cell(row, 2).value = number
        _text(sheet.cell(row, 3), line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
