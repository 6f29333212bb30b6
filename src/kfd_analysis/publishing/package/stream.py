"""A folder of reports of any size becomes a folder of tables, part after part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kfd_analysis.loading.parts import PART, Part, in_parts
from kfd_analysis.loading.request import Request
from kfd_analysis.loading.workers import Client, Progress, load_all
from kfd_analysis.publishing.package import write_parts
from kfd_analysis.publishing.package.csvfiles import CsvTable
from kfd_analysis.publishing.package.parquet import ParquetTable, require_parquet
from kfd_analysis.publishing.package.pieces import Piece, keeping

Seen = Callable[[Part[Piece]], None]


def write_tables(
    request: Request,
    folder: Path,
    *,
    parquet: bool = False,
    unused: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
    client: Client | None = None,
    seen: Seen | None = None,
) -> None:
    """Read all that is asked for and write its tables into `folder`; the bytes are those of `write_parts`.

    Parameters
    ----------
    parquet
        Write a folder of Parquet files per table, not a CSV file.
    unused
        Find for each report, too, what no rule understood.
    jobs, progress, client
        As for `kfd_analysis.dataset.load_dataset`.
    seen
        Called with each part before it is written.

    Raises
    ------
    NoReportsError, CorrectionsError
        As for `load_dataset`.
    KfdError
        If pyarrow, which writes Parquet, is missing.
    OutputError
        If the folder cannot be written to.
    """
    if parquet:
        require_parquet()
    if not unused:
        request = request.without_texts()
    loaded = load_all(request, keeping(frames=parquet, unused=unused), jobs, progress, client)
    parts = _shown(in_parts(request, PART, loaded), seen)
    write_parts(parts, request.sources, request.book, folder, ParquetTable if parquet else CsvTable)


def _shown(parts: Iterable[Part[Piece]], seen: Seen | None) -> Iterator[Part[Piece]]:
    for part in parts:
        if seen is not None:
            seen(part)
        yield part
