"""Figures of other sources beside those of the reports: a check, never a replacement."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from kfd_analysis.showing.view import Frames, decimal, rows, text


class Outside(NamedTuple):
    """A figure of another source for a field of a report."""

    report_id: str
    low: Decimal
    high: Decimal
    words: str
    source: str


def outside_figures(ds: Frames, field: str) -> list[Outside]:
    """Figures in ``coding/outside_sources.csv`` beside the folder of the reports; none without the file."""
    folder = getattr(ds, "folder", None)
    file = Path(folder).parent / "coding" / "outside_sources.csv" if folder else None
    if file is None or not file.is_file():
        return []
    found = []
    for row in rows(pd.read_csv(file, dtype=str)):
        bounds = [decimal(row[name]) for name in ("low", "outside_value", "high")]
        known = [bound for bound in bounds if bound is not None]
        if text(row["field"]) == field and known:
            found.append(
                Outside(text(row["report_id"]), known[0], known[-1], text(row["words"]), text(row["source"]))
            )
    return found
