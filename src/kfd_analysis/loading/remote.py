"""Folders that have an address and no path here: object stores and other places that fsspec knows.

fsspec and the libraries of the stores come with the extra ``dask``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kfd_analysis.errors import INSTALL, NoReportsError, SourcesError, UnreadableReportError
from kfd_analysis.loading import Task
from kfd_analysis.loading.folder import Source, read_sources
from kfd_analysis.reading.formats.files import ENDINGS, in_order
from kfd_analysis.reading.formats.limits import check_size

SOURCES = "sources.csv"
_KINDS = (
    "Give the path of a folder, or an address of a kind that fsspec knows: s3://, gs://, az://, sftp://, "
    "webdav://, file:// and others."
)


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
    except Exception as error:  # what the libraries of stores raise is of any kind
        raise NoReportsError(f"{address}: no such folder, or it may not be read ({error})") from None
    files = in_order(Path(Path(entry["name"]).name) for entry in entries if entry["type"] == "file")
    reports = [path for path in files if path.suffix.lower() in ENDINGS]
    if not reports:
        raise NoReportsError(f"no report in {address}; put in files of these kinds: {', '.join(ENDINGS)}")
    return reports, [path for path in files if path.suffix.lower() not in ENDINGS]


def sources_at(address: str) -> list[Source]:
    """What ``sources.csv`` in the folder says; nothing without the file.

    Raises
    ------
    SourcesError
        If it cannot be fetched or read.
    """
    system, root = _system(address)
    with TemporaryDirectory() as place:
        try:
            if system.exists(f"{root}/{SOURCES}"):
                system.get_file(f"{root}/{SOURCES}", str(Path(place, SOURCES)))
        except Exception as error:
            raise SourcesError(
                f"{address}/{SOURCES}: cannot be fetched ({type(error).__name__}). "
                "Try again, give yourself the right to read it, or take it away."
            ) from None
        return read_sources(Path(place))


@contextmanager
def at_hand(task: Task) -> Iterator[Task]:
    """The task with a path that can be opened: what lies elsewhere is fetched for as long as it is read.

    Raises
    ------
    UnreadableReportError
        If it cannot be fetched, or is larger than a report can be.
    """
    if not task.address:
        yield task
        return
    with TemporaryDirectory() as place:
        near = Path(place, task.path.name)
        _fetch(task, near)
        yield task._replace(path=near)


def _fetch(task: Task, near: Path) -> None:
    system, root = _system(task.address)
    far = f"{root}/{task.path.name}"
    try:
        check_size(system.info(far).get("size") or 0)
        system.get_file(far, str(near))
    except UnreadableReportError:
        raise
    except FileNotFoundError:
        raise UnreadableReportError("not_found") from None
    except Exception as error:
        raise UnreadableReportError("permission", type(error).__name__) from None


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise NoReportsError(f"{address}: needs fsspec; {INSTALL}") from None
    try:
        system, root = url_to_fs(address)
    except ImportError as error:
        needed = getattr(error.__cause__, "name", None) or ""
        if not needed or needed not in str(error):  # a module need not bear the name of its package
            raise NoReportsError(f"{address}: {error}") from None
        raise NoReportsError(f"{address}: needs {needed}; {INSTALL} {needed}") from None
    except Exception as error:  # what the libraries of stores raise is of any kind
        reason = str(error).partition("\n")[0]
        raise NoReportsError(f"{address}: cannot be opened ({reason}). {_KINDS}") from None
    return system, root.rstrip("/")
