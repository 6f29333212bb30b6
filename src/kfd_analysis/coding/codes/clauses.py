"""Sentences and clauses around a place of a passage, and the cue words in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.hits import Passage
from kfd_analysis.coding.codes.lexicon import BEFORE
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

State = Literal["used", "planned", "negated", "dropped", "wished", "defined", "elsewhere"]
Place = tuple[int, int]
# The cues of each list of ``context.yml``, in the order of the text: start, end, which group of the list.
FoundCues = Mapping[str, Sequence[tuple[int, int, int]]]
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


class Before(NamedTuple):
    """Cues in front of a hit: their state, how many words may stand between, what they say nothing of."""

    state: State
    words: int
    not_for: frozenset[str]


class Words(NamedTuple):
    """Words that tell how clauses hang together."""

    before: tuple[Before, ...]
    joins: frozenset[str]
    contrasts: WordList
    resumes: WordList
    resumes_sentence: WordList
    refers: WordList


def context_words(book: Codebook) -> Words:
    """The words of ``context.yml``, compiled."""
    return book.compiled("context", _compile)


def _compile(book: Codebook) -> Words:
    data = book.data["context"]
    return Words(
        tuple(Before(g["state"], g["words"], frozenset(g.get("not_for") or ())) for g in data[BEFORE]),
        frozenset(data[JOINS]),
        word_list(data["contrasts"]),
        word_list(data["resumes"]),
        word_list(data["resumes_sentence"]),
        word_list(data["refers"]),
    )


class Clauses:
    """The sentences and clauses of a passage, each read once, when it is asked for.

    Parameters
    ----------
    passage
        The lines.
    cues
        The cues found in it.
    book
        The codebook.
    """

    def __init__(self, passage: Passage, cues: FoundCues, book: Codebook) -> None:
        self._passage = passage
        self._cues = cues
        self._abbreviations = frozenset(book.data["context"]["abbreviations"])
        self._contrast = book.compiled("contrasts", _contrasts)
        self._runs = _runs(passage.lines)
        self._sentences: dict[Place, Sequence[Place]] = {}
        self._clauses: dict[Place, Sequence[Place]] = {}

    def has(self, name: str, place: Place) -> bool:
        """Whether a cue of list `name` begins within a place."""
        cues = self._cues.get(name)
        if cues is None:
            return False
        number = bisect_left(cues, (place[0], 0, 0))
        return number < len(cues) and cues[number][0] < place[1]

    def sentence_at(self, place: int) -> Place:
        """Start and end of the sentence at a place."""
        sentences = self._around(place)
        if place < sentences[0][1]:
            return sentences[0]
        return next((sentence for sentence in sentences if place < sentence[1]), sentences[-1])

    def at(self, place: int) -> tuple[Sequence[Place], Place]:
        """The clauses of the sentence at a place, and the clause."""
        sentence = self.sentence_at(place)
        if sentence not in self._clauses:
            self._clauses[sentence] = self._cut(sentence)
        clauses = self._clauses[sentence]
        return clauses, next((clause for clause in clauses if place < clause[1]), clauses[-1])

    def quiet(self, row: int, decisive: Sequence[int]) -> bool:
        """Whether none of the places `decisive` is in the lines around a line or in the line after them."""
        first, last = self._runs[row]
        number = bisect_left(decisive, self._passage.starts[first])
        return number == len(decisive) or decisive[number] >= self._passage.end(last + 2)

    def run(self, row: int) -> Place:
        """Start and end of the lines that run on around a line."""
        first, last = self._runs[row]
        return self._passage.starts[first], self._passage.end(last + 1)

    def following(self, sentence: Place) -> Place | None:
        """The sentence after a sentence."""
        sentences = self._around(sentence[0])
        number = sentences.index(sentence) + 1
        if number < len(sentences):
            return sentences[number]
        start = sentence[1] + 1
        return self._around(start)[0] if start < len(self._passage.text) else None

    def _around(self, place: int) -> Sequence[Place]:
        """The sentences of the lines that run on around a place."""
        run = self._runs[self._passage.row(place)]
        if run not in self._sentences:
            self._sentences[run] = self._read(*run)
        return self._sentences[run]

    def _read(self, first: int, last: int) -> list[Place]:
        """Start and end of the sentences of some lines."""
        begin = self._passage.starts[first]
        raw = "\n".join([line.text for line in self._passage.lines[first : last + 1]])
        sentences = []
        start = 0
        for found in _STOP.finditer(raw):
            if found.start() > start and self._ends(raw, found):
                sentences.append((begin + start, begin + found.end()))
                start = found.end()
        if start < len(raw) or not raw:
            sentences.append((begin + start, begin + len(raw)))
        return sentences

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

    def _has_verb(self, place: Place) -> bool:
        """Whether a piece of a sentence has a verb of its own."""
        if any(self.has(name, place) for name in VERBS):
            return True
        return self.has("participles", place) and not self.has("infinitive_ends", place)

    def _cut(self, sentence: Place) -> list[Place]:
        """Clauses of a sentence: cut at commas and joining words where each side has a verb of its own."""
        start, end = sentence
        if not any(self.has(name, sentence) for name in (*VERBS, "participles")):
            return [sentence]
        text = self._passage.text[start:end]
        hard = {start + found.start() for found in _HARD_CUT.finditer(text)}
        hard |= {start + found.start() for found in self._contrast.finditer(text)}
        cuts = hard | {start + found.start() for found in _COMMA.finditer(text)}
        cuts |= {place for place, _, _ in self._cues.get(JOINS, ()) if start < place < end}
        ordered = [*sorted(cuts), end]
        clauses: list[Place] = []
        begin = start
        for cut, following in zip(ordered, [*ordered[1:], end], strict=True):
            whole = cut == end or cut in hard
            if cut > begin and (whole or (self._has_verb((begin, cut)) and self._has_verb((cut, following)))):
                clauses.append((begin, cut))
                begin = cut
        return clauses


def _contrasts(book: Codebook) -> re.Pattern[str]:
    """A comma before a word that opens the contrary of what was said."""
    words = "|".join(re.escape(fold(word)) for word in book.data["context"]["contrasts"])
    return re.compile(rf",\s*(?:{words})(?!\w)")


def _runs(lines: Sequence[Line]) -> list[Place]:
    """For each line the first and last of the lines around it that were one before they were wrapped."""
    runs: list[Place] = []
    for row, line in enumerate(lines):
        if row + 1 == len(lines) or not _joined(line, lines[row + 1]):
            runs += [(len(runs), row)] * (row + 1 - len(runs))
    return runs


def _joined(line: Line, following: Line) -> bool:
    """Whether a line goes on in the next one."""
    if following.bullet or not following.text or line.text.endswith((".", "!", "?", ":", ";")):
        return False
    return following.text[0].islower() or len(line.text) >= _FULL_LINE


def _ordinal(word: str) -> bool:
    return word.isdigit() and len(word) <= 2
