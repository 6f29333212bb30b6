"""The deciding words of a report: which sentences are shown, and where the marks stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

_SENTENCE_END = re.compile(r"[.!?][\"”“')]*\s+(?=[A-ZÄÖÜ„“\"(])")
_LAST_WORD = re.compile(r"(\w*)[.!?][\"”“')]*\s*$")
LONGEST_ABBREVIATION = 2
"""A full stop after fewer letters, or after a number, ends no sentence (``ca. 10``, ``24. Juni``)."""
FULL_STOP = "."
CUT = "…"
"""Ends a quote that was cut to its permitted length."""


class Place(NamedTuple):
    """The characters `start` to `end` of a line that decided the value with the anchor `key`.

    A value that several places decided has a `name` for each.
    """

    line: int
    start: int
    end: int
    key: str
    name: str = ""

    @property
    def id(self) -> str:
        """The anchor of the place itself."""
        return self.name or self.key


class Passage(NamedTuple):
    """A line as it is shown: its number, its markup, and the values that it decided."""

    line: int
    html: str
    keys: tuple[str, ...]


class _Node(NamedTuple):
    start: int
    end: int
    keys: tuple[str, ...]
    inner: tuple[_Node, ...]


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences of a line; blanks between them belong to the first."""
    starts = [0]
    for found in _SENTENCE_END.finditer(text):
        word = _LAST_WORD.search(text, starts[-1], found.end())
        short = word is not None and (len(word[1]) <= LONGEST_ABBREVIATION or word[1].isdigit())
        if not (short and found[0].startswith(FULL_STOP)):
            starts.append(found.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def located(text: str, start: int, end: int, quote: str) -> tuple[int, int]:
    """Where deciding words stand in a line from which personal data may have been removed.

    The removal moves what follows, so that the words are looked for; where they are not found, the
    whole line is their place.
    """
    words = quote.removesuffix(CUT).rstrip()
    if words and text[start:end].startswith(words):
        return start, min(end, len(text)) if quote.endswith(CUT) else start + len(words)
    found = [hit.start() for hit in re.finditer(re.escape(words), text)] if words else []
    if not found:
        return 0, len(text)
    nearest = min(found, key=lambda place: abs(place - start))
    return nearest, min(len(text), nearest + len(words))


def passages(
    source: Sequence[str],
    places: Iterable[Place],
    anchored: set[str],
    whole: bool = False,
    lines: Iterable[int] = (),
) -> list[Passage]:
    """Mark the deciding words of some lines.

    Parameters
    ----------
    source
        All lines of the report.
    places
        What decided.
    anchored
        Ids that are given away already; this function adds to it.
    whole
        Show whole lines and also those without a place.
    lines
        Numbers of the lines to look at.
    """
    by_line: dict[int, list[Place]] = {}
    for place in places:
        by_line.setdefault(place.line, []).append(place)
    shown = []
    for number in lines:
        text = source[number - 1]
        here = [place for place in by_line.get(number, ()) if place.start < place.end <= len(text)]
        if here or (whole and text.strip()):
            keys = tuple(dict.fromkeys(place.key for place in here))
            shown.append(Passage(number, _line(text, here, anchored, whole), keys))
    return shown


def _line(text: str, places: list[Place], anchored: set[str], whole: bool) -> str:
    nodes = _nested(places)
    if whole:
        return _marked(text, 0, len(text), nodes, anchored)
    pieces = []
    last = 0
    for start, end in _visible(text, nodes):
        if text[last:start].strip():
            pieces.append(_gap())
        pieces.append(_marked(text, start, end, [n for n in nodes if start <= n.start < end], anchored))
        last = end
    if text[last:].strip():
        pieces.append(_gap())
    return " ".join(pieces)


def _gap() -> str:
    return '<span class="gap">[…]</span>'


def _visible(text: str, nodes: Sequence[_Node]) -> list[tuple[int, int]]:
    """The sentences that hold a mark; neighbours are joined."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if any(node.start < end and node.end > start for node in nodes):
            joined = found.pop()[0] if found and found[-1][1] == start else start
            found.append((joined, end))
    return found


def _nested(places: list[Place]) -> list[_Node]:
    """Places as a tree of marks; where two cross, the outer one grows around both."""
    found: list[_Node] = []
    rest = sorted(places, key=lambda p: (p.start, -p.end))
    while rest:
        first = rest[0]
        end = first.end
        inside = [first]
        for place in rest[1:]:
            if place.start < end:
                inside.append(place)
                end = max(end, place.end)
        rest = rest[len(inside) :]
        same = [p for p in inside if (p.start, p.end) == (first.start, first.end)]
        keys = tuple(dict.fromkeys(p.id for p in same))
        inner = [p for p in inside if p not in same]
        found.append(_Node(first.start, end, keys, tuple(_nested(inner))))
    return found


def _marked(text: str, start: int, end: int, nodes: Sequence[_Node], anchored: set[str]) -> str:
    pieces = []
    for node in nodes:
        pieces.append(escape(text[start : node.start], quote=False))
        opening, closing = _tags(node.keys, anchored)
        pieces += [opening, _marked(text, node.start, node.end, node.inner, anchored), closing]
        start = node.end
    return "".join([*pieces, escape(text[start:end], quote=False)])


def _tags(keys: Sequence[str], anchored: set[str]) -> tuple[str, str]:
    """One mark, and a name for every value that it decided first."""
    new = [key for key in keys if key not in anchored]
    anchored.update(new)
    names = "".join(f'<span id="{escape(key)}">' for key in new[1:])
    first = f' id="{escape(new[0])}"' if new else ""
    return f'<mark tabindex="-1"{first}>{names}' if new else "<mark>", "</span>" * len(new[1:]) + "</mark>"
