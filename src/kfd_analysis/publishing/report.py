"""The main job: from the tables to everything in ``output/``, moved in when it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kfd_analysis import language, showing
from kfd_analysis.codebook import Codebook
from kfd_analysis.loading.sharing import share
from kfd_analysis.publishing import kernels
from kfd_analysis.publishing.charts import export_chart
from kfd_analysis.publishing.files import swapped_folder, workplace
from kfd_analysis.publishing.job import Job
from kfd_analysis.publishing.notebooks import environment, run_notebook
from kfd_analysis.publishing.pages.layout import CHARTS, WORKBOOK, Site
from kfd_analysis.publishing.pages.suite import write_pages, write_root
from kfd_analysis.publishing.proof import require_places
from kfd_analysis.publishing.prose import translated
from kfd_analysis.publishing.steps import Step, Told, nobody, side_by_side
from kfd_analysis.showing import FOR_PAGES

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset


def publish(ds: Dataset, book: Codebook, job: Job, begun: Told = nobody, done: Told = nobody) -> None:
    """Run the notebooks, draw the charts, write the pages and the exports.

    Parameters
    ----------
    ds, book
        The tables and the codebook that they were made with.
    job
        What to do.
    begun, done
        Called with the name of each notebook, chart and workbook when it begins and when it is ready.

    Raises
    ------
    NoPlaceError
        If a value has no place in its report.
    NotebookError
        If a notebook fails.
    OutputError
        If the output cannot be written. In all cases the last output stays as it was.
    """
    require_places(ds)
    kernels.warm()
    with swapped_folder(job.out) as fresh, workplace() as work:
        at_hand = replace(ds, folder=ds.folder.resolve())
        variables = environment(job.reports, job.codebook, job.corrections)
        variables |= share(work / "dataset", at_hand, at_hand.folder, job.codebook, job.corrections)
        steps: dict[str, Step] = {}
        for lang in job.languages:
            steps |= _notebooks(job, lang, variables, work)
            if job.exports:
                steps |= _exports(at_hand, book, lang, fresh / lang)
        made = side_by_side(steps, job.jobs, begun, done)
        for lang in job.languages:
            site = _site(ds, book, job, lang, made)
            write_pages(site, fresh / lang)
        write_root(fresh, site)


def _notebooks(job: Job, lang: str, variables: Mapping[str, str], work: Path) -> dict[str, Step]:
    given = {**variables, "KFD_LANG": lang, FOR_PAGES: "1"}
    return {_name(job, lang, path): partial(run_notebook, path, given, work) for path in job.notebooks}


def _name(job: Job, lang: str, path: Path) -> str:
    """What is said of a notebook that runs."""
    return f"{lang}: notebook {job.notebooks.index(path) + 1} of {len(job.notebooks)}, {path.stem}"


def _exports(ds: Dataset, book: Codebook, lang: str, folder: Path) -> dict[str, Step]:
    from kfd_analysis.publishing.workbook import write_workbook

    charts = folder / CHARTS
    charts.mkdir(parents=True)
    steps: dict[str, Step] = {
        f"{lang}: {WORKBOOK}": partial(write_workbook, ds, book, lang, folder / WORKBOOK)
    }
    for name in showing.CHARTS:
        steps[f"{lang}: chart {name}"] = partial(export_chart, ds, lang, name, charts)
    return steps


def _site(ds: Dataset, book: Codebook, job: Job, lang: str, made: Mapping[str, Any]) -> Site:
    with language.using(lang):
        read = {path.stem: translated(made[_name(job, lang, path)]) for path in job.notebooks}
    return Site(
        ds=ds,
        book=book,
        lang=lang,
        languages=job.languages,
        notebooks=read,
        charts=[made[f"{lang}: chart {name}"] for name in showing.CHARTS] if job.exports else [],
        exports=job.exports,
        full_text=job.full_text,
    )
