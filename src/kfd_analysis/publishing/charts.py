"""Every chart, drawn once for the pages and, if wanted, for the files to download."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kfd_analysis import language

if TYPE_CHECKING:
    from kfd_analysis.showing.exhibit import Chart
    from kfd_analysis.showing.sheet import Width
    from kfd_analysis.showing.view import Frames

PRINT_DPI = 300
KINDS = ("png", "svg", "pdf", "csv")
BASE = "../"
"""Way from the folder of charts to the folder of the language."""


class Drawn(NamedTuple):
    """What pages need of a chart: its words and its drawing for wide and for narrow windows."""

    name: str
    title: str
    subtitle: str
    alt: str
    wide: str
    narrow: str


class _Work(NamedTuple):
    ds: Frames
    lang: str
    folder: Path | None


_work: list[_Work] = []


def draw_charts(
    ds: Frames,
    lang: str,
    folder: Path | None = None,
    jobs: int = 2,
    done: Callable[[str], None] = lambda name: None,
) -> dict[str, Drawn]:
    """Draw every chart of the registry (`kfd_analysis.showing.CHARTS`), some at a time.

    Parameters
    ----------
    ds
        The tables to draw from.
    lang
        Language of the words in the charts.
    folder
        Where to write PNG, SVG, PDF (page and column width) and CSV; None for none.
    jobs
        Processes.
    done
        Called with the name of each chart when it is drawn.
    """
    from kfd_analysis.showing import CHARTS

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    work = _Work(ds, lang, folder)
    with ProcessPoolExecutor(max(1, jobs), context, initializer=_work.append, initargs=(work,)) as pool:
        drawn = {}
        for picture in pool.map(_draw, CHARTS):
            drawn[picture.name] = picture
            done(picture.name)
    return drawn


def _draw(name: str) -> Drawn:
    from kfd_analysis.showing import CHARTS

    work = _work[-1]
    with language.using(work.lang):
        chart = CHARTS[name](work.ds)
        if work.folder is not None:
            export(chart, work.folder)
        wide, narrow = (chart.svg(f"{chart.name}-{width}", width=width) for width in _WIDTHS)
    return Drawn(chart.name, chart.title, chart.subtitle, chart.alt, wide, narrow)


_WIDTHS: tuple[Width, Width] = ("page", "column")


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
