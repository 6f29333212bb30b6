"""What lies in a folder of reports: the files, where they were published, an identifier for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import NoReportsError, SourcesError
from kfd_analysis.loading import Task
from kfd_analysis.model import Problem
from kfd_analysis.reading.files import list_reports, shown_name, slug
from kfd_analysis.reading.limits import leads_outside
from kfd_analysis.reading.privacy import Redactor
from kfd_analysis.review.delimited import read_records
from kfd_analysis.tables import Row, problem_row

TEXT_BASES = ("original", "restated")
_AS_IT_IS = ("source_file", "text_basis", "address", "sha256_original")
_ADDRESS = re.compile(r"https?://[^\s<>\"'{}|\\^`]+")


def report_paths(folder: Path) -> list[Path]:
    """The report files of a folder.

    Raises
    ------
    NoReportsError
        If there is no such folder, or no report in it.
    """
    if not folder.is_dir():
        raise NoReportsError(f"there is no folder {folder}; name the folder that holds the reports")
    paths = list_reports(folder)
    if not paths:
        raise NoReportsError(
            f"no report in {folder}; put in reports as .txt, .html, .docx, .odt, .pdf or .pptx files"
        )
    return paths


def read_sources(folder: Path) -> pd.DataFrame:
    """What ``sources.csv`` in the folder says of the publications, one row per file; empty without the file.

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
    rows = [r.cells for r in read_records(path, ("source_file",), SourcesError)] if path.is_file() else []
    return pd.DataFrame(rows or {name: [] for name in ("source_file", "text_basis")}, dtype="str")


def checked_sources(
    sources: pd.DataFrame, names: Sequence[str], book: Codebook
) -> tuple[pd.DataFrame, list[Row]]:
    """`sources` as it may be shown: personal data removed, addresses of the web alone.

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
    if wrong := sorted(set(sources.get("text_basis", ())) - {"", *TEXT_BASES}):
        words = " or ".join(TEXT_BASES)
        raise SourcesError(f"sources.csv: text_basis {wrong[0]!r}. Write {words}, or leave the cell empty.")
    redactor = Redactor([], book)
    columns = [str(name) for name in sources.columns if name not in _AS_IT_IS]
    shown = {name: sources[name].map(redactor.redact) for name in columns}
    said = [(name, "source_without_file") for name in sources["source_file"] if name not in set(names)]
    if "address" in sources:
        web = sources["address"].str.fullmatch(_ADDRESS)
        other = sources["source_file"][~web & (sources["address"] != "")]
        said += [(name, "source_address") for name in other]
        shown["address"] = sources["address"].where(web, "")
    problems = [problem_row(shown_name(name), "", Problem(code), str, book) for name, code in said]
    return sources.assign(**shown), problems


def personal_names(paths: Sequence[Path], book: Codebook) -> list[Row]:
    """Warnings of files whose names seem to name a person: a title or two names, a phone or mail address."""
    redactor = Redactor([], book)
    return [
        problem_row(shown_name(path.name), "", Problem("personal_file_name"), str, book)
        for path in paths
        if redactor.names_somebody(path.stem)
    ]


def tasks_of(paths: Sequence[Path], sources: pd.DataFrame, book: Codebook) -> tuple[list[Task], list[Row]]:
    """Identifier and text basis of every file; an identifier that is taken gets a suffix."""
    basis: dict[str, str] = {}
    if {"source_file", "text_basis"} <= set(sources.columns):
        basis = dict(zip(sources["source_file"], sources["text_basis"], strict=True))
    taken: set[str] = set()
    tasks, problems = [], []
    for path in paths:
        wanted = report_id = slug(path.name)
        number = 2
        while report_id in taken:
            report_id, number = f"{wanted}-{number}", number + 1
        taken.add(report_id)
        if report_id != wanted:
            problem = Problem("report_id_collision", "report_id", 0, report_id)
            problems.append(problem_row(shown_name(path.name), report_id, problem, str, book))
        tasks.append(Task(path, report_id, basis.get(path.name) or "original"))
    return tasks, problems
