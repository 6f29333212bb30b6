"""The reports of a folder, one after the other or in several processes; the order is that of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Any, Protocol

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading import Loaded, Task, load_one
from kfd_analysis.model import Problem
from kfd_analysis.remote import at_hand
from kfd_analysis.request import Request
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import problem_row

Progress = Callable[[int, int, str], None]
"""Called with done, total and file name after each report."""

_LARGEST_CHUNK = 50
_WAITING = 3  # chunks per process that are being read or wait to be taken

_OF_WORKER: dict[str, Codebook] = {}


class Promised(Protocol):
    """What reports in work become."""

    def result(self) -> list[Loaded]:
        """Wait for the reports."""


class Client(Protocol):
    """What is used of a Dask client (``distributed.Client``)."""

    def submit(self, function: Callable[..., Any], *arguments: Any, pure: bool) -> Promised:
        """Have a worker call a function."""

    def scatter(self, data: Any, *, broadcast: bool) -> Any:
        """Give every worker a copy of something."""

    def nthreads(self) -> Mapping[str, int]:
        """Threads by worker."""


def load_all(
    request: Request, jobs: int, progress: Progress | None = None, client: Client | None = None
) -> Iterator[Loaded]:
    """Load every report: here, in worker processes, or by the workers of a Dask client.

    Of the same text under another name nothing is kept but a problem that names it. The first report is
    always read here, so that processes that are forked find the codebook compiled.
    """
    loaded = _loaded(request.tasks, request.book, request.corrections, jobs, client)
    return _distinct(_counted(loaded, len(request.tasks), progress), request.book)


def _loaded(
    tasks: Sequence[Task], book: Codebook, corrections: Corrections, jobs: int, client: Client | None
) -> Iterator[Loaded]:
    alone = 1 if client or (jobs > 1 and len(tasks) >= 2 * jobs) else len(tasks)
    for task in tasks[:alone]:
        yield from load_chunk([task], [corrections.of(task.report_id)], book)
    rest = tasks[alone:]
    if client is not None and rest:
        yield from _on_cluster(rest, book, corrections, client)
    elif rest:
        with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(book,)) as pool:
            chunks = _chunks(rest, corrections, jobs)
            yield from _in_order((pool.submit(_load_in_worker, *chunk) for chunk in chunks), jobs)


def _on_cluster(
    tasks: Sequence[Task], book: Codebook, corrections: Corrections, client: Client
) -> Iterator[Loaded]:
    threads = sum(client.nthreads().values()) or 1
    everywhere = client.scatter(book, broadcast=True)
    chunks = _chunks(tasks, corrections, threads)
    yield from _in_order((client.submit(load_chunk, *c, everywhere, pure=False) for c in chunks), threads)


Chunk = tuple[Sequence[Task], list[Corrections]]


def _chunks(tasks: Sequence[Task], corrections: Corrections, hands: int) -> Iterator[Chunk]:
    size = min(_LARGEST_CHUNK, max(1, len(tasks) // (hands * 8)))
    for start in range(0, len(tasks), size):
        chunk = tasks[start : start + size]
        yield chunk, _of(chunk, corrections)


def _in_order(submitted: Iterator[Promised], hands: int) -> Iterator[Loaded]:
    """The reports of what is submitted, never more than a few chunks ahead."""
    waiting = deque(islice(submitted, hands * _WAITING))
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(islice(submitted, 1))
        yield from done


def _of(chunk: Sequence[Task], corrections: Corrections) -> list[Corrections]:
    return [corrections.of(task.report_id) for task in chunk]


def load_chunk(tasks: Sequence[Task], corrections: Sequence[Corrections], book: Codebook) -> list[Loaded]:
    """Load some reports, each with its corrections."""
    with at_hand(tasks) as near:
        return [load_one(task, book, own) for task, own in zip(near, corrections, strict=True)]


def _begin(book: Codebook) -> None:
    """Give a worker process its codebook, which it compiles once if it does not find it compiled."""
    _OF_WORKER["book"] = book


def _load_in_worker(tasks: Sequence[Task], corrections: Sequence[Corrections]) -> list[Loaded]:
    return load_chunk(tasks, corrections, _OF_WORKER["book"])


def _counted(items: Iterable[Loaded], total: int, progress: Progress | None) -> Iterator[Loaded]:
    """Tell how far the reports are, as they pass."""
    for done, item in enumerate(items, 1):
        if progress is not None:
            progress(done, total, item.task.name)
        yield item


def _distinct(loaded: Iterable[Loaded], book: Codebook) -> Iterator[Loaded]:
    """Of the same text under another name nothing is kept but a problem that names it."""
    first: dict[str, str] = {}
    for item in loaded:
        name = item.task.name
        known = first.setdefault(item.digest, name) if item.digest else name
        if known == name:
            yield item
        else:
            problem = problem_row(
                name, item.task.report_id, Problem("duplicate_report", "", 0, known), str, book
            )
            yield Loaded(item.task, {}, [problem], item.digest)
