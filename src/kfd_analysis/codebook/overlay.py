"""A codebook of one's own, laid over the packaged one, and the checks of its entries."""

from __future__ import annotations

from typing import Any

from kfd_analysis.errors import CodebookError

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
            result[key] = _merged_value(name, place, packaged[key], value) if key in packaged else value
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
    return own
