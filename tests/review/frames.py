"""Small data sets by hand: rows of the contract's tables, empty cells filled in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from kfd_analysis.codebook import load_codebook

COLUMNS = {
    name: [column["name"] for column in entry["columns"]]
    for name, entry in load_codebook().data["columns"].items()
}
Row = dict[str, Any]


def value(field: str, value: Any = None, low: Any = None, high: Any = None, **more: Any) -> Row:
    """A row of ``values``; a figure's bounds equal it."""
    if isinstance(value, int | float) and not isinstance(value, bool) and low is None and high is None:
        low = high = value
    status = "missing" if value is None and low is None and high is None else "reported"
    text = None if value is None else str(value)
    return {"field": field, "value": text, "low": low, "high": high, "status": status, **more}


def dataset(
    report_id: str = "musterhausen", document_type: str = "questionnaire", **tables: Any
) -> SimpleNamespace:
    """Frames of one report; ``reports`` is a dictionary of its cells."""
    head = {"report_id": report_id, "source_file": f"{report_id}.txt", "document_type": document_type}
    head |= {"municipality": report_id.title(), **tables.pop("reports", {})}
    rows = {name: [{"report_id": report_id, **row} for row in tables.get(name, [])] for name in COLUMNS}
    rows["reports"] = [head]
    return joined(rows)


def joined(*parts: Any) -> SimpleNamespace:
    """Frames of several data sets, or of rows by table."""
    frames = {}
    for name, columns in COLUMNS.items():
        rows = [row for part in parts for row in (part if isinstance(part, dict) else _rows(part))[name]]
        frames[name] = pd.DataFrame(
            [{c: row.get(c) for c in columns} for row in rows], columns=columns, dtype=object
        )
    return SimpleNamespace(**frames)


def _rows(ds: SimpleNamespace) -> dict[str, list[Row]]:
    return {name: getattr(ds, name).to_dict("records") for name in COLUMNS}
