"""Cue words of the codebook (``cues.yml``), compiled; one pass over a sentence tells which may be in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from ahocorasick_rs import AhoCorasick, Implementation

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold

_NEVER = re.compile("(?!)")
_SHORTEST = 3  # letters: shorter parts of cues stand in most sentences and are not looked for


class Cues:
    """One compiled pattern per list of cue words; ``cues["invited"]`` is a `re.Pattern`."""

    def __init__(self, book: Codebook) -> None:
        words: dict[str, list[str]] = book.data["cues"]
        folded = {name: _checked(name, listed) for name, listed in words.items()}
        self._first = {name: listed[0] for name, listed in folded.items() if listed}
        self._patterns = _Patterns(folded, _alternatives)
        self._shown = _Patterns(folded, _shown)
        self._open = frozenset(n for n, listed in folded.items() if any(w[0] == "*" for w in listed))
        self._bits = {name: 1 << number for number, name in enumerate(folded)}
        self._anchors = _Anchors(folded, self._bits)
        self._near = -1

    def within(self, folded: str) -> Cues:
        """The cues for questions about a folded sentence and parts of it.

        One pass finds the lists of which a word stands there; those of the others are answered at once.
        """
        narrowed = object.__new__(Cues)
        narrowed.__dict__.update(self.__dict__, _near=self._anchors.near(folded))
        return narrowed

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name] if self._bits[name] & self._near else _NEVER

    def plain(self, name: str) -> str:
        """The first word of list `name`, for a comparison that forgives typing errors."""
        return self._first[name]

    def has(self, name: str, folded: str) -> bool:
        """Whether a cue of list `name` stands in the folded text."""
        return self._bits[name] & self._near != 0 and self._shown[name].search(folded) is not None

    def may_have(self, names: Iterable[str]) -> bool:
        """Whether the sentence that the cues are for may have one of any of the lists."""
        bits, near = self._bits, self._near
        return any([bits[name] & near for name in names])

    def first(self, folded: str, *names: str) -> str:
        """The first of the lists `names` that has a cue in the folded text; empty if none."""
        return next((name for name in names if self.has(name, folded)), "")

    def has_any(self, names: Iterable[str], folded: str) -> bool:
        """Whether a cue of any of the lists stands in the folded text."""
        bits, near, shown = self._bits, self._near, self._shown
        return any(bits[name] & near and shown[name].search(folded) is not None for name in names)

    def spots(self, folded: str, *names: str) -> list[tuple[int, int, str]]:
        """Start, end and list of every cue in the folded text."""
        bits, near = self._bits, self._near
        return [(*place, name) for name in names if bits[name] & near for place in self._places(name, folded)]

    def _places(self, name: str, folded: str) -> list[tuple[int, int]]:
        """Start and end of every cue of a list; words are looked at as a whole only where one is shown."""
        shown, pattern, end = self._shown[name], self._patterns[name], 0
        if name not in self._open:
            return [found.span() for found in pattern.finditer(folded)]
        places: list[tuple[int, int]] = []
        while found := shown.search(folded, end):
            begin = start = found.start()
            while begin > end and (folded[begin - 1].isalnum() or folded[begin - 1] == "_"):
                begin -= 1
            match = pattern.match(folded, begin) or pattern.match(folded, start)
            if match is None:
                break
            end = match.end()
            places.append((match.start(), end))
        return places


class _Patterns(dict[str, re.Pattern[str]]):
    """The pattern of every list of words, compiled when it is first asked for: few reports need them all."""

    def __init__(self, lists: Mapping[str, list[str]], make: Callable[[list[str]], re.Pattern[str]]) -> None:
        self._lists, self._make = lists, make

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = self._make(self._lists[name])
        return pattern


class _Anchors:
    """The longest part of every cue that no ``*`` and no blank interrupts, all looked for in one pass."""

    def __init__(self, lists: Mapping[str, Iterable[str]], bits: Mapping[str, int]) -> None:
        self._always = 0
        long: dict[str, int] = {}
        for name, words in lists.items():
            for word in words:
                anchor = max(word.replace("*", " ").split(), key=len)
                if len(anchor) < _SHORTEST:
                    self._always |= bits[name]
                else:
                    long[anchor] = long.get(anchor, 0) | bits[name]
        self._lists = list(long.values())
        self._automaton = AhoCorasick(list(long), implementation=Implementation.ContiguousNFA)

    def near(self, folded: str) -> int:
        """The lists that may have a cue in a folded text, a bit for each."""
        near, lists = self._always, self._lists
        for anchor, _, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            near |= lists[anchor]
        return near


def pattern_source(pattern: str) -> str:
    """Regular expression for one folded cue: ``*`` is any rest of a word, a blank any joint of words."""
    return "".join(_beginning_and_rest(pattern))


def _beginning_and_rest(pattern: str, inside: bool = False) -> tuple[str, str]:
    """First letter and rest of a cue's expression; the boundary stands behind the letter, to be skipped to.

    The boundary is left out if the cue may stand `inside` a word; nothing begins what begins with ``*``.
    """
    words = [re.escape(word).replace(r"\*", r"\w*") for word in pattern.split()]
    rest = r"[\s/-]*".join(words) + ("" if pattern.endswith("*") else r"(?!\w)")
    if pattern.startswith("*"):
        return "", rest
    first = re.escape(pattern[0])
    return first if inside else rf"{first}(?<!\w{first})", rest.removeprefix(first)


def _checked(name: str, words: list[str]) -> list[str]:
    for word in words:
        if not (isinstance(word, str) and re.search(r"\w", word)):
            raise CodebookError(
                f"cues.yml, list {name}: {word!r} is no word; write every cue as a word in quotation marks"
            )
    return [fold(word) for word in words]


def _alternatives(words: list[str], inside: Collection[str] = ()) -> re.Pattern[str]:
    """Any of the words, the longest first; those that begin alike stand together, to be skipped at once."""
    ordered = sorted(words, key=len, reverse=True)
    alike: dict[str, list[str]] = {}
    for beginning, rest in (_beginning_and_rest(word, word in inside) for word in ordered):
        alike.setdefault(beginning or rest, []).append(rest if beginning else "")
    return re.compile("|".join(f"{beginning}(?:{'|'.join(rests)})" for beginning, rests in alike.items()))


def _shown(words: Iterable[str]) -> re.Pattern[str]:
    """Whether any of the words is there: what `*word` finds, `word` finds from the middle of a word on."""
    words = list(words)
    return _alternatives([word.lstrip("*") for word in words], {w[1:] for w in words if w[0] == "*"})


def cues_in(folded: str, book: Codebook) -> Cues:
    """The cues for questions about a folded sentence and parts of it, made once for a report."""
    return book.of_report(_cues_in, folded)


def _cues_in(folded: str, book: Codebook) -> Cues:
    return cues(book).within(folded)


def cues(book: Codebook) -> Cues:
    """The compiled cues of a codebook."""
    return book.compiled("cues", Cues)
