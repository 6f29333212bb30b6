"""The charts to download: pictures for print and screen, and their figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kfd_analysis import language

if TYPE_CHECKING:
    from kfd_analysis.showing.chart import Chart
    from kfd_analysis.showing.sheet import Width
    from kfd_analysis.tables.frames import Frames

PRINT_DPI = 300
BASE = "../"
"""Way from the folder of charts to the folder of the language."""
_WIDTHS: tuple[Width, Width] = ("page", "column")


class Exported(NamedTuple):
    """What a page that leads to the files of a chart needs to know of it."""

    name: str
    title: str
    caption: str = ""
    notes: str = ""
    alt: str = ""


def export_chart(ds: Frames, lang: str, name: str, folder: Path) -> Exported:
    """Draw a chart of the registry (`kfd_analysis.showing.CHARTS`) and write its files.

    Parameters
    ----------
    ds
        The tables to draw from.
    lang
        Language of the words in the chart.
    name
        Name of the chart, and of its files.
    folder
        Where to write them.
    """
    from kfd_analysis.showing import CHARTS

    with language.using(lang):
        chart = CHARTS[name](ds)
        export(chart, folder)
        return Exported(chart.name, chart.title, chart.caption, chart.foot.replace("\n", " "), chart.alt)


def export(chart: Chart, folder: Path) -> None:
    """Write a chart as PNG (300 dpi), SVG and PDF, as wide as a page and as a column, with its CSV."""
    for width, ending in zip(_WIDTHS, ("", "-column"), strict=True):
        place = folder / f"{chart.name}{ending}"
        _beside(place, "png").write_bytes(chart.png(PRINT_DPI, width))
        _beside(place, "pdf").write_bytes(chart.pdf(width))
        _beside(place, "svg").write_text(chart.svg(base=BASE, width=width), encoding="utf-8", newline="\n")
    _beside(folder / chart.name, "csv").write_text(chart.csv(), encoding="utf-8", newline="\n")


def _beside(place: Path, kind: str) -> Path:
    return place.with_name(f"{place.name}.{kind}")
