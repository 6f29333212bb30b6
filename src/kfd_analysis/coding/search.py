"""A report searched for codes: where each hit stands and what the words around it say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.context import Context, Reading
from kfd_analysis.coding.hits import FILES, Entry, Hit, Passage, Variable, hits_in
from kfd_analysis.model import Document, Span

# The section that asks for a variable (a deck has slides for the concept), and what is looked for where.
ASKS: dict[Variable, tuple[str, ...]] = {
    "method": ("concept", "slides"),
    "topic": ("topics",),
    "actor": ("actors",),
    "service": ("moderation",),
}
_SOUGHT: dict[str, tuple[Variable, ...]] = {
    "concept": ("method", "topic", "actor"),
    "slides": ("method", "topic", "actor"),
    "moderation": ("method", "service"),
    "topics": ("method", "topic"),
    "actors": ("method", "actor"),
    "rating": ("method", "topic"),
    "outcomes": ("method", "topic"),
    "costs": ("method",),
    "recommendations": ("method",),
}


class Coding(NamedTuple):
    """A row of table ``codings``; `spans` holds every place, the deciding ones first."""

    variable: Variable
    code: str
    parent: str
    basis: str
    state: str
    mentions: int
    spans: tuple[Span, ...]


class Placed(NamedTuple):
    hit: Hit
    section: str
    reading: Reading
    state: str = ""

    @property
    def asked(self) -> bool:
        """True if the section asks for the variable."""
        return self.section in ASKS[self.hit.variable]


class Report(NamedTuple):
    """A report being coded: its text, the lines of each section, its hits."""

    book: Codebook
    passage: Passage
    sections: dict[str, tuple[int, int]]
    hits: dict[Variable, list[Hit]]
    context: Context

    def placed(self, variable: Variable) -> Iterator[Placed]:
        """Hits of a variable with their section and their state."""
        hits = self.hits[variable]
        for hit in hits:
            section = next(
                key
                for key, (first, last) in self.sections.items()
                if first < last and hit.place < self._end(last) and hit.place >= self.passage.starts[first]
            )
            if not hit.entry.sections or section in hit.entry.sections:
                yield Placed(hit, section, self.context.state_of(hit, hits))

    def _end(self, last: int) -> int:
        return self.passage.starts[last] if last < len(self.passage.starts) else len(self.passage.text) + 1


def search(document: Document, book: Codebook) -> Report:
    sections: dict[str, tuple[int, int]] = {}
    lines = []
    for key in _SOUGHT:
        answer = document.answer(key)
        sections[key] = (len(lines), len(lines) + len(answer))
        lines += answer
    passage = Passage.of(lines)
    hits: dict[Variable, list[Hit]] = {variable: [] for variable in FILES}
    for key, (first, last) in sections.items():
        for variable, found in hits_in(passage, book, _SOUGHT[key], first, last).items():
            hits[variable] += found
    return Report(book, passage, sections, hits, Context(passage, book))


def row(entry: Entry, state: str, deciding: Sequence[Placed], rest: Sequence[Placed], mentions: int) -> Coding:
    ordered = sorted(deciding, key=lambda p: not p.asked)
    basis = "strict" if ordered[0].asked else "broad"
    spans = tuple(p.hit.span for p in (*ordered, *rest))
    return Coding(entry.variable, entry.code, entry.parent, basis, state, mentions, spans)
