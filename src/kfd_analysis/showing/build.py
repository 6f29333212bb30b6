"""A table put together row by row, each cell with its words and its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kfd_analysis.language import _
from kfd_analysis.showing.links import Linked
from kfd_analysis.showing.marks import table_signs
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case


class Builder:
    """Collects the rows of a table.

    Parameters
    ----------
    columns
        Heads of the columns, as shown.
    """

    def __init__(self, *columns: str) -> None:
        self.columns = columns
        self._rows: list[list[str]] = []
        self._links: dict[tuple[int, str], str] = {}
        self._context: int | None = None

    def add(self, *cells: Linked | str, case: Case | None = None) -> None:
        """Add a row; the first one of a context case stands below the rule."""
        if case is not None and case.context and self._context is None:
            self._context = len(self._rows)
        for column, cell in zip(self.columns, cells, strict=True):
            if isinstance(cell, Linked) and cell.href:
                self._links[len(self._rows), column] = cell.href
        self._rows.append([cell.text if isinstance(cell, Linked) else cell for cell in cells])

    def __len__(self) -> int:
        return len(self._rows)

    def table(
        self,
        name: str,
        caption: str,
        notes: Sequence[str] = (),
        numeric: Sequence[str] = (),
        units: Mapping[str, str] | None = None,
    ) -> Table:
        """The table with its caption, notes and units; empty notes are left out."""
        frame = pd.DataFrame(self._rows, columns=list(self.columns))
        signs = table_signs(cell for row in self._rows for cell in row)
        first = signs if self._rows else _("Nothing to list.")
        kept = tuple(note for note in (first, *notes) if note)
        return Table(name, caption, frame, units or {}, kept, self._links, frozenset(numeric), self._context)
