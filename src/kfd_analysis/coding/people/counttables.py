"""Tables of people in an answer: of their columns only those that say who came."""

from __future__ import annotations

from itertools import groupby

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

_BAR = "|"
_NOT_COUNTED = ("invited", "registered", "expected", "returned", "table_number")


def without_other_columns(lines: tuple[Line, ...], book: Codebook) -> tuple[Line, ...]:
    """The lines of an answer; tables lose their head and the columns that count something else.

    Parameters
    ----------
    lines
        Lines of an answer; the rows of a table have bars between their cells.
    book
        The codebook (``cues.yml``).

    Returns
    -------
    tuple of Line
        Every character that is left stands at its place.
    """
    if not any(_BAR in line.text for line in lines):
        return lines
    kept: list[Line] = []
    for columns, together in groupby(lines, lambda line: line.text.count(_BAR)):
        rows = list(together)
        kept += _table(rows, cues(book)) if columns else rows
    return tuple(kept)


def _table(rows: list[Line], c: Cues) -> list[Line]:
    head, *below = rows
    if not below or any(char.isdigit() for char in head.text):
        return rows
    other = [c.has_any(_NOT_COUNTED, fold(cell)) for cell in head.text.split(_BAR)]
    return [row._replace(text=_masked(row.text, other)) for row in below]


def _masked(text: str, other: list[bool]) -> str:
    cells = text.split(_BAR)
    return _BAR.join(" " * len(cell) if hide else cell for cell, hide in zip(cells, other, strict=False))
