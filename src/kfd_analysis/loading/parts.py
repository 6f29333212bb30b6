"""What was read, in parts: the reports of each and the problems among them, for folders of any size."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from kfd_analysis.errors import NoReportsError
from kfd_analysis.loading.request import Request
from kfd_analysis.loading.workers import Kept
from kfd_analysis.tables import Row
from kfd_analysis.versions import versions

K = TypeVar("K", bound=Kept)
PART = 250
"""Reports of a part of a folder that may be of any size."""


class Part(NamedTuple, Generic[K]):
    """Some of the reports.

    Attributes
    ----------
    reports
        Those that could be read.
    problems
        Rows of table ``problems``, in their order.
    versions
        Versions of rules, codebook and data; in the last part they are those of the whole.
    """

    reports: list[K]
    problems: list[Row]
    versions: Mapping[str, str]


def in_parts(request: Request, size: int, loaded: Iterator[K]) -> Iterator[Part[K]]:
    """What was loaded in parts of so many reports; laid one below the other, they are the whole.

    Raises
    ------
    NoReportsError
        If no report could be read.
    CorrectionsError
        If a correction names an unknown report.
    """
    early = deque(sorted(request.problems, key=_place))
    known: set[str] = set()
    digests: list[str] = []
    reasons: list[Row] = []
    part = list(islice(loaded, size))
    while part:
        following = list(islice(loaded, size))
        problems = [row for item in part for row in item.problems]
        while early and (not following or early[0][0] <= part[-1].task.name):
            problems.append(early.popleft())
        read = [item for item in part if item.read]
        known |= {item.task.report_id for item in part if item.digest}
        digests += [item.digest for item in read]
        reasons += [row for row in problems if not digests and row[3] == "error"]
        if not following:
            request.corrections.require(known)
            _require(digests, reasons, request.place)
        yield Part(read, sorted(problems, key=_place), versions(request.book, [] if following else digests))
        part = following


def _require(digests: list[str], problems: list[Row], place: Path) -> None:
    if not digests:
        reasons = "\n".join(f"  {row[0]}: {row[6]}" for row in problems)
        raise NoReportsError(f"no readable report in {place}:\n{reasons}")


def _place(problem: Row) -> tuple[str, int, str, str]:
    """Where a row stands in table ``problems``."""
    return problem[0], problem[5] or 0, problem[4], problem[2]
