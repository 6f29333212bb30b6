"""The command ``load``: read every report of a folder of any size and write the tables."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from kfd_analysis.cli_shared import Progress, left_out, options, reports, result, say_set_aside, say_unread
from kfd_analysis.errors import KfdError

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset
    from kfd_analysis.workers import Client


def register(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command; `add` adds one with the common options."""
    words = "read every report, code it, check it, write the tables"
    load = add("load", _load, words, place=_place)
    load.add_argument(
        "--out", type=Path, default=Path("data/processed"), help="folder of the tables (%(default)s)"
    )
    load.add_argument(
        "--unmatched", type=Path, metavar="FILE", help="write what no rule understood, as codebook entries"
    )
    load.add_argument(
        "--parquet", action="store_true", help="write each table as a folder of Parquet files, not as CSV"
    )
    load.add_argument(
        "--dask", metavar="ADDRESS", help="have the workers of a Dask scheduler read; local for some here"
    )


def _place(words: str) -> Path | str:
    """A folder, or the address of one elsewhere, which is no path."""
    return words if "://" in words else Path(words)


def _client(address: str, jobs: int, opened: ExitStack) -> Client:
    """A client of the scheduler at an address, or of workers that are started for this run."""
    try:
        from distributed import Client as DaskClient
        from distributed import LocalCluster
    except ImportError:
        raise KfdError("--dask needs Dask; pip install 'kfd_analysis[dask]'") from None
    if address == "local":
        workers = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
        address = opened.enter_context(workers)
    try:
        client: Client = opened.enter_context(DaskClient(address))
    except (OSError, ValueError) as error:
        raise KfdError(f"--dask {address}: no scheduler answers there ({error})") from None
    return client


def _load(given: argparse.Namespace) -> int:
    from kfd_analysis.dataset import load_parts
    from kfd_analysis.publishing.files import write_file
    from kfd_analysis.publishing.package import write_parts
    from kfd_analysis.publishing.parquet import write_parquet
    from kfd_analysis.publishing.unmatched import Unmatched

    common, book = options(given)
    kind, write = ("parquet", write_parquet) if given.parquet else ("csv", write_parts)
    count, unread, unmatched = Counter[str](), list[str](), Unmatched()

    def noted(parts: Iterable[Dataset]) -> Iterator[Dataset]:
        for ds in parts:
            count["reports"] += len(ds.reports)
            count["warnings"] += int((ds.problems["severity"] == "warning").sum())
            unread.extend(left_out(ds))
            say_set_aside(ds)
            if given.unmatched:
                unmatched.add(ds)
            yield ds

    if given.unmatched:
        _check_file(given.unmatched)
    with ExitStack() as opened:
        progress = opened.enter_context(Progress(given.quiet))
        if given.dask:
            common["client"] = _client(given.dask, given.jobs, opened)
        parts = load_parts(given.folder, progress=partial(_step, progress), **common)
        write(noted(parts), book, given.out)
    if given.unmatched:
        write_file(given.unmatched, unmatched.text().encode("utf-8"))
    result(
        given, f"{reports(count['reports'])} read; tables in {given.out}{_warned(count['warnings'], kind)}"
    )
    return say_unread(unread)


def _check_file(path: Path) -> None:
    """Refuse a place for `--unmatched` that cannot hold a file, before anything is read."""
    if path.is_dir():
        raise KfdError(f"--unmatched {path}: is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise KfdError(
            f"--unmatched {path}: there is no folder {path.parent}. Make it, or name another place."
        )


def _step(progress: Progress, _done: int, _total: int, name: str) -> None:
    progress.begun(name)
    progress.done(name)


def _warned(n: int, kind: str) -> str:
    return f", {n} warning{'s' * (n != 1)} in problems.{kind}" if n else ""
