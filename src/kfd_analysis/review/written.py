"""Values as people write them in tables: points, ranges, bounds, days, codes; and codes of the codebook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.model import Value
from kfd_analysis.tables import report_fields

_NUMBER = r"\d+(?:[.,]\d{1,2})?"
_POINT = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*[-–]\s*({_NUMBER})")
_LEAST = re.compile(rf"(?:≥|>=)\s*({_NUMBER})")
_MOST = re.compile(rf"(?:≤|<=)\s*({_NUMBER})")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def fields(book: Codebook) -> dict[str, dict[str, Any]]:
    """The fields of table ``values`` with type, unit and codes (codebook, ``columns.yml``)."""
    columns = {column["name"]: column for column in book.data["columns"]["reports"]["columns"]}
    return {name: columns[name] for name in report_fields(book)}


def codes(book: Codebook, variable: str) -> dict[str, Mapping[str, Any]]:
    """The codebook's entries of a variable by code, in its order."""
    return {entry["code"]: entry for entry in book.data.get(FILES[variable], ())}


def allowed(book: Codebook, table: str, column: str) -> tuple[str, ...]:
    """The codes that a column may hold."""
    found = next(c for c in book.data["columns"][table]["columns"] if c["name"] == column)
    return tuple(str(code) for code in found["codes"])


def parse(text: str, column: Mapping[str, Any]) -> Value:
    """Read a value of a field as a person wrote it.

    Parameters
    ----------
    text
        ``60``, ``749.70`` (or ``749,70``), ``40-64``, ``>=40`` (or ``≥40``), ``<=50``,
        an ISO or German day, a code,
        ``true``/``false``, or words.
    column
        The field's description (`fields`).

    Returns
    -------
    Value
        Bounds equal the value for a figure; unit and qualifier are set, status and rule are not.

    Raises
    ------
    ValueError
        If the text is none of what the field may hold; the message says what it may hold.
    """
    text = text.strip()
    kind = column["type"]
    if kind in ("integer", "number"):
        return _figure(text, kind == "integer", column.get("unit", ""))
    if kind == "date":
        return Value(_day(text))
    if kind == "boolean":
        if text.lower() not in _TRUTH:
            raise ValueError("write true or false")
        return Value(_TRUTH[text.lower()])
    if "codes" in column and text not in column["codes"]:
        raise ValueError(f"the codes are {', '.join(map(str, column['codes']))}")
    return Value(text)


def _figure(text: str, whole: bool, unit: str) -> Value:
    if _POINT.fullmatch(text):
        number = _number(text, whole)
        value = int(number) if whole else number
        return Value(value, number, number, unit, "exact") if unit else Value(value)
    if unit and (found := _RANGE.fullmatch(text)):
        low, high = _number(found[1]), _number(found[2])
        if low >= high:
            raise ValueError("the lower bound of a range comes first")
        return Value(None, low, high, unit, "range")
    if unit and (found := _LEAST.fullmatch(text)):
        return Value(None, _number(found[1]), None, unit, "at_least")
    if unit and (found := _MOST.fullmatch(text)):
        return Value(None, None, _number(found[1]), unit, "at_most")
    what = "a whole number" if whole else "a number with a point and at most two decimals (1049.70)"
    raise ValueError(f"write {what}" + (", a range 40-64, >=40 or <=50" if unit else ""))


def _number(text: str, whole: bool = False) -> Decimal:
    """A number; a bound may have decimals where the figure may not (90 % of 65 persons)."""
    number = Decimal(text.replace(",", "."))
    if whole and number != int(number):
        raise ValueError("write a whole number")
    return number


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("write a day as 2017-06-24") from None


def as_text(value: object, low: object = None, high: object = None) -> str:
    """A value as text, a range as ``40-64``, a bound as ``>=40`` or ``<=50``; empty for nothing.

    Takes the parts of a `Value` as well as cells of table ``values``.
    """
    if _there(value):
        return _plain(value)
    if _there(low) and _there(high):
        return f"{_plain(low)}-{_plain(high)}"
    if _there(low):
        return f">={_plain(low)}"
    return f"<={_plain(high)}" if _there(high) else ""


def _there(cell: object) -> bool:
    return cell is not None and str(cell) not in ("", "nan", "<NA>", "NaT")


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | Decimal):
        number = Decimal(str(cell))
        return str(int(number)) if number == int(number) else f"{number:.2f}"
    return str(cell)


def alike(text: str, other: str, column: Mapping[str, Any]) -> bool:
    """Whether two texts write the same value of a field (``749.7`` and ``749.70`` do)."""
    if not text or not other:
        return text == other
    try:
        one, two = parse(text, column), parse(other, column)
    except ValueError:
        return text == other
    return (one.value, one.low, one.high) == (two.value, two.low, two.high)
