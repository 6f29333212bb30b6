"""Methods, topics, actors and services of one report: the rows of table ``codings``.

The rules are 8 and 9 of docs/method.md; the words stand in the codebook.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.clauses import WordList, listed, word_list
from kfd_analysis.coding.codes.hits import Hit, find_terms
from kfd_analysis.coding.codes.lexicon import ACTOR_LABEL, FILES, TOPIC_LABEL, Variable
from kfd_analysis.coding.codes.methods import code_methods
from kfd_analysis.coding.codes.search import ASKS, Coding, Placed, Report, row, search
from kfd_analysis.model import Document, Problem, Span

__all__ = ["CodedTerms", "Coding", "code_terms", "find_terms"]

OTHER = "other"
Nameless = tuple[Span, bool]
_LISTED: tuple[Variable, ...] = ("topic", "actor")

_LONGEST_LABEL = 12
_PIECE = re.compile(r"(?:[^,;(]+|\([^)]*\)|\()+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class CodedTerms(NamedTuple):
    """All codes of a report; as problems the words that two codes claim and the items that none matches."""

    rows: tuple[Coding, ...]
    problems: tuple[Problem, ...]


def code_terms(document: Document, book: Codebook) -> CodedTerms:
    """Code the methods, topics, actors and services of a report.

    Parameters
    ----------
    document
        The report as read.
    book
        The codebook.

    Returns
    -------
    CodedTerms
        A row per code that counts; for methods also the negated and the unspecified ones. Topics
        named only outside their section have basis ``broad``.
    """
    report = search(document, book)
    topics, actors = (list(_nameless(report, variable)) for variable in _LISTED)
    rows = (*code_methods(report), *_topics(report, topics), *_actors(report), *_services(report))
    rivals = _rivalries(hit for hits in report.hits.values() for hit in hits)
    return CodedTerms(rows, (*rivals, *_unmatched("topic", topics), *_unmatched("actor", actors)))


def _rivalries(hits: Iterable[Hit]) -> Iterator[Problem]:
    """A problem for every passage that two codes claim with the same right."""
    for hit in hits:
        if hit.rivals:
            codes = ", ".join(dict.fromkeys((hit.code, *hit.rivals)))
            yield Problem("rival_codes", FILES[hit.variable], hit.line.number, f"{hit.span.text}: {codes}")


# Topics


def _topics(report: Report, nameless: Iterable[Nameless]) -> Iterator[Coding]:
    """Topics in the order of the codebook, and ``other`` if an item has no code."""
    context, hits = report.context, report.hits["topic"]
    placed = list(report.placed("topic", lambda hit: context.led_by(TOPIC_LABEL, hit, hits)))
    asked = [p for p in placed if p.asked]
    done = [p for p in asked if p.reading.state == "used"]
    if not done:
        done = [p for p in asked if p.reading.state == "planned"]
    named = [p for p in placed if not p.asked and p.reading.state in ("used", "planned")]
    state = next(iter(report.origins)) if len(report.origins) == 1 else ""
    yield from _rows([*done, *named], state)
    labels = tuple(span for span, label in nameless if label)
    if labels:
        yield Coding("topic", OTHER, "", "strict", state, len(labels), labels)


# Actors and services


def _actors(report: Report) -> Iterator[Coding]:
    placed = report.placed("actor", lambda hit: report.context.has(ACTOR_LABEL, hit, whole_sentence=True))
    return _rows([p for p in placed if p.reading.state not in ("negated", "dropped", "wished")])


def _services(report: Report) -> Iterator[Coding]:
    return _rows([p for p in report.placed("service") if p.reading.state == "used"])


def _rows(placed: Iterable[Placed], state: str = "") -> Iterator[Coding]:
    """A row per code, in the order of the codebook."""
    by_entry: dict[int, list[Placed]] = {}
    for one in placed:
        by_entry.setdefault(one.hit.entry.number, []).append(one)
    for _, found in sorted(by_entry.items()):
        yield row(found[0].hit.entry, state, found, (), len(found))


# Items without a code


def _unmatched(variable: Variable, nameless: Iterable[Nameless]) -> Iterator[Problem]:
    for span, _ in nameless:
        yield Problem("unmatched_item", FILES[variable], span.line, span.text)


def _nameless(report: Report, variable: Variable) -> Iterator[Nameless]:
    """Items of the answer that no code matched; True if the item is a label, not a sentence or a question."""
    ignored = report.book.compiled("no item", lambda book: word_list(book.data["context"]["no_item"]))
    first, last = report.sections[ASKS[variable][0]]
    places = [(hit.place, hit.place + hit.end - hit.start) for hit in report.hits[variable]]
    for number in range(first, last):
        line, begin = report.passage.lines[number], report.passage.starts[number]
        text = report.passage.text[begin : begin + len(line.text)]
        here = slice(bisect_left(places, (begin, 0)), bisect_left(places, (begin + len(text), 0)))
        claimed = [(place - begin, stop - begin) for place, stop in places[here]]
        pieces = [(0, len(text))] if line.bullet and variable == "topic" else _pieces(text)
        free = [
            piece
            for piece in pieces
            if not any(a < piece[1] and piece[0] < b for a, b in claimed)
            and _names_something(text[slice(*piece)], ignored)
        ]
        if free and report.context.is_prose(number):
            free = [] if claimed else [(0, len(text))]
            yield from ((line.span(*piece), False) for piece in free)
        else:
            yield from ((line.span(*piece), _is_label(text[slice(*piece)])) for piece in free)


def _names_something(words: str, ignored: WordList) -> bool:
    """Whether an item holds words, and does not begin with one that names nothing."""
    first = _LETTERS.search(words)
    return first is not None and not listed(first.group(), ignored)


def _is_label(words: str) -> bool:
    """Whether an item is short and neither a heading nor a question."""
    return len(_LETTERS.findall(words)) <= _LONGEST_LABEL and not words.endswith((":", "?"))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the items of a list in one line: cut at commas and semicolons outside brackets."""
    for found in _PIECE.finditer(text):
        piece = found.group()
        start = found.start() + len(piece) - len(piece.lstrip())
        yield start, start + len(piece.strip())
