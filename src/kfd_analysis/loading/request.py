"""What is asked for: the folder of reports, its files, the codebook and the corrections that apply."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.codebook import Codebook, load_codebook, use
from kfd_analysis.loading import Task
from kfd_analysis.loading.folder import (
    RAW,
    Source,
    checked_sources,
    personal_names,
    read_sources,
    report_paths,
    tasks_of,
)
from kfd_analysis.loading.remote import files_at, is_address, sources_at
from kfd_analysis.model import Problem
from kfd_analysis.reading.formats.files import other_files, other_folders, shown_name
from kfd_analysis.review.corrections import Corrections, read_corrections
from kfd_analysis.tables import Row, problem_row

PathLike = str | os.PathLike[str]
FIRST_NOTEBOOK = "00_summary.ipynb"


class Request(NamedTuple):
    """A folder of reports and all that its tables depend on.

    Attributes
    ----------
    place
        The folder.
    sources
        The rows of its ``sources.csv``; none without the file.
    tasks
        The files, by name.
    problems
        What the names of the files alone tell, as rows of table ``problems``.
    """

    place: Path
    book: Codebook
    corrections: Corrections
    sources: list[Source]
    tasks: list[Task]
    problems: list[Row]

    def without_texts(self) -> Request:
        """The same, without the texts as a whole: redacting what no table quotes takes time."""
        return self._replace(tasks=[task._replace(texts=False) for task in self.tasks])


def find_request(
    folder: PathLike | None, codebook: Codebook | PathLike | None, corrections: PathLike | None
) -> Request:
    """The files, the codebook and the corrections; for parameters and errors see `load_dataset`."""
    book = _codebook(codebook)
    use(book)
    folder = folder or os.environ.get("KFD_REPORTS")
    place = reports_folder(folder)
    corrected = _corrections(place, corrections, book)
    address = str(folder) if is_address(folder) else ""
    paths, others = files_at(address) if address else (report_paths(place), other_files(place))
    folders = [] if address else other_folders(place)
    said = sources_at(address) if address else read_sources(place)
    sources, doubts = checked_sources(said, [path.name for path in paths], book)
    tasks, problems = tasks_of(paths, sources, book)
    problems += doubts + personal_names([*paths, *others, *folders], book)
    unread = [(path, "other_file") for path in others] + [(path, "other_folder") for path in folders]
    problems += [problem_row(shown_name(path.name), "", Problem(code), str, book) for path, code in unread]
    return Request(place, book, corrected, sources, [t._replace(address=address) for t in tasks], problems)


def project_root(start: Path | None = None) -> Path:
    """The nearest folder from `start` upwards that holds the suite's notebooks; else `start`.

    It is known by ``data/raw`` beside ``notebooks``, or by the summary among the notebooks: those that
    ``kfd lab`` copies out of the installed package stand beside no reports.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        notebooks, raw = folder / "notebooks", folder / RAW
        if (notebooks / FIRST_NOTEBOOK).is_file() or (notebooks.is_dir() and raw.is_dir()):
            return folder
    return here


def reports_folder(folder: PathLike | None = None) -> Path:
    """The folder that is meant: as given, else ``KFD_REPORTS``, else ``data/raw`` of the project."""
    _check_path("folder", folder)
    named = folder or os.environ.get("KFD_REPORTS") or RAW
    wanted = Path(named)
    if is_address(named):
        return wanted
    wanted = wanted.expanduser()
    if wanted.is_absolute() or wanted.exists():
        return wanted
    return project_root() / wanted


def _check_path(name: str, given: object) -> None:
    """Refuse an argument that is no path."""
    if given is not None and not isinstance(given, str | os.PathLike):
        raise TypeError(f"{name} is {given!r}; give a path, or its name as a string")


def _codebook(codebook: Codebook | PathLike | None) -> Codebook:
    if isinstance(codebook, Codebook):
        return codebook
    _check_path("codebook", codebook)
    folder = codebook or os.environ.get("KFD_CODEBOOK")
    return load_codebook(Path(folder) if folder else None)


def _corrections(folder: Path, given: PathLike | None, book: Codebook) -> Corrections:
    """The table that applies to a folder: as given, else the project's own for its ``data/raw`` alone."""
    _check_path("corrections", given)
    path = given or os.environ.get("KFD_CORRECTIONS")
    if path:
        return read_corrections(Path(path), book)
    own = folder.resolve().parent / "corrections.csv"
    if folder.resolve() == project_root(folder) / RAW and own.is_file():
        return read_corrections(own, book)
    return Corrections()
