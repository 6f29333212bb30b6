"""Cue words of the codebook (``cues.yml``), compiled; and the clauses that they are looked up in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold


class Cues:
    """One compiled pattern per list of cue words; ``cues["invited"]`` is a `re.Pattern`."""

    def __init__(self, book: Codebook) -> None:
        self._words: dict[str, list[str]] = book.data["cues"]
        self._patterns = {name: _alternatives(name, words) for name, words in self._words.items()}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def plain(self, name: str) -> str:
        """The first word of list `name`, for a comparison that forgives typing errors."""
        return fold(self._words[name][0])

    def has(self, name: str, folded: str) -> bool:
        """Whether a cue of list `name` stands in the folded text."""
        return self._patterns[name].search(folded) is not None

    def first(self, folded: str, *names: str) -> str:
        """The first of the lists `names` that has a cue in the folded text; empty if none."""
        return next((name for name in names if self.has(name, folded)), "")

    def spots(self, folded: str, *names: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and list of every cue in the folded text."""
        for name in names:
            for found in self._patterns[name].finditer(folded):
                yield found.start(), found.end(), name


def pattern_source(pattern: str) -> str:
    """Regular expression for one folded cue: ``*`` is any rest of a word, a blank any joint of words."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in pattern.split()]
    start = "" if pattern.startswith("*") else r"(?<!\w)"
    end = "" if pattern.endswith("*") else r"(?!\w)"
    return start + r"[\s/-]*".join(words) + end


def _alternatives(name: str, words: list[str]) -> re.Pattern[str]:
    if not all(isinstance(word, str) and word for word in words):
        raise CodebookError(f"cues.yml, list {name}: every cue must be a word in quotation marks")
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(pattern_source(fold(word)) for word in ordered))


def cues(book: Codebook) -> Cues:
    """The compiled cues of a codebook."""
    return book.compiled("cues", Cues)
