"""`make bench-sizes`, `make bench-formats`: time `kfd load` on corpora of several sizes, in several ways."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil

from benchmarks.corpus import write_corpus
from benchmarks.paired import MEDIANS, machine, write

SIZES = (1000, 4000)
MB = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of the system's largest memory in a megabyte."""
PAUSE = 30.0
"""Seconds between two words on how far a run is."""

RUN = """
import resource, sys
from kfd_analysis.cli import main
status = main(sys.argv[1:])
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime, end=" ")
print()
sys.exit(status)
"""
"""Runs `kfd` and prints how long its process took of a processor, and those that it started."""

ACCOUNT = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
running = [subprocess.Popen(command) for command in json.loads(sys.argv[1])]
status = max(abs(process.wait()) for process in running)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
"""
"""Runs commands at once and prints their account, from a process as small as can be: the system counts the
memory of the process that starts a command to the command's peak."""


class Way(NamedTuple):
    """A way to load: its name in the table, the folders that are loaded at once, processes, more options."""

    words: str
    folders: tuple[str, ...]
    jobs: int
    options: tuple[str, ...] = ()


WHOLE, HALVES = ("whole",), ("half1", "half2")
WAYS = {
    "one": Way("one process", WHOLE, 1),
    "two": Way("two processes", WHOLE, 2),
    "apart": Way("two runs at once, half of the reports each", HALVES, 1),
    "parquet": Way("one process, `--parquet`", WHOLE, 1, ("--parquet",)),
    "parquet-two": Way("two processes, `--parquet`", WHOLE, 2, ("--parquet",)),
    "dask": Way("Dask, two workers", WHOLE, 2, ("--dask", "local")),
    "dask-parquet": Way("Dask, two workers, `--parquet`", WHOLE, 2, ("--dask", "local", "--parquet")),
}
USUAL = ("one", "two", "apart")

HEAD = (
    "| reports | rounds in turn | kfd load | ms a report | processor ms a report "
    "| … times that of the first size | free clock, ms a report | times as fast as one process "
    "| … by the free clock | peak memory, MB | other programs, processors |",
    "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)
NOTE = (
    "The free clock is what the clock would show if no other program took a processor: the processor time of "
    "the process that gathers, and that of its workers divided by their number. Peak memory is that of the "
    "largest process. The last column says how many processors other programs took in the meantime."
)


class Loaded(NamedTuple):
    """A run: ms a report on the clock, of processor and on a free clock, MB, processors of other programs."""

    clock: float
    processor: float
    free: float
    megabytes: float
    others: float


Runs = dict[tuple[int, str], list[Loaded]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="make bench-sizes", description=__doc__)
    sizes, ways = " ".join(map(str, SIZES)), f"any of {' '.join(WAYS)} ({' '.join(USUAL)})"
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", default=SIZES, help=f"reports ({sizes})")
    parser.add_argument("--ways", nargs="+", metavar="WAY", choices=WAYS, default=USUAL, help=ways)
    rounds = "runs of each at the first size, fewer of larger ones (%(default)s)"
    parser.add_argument("--rounds", type=int, default=3, help=rounds)
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    runs: Runs = {}
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as name:
            _say(f"writing {size} reports")
            _write(Path(name), size)
            rounds = max(1, given.rounds * given.sizes[0] // size)
            for number in range(1, rounds + 1):
                for way in given.ways:
                    _say(f"{size} reports, round {number} of {rounds}: {WAYS[way].words}")
                    runs.setdefault((size, way), []).append(_load(Path(name), size, WAYS[way]))
    head = f"{machine()} {MEDIANS} {NOTE}"
    write([head, "", *HEAD, *(_row(key, runs) for key in runs)], given.out)


def _write(place: Path, size: int) -> None:
    """A corpus, and the same in two halves."""
    write_corpus(place / WHOLE[0], size)
    for half in HALVES:
        (place / half).mkdir()
    for number, path in enumerate(sorted((place / WHOLE[0]).iterdir())):
        shutil.copy(path, place / HALVES[number % 2])


def _row(key: tuple[int, str], runs: Runs) -> str:
    size, way = key
    own = runs[key]
    middle = Loaded(*map(median, zip(*own, strict=True)))
    first = median(run.processor for run in next(runs[other] for other in runs if other[1] == way))
    pairs = list(zip(runs.get((size, "one"), ()), own, strict=False))
    gains = [[one.clock / run.clock for one, run in pairs], [one.free / run.free for one, run in pairs]]
    faster = " | ".join(f"{median(gain):.2f}" if gain else "" for gain in gains)
    return (
        f"| {size:,} | {len(own)} | {WAYS[way].words} | {middle.clock:.2f} | {middle.processor:.2f} "
        f"| {middle.processor / first:.2f} | {middle.free:.2f} | {faster} | {middle.megabytes:,.0f} "
        f"| {middle.others:.2f} |"
    )


def _load(place: Path, size: int, way: Way) -> Loaded:
    """One run; its tables are removed afterwards."""
    out = place / "out"
    load = [sys.executable, "-c", RUN, "load", "--quiet", "--jobs", str(way.jobs), *way.options]
    commands = [[*load, str(place / folder), "--out", str(out / folder)] for folder in way.folders]
    busy = _busy()
    account = [sys.executable, "-c", ACCOUNT, json.dumps(commands)]
    with subprocess.Popen(account, stdout=subprocess.PIPE, text=True) as process:
        *each, (clock, largest) = _waited(process, out)
    processor = sum(gathering + working for gathering, working in each)
    free = max(gathering + working / way.jobs for gathering, working in each)
    others = max(0.0, _busy() - busy - processor) / clock
    shutil.rmtree(out)
    seconds = (1000 * figure / size for figure in (clock, processor, free))
    return Loaded(*seconds, largest / MB, others)


def _busy() -> float:
    """Seconds of processor that all programs of the machine have taken."""
    times = psutil.cpu_times()
    return times.user + times.system + getattr(times, "nice", 0.0)


def _waited(process: subprocess.Popen[str], out: Path) -> list[list[float]]:
    """The figures of each line that the process prints; how far it is is said from time to time."""
    start = time.perf_counter()
    while True:
        try:
            said, _ = process.communicate(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            _say(f"{_written(out)} written after {time.perf_counter() - start:.0f} s")
        else:
            if process.returncode:
                raise SystemExit("kfd load failed")
            return [[float(word) for word in line.split()] for line in said.splitlines()]


def _written(out: Path) -> int:
    """Reports in the CSV tables so far, which lie in a hidden folder until all are there."""
    return sum(path.read_bytes().count(b"\n") - 1 for path in out.glob("*/.kfd-*-new/reports.csv"))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
