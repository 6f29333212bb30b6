"""The tables as CSV files with a description that machines read (Frictionless Data Package, version 2)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.publishing.files import filled_folder
from kfd_analysis.publishing.schema import Column, TableInfo, cells, plain, tables
from kfd_analysis.writing import guarded

if TYPE_CHECKING:
    import pandas as pd

    from kfd_analysis.dataset import Dataset

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 (tables; quotations from the reports are excluded)",
}
LINKED = ("values", "events", "cost_items", "codings", "answers", "comparison", "evidence")
FORMATS = {"time": "%H:%M", "date": "%Y-%m-%d"}


def write_package(ds: Dataset, book: Codebook, folder: Path) -> None:
    """Write every table and ``datapackage.json`` into `folder`.

    Files of other names in the folder stay. A run that fails leaves the folder as it was.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    with filled_folder(folder) as fresh:
        resources = []
        frames = ds.tables()
        for info in tables(book).values():
            data = csv_bytes(frames[info.name], info)
            (fresh / f"{info.name}.csv").write_bytes(data)
            resources.append(_resource(info, data))
        (fresh / "datapackage.json").write_bytes(_json(_package(ds, resources)))


def csv_bytes(frame: pd.DataFrame, info: TableInfo) -> bytes:
    """`frame` as UTF-8 CSV with LF, in the column order of `info`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in info.columns])
    for row in cells(frame, info):
        writer.writerow([guarded(cell) if isinstance(cell, str) else plain(cell) for cell in row])
    return text.getvalue().encode("utf-8")


def _package(ds: Dataset, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "kfd-analysis",
        "title": "Municipal Refugee Dialogues (Kommunale Flüchtlingsdialoge): reports, coded and compared",
        "description": "Tables read from the reports of municipalities. An empty cell is a missing value; "
        "table values gives its reason. Intervals are assumptions about rounding, not confidence intervals.",
        "version": ds.versions["rules"],
        "versions": dict(sorted(ds.versions.items())),
        "licenses": [LICENCE],
        "sources": _sources(ds),
        "resources": resources,
    }


def _sources(ds: Dataset) -> list[dict[str, str]]:
    """Title and address of every publication named in ``sources.csv``; the file name where none is."""
    rows = ds.sources.fillna("").astype(str).to_dict("records")
    given = [
        {"title": row.get("title") or row.get("publisher") or row["source_file"], "path": row["address"]}
        for row in rows
        if row.get("address")
    ]
    named = [{"title": str(name)} for name in ds.reports["source_file"]]
    return given or named


def _resource(info: TableInfo, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in info.key) for column in info.columns],
        "missingValues": [""],
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
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(column: Column, in_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.text["en"]}
    if column.type in FORMATS:
        field["format"] = FORMATS[column.type]
    if column.unit:
        field["unit"] = column.unit
    if column.codes:
        field["constraints"] = {"enum": list(column.codes)}
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if in_key and column.name == "report_id":
        field.setdefault("constraints", {})["required"] = True
    return field


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
