"""The tables as Parquet: a folder per table, a file per part of the data set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import INSTALL, KfdError
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.package.pieces import Piece
from kfd_analysis.publishing.package.resources import MEDIA, File, resource
from kfd_analysis.publishing.package.schema import TableInfo

KIND = "parquet"


def require_parquet() -> None:
    """Refuse to write Parquet without its library.

    Raises
    ------
    KfdError
        If pyarrow, which comes with the extra ``dask``, is missing.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise KfdError(f"--parquet needs pyarrow; {INSTALL}") from None


class ParquetTable:
    """A table being written: a folder that ``pandas.read_parquet`` reads as one table.

    The pieces of its parts hold rows (`kfd_analysis.publishing.package.pieces.keeping`). Columns have the
    types of the frames, but days are days and no points in time.
    """

    kind = KIND

    def __init__(self, folder: Path, info: TableInfo, book: Codebook) -> None:
        self._info, self._book = info, book
        self._files: list[str] = []
        self._path = folder / f"{info.name}.{KIND}"
        self._path.mkdir()

    def add(self, part: Part[Piece]) -> None:
        """Write further rows, as a file of their own."""
        import pyarrow as pa

        from kfd_analysis.tables.tidy import frame

        name = self._info.name
        rows = part.problems if name == "problems" else [r for p in part.reports for r in p.rows[name]]
        found = frame(name, rows, self._book)
        schema = pa.Schema.from_pandas(found, preserve_index=False)
        for number, column in enumerate(self._info.columns):
            if column.type == "date":
                schema = schema.set(number, pa.field(column.name, pa.date32()))
        file = self._path / f"part-{len(self._files):05d}.{KIND}"
        found.to_parquet(file, index=False, schema=schema)
        self._files.append(f"{self._path.name}/{file.name}")

    def described(self) -> dict[str, Any]:
        """The entry of the data package for the files written so far: one path, or a list (version 2)."""
        return resource(self._info, KIND, {"path": self._files if len(self._files) > 1 else self._files[0]})

    def listed(self) -> File:
        """The entry of the crate."""
        return File(f"{self._path.name}/", self._info.text["en"], MEDIA[KIND])
