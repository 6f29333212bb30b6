"""Rows become tidy frames: columns and types."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pandas as pd

from kfd_analysis.codebook import Codebook
from kfd_analysis.tables import Row

_DTYPES = {"integer": "Int64", "number": "float64", "boolean": "boolean", "string": "str", "time": "str"}


def frame(table: str, rows: list[Row], book: Codebook) -> pd.DataFrame:
    """Rows as a tidy frame with the columns and types of ``columns.yml``.

    Dates become ``datetime64``; money and ratios ``float64`` of figures that were computed and
    rounded in decimal arithmetic; missing text is NA.
    """
    columns = book.data["columns"][table]["columns"]
    cells = zip(*rows, strict=True) if rows else repeat(())
    return pd.DataFrame(
        {column["name"]: _series(own, column["type"]) for column, own in zip(columns, cells, strict=False)}
    )


def _series(cells: Sequence[Any], kind: str) -> pd.Series[Any]:
    if kind == "date":
        days = pd.Series([c or None for c in cells], dtype="object")
        return pd.to_datetime(days, format="%Y-%m-%d").astype("datetime64[s]")
    if kind == "number":
        return pd.Series([None if c is None else float(c) for c in cells], dtype="float64")
    if kind == "integer":
        return pd.Series([None if c is None else int(c) for c in cells], dtype="Int64")
    return pd.Series([None if c is None or c == "" else c for c in cells], dtype=_DTYPES[kind])
