"""A chart: its finding, its figures, and a text that says the same.

It does not change: it is drawn when asked, in the language that was active when it was made.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import style as mpl_style
from matplotlib.backends.backend_agg import FigureCanvasAgg

from kfd_analysis import language
from kfd_analysis.showing import svg
from kfd_analysis.showing.exhibits import FOR_PAGES, PICTURE
from kfd_analysis.showing.numbering import figure_label, figure_number, numbered
from kfd_analysis.showing.sheet import STYLE, WIDTHS, Sheet, Width
from kfd_analysis.showing.table import as_csv

NOTEBOOK_DPI = 150


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart with its finding, its figures and a text that says the same.

    Attributes
    ----------
    name
        Name of the exported files, e.g. ``02_cost_per_participant``.
    title, subtitle, foot
        The finding; n and unit; notes and source, one a line.
    alt
        The chart in words.
    data
        The figures of the chart, as they are exported.
    draw
        Draws the body on a sheet whose header is written.

    References
    ----------
    ``docs/extending.md``, A chart, table or notebook.

    Examples
    --------
    >>> show.topics(ds).name
    '05_topics'
    """

    name: str
    title: str
    subtitle: str
    foot: str
    alt: str
    data: pd.DataFrame
    draw: Callable[[Sheet], None]
    lang: str = field(default_factory=language.current)

    @property
    def caption(self) -> str:
        """``Figure 3. Finding (n; unit)``, to stand under the chart."""
        return numbered(figure_label(self.name), f"{self.title} ({self.subtitle})")

    def sheet(self, width: Width = "page", links: bool = False) -> Sheet:
        """Draw the chart at ``column`` (84 mm) or ``page`` (170 mm) width."""
        with language.using(self.lang), mpl_style.context(STYLE, after_reset=True):
            sheet = Sheet(WIDTHS[width], links)
            sheet.header(self.title, self.subtitle)
            self.draw(sheet)
            sheet.footer(self.foot)
        return sheet

    def _saved(self, sheet: Sheet, kind: str, metadata: dict[str, Any], dpi: int = 72) -> bytes:
        buffer = io.BytesIO()
        with mpl_style.context(STYLE, after_reset=True), mpl.rc_context({"svg.hashsalt": f"kfd-{self.name}"}):
            FigureCanvasAgg(sheet.figure)
            sheet.figure.savefig(buffer, format=kind, dpi=dpi, metadata=metadata)
        return buffer.getvalue()

    def png(self, dpi: int = 300, width: Width = "page") -> bytes:
        """Picture for a text processor."""
        metadata: dict[str, Any] = {"Software": None, "Title": self.title, "Description": self.alt}
        return self._saved(self.sheet(width), "png", metadata, dpi)

    def pdf(self, width: Width = "page") -> bytes:
        """Vector picture for print, fonts embedded as type 42."""
        metadata: dict[str, Any] = {"CreationDate": None, "Producer": None, "Creator": None}
        metadata |= {"Title": self.title, "Subject": self.alt}
        return self._saved(self.sheet(width), "pdf", metadata)

    def svg(self, prefix: str = "", base: str = "", width: Width = "page") -> str:
        """Vector picture whose marks lead to the words they were read from.

        Parameters
        ----------
        prefix
            Put before every id; the chart's name if empty.
        base
            Way from the file to the folder of the language, ``../`` in ``charts/``.
        width
            ``column`` or ``page``.
        """
        sheet = self.sheet(width, links=True)
        raw = self._saved(sheet, "svg", {"Date": None, "Creator": None}).decode()
        return svg.finish(raw, prefix or f"c{self.name}", base, sheet.links, self.title, self.alt)

    def csv(self) -> str:
        """The chart's figures as CSV (UTF-8, LF)."""
        return as_csv(self.data)

    def _repr_mimebundle_(self, **_options: object) -> tuple[dict[str, Any], dict[str, Any]]:
        if os.environ.get(FOR_PAGES):
            return {PICTURE: self._for_page(), "text/plain": self.alt}, {}
        bundle = {"image/png": self.png(NOTEBOOK_DPI), "text/plain": self.alt}
        return bundle, {"image/png": {"alt": self.alt, "chart": self.name}}

    def _for_page(self) -> dict[str, str]:
        """The chart as a page shows it, in wide and in narrow windows."""
        n = figure_number(self.name)
        wide, narrow = self.svg(f"fig{n}p"), self.svg(f"fig{n}c", width="column")
        return {
            "name": self.name, "title": self.title, "caption": self.caption, "wide": wide, "narrow": narrow,
        }  # fmt: skip

    def __repr__(self) -> str:
        return self.alt
