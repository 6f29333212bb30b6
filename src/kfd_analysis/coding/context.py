"""What the words around a code say about it: done, planned, given up, wished for, somewhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.matching import Matcher, compile_pattern
from kfd_analysis.coding.hits import Hit, Passage, Variable
from kfd_analysis.fold import fold

State = Literal["used", "planned", "negated", "dropped", "wished", "defined", "elsewhere"]
Place = tuple[int, int]

# The cues of `context.yml` that decide about each variable, the strongest first, and what they make of it.
_DECIDES: dict[Variable, tuple[tuple[str, State], ...]] = {
    "method": (
        ("dropped", "dropped"),
        ("planned_first", "dropped"),
        ("defined", "defined"),
        ("elsewhere", "elsewhere"),
        ("founded", "elsewhere"),
        ("planned_then", "planned"),
        ("planned", "planned"),
    ),
    "topic": (
        ("dropped", "dropped"),
        ("topic_dropped", "dropped"),
        ("planned_first", "dropped"),
        ("topic_planned", "planned"),
    ),
    "actor": (("actor_dropped", "dropped"),),
    "service": (("dropped", "dropped"), ("elsewhere", "elsewhere"), ("planned", "planned")),
}
_PLAIN_LISTS = (
    "topic_planned",
    "topic_dropped",
    "actor_dropped",
    "happened",
    "other_verbs",
    "instead",
    "further_step",
    "topic_label",
    "actor_label",
)
_SENTENCE_END = re.compile(r"(?:(?<=\w\w)|(?<=[)\"“”»]))[.!?]+[\"“”»)]*\s*(?=[A-ZÄÖÜ„\"“(])|[!?]+\s+|;\s*|\s*[•→]\s*")
_HARD = re.compile(r"[()]| - ")
_WORD = re.compile(r"\w+")
_FULL_LINE = 60
_SHORT_CLAUSE = 4


class Reading(NamedTuple):
    """State of a hit; `firm` if the clause tells that it was done."""

    state: State
    firm: bool


class _Cue(NamedTuple):
    start: int
    end: int
    name: str
    number: int


class _Before(NamedTuple):
    state: State
    words: int
    not_for: tuple[str, ...]


class _Cues(NamedTuple):
    matcher: Matcher[tuple[str, int]]
    before: tuple[_Before, ...]
    joins: frozenset[str]
    resumes: tuple[frozenset[str], tuple[str, ...]]
    resumes_sentence: tuple[frozenset[str], tuple[str, ...]]
    refers: tuple[frozenset[str], tuple[str, ...]]
    abbreviations: frozenset[str]


class _Stretch(NamedTuple):
    """Lines that run on: their sentences as lists of clauses, and the cues in them."""

    sentences: tuple[tuple[Place, ...], ...]
    cues: tuple[_Cue, ...]


def word_list(words: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole words and beginnings of words (written with ``*``) of a list, folded."""
    folded = [fold(word) for word in words]
    return frozenset(w for w in folded if not w.endswith("*")), tuple(w[:-1] for w in folded if w.endswith("*"))


def _compile(book: Codebook) -> _Cues:
    data = book.data["context"]
    lists = {name: data[name] for name in _PLAIN_LISTS} | data["clause"] | data["sentence"]
    owned = [(source, (name, 0)) for name, sources in lists.items() for source in sources]
    owned += [(source, ("before", n)) for n, group in enumerate(data["before"]) for source in group["patterns"]]
    owned += [(source, ("joins", 0)) for source in data["joins"]]
    compiled = ((compile_pattern(source, data["same_words"]), owner) for source, owner in owned)
    return _Cues(
        Matcher(("cue", pattern, owner) for pattern, owner in compiled),
        tuple(_Before(g["state"], g["words"], tuple(g.get("not_for") or ())) for g in data["before"]),
        frozenset(data["joins"]),
        word_list(data["resumes"]),
        word_list(data["resumes_sentence"]),
        word_list(data["refers"]),
        frozenset(data["abbreviations"]),
    )


