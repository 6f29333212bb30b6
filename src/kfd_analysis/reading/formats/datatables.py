"""Tables of figures in a file: their rows stay lines, where the cells of a form in a table become lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BAR = " | "
_LONGEST_CELL = 60
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3


def table_lines(rows: Sequence[Sequence[Sequence[str]]]) -> Iterator[str] | None:
    """The rows of a table of figures as lines, cells parted by bars; None for any other table.

    A table of figures has at least two rows and three columns, and in no cell more than one short line.

    Parameters
    ----------
    rows
        The lines of each cell of each row.
    """
    filled = [row for row in rows if any(any(cell) for cell in row)]
    cells = [[line for line in cell if line.strip()] for row in filled for cell in row]
    if len(filled) < _FEWEST_ROWS or max(map(len, filled)) < _FEWEST_COLUMNS:
        return None
    if any(len(lines) > 1 or len("".join(lines)) > _LONGEST_CELL for lines in cells):
        return None
    return (BAR.join("".join(cell).strip() for cell in row).strip() for row in filled)
