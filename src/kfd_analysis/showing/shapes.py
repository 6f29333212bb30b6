"""Marks of amounts on an axis: dots, rings, lines, ranges without a middle, arrows at bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kfd_analysis.showing.marks import BLUE, INK
from kfd_analysis.showing.sheet import Link, Scale, Sheet
from kfd_analysis.showing.view import Fact


class Shape(NamedTuple):
    """A mark on a row: dot, ring, square, line, thick, at_most or at_least.

    Figures of other sources stand below them: cross, reach (a range), more or less (a bound); `step`
    is their line there.
    """

    kind: str
    low: float
    high: float = 0.0
    link: Link | None = None
    colour: str = BLUE
    step: int = 0

    @property
    def below(self) -> bool:
        """Whether it is a figure of another source."""
        return self.kind in ("cross", "reach", "more", "less")


def _cap(sheet: Sheet, x: float, y: float, half: float, width: float, colour: str) -> None:
    sheet.line((x, y - half), (x, y + half), width, color=colour, zorder=3)


def _arrow(sheet: Sheet, shape: Shape, scale: Scale, y: float, size: float) -> None:
    """A bound: a bar at the bound, an arrow towards where the value may lie."""
    way, x = (-1 if shape.kind == "at_most" else 1), scale(shape.low)
    room = (x - scale.left if way < 0 else scale.right - x) + size
    reach = min(8 * size, max(room, 2 * size))
    _cap(sheet, x, y, size * 1.25, 1.4, shape.colour)
    tip = x + way * reach
    sheet.line((x, y), (tip - way * size, y), 1.0, color=shape.colour)
    points = [(tip, y), (tip - way * 1.6 * size, y - 0.8 * size), (tip - way * 1.6 * size, y + 0.8 * size)]
    sheet.polygon(points, shape.colour, link=shape.link)


MIDDLE = "#dedede"
PLUS = (
    (1, 1),
    (5, 1),
    (5, -1),
    (1, -1),
    (1, -5),
    (-1, -5),
    (-1, -1),
    (-5, -1),
    (-5, 1),
    (-1, 1),
    (-1, 5),
    (1, 5),
)
"""Corners of an upright cross, five times as wide as thick."""


def _cross(x: float, y: float, size: float) -> list[tuple[float, float]]:
    """Corners of a cross that stands askew, `size` millimetres high to either side."""
    return [(x + (u - v) * size / 6, y + (u + v) * size / 6) for u, v in PLUS]


def _outside(sheet: Sheet, shape: Shape, scale: Scale, y: float, size: float) -> None:
    """A figure of another source: a cross, a thin range without a middle, a bound with an arrow."""
    low, high, y, half = (
        scale(shape.low),
        scale(shape.high),
        y + size * (1.65 + 1.25 * shape.step),
        size * 0.5,
    )
    if shape.kind == "cross":
        sheet.polygon(_cross(low, y, half), shape.colour, link=shape.link)
        return
    way = {"more": 1, "less": -1}.get(shape.kind, 0)
    high = low + way * 4 * size if way else high
    for x in (low,) if way else (low, high):
        _cap(sheet, x, y, half, 0.9, shape.colour)
    body = [(low, y - 0.12), (high, y - 0.12), (high, y + 0.12), (low, y + 0.12)]
    sheet.polygon(body, shape.colour, link=shape.link)
    if way:
        tip = [(high + way * half, y), (high - way * half, y - half), (high - way * half, y + half)]
        sheet.polygon(tip, shape.colour, link=shape.link)


def draw_shape(sheet: Sheet, shape: Shape, scale: Scale, y: float, size: float) -> None:
    """Draw a mark on the row whose middle is at `y`; `size` is the radius of a dot in millimetres."""
    low, high = scale(shape.low), scale(shape.high)
    if shape.kind in ("dot", "ring"):
        sheet.circle(low, y, size, shape.colour, shape.kind == "ring", shape.link)
    elif shape.kind == "square":
        corners = [
            (low - size, y - size),
            (low + size, y - size),
            (low + size, y + size),
            (low - size, y + size),
        ]
        sheet.polygon(corners, shape.colour, True, shape.link)
    elif shape.below:
        _outside(sheet, shape, scale, y, size)
    elif shape.kind == "line":
        sheet.line((low, y), (high, y), 1.0, color=shape.colour, zorder=2)
        for x in (low, high):
            _cap(sheet, x, y, size * 0.7, 1.0, shape.colour)
    elif shape.kind == "thick":
        height = size * 0.9
        sheet.polygon(
            [(low, y - height / 2), (high, y - height / 2), (high, y + height / 2), (low, y + height / 2)],
            shape.colour,
            True,
            shape.link,
        )
    else:
        _arrow(sheet, shape, scale, y, size)


RADII = (0.8, 0.6, 0.45, 0.35)
"""Radii of the dots of a row of many reports (mm)."""


def draw_stack(sheet: Sheet, shapes: Sequence[Shape], scale: Scale, top: float, height: float) -> None:
    """Draw dots of many reports on one row, near ones on one another; a median and a middle half behind them.

    The radius is the largest of `RADII` at which every pile has room.
    """
    bottom = top + height - 0.6
    for shape in shapes:
        if shape.kind == "half":
            left, right = scale(shape.low), scale(shape.high)
            sheet.box(left, top + 0.4, right - left, height - 1.0, MIDDLE)
        elif shape.kind == "median":
            x = scale(shape.low)
            sheet.line((x, top + 0.2), (x, bottom + 0.4), 1.1, color=INK, zorder=6)
    dots = [shape for shape in shapes if shape.kind in ("dot", "ring")]
    for radius in RADII:
        columns = [round((scale(shape.low) - scale.left) / (2 * radius)) for shape in dots]
        most = int(height * 0.8 / (2 * radius))
        if max(Counter(columns).values(), default=0) <= most:
            break
    for shape, (column, row) in zip(dots, _piled(columns, most), strict=True):
        x, y = scale.left + column * 2 * radius, bottom - (2 * row + 1) * radius
        sheet.circle(x, y, radius * 0.92, shape.colour, shape.kind == "ring", shape.link)


def _piled(columns: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Column and height of each dot; a full pile of `most` hands on to the nearest one with room."""
    piles: Counter[int] = Counter()
    places = []
    for column in columns:
        near = (column + way * step for step in range(len(columns) + 1) for way in (1, -1))
        free = next(place for place in near if place >= 0 and piles[place] < most)
        places.append((free, piles[free]))
        piles[free] += 1
    return places


def fact_shapes(fact: Fact, link: Link) -> tuple[Shape, ...]:
    """Marks of a reported figure: dot, ring, line or arrow."""
    shapes: list[Shape] = []
    if fact.low is not None and fact.high is not None and fact.low != fact.high:
        shapes.append(
            Shape("line" if fact.value is not None else "thick", float(fact.low), float(fact.high), link)
        )
    if fact.value is not None:
        shapes.append(Shape("ring" if fact.status == "repaired" else "dot", float(fact.value), link=link))
    elif fact.known and fact.low is not None and fact.high is None:
        shapes.append(Shape("at_least", float(fact.low), link=link))
    elif fact.known and fact.high is not None and fact.low is None:
        shapes.append(Shape("at_most", float(fact.high), link=link))
    return tuple(shapes)
