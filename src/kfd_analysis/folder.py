"""What lies in a folder of reports: the files, where they were published, an identifier for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import NoReportsError, SourcesError
from kfd_analysis.loading import Task
from kfd_analysis.model import Problem
from kfd_analysis.reading.files import list_reports, shown_name, slug
from kfd_analysis.review.delimited import read_records
from kfd_analysis.tables import Row, problem_row


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
    rows = [r.cells for r in read_records(path, ("source_file",), SourcesError)] if path.is_file() else []
    return pd.DataFrame(rows or {name: [] for name in ("source_file", "text_basis")}, dtype="str")


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
