"""The command ``load``: read every report of a folder of any size and write the tables."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from kfd_analysis.cli_shared import (
    Progress,
    check_file,
    left_out,
    path,
    reports,
    result,
    say_set_aside,
    say_unread,
)
from kfd_analysis.errors import INSTALL, KfdError

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    from kfd_analysis.loading.parts import Part
    from kfd_analysis.loading.workers import Client
    from kfd_analysis.publishing.package.pieces import Piece
    from kfd_analysis.publishing.unmatched import Unused

_ANSWER = 10  # seconds in which a Dask scheduler has to answer


def register(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command; `add` adds one with the common options."""
    words = "read every report, code it, check it, write the tables"
    jobs = "how many processes read at the same time, or workers of --dask local"
    load = add("load", _load, words, place=_place, jobs=jobs)
    load.add_argument(
        "--out",
        type=path,
        default=Path("data/processed"),
        metavar="FOLDER",
        help="folder of the tables (%(default)s)",
    )
    load.add_argument(
        "--unmatched", type=path, metavar="FILE", help="write what no rule understood, as codebook entries"
    )
    load.add_argument(
        "--parquet", action="store_true", help="write each table as a folder of Parquet files, not as CSV"
    )
    load.add_argument(
        "--dask", metavar="ADDRESS", help="have the workers of a Dask scheduler read; local starts some here"
    )


def _place(words: str) -> Path | str:
    """A folder, or the address of one elsewhere, which is no path."""
    return words if "://" in words else path(words)


def _client(address: str, jobs: int, opened: ExitStack) -> Client:
    """A client of the scheduler at an address, or of workers that are started for this run."""
    import logging

    try:
        from distributed import Client as DaskClient
        from distributed import LocalCluster
    except ImportError:
        raise KfdError(f"--dask needs Dask; {INSTALL}") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it would print, we say in words
    if address == "local":
        workers = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0")
        address = opened.enter_context(workers)
    try:
        client: Client = opened.enter_context(DaskClient(address, timeout=_ANSWER))
    except OSError as error:
        raise KfdError(
            f"--dask {address}: no scheduler has answered within {_ANSWER} s ({error}). "
            "Start it, or give the address that it names at its start."
        ) from None
    except (TypeError, ValueError) as error:
        raise KfdError(
            f"--dask {address}: not the address of a scheduler ({error}). "
            "Give the one that it names at its start, such as tcp://HOST:8786, or local."
        ) from None
    return client


class _Seen:
    """What is said of a run at its end, gathered part after part."""

    def __init__(self) -> None:
        self.reports = self.warnings = 0
        self.unread: list[str] = []
        self.unused: list[Unused] = []

    def add(self, part: Part[Piece]) -> None:
        """Take in a part; say at once which texts are set aside."""
        self.reports += len(part.reports)
        self.warnings += sum(row[3] == "warning" for row in part.problems)
        self.unread += left_out(part.problems, {piece.task.report_id for piece in part.reports})
        self.unused += [piece.unused for piece in part.reports if any(piece.unused)]
        say_set_aside(part.problems)


def _load(given: argparse.Namespace) -> int:
    from kfd_analysis.codebook import load_codebook
    from kfd_analysis.loading.request import find_request
    from kfd_analysis.publishing.files import write_file
    from kfd_analysis.publishing.package.stream import write_tables
    from kfd_analysis.publishing.unmatched import unmatched_text

    if given.unmatched:
        check_file("--unmatched", given.unmatched)
    seen = _Seen()
    with ExitStack() as opened:
        progress = opened.enter_context(Progress(given.quiet))
        write_tables(
            find_request(given.folder, load_codebook(given.codebook), given.corrections),
            given.out,
            parquet=given.parquet,
            unused=bool(given.unmatched),
            jobs=given.jobs,
            progress=progress.read,
            client=_client(given.dask, given.jobs, opened) if given.dask else None,
            seen=seen.add,
        )
    if given.unmatched:
        write_file(given.unmatched, unmatched_text(seen.unused).encode("utf-8"))
    kind = "parquet" if given.parquet else "csv"
    result(given, f"{reports(seen.reports)} read; tables in {given.out}{_warned(seen.warnings, kind)}")
    return say_unread(seen.unread)


def _warned(n: int, kind: str) -> str:
    return f", {n} warning{'s' * (n != 1)} in problems.{kind}" if n else ""
