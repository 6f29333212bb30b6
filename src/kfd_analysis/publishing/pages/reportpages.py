"""A page per report: its facts beside the words that they were read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.language import _
from kfd_analysis.publishing.pages.anchors import Anchors
from kfd_analysis.publishing.pages.passages import Passage, Place, passages
from kfd_analysis.publishing.pages.reportfacts import Fact, Group, groups
from kfd_analysis.publishing.pages.wording import Wording
from kfd_analysis.showing.labels import spoken
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    import pandas as pd

    from kfd_analysis.dataset import Dataset

OWN = ("values", "events", "cost_items", "codings", "answers", "scope", "providers")


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

    def decided(self, passage: Passage) -> list[tuple[str, str]]:
        """Anchor and label of the facts that a passage decided, each label once."""
        keys: dict[str, str] = {}
        for key in passage.keys:
            keys.setdefault(self.labels.get(key, key), key)
        return [(key, label) for label, key in keys.items()]


class Pages:
    """Makes the pages of the reports of a data set."""

    def __init__(self, ds: Dataset, wording: Wording, full_text: bool = False) -> None:
        self.ds = ds
        self.wording = wording
        self.full_text = full_text
        self.anchors = Anchors(ds)
        frames = {name: getattr(ds, name) for name in OWN}
        frames["cost_items"] = ds.cost_items.assign(anchor=self.anchors.costs)
        self._rows = {name: _by_report(frame) for name, frame in frames.items()}

    def page(self, report_id: str, name: str) -> ReportPage:
        """The page of one report."""
        anchored: set[str] = set()
        places = list(self.anchors.places(report_id))
        parts = tuple(self._parts(report_id, places, anchored))
        own = {table: found[report_id] for table, found in self._rows.items()}
        facts = _placed(groups(own, self.wording, self.ds.corrections.of(report_id)), places, anchored)
        return ReportPage(
            report_id=report_id,
            name=name,
            facts=facts,
            parts=parts,
            labels={fact.key: fact.label for group in facts for fact in group.facts},
            unused=self.ds.unused_lines.get(report_id, 0),
            total=sum(1 for line in self.ds.texts[report_id] if line.strip()),
        )

    def _parts(self, report_id: str, places: Sequence[Place], anchored: set[str]) -> Iterator[Part]:
        source, sections = self.ds.texts[report_id], self.ds.sections[report_id]
        decided = {place.line for place in places}
        seen = {label for _key, label, _numbers in sections} - decided

        def part(heading: str, label: int, numbers: Sequence[int]) -> Iterator[Part]:
            new = [number for number in numbers if number not in seen]
            seen.update(new)
            found = [
                passage._replace(html=spoken(passage.html))
                for passage in passages(source, places, anchored, self.full_text, new)
            ]
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


def _placed(found: Iterator[Group], places: Sequence[Place], anchored: set[str]) -> tuple[Group, ...]:
    """Give facts the lines of their words; a fact without words carries its anchor itself."""
    shown: dict[str, dict[int, str]] = defaultdict(dict)
    for place in places:
        if place.id in anchored:
            shown[place.key].setdefault(place.line, place.id)

    def placed(fact: Fact) -> Fact:
        return fact._replace(places=tuple(shown[fact.key].items()), here=fact.key not in anchored)

    made = (Group(group.name, tuple(placed(fact) for fact in group.facts)) for group in found)
    return tuple(group for group in made if group.facts)


def _by_report(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(frame):
        found[text(row["report_id"])].append(row)
    return found
