"""Worker processes: none outlives the one that began it, and what one gives comes over whole or not at all.

A result goes into a file of its own; through the pipe that all workers share goes its name alone, in one
piece. A longer message could be cut in two by the end of its process, and all others would wait for the rest.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from kfd_analysis.writing import told, workplace

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""
_PLACE: list[Path] = []
"""In a worker: where its results go."""


@contextmanager
def workers(
    jobs: int, context: BaseContext, begin: Callable[..., None], *given: Any
) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of worker processes; submit `handed_over` to it, and read what becomes of it with `taken`.

    Parameters
    ----------
    jobs
        How many at most.
    context
        How they are begun.
    begin, given
        Called with these in each worker when it begins.
    """
    others = set(multiprocessing.active_children())
    with (
        workplace() as place,
        ProcessPoolExecutor(jobs, context, _begin, (os.getpid(), place, begin, given)) as pool,
    ):
        try:
            yield pool
        except BaseException:
            for child in set(multiprocessing.active_children()) - others:
                child.kill()
            raise


def handed_over(function: Callable[..., Any], *arguments: Any) -> str:
    """Call a function in a worker and keep what it gives; the name of the file."""
    given = pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL)
    with told(_PLACE[0]):
        descriptor, name = tempfile.mkstemp(dir=_PLACE[0])
        with open(descriptor, "wb") as file:
            file.write(given)
    return name


def taken(name: str) -> Any:
    """What a worker has handed over under this name; it can be taken once."""
    file = Path(name)
    given = pickle.loads(file.read_bytes())
    file.unlink()
    return given


def end_with_parent(parent: int) -> None:
    """Have the system end this process as soon as its parent is gone, or at once if it is gone (Linux)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _begin(parent: int, place: Path, begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Set up a worker: it leaves Ctrl-C to the process that started it, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent(parent)
    _PLACE[:] = [place]
    begin(*given)
