"""A codebook of one's own, laid over the packaged one, and the checks of its entries."""

from __future__ import annotations

from typing import Any

from kfd_analysis.errors import CodebookError

_CLOSED = ("bounds.yml",)
"""Files whose entries are fields of the tables: one of another name would never be used."""
_ADDED = ("patterns", "exclusions", "also", "sections")
_REQUIRED = {"code": str, "en": str, "de": str, "definition": str, "patterns": list, "example": str}


def merged(name: str, packaged: Any, own: Any) -> Any:
    """`own` laid over `packaged`: entries by code, lists added to, other values replaced.

    Parameters
    ----------
    name
        File name, for messages.
    packaged, own
        Parsed content of the packaged file and of one's own.

    Raises
    ------
    CodebookError
        If the content has another form than the packaged file, or a new entry is incomplete.
    """
    if own is None:
        return packaged
    if _is_terms(packaged):
        return _merged_terms(name, packaged, own)
    return _merged_value(name, "", packaged, own)


def _is_terms(content: Any) -> bool:
    return (
        isinstance(content, list) and bool(content) and isinstance(content[0], dict) and "code" in content[0]
    )


def _merged_terms(name: str, packaged: list[dict[str, Any]], own: Any) -> list[dict[str, Any]]:
    if not isinstance(own, list):
        raise CodebookError(f"{name}: write a list of entries, each beginning with '- code: …'")
    entries = {entry["code"]: dict(entry) for entry in packaged}
    for number, entry in enumerate(own, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("code"), str):
            raise CodebookError(
                f"{name}, entry {number}: 'code' is missing; begin the entry with '- code: …'"
            )
        code = entry["code"]
        entries[code] = _extended(entries[code], entry) if code in entries else dict(entry)
        _check(name, entries[code])
    return list(entries.values())


def _extended(known: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    result = dict(known)
    for key, value in entry.items():
        old = result.get(key)
        result[key] = (
            [*old, *value] if key in _ADDED and isinstance(old, list) and isinstance(value, list) else value
        )
    return result


def _check(name: str, entry: dict[str, Any]) -> None:
    for key, kind in _REQUIRED.items():
        if not isinstance(entry.get(key), kind) or not entry[key]:
            what = "a list of patterns" if kind is list else "text"
            raise CodebookError(f"{name}, entry {entry['code']}: '{key}' must be {what}; add it to the entry")
    for key in _ADDED:
        for pattern in entry.get(key) or []:
            if not isinstance(pattern, str):
                raise CodebookError(
                    f"{name}, entry {entry['code']}: {key} holds {pattern!r}; put it in quotation marks"
                )


def _merged_value(name: str, where: str, packaged: Any, own: Any) -> Any:
    if isinstance(packaged, dict) and isinstance(own, dict):
        result = dict(packaged)
        for key, value in own.items():
            place = f"{where}.{key}".strip(".")
            if key not in packaged and name in _CLOSED and not where:
                known = ", ".join(sorted(packaged))
                raise CodebookError(f"{name}: unknown entry '{key}'; known are {known}")
            like = packaged[key] if key in packaged else _example(packaged, value)
            result[key] = (
                _merged_value(name, place, like, value)
                if key in packaged
                else _like(name, place, like, value)
            )
        _check_bounds(name, where, result)
        return result
    if isinstance(packaged, list) and isinstance(own, list):
        return [*packaged, *own]
    if isinstance(packaged, dict | list) or isinstance(own, dict | list):
        kind = (
            "list"
            if isinstance(packaged, list)
            else "mapping"
            if isinstance(packaged, dict)
            else "single value"
        )
        raise CodebookError(
            f"{name}, entry {where or '(whole file)'}: write a {kind}, as the packaged file does"
        )
    return _like(name, where, packaged, own)


def _example(packaged: dict[Any, Any], value: Any) -> Any:
    """A value that a new one must be like: where all packaged ones are numbers, one of these."""
    return next(iter(packaged.values())) if packaged and all(map(_is_number, packaged.values())) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _like(name: str, where: str, packaged: Any, own: Any) -> Any:
    if _is_number(packaged) and not _is_number(own):
        raise CodebookError(
            f"{name}, entry {where}: {own!r} is no number; write one, without quotation marks"
        )
    return own


def _check_bounds(name: str, where: str, entry: dict[Any, Any]) -> None:
    low, high = entry.get("low", 0), entry.get("high", 0)
    if name == "bounds.yml" and "low" in entry and "high" in entry and low > high:
        raise CodebookError(f"{name}, entry {where}: low {low} is above high {high}; exchange them")
