"""A page per report: its facts beside the words that they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.language import _
from kfd_analysis.publishing.passages import Passage, Place, located, passages
from kfd_analysis.publishing.reportfacts import Fact, Group, groups
from kfd_analysis.publishing.wording import Wording
from kfd_analysis.showing import links
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    import pandas as pd

    from kfd_analysis.dataset import Dataset

OWN = ("values", "events", "cost_items", "codings", "answers", "evidence")


class Part(NamedTuple):
    """The shown passages of a section, under its heading as printed, and the lines that are not shown."""

    heading: str
    line: int
    passages: tuple[Passage, ...]
    silent: tuple[int, ...]
    printed: bool


class ReportPage(NamedTuple):
    """All that the page of a report shows."""

    report_id: str
    name: str
    facts: tuple[Group, ...]
    parts: tuple[Part, ...]
    labels: Mapping[str, str]
    unused: int
    total: int


class Pages:
    """Makes the pages of the reports of a data set."""

    def __init__(self, ds: Dataset, wording: Wording, full_text: bool = False) -> None:
        self.ds = ds
        self.wording = wording
        self.full_text = full_text
        self._rows = {name: _by_report(getattr(ds, name)) for name in OWN}

    def page(self, report_id: str, name: str) -> ReportPage:
        """The page of one report."""
        anchored: set[str] = set()
        parts = tuple(self._parts(report_id, list(self._places(report_id)), anchored))
        own = {table: found[report_id] for table, found in self._rows.items()}
        facts = _placed(groups(own, self.wording), parts, anchored)
        return ReportPage(
            report_id=report_id,
            name=name,
            facts=facts,
            parts=parts,
            labels={fact.key: fact.label for group in facts for fact in group.facts},
            unused=self.ds.unused_lines.get(report_id, 0),
            total=sum(1 for line in self.ds.texts[report_id] if line.strip()),
        )

    def _places(self, report_id: str) -> Iterator[Place]:
        for row in self._rows["evidence"][report_id]:
            key = anchor(text(row["table"]), text(row["key"]))
            line = self.ds.texts[report_id][int(row["line"]) - 1]
            start, end = located(line, int(row["start"]), int(row["end"]), text(row["quote"]))
            yield Place(int(row["line"]), start, end, key)

    def _parts(self, report_id: str, places: Sequence[Place], anchored: set[str]) -> Iterator[Part]:
        source, sections = self.ds.texts[report_id], self.ds.sections[report_id]
        decided = {place.line for place in places}
        seen = {label for _key, label, _numbers in sections} - decided

        def part(heading: str, label: int, numbers: Sequence[int]) -> Iterator[Part]:
            new = [number for number in numbers if number not in seen]
            seen.update(new)
            found = passages(source, places, anchored, self.full_text, new)
            shown = {passage.line for passage in found}
            silent = tuple(number for number in new if number not in shown and source[number - 1].strip())
            if found or silent:
                free = label if label not in headings | decided else 0
                yield Part(heading, free, tuple(found), silent, bool(label))
                headings.add(label)

        headings: set[int] = set()
        for key, label, numbers in sections:
            heading = source[label - 1].strip() if label else self.wording.section(key)
            yield from part(heading, label, numbers)
        yield from part(_("Elsewhere in the report"), 0, range(1, len(source) + 1))


def anchor(table: str, key: str) -> str:
    """Anchor on the page for a row of table ``evidence``."""
    name, _colon, rest = key.partition(":")
    match table:
        case "values":
            return links.field_key(key)
        case "events":
            return links.event_key(key)
        case "cost_items":
            return links.cost_key(key)
        case "answers":
            return links.answer_key(name, int(rest))
    return links.code_key(name, rest)


def _placed(found: Iterator[Group], parts: Sequence[Part], anchored: set[str]) -> tuple[Group, ...]:
    """Give facts the lines of their words; a fact without words carries its anchor itself."""
    lines: dict[str, list[int]] = defaultdict(list)
    for passage in (passage for part in parts for passage in part.passages):
        for key in passage.keys:
            lines[key].append(passage.line)

    listed: set[str] = set()

    def placed(fact: Fact) -> Fact:
        here, repeated = fact.key not in anchored, fact.key in listed
        anchored.add(fact.key)
        listed.add(fact.key)
        return fact._replace(lines=tuple(lines[fact.key]), here=here, repeated=repeated)

    made = (Group(group.name, tuple(placed(fact) for fact in group.facts)) for group in found)
    return tuple(group for group in made if group.facts)


def _by_report(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(frame):
        found[text(row["report_id"])].append(row)
    return found
