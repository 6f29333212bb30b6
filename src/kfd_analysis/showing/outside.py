"""Figures of other sources beside those of the reports: a check, never a replacement."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.language import _
from kfd_analysis.review.beside import OUTSIDE, read_table
from kfd_analysis.showing.links import OUTSIDE_TABLE
from kfd_analysis.showing.marks import INK
from kfd_analysis.showing.shapes import Shape
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, decimal, rows, text
from kfd_analysis.tables.frames import Frames


class Outside(NamedTuple):
    """A figure of another source for a field of a report; None where it gives no bound or no point."""

    report_id: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    words: str
    source: str


def outside_figures(ds: Frames, field: str) -> list[Outside]:
    """Figures in ``coding/outside_sources.csv`` beside the folder of the reports; none without the file."""
    found = []
    for row in rows(read_table(getattr(ds, "folder", None), OUTSIDE)):
        value, low, high = (decimal(row[name]) for name in ("outside_value", "low", "high"))
        if text(row["field"]) == field and (value is not None or low is not None or high is not None):
            words, source = text(row["words"]), _(text(row["source"]))
            found.append(Outside(text(row["report_id"]), value, low, high, words, source))
    return found


def outside_shapes(others: Sequence[Outside], case: Case) -> list[Shape]:
    """Marks of other sources under those of a report: a cross, a range without a middle, or a bound."""
    shapes: list[Shape] = []
    for place, other in enumerate(other for other in others if other.report_id == case.report_id):
        said = _("{name}, another source: {words}").format(name=case.name, words=other.words)
        link = Link(OUTSIDE_TABLE, said)
        low, high = (end if end is not None else other.value for end in (other.low, other.high))
        if other.low is not None and other.high is None and other.value is None:
            shapes.append(Shape("more", float(other.low), link=link, colour=INK, step=place))
        elif other.high is not None and other.low is None and other.value is None:
            shapes.append(Shape("less", float(other.high), link=link, colour=INK, step=place))
        elif low is not None and high is not None:
            kind = "cross" if low == high else "reach"
            shapes.append(Shape(kind, float(low), float(high), link, INK, place))
    return shapes
