"""Texts and files changed at random: read or refused with a reason, and nothing else."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from tests.stress.counts import count, counted
from tests.stress.mutants import broken, mutant

from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import TABLES
from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.loading import Task, load_one
from kfd_analysis.reading.formats.files import read_text
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import Row
from kfd_analysis.tables.tidy import frame

TEXTS = count(10_000, 100_000)
FILES = count(200, 2_000)
FORMATS = (".docx", ".odt", ".pdf", ".pptx", ".html")

# Mutants that once failed: kept, so that they are tried in every run.
FOUND_TEXTS: tuple[int, ...] = (6905, 16038, 17597, 18872, 73496, 80107, 86904)


def failures_of_texts(numbers: range | tuple[int, ...]) -> list[tuple[int, str]]:
    """Mutants that raised anything, or were refused for a fault of our own."""
    book = load_codebook()
    failures, rows = [], defaultdict[str, list[Row]](list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.txt"
        for number in numbers:
            path.write_bytes(mutant(number))
            try:
                loaded = load_one(Task(path, "mutant", "original"), book, Corrections())
                for table, found in loaded.rows.items():
                    rows[table] += found
                said = [row[4] for row in loaded.problems if not loaded.rows]
                if any(code not in REFUSALS for code in said):
                    failures.append((number, str(said)))
            except Exception:
                failures.append((number, traceback.format_exc(limit=-3)))
    for table in set(rows) & set(TABLES):
        frame(table, rows[table], book)
    return failures


# A refusal must be one of these; a text that takes 10 s to read would be a failure.
REFUSALS = {"no_report", "empty", "not_text", "wrong_type", "too_large"}


def test_texts_changed_at_random() -> None:
    step = max(1, TEXTS // 20)
    parts = [range(n, min(n + step, TEXTS)) for n in range(0, TEXTS, step)]
    with counted("texts changed at random", TEXTS) as failures, ProcessPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(failures_of_texts, parts):
            failures.extend(found)
    assert failures[:5] == []


def test_texts_that_once_failed() -> None:
    assert failures_of_texts(FOUND_TEXTS) == []


def failure_of_file(ending: str, number: int, folder: Path) -> tuple[str, int, str] | None:
    """What went wrong with a broken file, if it was neither read nor refused for a reason of its own."""
    path = folder / f"broken{ending}"
    path.write_bytes(broken(ending, number))
    try:
        read_text(path)
    except UnreadableReportError as error:
        if error.code in {"timeout", "memory"} or "kfd_analysis" in error.detail or "crashed" in error.detail:
            return ending, number, str(error)
    except Exception:
        return ending, number, traceback.format_exc(limit=-3)
    return None


@pytest.mark.parametrize("ending", FORMATS)
def test_files_with_faults(ending: str, tmp_path: Path) -> None:
    with counted(f"{ending} files with faults", FILES) as failures:
        found = (failure_of_file(ending, number, tmp_path) for number in range(FILES))
        failures.extend(filter(None, found))
    assert failures[:5] == []
