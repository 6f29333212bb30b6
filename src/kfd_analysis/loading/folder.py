"""What lies in a folder of reports: the files, where they were published, an identifier for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import NoReportsError, SourcesError
from kfd_analysis.loading import Task
from kfd_analysis.model import Problem
from kfd_analysis.reading.delimited import read_records
from kfd_analysis.reading.formats.files import list_reports, shown_name, slug
from kfd_analysis.reading.formats.limits import leads_outside
from kfd_analysis.reading.privacy import Redactor
from kfd_analysis.tables import Row, problem_row

RAW = Path("data") / "raw"
"""Where a project keeps its reports."""
TEXT_BASES = ("original", "restated")
_AS_IT_IS = ("source_file", "text_basis", "address", "sha256_original")
Source = Mapping[str, str]
"""A row of ``sources.csv``: cells by column."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}|\\^`]+")


def report_paths(folder: Path) -> list[Path]:
    """The report files of a folder.

    Raises
    ------
    NoReportsError
        If there is no such folder, or no report in it.
    """
    require_folder(folder)
    paths = list_reports(folder)
    if not paths:
        raise NoReportsError(
            f"no report in {folder}; put in reports as .txt, .html, .docx, .odt, .pdf or .pptx files "
            "(folders in it are not read)"
        )
    return paths


def require_folder(folder: Path) -> None:
    """Refuse what is no folder.

    Raises
    ------
    NoReportsError
        Names the remedy.
    """
    if folder.is_file():
        raise NoReportsError(f"{folder} is a file; name the folder that it lies in")
    if not folder.is_dir():
        example = "; kfd report --example shows the packaged ones" if folder.parts[-2:] == RAW.parts else ""
        raise NoReportsError(f"there is no folder {folder}; name the folder that holds the reports{example}")


def read_sources(folder: Path) -> list[Source]:
    """What ``sources.csv`` in the folder says of the publications, one row per file; none without the file.

    Raises
    ------
    SourcesError
        If the table cannot be read; names the reason and the remedy.
    """
    path = folder / "sources.csv"
    if leads_outside(path):
        raise SourcesError(
            f"{path.name}: is a link to a place outside the folder. Put the table itself there."
        )
    return [r.cells for r in read_records(path, ("source_file",), SourcesError)] if path.is_file() else []


def checked_sources(
    sources: Sequence[Source], names: Sequence[str], book: Codebook
) -> tuple[list[Source], list[Row]]:
    """`sources` as they may be shown: personal data removed, addresses of the web alone.

    Parameters
    ----------
    sources
        What `read_sources` gives.
    names
        Names of the report files; what is said of others is named as a problem.

    Raises
    ------
    SourcesError
        If a text basis is none.
    """
    if wrong := sorted({row.get("text_basis", "") for row in sources} - {"", *TEXT_BASES}):
        words = " or ".join(TEXT_BASES)
        raise SourcesError(f"sources.csv: text_basis {wrong[0]!r}. Write {words}, or leave the cell empty.")
    redactor, known = Redactor([], book), set(names)
    shown = [_shown(row, redactor) for row in sources]
    said = [(row["source_file"], "source_without_file") for row in sources if row["source_file"] not in known]
    for row, safe in zip(sources, shown, strict=True):
        if row.get("address") != safe.get("address"):
            said.append((row["source_file"], "source_address"))
    return shown, [problem_row(shown_name(name), "", Problem(code), str, book) for name, code in said]


def _shown(row: Source, redactor: Redactor) -> Source:
    safe = {name: cell if name in _AS_IT_IS else redactor.redact(cell) for name, cell in row.items()}
    return safe | {"address": ""} if "address" in row and not _ADDRESS.fullmatch(row["address"]) else safe


def personal_names(paths: Sequence[Path], book: Codebook) -> list[Row]:
    """Warnings of files whose names seem to name a person: a title or two names, a phone or mail address."""
    redactor = Redactor([], book)
    return [
        problem_row(shown_name(path.name), "", Problem("personal_file_name"), str, book)
        for path in paths
        if redactor.names_somebody(path.stem)
    ]


def tasks_of(
    paths: Sequence[Path], sources: Sequence[Source], book: Codebook
) -> tuple[list[Task], list[Row]]:
    """Identifier and text basis of every file; an identifier that is taken gets a suffix."""
    basis = {row["source_file"]: row.get("text_basis") for row in sources}
    taken: dict[str, int] = {}
    tasks, problems = [], []
    for path in paths:
        wanted = report_id = slug(path.name)
        while report_id in taken:
            taken[wanted] += 1
            report_id = f"{wanted}-{taken[wanted]}"
        taken[report_id] = 1
        if report_id != wanted:
            problem = Problem("report_id_collision", "report_id", 0, report_id)
            problems.append(problem_row(shown_name(path.name), report_id, problem, str, book))
        tasks.append(Task(path, report_id, basis.get(path.name) or "original"))
    return tasks, problems
