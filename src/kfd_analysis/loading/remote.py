"""Folders that have an address and no path here: object stores and other places that fsspec knows.

fsspec and the libraries of the stores come with the extra ``dask``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kfd_analysis.errors import NoReportsError
from kfd_analysis.loading import Task
from kfd_analysis.loading.folder import Source, read_sources
from kfd_analysis.reading.formats.files import ENDINGS, in_order

SOURCES = "sources.csv"


def is_address(folder: object) -> bool:
    """Whether a folder is named by an address such as ``s3://bucket/reports``."""
    return "://" in str(folder)


def files_at(address: str) -> tuple[list[Path], list[Path]]:
    """The names of the reports of a folder, and of the files beside them whose format is not read.

    Raises
    ------
    NoReportsError
        If there is no such folder, it may not be read, or there is no report in it.
    """
    system, root = _system(address)
    try:
        entries = system.ls(root, detail=True)
    except (OSError, ValueError) as error:
        raise NoReportsError(f"{address}: no such folder, or it may not be read ({error})") from None
    files = in_order(Path(Path(entry["name"]).name) for entry in entries if entry["type"] == "file")
    reports = [path for path in files if path.suffix.lower() in ENDINGS]
    if not reports:
        raise NoReportsError(f"no report in {address}; put in files of these kinds: {', '.join(ENDINGS)}")
    return reports, [path for path in files if path.suffix.lower() not in ENDINGS]


def sources_at(address: str) -> list[Source]:
    """What ``sources.csv`` in the folder says; nothing without the file."""
    system, root = _system(address)
    with TemporaryDirectory() as place:
        if system.exists(f"{root}/{SOURCES}"):
            system.get_file(f"{root}/{SOURCES}", str(Path(place, SOURCES)))
        return read_sources(Path(place))


@contextmanager
def at_hand(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    """The tasks with paths that can be opened: what lies elsewhere is fetched for as long as it is read."""
    if not any(task.address for task in tasks):
        yield tasks
        return
    with TemporaryDirectory() as place:
        near = []
        for number, task in enumerate(tasks):
            system, root = _system(task.address)
            folder = Path(place, str(number))
            folder.mkdir()
            system.get_file(f"{root}/{task.path.name}", str(folder / task.path.name))
            near.append(task._replace(path=folder / task.path.name))
        yield near


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise NoReportsError(f"{address}: needs fsspec; pip install 'kfd_analysis[dask]'") from None
    try:
        system, root = url_to_fs(address)
    except ImportError as error:
        needed = getattr(error.__cause__, "name", None) or "another library"
        raise NoReportsError(f"{address}: needs {needed}; pip install {needed} ({error})") from None
    except ValueError as error:
        raise NoReportsError(f"{address}: {error}") from None
    return system, root.rstrip("/")
