"""A figure laid out in millimetres: header, drawing and foot, nothing left to chance.

The drawing covers the whole figure in millimetres from its upper left corner. Every text is
measured before it is placed, which keeps labels apart and inside at any width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from matplotlib.textpath import text_to_path

from kfd_analysis.showing.marks import GREY, INK, RULE, WHITE

STYLE = Path(__file__).with_name("kfd.mplstyle")
WIDTHS = {"column": 84.0, "page": 170.0}
Width = Literal["column", "page"]
POINT = 25.4 / 72
LINE = 1.32
_BREAKS = re.compile(r"(?<=[\w\s.,;:!?)%\"“”’…–|] )(?=[^ ])|(?<=[a-zäöüß]-)(?=[A-ZÄÖÜ])")
"""Where a line may end: at a blank, but not behind a sign of a legend (``● reported``), and at a hyphen."""
MARGIN = 2.0
TITLE, TEXT, SMALL, TINY = 9.0, 7.0, 6.3, 5.6


@cache
def width_of(words: str, size: float, bold: bool = False) -> float:
    """Width of `words` in millimetres at a font size in points."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(words, font, False)[0]) * POINT


def fit(words: str, size: float, width: float, bold: bool = False) -> str:
    """`words`, shortened with an ellipsis to `width` millimetres."""
    if width_of(words, size, bold) <= width:
        return words
    while words and width_of(words + "…", size, bold) > width:
        words = words[:-1]
    return words.rstrip(" ,;-(") + "…"


def wrap(words: str, size: float, width: float, bold: bool = False, most: int = 0) -> list[str]:
    """Break `words` at blanks and hyphens into lines of at most `width` millimetres, at most `most` lines."""
    lines: list[str] = []
    pieces = _BREAKS.split(words)
    while pieces:
        line = pieces.pop(0)
        while pieces and width_of((line + pieces[0]).rstrip(), size, bold) <= width:
            line += pieces.pop(0)
        if most and len(lines) + 1 == most and pieces:
            line, pieces = line + "".join(pieces), []
        lines.append(fit(line.strip(), size, width, bold))
    return lines


def longest(words: str, size: float) -> float:
    """Width in millimetres of the longest piece of `words` that cannot be broken."""
    return max(width_of(piece.strip(), size) for piece in _BREAKS.split(words))


class Link(NamedTuple):
    """Where a mark of a chart leads, and its name for those who do not see it."""

    href: str
    label: str


class Scale(NamedTuple):
    """A linear axis from value 0 to `top`, drawn between `left` and `right` millimetres."""

    left: float
    right: float
    top: float

    def __call__(self, value: float) -> float:
        """Place of a value in millimetres; values beyond the axis stay at its ends."""
        return self.left + (self.right - self.left) * min(max(value, 0), self.top) / self.top


class Sheet:
    """A figure in the making; `y` tells how far down it is drawn.

    Parameters
    ----------
    width
        Width in millimetres.
    links
        Whether marks carry their links (SVG) or none (PNG, PDF).
    """

    def __init__(self, width: float, links: bool = False) -> None:
        self.width = width
        self.inner = width - 2 * MARGIN
        self.wide = width > 120
        self.links: list[Link] = []
        self._linked = links
        self.y = MARGIN
        self.figure = Figure()
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()

    def text(
        self, x: float, y: float, words: str, size: float = TEXT, link: Link | None = None, **style: Any
    ) -> None:
        """Write `words` with the middle of their height at `y`."""
        style = {"va": "center_baseline", "ha": "left", "color": INK, "clip_on": False, **style}
        artist = self.axes.text(x, y, words, fontsize=size, **style)
        self._mark(artist, link)

    def _mark(self, artist: Any, link: Link | None) -> None:
        if link and self._linked:
            artist.set_url(f"mark:{len(self.links)}")
            self.links.append(link)

    def _patch(self, patch: Patch, link: Link | None) -> None:
        self.axes.add_artist(patch)
        patch.set_clip_on(False)
        self._mark(patch, link)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], width: float = 0.6, **style: Any
    ) -> None:
        """Draw a straight line of `width` points."""
        style = {"color": RULE, "solid_capstyle": "butt", "clip_on": False, **style}
        self.axes.plot([start[0], end[0]], [start[1], end[1]], linewidth=width, **style)

    def circle(
        self, x: float, y: float, radius: float, colour: str, hollow: bool = False, link: Link | None = None
    ) -> None:
        """Draw a dot, or a ring for a value of the lenient reading."""
        face = WHITE if hollow else colour
        self._patch(Circle((x, y), radius, facecolor=face, edgecolor=colour, linewidth=1.0, zorder=4), link)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        hollow: bool = False,
        link: Link | None = None,
    ) -> None:
        """Draw a closed shape."""
        face = WHITE if hollow else colour
        self._patch(Polygon(list(points), facecolor=face, edgecolor=colour, linewidth=0.9, zorder=4), link)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        face: str,
        edge: str = "none",
        link: Link | None = None,
    ) -> None:
        """Draw a rectangle with its upper left corner at `x`, `y`."""
        self._patch(
            Rectangle((x, y), width, height, facecolor=face, edgecolor=edge, linewidth=0.5, zorder=1), link
        )

    def paragraph(self, words: str, size: float, gap: float = 0.0, **style: Any) -> None:
        """Write wrapped `words` over the whole width and move down past them."""
        bold = style.get("weight") == "bold"
        step = size * POINT * LINE
        for line in wrap(words, size, self.inner, bold) if words else ():
            self.text(MARGIN, self.y + step / 2, line, size, **style)
            self.y += step
        self.y += gap

    def header(self, title: str, subtitle: str) -> None:
        """Write the finding and, below it, n and unit."""
        self.paragraph(title, TITLE if self.wide else TITLE - 0.6, 0.6, weight="bold")
        self.paragraph(subtitle, TEXT, 1.8, color=GREY)

    def footer(self, foot: str) -> None:
        """Write notes and source, one paragraph a line, and close the figure at its true height."""
        self.y += 1.6
        self.line((MARGIN, self.y), (self.width - MARGIN, self.y), 0.4)
        self.y += 1.0
        for note in foot.split("\n"):
            self.paragraph(note, TINY, 0.3, color=GREY)
        self.y += MARGIN - 0.5
        self.figure.set_size_inches(self.width / 25.4, self.y / 25.4)
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.y, 0)


def nothing(sheet: Sheet, words: str) -> None:
    """A panel that says why there is nothing to draw."""
    size = TEXT if sheet.wide else SMALL
    lines = wrap(words, size, sheet.inner - 8)
    height = len(lines) * size * POINT * LINE + 8
    sheet.box(MARGIN, sheet.y, sheet.inner, height, "none", RULE)
    for place, line in enumerate(lines, 1):
        sheet.text(
            sheet.width / 2, sheet.y + 4 + (place - 0.5) * size * POINT * LINE, line, size, ha="center"
        )
    sheet.y += height
