"""Methods, topics, actors and services of one report: the rows of table ``codings``.

The rules are the coding rules 8 and 9 of the hand coding; the words stand in the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.context import Context, Reading, word_list
from kfd_analysis.coding.matching import Matcher, compile_pattern
from kfd_analysis.coding.hits import FILES, Entry, Hit, Passage, Variable, entries, find_terms, hits_in
from kfd_analysis.model import Document, Problem, Span

__all__ = ["CodedTerms", "Coding", "code_terms", "find_terms"]

OTHER = "other"
UNSPECIFIED = "unspecified_methods"

# The section that asks for a variable (a deck has slides for the concept), and what is looked for where.
_ASKS: dict[Variable, tuple[str, ...]] = {
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
_LATER = frozenset({"outcomes", "costs", "recommendations"})
_LONGEST_LABEL = 12
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Coding(NamedTuple):
    """A row of table ``codings``; `spans` holds every place, the deciding ones first."""

    variable: Variable
    code: str
    parent: str
    basis: str
    state: str
    mentions: int
    spans: tuple[Span, ...]


class CodedTerms(NamedTuple):
    """All codes of a report; as problems the words that two codes claim and the items that none matches."""

    rows: tuple[Coding, ...]
    problems: tuple[Problem, ...]


class _Placed(NamedTuple):
    hit: Hit
    section: str
    reading: Reading
    state: str = ""

    @property
    def asked(self) -> bool:
        """True if the section asks for the variable."""
        return self.section in _ASKS[self.hit.variable]


class _Report(NamedTuple):
    """A report being coded: its text, the lines of each section, its hits."""

    book: Codebook
    passage: Passage
    sections: dict[str, tuple[int, int]]
    hits: dict[Variable, list[Hit]]
    context: Context

    def placed(self, variable: Variable) -> Iterator[_Placed]:
        """Hits of a variable with their section and their state."""
        hits = self.hits[variable]
        for hit in hits:
            section = next(
                key
                for key, (first, last) in self.sections.items()
                if first < last and hit.place < self._end(last) and hit.place >= self.passage.starts[first]
            )
            if not hit.entry.sections or section in hit.entry.sections:
                yield _Placed(hit, section, self.context.state_of(hit, hits))

    def _end(self, last: int) -> int:
        return self.passage.starts[last] if last < len(self.passage.starts) else len(self.passage.text) + 1


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
    report = _search(document, book)
    rows = (*_methods(report), *_topics(report), *_actors(report), *_services(report))
    rivals = _rivalries(hit for hits in report.hits.values() for hit in hits)
    return CodedTerms(rows, (*rivals, *_unmatched(report, "topic"), *_unmatched(report, "actor")))


def _search(document: Document, book: Codebook) -> _Report:
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
    return _Report(book, passage, sections, hits, Context(passage, book))


def _rivalries(hits: Iterable[Hit]) -> Iterator[Problem]:
    """A problem for every passage that two codes claim with the same right."""
    for hit in hits:
        if hit.rivals:
            codes = ", ".join(dict.fromkeys((hit.code, *hit.rivals)))
            yield Problem("rival_codes", FILES[hit.variable], hit.line.number, f"{hit.span.text}: {codes}")


# Methods


def _methods(report: _Report) -> Iterator[Coding]:
    placed = list(report.placed("method"))
    whole = [p for p in placed if p.hit.kind != "part" and p.hit.code != UNSPECIFIED]
    counted = [p._replace(state=state) for p in whole if (state := _method_state(p, report.context))]
    standing = {code for code, found in _by_code(counted).items() if _verdict(found) != "negated"}
    for part in placed:
        hosts = [p.hit for p in whole if p.hit.code == part.hit.entry.part_of]
        if part.hit.kind == "part" and (part.hit.entry.part_of not in standing or _is_step(part, hosts, report.context)):
            if state := _method_state(part, report.context):
                counted.append(part._replace(state=state))
    for entry in entries(report.book, "method"):
        found = [p for p in counted if p.hit.code == entry.code]
        if found:
            yield _method_row(entry, found)
    yield from _unspecified(report, [p for p in placed if p.hit.code == UNSPECIFIED], whole)


def _method_state(placed: _Placed, context: Context) -> str:
    """used, planned, negated, or empty if the mention says nothing about this dialogue."""
    hit, section, (state, firm), _ = placed
    asked = placed.asked
    if hit.kind == "vague" and not asked:
        return ""
    if state in ("negated", "dropped"):
        return "negated" if section not in _LATER or (firm and section != "recommendations") else ""
    if state == "planned":
        return "planned" if asked else ""
    if state != "used":
        return ""
    if section in _LATER and section not in hit.entry.sections:
        return "used" if firm and context.refers(hit) else ""
    return "used"


def _is_step(part: _Placed, hosts: Iterable[Hit], context: Context) -> bool:
    """Whether a part of another method is told as a step of its own, before or after that method."""
    if not part.asked:
        return False
    start, end = context.sentence_of(part.hit)
    near = [host for host in hosts if start <= host.place < end]
    if not near:
        return context.has("further_step", part.hit)
    return all(context.has_between("further_step", part.hit, host) for host in near)


def _by_code(placed: Iterable[_Placed]) -> dict[str, list[_Placed]]:
    found: dict[str, list[_Placed]] = {}
    for one in placed:
        found.setdefault(one.hit.code, []).append(one)
    return found


def _verdict(placed: Sequence[_Placed]) -> str:
    """State of a method: told as done beats given up, which beats announced or planned."""
    states = {p.state for p in placed}
    if any(p.state == "used" and p.reading.firm for p in placed):
        return "used"
    return next(state for state in ("negated", "used", "planned") if state in states)


def _method_row(entry: Entry, placed: Sequence[_Placed]) -> Coding:
    state = _verdict(placed)
    deciding = [p for p in placed if p.state == state]
    rest = [p for p in placed if p.state != state]
    counts = [p for p in placed if (p.state == "negated") == (state == "negated")]
    return _row(entry, state, deciding, rest, len(counts))


def _row(entry: Entry, state: str, deciding: Sequence[_Placed], rest: Sequence[_Placed], mentions: int) -> Coding:
    ordered = sorted(deciding, key=lambda p: not p.asked)
    basis = "strict" if ordered[0].asked else "broad"
    spans = tuple(p.hit.span for p in (*ordered, *rest))
    return Coding(entry.variable, entry.code, entry.parent, basis, state, mentions, spans)


def _unspecified(report: _Report, placed: Sequence[_Placed], named: Sequence[_Placed]) -> Iterator[Coding]:
    """Methods without a name, unless the same sentence gives names."""
    found = []
    for one in placed:
        start, end = report.context.sentence_of(one.hit)
        if _method_state(one, report.context) in ("used", "planned") and one.section not in _LATER:
            if not any(start <= p.hit.place < end and p.hit.code not in one.hit.entry.also for p in named):
                found.append(one)
    if found:
        yield _row(found[0].hit.entry, "unspecified", found, (), len(found))


# Topics


def _topics(report: _Report) -> Iterator[Coding]:
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
            yield _row(entry, state, found, (), len(found))
    labels = tuple(span for span, label in _nameless(report, "topic") if label)
    if labels:
        yield Coding("topic", OTHER, "", "strict", state, len(labels), labels)


def _origin(report: _Report) -> str:
    """preset, emerged, or empty if the report says neither, or both."""
    found = set()
    matcher = report.book.compiled("topic origin", _origins)
    for key in (*_ASKS["method"], *_ASKS["topic"]):
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


def _actors(report: _Report) -> Iterator[Coding]:
    counted = [
        placed
        for placed in report.placed("actor")
        if placed.reading.state not in ("negated", "dropped", "wished")
        and (placed.asked or report.context.has("actor_label", placed.hit, whole_sentence=True))
    ]
    for entry in entries(report.book, "actor"):
        if found := [p for p in counted if p.hit.code == entry.code]:
            yield _row(entry, "", found, (), len(found))


def _services(report: _Report) -> Iterator[Coding]:
    counted = [p for p in report.placed("service") if p.reading.state == "used"]
    for entry in entries(report.book, "service"):
        if found := [p for p in counted if p.hit.code == entry.code]:
            yield _row(entry, "", found, (), len(found))


# Items without a code


def _unmatched(report: _Report, variable: Variable) -> Iterator[Problem]:
    for span, _ in _nameless(report, variable):
        yield Problem("unmatched_item", FILES[variable], span.line, span.text)


def _nameless(report: _Report, variable: Variable) -> Iterator[tuple[Span, bool]]:
    """Items of the answer that no code matched; True if the item is a label, not a sentence or a question."""
    ignored = report.book.compiled("no item", lambda book: word_list(book.data["context"]["no_item"]))
    first, last = report.sections[_ASKS[variable][0]]
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
