"""Marks of amounts on an axis: dots, rings, lines, ranges without a middle, arrows at bounds."""

from __future__ import annotations

from typing import NamedTuple

from kfd_analysis.showing.marks import BLUE
from kfd_analysis.showing.sheet import Link, Scale, Sheet
from kfd_analysis.showing.view import Fact


class Shape(NamedTuple):
    """A mark on a row: dot, ring, square, cross, line, thick, at_most or at_least."""

    kind: str
    low: float
    high: float = 0.0
    link: Link | None = None
    colour: str = BLUE


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


def _cross(sheet: Sheet, shape: Shape, x: float, y: float, size: float) -> None:
    for way in (-1, 1):
        sheet.line((x - size, y - way * size), (x + size, y + way * size), 1.1, color=shape.colour, zorder=5)


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
    elif shape.kind == "cross":
        _cross(sheet, shape, (low + high) / 2, y + size * 1.55, size * 0.55)
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
