"""The pattern language of the codebook and the one pass that finds its patterns.

A pattern is a row of words. ``*`` at the end of a word stands for any word ending, in front of it
for any beginning; alone it is one word. A blank matches a blank, a hyphen, a slash or nothing, ``..``
up to four words of the same sentence, ``$`` the end of a clause. Anything else stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from kfd_analysis.coding.wording import Late
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold

T = TypeVar("T")
SameWords = Mapping[str, Sequence[str]]

_JOINTS = ("", " ", "-", "/", "- ", "/ ", " - ", " / ")
_JOIN = r"(?: ?[-/] ?| )?"
_APART = r"[^\w\n.!?;]+"
_SPECIAL = {
    "..": rf"(?:{_APART}\w+){{0,4}}?{_APART}",
    "*": rf"{_APART}\w+{_APART}",
    "$": r"(?=[ \t]*(?:[,.;:!?()\n]|\Z))",
}
_WORD_REST = re.compile(r"\w*")
_WINDOW = 90
_FEW = 2000  # anchors: beyond, the tables of the quicker kind of automaton outgrow the processor's cache


class Pattern(NamedTuple):
    """A compiled pattern.

    Attributes
    ----------
    anchors
        Spellings of its longest fixed words; only where one stands the rest is looked at.
    head, tail
        What must stand before and after the anchor; None if only a word boundary or a word rest.
    needs
        A literal of `head`, to look for first.
    open_start, open_end
        True if the anchor may be the end or the beginning of a longer word.
    size
        Number of literal characters: which of two patterns says more about the same words.
    """

    anchors: tuple[str, ...]
    head: Late | None
    tail: Late | None
    needs: str
    open_start: bool
    open_end: bool
    size: int

    @property
    def plain(self) -> bool:
        """True if the anchor must stand at the beginning of a word."""
        return self.head is None and not self.open_start

    def verify(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Start and end of the whole match around an anchor at `start` to `end`, if it is one.

        The boundary in front of an anchor that begins a word is the caller's to check.
        """
        first = start - _WINDOW if start > _WINDOW else 0
        if self.head is not None and text.find(self.needs, first, start) < 0:
            return None
        if self.tail is not None:
            found = self.tail.pattern.match(text, end)
            if found is None:
                return None
            end = found.end()
        elif self.open_end:
            end = _word_end(text, end)
        elif end < len(text) and text[end].isalnum():
            return None
        if self.head is not None:
            found = self.head.pattern.search(text[first:start])
            return None if found is None else (first + found.start(), end)
        if self.open_start:
            while start and text[start - 1].isalnum():
                start -= 1
        return start, end


def compile_pattern(source: str, same_words: SameWords) -> Pattern:
    """Compile one pattern of the codebook.

    Parameters
    ----------
    source
        The pattern, in any spelling; it is folded.
    same_words
        Words that other signs may stand for (``context.yml``, ``same_words``).

    Raises
    ------
    CodebookError
        If the pattern has no word to look for.
    """
    tokens = fold(source).split()
    flexible = _SPECIAL.keys() | (same_words.keys() if len(tokens) > 1 else ())
    literal = ["" if token in flexible else token.strip("*") for token in tokens]
    if not any(literal):
        raise CodebookError(f"pattern {source!r} holds no word to look for; write at least one word")
    first, after = _anchor(tokens, literal)
    words = [token.strip("*") for token in tokens[first:after]]
    head = _chain(tokens[:first], same_words, leads=True)
    tail = _chain(tokens[after:], same_words, leads=False)
    if tokens[-1] == "*":
        tail = tail.removesuffix(_APART)
    open_start, open_end = tokens[first].startswith("*"), tokens[after - 1].endswith("*")
    return Pattern(
        anchors=tuple(joint.join(words) for joint in _JOINTS) if len(words) > 1 else (words[0],),
        head=Late(r"(?<!\w)" + head + (r"\w*" if open_start else "") + r"\Z") if head else None,
        tail=Late((r"\w*" if open_end else "") + tail + _end(tokens[-1])) if tail else None,
        needs=max(literal[:first], key=len, default=""),
        open_start=open_start,
        open_end=open_end or not words[-1][-1].isalnum(),
        size=sum(map(len, literal)),
    )


def _word_end(text: str, place: int) -> int:
    found = _WORD_REST.match(text, place)
    return found.end() if found else place


