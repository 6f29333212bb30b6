"""What is said of a table in the data package, and of a file in the crate, whatever their form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from kfd_analysis.publishing.package.schema import Column, TableInfo, code_text

MISSING = "missing; table values gives the reason (missing_reason)"
LINKED = ("values", "events", "cost_items", "codings", "answers", "comparison", "evidence")
FORMATS = {"time": "%H:%M", "date": "%Y-%m-%d"}
MEDIA = MappingProxyType({"csv": "text/csv", "parquet": "application/vnd.apache.parquet"})
"""Media type by form of a table."""


class File(NamedTuple):
    """A file of the crate: name, description, media type, number of bytes, SHA-256 digest.

    A folder has neither size nor digest.
    """

    name: str
    words: str
    media: str
    size: int = 0
    digest: str = ""


def resource(info: TableInfo, kind: str, file: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of the data package for a table.

    Parameters
    ----------
    kind
        The form of its file, which is the ending, too: ``csv`` or ``parquet``.
    file
        What is known of the file beyond that; its path, where that is not name and ending.
    """
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
        "path": f"{info.name}.{kind}",
        "format": kind,
        "mediatype": MEDIA[kind],
        **file,
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
