"""The tables as CSV: a file per table."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.package.pieces import Piece, csv_text, row_lines
from kfd_analysis.publishing.package.resources import MEDIA, File, resource
from kfd_analysis.publishing.package.schema import TableInfo

KIND = "csv"


class CsvTable:
    """A table being written: its rows so far, their number of bytes and their digest.

    The pieces of its parts hold lines (`kfd_analysis.publishing.package.pieces.keeping`).
    """

    kind = KIND

    def __init__(self, folder: Path, info: TableInfo, _book: Codebook) -> None:
        self._info = info
        self._path = folder / f"{info.name}.{KIND}"
        self._bytes, self._digest = 0, hashlib.sha256()
        self._write(csv_head(info))

    def add(self, part: Part[Piece]) -> None:
        """Write further rows."""
        if self._info.name == "problems":
            self._write(row_lines(part.problems, self._info))
        else:
            self._write(b"".join(piece.lines[self._info.name] for piece in part.reports))

    def _write(self, lines: bytes) -> None:
        with self._path.open("ab") as file:
            file.write(lines)
        self._bytes += len(lines)
        self._digest.update(lines)

    def described(self) -> dict[str, Any]:
        """The entry of the data package for the file as written so far."""
        text = {"encoding": "utf-8", "dialect": {"lineTerminator": "\n"}}
        return resource(
            self._info, KIND, text | {"bytes": self._bytes, "hash": f"sha256:{self._digest.hexdigest()}"}
        )

    def listed(self) -> File:
        """The entry of the crate for the file as written so far."""
        words = self._info.text["en"]
        return File(self._path.name, words, MEDIA[KIND], self._bytes, self._digest.hexdigest())


def csv_head(info: TableInfo) -> bytes:
    """The line with the names of the columns, UTF-8 with LF."""
    return csv_text([info.names])
