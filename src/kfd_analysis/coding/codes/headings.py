"""The heading that a code stands under: words before a colon, or the line in front of a list."""

from __future__ import annotations

from collections.abc import Collection

from kfd_analysis.coding.codes.clauses import Clauses, Place, words_of
from kfd_analysis.coding.codes.hits import Hit, Passage

_LONGEST = 6


def heading_of(hit: Hit, passage: Passage, clauses: Clauses, firsts: Collection[int]) -> Place | None:
    """Place of the heading of a hit in the text of the passage; None without one.

    Parameters
    ----------
    hit
        A code.
    passage
        The lines.
    clauses
        Their sentences.
    firsts
        Numbers (from 0) of the lines that begin a section: no heading stands in front of them.
    """
    colon = passage.text.rfind(":", hit.place - hit.start, hit.place)
    if colon >= 0:
        start = clauses.sentence_at(colon)[0]
        place = (start, colon) if start == clauses.sentence_at(hit.place)[0] else None
    else:
        place = _in_front_of_list(hit.row, passage, firsts) if hit.line.bullet else None
    if place is None or len(words_of(passage.text[slice(*place)])) > _LONGEST:
        return None
    return place


def _in_front_of_list(number: int, passage: Passage, firsts: Collection[int]) -> Place | None:
    """The last line without a list mark, if it ends with a colon."""
    while number not in firsts and passage.lines[number].bullet:
        number -= 1
    line = passage.lines[number]
    start = passage.starts[number]
    return (start, start + len(line.text) - 1) if not line.bullet and line.text.endswith(":") else None
