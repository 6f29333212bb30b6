"""`make bench`: time the loader beside a floor and other libraries, and write the table."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.corpus import write_corpus
from benchmarks.paired import Run, machine, timed, write
from benchmarks.peers import Contest, contests

LIBRARIES = ("pandas", "ahocorasick_rs", "price-parser", "dateparser", "spacy", "scikit-learn")
MB = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of the system's largest memory in a megabyte."""


class Measured(NamedTuple):
    """A contest with its runs."""

    contest: Contest
    runs: list[Run]

    @property
    def rate(self) -> float:
        """Reports (or lines) a second on the clock, by the median run."""
        return self.contest.size / median(run.wall for run in self.runs)

    @property
    def processor_rate(self) -> float:
        """Reports (or lines) a second of processor, by the median run."""
        return self.contest.size / median(run.cpu for run in self.runs)

    def behind(self, first: Measured) -> tuple[float, float]:
        """How many times as fast `first` is, on the clock and by processor: medians over paired runs."""
        pairs = list(zip(self.runs, first.runs, strict=True))
        size = first.contest.size / self.contest.size
        wall = median(own.wall / other.wall for own, other in pairs)
        return size * wall, size * median(own.cpu / other.cpu for own, other in pairs)


ACCOUNT = """
import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(status)
"""
"""Runs a command and prints its account, from a process as small as can be: the system counts the memory of
the process that starts a command to the command's peak."""


class Loaded(NamedTuple):
    """One run of `kfd load`: seconds on the clock and of processor, and the memory of its largest process."""

    seconds: float
    processor: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--reports", type=int, default=500, help="reports beside others (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn (%(default)s)")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[1000, 4000], help="corpora for kfd load (%(default)s)"
    )
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        beside = _beside(Path(place), given.reports, given.rounds)
        write([*beside, *_loads(Path(place), given.sizes)], given.out)


def _beside(place: Path, size: int, rounds: int) -> list[str]:
    """The rows of the table: every contest in turn, A B C A B C, medians and ratios."""
    write_corpus(place / "beside", size)
    found = list(contests(place / "beside"))
    for contest in found:
        contest.run() if "dates" not in contest.groups else None  # warm up; dateparser is slow and needs none
    measured = [Measured(contest, []) for contest in found]
    for number in range(rounds):
        for one in measured:
            print(f"round {number + 1} of {rounds}: {one.contest.name}", file=sys.stderr)
            one.runs.append(timed(one.contest.run))
    average = sum(path.stat().st_size for path in (place / "beside").iterdir()) / size
    head = f"{size} reports of {average / 1000:.1f} KB, {rounds} rounds in turn, in one process."
    return [machine(*LIBRARIES), "", head, "", *_rows(measured)]


def _rows(measured: Sequence[Measured]) -> list[str]:
    """A line per contest of each group with its rate, and how many times as fast the group's first is."""
    rows = [
        "| work | a second | ratio | a processor second | ratio, processor |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for group in dict.fromkeys(group for one in measured for group in one.contest.groups):
        members = [one for one in measured if group in one.contest.groups]
        unit = "lines" if group in ("amounts", "dates") else "reports"
        for one in members:
            ratios = [f"{ratio:,.2f}" for ratio in one.behind(members[0])]
            rates = f"{one.rate:,.0f} {unit}", f"{one.processor_rate:,.0f} {unit}"
            rows.append(f"| {one.contest.name} | {rates[0]} | {ratios[0]} | {rates[1]} | {ratios[1]} |")
    return rows


def _loads(place: Path, sizes: Sequence[int]) -> list[str]:
    rows = [
        "",
        "| kfd load | processes | ms a report | processor ms a report | peak memory, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for size in sizes:
        write_corpus(place / str(size), size)
        for jobs in (1, 2):
            print(f"kfd load, {size} reports, --jobs {jobs}", file=sys.stderr)
            one = _load(place, size, jobs)
            times = f"{1000 * one.seconds / size:.2f} | {1000 * one.processor / size:.2f}"
            rows.append(f"| {size:,} reports | {jobs} | {times} | {one.megabytes:,.0f} |")
    return rows


def _load(place: Path, size: int, jobs: int) -> Loaded:
    command = [sys.executable, "-m", "kfd_analysis", "load", str(place / str(size)), "--quiet"]
    command += ["--jobs", str(jobs), "--out", str(place / f"out-{size}-{jobs}")]
    done = subprocess.run([sys.executable, "-c", ACCOUNT, *command], stdout=subprocess.PIPE, check=True)
    seconds, processor, largest = map(float, done.stdout.split())
    return Loaded(seconds, processor, largest / MB)


if __name__ == "__main__":
    main()
