"""Tables that people keep in a spreadsheet and save as CSV: any separator, any usual encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.errors import KfdError, UnreadableReportError
from kfd_analysis.reading.formats.encodings import decode
from kfd_analysis.writing import FORMULA_START


class Record(NamedTuple):
    """A row of a table: its number in a spreadsheet (the header is row 1) and its cells by column."""

    number: int
    cells: dict[str, str]


def read_records(path: Path, columns: tuple[str, ...], error: Callable[[str], KfdError]) -> list[Record]:
    """Read a CSV file with a header; rows without any content are left out.

    Parameters
    ----------
    path
        The file; separated by comma, semicolon or tab, in UTF-8 or an older encoding.
    columns
        Columns that must be there; others are read too.
    error
        Makes the exception of the caller's kind.

    Raises
    ------
    KfdError
        Of the caller's kind, if the file cannot be read or lacks a column.
    """
    try:
        text = decode(path.read_bytes()).text
    except OSError as reason:
        raise error(f"{path.name}: cannot be read ({reason.strerror}). Check the name of the file.") from None
    except UnreadableReportError:
        raise error(f"{path.name}: is no text. Save the table as CSV (UTF-8).") from None
    separator = _separator(text.partition("\n")[0])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as reason:
        raise error(f"{path.name}: is no table ({reason}). Save the table as CSV (UTF-8).") from None
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if lacking := [name for name in columns if name not in header]:
        wanted = ", ".join(columns)
        raise error(f"{path.name}, row 1: no column {', '.join(lacking)}. The first row must name {wanted}.")
    records = [Record(n, _cells(header, row)) for n, row in enumerate(rows[1:], 2)]
    return [record for record in records if any(record.cells.values())]


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    padded = row + [""] * (len(header) - len(row))
    return {name: _unguarded(cell.strip()) for name, cell in zip(header, padded, strict=False)}


def _unguarded(cell: str) -> str:
    """Without the apostrophe that the package's own CSV files put before what looks like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_START) else cell