class Context:
    """Reads the words around hits of one passage.

    Parameters
    ----------
    passage
        The lines that were searched.
    book
        The codebook; ``context.yml`` holds all words.
    """

    def __init__(self, passage: Passage, book: Codebook) -> None:
        self._passage = passage
        self._cues = book.compiled("context", _compile)
        self._stretches: dict[int, _Stretch] = {}

    def state_of(self, hit: Hit, hits: Sequence[Hit]) -> Reading:
        """State of a hit.

        Parameters
        ----------
        hit
            The hit.
        hits
            All hits of its variable in the passage, in the order of the text: a clause without
            one speaks of the clause before it.
        """
        stretch = self._stretch(hit.place)
        clauses, clause = _at(stretch, hit.place)
        whole = (clauses[0][0], clauses[-1][1])
        firm = _has(stretch, "happened", clause)
        if _has(stretch, "wished", whole):
            return Reading("wished", firm)
        if state := self._before(hit, hits, stretch, whole):
            return Reading(state, True)
        for name, state in _DECIDES[hit.variable]:
            if _has(stretch, name, clause):
                if name == "planned_then" and _contrasted(hit, hits, whole):
                    return Reading("dropped", firm)
                if state == "planned" and self._taken_up(hit, hits, stretch, clauses, clause):
                    return Reading("dropped", firm)
                return Reading(state, firm)
        if self._taken_up(hit, hits, stretch, clauses, clause):
            return Reading("dropped", firm)
        return Reading("used", firm)

    def has(self, name: str, hit: Hit, whole_sentence: bool = False) -> bool:
        """Whether a cue of list `name` stands in the clause (or the sentence) of the hit."""
        stretch = self._stretch(hit.place)
        clauses, clause = _at(stretch, hit.place)
        return _has(stretch, name, (clauses[0][0], clauses[-1][1]) if whole_sentence else clause)

    def has_between(self, name: str, hit: Hit, other: Hit) -> bool:
        """Whether a cue of list `name` stands between two hits of one sentence."""
        first, last = sorted((hit.place, other.place))
        return _has(self._stretch(hit.place), name, (first, last))

    def led_by(self, name: str, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a cue of list `name` stands right in front of the hit, or of the list of hits that it is in."""
        stretch = self._stretch(hit.place)
        clauses, _ = _at(stretch, hit.place)
        cues = [c for c in stretch.cues if c.name == name and clauses[0][0] <= c.start and c.end <= hit.place]
        if any(len(_WORD.findall(self._passage.text[c.end : hit.place])) <= 1 for c in cues):
            return True
        previous = self._listed_before(hit, hits, clauses[0][0]) if cues else None
        return previous is not None and self.led_by(name, previous, hits)

    def sentence_of(self, hit: Hit) -> Place:
        """Start and end of the sentence of a hit in the text of the passage."""
        clauses, _ = _at(self._stretch(hit.place), hit.place)
        return clauses[0][0], clauses[-1][1]

    def refers(self, hit: Hit) -> bool:
        """Whether the word before the hit speaks of one that is known (an article, a preposition)."""
        line_start = hit.place - hit.start
        words = _WORD.findall(self._passage.text[line_start : hit.place])
        return bool(words) and _listed(words[-1], self._cues.refers)

    def is_prose(self, number: int) -> bool:
        """Whether line `number` (from 0) of the passage holds a finite verb."""
        begin = self._passage.starts[number]
        line = (begin, begin + len(self._passage.lines[number].text))
        return any(_has(self._stretch(begin), name, line) for name in ("happened", "other_verbs"))

    def _before(self, hit: Hit, hits: Sequence[Hit], stretch: _Stretch, sentence: Place) -> State | None:
        """What a cue directly in front of the hit, or of a list that it ends, says."""
        text, cues = self._passage.text, self._cues
        near = [c for c in stretch.cues if c.name == "before" and sentence[0] <= c.start and c.end <= hit.place]
        for cue in sorted(near, key=lambda c: -c.end):
            group = cues.before[cue.number]
            between = text[cue.end : hit.place]
            if hit.variable not in group.not_for and len(_WORD.findall(between)) <= group.words:
                if not any(sign in between for sign in ",;:.()"):
                    return group.state
        previous = self._listed_before(hit, hits, sentence[0]) if near else None
        return None if previous is None else self._before(previous, hits, stretch, sentence)

    def _listed_before(self, hit: Hit, hits: Sequence[Hit], start: int) -> Hit | None:
        """The hit in front of `hit` in the same list, if it stands after `start`."""
        number = next(n for n, other in enumerate(hits) if other is hit)
        previous = hits[number - 1] if number else None
        if previous is None or previous.place < start:
            return None
        between = self._passage.text[previous.place + previous.end - previous.start : hit.place].strip(" ,/&-")
        return previous if not between or between in self._cues.joins else None

    def _taken_up(
        self, hit: Hit, hits: Sequence[Hit], stretch: _Stretch, clauses: Sequence[Place], clause: Place
    ) -> bool:
        """Whether the next clause or sentence, without a hit of its own, gives the hit up."""
        drops = [name for name, state in _DECIDES[hit.variable] if state == "dropped"]
        after = next((c for c in clauses if c[0] >= clause[1]), None)
        if after is not None and not _hit_in(hits, after) and any(_has(stretch, name, after) for name in drops):
            words = _WORD.findall(self._passage.text[after[0] : after[1]])
            return len(words) <= _SHORT_CLAUSE or (bool(words) and _listed(words[0], self._cues.resumes))
        if after is not None and any(_hit_in(hits, c) for c in clauses if c[0] >= clause[1]):
            return False
        following = self._next_sentence(stretch, clauses)
        if following is None:
            return False
        other, place = following
        words = _WORD.findall(self._passage.text[place[0] : place[1]])
        if not words or not _listed(words[0], self._cues.resumes_sentence):
            return False
        if _has(other, "instead", place):
            return any(_has(stretch, name, clause) for name in ("planned", "planned_then"))
        return not _hit_in(hits, place) and any(_has(other, name, place) for name in drops)

    def _next_sentence(self, stretch: _Stretch, clauses: Sequence[Place]) -> tuple[_Stretch, Place] | None:
        number = next(n for n, sentence in enumerate(stretch.sentences) if sentence[0] == clauses[0])
        if number + 1 < len(stretch.sentences):
            sentence = stretch.sentences[number + 1]
            return stretch, (sentence[0][0], sentence[-1][1])
        start = clauses[-1][1] + 1
        if start >= len(self._passage.text):
            return None
        other = self._stretch(start)
        return other, (other.sentences[0][0][0], other.sentences[0][-1][1])

    def _stretch(self, place: int) -> _Stretch:
        """The stretch of lines around a place, made once."""
        number = bisect_right(self._passage.starts, place) - 1
        if number not in self._stretches:
            first, last = self._runs_on(number)
            stretch = self._read(first, last)
            for line in range(first, last + 1):
                self._stretches[line] = stretch
        return self._stretches[number]

    def _runs_on(self, number: int) -> Place:
        """First and last of the lines that were one before a line break that means nothing."""
        lines = self._passage.lines
        first = last = number
        while first and _joined(lines[first - 1].text, lines[first].text, lines[first].bullet):
            first -= 1
        while last + 1 < len(lines) and _joined(lines[last].text, lines[last + 1].text, lines[last + 1].bullet):
            last += 1
        return first, last

    def _read(self, first: int, last: int) -> _Stretch:
        lines, begin = self._passage.lines, self._passage.starts[first]
        raw = "\n".join(line.text for line in lines[first : last + 1])
        found = self._cues.matcher.find(self._passage.text[begin : begin + len(raw)], ("cue",))["cue"]
        cues = tuple(_Cue(begin + m.start, begin - m.minus_end, *m.owner) for m in found)
        sentences = tuple(
            tuple(self._clauses(begin + start, begin + end, cues)) for start, end in self._sentences(raw)
        )
        return _Stretch(sentences, cues)

    def _sentences(self, raw: str) -> Iterator[Place]:
        start = 0
        for found in _SENTENCE_END.finditer(raw):
            words = _WORD.findall(raw[max(start, found.start() - 12) : found.start()])
            last = words[-1] if words else ""
            if found.group().startswith(".") and (fold(last) in self._cues.abbreviations or _ordinal(last)):
                continue
            if found.start() > start:
                yield start, found.end()
                start = found.end()
        if start < len(raw) or not raw:
            yield start, len(raw)

    def _clauses(self, start: int, end: int, cues: Sequence[_Cue]) -> list[Place]:
        """Clauses of a sentence: cut at commas and joining words where each side has a verb of its own."""
        text = self._passage.text[start:end]
        verbs = [c.start for c in cues if c.name in ("happened", "other_verbs") and start <= c.start < end]
        if not verbs:
            return [(start, end)]
        cuts = {start + found.start(): True for found in _HARD.finditer(text)}
        cuts |= {start + n: False for n, sign in enumerate(text) if sign == ","}
        cuts |= {c.start: False for c in cues if c.name == "joins" and start < c.start < end and c.start not in cuts}
        clauses: list[Place] = []
        open_start = start
        for cut, hard in [*sorted(cuts.items()), (end, True)]:
            has_verb = any(open_start <= verb < cut for verb in verbs)
            more = any(cut <= verb < end for verb in verbs) or cut == end
            if hard or (has_verb and more and _verb_before_next(cut, cuts, verbs, end)):
                if cut > open_start:
                    clauses.append((open_start, cut))
                open_start = cut
        return clauses or [(start, end)]


def _verb_before_next(cut: int, cuts: dict[int, bool], verbs: Sequence[int], end: int) -> bool:
    """Whether the piece after a cut has a verb, so that it stands on its own."""
    following = min((other for other in cuts if other > cut), default=end)
    return cut == end or any(cut <= verb < following for verb in verbs)


def _joined(text: str, following: str, bullet: str) -> bool:
    """Whether a line goes on in the next one."""
    if bullet or not following or text.endswith((".", "!", "?", ":", ";")):
        return False
    return following[0].islower() or len(text) >= _FULL_LINE


def _ordinal(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _at(stretch: _Stretch, place: int) -> tuple[tuple[Place, ...], Place]:
    """The sentence and the clause at a place."""
    for clauses in stretch.sentences:
        if place < clauses[-1][1]:
            return clauses, next(clause for clause in clauses if place < clause[1])
    return stretch.sentences[-1], stretch.sentences[-1][-1]


def _has(stretch: _Stretch, name: str, place: Place) -> bool:
    return any(cue.name == name and place[0] <= cue.start < place[1] for cue in stretch.cues)


def _hit_in(hits: Sequence[Hit], place: Place) -> bool:
    return any(place[0] <= hit.place < place[1] for hit in hits)


def _contrasted(hit: Hit, hits: Sequence[Hit], sentence: Place) -> bool:
    """Whether the rest of the sentence names another code instead."""
    return any(hit.place < other.place < sentence[1] and other.code != hit.code for other in hits)


def _listed(word: str, words: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    return word in words[0] or word.startswith(words[1])
