"""What `kfd report` is asked to do, and what it says when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Job(NamedTuple):
    """What `kfd report` is asked to do.

    Attributes
    ----------
    reports
        Folder of the reports.
    notebooks
        The notebooks to run, in the order of the pages.
    out
        Folder to write; taken over only when everything in it is whole.
    languages
        Codes of the languages, one folder each.
    codebook, corrections
        The user's own, if given.
    exports
        Write charts, workbook and mail file too.
    full_text
        Show whole texts on the pages of the reports.
    jobs
        How much runs at the same time.
    """

    reports: Path
    notebooks: Sequence[Path]
    out: Path
    languages: Sequence[str] = ("en",)
    codebook: Path | None = None
    corrections: Path | None = None
    exports: bool = True
    full_text: bool = False
    jobs: int = 2


class Outcome(NamedTuple):
    """What a run says of the reports.

    Attributes
    ----------
    reports
        Number of reports that were read.
    unread
        The files that could not be read, each with its reason.
    """

    reports: int
    unread: Sequence[str]
