"""The groups that an answer lists, and whether each of them has a count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.people.headcounts import Count
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Span
from kfd_analysis.reading.text import sentences

_LABEL = re.compile(r"[^\d:]+:(?=\s*\D{0,10}\d)")  # what it names together has one count
_SHORT_LINE = 60  # characters: an item of a list without marks


def items(lines: Iterable[Line]) -> list[tuple[int, int, int]]:
    """Line, start and end of every item of a list, comma or bullet."""
    found = []
    for line in lines:
        depth, start = 0, 0
        label = _LABEL.match(line.text)
        for i, char in enumerate(line.text + ","):
            depth += (char == "(") - (char == ")")
            if char in ",;" and depth <= 0 and not (label and i < label.end()):
                if line.text[start:i].strip():
                    found.append((line.number, line.column + start, line.column + i))
                start = i + 1
    return found


def complete(groups: list[Count], lines: tuple[Line, ...], book: Codebook) -> bool:
    """Whether every item of the list or of the sentences that bear counts has a count."""
    spots = [group.span for group in groups]
    if any(line.bullet for line in lines):
        pieces: Iterable[Line] = [line for line in lines if line.bullet]
    elif len(lines) > 2 and all(len(line.text) < _SHORT_LINE and line.text[-1] != "." for line in lines):
        pieces = lines
    else:
        pieces = (sentence for line in lines for sentence in sentences(line, book))
        pieces = [p for p in pieces if any(_within(spot, p) for spot in spots)]
    words = {line.number: line for line in lines}
    c = cues(book)
    groups_named = [
        (n, a, b)
        for n, a, b in items(pieces)
        if not _no_group(fold(words[n].text[a - words[n].column :].lstrip()), c)
    ]
    return all(any(s.line == n and a <= s.start <= b for s in spots) for n, a, b in groups_named)


def _no_group(words: str, c: Cues) -> bool:
    return c["no_group"].match(words) is not None or c["invited_first"].match(words) is not None


def _within(span: Span, line: Line) -> bool:
    return span.line == line.number and line.column <= span.start < line.column + len(line.text)
