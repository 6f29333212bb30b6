"""The main job: from the tables to everything in ``output/``, moved in when it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import from_dict

from kfd_analysis import language, showing
from kfd_analysis.codebook import Codebook
from kfd_analysis.loading.sharing import NOTED, digests, opened, share
from kfd_analysis.publishing import kernels
from kfd_analysis.publishing.charts import Exported, export_chart
from kfd_analysis.publishing.files import swapped_folder
from kfd_analysis.publishing.job import Job
from kfd_analysis.publishing.notebooks import environment, run_notebook
from kfd_analysis.publishing.pages.layout import CHARTS, WORKBOOK, Site
from kfd_analysis.publishing.pages.suite import write_pages, write_root
from kfd_analysis.publishing.proof import require_places
from kfd_analysis.publishing.prose import translated
from kfd_analysis.publishing.reach import reads_tables_alone
from kfd_analysis.publishing.spared import Made, Memory
from kfd_analysis.publishing.steps import Step, Told, nobody, side_by_side
from kfd_analysis.showing import FOR_PAGES
from kfd_analysis.writing import workplace

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset


def publish(
    ds: Dataset,
    book: Codebook,
    job: Job,
    begun: Told = nobody,
    done: Told = nobody,
    memory: Memory | None = None,
) -> None:
    """Run the notebooks, draw the charts, write the pages and the exports.

    Parameters
    ----------
    ds, book
        The tables and the codebook that they were made with.
    job
        What to do.
    begun, done
        Called with the name of each notebook, chart and workbook when it begins and when it is ready.
    memory
        What earlier runs have made; what would come out the same is taken from there. None: make all.

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
    at_hand = replace(ds, folder=ds.folder.resolve())
    parts = digests(at_hand)
    with swapped_folder(job.out) as fresh, workplace() as work:
        shared = work / "dataset"
        variables = environment(job.reports, job.codebook, job.corrections)
        variables |= share(shared, at_hand, at_hand.folder, job.codebook, job.corrections)
        steps: dict[str, Step] = {}
        for lang in job.languages:
            steps |= _notebooks(job, lang, variables, work)
            if job.exports:
                steps |= _exports(at_hand, book, lang, fresh, shared)
        made = _spared(steps, parts, fresh, memory)
        left = {name: step for name, step in steps.items() if name not in made}
        if left:
            kernels.warm()
        made |= side_by_side(left, job.jobs, begun, done)
        for lang in job.languages:
            site = _site(ds, book, job, lang, made)
            write_pages(site, fresh / lang)
        write_root(fresh, site)
    if memory is not None:
        memory.keep(made, parts)


def _spared(
    steps: Mapping[str, Step], parts: Mapping[str, str], fresh: Path, memory: Memory | None
) -> dict[str, Made]:
    """What need not be made again, by name."""
    known = {name: memory.recall(name, parts, fresh) for name in steps} if memory is not None else {}
    return {name: made for name, made in known.items() if made is not None}


def _notebooks(job: Job, lang: str, variables: Mapping[str, str], work: Path) -> dict[str, Step]:
    given = {**variables, "KFD_LANG": lang, FOR_PAGES: "1"}
    return {_name(job, lang, path): partial(_run, path, given, work) for path in job.notebooks}


def _name(job: Job, lang: str, path: Path) -> str:
    """What is said of a notebook that runs."""
    return f"{lang}: notebook {job.notebooks.index(path) + 1} of {len(job.notebooks)}, {path.stem}"


def _run(path: Path, variables: Mapping[str, str], work: Path) -> Made:
    noted = work / f"{path.stem}.{variables['KFD_LANG']}.read"
    noted.touch()
    notebook = run_notebook(path, {**variables, NOTED: str(noted)}, work)
    read = set(noted.read_text(encoding="utf-8").splitlines()) if reads_tables_alone(notebook) else None
    return Made(notebook, read)


def _exports(ds: Dataset, book: Codebook, lang: str, fresh: Path, shared: Path) -> dict[str, Step]:
    (fresh / lang / CHARTS).mkdir(parents=True)
    steps: dict[str, Step] = {f"{lang}: {WORKBOOK}": partial(_workbook, ds, book, lang, fresh)}
    for name in showing.CHARTS:
        steps[_chart_name(lang, name)] = partial(_chart, shared, lang, name, fresh)
    return steps


def _chart_name(lang: str, name: str) -> str:
    return f"{lang}: chart {name}"


def _workbook(ds: Dataset, book: Codebook, lang: str, fresh: Path) -> Made:
    from kfd_analysis.publishing.workbook import write_workbook

    write_workbook(ds, book, lang, fresh / lang / WORKBOOK)
    return Made()


def _chart(shared: Path, lang: str, name: str, fresh: Path) -> Made:
    read: set[str] = set()
    exported, files = export_chart(opened(shared, read.add), lang, name, fresh / lang / CHARTS)
    return Made(exported, read, [path.relative_to(fresh).as_posix() for path in files])


def _site(ds: Dataset, book: Codebook, job: Job, lang: str, made: Mapping[str, Made]) -> Site:
    with language.using(lang):
        read = {
            path.stem: translated(from_dict(made[_name(job, lang, path)].result)) for path in job.notebooks
        }
    drawn = [made[_chart_name(lang, name)].result for name in showing.CHARTS] if job.exports else []
    return Site(
        ds=ds,
        book=book,
        lang=lang,
        languages=job.languages,
        notebooks=read,
        charts=[Exported(*chart) for chart in drawn],
        exports=job.exports,
        full_text=job.full_text,
    )
