"""Files and folders of reports: which there are, and the text of one."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.errors import NoReportsError, UnreadableReportError
from kfd_analysis.fold import SPELLED_OUT
from kfd_analysis.model import Problem
from kfd_analysis.reading.formats import worker
from kfd_analysis.reading.formats.encodings import decode
from kfd_analysis.reading.formats.limits import check_kind, check_text, read_bytes

ENDINGS = (".txt", ".html", ".htm", ".docx", ".odt", ".pdf", ".pptx")

_NO_REPORT = re.compile(r"\.|~\$|readme(\.|$)|sources\.csv$", re.IGNORECASE)
_LETTERS = SPELLED_OUT | str.maketrans({"æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "œ": "oe"})
_MAX_SLUG = 80
_UNSHOWN = frozenset({"Cc", "Cf", "Cs"})


class FileText(NamedTuple):
    """Text of a report file.

    Attributes
    ----------
    text
        The text as it stands in the file; line ends may be of any kind.
    encoding
        Encoding of a text or web page, as Python names it; ``mixed``; empty for office formats.
    warnings
        What a user should check (``encoding_mixed``).
    """

    text: str
    encoding: str
    warnings: tuple[Problem, ...] = ()


def read_text(path: Path, labels: Collection[str] = ()) -> FileText:
    """Read the text of a report file.

    Parameters
    ----------
    path
        A file with one of the `ENDINGS`.
    labels
        Labels and questions of the form as printed; lines of a PDF file that are never joined with others.

    Returns
    -------
    FileText

    Raises
    ------
    UnreadableReportError
        If the file cannot be read; the codes and their remedies stand in ``problems_reading.yml``.
    """
    suffix = path.suffix.lower()
    if suffix not in ENDINGS:
        raise UnreadableReportError("unsupported_format", f"only {', '.join(ENDINGS)}")
    data = read_bytes(path)
    check_kind(data, suffix)
    if suffix != ".txt":
        return FileText(*worker.SHARED.read(path, labels))
    decoded = decode(data)
    check_text(decoded.text)
    return FileText(*decoded)


def list_reports(folder: Path) -> list[Path]:
    """The report files of a folder, by name; subfolders, hidden and lock files are left out.

    Raises
    ------
    NoReportsError
        If there is no such folder, or it may not be read.
    """
    return [path for path in _files(folder) if path.suffix.lower() in ENDINGS]


def other_files(folder: Path) -> list[Path]:
    """Files beside the reports whose format is not read, by name; no ``sources.csv``, no read-me."""
    return [path for path in _files(folder) if path.suffix.lower() not in ENDINGS]


def other_folders(folder: Path) -> list[Path]:
    """Folders beside the reports, by name; nothing in them is read."""
    with os.scandir(folder) as entries:
        return in_order(Path(entry.path) for entry in entries if entry.is_dir())


def _files(folder: Path) -> list[Path]:
    try:
        return in_order(path for path in folder.iterdir() if not path.is_dir())
    except OSError:
        raise NoReportsError(f"{folder}: no such folder, or it may not be read") from None


def in_order(paths: Iterable[Path]) -> list[Path]:
    """Files by name, without those that are no reports whatever they hold: hidden ones, read-me files."""
    return sorted((path for path in paths if not _NO_REPORT.match(path.name)), key=lambda path: path.name)


def shown_name(file_name: str) -> str:
    """A file name as tables and messages show it: what no text can hold or show is replaced."""
    if file_name.isprintable():
        return file_name
    return "".join("\ufffd" if unicodedata.category(c) in _UNSHOWN else c for c in file_name)


def slug(file_name: str) -> str:
    """Name of a report for use in addresses and file names: lower-case ASCII letters, digits, hyphens.

    Parameters
    ----------
    file_name
        File name with ending.

    Returns
    -------
    str
        1 to 80 characters; ``report`` if nothing else remains.
    """
    stem = file_name.rpartition(".")[0] if file_name.lower().endswith(ENDINGS) else file_name
    text = unicodedata.normalize("NFC", stem).lower().translate(_LETTERS)
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:_MAX_SLUG].strip("-") or "report"
