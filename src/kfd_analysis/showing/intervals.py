"""Rows of dots, lines and arrows on one axis: the form of every chart of amounts.

A point is a dot, a rounded one has a thin line, a range is a line without a middle, a bound is
an arrow, a repaired or lenient figure is hollow, and a gap is "n/a" with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kfd_analysis.language import _, number
from kfd_analysis.showing.marks import GREY, ORANGE, PALE, RULE, WHITE
from kfd_analysis.showing.shapes import Shape, draw_shape, draw_stack
from kfd_analysis.showing.sheet import (
    LINE,
    MARGIN,
    POINT,
    SMALL,
    TEXT,
    TINY,
    Link,
    Scale,
    Sheet,
    fit,
    nothing,
    width_of,
    wrap,
)
from kfd_analysis.showing.view import Case

MANY = 10
STACK = 9.0
TALLEST = 145.0


class Track(NamedTuple):
    """One row on the axis: its marks, its figure in words (and shorter), or why there is none.

    It is named after its report, or by a `label` where a report has several rows. The dots of a `stacked`
    row belong to many reports and stand on one another where they are near.
    """

    case: Case
    shapes: tuple[Shape, ...]
    text: str
    note: str = ""
    link: Link | None = None
    short: str = ""
    label: str = ""
    stacked: bool = False

    @property
    def name(self) -> str:
        """What stands at its left."""
        return self.label or self.case.name

    def words(self, sheet: Sheet, dense: bool) -> str:
        """Its figure, shorter where rows are low and the sheet is narrow."""
        return self.short if dense and not sheet.wide and self.short else self.text


class Block(NamedTuple):
    """Rows under a heading, and an interval that is shaded behind them."""

    heading: str
    tracks: Sequence[Track]
    context: bool = False
    band: tuple[float, float] | None = None


class Axis(NamedTuple):
    """Title and greatest value of an axis that starts at 0, and a line drawn across it."""

    title: str
    top: float
    line: float = 0.0
    line_label: str = ""


def groups(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    """The cases under their headings: counties, towns, context cases that are not counted."""
    named = (
        (_("Counties"), [c for c in cases if c.county and not c.context]),
        (_("Towns and municipalities"), [c for c in cases if not c.county and not c.context]),
        (_("Context, not counted"), [c for c in cases if c.context]),
    )
    return [(name, found) for name, found in named if found]


def step_of(top: float, most: int) -> float:
    """A round distance between at most `most` ticks up to `top`."""
    size = 1.0
    while size * 10 * most < top:
        size *= 10
    return next(size * factor for factor in (1, 2, 5, 10, 20, 50) if size * factor * most >= top)


class _Plan(NamedTuple):
    scale: Scale
    names: float
    words: float
    size: float
    dense: bool
    step: float
    low: float

    @property
    def radius(self) -> float:
        """Of a dot, in millimetres."""
        return 0.8 if self.dense else 1.0 if self.low else 1.35


def _plan(sheet: Sheet, tracks: Sequence[Track], axis: Axis, dense: bool, low: float) -> _Plan:
    size = TINY if dense or not sheet.wide else TEXT
    share = 0.3 if sheet.wide else 0.27
    room = (share + 0.06 if dense else share) * sheet.width
    names = min(max((width_of(t.name, size) for t in tracks), default=0), room)
    words = min(max((width_of(t.words(sheet, dense), size) for t in tracks), default=0), share * sheet.width)
    step = step_of(max(axis.top, axis.line, 1e-9), 5 if sheet.wide else 4)
    top = step * -(-max(axis.top, axis.line) * 1.02 // step) or step
    scale = Scale(MARGIN + names + 3.5, sheet.width - MARGIN - words - 4.0, top)
    return _Plan(scale, names, words, size, dense, step, low)


def _row_height(sheet: Sheet, plan: _Plan, track: Track, count: int) -> float:
    if track.stacked:
        return STACK
    if plan.dense:
        return min(3.1, TALLEST / count)
    lines = max(
        len(_broken(track.name, plan, plan.names)),
        len(_broken(track.text, plan, plan.words)),
    )
    below = max((shape.step for shape in track.shapes if shape.below), default=0)
    usual = plan.low or (6.4 if sheet.wide else 5.6) + below * 2.5 * plan.radius
    return max(usual, lines * plan.size * POINT * LINE + 1.8)


def _lines(
    sheet: Sheet, x: float, y: float, lines: list[str], size: float, link: Link | None = None, **style: object
) -> None:
    step = size * POINT * LINE
    for number_, line in enumerate(lines):
        sheet.text(x, y + (number_ - (len(lines) - 1) / 2) * step, line, size, link, **style)


def _broken(words: str, plan: _Plan, width: float, tall: bool = False) -> list[str]:
    """Lines of a label: one, shortened, in a low row."""
    if not words:
        return []
    return (
        [fit(words, plan.size, width)] if plan.dense and not tall else wrap(words, plan.size, width, most=3)
    )


def _radius(track: Track, plan: _Plan, height: float) -> float:
    """Radius of the row's dots, smaller where they would cover the interval around them."""
    halves = [(plan.scale(s.high) - plan.scale(s.low)) / 2 for s in track.shapes if s.kind == "line"]
    return min(plan.radius, height * 0.4, max(0.65, min(halves) / 1.35) if halves else plan.radius)


