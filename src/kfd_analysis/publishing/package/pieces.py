"""What the files of a data set take of each report, made where it is read: lines of text, not rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading import Loaded, Task
from kfd_analysis.loading.workers import Keep
from kfd_analysis.publishing.package.schema import Column, TableInfo, plain, rounded, tables, typed
from kfd_analysis.publishing.package.summary import DAYS, Told
from kfd_analysis.publishing.unmatched import Unused, not_understood
from kfd_analysis.tables import Row, Rows
from kfd_analysis.writing import FORMULA_START, guarded


class Piece(NamedTuple):
    """What is kept of a report.

    Attributes
    ----------
    lines
        Lines of every CSV file by table; empty if the report could not be read.
    rows
        Rows by table, where frames are wanted.
    told
        What it adds to the descriptions.
    unused
        What no rule understood, where that is wanted.
    """

    task: Task
    problems: list[Row]
    digest: str
    lines: Mapping[str, bytes] = {}
    rows: Mapping[str, list[Row]] = {}
    told: Told = Told({}, (), (), ())
    unused: Unused = Unused()

    @property
    def read(self) -> bool:
        """Whether it could be read, and is not the same as another."""
        return bool(self.lines or self.rows)


def keeping(frames: bool, unused: bool) -> Keep[Piece]:
    """What makes a piece of a report: with rows for frames instead of lines, with what no rule understood."""
    return partial(_piece, frames=frames, unused=unused)


def _piece(loaded: Loaded, book: Codebook, frames: bool, unused: bool) -> Piece:
    task, rows = loaded.task, loaded.rows
    piece = Piece(task, loaded.problems, loaded.digest)
    if not rows:
        return piece
    if unused:
        piece = piece._replace(unused=not_understood(loaded))
    known = {name: info for name, info in tables(book).items() if name != "problems"}
    piece = piece._replace(told=_told(task, rows, known))
    if frames:
        return piece._replace(rows={name: rows[name] for name in known})
    return piece._replace(lines={name: row_lines(rows[name], info) for name, info in known.items()})


def _told(task: Task, rows: Rows, known: Mapping[str, TableInfo]) -> Told:
    values = known["values"].names
    field, reason = values.index("field"), values.index("missing_reason")
    places = [known["reports"].names.index(name) for name in DAYS]
    return Told(
        {name: len(found) for name, found in rows.items() if name in known},
        [(row[field], row[reason]) for row in rows["values"] if row[reason]],
        [str(row[place]) for row in rows["reports"] for place in places if row[place]],
        [(task.name, task.text_basis)],
    )


def row_lines(rows: Sequence[Row], info: TableInfo) -> bytes:
    """Rows of a table, whose cells are in the order of `info`, as lines of a CSV file, UTF-8 with LF."""
    unit = info.names.index("unit") if "unit" in info.names else None
    shares = [unit is not None and row[unit] == "share" for row in rows]
    cells = zip(info.columns, zip(*rows, strict=True), strict=False)
    return csv_text(zip(*(_printed(column, own, shares) for column, own in cells), strict=True))


def csv_text(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of printed cells as lines of a CSV file, UTF-8 with LF."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def _printed(column: Column, cells: Sequence[Any], shares: Sequence[bool]) -> Sequence[Any]:
    """The cells of a column as they are to be printed: texts, whole numbers, None for nothing."""
    if column.type == "string":
        if column.codes:
            return cells
        return [guarded(cell) if cell and cell[0] in FORMULA_START else cell for cell in cells]
    if column.type == "integer":
        return [cell if cell is None else int(cell) for cell in cells]
    if column.type == "number":  # by way of the floats that frames hold
        return [
            None if cell is None else plain(rounded(float(cell), column.digits(share)))
            for cell, share in zip(cells, shares, strict=True)
        ]
    return [plain(typed(cell, column)) for cell in cells]
