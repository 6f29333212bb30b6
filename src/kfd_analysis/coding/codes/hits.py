"""Every code of the codebook in one pass over the lines: which words, which code, which rivals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.lexicon import FILES, Entry, Kind, Owner, Variable, matcher
from kfd_analysis.coding.codes.matching import Match
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Span

_LONGEST = 200


class Passage(NamedTuple):
    """Lines as one folded text.

    Attributes
    ----------
    lines
        The lines, in order.
    text
        Their folded texts, one per row.
    starts
        Where each line begins in `text`.
    """

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Passage:
        """Join and fold lines."""
        lines = tuple(lines)
        text = fold("\n".join(line.text for line in lines))
        return cls(lines, text, tuple(accumulate((len(line.text) + 1 for line in lines), initial=0))[:-1])

    def row(self, place: int) -> int:
        """The line (from 0) at a place of `text`."""
        return bisect_right(self.starts, place) - 1

    def end(self, last: int) -> int:
        """Where the text of the lines before line `last` (from 0) ends."""
        return self.starts[last] if last < len(self.starts) else len(self.text)


class Hit(NamedTuple):
    """Words that a code claims.

    Attributes
    ----------
    entry
        The codebook entry.
    kind
        Which list of the entry holds the pattern.
    line, start, end
        The line and the place of the whole words in `line.text`.
    place
        Where the words begin in the text of the passage.
    row
        Which of its lines `line` is (from 0).
    rivals
        Other codes of the same variable that claim these words with the same right.
    """

    entry: Entry
    kind: Kind
    line: Line
    start: int
    end: int
    place: int
    row: int
    rivals: tuple[str, ...] = ()

    @property
    def variable(self) -> Variable:
        """Variable of the code."""
        return self.entry.variable

    @property
    def code(self) -> str:
        """The code."""
        return self.entry.code

    @property
    def span(self) -> Span:
        """The words in the source."""
        return self.line.span(self.start, self.end)


def find_terms(
    lines: Sequence[Line], book: Codebook, variables: Iterable[Variable] = tuple(FILES)
) -> list[Hit]:
    """Find the words of all codes in lines of a report.

    Parameters
    ----------
    lines
        Answer lines.
    book
        The codebook.
    variables
        Which variables to look for.

    Returns
    -------
    list of Hit
        By variable, in the order of the text. An exclusion that touches a match removes it; of two
        matches of one variable the one that covers the other wins, then the more specific pattern.
    """
    passage = Passage.of(lines)
    found = matcher(book).find(passage.text, variables)
    return [hit for variable in variables for hit in hits_of(passage, found[variable])]


def hits_of(passage: Passage, matches: list[Match[Owner]]) -> list[Hit]:
    """Hits of one variable from its matches in the text of the passage."""
    hits = []
    starts, lines = passage.starts, passage.lines
    for (place, minus_end, _, _, (entry, kind)), rivals in _settle(_allowed(matches)):
        row = passage.row(place)
        first = starts[row]
        hits.append(Hit(entry, kind, lines[row], place - first, -minus_end - first, place, row, rivals))
    return hits


def _allowed(matches: list[Match[Owner]]) -> list[Match[Owner]]:
    """Matches that no exclusion of their own entry touches."""
    barred: dict[str, list[tuple[int, int]]] = {}
    for start, minus_end, _, _, (entry, kind) in matches:
        if kind == "exclusion":
            barred.setdefault(entry.code, []).append((start, -minus_end))
    if not barred:
        return matches
    return [
        match
        for match in matches
        if match[4][1] != "exclusion" and not _touched(match[0], -match[1], barred.get(match[4][0].code, ()))
    ]


def _touched(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in places)


Kept = list[tuple[Match[Owner], tuple[str, ...]]]


def _settle(matches: list[Match[Owner]]) -> Kept:
    """Decide between matches on the same words; what cannot be decided is named as rival."""
    matches.sort()
    kept: Kept = []
    reach = -1
    for match in matches:
        if match[0] >= reach:
            kept.append((match, ()))
            reach = -match[1]
        else:
            _contest(kept, match)
            reach = max(reach, -match[1])
    return kept


def _contest(kept: Kept, match: Match[Owner]) -> None:
    """Add `match` to the matches kept before it, unless one of them has the better claim."""
    start, minus_end, _, _, (entry, _) = match
    rivals: tuple[str, ...] = ()
    for number in range(len(kept) - 1, -1, -1):
        before, known = kept[number]
        if start - before[0] > _LONGEST:
            break
        if -before[1] <= start:
            continue
        other = before[4][0]
        covered = before[1] <= minus_end
        if other.code == entry.code:
            if covered:
                return
            continue
        if entry.code in other.also:
            continue
        if covered and before[:3] != match[:3]:
            return
        kept[number] = (before, (*known, entry.code))
        if covered:
            return
        rivals = (*rivals, other.code)
    kept.append((match, rivals))
