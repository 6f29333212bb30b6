"""Cue words of the codebook (``cues.yml``), compiled; and the clauses that they are looked up in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold


class Cues:
    """One compiled pattern per list of cue words; ``cues["invited"]`` is a `re.Pattern`."""

    def __init__(self, book: Codebook) -> None:
        self._words: dict[str, list[str]] = book.data["cues"]
        self._folded = {name: _checked(name, words) for name, words in self._words.items()}
        self._patterns = {name: _alternatives(words) for name, words in self._folded.items()}
        self._shown = {name: _shown(words) for name, words in self._folded.items()}
        self._together: dict[tuple[str, ...], re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def plain(self, name: str) -> str:
        """The first word of list `name`, for a comparison that forgives typing errors."""
        return fold(self._words[name][0])

    def has(self, name: str, folded: str) -> bool:
        """Whether a cue of list `name` stands in the folded text."""
        return self._shown[name].search(folded) is not None

    def first(self, folded: str, *names: str) -> str:
        """The first of the lists `names` that has a cue in the folded text; empty if none."""
        if not self.has_any(names, folded):
            return ""
        return next((name for name in names if self.has(name, folded)), "")

    def has_any(self, names: tuple[str, ...], folded: str) -> bool:
        """Whether a cue of any of the lists stands in the folded text: one look for all of them."""
        together = self._together.get(names)
        if together is None:
            together = self._together[names] = _shown(word for name in names for word in self._folded[name])
        return together.search(folded) is not None

    def spots(self, folded: str, *names: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and list of every cue in the folded text."""
        for name in names:
            if self.has(name, folded):
                for found in self._patterns[name].finditer(folded):
                    yield found.start(), found.end(), name


def pattern_source(pattern: str, inside: bool = False) -> str:
    """Regular expression for one folded cue: ``*`` is any rest of a word, a blank any joint of words.

    The boundary in front stands behind the first letter, so that a search skips to the letters that a
    cue can begin with; it is left out if the cue may stand `inside` a word.
    """
    words = [re.escape(word).replace(r"\*", r"\w*") for word in pattern.split()]
    end = "" if pattern.endswith("*") else r"(?!\w)"
    if not inside and not pattern.startswith("*"):
        first = re.escape(pattern[0])
        words[0] = rf"{first}(?<!\w{first})" + words[0].removeprefix(first)
    return r"[\s/-]*".join(words) + end


def _checked(name: str, words: list[str]) -> list[str]:
    for word in words:
        if not (isinstance(word, str) and re.search(r"\w", word)):
            raise CodebookError(
                f"cues.yml, list {name}: {word!r} is no word; write every cue as a word in quotation marks"
            )
    return [fold(word) for word in words]


def _alternatives(words: list[str], inside: Collection[str] = ()) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(pattern_source(word, word in inside) for word in ordered))


def _shown(words: Iterable[str]) -> re.Pattern[str]:
    """Whether any of the words is there: what `*word` finds, `word` finds from the middle of a word on."""
    words = list(words)
    return _alternatives([word.lstrip("*") for word in words], {w[1:] for w in words if w[0] == "*"})


def cues(book: Codebook) -> Cues:
    """The compiled cues of a codebook."""
    return book.compiled("cues", Cues)
