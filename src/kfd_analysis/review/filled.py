"""Coding sheets that people have filled in, read back: xlsx or CSV, as Excel and LibreOffice save them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.reading.delimited import Record, read_records
from kfd_analysis.review.sheets import COLUMNS, COMPLETE, MISSING, NAME, choices, sheet_rows
from kfd_analysis.review.written import as_text, codes, fields, parse

NEEDED = ("report", "variable", "code", "value")
Unit = tuple[str, str, str]


class SheetError(KfdError):
    """A coding sheet with mistakes; the message names each cell and the remedy, one a line."""


class Entry(NamedTuple):
    """What a coder (or the program) says of a unit: its value in one spelling, the line, the words."""

    value: str
    line: str = ""
    words: str = ""


class Sheet(NamedTuple):
    """All that one coder coded.

    Attributes
    ----------
    codes
        By report, variable and code (empty for a field). A field that the report does not state is
        ``NA``; a code that it does not name has no entry.
    reports
        The reports that were coded, in the order of the sheet.
    """

    coder: str
    codes: dict[Unit, Entry]
    reports: tuple[str, ...]


class _Line(NamedTuple):
    record: Record
    unit: Unit
    value: str


def read_sheet(path: Path, book: Codebook) -> Sheet:
    """Read a filled-in sheet; the coder is the name of the file.

    Parameters
    ----------
    path
        xlsx or CSV. Reports without any value were not coded and are left out.
    book
        The codebook that the sheet was made with.

    Raises
    ------
    SheetError
        For cells that hold something else than their list, unknown codes, empty fields and missing rows.
    """
    records, where = _records(path)
    mistakes: list[str] = []
    lines = [line for record in records if (line := _line(record, where, book, mistakes))]
    begun = tuple(dict.fromkeys(line.unit[0] for line in lines if line.value))
    lines = [line for line in lines if line.unit[0] in begun]
    mistakes += _gaps(lines, begun, where, book)
    entries: dict[Unit, Entry] = {}
    for line in lines:
        _enter(line, entries, where, book, mistakes)
    if mistakes:
        raise SheetError("\n".join(f"{path.name}, {mistake}" for mistake in mistakes))
    return Sheet(path.stem, entries, begun)


class _Where(NamedTuple):
    """The letter of each column, to name cells."""

    letters: Mapping[str, str]

    def cell(self, record: Record, column: str) -> str:
        return f"cell {self.letters[column]}{record.number}"


def _records(path: Path) -> tuple[list[Record], _Where]:
    if path.suffix.lower() == ".xlsx":
        records = _from_workbook(path)
    else:
        records = read_records(path, NEEDED, SheetError)
    header = list(records[0].cells) if records else list(COLUMNS)
    return records, _Where({name: chr(ord("A") + i) for i, name in enumerate(header)})


def _from_workbook(path: Path) -> list[Record]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(path, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        raise SheetError(
            f"{path.name}: cannot be read as a workbook. Save the sheet anew as xlsx or CSV."
        ) from None
    sheet = workbook[NAME] if NAME in workbook.sheetnames else workbook.worksheets[0]
    rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    header = [name.lower() for name in rows[0]] if rows else []
    if lacking := [name for name in NEEDED if name not in header]:
        raise SheetError(f"{path.name}, row 1: no column {', '.join(lacking)}. Take a new sheet (kfd sheet).")
    records = [Record(n, dict(zip(header, row, strict=True))) for n, row in enumerate(rows[1:], 2)]
    return [record for record in records if any(record.cells.values())]


def _cell(cell: Any) -> str:
    """A cell as the coder saw it: a whole number without decimals, a day in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        return as_text(cell)
    return str(cell).strip()


def _line(record: Record, where: _Where, book: Codebook, mistakes: list[str]) -> _Line | None:
    report, variable, code = (record.cells[name] for name in ("report", "variable", "code"))
    known = (*book.data["sheet"]["fields"], *FILES)
    if variable not in known:
        mistakes.append(
            f"{where.cell(record, 'variable')}: no variable {variable!r}.{_meant(variable, known)}"
        )
        return None
    listed = (COMPLETE, *codes(book, variable)) if variable in FILES else ("",)
    if code not in listed:
        mistakes.append(
            f"{where.cell(record, 'code')}: {variable} has no code {code!r}.{_meant(code, listed)}"
        )
        return None
    return _Line(record, (report, variable, code), record.cells["value"])


def _meant(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), known, 1)
    return f" Is {near[0]!r} meant?" if near else ""


def _gaps(lines: list[_Line], begun: tuple[str, ...], where: _Where, book: Codebook) -> Iterator[str]:
    """Name rows that are missing or doubled in a report that was begun."""
    seen: dict[Unit, _Line] = {}
    for line in lines:
        if line.unit in seen:
            first = seen[line.unit].record.number
            yield f"{where.cell(line.record, 'code')}: the same row as row {first}. Delete one."
        seen[line.unit] = line
    for row in sheet_rows([(report, "") for report in begun], book):
        if (row.report, row.variable, row.code) not in seen:
            last = max(line.record.number for line in lines if line.unit[0] == row.report)
            name = f"{row.variable} {row.code}".strip()
            yield f"cell A{last + 1}: the row {name} of {row.report} is missing. Copy it from a new sheet."


def _enter(
    line: _Line, entries: dict[Unit, Entry], where: _Where, book: Codebook, mistakes: list[str]
) -> None:
    """Check the value of a row and enter it in its one spelling."""
    report, variable, code = line.unit
    if not line.value and code not in ("", COMPLETE):
        return
    try:
        value = canonical(line.value, variable, code, book)
    except ValueError as reason:
        name = f"{variable} {code}".strip()
        mistakes.append(
            f"{where.cell(line.record, 'value')}: {name} of {report} is {line.value!r}; {reason}."
        )
        return
    if code != COMPLETE:
        entries[line.unit] = Entry(
            value, line.record.cells.get("line", ""), line.record.cells.get("words", "")
        )


def canonical(text: str, variable: str, code: str, book: Codebook) -> str:
    """A coder's value in one spelling.

    Raises
    ------
    ValueError
        If it is none that may stand there; the message says what may.
    """
    listed = {choice.lower(): choice for choice in choices(variable, code, book)}
    if not text:
        raise ValueError(
            f"write {' or '.join(listed.values())}" if listed else f"write {MISSING} if it is not stated"
        )
    if listed:
        if text.lower() not in listed:
            raise ValueError(f"choose {', '.join(listed.values())}")
        return listed[text.lower()]
    if text.upper() == MISSING:
        return MISSING
    value = parse(text, fields(book)[variable])
    return as_text(value.value, value.low, value.high)
