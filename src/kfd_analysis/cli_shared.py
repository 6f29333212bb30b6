"""What the commands share: exit status, what is said on the terminal, the common options."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kfd_analysis.errors import KfdError

TYPE_CHECKING = False  # as in typing, whose import would take a tenth of the time of --help
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

    from kfd_analysis.codebook import Codebook
    from kfd_analysis.dataset import Dataset
    from kfd_analysis.tables import Row

_TEXTS = (".doc", ".docm", ".dot", ".rtf", ".pages", ".wps", ".wpd", ".sxw", ".ppt", ".fodt", ".ott", ".md")
READ, SOME_UNREAD, FAILED = 0, 1, 2
"""Exit status: all reports were read, some could not be read, nothing could be done."""
PAUSE = 10.0
"""Seconds between two plain words on how many reports are read."""
WIDTH = 80
"""Columns of a terminal that does not tell how many it has."""


def say(message: str) -> None:
    """A message on standard error."""
    print(f"kfd: {message}", file=sys.stderr)


@contextmanager
def ended_as_stopped() -> Iterator[None]:
    """Take a polite end from outside (SIGTERM) like Ctrl-C; processes that are forked here just end."""
    owner = os.getpid()

    def end(number: int, _frame: FrameType | None) -> None:
        if os.getpid() == owner:
            raise KeyboardInterrupt
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def result(given: argparse.Namespace, words: str) -> None:
    """What a command has done, unless it was asked to be quiet."""
    if not given.quiet:
        print(words)


def reports(n: int) -> str:
    """A number of reports in words."""
    return "1 report" if n == 1 else f"{n} reports"


def options(given: argparse.Namespace) -> tuple[dict[str, Any], Codebook]:
    """What the common options mean for loading, and the codebook."""
    from kfd_analysis.codebook import load_codebook

    book = load_codebook(given.codebook)
    more = {"corrections": given.corrections} if given.corrections else {}
    return {"codebook": book, "jobs": given.jobs, **more}, book


def path(words: str) -> Path:
    """A path as it is typed; nothing at all, as from a variable that is not set, is none."""
    if not words.strip():
        raise argparse.ArgumentTypeError("it is empty; name a folder or a file")
    if "://" in words:
        raise argparse.ArgumentTypeError(
            f"{words} is an address; only the reports of kfd load may have one. Name a folder or file of "
            "this machine."
        )
    return Path(words)


def check_file(option: str, place: Path) -> None:
    """Refuse a place that cannot hold a file, before anything is read."""
    if place.is_dir():
        raise KfdError(f"{option} {place}: is a folder. Name a file in it.")
    if not place.parent.is_dir():
        raise KfdError(
            f"{option} {place}: there is no folder {place.parent}. Make it, or name another place."
        )


def keep_apart(folder: object, out: Path | None, whole: bool) -> None:
    """Refuse to write among the reports, or over a folder that holds them (`whole`: it is replaced).

    Raises
    ------
    KfdError
        Names both places and the remedy.
    """
    if not isinstance(folder, Path) or out is None or "://" in str(folder):
        return
    place, target = folder.expanduser().resolve(), out.expanduser().resolve()
    if target.is_relative_to(place):
        where = f"lies in the folder of the reports ({folder}), where results and reports would mix"
    elif whole and place.is_relative_to(target):
        where = f"holds the reports ({folder}) and would be replaced as a whole"
    else:
        return
    raise KfdError(f"--out {out}: {where}. Choose a place outside that folder, for example --out output.")


def say_unread(left_out: Sequence[str]) -> int:
    """Name the files that could not be read; the exit status."""
    for message in left_out:
        say(message)
    return SOME_UNREAD if left_out else READ


def problem_rows(ds: Dataset) -> list[Row]:
    """The rows of table ``problems`` of a data set, missing cells empty."""
    from kfd_analysis.showing.view import text

    return [tuple(map(text, row)) for row in ds.problems.itertuples(index=False)]


def left_out(problems: Iterable[Row], read: Collection[str]) -> list[str]:
    """The files that could not be read, each with its reason; `read` are the reports that could be."""
    return [f"{row[0]}: {row[6]}" for row in problems if row[3] == "error" and row[1] not in read]


def say_set_aside(problems: Iterable[Row]) -> None:
    """Name the texts in formats that are not read, and folders, with the remedy; they may be reports."""
    for row in problems:
        if row[4] == "other_folder" or (row[4] == "other_file" and row[0].lower().endswith(_TEXTS)):
            say(f"{row[0]}: {row[6]}")


class Progress:
    """Says on standard error how far a run is: in one line of a terminal, elsewhere plainly.

    Elsewhere notebooks, charts and workbooks are named when they begin, reports are counted now and then.
    """

    def __init__(self, quiet: bool) -> None:
        terminal = sys.stderr.isatty()
        self._bar = _bar() if terminal and not quiet else None
        self._plain = not terminal and not quiet
        self._running: list[str] = []
        self._again = time.monotonic() + PAUSE

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def begun(self, name: str) -> None:
        """Name a notebook, chart or workbook that is being made."""
        self._running.append(name)
        if self._bar is not None:
            self._bar.set_description_str("; ".join(self._running))
        elif self._plain:
            say(name)

    def done(self, name: str) -> None:
        """Count what is ready."""
        self._running.remove(name)
        if self._bar is not None:
            self._bar.update()

    def read(self, done: int, total: int, name: str) -> None:
        """Count a report that was read, of so many."""
        if self._bar is not None:
            self._bar.total, self._bar.bar_format = total, _READING
            self._bar.set_description_str(name, refresh=False)
            self._bar.update()
        elif self._plain and time.monotonic() >= self._again:
            self._again = time.monotonic() + PAUSE
            say(f"{done:,} of {total:,} reports")


_MAKING = "[{n} ready, {elapsed}] {desc}"
_READING = "[{n:,} of {total:,}, {elapsed}, {remaining} left] {desc}"


def _bar() -> Any:
    """A line of the terminal; one that does not tell its width is taken to be as wide as most."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread, so that processes can be forked
    width = os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    return tqdm(bar_format=_MAKING, leave=False, miniters=1, ncols=width - 1, nrows=2)
