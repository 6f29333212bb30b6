"""Methods, topics, actors and services of one report: the rows of table ``codings``.

The rules are the coding rules 8 and 9 of the hand coding; the words stand in the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.clauses import word_list
from kfd_analysis.coding.hits import FILES, Hit, Variable, entries, find_terms
from kfd_analysis.coding.matching import Matcher, compile_pattern
from kfd_analysis.coding.methods import code_methods
from kfd_analysis.coding.search import ASKS, Coding, Report, row, search
from kfd_analysis.model import Document, Problem, Span

__all__ = ["CodedTerms", "Coding", "code_terms", "find_terms"]

OTHER = "other"

_LONGEST_LABEL = 12
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
    rows = (*code_methods(report), *_topics(report), *_actors(report), *_services(report))
    rivals = _rivalries(hit for hits in report.hits.values() for hit in hits)
    return CodedTerms(rows, (*rivals, *_unmatched(report, "topic"), *_unmatched(report, "actor")))


def _rivalries(hits: Iterable[Hit]) -> Iterator[Problem]:
    """A problem for every passage that two codes claim with the same right."""
    for hit in hits:
        if hit.rivals:
            codes = ", ".join(dict.fromkeys((hit.code, *hit.rivals)))
            yield Problem("rival_codes", FILES[hit.variable], hit.line.number, f"{hit.span.text}: {codes}")


# Topics


def _topics(report: Report) -> Iterator[Coding]:
    """Topics in the order of the codebook, and ``other`` if an item has no code."""
    asked, elsewhere = [], []
    for placed in report.placed("topic"):
        if placed.asked:
            asked.append(placed)
        elif placed.reading.state in ("used", "planned") and report.context.led_by(
            "topic_label", placed.hit, report.hits["topic"]
        ):
            elsewhere.append(placed)
    done = [p for p in asked if p.reading.state == "used"] or [p for p in asked if p.reading.state == "planned"]
    state = _origin(report)
    for entry in entries(report.book, "topic"):
        found = [p for p in (*done, *elsewhere) if p.hit.code == entry.code]
        if found:
            yield row(entry, state, found, (), len(found))
    labels = tuple(span for span, label in _nameless(report, "topic") if label)
    if labels:
        yield Coding("topic", OTHER, "", "strict", state, len(labels), labels)


def _origin(report: Report) -> str:
    """preset, emerged, or empty if the report says neither, or both."""
    found = set()
    matcher = report.book.compiled("topic origin", _origins)
    for key in (*ASKS["method"], *ASKS["topic"]):
        first, last = report.sections[key]
        text = "\n".join(report.passage.text.split("\n")[first:last])
        found |= {match.owner for match in matcher.find(text, ("origin",))["origin"]}
    return found.pop() if len(found) == 1 else ""


def _origins(book: Codebook) -> Matcher[str]:
    data = book.data["context"]
    return Matcher(
        ("origin", compile_pattern(source, data["same_words"]), name)
        for name, sources in data["topic_origin"].items()
        for source in sources
    )


# Actors and services


def _actors(report: Report) -> Iterator[Coding]:
    counted = [
        placed
        for placed in report.placed("actor")
        if placed.reading.state not in ("negated", "dropped", "wished")
        and (placed.asked or report.context.has("actor_label", placed.hit, whole_sentence=True))
    ]
    for entry in entries(report.book, "actor"):
        if found := [p for p in counted if p.hit.code == entry.code]:
            yield row(entry, "", found, (), len(found))


def _services(report: Report) -> Iterator[Coding]:
    counted = [p for p in report.placed("service") if p.reading.state == "used"]
    for entry in entries(report.book, "service"):
        if found := [p for p in counted if p.hit.code == entry.code]:
            yield row(entry, "", found, (), len(found))


# Items without a code


def _unmatched(report: Report, variable: Variable) -> Iterator[Problem]:
    for span, _ in _nameless(report, variable):
        yield Problem("unmatched_item", FILES[variable], span.line, span.text)


def _nameless(report: Report, variable: Variable) -> Iterator[tuple[Span, bool]]:
    """Items of the answer that no code matched; True if the item is a label, not a sentence or a question."""
    ignored = report.book.compiled("no item", lambda book: word_list(book.data["context"]["no_item"]))
    first, last = report.sections[ASKS[variable][0]]
    places = [(hit.place, hit.place + hit.end - hit.start) for hit in report.hits[variable]]
    for number in range(first, last):
        line, begin = report.passage.lines[number], report.passage.starts[number]
        prose = report.context.is_prose(number)
        whole = prose or (line.bullet and variable == "topic")
        for start, end in [(0, len(line.text))] if whole else _pieces(line.text):
            if any(begin + start < stop and place < begin + end for place, stop in places):
                continue
            words = _LETTERS.findall(report.passage.text[begin + start : begin + end])
            if not words or words[0] in ignored[0] or words[0].startswith(ignored[1]):
                continue
            label = not prose and len(words) <= _LONGEST_LABEL and not line.text.endswith((":", "?"))
            yield line.span(start, end), label


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the items of a list in one line: cut at commas and semicolons outside brackets."""
    start = depth = 0
    for place, sign in enumerate(f"{text},"):
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if place == len(text) or (sign in ",;" and depth == 0):
            piece = text[start:place]
            blank = len(piece) - len(piece.lstrip())
            if piece.strip():
                yield start + blank, start + blank + len(piece.strip())
            start = place + 1
