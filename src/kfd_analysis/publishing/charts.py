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


def export_chart(ds: Frames, lang: str, name: str, folder: Path) -> tuple[Exported, list[Path]]:
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

    Returns
    -------
    Exported, list of Path
        What pages say of it, and its files.
    """
    from kfd_analysis.showing import CHARTS

    with language.using(lang):
        chart = CHARTS[name](ds)
        files = export(chart, folder)
        foot = chart.foot.replace("\n", " ")
        return Exported(chart.name, chart.title, chart.caption, foot, chart.alt), files


def export(chart: Chart, folder: Path) -> list[Path]:
    """Write a chart as PNG (300 dpi), SVG and PDF, as wide as a page and as a column, with its CSV."""
    made = {f"{chart.name}.csv": chart.csv().encode("utf-8")}
    for width, ending in zip(_WIDTHS, ("", "-column"), strict=True):
        name = f"{chart.name}{ending}"
        made[f"{name}.png"] = chart.png(PRINT_DPI, width)
        made[f"{name}.pdf"] = chart.pdf(width)
        made[f"{name}.svg"] = chart.svg(base=BASE, width=width).encode("utf-8")
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]
