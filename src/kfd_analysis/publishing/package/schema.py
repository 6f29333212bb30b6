"""Tables and columns as the codebook describes them, and cells in their own type.

CSV, data package, workbook and pages take types, units and descriptions from here alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kfd_analysis.codebook import Codebook

if TYPE_CHECKING:
    import pandas as pd

Cell: TypeAlias = str | int | bool | Decimal | dt.date | dt.time | None

SHARE_DIGITS = 4
"""Digits of a share (contract, section 3); other numbers have those of their column."""


class Column(NamedTuple):
    """A column of a table: its type, unit, allowed codes and descriptions.

    Attributes
    ----------
    decimals
        Digits after the point, None for as many as there are.
    text
        What it holds, by language.
    codes
        The closed list with what each code means, by language; empty for an open one.
    joined
        The sign between several codes in a cell, empty if there is one code at most.
    form
        Keys of the form's questions that ask for it (codebook, ``form.yml``).
    """

    name: str
    type: str
    unit: str
    decimals: int | None
    text: dict[str, Any]
    codes: Mapping[str, dict[str, Any]] = MappingProxyType({})
    joined: str = ""
    form: tuple[str, ...] = ()

    def digits(self, share: bool) -> int | None:
        """Digits of a number of the column in a row about a share, or in another."""
        return SHARE_DIGITS if share else self.decimals


class TableInfo(NamedTuple):
    """A table: its key, columns and description by language."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    text: dict[str, Any]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)


def _column(table: str, entry: dict[str, Any], meanings: dict[str, Any]) -> Column:
    name = str(entry["name"])
    known = meanings.get(f"{table}.{name}") or meanings.get(name) or {}
    return Column(
        name=name,
        type=entry["type"],
        unit=entry.get("unit", ""),
        decimals=entry.get("decimals"),
        text=entry,
        codes={str(code): known[str(code)] for code in entry.get("codes", ())},
        joined=entry.get("joined", ""),
        form=tuple(entry.get("form", "").split()),
    )


def _tables(book: Codebook) -> dict[str, TableInfo]:
    return {
        name: TableInfo(
            name=name,
            key=tuple(entry["key"]),
            columns=tuple(_column(name, column, book.data["codes"]) for column in entry["columns"]),
            text=entry,
        )
        for name, entry in book.data["columns"].items()
    }


def tables(book: Codebook) -> dict[str, TableInfo]:
    """Every table of the contract by name (codebook, ``columns.yml`` and ``codes.yml``)."""
    return book.compiled("publishing tables", _tables)


def code_text(code: str, meaning: str) -> str:
    """A code with what it means, in one line."""
    return f"{code}: {meaning}"


def cells(frame: pd.DataFrame, info: TableInfo) -> list[list[Cell]]:
    """The rows of `frame` in the columns and types of `info`; None for a missing cell."""
    return [list(row) for row in zip(*columns(frame, info), strict=True)]


def columns(frame: pd.DataFrame, info: TableInfo) -> list[list[Cell]]:
    """The columns of `frame` in the order and types of `info`; None for a missing cell."""
    shares = frame["unit"].eq("share").tolist() if "unit" in frame else [False] * len(frame)
    return [_column_cells(frame[column.name], column, shares) for column in info.columns]


def _column_cells(series: pd.Series[Any], column: Column, shares: list[bool]) -> list[Cell]:
    """The cells of a column in its type; numbers of a row about a share have digits of their own."""
    cells = zip(series.astype(object).tolist(), series.isna().tolist(), strict=True)
    values = [None if missing else value for value, missing in cells]
    if column.type == "number":
        return [
            None if value is None or value == "" else rounded(value, column.digits(share))
            for value, share in zip(values, shares, strict=True)
        ]
    return [typed(value, column) for value in values]


def typed(value: Any, column: Column) -> Cell:
    """A cell of a column in its type; None if it is missing."""
    return None if value is None or value == "" else _TYPES.get(column.type, str)(value)


def rounded(value: Any, decimals: int | None) -> Decimal:
    """`value` as a decimal, rounded half up to `decimals` digits (None: as it is)."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if decimals is None else number.quantize(_step(decimals), ROUND_HALF_UP)


@cache
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _boolean(value: Any) -> bool:
    return value.strip().lower() == "true" if isinstance(value, str) else bool(value)


def _date(value: Any) -> dt.date:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value.date() if isinstance(value, dt.datetime) else value


def _time(value: Any) -> dt.time:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


_TYPES: Mapping[str, Callable[[Any], Cell]] = MappingProxyType(
    {"integer": int, "boolean": _boolean, "date": _date, "time": _time}
)


def plain(cell: Cell) -> str:
    """A cell as text without regard to language: ISO dates, ``.`` decimals, empty for missing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
