"""The free answers: goals, occasion, outcomes with their maturity, next steps, recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span
from kfd_analysis.reading.text import sentences

LONGEST = 200
_INLINE = re.compile(r"([^\W\d_][\w /]{2,40}):\s+(?=\S)")
_STATES = ("state_implemented", "state_decided", "state_planned", "state_idea")


class FreeAnswer(NamedTuple):
    """One answer: what it is about, its maturity (outcomes only) and its words."""

    question: str
    state: str
    span: Span


class _Piece(NamedTuple):
    """A sentence or list item with the sub-heading and the leading sentence that it stands under."""

    line: Line
    item: bool
    heading: str
    lead: str


def code_answers(document: Document, book: Codebook) -> tuple[FreeAnswer, ...]:
    """List goals, occasion, outcomes, effects, next steps and recommendations.

    List items count one each; without a list, sentences. Effects and next steps that stand where
    outcomes were asked for are told apart by their sub-heading or their words.

    Parameters
    ----------
    document
        A report as read; a slide deck has no answers.
    book
        The codebook (``cues.yml``).
    """
    if document.document_type == "slides":
        return ()
    c = cues(book)
    found = [
        *_led(document.answer("concept"), "goal", c, book),
        *_led(document.answer("occasion"), "occasion", c, book),
        *_outcomes(document, c, book),
        *_recommendations(document, c, book),
    ]
    return tuple(found)


def _clip(line: Line) -> Span:
    """The place of an answer, at most a sentence and 200 characters."""
    text = line.text
    if len(text) <= LONGEST:
        return line.span()
    cut = text.rfind(" ", 0, LONGEST)
    return line.span(0, cut if cut > 0 else LONGEST)


def _led(lines: tuple[Line, ...], question: str, c: Cues, book: Codebook) -> Iterator[FreeAnswer]:
    """Answers under a sub-heading such as "Ziel:", else the first sentence that a lead word marks."""
    pieces = _pieces(lines, c, book)
    if any(_opening(line, c)[0] == question for line in lines):
        pieces, again = tee(pieces)
        if under := [p for p in again if p.heading == question]:
            chosen = under if question == "goal" else under[:1]
            yield from (FreeAnswer(question, "", _clip(piece.line)) for piece in chosen)
            return
    lead, seen = c[f"{question}_lead"], []
    for piece in pieces:
        if lead.search(fold(piece.line.text)):
            yield FreeAnswer(question, "", _clip(piece.line))
            return
        seen.append(piece)
    chosen = [p for p in seen if p.item] if question == "goal" else seen[:1]
    yield from (FreeAnswer(question, "", _clip(piece.line)) for piece in chosen)


_HEADINGS = {
    "goal_lead": "goal", "occasion_lead": "occasion", "heading_effects": "effect",
    "heading_next": "next_step",
    "heading_outcomes": "outcome", "heading_self": "recommendation_self",
    "heading_programme": "recommendation_programme",
}  # fmt: skip


def _heading(text: str, c: Cues) -> str:
    """The question that a short line with a colon opens, "other" for an unknown one; "" if it is none."""
    if not text.endswith(":") or len(text) > 60:
        return ""
    folded = fold(text)
    return next((q for name, q in _HEADINGS.items() if c[name].match(folded)), "other")


def _opening(line: Line, c: Cues) -> tuple[str, int]:
    """The question that a line opens, and where its answer begins; "other" for a whole line only."""
    if line.bullet or ":" not in line.text:
        return "", 0
    if whole := _heading(line.text, c):
        return whole, len(line.text)
    inline = _INLINE.match(line.text)
    heading = _heading(f"{inline.group(1)}:", c) if inline else ""
    return (heading, inline.end()) if inline and heading not in ("", "other") else ("", 0)


def _pieces(lines: Iterable[Line], c: Cues, book: Codebook) -> Iterator[_Piece]:
    """List items and sentences, with the sub-heading and the lead that they stand under."""
    heading, lead = "", ""
    for whole in lines:
        line = whole
        opened, end = _opening(line, c)
        if opened and end == len(line.text):
            heading, lead = ("", fold(line.text)) if opened == "other" else (opened, "")
            continue
        if opened:
            heading = opened
            line = line._replace(text=line.text[end:], column=line.column + end)
            if line.text.endswith(":"):
                yield _Piece(line, False, heading, "")
                heading = ""
                continue
        if line.bullet:
            yield _Piece(line, True, heading, lead)
            continue
        parts = sentences(line, book)
        yield from _sentences(parts, heading)
        last = parts[-1].text
        lead = fold(last) if last.endswith(":") else lead


def _sentences(parts: Iterable[Line], heading: str) -> Iterator[_Piece]:
    """Sentences of a line; items glued into it count once, with what follows them."""
    lead, glued = "", False
    for sentence in parts:
        if sentence.text.endswith(":"):
            lead = fold(sentence.text)
        elif sentence.bullet:
            glued = True
            yield _Piece(sentence, True, heading, lead)
        elif not glued:
            yield _Piece(sentence, False, heading, "")


def _outcomes(document: Document, c: Cues, book: Codebook) -> Iterator[FreeAnswer]:
    for section in document.sections.values():
        if section.key != "outcomes":
            continue
        for block in section.blocks:
            pieces = list(_pieces(block.lines, c, book))
            listed = any(p.item and p.heading in ("", "outcome") for p in pieces)
            for piece in pieces:
                question = _outcome_question(piece, block.asks, listed, c)
                if question:
                    state = _state(piece, c) if question == "outcome" else ""
                    yield FreeAnswer(question, state, _clip(piece.line))


def _outcome_question(piece: _Piece, asks: tuple[str, ...], listed: bool, c: Cues) -> str:
    folded = fold(piece.line.text)
    if c.has("attachment", folded):
        return ""
    if piece.heading in ("effect", "next_step"):
        return piece.heading
    if piece.item:
        return "outcome" if "measures" in asks else "next_step"
    if piece.heading == "outcome":
        return "outcome"
    if c.has("next_step_cue", folded):
        return "next_step"
    if "measures" not in asks:
        return "effect"
    return "" if listed else "outcome"


def _state(piece: _Piece, c: Cues) -> str:
    """Maturity of an outcome: its own words, else those of the lead; a bare item of a list is an idea."""
    for words in (fold(piece.line.text), piece.lead):
        named = c.first(words, *_STATES) if words else ""
        if named:
            return named.removeprefix("state_")
    return "idea" if piece.item else ""


def _recommendations(document: Document, c: Cues, book: Codebook) -> Iterator[FreeAnswer]:
    for section in document.sections.values():
        if section.key != "recommendations":
            continue
        for block in section.blocks:
            for piece in _paragraphs(block.lines, c, book):
                yield FreeAnswer(_recommendation(piece, block.asks, c), "", _clip(piece.line))


def _paragraphs(lines: tuple[Line, ...], c: Cues, book: Codebook) -> Iterator[_Piece]:
    """One recommendation a list item, or a line: its first sentence says it."""
    seen: set[int] = set()
    for piece in _pieces(lines, c, book):
        if piece.line.number not in seen:
            seen.add(piece.line.number)
            yield piece


def _recommendation(piece: _Piece, asks: tuple[str, ...], c: Cues) -> str:
    if piece.heading.startswith("recommendation"):
        return piece.heading
    if len(asks) == 1:
        return asks[0]
    cue = c.has("programme_cue", fold(piece.line.text))
    return "recommendation_programme" if cue else "recommendation_self"
