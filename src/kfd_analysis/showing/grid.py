"""Matrices of signs: codes by reports for a few, reports by codes for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kfd_analysis.language import _
from kfd_analysis.showing.intervals import MANY, TALLEST, groups
from kfd_analysis.showing.marks import GREY, INK, PALE, RULE, WHITE
from kfd_analysis.showing.sheet import (
    LINE,
    MARGIN,
    POINT,
    SMALL,
    TEXT,
    TINY,
    Link,
    Sheet,
    fit,
    longest,
    width_of,
    wrap,
)
from kfd_analysis.showing.view import Case

WIDEST, WORDED = 32.0, 16.0
"""Greatest width of a column for many reports, and the least one that has room for words (mm)."""
HEAD = 46.0
"""Greatest length of a head that stands upright (mm)."""


class Cell(NamedTuple):
    """A tile: its sign, words beside it or a shorter sign alone, its tint and where it leads."""

    sign: str
    words: str = ""
    face: str = PALE
    colour: str = INK
    link: Link | None = None
    short: str = ""


class Row(NamedTuple):
    """A code or field: its key and name, how many of the counted reports have it, whether it stands first."""

    key: str
    name: str
    total: str = ""
    first: bool = False
    reports: int = 0


class Grid(NamedTuple):
    """A matrix; a pair that has no cell is drawn as an empty tile."""

    rows: Sequence[Row]
    cases: Sequence[Case]
    cells: Mapping[tuple[str, str], Cell]


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 1.0


def by_similarity(cases: Sequence[Case], grid: Grid) -> list[Case]:
    """Order cases so that neighbours share signs, starting with the fullest; ties alphabetical."""
    has = {
        case: frozenset(
            f"{row.key}={cell.sign}"
            for row in grid.rows
            if (cell := grid.cells.get((row.key, case.report_id))) and cell.sign
        )
        for case in cases
    }
    rest = sorted(cases, key=lambda case: (-len(has[case]), case.name))
    ordered = rest[:1]
    rest = rest[1:]
    while rest:
        nearest = max(rest, key=lambda case: _alike(has[ordered[-1]], has[case]))
        ordered.append(nearest)
        rest.remove(nearest)
    return ordered


def draw_grid(sheet: Sheet, grid: Grid) -> None:
    """Draw the matrix in the direction that has room for its reports."""
    counted = [case for case in grid.cases if not case.context]
    if len(counted) < MANY:
        _upright(sheet, grid)
    else:
        _dense(sheet, grid)


def _column_places(sheet: Sheet, grid: Grid, left: float, right: float) -> list[tuple[Case, float, float]]:
    """Left edge and width of each report's column; a gap between types, a wider one before the context."""
    found = groups(grid.cases)
    gap = 1.6 if sheet.wide else 1.0
    width = min((right - left - gap * (len(found) - 1)) / max(len(grid.cases), 1), 26.0)
    places, x = [], left
    for _heading, cases in found:
        for case in cases:
            places.append((case, x, width))
            x += width
        x += gap
    return places


def _upright_heads(sheet: Sheet, places: list[tuple[Case, float, float]]) -> None:
    size = SMALL if sheet.wide else TINY
    step = size * POINT * LINE
    wrapped = [(case, x, w, wrap(case.name, size, w - 1.0, most=4)) for case, x, w in places]
    flat = all(longest(case.name, size) <= w - 1.0 for case, _x, w, _lines in wrapped)
    if flat and max((len(lines) for *_rest, lines in wrapped), default=0) <= 4:
        height = max((len(lines) for *_rest, lines in wrapped), default=0) * step
        for _case, x, w, lines in wrapped:
            for n, line in enumerate(lines):
                y = sheet.y + height - (len(lines) - n - 0.5) * step
                sheet.text(x + w / 2, y, line, size, ha="center")
        sheet.y += height + 1.2
        return
    height = max((width_of(case.name, size) for case, *_rest in places), default=0.0)
    for case, x, w in places:
        sheet.text(x + w / 2, sheet.y + height, case.name, size, ha="center", va="bottom", rotation=90)
    sheet.y += height + 1.2


def _tile(
    sheet: Sheet, cell: Cell | None, box: tuple[float, float, float, float], size: float, worded: bool
) -> None:
    x, y, width, height = box
    cell = cell or Cell("")
    sheet.box(
        x + 0.25, y + 0.25, width - 0.5, height - 0.5, cell.face if cell.sign else WHITE, RULE, cell.link
    )
    words = f"{cell.sign} {cell.words}".strip() if worded else cell.short or cell.sign
    if words:
        sheet.text(x + width / 2, y + height / 2, words, size, ha="center", color=cell.colour)


def _word_size(cells: Sequence[Cell], width: float) -> float:
    """Font size at which the words of a row fit into tiles; 0 if they do not."""
    for size in (TEXT, SMALL, TINY):
        if all(width_of(f"{cell.sign} {cell.words}", size) <= width - 1.2 for cell in cells):
            return size
    return 0.0


