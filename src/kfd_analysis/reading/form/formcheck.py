"""Whether every entry of the form in a codebook says what the reader needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kfd_analysis.errors import CodebookError

_KINDS = {"field": ("labels",), "section": ("labels",), "question": ("section", "printed")}


def check_keys(keys: Mapping[str, Any]) -> None:
    """Check the entries under ``keys`` of ``form.yml``.

    Raises
    ------
    CodebookError
        Names the file, the entry, what it lacks and the remedy.
    """
    sections = {key for key, e in keys.items() if isinstance(e, dict) and e.get("kind") == "section"}
    for key, entry in keys.items():
        where = f"form.yml, entry keys.{key}"
        if not isinstance(entry, dict):
            raise CodebookError(f"{where}: write a mapping, as the packaged file does")
        if entry.get("kind") not in _KINDS:
            kinds = ", ".join(_KINDS)
            raise CodebookError(
                f"{where}: 'kind' must be one of {kinds}; add it, or correct the entry's name"
            )
        for name in _KINDS[entry["kind"]]:
            if not entry.get(name):
                raise CodebookError(f"{where}: {name!r} is missing; add it as the packaged file does")
        if entry["kind"] == "question" and entry["section"] not in sections:
            raise CodebookError(f"{where}: there is no section {entry['section']!r}; correct 'section'")