def _anchor(tokens: Sequence[str], literal: Sequence[str]) -> tuple[int, int]:
    """First and last (not included) of the fixed words to look for: two neighbours if possible."""
    pairs = [
        n
        for n in range(len(tokens) - 1)
        if literal[n] and literal[n + 1] and not tokens[n].endswith("*") and not tokens[n + 1].startswith("*")
    ]
    if pairs:
        best = max(pairs, key=lambda n: len(literal[n]) + len(literal[n + 1]))
        return best, best + 2
    longest = max(range(len(tokens)), key=lambda n: len(literal[n]))
    return longest, longest + 1


def _end(token: str) -> str:
    return r"(?!\w)" if token[-1].isalnum() else ""


def _chain(tokens: Sequence[str], same_words: SameWords, leads: bool) -> str:
    """Expression for words before (`leads`) or after the anchor, with what joins them to it."""
    parts: list[str] = []
    for number, token in enumerate(tokens):
        neighbour = tokens[number - 1] if number else ""
        joined = "" if token in _SPECIAL or neighbour in _SPECIAL or (leads and not number) else _JOIN
        parts.append(joined + _expression(token, same_words))
    if leads and tokens and tokens[-1] not in _SPECIAL:
        parts.append(_JOIN)
    return "".join(parts)


def _expression(token: str, same_words: SameWords) -> str:
    if token in _SPECIAL:
        return _SPECIAL[token]
    if token in same_words:
        return "(?:" + "|".join(re.escape(fold(word)) for word in (token, *same_words[token])) + ")"
    before, after = (r"\w*" if token.startswith("*") else ""), (r"\w*" if token.endswith("*") else "")
    return before + re.escape(token.strip("*")) + after


# Start, end with a minus, literal characters with a minus, number of the pattern, owner: sorted, a match
# comes before the matches that it covers, and before those of less specific patterns.
Match = tuple[int, int, int, int, T]
# Group; whether only the boundaries of the word count, and whether the word must end with the anchor;
# pattern, its number, owner.
_Target = tuple[str, bool, bool, Pattern, int, T]


class Matcher(Generic[T]):
    """Finds many patterns in one pass over a folded text, overlapping ones too.

    Parameters
    ----------
    patterns
        Group, pattern and owner; a search looks for the patterns of some groups only.
    """

    def __init__(self, patterns: Iterable[tuple[str, Pattern, T]]) -> None:
        anchors: dict[str, list[_Target[T]]] = {}
        for number, (group, pattern, owner) in enumerate(patterns):
            simple = pattern.plain and pattern.tail is None
            closed = pattern.tail is None and not pattern.open_end
            for anchor in pattern.anchors:
                anchors.setdefault(anchor, []).append((group, simple, closed, pattern, number, owner))
        self._at_beginning = list(anchors.values())
        self._inside = [[t for t in targets if not t[3].plain] for targets in anchors.values()]
        small = len(anchors) < _FEW
        way = Implementation.DFA if small else Implementation.ContiguousNFA
        self._automaton = AhoCorasick(list(anchors), implementation=way)

    def find(self, text: str, groups: Iterable[str]) -> dict[str, list[Match[T]]]:
        """Matches of each of the groups in a folded text."""
        return self.find_in_parts(text, [(len(text), groups)])[0]

    def find_in_parts(
        self, text: str, parts: Sequence[tuple[int, Iterable[str]]]
    ) -> list[dict[str, list[Match[T]]]]:
        """Matches in each part of a folded text; a part is where it ends and the groups to look for there."""
        found: list[dict[str, list[Match[T]]]] = [{group: [] for group in groups} for _, groups in parts]
        part, stop = -1, 0
        here: dict[str, list[Match[T]]] = {}
        at_beginning, inside = self._at_beginning, self._inside
        ended = text + "\n"  # what stands behind the last character, and (at -1) before the first
        for anchor, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            while start >= stop:
                part += 1
                stop, here = parts[part][0], found[part]
            ends = not ended[end].isalnum()
            for group, simple, closed, pattern, number, owner in (
                inside if ended[start - 1].isalnum() else at_beginning
            )[anchor]:
                if group not in here or (closed and not ends):
                    continue
                if simple:
                    stops = end if ends else _word_end(text, end)
                    here[group].append((start, -stops, -pattern.size, number, owner))
                elif (place := pattern.verify(text, start, end)) is not None:
                    here[group].append((place[0], -place[1], -pattern.size, number, owner))
        return found