def _upright(sheet: Sheet, grid: Grid) -> None:
    size = TEXT if sheet.wide else TINY
    names = min(
        max((width_of(row.name, size) for row in grid.rows), default=0),
        (0.3 if sheet.wide else 0.36) * sheet.width,
    )
    totals = max((width_of(row.total, size) for row in grid.rows), default=0)
    left, right = MARGIN + names + 2, sheet.width - MARGIN - (totals + 2 if totals else 0)
    places = _column_places(sheet, grid, left, right)
    edge = max((x + w for _c, x, w in places), default=left) + 1.5
    _upright_heads(sheet, places)
    top = sheet.y
    for number, row in enumerate(grid.rows):
        if number and grid.rows[number - 1].first and not row.first:
            sheet.line((MARGIN, sheet.y + 0.6), (edge, sheet.y + 0.6), 0.5, color=GREY)
            sheet.y += 1.2
        lines = wrap(row.name, size, names, most=2)
        height = max(5.0 if sheet.wide else 4.2, len(lines) * size * POINT * LINE + 1.0)
        for n, line in enumerate(lines):
            sheet.text(
                MARGIN, sheet.y + height / 2 + (n - (len(lines) - 1) / 2) * size * POINT * LINE, line, size
            )
        cells = {case: grid.cells.get((row.key, case.report_id)) for case, _x, _w in places}
        worded = _word_size(
            [cell for cell in cells.values() if cell], min((w for _c, _x, w in places), default=0)
        )
        for case, x, w in places:
            _tile(sheet, cells[case], (x, sheet.y, w, height), worded or SMALL, bool(worded))
        if row.total:
            sheet.text(edge, sheet.y + height / 2, row.total, size, color=GREY)
        sheet.y += height
    _context_rule(sheet, places, top)


def _context_rule(sheet: Sheet, places: list[tuple[Case, float, float]], top: float) -> None:
    for case, x, w in places:
        if case.context:
            gap = 0.8 if sheet.wide else 0.5
            sheet.line((x - gap, top - 1), (x - gap, sheet.y + 3.2), 0.6, color=GREY)
            half = width_of(_("not counted"), TINY) / 2
            middle = min(max(x + w / 2, x + half + 0.6), sheet.width - MARGIN - half)
            sheet.text(middle, sheet.y + 2.0, _("not counted"), TINY, ha="center", color=GREY)
            sheet.y += 3.4
            return


def _dense(sheet: Sheet, grid: Grid) -> None:
    """Reports as rows, codes as columns; names thin out where rows are too low to carry one each."""
    share = 0.26 if sheet.wide else 0.38
    names = min(max(width_of(case.name, TINY) for case in grid.cases), share * sheet.width)
    left, room = MARGIN + names + 1.5, sheet.width - 2 * MARGIN - names - 1.5
    shown = list(grid.rows)[: int(room / 2.3)]
    pitch = min(room / max(len(shown), 1), WIDEST)
    _dense_heads(sheet, shown, left, pitch)
    height = min(3.0, TALLEST / len(grid.cases))
    every = max(1, round(2.4 / height + 0.49))
    worded = {row.key for row in shown if pitch >= WORDED and _fits(grid, row, pitch)}
    for heading, cases in groups(grid.cases):
        sheet.text(MARGIN, sheet.y + 2.0, heading, TINY, color=GREY, weight="bold")
        sheet.y += 3.8
        for place, case in enumerate(by_similarity(cases, grid)):
            if place % every == 0:
                sheet.text(MARGIN, sheet.y + height / 2, fit(case.name, TINY, names), TINY)
            for n, row in enumerate(shown):
                cell, box = (
                    grid.cells.get((row.key, case.report_id)),
                    (left + n * pitch, sheet.y, pitch, height),
                )
                _tile(sheet, cell, box, min(TINY, height / POINT * 0.75), row.key in worded)
            sheet.y += height
        sheet.y += 0.8


def _fits(grid: Grid, row: Row, pitch: float) -> bool:
    """Whether the words of a code fit into tiles as wide as `pitch` millimetres."""
    cells = [cell for (key, _id), cell in grid.cells.items() if key == row.key]
    return all(width_of(f"{cell.sign} {cell.words}", TINY) <= pitch - 1.2 for cell in cells)


def _dense_heads(sheet: Sheet, shown: Sequence[Row], left: float, pitch: float) -> None:
    size = min(TINY, pitch / POINT / 1.25)
    step = size * POINT * LINE
    words = [f"{row.name} ({row.reports})" if row.total else row.name for row in shown]
    lines = [wrap(name, size, pitch - 1.0, most=3) for name in words]
    if all(longest(name, size) <= pitch - 1.0 for name in words):
        height = max(map(len, lines), default=0) * step
        for n, broken in enumerate(lines):
            for place, line in enumerate(broken):
                y = sheet.y + height - (len(broken) - place - 0.5) * step
                sheet.text(left + (n + 0.5) * pitch, y, line, size, ha="center")
    else:
        counts = [f" ({row.reports})" if row.total else "" for row in shown]
        words = [
            fit(row.name, size, HEAD - width_of(count, size)) + count
            for row, count in zip(shown, counts, strict=True)
        ]
        height = max((width_of(name, size) for name in words), default=0.0)
        for n, name in enumerate(words):
            x = left + (n + 0.5) * pitch
            sheet.text(x, sheet.y + height, name, size, ha="center", va="bottom", rotation=90)
    sheet.y += height + 1.2
