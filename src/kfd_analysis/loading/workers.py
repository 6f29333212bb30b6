"""The reports of a folder, one after the other or in several processes; the order is that of the tasks."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import KfdError, UnreadableReportError
from kfd_analysis.loading import Loaded, Task, load_one, unread
from kfd_analysis.loading.remote import at_hand
from kfd_analysis.loading.request import Request
from kfd_analysis.model import Problem
from kfd_analysis.processes import handed_over, taken, workers
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import Row, problem_row

Progress = Callable[[int, int, str], None]
"""Called with done, total and file name after each report."""

_LARGEST_CHUNK = 10
_BEGIN_AGAIN = 3  # times that processes are begun anew without one more report being ready
_WAITING = 3  # chunks per process that are being read or wait to be taken
_LOOK = 5.0  # seconds after which it is looked whether a cluster has workers
_WITHOUT_WORKERS = 120.0  # seconds that a cluster may be without any: those that ended may be begun anew
_GIVE = "Give it workers with this version of kfd_analysis and more memory, or load without Dask."


class Kept(Protocol):
    """What is kept of a report, at least."""

    @property
    def task(self) -> Task:
        """The file."""

    @property
    def problems(self) -> list[Row]:
        """Its rows of table ``problems``."""

    @property
    def digest(self) -> str:
        """SHA-256 digest of its text; empty if it could not be read."""

    @property
    def read(self) -> bool:
        """Whether it could be read, and is not the same as another."""


K = TypeVar("K", bound=Kept)
Keep = Callable[[Loaded, Codebook], K]
"""What is kept of a report; called where the report is read, so that only that travels."""


@dataclass(frozen=True)
class Hand:
    """All that one who reads reports needs but the reports."""

    book: Codebook
    keep: Keep[Any]


_OF_WORKER: list[Hand] = []


class Promised(Protocol):
    """What reports in work become."""

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the reports, for so many seconds at most."""


class Client(Protocol):
    """What is used of a Dask client (``distributed.Client``)."""

    def submit(self, function: Callable[..., Any], *arguments: Any, pure: bool) -> Promised:
        """Have a worker call a function."""

    def nthreads(self) -> Mapping[str, int]:
        """Threads by worker."""


def whole(loaded: Loaded, _book: Codebook) -> Loaded:
    """Keep all of a report."""
    return loaded


def load_all(
    request: Request, keep: Keep[K], jobs: int, progress: Progress | None = None, client: Client | None = None
) -> Iterator[K]:
    """Load every report: here, in worker processes, or by the workers of a Dask client.

    Of the same text under another name nothing is kept but a problem that names it. The first report is
    always read here, so that processes that are forked find the codebook compiled.
    """
    hand = Hand(request.book, keep)
    loaded = _loaded(request.tasks, hand, request.corrections, jobs, client)
    return _distinct(_counted(loaded, len(request.tasks), progress), hand)


def _loaded(
    tasks: Sequence[Task], hand: Hand, corrections: Corrections, jobs: int, client: Client | None
) -> Iterator[Any]:
    alone = 1 if client or (jobs > 1 and len(tasks) >= 2 * jobs) else len(tasks)
    for task in tasks[:alone]:
        yield from load_chunk([task], [corrections.of(task.report_id)], hand)
    rest = tasks[alone:]
    if client is not None and rest:
        yield from _on_cluster(rest, hand, corrections, client)
    elif rest:
        yield from _in_processes(rest, hand, corrections, jobs)


def _in_processes(tasks: Sequence[Task], hand: Hand, corrections: Corrections, jobs: int) -> Iterator[Any]:
    """Load with processes of this machine; what was not ready when one was ended is done again."""
    ready, ended = 0, 0
    while ready < len(tasks):
        chunks = _chunks(tasks[ready:], corrections, jobs)
        try:
            with workers(jobs, _context(), _begin, hand) as pool:
                submitted = (pool.submit(handed_over, _load_in_worker, *chunk) for chunk in chunks)
                for done in _in_order(submitted, jobs, _taken):
                    ready, ended = ready + len(done), 0
                    yield from done
        except BrokenProcessPool:
            ended += 1
            if ended > _BEGIN_AGAIN:
                raise _ended(tasks[ready], "Try again with --jobs 1.") from None


def _taken(promised: Promised) -> list[Any]:
    done: list[Any] = taken(promised.result())
    return done


def _ended(task: Task, remedy: str) -> KfdError:
    return KfdError(
        f"{task.name}, or a report soon after it: the process that read it was ended from outside each time, "
        f"for want of memory perhaps. {remedy}"
    )


