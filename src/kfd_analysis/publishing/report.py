"""The main job: from the tables to everything in ``output/``, moved in when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbformat import NotebookNode

from kfd_analysis.codebook import Codebook
from kfd_analysis.publishing.charts import draw_charts
from kfd_analysis.publishing.files import swapped_folder
from kfd_analysis.publishing.layout import CHARTS, WORKBOOK, Site
from kfd_analysis.publishing.notebooks import environment, run_notebooks
from kfd_analysis.publishing.pages import write_pages, write_root
from kfd_analysis.publishing.proof import require_places

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset


class Job(NamedTuple):
    """What `kfd report` is asked to do.

    Attributes
    ----------
    reports
        Folder of the reports.
    notebooks
        The notebooks to run, in the order of the pages.
    out
        Folder to write; taken over only when everything in it is whole.
    languages
        Codes of the languages, one folder each.
    codebook, corrections
        The user's own, if given.
    exports
        Write charts, workbook and mail file too.
    full_text
        Show whole texts on the pages of the reports.
    jobs
        How much runs at the same time.
    """

    reports: Path
    notebooks: Sequence[Path]
    out: Path
    languages: Sequence[str] = ("en",)
    codebook: Path | None = None
    corrections: Path | None = None
    exports: bool = True
    full_text: bool = False
    jobs: int = 2


def publish(ds: Dataset, book: Codebook, job: Job, done: Callable[[str], None] = lambda name: None) -> None:
    """Run the notebooks, draw the charts, write the pages and the exports.

    Parameters
    ----------
    ds, book
        The tables and the codebook that they were made with.
    job
        What to do.
    done
        Called with the name of each notebook and chart when it is ready.

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
    with swapped_folder(job.out) as fresh:
        for lang in job.languages:
            site = _language(ds, book, job, lang, fresh / lang, done)
        write_root(fresh, site)


def _language(
    ds: Dataset, book: Codebook, job: Job, lang: str, folder: Path, done: Callable[[str], None]
) -> Site:
    charts = folder / CHARTS if job.exports else None
    (charts or folder).mkdir(parents=True)
    executed = _executed(job, lang, done)
    drawn = draw_charts(ds, lang, charts, job.jobs, done)
    site = Site(
        ds=ds,
        book=book,
        lang=lang,
        languages=job.languages,
        notebooks=executed,
        charts=drawn,
        exports=job.exports,
        full_text=job.full_text,
    )
    write_pages(site, folder)
    if job.exports:
        from kfd_analysis.publishing.workbook import write_workbook

        write_workbook(ds, book, lang, folder / WORKBOOK)
    return site


def _executed(job: Job, lang: str, done: Callable[[str], None]) -> dict[str, NotebookNode]:
    variables = environment(job.reports, job.codebook, job.corrections) | {"KFD_LANG": lang}
    return run_notebooks(job.notebooks, variables, job.jobs, done)
