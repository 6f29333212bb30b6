"""The components of a cost that words name: moderation, room, catering and the like."""

from __future__ import annotations

import re
from operator import itemgetter

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues_in
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Span

ITEMS = (
    "preparation", "later", "documentation", "travel", "moderation", "concept", "venue", "catering",
    "materials", "interpreting", "staff", "other",
)  # fmt: skip
"""Components in the order in which their words are looked for."""
_ITEM = "item_"
NAMES = tuple(f"{_ITEM}{name}" for name in ITEMS)
ADVICE = frozenset({"moderation", "concept", "preparation"})
EXTRAS = frozenset({"documentation", "travel"})
"""What a price of advice may contain without being a lump."""
_JOINED = re.compile(r"[\s/-]*(?:\w{3}[\s/-]+)?")


def components_in(line: Line, book: Codebook) -> list[tuple[str, Span]]:
    """The cost components that a line names, each once, with the place of the word."""
    folded = fold(line.text)
    return components_between(line, folded, 0, len(folded), cues_in(folded, book))


def components_between(line: Line, folded: str, start: int, end: int, c: Cues) -> list[tuple[str, Span]]:
    """The components named between two offsets of a line whose text is also given folded."""
    folded = folded[start:end]
    found: dict[str, tuple[int, int]] = {}
    taken: list[tuple[int, int]] = []
    for here, there, name in c.spots(folded, *NAMES):
        if any(a < there and here < b for a, b in taken):
            continue
        taken.append((here, there))
        first, last = found.setdefault(name, (here, there))
        if _JOINED.fullmatch(folded[last:here]):
            found[name] = (first, there)
    places = sorted(found.items(), key=itemgetter(1)) if len(found) > 1 else found.items()
    return [(name.removeprefix(_ITEM), line.span(start + a, start + b)) for name, (a, b) in places]
