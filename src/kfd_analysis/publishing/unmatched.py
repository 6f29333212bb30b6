"""What no rule understood, as entries for the codebook that an evaluator completes and pastes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml

from kfd_analysis.loading import Loaded
from kfd_analysis.model import CONTACT

HEAD = (
    "# What no code matched. Complete an entry and paste it into the codebook file that is named above it.\n"
)


class Unused(NamedTuple):
    """What no rule understood of a report: entries for items without a code; lines, as comments."""

    entries: str = ""
    lines: str = ""


def not_understood(loaded: Loaded) -> Unused:
    """What no rule understood of a report."""
    return Unused("".join(_entries(loaded)), "".join(_unused(loaded)))


def unmatched_text(found: Iterable[Unused]) -> str:
    """YAML text: an entry per item without a code; as comments the answer lines that no rule used."""
    found = list(found)
    return "".join((HEAD, *(one.entries for one in found), *(one.lines for one in found), "\n"))


def _entries(loaded: Loaded) -> Iterator[str]:
    for report_id, file, number, words in dict.fromkeys(loaded.unmatched):
        entry = {"code": "NEW_CODE", "en": "", "de": words, "definition": "", "patterns": [words.casefold()]}
        entry |= {"exclusions": [], "example": words}
        yield f"\n# {file}.yml; {report_id}, line {number}\n"
        yield yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)


def _used(loaded: Loaded) -> set[int]:
    """Lines that decided anything or are an entry; where an answer was sought in vain decides nothing."""
    vain = {row[1] for row in loaded.rows["values"] if row[8] == "not_reported"}
    decided = {row[3] for row in loaded.rows["evidence"] if row[1] != "values" or row[2] not in vain}
    return decided | {number for _report, _file, number, _words in loaded.unmatched}


def _unused(loaded: Loaded) -> Iterator[str]:
    used = _used(loaded)
    for key, _label, numbers in loaded.sections:
        for number in numbers if key not in CONTACT else ():
            words = loaded.text[number - 1].strip()
            if words and number not in used:
                yield f"\n# {loaded.task.report_id}, {key}, line {number}: {words}"
