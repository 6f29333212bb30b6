"""The tables as CSV or Parquet, described for machines: data package, DDI codebook, RO-Crate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading.folder import Source
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.files import filled_folder
from kfd_analysis.publishing.package.crate import METADATA, crate_of
from kfd_analysis.publishing.package.csvfiles import CsvTable
from kfd_analysis.publishing.package.ddi import ddi_bytes
from kfd_analysis.publishing.package.parquet import ParquetTable
from kfd_analysis.publishing.package.pieces import Piece
from kfd_analysis.publishing.package.resources import MEDIA, File
from kfd_analysis.publishing.package.schema import tables
from kfd_analysis.publishing.package.summary import Summary

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def write_parts(
    parts: Iterable[Part[Piece]],
    sources: Sequence[Source],
    book: Codebook,
    folder: Path,
    table: type[CsvTable | ParquetTable] = CsvTable,
) -> None:
    """Write every table and its descriptions into `folder`.

    ``datapackage.json`` (Frictionless Data Package 2), ``ddi-codebook.xml`` (DDI-Codebook 2.5) and
    ``ro-crate-metadata.json`` (RO-Crate 1.1) stand beside the tables and name the versions of rules,
    codebook and data. Tables of an earlier run go, whatever their form; files of other names in the folder
    stay. A run that fails leaves the folder as it was.

    Parameters
    ----------
    parts
        The reports in parts; their pieces hold what `table` takes.
    sources
        What ``sources.csv`` says.
    book
        The codebook, which describes tables and columns.
    folder
        Where the files are written.
    table
        What writes a table in its form.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    known = tables(book)
    summary = Summary({row["source_file"]: row for row in sources})
    names = [f"{name}.{kind}" for name in known for kind in MEDIA]
    with filled_folder(folder, names) as fresh:
        files = [table(fresh, info, book) for info in known.values()]
        for part in parts:
            summary.rows["problems"] += len(part.problems)
            summary.versions = part.versions
            for piece in part.reports:
                summary.add(piece.told)
            for file in files:
                file.add(part)
        package = _package(summary, book.data["study"], _given(sources), [file.described() for file in files])
        described = [file.listed() for file in files]
        for name, words, media, data in (
            (
                "datapackage.json",
                "Data package: columns, types, codes, keys",
                "application/json",
                _json(package),
            ),
            (
                "ddi-codebook.xml",
                "DDI codebook: questions, instructions, codes, gaps",
                "application/xml",
                [ddi_bytes(summary, book, table.kind)],
            ),
        ):
            described.append(File(name, words, media, *_stored(fresh / name, data)))
        _stored(fresh / METADATA, _json(crate_of(summary, book, described)))


def _stored(path: Path, data: Iterable[bytes]) -> tuple[int, str]:
    """Write a file piece by piece; its number of bytes and its digest."""
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as file:
        for piece in data:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _package(
    summary: Summary,
    study: Mapping[str, Any],
    given: list[dict[str, str]],
    resources: list[dict[str, Any]],
) -> dict[str, Any]:
    licence = study["licences"]["tables"]
    return {
        "$schema": PROFILE,
        "name": "kfd-analysis",
        "title": study["title"]["en"],
        "description": study["abstract"]["en"],
        "version": summary.versions["rules"],
        "versions": dict(sorted(summary.versions.items())),
        "licenses": [{"name": licence["name"], "path": licence["path"], "title": licence["en"]}],
        "contributors": [{"title": "kfd_analysis contributors", "roles": ["creator"]}],
        "keywords": study["keywords"],
        "sources": given or [{"title": source.file} for source in summary.sources],
        "resources": resources,
    }


def _given(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Title and address of every publication named in ``sources.csv``."""
    return [
        {"title": row.get("title") or row.get("publisher") or row["source_file"], "path": row["address"]}
        for row in sources
        if row.get("address")
    ]


def _json(content: dict[str, Any]) -> Iterator[bytes]:
    """JSON in pieces: the sources of a large folder are many."""
    for piece in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(content):
        yield piece.encode("utf-8")
    yield b"\n"
