"""What the words around a code say about it: done, planned, given up, wished for, somewhere else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.clauses import (
    JOINS,
    VERBS,
    Clauses,
    Cue,
    Place,
    Stretch,
    WordList,
    listed,
    word_list,
    words_of,
)
from kfd_analysis.coding.headings import heading_of
from kfd_analysis.coding.hits import Hit, Passage
from kfd_analysis.coding.lexicon import BEFORE, Variable

State = Literal["used", "planned", "negated", "dropped", "wished", "defined", "elsewhere"]

# The cues of `context.yml` that decide about a clause, the strongest first, and what they make of a hit.
_DECIDES: dict[Variable, tuple[tuple[str, State], ...]] = {
    "method": (
        ("dropped", "dropped"),
        ("planned_first", "dropped"),
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
_OF_SENTENCE: tuple[State, ...] = ("wished", "defined")
_DECISIVE = {
    variable: frozenset((BEFORE, *_OF_SENTENCE, *(name for name, _ in decides)))
    for variable, decides in _DECIDES.items()
}
_PLANS = ("planned", "planned_then")
_SHORT_CLAUSE = 4
_LONGEST_DROP = 7


class Reading(NamedTuple):
    """State of a hit; `led` if a word right in front of the hit decided."""

    state: State
    led: bool = False


USED = Reading("used")


class _Before(NamedTuple):
    """Cues in front of a hit: their state, how many words may stand between, what they say nothing of."""

    state: State
    words: int
    not_for: frozenset[str]


class _Words(NamedTuple):
    before: tuple[_Before, ...]
    joins: frozenset[str]
    contrasts: WordList
    resumes: WordList
    resumes_sentence: WordList
    refers: WordList


def _compile(book: Codebook) -> _Words:
    data = book.data["context"]
    return _Words(
        tuple(_Before(g["state"], g["words"], frozenset(g.get("not_for") or ())) for g in data[BEFORE]),
        frozenset(data[JOINS]),
        word_list(data["contrasts"]),
        word_list(data["resumes"]),
        word_list(data["resumes_sentence"]),
        word_list(data["refers"]),
    )


class Context:
    """Reads the words around hits of one passage.

    Parameters
    ----------
    passage
        The lines that were searched.
    cues
        The cues found in it, in the order of the text.
    book
        The codebook; ``context.yml`` holds all words.
    firsts
        Numbers (from 0) of the lines that begin a section.
    """

    def __init__(
        self, passage: Passage, cues: Sequence[Cue], book: Codebook, firsts: Collection[int] = (0,)
    ) -> None:
        self._passage = passage
        self._firsts = frozenset(firsts)
        self._words = book.compiled("context", _compile)
        self._clauses = Clauses(passage, cues, book)
        self._decisive = {
            variable: [cue.start for cue in cues if cue.name in names]
            for variable, names in _DECISIVE.items()
        }

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
        heading = self._of_heading(hit) if self._decisive[hit.variable] else None
        if heading:
            return Reading(heading)
        if self._clauses.quiet(hit.place, self._decisive[hit.variable]):
            return USED
        stretch = self._clauses.around(hit.place)
        clauses, clause = stretch.at(hit.place)
        whole = (clauses[0][0], clauses[-1][1])
        for state in _OF_SENTENCE:
            if stretch.has(state, whole):
                return Reading(state)
        ahead = self._before(hit, hits, stretch, whole)
        if ahead and ahead != "planned":
            return Reading(ahead, True)
        state = self._of_clause(hit, hits, stretch, clauses, clause)
        if state == "used" and self._passage.text[clause[0]] == "(":
            state = self._around_bracket(hit, hits, stretch, clauses, clause)
        return Reading(ahead if ahead and state == "used" else state)

    def is_firm(self, hit: Hit) -> bool:
        """Whether the clause of the hit tells of something done."""
        return self.has("happened", hit) or self.has("participles", hit)

    def has(self, name: str, hit: Hit, whole_sentence: bool = False) -> bool:
        """Whether a cue of list `name` stands in the clause (or the sentence) of the hit."""
        stretch = self._clauses.around(hit.place)
        clauses, clause = stretch.at(hit.place)
        return stretch.has(name, (clauses[0][0], clauses[-1][1]) if whole_sentence else clause)

    def has_between(self, name: str, hit: Hit, other: Hit) -> bool:
        """Whether a cue of list `name` stands between two hits of one sentence."""
        first, last = sorted((hit.place, other.place))
        return self._clauses.around(hit.place).has(name, (first, last))

    def led_by(self, name: str, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a cue of list `name` stands right in front of the hit, or of the list that it is in."""
        stretch = self._clauses.around(hit.place)
        start = stretch.at(hit.place)[0][0][0]
        cues = [c for c in stretch.cues if c.name == name and start <= c.start and c.end <= hit.place]
        if any(len(words_of(self._passage.text[c.end : hit.place])) <= 1 for c in cues):
            return True
        previous = self._listed_before(hit, hits, start) if cues else None
        return previous is not None and self.led_by(name, previous, hits)

    def sentence_of(self, hit: Hit) -> Place:
        """Start and end of the sentence of a hit in the text of the passage."""
        clauses, _ = self._clauses.around(hit.place).at(hit.place)
        return clauses[0][0], clauses[-1][1]

    def refers(self, hit: Hit) -> bool:
        """Whether the word before the hit speaks of one that is known (an article, a preposition)."""
        words = words_of(self._passage.text[hit.place - hit.start : hit.place])
        return bool(words) and listed(words[-1], self._words.refers)

    def is_prose(self, number: int) -> bool:
        """Whether line `number` (from 0) of the passage holds a finite verb."""
        begin = self._passage.starts[number]
        line = (begin, begin + len(self._passage.lines[number].text))
        stretch = self._clauses.around(begin)
        return stretch.has("happened", line) or stretch.has("other_verbs", line)

    def _before(self, hit: Hit, hits: Sequence[Hit], stretch: Stretch, sentence: Place) -> State | None:
        """What a cue directly in front of the hit, or of a list that it ends, says."""
        near = [c for c in stretch.cues if c.name == BEFORE and sentence[0] <= c.start and c.end <= hit.place]
        states = [
            self._words.before[cue.group].state
            for cue in sorted(near, key=lambda c: -c.end)
            if self._leads(self._words.before[cue.group], self._passage.text[cue.end : hit.place], hit)
        ]
        if states:
            return next((state for state in states if state != "planned"), "planned")
        previous = self._listed_before(hit, hits, sentence[0]) if near else None
        return None if previous is None else self._before(previous, hits, stretch, sentence)

    def _leads(self, group: _Before, between: str, hit: Hit) -> bool:
        """Whether a cue reaches the hit over the words `between`."""
        if hit.variable in group.not_for or any(sign in between for sign in ",;:.()"):
            return False
        return len(words_of(between)) <= group.words

    def _listed_before(self, hit: Hit, hits: Sequence[Hit], start: int) -> Hit | None:
        """The hit in front of `hit` in the same list, if it stands after `start`."""
        number = next(n for n, other in enumerate(hits) if other is hit)
        previous = hits[number - 1] if number else None
        if previous is None or previous.place < start:
            return None
        between = self._passage.text[previous.place + previous.end - previous.start : hit.place].strip(
            " ,/&-"
        )
        return previous if not between or between in self._words.joins else None

    def _of_heading(self, hit: Hit) -> State | None:
        """What the heading of a hit says about it."""
        place = heading_of(hit, self._passage, self._clauses, self._firsts)
        if place is None:
            return None
        stretch = self._clauses.around(place[0])
        states = (state for name, state in _DECIDES[hit.variable] if stretch.has(name, place))
        return next(states, None) or next((s for s in _OF_SENTENCE if stretch.has(s, place)), None)

    def _around_bracket(
        self, hit: Hit, hits: Sequence[Hit], stretch: Stretch, clauses: Sequence[Place], clause: Place
    ) -> State:
        """What the clauses around a bracket without a verb say of the code in it."""
        number = clauses.index(clause)
        near = (*clauses[max(0, number - 1) : number], *clauses[number + 1 : number + 2])
        if any(stretch.has(name, clause) for name in VERBS) or any(_hit_in(hits, place) for place in near):
            return "used"
        decides = _DECIDES[hit.variable]
        return next((s for name, s in decides if any(stretch.has(name, place) for place in near)), "used")

    def _of_clause(
        self, hit: Hit, hits: Sequence[Hit], stretch: Stretch, clauses: Sequence[Place], clause: Place
    ) -> State:
        for name, state in _DECIDES[hit.variable]:
            if stretch.has(name, clause):
                if name == "planned_then" and _contrasted(hit, hits, clauses):
                    return "dropped"
                if state != "planned":
                    return state
                return "dropped" if self._taken_up(hit, hits, stretch, clauses, clause) else state
        return "dropped" if self._taken_up(hit, hits, stretch, clauses, clause) else "used"

    def _taken_up(
        self, hit: Hit, hits: Sequence[Hit], stretch: Stretch, clauses: Sequence[Place], clause: Place
    ) -> bool:
        """Whether the next clauses or the next sentence, without a hit of their own, give the hit up."""
        drops = [name for name, state in _DECIDES[hit.variable] if state == "dropped"]
        later = [c for c in clauses if c[0] >= clause[1]]
        bare = list(takewhile(lambda place: not _hit_in(hits, place) and not self._contrasts(place), later))
        planned = any(stretch.has(name, clause) for name in _PLANS)
        if planned and bare and stretch.has("contrary", bare[0]):
            return True
        dropping = next((p for p in bare if any(stretch.has(name, p) for name in drops)), None)
        if dropping is not None:
            words = words_of(self._passage.text[slice(*bare[0])])
            _, comma, drop = self._passage.text[slice(*dropping)].strip(" ,").rpartition(",")
            inserted = (dropping != bare[0] or bool(comma)) and len(words_of(drop)) <= _LONGEST_DROP
            return inserted or len(words) <= _SHORT_CLAUSE or listed(words[0], self._words.resumes)
        if any(_hit_in(hits, c) for c in later):
            return False
        following = self._clauses.following(stretch, clauses)
        if following is None:
            return False
        other, place = following
        if planned and other.has("instead", place):
            return True
        words = words_of(self._passage.text[place[0] : place[1]])
        if not words or not listed(words[0], self._words.resumes_sentence):
            return False
        return not _hit_in(hits, place) and any(other.has(name, place) for name in drops)

    def _contrasts(self, place: Place) -> bool:
        """Whether a clause says the contrary of the one before."""
        words = words_of(self._passage.text[place[0] : place[1]])
        return bool(words) and listed(words[0], self._words.contrasts)


def _hit_in(hits: Sequence[Hit], place: Place) -> bool:
    return any(place[0] <= hit.place < place[1] for hit in hits)


def _contrasted(hit: Hit, hits: Sequence[Hit], clauses: Sequence[Place]) -> bool:
    """Whether the rest of the sentence names another code instead."""
    end = clauses[-1][1]
    return any(hit.place < other.place < end and other.code != hit.code for other in hits)
