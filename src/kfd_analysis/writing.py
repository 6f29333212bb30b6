"""One file written in one step, a place for what a run needs on its way, what must not become a formula."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kfd_analysis.errors import KfdError

_WORKPLACES: set[Path] = set()
"""Those of this process."""
FORMULA_START = ("=", "+", "-", "@", "\t")


class OutputError(KfdError):
    """A place that cannot be written to; the message names the place, the reason and the remedy."""


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` in one step: a reader sees the old file or the new one, never a part.

    Raises
    ------
    OutputError
        If the folder is missing, read-only or full.
    """
    with told(path):
        remove_stale(path.parent, f".{path.name}.kfd-")
        place = path.with_name(f".{path.name}.kfd-{os.getpid()}")
        try:
            _write_through(place, data)
            os.replace(place, path)
        finally:
            place.unlink(missing_ok=True)


def left_behind(folder: Path, prefix: str) -> list[Path]:
    """What runs that are no more have left in `folder`: ``PREFIX`` and the number of the process, by name."""
    found = []
    for path in sorted(folder.iterdir()):
        owner = path.name.removeprefix(prefix).partition("-")[0]
        if path.name.startswith(prefix) and owner.isdecimal() and not _runs(int(owner)):
            found.append(path)
    return found


def remove_stale(folder: Path, prefix: str) -> None:
    """Remove what `left_behind` finds, but for what this process works in."""
    for path in set(left_behind(folder, prefix)) - _WORKPLACES:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    """Whether another process has this number (always False on Windows, where asking would end it)."""
    if os.name == "nt" or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn the system's refusals into a message with a remedy."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hidden = ".kfd-" in str(error.filename)  # a name of ours, which nobody has typed
        where = place if hidden or not error.filename else error.filename
        raise OutputError(
            f"{where}: cannot be written ({reason}). Free the place or its rights, or choose another "
            "with --out; what was there before is unchanged."
        ) from None


def remove_workplaces() -> None:
    """Remove the temporary folders that killed runs have left."""
    remove_stale(Path(tempfile.gettempdir()), ".kfd-")


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a private temporary folder; what killed runs have left of theirs is removed first."""
    place = Path(tempfile.gettempdir())
    with told(place):
        remove_workplaces()
        folder = Path(tempfile.mkdtemp(prefix=f".kfd-{os.getpid()}-", dir=place))
    _WORKPLACES.add(folder)
    try:
        yield folder
    finally:
        _WORKPLACES.discard(folder)
        shutil.rmtree(folder, ignore_errors=True)


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_START) else text


def _write_through(path: Path, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
