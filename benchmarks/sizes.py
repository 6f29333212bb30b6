"""`make bench-sizes`: time `kfd load` on corpora of several sizes, with one process and with two."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import write_corpus
from benchmarks.paired import machine, write

MB = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of the system's largest memory in a megabyte."""
PAUSE = 30.0
"""Seconds between two words on how far a run is."""

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

HEAD = (
    "| kfd load | processes | ms a report | processor ms a report | … times that of the first size "
    "| times as fast as one process | peak memory, MB |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)


class Loaded(NamedTuple):
    """A run of `kfd load`: on the clock and of processor, ms a report, and MB of its largest process."""

    size: int
    jobs: int
    clock: float
    processor: float
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="make bench-sizes", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000], help="reports (%(default)s)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    runs: list[Loaded] = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as name:
            _say(f"writing {size} reports")
            write_corpus(Path(name, "reports"), size)
            runs += [_load(Path(name), size, jobs) for jobs in given.jobs]
    write([f"{machine()} One run of each.", "", *HEAD, *(_row(run, runs) for run in runs)], given.out)


def _row(run: Loaded, runs: Sequence[Loaded]) -> str:
    first = next(other for other in runs if other.jobs == run.jobs)
    alone = next((other for other in runs if (other.size, other.jobs) == (run.size, 1)), None)
    gain = f"{alone.clock / run.clock:.2f}" if alone else ""
    return (
        f"| {run.size:,} reports | {run.jobs} | {run.clock:.2f} | {run.processor:.2f} "
        f"| {run.processor / first.processor:.2f} | {gain} | {run.megabytes:,.0f} |"
    )


def _load(place: Path, size: int, jobs: int) -> Loaded:
    """One run; its tables are removed afterwards."""
    out = place / "out"
    command = [sys.executable, "-m", "kfd_analysis", "load", str(place / "reports"), "--quiet"]
    command += ["--jobs", str(jobs), "--out", str(out)]
    with subprocess.Popen(
        [sys.executable, "-c", ACCOUNT, *command], stdout=subprocess.PIPE, text=True
    ) as process:
        said = _waited(process, out, f"kfd load, {size} reports, --jobs {jobs}")
    shutil.rmtree(out)
    seconds, processor, largest = map(float, said.split())
    return Loaded(size, jobs, 1000 * seconds / size, 1000 * processor / size, largest / MB)


def _waited(process: subprocess.Popen[str], out: Path, name: str) -> str:
    """What the process prints; how far it is is said from time to time."""
    start = time.perf_counter()
    _say(name)
    while True:
        try:
            said, _ = process.communicate(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            _say(f"{name}: {_written(out)} written after {time.perf_counter() - start:.0f} s")
        else:
            if process.returncode:
                raise SystemExit(f"{name}: failed")
            return said


def _written(out: Path) -> int:
    """Reports in the tables so far, which lie in a hidden folder until all are there."""
    return sum(path.read_bytes().count(b"\n") - 1 for path in out.glob(".kfd-*-new/reports.csv"))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
