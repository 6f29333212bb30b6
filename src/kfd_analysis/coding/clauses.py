"""Sentences and clauses around a place of a passage, and the cue words in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.hits import Passage
from kfd_analysis.coding.lexicon import CLAUSE, CueKind, clause_matcher
from kfd_analysis.coding.matching import Match
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

Place = tuple[int, int]
Cut = Callable[[Place, "Stretch"], Sequence[Place]]
WordList = tuple[frozenset[str], tuple[str, ...]]

JOINS = "joins"
VERBS = ("happened", "other_verbs")
_STOP = re.compile(r"[.!?;•→]+[\"“”»)]*\s*")
_HARD_CUT = re.compile(r"[()]| - ")
_COMMA = re.compile(",")
_WORD = re.compile(r"\w+")
_FULL_LINE = 60
_LONGEST_ABBREVIATION = 12
_OPENING = '„"“('


class Cue(NamedTuple):
    """A cue word: its place, the list of ``context.yml`` that it stands in, and which group of that list."""

    start: int
    end: int
    name: str
    group: int


def cues_of(offset: int, matches: Iterable[Match[CueKind]]) -> list[Cue]:
    """Cues from matches whose places count from `offset`."""
    return [Cue(offset + start, offset - minus_end, *kind) for start, minus_end, _, _, kind in matches]


class Stretch:
    """Lines that run on: their sentences, and the cues in them.

    Parameters
    ----------
    sentences
        Start and end of each.
    cues
        The cues.
    cut
        Cuts a sentence into clauses; it is asked for the sentences that hits stand in.
    """

    def __init__(self, sentences: Sequence[Place], cues: Sequence[Cue], cut: Cut) -> None:
        self.sentences = sentences
        self.cues = cues
        self._cut = cut
        self._clauses: dict[Place, Sequence[Place]] = {}
        self._starts: dict[str, list[int]] = {}
        for cue in cues:
            self._starts.setdefault(cue.name, []).append(cue.start)

    def at(self, place: int) -> tuple[Sequence[Place], Place]:
        """The clauses of the sentence at a place, and the clause."""
        sentence = next((s for s in self.sentences if place < s[1]), self.sentences[-1])
        if sentence not in self._clauses:
            self._clauses[sentence] = self._cut(sentence, self)
        clauses = self._clauses[sentence]
        return clauses, next((clause for clause in clauses if place < clause[1]), clauses[-1])

    def has(self, name: str, place: Place) -> bool:
        """Whether a cue of list `name` begins within a place."""
        first, last = place
        return any(first <= start < last for start in self._starts.get(name, ()))

    def has_verb(self, place: Place) -> bool:
        """Whether a piece of a sentence has a verb of its own."""
        if any(self.has(name, place) for name in VERBS):
            return True
        return self.has("participles", place) and not self.has("infinitive_ends", place)


def word_list(words: Sequence[str]) -> WordList:
    """Whole words and beginnings of words (written with ``*``) of a list, folded."""
    folded = [fold(word) for word in words]
    return frozenset(w for w in folded if not w.endswith("*")), tuple(
        w[:-1] for w in folded if w.endswith("*")
    )


def listed(word: str, words: WordList) -> bool:
    """Whether a folded word stands in a list."""
    return word in words[0] or word.startswith(words[1])


def words_of(text: str) -> list[str]:
    """Words of a text."""
    return _WORD.findall(text)


class Clauses:
    """The stretches of a passage, each read once, when it is asked for.

    Parameters
    ----------
    passage
        The lines.
    cues
        The cues found in it, in the order of the text.
    book
        The codebook.
    """

    def __init__(self, passage: Passage, cues: Sequence[Cue], book: Codebook) -> None:
        self._passage = passage
        self._cues = cues
        self._places = [cue.start for cue in cues]
        self._matcher = clause_matcher(book)
        self._abbreviations = frozenset(book.data["context"]["abbreviations"])
        self._contrast = book.compiled("contrasts", _contrasts)
        self._stretches: dict[int, Stretch] = {}
        self._bounds: dict[int, Place] = {}

    def around(self, place: int) -> Stretch:
        """The stretch of lines around a place."""
        number = bisect_right(self._passage.starts, place) - 1
        if number not in self._stretches:
            first, last = self._runs_on(number)
            stretch = self._read(first, last)
            for line in range(first, last + 1):
                self._stretches[line] = stretch
        return self._stretches[number]

    def quiet(self, place: int, decisive: Sequence[int]) -> bool:
        """Whether none of the places `decisive` is in the lines around a place or in the line after them."""
        if not decisive:
            return True
        starts = self._passage.starts
        first, last = self._runs_on(bisect_right(starts, place) - 1)
        number = bisect_left(decisive, starts[first])
        return number == len(decisive) or decisive[number] >= self._passage.end(last + 2)

    def following(self, stretch: Stretch, clauses: Sequence[Place]) -> tuple[Stretch, Place] | None:
        """The sentence after the one with these clauses, and its stretch."""
        number = next(n for n, (start, _) in enumerate(stretch.sentences) if start == clauses[0][0])
        if number + 1 < len(stretch.sentences):
            return stretch, stretch.sentences[number + 1]
        start = clauses[-1][1] + 1
        if start >= len(self._passage.text):
            return None
        other = self.around(start)
        return other, other.sentences[0]

    def _runs_on(self, number: int) -> Place:
        """First and last of the lines that were one before a line break that means nothing."""
        if number not in self._bounds:
            lines = self._passage.lines
            first = last = number
            while first and _joined(lines[first - 1], lines[first]):
                first -= 1
            while last + 1 < len(lines) and _joined(lines[last], lines[last + 1]):
                last += 1
            self._bounds |= dict.fromkeys(range(first, last + 1), (first, last))
        return self._bounds[number]

    def _read(self, first: int, last: int) -> Stretch:
        begin = self._passage.starts[first]
        raw = "\n".join(line.text for line in self._passage.lines[first : last + 1])
        end = begin + len(raw)
        found = self._matcher.find(self._passage.text[begin:end], (CLAUSE,))[CLAUSE]
        known = self._cues[bisect_left(self._places, begin) : bisect_left(self._places, end)]
        cues = (*known, *cues_of(begin, found))
        sentences = [(begin + start, begin + end) for start, end in self._sentences(raw)]
        return Stretch(sentences, cues, self._cut)

    def _sentences(self, raw: str) -> Iterator[Place]:
        start = 0
        for found in _STOP.finditer(raw):
            if found.start() > start and self._ends(raw, found):
                yield start, found.end()
                start = found.end()
        if start < len(raw) or not raw:
            yield start, len(raw)

    def _ends(self, raw: str, found: re.Match[str]) -> bool:
        """Whether a sign ends a sentence: a full stop only after no short form and before a capital."""
        sign, end = found.group()[0], found.end()
        if sign in "!?":
            return end == len(raw) or raw[end - 1].isspace()
        if sign != ".":
            return True
        if end < len(raw) and not (raw[end].isupper() or raw[end] in _OPENING):
            return False
        words = _WORD.findall(raw[max(0, found.start() - _LONGEST_ABBREVIATION) : found.start()])
        if not words or not raw[found.start() - 1].isalnum():
            return True
        return len(words[-1]) > 1 and not _ordinal(words[-1]) and fold(words[-1]) not in self._abbreviations

    def _cut(self, sentence: Place, stretch: Stretch) -> list[Place]:
        """Clauses of a sentence: cut at commas and joining words where each side has a verb of its own."""
        start, end = sentence
        if not any(stretch.has(name, sentence) for name in (*VERBS, "participles")):
            return [sentence]
        text = self._passage.text[start:end]
        hard = {start + found.start() for found in _HARD_CUT.finditer(text)}
        hard |= {start + found.start() for found in self._contrast.finditer(text)}
        cuts = hard | {start + found.start() for found in _COMMA.finditer(text)}
        cuts |= {cue.start for cue in stretch.cues if cue.name == JOINS and start < cue.start < end}
        ordered = [*sorted(cuts), end]
        clauses: list[Place] = []
        begin = start
        for cut, following in zip(ordered, [*ordered[1:], end], strict=True):
            whole = cut == end or cut in hard
            if cut > begin and (
                whole or (stretch.has_verb((begin, cut)) and stretch.has_verb((cut, following)))
            ):
                clauses.append((begin, cut))
                begin = cut
        return clauses


def _contrasts(book: Codebook) -> re.Pattern[str]:
    """A comma before a word that opens the contrary of what was said."""
    words = "|".join(re.escape(fold(word)) for word in book.data["context"]["contrasts"])
    return re.compile(rf",\s*(?:{words})(?!\w)")


def _joined(line: Line, following: Line) -> bool:
    """Whether a line goes on in the next one."""
    if following.bullet or not following.text or line.text.endswith((".", "!", "?", ":", ";")):
        return False
    return following.text[0].islower() or len(line.text) >= _FULL_LINE


def _ordinal(word: str) -> bool:
    return word.isdigit() and len(word) <= 2
