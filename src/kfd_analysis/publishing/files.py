"""Writing that a crash cannot spoil: everything is made in a hidden place and moved in when it is whole.

A killed run leaves the last good files as they were; what it left half done is removed by the next run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kfd_analysis.writing import OutputError, left_behind, remove_stale, told, write_file

GENERATOR = "kfd_analysis"
GOING = ".going"  # names of what goes when a filled folder is moved in
__all__ = ["GENERATOR", "OutputError", "filled_folder", "swapped_folder", "write_file"]


@contextmanager
def filled_folder(target: Path, ours: Collection[str] = ()) -> Iterator[Path]:
    """Give a hidden folder to write into; at the end its content replaces what has the same name in `target`.

    What has one of the names `ours` goes, too; other files in `target` stay. If the body raises, nothing in
    `target` is changed. What a run that was killed while it moved its files in has left is moved in first.
    """
    with told(target):
        _refuse_file(target)
        made = _missing(target)
        target.mkdir(parents=True, exist_ok=True)
        for whole in left_behind(target, ".kfd-"):
            if whole.name.endswith("-whole"):
                _move_in(whole, target)
        remove_stale(target, ".kfd-")
        fresh = target / f".kfd-{os.getpid()}-new"
        fresh.mkdir()
    try:
        with told(target):
            yield fresh
            if gone := [name for name in ours if not (fresh / name).exists()]:
                (fresh / GOING).write_text("\n".join(gone), encoding="utf-8")
            _sync_tree(fresh)
            _move_in(fresh.rename(target / f".kfd-{os.getpid()}-whole"), target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _remove_empty(made)


@contextmanager
def swapped_folder(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside `target` to write into; at the end it takes the place of `target`.

    If the body raises, `target` stays as it was. A folder that this package did not write is refused.

    Raises
    ------
    OutputError
        If `target` holds other things, or the place cannot be written to.
    """
    named, target = target, Path(os.path.realpath(target))
    with told(named):
        made = _missing(target.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        put_in_order(target)
        _refuse_foreign(target)
        fresh = _beside(target, "new")
        fresh.mkdir()
    try:
        with told(named):
            yield fresh
            _sync_tree(fresh)
            _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        _remove_empty(made)


def _missing(folder: Path) -> list[Path]:
    """A folder and those above it that are not there yet, the innermost first."""
    return [place for place in (folder, *folder.parents) if not place.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Remove folders that were made for a result that did not come."""
    with suppress(OSError):  # what holds anything stays, and so does all above it
        for folder in folders:
            folder.rmdir()


def put_in_order(target: Path) -> None:
    """Put back what a killed run had moved away from `target`, and remove what it left beside it."""
    target = Path(os.path.realpath(target))
    if target.parent.is_dir():
        _restore(target)
        remove_stale(target.parent, f".{target.name}.kfd-")


def _refuse_file(target: Path) -> None:
    if target.is_file():
        raise OutputError(f"{target}: is a file. Choose a folder with --out.")


def _refuse_foreign(target: Path) -> None:
    _refuse_file(target)
    if not target.exists():
        return
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
        for old in left_behind(target.parent, f".{target.name}.kfd-"):
            if old.name.endswith("-old"):
                os.rename(old, target)
                return


def _move_in(whole: Path, target: Path) -> None:
    """Remove what goes, then move in what is new; after a kill what lies in `whole` is still to be done."""
    going = whole / GOING
    if going.exists():
        for name in going.read_text(encoding="utf-8").splitlines():
            remove(target / name)
        going.unlink()
    for path in sorted(whole.iterdir()):
        if path.is_dir():
            remove(target / path.name)
        os.replace(path, target / path.name)
    whole.rmdir()


def remove(path: Path) -> None:
    """Remove a file or a whole folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sync_tree(folder: Path) -> None:
    for root, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(os.path.join(root, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
