"""The tables as CSV files with descriptions that machines read: data package, DDI codebook, RO-Crate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.loading.folder import Source
from kfd_analysis.loading.parts import Part
from kfd_analysis.publishing.files import filled_folder
from kfd_analysis.publishing.package.crate import METADATA, File, crate_of
from kfd_analysis.publishing.package.ddi import ddi_bytes
from kfd_analysis.publishing.package.pieces import Piece, csv_text, row_lines
from kfd_analysis.publishing.package.schema import Column, TableInfo, code_text, tables
from kfd_analysis.publishing.package.summary import Summary

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MISSING = "missing; table values gives the reason (missing_reason)"
LINKED = ("values", "events", "cost_items", "codings", "answers", "comparison", "evidence")
FORMATS = {"time": "%H:%M", "date": "%Y-%m-%d"}


def write_parts(
    parts: Iterable[Part[Piece]], sources: Sequence[Source], book: Codebook, folder: Path
) -> None:
    """Write every table and its descriptions into `folder`.

    ``datapackage.json`` (Frictionless Data Package 2), ``ddi-codebook.xml`` (DDI-Codebook 2.5) and
    ``ro-crate-metadata.json`` (RO-Crate 1.1) stand beside the CSV files and name the versions of rules,
    codebook and data. Files of other names in the folder stay. A run that fails leaves the folder as it was.

    Parameters
    ----------
    parts
        The reports in parts; their pieces hold lines (`kfd_analysis.publishing.package.pieces.keeping`).
    sources
        What ``sources.csv`` says.
    book
        The codebook, which describes tables and columns.
    folder
        Where the files are written.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    known = tables(book)
    summary = Summary({row["source_file"]: row for row in sources})
    with filled_folder(folder) as fresh:
        files = [_Resource(fresh, info) for info in known.values()]
        for part in parts:
            summary.rows["problems"] += len(part.problems)
            summary.versions = part.versions
            for piece in part.reports:
                summary.add(piece.told)
            for file in files:
                file.add(_lines(part, file.info))
        package = _package(summary, book.data["study"], _given(sources), [file.described() for file in files])
        described = [file.listed() for file in files]
        for name, words, data in (
            ("datapackage.json", "Data package: columns, types, codes, keys", _json(package)),
            (
                "ddi-codebook.xml",
                "DDI codebook: questions, instructions, codes, gaps",
                ddi_bytes(summary, book),
            ),
        ):
            (fresh / name).write_bytes(data)
            described.append(File(name, words, len(data), hashlib.sha256(data).hexdigest()))
        (fresh / METADATA).write_bytes(_json(crate_of(summary, book, described)))


def _lines(part: Part[Piece], info: TableInfo) -> bytes:
    if info.name == "problems":
        return row_lines(part.problems, info)
    return b"".join(piece.lines[info.name] for piece in part.reports)


class _Resource:
    """A table being written: its rows so far, their number of bytes and their digest."""

    def __init__(self, folder: Path, info: TableInfo) -> None:
        self.info = info
        self._path = folder / f"{info.name}.csv"
        self._bytes, self._digest = 0, hashlib.sha256()
        self.add(csv_head(info))

    def add(self, lines: bytes) -> None:
        """Write further rows."""
        with self._path.open("ab") as file:
            file.write(lines)
        self._bytes += len(lines)
        self._digest.update(lines)

    def described(self) -> dict[str, Any]:
        """The entry of the data package for the file as written so far."""
        return _resource(self.info, self._bytes, self._digest.hexdigest())

    def listed(self) -> File:
        """The entry of the crate for the file as written so far."""
        return File(self._path.name, self.info.text["en"], self._bytes, self._digest.hexdigest())


def csv_head(info: TableInfo) -> bytes:
    """The line with the names of the columns, UTF-8 with LF."""
    return csv_text([info.names])


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


def _resource(info: TableInfo, size: int, digest: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in info.key) for column in info.columns],
        "missingValues": [{"value": "", "label": MISSING}],
        "primaryKey": list(info.key),
    }
    if info.name in LINKED:
        reference = {"resource": "reports", "fields": ["report_id"]}
        schema["foreignKeys"] = [{"fields": ["report_id"], "reference": reference}]
    return {
        "name": info.name,
        "title": info.text["en"],
        "type": "table",
        "path": f"{info.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(column: Column, in_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.text["en"]}
    if column.type in FORMATS:
        field["format"] = FORMATS[column.type]
    if column.unit:
        field["unit"] = column.unit
    if column.codes:
        field |= _codes(column)
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if in_key and column.name == "report_id":
        field.setdefault("constraints", {})["required"] = True
    return field


def _codes(column: Column) -> dict[str, Any]:
    """The closed list of a column: as categories with labels, or a pattern where a cell holds several."""
    if column.joined:
        one = "|".join(column.codes)
        words = "; ".join(code_text(code, meaning["en"]) for code, meaning in column.codes.items())
        return {
            "description": f"{column.text['en']} ({words})",
            "constraints": {"pattern": f"({one})({column.joined}({one}))*"},
        }
    categories = [{"value": code, "label": meaning["en"]} for code, meaning in column.codes.items()]
    return {"categories": categories, "constraints": {"enum": list(column.codes)}}


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
