"""What no rule understood, as entries for the codebook that an evaluator completes and pastes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import yaml

from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

HEAD = (
    "# What no code matched. Complete an entry and paste it into the codebook file that is named above it.\n"
)


class Unmatched:
    """Collects, part after part of a data set, what no rule understood."""

    def __init__(self) -> None:
        self._entries: list[str] = []
        self._unused: list[str] = []

    def add(self, ds: Dataset) -> None:
        """Take over what was not understood in some reports."""
        self._entries += _entries(ds)
        self._unused += _unused(ds)

    def text(self) -> str:
        """YAML text: an entry per item without a code; as comments the answer lines that no rule used."""
        return "".join((HEAD, *self._entries, *self._unused, "\n"))


def _entries(ds: Dataset) -> Iterator[str]:
    for report_id, file, number, words in dict.fromkeys(ds.unmatched):
        entry = {"code": "NEW_CODE", "en": "", "de": words, "definition": "", "patterns": [words.casefold()]}
        entry |= {"exclusions": [], "example": words}
        yield f"\n# {file}.yml; {report_id}, line {number}\n"
        yield yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)


def _used(ds: Dataset) -> set[tuple[str, int]]:
    """Lines that decided anything or are an entry; where an answer was sought in vain decides nothing."""
    vain = {
        (row["report_id"], row["field"])
        for row in rows(ds.values)
        if text(row["missing_reason"]) == "not_reported"
    }
    decided = {
        (row["report_id"], int(row["line"]))
        for row in rows(ds.evidence)
        if row["table"] != "values" or (row["report_id"], row["key"]) not in vain
    }
    return decided | {(report_id, number) for report_id, _file, number, _words in ds.unmatched}


def _unused(ds: Dataset) -> Iterator[str]:
    used = _used(ds)
    for report_id, sections in ds.sections.items():
        for key, _label, numbers in sections:
            if key in ("contact", "phone", "mail"):
                continue
            for number in numbers:
                words = ds.texts[report_id][number - 1].strip()
                if words and (report_id, number) not in used:
                    yield f"\n# {report_id}, {key}, line {number}: {words}"
