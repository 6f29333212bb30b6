"""Writing that a crash cannot spoil: everything is made in a hidden place and moved in when it is whole.

A killed run leaves the last good files as they were; what it left half done is removed by the next run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kfd_analysis.writing import OutputError, told, write_file

GENERATOR = "kfd_analysis"
__all__ = ["GENERATOR", "OutputError", "filled_folder", "swapped_folder", "workplace", "write_file"]


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a private temporary folder; what a killed run left of its own is removed first."""
    place = Path(tempfile.gettempdir())
    with told(place):
        _remove_stale(place, "")
        folder = Path(tempfile.mkdtemp(prefix=f".kfd-{os.getpid()}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def filled_folder(target: Path) -> Iterator[Path]:
    """Give a hidden folder to write into; at the end its content replaces what has the same name in `target`.

    Other files in `target` stay. If the body raises, nothing in `target` is changed.
    """
    with told(target):
        made = not target.exists()
        target.mkdir(parents=True, exist_ok=True)
        _remove_stale(target, "")
        fresh = target / f".kfd-{os.getpid()}-new"
        fresh.mkdir()
    try:
        with told(target):
            yield fresh
            _sync_tree(fresh)
            for path in sorted(fresh.iterdir()):
                if path.is_dir():
                    shutil.rmtree(target / path.name, ignore_errors=True)
                os.replace(path, target / path.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if made and not any(target.iterdir()):
            target.rmdir()


@contextmanager
def swapped_folder(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside `target` to write into; at the end it takes the place of `target`.

    If the body raises, `target` stays as it was. A folder that this package did not write is refused.

    Raises
    ------
    OutputError
        If `target` holds other things, or the place cannot be written to.
    """
    target = Path(os.path.realpath(target))
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _restore(target)
        _remove_stale(target.parent, target.name)
        _refuse_foreign(target)
        fresh = _beside(target, "new")
        fresh.mkdir()
    try:
        with told(target):
            yield fresh
            _sync_tree(fresh)
            _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(f"{target}: is a file. Choose a folder with --out.")
    index = target / "index.html"
    ours = index.is_file() and f'content="{GENERATOR}' in index.read_text(encoding="utf-8", errors="replace")
    if not ours and any(target.iterdir()):
        raise OutputError(
            f"{target}: holds files that kfd report did not write and would replace. "
            "Choose another folder with --out."
        )


def _beside(target: Path, role: str) -> Path:
    return target.with_name(f".{target.name}.kfd-{os.getpid()}-{role}")


def _swap(fresh: Path, target: Path) -> None:
    old = _beside(target, "old")
    if target.exists():
        os.rename(target, old)
    try:
        os.rename(fresh, target)
    except OSError:
        if old.exists():
            os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _restore(target: Path) -> None:
    """Put back what a run that was killed between its two renames had moved away."""
    if not target.exists():
        for old in sorted(target.parent.glob(f".{target.name}.kfd-*-old")):
            os.rename(old, target)
            return


def _remove_stale(folder: Path, name: str) -> None:
    prefix = f".{name}.kfd-" if name else ".kfd-"
    for path in folder.glob(f"{prefix}*"):
        pid = path.name.removeprefix(prefix).partition("-")[0]
        if pid.isdigit() and not _runs(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def _runs(pid: int) -> bool:
    """Whether another process has this number (always False on Windows, where asking would end it)."""
    if os.name == "nt" or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sync_tree(folder: Path) -> None:
    for root, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(os.path.join(root, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
