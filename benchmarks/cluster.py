"""`make bench-cluster`: two workers on a cluster, one killed half-way; the tables must not differ."""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from pathlib import Path

from distributed import Client, LocalCluster

from benchmarks.corpus import write_corpus
from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import load_parts
from kfd_analysis.publishing.package import write_parts


def main() -> None:
    """Load a corpus with Dask and without, compare the files byte by byte, print seconds."""
    parser = argparse.ArgumentParser(prog="make bench-cluster", description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000, help="size of the corpus (%(default)s)")
    size = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_corpus(place / "reports", size)
        print(f"{size} reports; two workers, one killed after half of them: {_clustered(place):.0f} s")
        print(f"one process: {_alone(place):.0f} s")
        for path in sorted((place / "alone").iterdir()):
            if path.read_bytes() != (place / "clustered" / path.name).read_bytes():
                raise SystemExit(f"{path.name} differs")
    print("all tables are the same, byte by byte")


def _clustered(place: Path) -> float:
    workers = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    with workers, Client(workers) as client:
        victims = list(client.run(os.getpid).values())[:1]

        def kill(done: int, total: int, _name: str) -> None:
            if victims and done > total // 2:
                os.kill(victims.pop(), signal.SIGKILL)

        start = time.perf_counter()
        parts = load_parts(place / "reports", client=client, progress=kill)
        write_parts(parts, load_codebook(), place / "clustered")
        return time.perf_counter() - start


def _alone(place: Path) -> float:
    start = time.perf_counter()
    write_parts(load_parts(place / "reports"), load_codebook(), place / "alone")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
