"""`make bench-cluster`: a load by two workers, one killed half-way, then both; the tables must not differ."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from distributed import Client, LocalCluster

from benchmarks.corpus import write_corpus
from benchmarks.paired import machine, write
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package.stream import write_tables


def main() -> None:
    """Load a corpus with Dask and without, compare the files byte by byte, print and write seconds."""
    parser = argparse.ArgumentParser(prog="make bench-cluster", description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000, help="size of the corpus (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place, size = Path(name), given.reports
        write_corpus(place / "reports", size)
        rows = [
            f"| {words} | {seconds:.0f} | {1000 * seconds / size:.2f} |"
            for words, seconds in (
                (
                    "Dask, two workers, one killed after half of the reports, both after three quarters",
                    _clustered(place),
                ),
                ("one process", _alone(place)),
            )
        ]
        files = sorted(path.name for path in (place / "alone").iterdir())
        for file in files:
            if (place / "alone" / file).read_bytes() != (place / "clustered" / file).read_bytes():
                raise SystemExit(f"{file} differs")
    said = f"All {len(files)} files of both runs are the same, byte by byte: {', '.join(files)}."
    head = [f"| {size:,} reports | seconds | ms a report |", "| --- | ---: | ---: |"]
    write([f"{machine('distributed')} One run of each.", "", *head, *rows, "", said], given.out)


def _clustered(place: Path) -> float:
    workers = LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    )
    with workers, Client(workers) as client:
        kills = [(0.5, 1), (0.75, 2)]

        def seen(done: int, total: int, _name: str) -> None:
            _told("Dask", done, total)
            if kills and done > total * kills[0][0]:
                for victim in list(client.run(os.getpid).values())[: kills.pop(0)[1]]:
                    os.kill(victim, signal.SIGKILL)

        start = time.perf_counter()
        write_tables(
            find_request(place / "reports", None, None), place / "clustered", client=client, progress=seen
        )
        if kills:
            raise SystemExit("not all were killed")
        return time.perf_counter() - start


def _alone(place: Path) -> float:
    start = time.perf_counter()
    request = find_request(place / "reports", None, None)
    write_tables(
        request, place / "alone", progress=lambda done, total, _name: _told("one process", done, total)
    )
    return time.perf_counter() - start


def _told(run: str, done: int, total: int) -> None:
    if done % 1000 == 0 or done == total:
        print(f"{run}: {done} of {total} reports", file=sys.stderr)


if __name__ == "__main__":
    main()
