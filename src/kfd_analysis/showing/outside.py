"""Figures of other sources beside those of the reports: a check, never a replacement."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.review.beside import OUTSIDE, read_table
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
    found = []
    for row in rows(read_table(getattr(ds, "folder", None), OUTSIDE)):
        bounds = [decimal(row[name]) for name in ("low", "outside_value", "high")]
        known = [bound for bound in bounds if bound is not None]
        if text(row["field"]) == field and known:
            found.append(
                Outside(text(row["report_id"]), known[0], known[-1], text(row["words"]), text(row["source"]))
            )
    return found