def _row(sheet: Sheet, plan: _Plan, track: Track, height: float, labelled: bool) -> None:
    y = sheet.y + height / 2
    if track.stacked:
        draw_stack(sheet, track.shapes, plan.scale, sheet.y, height)
    else:
        size = _radius(track, plan, height)
        for shape in track.shapes:
            draw_shape(sheet, shape, plan.scale, y, size)
    if labelled:
        _lines(sheet, MARGIN, y, _broken(track.name, plan, plan.names, track.stacked), plan.size, track.link)
        words = _broken(track.words(sheet, plan.dense), plan, plan.words, track.stacked)
        _lines(sheet, sheet.width - MARGIN - plan.words, y, words, plan.size)
    if not track.shapes and track.note:
        lines = wrap(track.note, plan.size, sheet.width - MARGIN - plan.words - plan.scale.left - 2, most=2)
        ground = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.6}
        style = {"color": GREY, "style": "italic", "bbox": ground}
        _lines(sheet, plan.scale.left + 1.0, y, lines, plan.size, track.link, **style)
    sheet.y += height


def _heading(sheet: Sheet, words: str, context: bool) -> None:
    if context:
        sheet.y += 0.8
        sheet.line((MARGIN, sheet.y), (sheet.width - MARGIN, sheet.y), 0.5, color=GREY)
        sheet.y += 0.4
    ground = {"facecolor": WHITE, "edgecolor": "none", "pad": 0.4}
    sheet.text(MARGIN, sheet.y + 2.2, words, SMALL, color=GREY, weight="bold", bbox=ground)
    sheet.y += 4.2


def _scale_marks(sheet: Sheet, plan: _Plan, axis: Axis, blocks: list[tuple[float, float]]) -> None:
    bottom = sheet.y + 0.6
    value = 0.0
    while value <= plan.scale.top * 1.001:
        x = plan.scale(value)
        for start, end in blocks:
            sheet.line((x, start), (x, end), 0.35, zorder=0, color=RULE if value else GREY)
        sheet.text(x, bottom + 2.0, number(value, 0 if plan.step >= 1 else 1), SMALL, ha="center", color=GREY)
        value += plan.step
    if axis.line:
        x = plan.scale(axis.line)
        sheet.line((x, blocks[0][0] - 5.0), (x, bottom), 1.1, color=ORANGE, linestyle=(0, (4, 2)), zorder=1)
    sheet.y = bottom + 5.6
    middle = (plan.scale.left + plan.scale.right) / 2
    for line in wrap(axis.title, SMALL, sheet.inner):
        half = width_of(line, SMALL) / 2
        x = min(max(middle, MARGIN + half), sheet.width - MARGIN - half)
        sheet.text(x, sheet.y, line, SMALL, ha="center", color=GREY)
        sheet.y += SMALL * POINT * LINE
    sheet.y += 1.6 - SMALL * POINT * LINE


def _line_label(sheet: Sheet, plan: _Plan, axis: Axis) -> None:
    if not axis.line:
        return
    half = width_of(axis.line_label, SMALL) / 2
    x = min(max(plan.scale(axis.line), MARGIN + half), sheet.width - MARGIN - half)
    sheet.text(x, sheet.y + 1.4, axis.line_label, SMALL, ha="center", color=ORANGE)
    sheet.y += 4.0


def draw_tracks(sheet: Sheet, tracks: Sequence[Track], axis: Axis, first: Sequence[Block] = ()) -> None:
    """Draw `first`, then one row for each report, under its heading, above the axis.

    From ten reports on, rows are low and only drawn figures have one; labels thin out where rows
    are too low to carry one each.
    """
    by_id = {track.case.report_id: track for track in tracks}
    blocks = [
        Block(heading, [by_id[case.report_id] for case in found], found[0].context)
        for heading, found in groups([track.case for track in tracks])
    ]
    draw_blocks(sheet, [*first, *blocks], axis, dense=len(tracks) >= MANY)


def draw_blocks(
    sheet: Sheet, blocks: Sequence[Block], axis: Axis, dense: bool = False, low: float = 0.0
) -> None:
    """Draw rows under their headings, above one axis.

    Parameters
    ----------
    dense
        Low rows with short labels, for many of them.
    low
        Height of a row of one line in millimetres, with smaller dots; 0 is the usual one.
    """
    tracks = [track for block in blocks for track in block.tracks]
    plan = _plan(sheet, tracks, axis, dense, low)
    _line_label(sheet, plan, axis)
    places = []
    for block in blocks:
        _heading(sheet, block.heading, block.context)
        top = sheet.y
        for place, track in enumerate(block.tracks):
            height = _row_height(sheet, plan, track, len(tracks))
            every = max(1, round(2.5 / height + 0.49))
            _row(sheet, plan, track, height, place % every == 0)
        places.append((top, sheet.y))
        if block.band:
            left, right = plan.scale(block.band[0]), plan.scale(block.band[1])
            sheet.box(left, top, right - left, sheet.y - top, PALE)
    if any(track.shapes for track in tracks) or axis.line:
        _scale_marks(sheet, plan, axis, places)


def drawer(
    tracks: Sequence[Track], title: str, line: float = 0.0, label: str = "", first: Sequence[Block] = ()
) -> Callable[[Sheet], None]:
    """What draws the rows, or the reasons why there is nothing to draw; `first` stands above them."""
    top = max((max(s.low, s.high) for t in tracks for s in t.shapes), default=0.0)

    def draw(sheet: Sheet) -> None:
        if not top:
            nothing(sheet, _why_nothing(tracks))
            return
        draw_tracks(sheet, tracks, Axis(title, top, line, label), first)

    return draw


def _why_nothing(tracks: Sequence[Track]) -> str:
    """The reasons, each with its number of reports."""
    counts = Counter(track.note for track in tracks if not track.case.context)
    said = "; ".join(
        f"{note} ({n})" for note, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return _("Nothing to draw: {reasons}").format(reasons=said or _("no report gives a figure"))
