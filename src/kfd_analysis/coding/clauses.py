"""Sentences and clauses around a place of a passage, and the cue words in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.hits import Passage
from kfd_analysis.coding.matching import Matcher, compile_pattern
from kfd_analysis.fold import fold

Place = tuple[int, int]
WordList = tuple[frozenset[str], tuple[str, ...]]

BEFORE, JOINS = "before", "joins"
_PLAIN_LISTS = (
    "topic_planned",
    "topic_dropped",
    "actor_dropped",
    "happened",
    "participles",
    "infinitive_ends",
    "other_verbs",
    "instead",
    "further_step",
    "topic_label",
    "actor_label",
)
_VERBS = ("happened", "other_verbs")
_SENTENCE_END = re.compile(
    r"(?:(?<=\w\w)|(?<=[)\"“”»]))[.!?]+[\"“”»)]*\s*(?=[A-ZÄÖÜ„\"“(])|[!?]+\s+|;\s*|\s*[•→]\s*"
)
_HARD_CUT = re.compile(r"[()]| - ")
_WORD = re.compile(r"\w+")
_FULL_LINE = 60
_LONGEST_ABBREVIATION = 12


class Cue(NamedTuple):
    """A cue word: its place, the list of ``context.yml`` that it stands in, and which group of that list."""

    start: int
    end: int
    name: str
    group: int


class Stretch(NamedTuple):
    """Lines that run on: their sentences as rows of clauses, and the cues in them."""

    sentences: tuple[tuple[Place, ...], ...]
    cues: tuple[Cue, ...]

    def at(self, place: int) -> tuple[tuple[Place, ...], Place]:
        """The clauses of the sentence at a place, and the clause."""
        for clauses in self.sentences:
            if place < clauses[-1][1]:
                return clauses, next(clause for clause in clauses if place < clause[1])
        return self.sentences[-1], self.sentences[-1][-1]

    def has(self, name: str, place: Place) -> bool:
        """Whether a cue of list `name` begins within a place."""
        return any(cue.name == name and place[0] <= cue.start < place[1] for cue in self.cues)


def word_list(words: Sequence[str]) -> WordList:
    """Whole words and beginnings of words (written with ``*``) of a list, folded."""
    folded = [fold(word) for word in words]
    return frozenset(w for w in folded if not w.endswith("*")), tuple(w[:-1] for w in folded if w.endswith("*"))


def listed(word: str, words: WordList) -> bool:
    """Whether a folded word stands in a list."""
    return word in words[0] or word.startswith(words[1])


def words_of(text: str) -> list[str]:
    """Words of a text."""
    return _WORD.findall(text)


def cue_matcher(book: Codebook) -> Matcher[tuple[str, int]]:
    """The compiled cue words of ``context.yml``."""
    return book.compiled("cue matcher", _compile)


def _compile(book: Codebook) -> Matcher[tuple[str, int]]:
    data = book.data["context"]
    lists = {name: data[name] for name in (*_PLAIN_LISTS, JOINS)} | data["clause"] | data["sentence"]
    owned = [(source, (name, 0)) for name, sources in lists.items() for source in sources]
    owned += [(source, (BEFORE, n)) for n, group in enumerate(data[BEFORE]) for source in group["patterns"]]
    return Matcher(("cue", compile_pattern(source, data["same_words"]), owner) for source, owner in owned)


class Clauses:
    """The stretches of a passage, each read once, when it is asked for."""

    def __init__(self, passage: Passage, book: Codebook) -> None:
        self._passage = passage
        self._matcher = cue_matcher(book)
        self._abbreviations = frozenset(book.data["context"]["abbreviations"])
        self._stretches: dict[int, Stretch] = {}

    def around(self, place: int) -> Stretch:
        """The stretch of lines around a place."""
        number = bisect_right(self._passage.starts, place) - 1
        if number not in self._stretches:
            first, last = self._runs_on(number)
            stretch = self._read(first, last)
            for line in range(first, last + 1):
                self._stretches[line] = stretch
        return self._stretches[number]

    def following(self, stretch: Stretch, clauses: Sequence[Place]) -> tuple[Stretch, Place] | None:
        """The sentence after the one with these clauses, and its stretch."""
        number = next(n for n, sentence in enumerate(stretch.sentences) if sentence[0] == clauses[0])
        if number + 1 < len(stretch.sentences):
            sentence = stretch.sentences[number + 1]
            return stretch, (sentence[0][0], sentence[-1][1])
        start = clauses[-1][1] + 1
        if start >= len(self._passage.text):
            return None
        other = self.around(start)
        return other, (other.sentences[0][0][0], other.sentences[0][-1][1])

    def _runs_on(self, number: int) -> Place:
        """First and last of the lines that were one before a line break that means nothing."""
        lines = self._passage.lines
        first = last = number
        while first and _joined(lines[first - 1].text, lines[first].text, lines[first].bullet):
            first -= 1
        while last + 1 < len(lines) and _joined(lines[last].text, lines[last + 1].text, lines[last + 1].bullet):
            last += 1
        return first, last

    def _read(self, first: int, last: int) -> Stretch:
        begin = self._passage.starts[first]
        raw = "\n".join(line.text for line in self._passage.lines[first : last + 1])
        found = self._matcher.find(self._passage.text[begin : begin + len(raw)], ("cue",))["cue"]
        cues = tuple(Cue(begin + m.start, begin - m.minus_end, *m.owner) for m in found)
        sentences = (self._clauses(begin + start, begin + end, cues) for start, end in self._sentences(raw))
        return Stretch(tuple(map(tuple, sentences)), cues)

    def _sentences(self, raw: str) -> Iterator[Place]:
        start = 0
        for found in _SENTENCE_END.finditer(raw):
            if found.group().startswith("."):
                words = _WORD.findall(raw[max(start, found.start() - _LONGEST_ABBREVIATION) : found.start()])
                if words and (_ordinal(words[-1]) or fold(words[-1]) in self._abbreviations):
                    continue
            if found.start() > start:
                yield start, found.end()
                start = found.end()
        if start < len(raw) or not raw:
            yield start, len(raw)

    def _clauses(self, start: int, end: int, cues: Sequence[Cue]) -> list[Place]:
        """Clauses of a sentence: cut at commas and joining words where each side has a verb of its own."""
        here = [cue for cue in cues if start <= cue.start < end]
        if not any(cue.name in _VERBS or cue.name == "participles" for cue in here):
            return [(start, end)]
        text = self._passage.text[start:end]
        hard = {start + found.start() for found in _HARD_CUT.finditer(text)}
        cuts = hard | {start + n for n, sign in enumerate(text) if sign == ","}
        cuts |= {cue.start for cue in here if cue.name == JOINS and cue.start > start}
        ordered = [*sorted(cuts), end]
        clauses: list[Place] = []
        begin = start
        for cut, following in zip(ordered, [*ordered[1:], end], strict=True):
            whole = cut == end or cut in hard
            if cut > begin and (whole or (_has_verb(here, begin, cut) and _has_verb(here, cut, following))):
                clauses.append((begin, cut))
                begin = cut
        return clauses


def _has_verb(cues: Sequence[Cue], start: int, end: int) -> bool:
    """Whether a piece of a sentence has a verb of its own."""
    names = {cue.name for cue in cues if start <= cue.start < end}
    return not names.isdisjoint(_VERBS) or ("participles" in names and "infinitive_ends" not in names)


def _joined(text: str, following: str, bullet: str) -> bool:
    """Whether a line goes on in the next one."""
    if bullet or not following or text.endswith((".", "!", "?", ":", ";")):
        return False
    return following[0].islower() or len(text) >= _FULL_LINE


def _ordinal(word: str) -> bool:
    return word.isdigit() and len(word) <= 2