def _context() -> multiprocessing.context.BaseContext:
    """Fork where that is safe, whatever the default: what is forked finds the codebook compiled.

    Elsewhere begin anew: what is forked while another thread holds a lock may wait for it for ever.
    """
    safe = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if safe else "spawn")


def _on_cluster(tasks: Sequence[Task], hand: Hand, corrections: Corrections, client: Client) -> Iterator[Any]:
    """Load with the workers of a cluster, which does again what one had in work or held when it ended.

    The hand is a result of the cluster, too: what is only scattered is lost with the last worker that has it.
    """
    ready = 0
    try:
        threads = sum(client.nthreads().values()) or 1
        everywhere = client.submit(_given, hand, pure=False)
        chunks = _chunks(tasks, corrections, threads)
        submitted = (client.submit(load_chunk, *chunk, everywhere, pure=False) for chunk in chunks)
        for done in _in_order(submitted, threads, partial(_watched, client)):
            ready += len(done)
            yield from done
    except (CancelledError, OSError):
        raise KfdError("the Dask scheduler does not answer any more. Start it, then load anew.") from None
    except _killed():
        raise _ended(tasks[ready], _GIVE) from None


def _given(hand: Hand) -> Hand:
    return hand


def _killed() -> type[Exception]:
    """What a Dask client raises if worker after worker ended over the same reports."""
    try:
        from distributed import KilledWorker
    except ImportError:
        return BrokenProcessPool  # another client than Dask's
    killed: type[Exception] = KilledWorker
    return killed


def _watched(client: Client, promised: Promised) -> list[Any]:
    """Wait for reports as long as there are workers, and a while more."""
    seen = time.monotonic()
    while True:
        try:
            done: list[Any] = promised.result(_LOOK)
            return done
        except TimeoutError:
            if client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > _WITHOUT_WORKERS:
                raise KfdError(f"the Dask scheduler has no workers left. {_GIVE}") from None


Chunk = tuple[Sequence[Task], list[Corrections]]


def _chunks(tasks: Sequence[Task], corrections: Corrections, hands: int) -> Iterator[Chunk]:
    """The tasks in chunks, smaller ones at the end, where one process waits for the last of another."""
    start = 0
    while start < len(tasks):
        size = min(_LARGEST_CHUNK, max(1, (len(tasks) - start) // (hands * 4)))
        chunk = tasks[start : start + size]
        yield chunk, [corrections.of(task.report_id) for task in chunk]
        start += size


def _in_order(
    submitted: Iterator[Promised], hands: int, wait: Callable[[Promised], list[Any]]
) -> Iterator[list[Any]]:
    """The chunks of what is submitted, never more than a few ahead."""
    waiting = deque(islice(submitted, hands * _WAITING))
    while waiting:
        following = waiting.popleft()
        done = wait(following)
        waiting.extend(islice(submitted, 1))
        yield done


def load_chunk(tasks: Sequence[Task], corrections: Sequence[Corrections], hand: Hand) -> list[Any]:
    """Load some reports, each with its corrections."""
    found = (_load(task, hand.book, own) for task, own in zip(tasks, corrections, strict=True))
    return [hand.keep(loaded, hand.book) for loaded in found]


def _load(task: Task, book: Codebook, corrections: Corrections) -> Loaded:
    try:
        with at_hand(task) as near:
            return load_one(near, book, corrections)
    except UnreadableReportError as error:  # it could not be fetched
        return unread(task, error.code, error.detail, book)


def _begin(hand: Hand) -> None:
    """Give a worker process what it needs; a codebook that it does not find compiled it compiles once."""
    _OF_WORKER[:] = [hand]
    gc.freeze()


def _load_in_worker(tasks: Sequence[Task], corrections: Sequence[Corrections]) -> list[Any]:
    return load_chunk(tasks, corrections, _OF_WORKER[0])


def _counted(items: Iterable[K], total: int, progress: Progress | None) -> Iterator[K]:
    """Tell how far the reports are, as they pass."""
    for done, item in enumerate(items, 1):
        if progress is not None:
            progress(done, total, item.task.name)
        yield item


def _distinct(kept: Iterable[K], hand: Hand) -> Iterator[K]:
    """Of the same text under another name nothing is kept but a problem that names it."""
    first: dict[str, str] = {}
    for item in kept:
        name = item.task.name
        known = first.setdefault(item.digest, name) if item.digest else name
        if known == name:
            yield item
        else:
            double = Problem("duplicate_report", "", 0, known)
            problem = problem_row(name, item.task.report_id, double, str, hand.book)
            yield hand.keep(Loaded(item.task, {}, [problem], item.digest), hand.book)
