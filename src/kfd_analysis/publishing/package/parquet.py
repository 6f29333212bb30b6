"""The tables as Parquet: a folder per table, a file per part of the data set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.files import filled_folder
from kfd_analysis.publishing.package.pieces import Piece
from kfd_analysis.publishing.package.schema import tables


def write_parquet(parts: Iterable[Part[Piece]], book: Codebook, folder: Path) -> None:
    """Write reports that come in parts into folders `TABLE.parquet` of `folder`.

    ``pandas.read_parquet`` reads such a folder as one table. A run that fails leaves the folder as it was.

    Parameters
    ----------
    parts
        Their pieces hold rows (`kfd_analysis.publishing.package.pieces.keeping`).

    Raises
    ------
    KfdError
        If pyarrow, which comes with the extra ``dask``, is missing.
    OutputError
        If the folder cannot be written to.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise KfdError("--parquet needs pyarrow; pip install 'kfd_analysis[dask]'") from None
    from kfd_analysis.tables.tidy import frame

    with filled_folder(folder) as fresh:
        for number, part in enumerate(parts):
            for name in tables(book):
                coded = name != "problems"
                rows = [row for piece in part.reports for row in piece.rows[name]] if coded else part.problems
                place = fresh / f"{name}.parquet"
                place.mkdir(exist_ok=True)
                frame(name, rows, book).to_parquet(place / f"part-{number:05d}.parquet", index=False)
