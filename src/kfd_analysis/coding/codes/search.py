"""A report searched for codes: where each hit stands and what the words around it say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.clauses import FoundCues
from kfd_analysis.coding.codes.context import Context, Reading
from kfd_analysis.coding.codes.hits import Hit, Passage, hits_of
from kfd_analysis.coding.codes.lexicon import (
    ACTOR_LABEL,
    CLAUSE,
    DECIDES,
    FILES,
    ORIGIN,
    TOPIC_LABEL,
    CueKind,
    Entry,
    Variable,
    matcher,
)
from kfd_analysis.coding.codes.matching import Match
from kfd_analysis.coding.ticks import ticked
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
_CUES: dict[str, tuple[str, ...]] = {key: (DECIDES, CLAUSE) for key in _SOUGHT} | {
    "concept": (DECIDES, CLAUSE, TOPIC_LABEL, ACTOR_LABEL, ORIGIN),
    "slides": (DECIDES, CLAUSE, TOPIC_LABEL, ACTOR_LABEL, ORIGIN),
    "topics": (DECIDES, CLAUSE, ORIGIN),
    "rating": (DECIDES, CLAUSE, TOPIC_LABEL),
    "outcomes": (DECIDES, CLAUSE, TOPIC_LABEL),
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
    """A hit with its section and what its context says; `asked` is True if the section asks for the variable.

    `state` is the state that it counts with, where a rule sets one.
    """

    hit: Hit
    section: str
    reading: Reading
    asked: bool
    state: str = ""


class Report(NamedTuple):
    """A report being coded.

    Attributes
    ----------
    book
        The codebook.
    passage
        Its answer lines.
    sections
        First and last line (not included) of each section.
    hits
        Hits by variable, in the order of the text; `places` names the section of each.
    context
        Reads the words around hits.
    origins
        What the report says of where its topics come from.
    """

    book: Codebook
    passage: Passage
    sections: dict[str, tuple[int, int]]
    hits: dict[Variable, list[Hit]]
    places: dict[Variable, list[str]]
    context: Context
    origins: frozenset[str]

    def placed(self, variable: Variable, named: Callable[[Hit], bool] | None = None) -> Iterator[Placed]:
        """Hits of a variable with their section and their state, where their entry wants that section.

        Outside the section that asks only those that are `named` as such, if that is a question.
        """
        hits = self.hits[variable]
        for hit, section in zip(hits, self.places[variable], strict=True):
            asked = section in ASKS[variable]
            if hit.entry.sections and section not in hit.entry.sections:
                continue
            if asked or named is None or named(hit):
                yield Placed(hit, section, self.context.state_of(hit, hits), asked)


def search(document: Document, book: Codebook) -> Report:
    """Find the codes and the cues of a report, section by section."""
    answers = {key: ticked(document.answer(key), book, optional=True) for key in _SOUGHT}
    passage = Passage.of(line for lines in answers.values() for line in lines)
    sections: dict[str, tuple[int, int]] = {}
    hits: dict[Variable, list[Hit]] = {variable: [] for variable in FILES}
    places: dict[Variable, list[str]] = {variable: [] for variable in FILES}
    origins: set[str] = set()
    last = 0
    parts: dict[str, tuple[int, Sequence[str]]] = {}
    for key, lines in answers.items():
        first, last = last, last + len(lines)
        sections[key] = (first, last)
        if lines:
            parts[key] = (passage.end(last), (*_SOUGHT[key], *_CUES[key]))
    matches = matcher(book).find_in_parts(passage.text, list(parts.values()))
    for key, found in zip(parts, matches, strict=True):
        for variable in _SOUGHT[key]:
            if found[variable]:
                new = hits_of(passage, found[variable])
                hits[variable] += new
                places[variable] += [key] * len(new)
        origins |= {match[4].name for match in found.get(ORIGIN, ())}
    cues = _cues(
        match for key, found in zip(parts, matches, strict=True) for g in _CUES[key] for match in found[g]
    )
    context = Context(passage, cues, book, {first for first, _ in sections.values()})
    return Report(book, passage, sections, hits, places, context, frozenset(origins))


def _cues(matches: Iterable[Match[CueKind]]) -> FoundCues:
    """The cues by the list that they stand in, in the order of the text."""
    cues: dict[str, list[tuple[int, int, int]]] = {}
    for start, minus_end, _, _, (name, number) in matches:
        cues.setdefault(name, []).append((start, -minus_end, number))
    for of_list in cues.values():
        of_list.sort()
    return cues


def row(
    entry: Entry, state: str, deciding: Sequence[Placed], rest: Sequence[Placed], mentions: int
) -> Coding:
    """Row of a code: the hits that decide, those of its own section first, then the rest."""
    ordered = sorted(deciding, key=lambda p: not p.asked)
    basis = "strict" if ordered[0].asked else "broad"
    spans = tuple(p.hit.span for p in (*ordered, *rest))
    return Coding(entry.variable, entry.code, entry.parent, basis, state, mentions, spans)
