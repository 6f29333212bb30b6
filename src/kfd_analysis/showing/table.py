"""A table that a reader sees, as HTML, plain text and CSV: small, accessible, pasted into Word as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from kfd_analysis.showing import links
from kfd_analysis.showing.links import Linked
from kfd_analysis.showing.numbering import numbered, table_label
from kfd_analysis.writing import guarded

FOLDED = 2
"""Columns up to which a table fits a phone as it is."""
WIDE = 8
"""Columns up to which a table fits a printed page in the usual size of letters."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table that a reader sees: words and formatted numbers, not raw cells.

    Attributes
    ----------
    name
        Name of the exported file.
    caption
        What the table says.
    frame
        The cells as shown; the first column names the row.
    units
        Unit of a column, shown in its head.
    notes
        Footnotes and source.
    links
        Address of a cell, by row number and column name.
    numeric
        Columns that are aligned to the right.
    rule
        Number of the first row of the context cases, which are not counted; None if there are none.

    References
    ----------
    ``docs/extending.md``, A chart, table or notebook.

    Examples
    --------
    >>> show.totals(ds).name
    '02_totals'
    """

    name: str
    caption: str
    frame: pd.DataFrame
    units: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    links: Mapping[tuple[int, str], str] = field(default_factory=dict)
    numeric: frozenset[str] = frozenset()
    rule: int | None = None

    def html(self, base: str = "") -> str:
        """Own markup: caption, heads with scope, notes below; context cases in a body of their own.

        A wide table folds in a narrow window: a row becomes a paragraph for each cell, its head before it.
        """
        columns = [str(column) for column in self.frame.columns]
        kinds = [name for name, most in (("fold", FOLDED), ("wide", WIDE)) if len(columns) > most]
        folds = f' class="{" ".join(kinds)}"' if kinds else ""
        caption = escape(numbered(table_label(self.name), self.caption), quote=False)
        rows = len(self.frame)
        counted = rows if self.rule is None else self.rule
        parts = [
            f'<table id="table-{escape(self.name)}"{folds}>',
            f"<caption>{caption}</caption>",
            "<thead><tr>" + "".join(_head(self, column) for column in columns) + "</tr></thead>",
            *_body(self, range(counted), "<tbody>", base),
            *_body(self, range(counted, rows), '<tbody class="context">', base),
            "</table>",
        ]
        notes = "".join(f"<p>{escape(note, quote=False)}</p>" for note in self.notes)
        return "\n".join(parts) + (f'\n<div class="notes">{notes}</div>' if notes else "")

    def csv(self) -> str:
        """The cells as CSV (UTF-8, LF)."""
        return as_csv(self.frame)

    def _repr_html_(self) -> str:
        return self.html(links.base())

    def __repr__(self) -> str:
        heads = [
            f"{c} ({self.units[c]})" if c in self.units else str(c) for c in map(str, self.frame.columns)
        ]
        lines = [heads, *[[str(cell) for cell in row] for row in self.frame.itertuples(index=False)]]
        widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
        written = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        ]
        return "\n".join([self.caption, "", *written, "", *self.notes]).rstrip()


def as_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV (UTF-8, LF), no text of which a spreadsheet takes for a formula."""
    safe = frame.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    return str(safe.to_csv(index=False, lineterminator="\n"))


def _head(table: Table, column: str) -> str:
    unit = table.units.get(column, "")
    words = escape(str(column), quote=False) + (
        f" <small>({escape(unit, quote=False)})</small>" if unit else ""
    )
    kind = ' class="number"' if column in table.numeric else ""
    return f'<th scope="col"{kind}>{words}</th>'


def _body(table: Table, rows: range, opening: str, base: str) -> list[str]:
    columns = [str(column) for column in table.frame.columns]
    lines = [
        "<tr>" + "".join(_cell(table, row, c, c == columns[0], base) for c in columns) + "</tr>"
        for row in rows
    ]
    return [opening, *lines, "</tbody>"] if lines else []


def _cell(table: Table, row: int, column: str, first: bool, base: str) -> str:
    words = Linked(str(table.frame[column].iloc[row]), table.links.get((row, column), ""))
    if first:
        return f'<th scope="row">{words.html(base)}</th>'
    kind = ' class="number"' if column in table.numeric else ""
    unit = f" ({table.units[column]})" if column in table.units else ""
    return f'<td{kind} data-label="{escape(column + unit)}">{words.html(base)}</td>'
