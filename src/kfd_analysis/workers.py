"""The reports of a folder, one after the other or in several processes; the order is that of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading import Loaded, Task, load_one
from kfd_analysis.model import Problem
from kfd_analysis.review.corrections import Corrections
from kfd_analysis.tables import problem_row

Progress = Callable[[int, int, str], None]
"""Called with done, total and file name after each report."""

_LARGEST_CHUNK = 50
_WAITING = 3  # chunks per process that are being read or wait to be taken

_OF_WORKER: dict[str, Codebook] = {}


def load_all(tasks: Sequence[Task], book: Codebook, corrections: Corrections, jobs: int) -> Iterator[Loaded]:
    """Load every task.

    The first report is always read here, so that processes that are forked find the codebook compiled.

    Parameters
    ----------
    jobs
        Worker processes; the result does not depend on it.
    """
    alone = 1 if jobs > 1 and len(tasks) >= 2 * jobs else len(tasks)
    for task in tasks[:alone]:
        yield load_one(task, book, corrections.of(task.report_id))
    if alone == len(tasks):
        return
    size = min(_LARGEST_CHUNK, max(1, len(tasks) // (jobs * 8)))
    chunks = (tasks[start : start + size] for start in range(alone, len(tasks), size))
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(book,)) as pool:
        futures = (pool.submit(_load_in_worker, chunk, _of(chunk, corrections)) for chunk in chunks)
        waiting: deque[Future[list[Loaded]]] = deque(islice(futures, jobs * _WAITING))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(islice(futures, 1))
            yield from done


def _of(chunk: Sequence[Task], corrections: Corrections) -> list[Corrections]:
    return [corrections.of(task.report_id) for task in chunk]


def load_chunk(tasks: Sequence[Task], corrections: Sequence[Corrections], book: Codebook) -> list[Loaded]:
    """Load some reports, each with its corrections."""
    return [load_one(task, book, own) for task, own in zip(tasks, corrections, strict=True)]


def _begin(book: Codebook) -> None:
    """Give a worker process its codebook, which it compiles once if it does not find it compiled."""
    _OF_WORKER["book"] = book


def _load_in_worker(tasks: Sequence[Task], corrections: Sequence[Corrections]) -> list[Loaded]:
    return load_chunk(tasks, corrections, _OF_WORKER["book"])


def counted(items: Iterable[Loaded], total: int, progress: Progress | None) -> Iterator[Loaded]:
    """Tell how far the reports are, as they pass."""
    for done, item in enumerate(items, 1):
        if progress is not None:
            progress(done, total, item.task.name)
        yield item


def distinct(loaded: Iterable[Loaded], book: Codebook) -> Iterator[Loaded]:
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
