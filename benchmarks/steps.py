"""`make bench-steps`: milliseconds of processor that each step takes of a report, from file to rows."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from statistics import fmean
from typing import Any
from unittest.mock import patch

from benchmarks.corpus import write_corpus
from benchmarks.paired import machine, write
from kfd_analysis import load_dataset
from kfd_analysis.codebook import load_codebook
from kfd_analysis.loading import Task, load_one
from kfd_analysis.publishing.package.pieces import keeping
from kfd_analysis.review.corrections import Corrections

LOADING, CODING = "kfd_analysis.loading", "kfd_analysis.coding.report"
STEPS = {
    "read the file, bring its lines into one form": (
        "kfd_analysis.reading.document.read_text",
        "kfd_analysis.reading.document.normal_lines",
    ),
    "find the labels of the form and fill its answers": (f"{LOADING}.read_document",),
    "learn the names to redact": (f"{LOADING}.redactor",),
    "methods, topics, actors and services, with their context": (f"{CODING}.code_terms",),
    "costs": (f"{CODING}.code_costs",),
    "events": (f"{CODING}.code_events",),
    "participants": (f"{CODING}.code_participants",),
    "ratings": (f"{CODING}.code_ratings",),
    "free answers": (f"{CODING}.code_answers",),
    "place and population": (f"{CODING}.code_place",),
    "providers": (f"{CODING}.code_providers",),
    "other values: dates, contact": (f"{LOADING}.code_report",),
    "facts and comparison": (f"{LOADING}.facts_of", f"{LOADING}.compare_report"),
    "checks, problems, lines that no rule used": tuple(
        f"{LOADING}.{name}" for name in ("open_problems", "check_report", "unused_lines", "not_understood")
    ),
    "rows of the tables, quotations redacted": (f"{LOADING}.rows_of", f"{LOADING}.problem_row"),
}
"""Functions of every step; what one of them calls of another step counts to that step."""
REST, LINES = "what lies between the steps", "lines of the tables"
Spent = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="make bench-steps", description=__doc__)
    parser.add_argument("--reports", type=int, default=200, help="reports (%(default)s)")
    parser.add_argument("--rounds", type=int, default=9, help="runs of each report (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        write_corpus(Path(place), given.reports)
        load_dataset(place, texts=False)
        rounds = [list(_round(Path(place))) for _ in range(given.rounds)]
    best = [min(runs, key=lambda run: sum(run.values())) for runs in zip(*rounds, strict=True)]
    head = (
        f"{given.reports} reports, the best of {given.rounds} runs of each: milliseconds of processor, means."
    )
    rows = [(step, 1000 * fmean(run.get(step, 0.0) for run in best)) for step in (*STEPS, REST, LINES)]
    printed = [f"| {step} | {spent:.2f} |" for step, spent in (*rows, ("all", sum(one for _, one in rows)))]
    write([machine(), "", head, "", "| step | ms a report |", "| --- | ---: |", *printed], given.out)


def _round(folder: Path) -> Iterator[Spent]:
    """What each report takes, step by step."""
    book, corrections, keep = load_codebook(), Corrections(), keeping(frames=False, unused=False)
    for path in sorted(folder.glob("*.txt")):
        with _stopwatch() as spent:
            loaded = load_one(Task(path, path.stem, "original", texts=False), book, corrections)
        start = time.thread_time()
        keep(loaded, book)
        spent[LINES] = time.thread_time() - start
        yield spent


@contextmanager
def _stopwatch() -> Iterator[Spent]:
    """Seconds of processor by step, while it is open: each step without those that it calls.

    Of the thread: the clock of the process is a coarse one while a time limit for a report runs.
    """
    spent: Spent = {}
    open_steps, last = [REST], time.thread_time()

    def turn() -> None:
        nonlocal last
        now = time.thread_time()
        spent[open_steps[-1]] = spent.get(open_steps[-1], 0.0) + now - last
        last = now

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(*given: Any, **named: Any) -> Any:
            turn()
            open_steps.append(step)
            try:
                return function(*given, **named)
            finally:
                turn()
                open_steps.pop()

        return run

    with ExitStack() as patched:
        for step, names in STEPS.items():
            for name in names:
                module, attribute = name.rsplit(".", 1)
                place = import_module(module)
                patched.enter_context(patch.object(place, attribute, timed(step, getattr(place, attribute))))
        last = time.thread_time()
        yield spent
        turn()


if __name__ == "__main__":
    main()
