"""The tables as Parquet: a folder per table, a file per part of the data set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.publishing.files import filled_folder

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset


def write_parquet(parts: Iterable[Dataset], _book: Codebook, folder: Path) -> None:
    """Write a data set that comes in parts into folders `TABLE.parquet` of `folder`.

    ``pandas.read_parquet`` reads such a folder as one table. A run that fails leaves the folder as it was.

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
    with filled_folder(folder) as fresh:
        for number, ds in enumerate(parts):
            for name, frame in ds.tables().items():
                place = fresh / f"{name}.parquet"
                place.mkdir(exist_ok=True)
                frame.to_parquet(place / f"part-{number:05d}.parquet", index=False)
