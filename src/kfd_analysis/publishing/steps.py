"""Independent steps side by side: as many processes as asked for, and none left behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from kfd_analysis.errors import KfdError
from kfd_analysis.processes import handed_over, taken, workers
from kfd_analysis.publishing import kernels

Step = Callable[[], Any]
Told = Callable[[str], None]


def nobody(name: str) -> None:
    """Tell nobody."""


def side_by_side(
    steps: Mapping[str, Step], jobs: int, begun: Told = nobody, done: Told = nobody
) -> dict[str, Any]:
    """Do steps that need nothing of each other, each in a worker process.

    Parameters
    ----------
    steps
        What to do, by name; begun in this order. Where processes cannot be forked, steps are pickled.
    jobs
        Steps at the same time.
    begun, done
        Called with the name of each step when it begins and when it is done.

    Returns
    -------
    dict
        What each step returned, by name, in the order of `steps`.

    Raises
    ------
    KfdError
        If a process is ended from outside. What a step raises is raised here; the others are ended.
    """
    context = multiprocessing.get_context("fork" if kernels.can_fork() else "spawn")
    with workers(max(1, min(jobs, len(steps))), context, _begin, steps) as pool:
        return _all_done(pool, steps, jobs, begun, done)


def _all_done(
    pool: ProcessPoolExecutor, steps: Mapping[str, Step], jobs: int, begun: Told, done: Told
) -> dict[str, Any]:
    waiting, running = iter(steps), dict[Future[Any], str]()
    results: dict[str, Any] = {}
    while True:
        for name in islice(waiting, max(1, jobs) - len(running)):
            begun(name)
            running[pool.submit(handed_over, _do, name)] = name
        if not running:
            return {name: results[name] for name in steps}
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            name = running.pop(future)
            try:
                results[name] = taken(future.result())
            except BrokenProcessPool:
                raise KfdError(
                    f"{name}: its process was ended from outside, for want of memory perhaps. "
                    "Try again with --jobs 1; the last output is left as it was."
                ) from None
            done(name)


_steps: dict[str, Step] = {}


def _begin(steps: Mapping[str, Step]) -> None:
    _steps.update(steps)


def _do(name: str) -> Any:
    return _steps[name]()
