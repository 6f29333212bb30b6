"""What the words around a code say about it: done, planned, given up, wished for, somewhere else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.clauses import (
    VERBS,
    Before,
    Clauses,
    FoundCues,
    Place,
    State,
    context_words,
    listed,
    words_of,
)
from kfd_analysis.coding.codes.headings import heading_of
from kfd_analysis.coding.codes.hits import Hit, Passage
from kfd_analysis.coding.codes.lexicon import BEFORE, Variable

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


class Context:
    """Reads the words around hits of one passage.

    Parameters
    ----------
    passage
        The lines that were searched.
    cues
        The cues found in it.
    book
        The codebook; ``context.yml`` holds all words.
    firsts
        Numbers (from 0) of the lines that begin a section.
    """

    def __init__(self, passage: Passage, cues: FoundCues, book: Codebook, firsts: Collection[int]) -> None:
        self._passage = passage
        self._cues = cues
        self._firsts = frozenset(firsts)
        self._words = context_words(book)
        self._clauses = Clauses(passage, cues, book)
        self._has = self._clauses.has
        self._decisive = {
            variable: sorted(start for name in names for start, _, _ in cues.get(name, ()))
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
        decisive = self._decisive[hit.variable]
        if not decisive:
            return USED
        heading = self._of_heading(hit, decisive)
        if heading:
            return Reading(heading)
        if self._clauses.quiet(hit.row, decisive):
            return USED
        sentence = self._clauses.sentence_at(hit.place)
        if not self._near(sentence, decisive):
            return USED
        for state in _OF_SENTENCE:
            if self._has(state, sentence):
                return Reading(state)
        ahead = self._before(hit, hits, sentence)
        if ahead and ahead != "planned":
            return Reading(ahead, True)
        clauses, clause = self._clauses.at(hit.place)
        state = self._of_clause(hit, hits, clauses, clause)
        if state == "used" and self._passage.text[clause[0]] == "(":
            state = self._around_bracket(hit, hits, clauses, clause)
        return Reading(ahead if ahead and state == "used" else state)

    def is_firm(self, hit: Hit) -> bool:
        """Whether the clause of the hit tells of something done."""
        return self.has("happened", hit) or self.has("participles", hit)

    def has(self, name: str, hit: Hit, whole_sentence: bool = False) -> bool:
        """Whether a cue of list `name` stands in the clause (or the sentence) of the hit."""
        if not self._has(name, self._clauses.run(hit.row)):
            return False
        return self._has(name, self.sentence_of(hit) if whole_sentence else self._clauses.at(hit.place)[1])

    def has_between(self, name: str, hit: Hit, other: Hit) -> bool:
        """Whether a cue of list `name` stands between two hits of one sentence."""
        first, last = sorted((hit.place, other.place))
        return self._has(name, (first, last))

    def led_by(self, name: str, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a cue of list `name` stands right in front of the hit, or of the list that it is in."""
        if not self._has(name, self._clauses.run(hit.row)):
            return False
        start = self.sentence_of(hit)[0]
        ends = [end for begin, end, _ in self._cues.get(name, ()) if start <= begin and end <= hit.place]
        if any(len(words_of(self._passage.text[end : hit.place])) <= 1 for end in ends):
            return True
        previous = self._listed_before(hit, hits, start) if ends else None
        return previous is not None and self.led_by(name, previous, hits)

    def sentence_of(self, hit: Hit) -> Place:
        """Start and end of the sentence of a hit in the text of the passage."""
        return self._clauses.sentence_at(hit.place)

    def refers(self, hit: Hit) -> bool:
        """Whether the word before the hit speaks of one that is known (an article, a preposition)."""
        words = words_of(self._passage.text[hit.place - hit.start : hit.place])
        return bool(words) and listed(words[-1], self._words.refers)

    def is_prose(self, number: int) -> bool:
        """Whether line `number` (from 0) of the passage holds a finite verb."""
        begin = self._passage.starts[number]
        line = (begin, begin + len(self._passage.lines[number].text))
        return any(self._has(name, line) for name in VERBS)

    def _before(self, hit: Hit, hits: Sequence[Hit], sentence: Place) -> State | None:
        """What a cue directly in front of the hit, or of a list that it ends, says."""
        cues, groups = self._cues.get(BEFORE, ()), self._words.before
        near = [(-end, groups[n]) for start, end, n in cues if sentence[0] <= start and end <= hit.place]
        states = [
            group.state
            for end, group in sorted(near, key=itemgetter(0))
            if self._leads(group, self._passage.text[-end : hit.place], hit)
        ]
        if states:
            return next((state for state in states if state != "planned"), "planned")
        previous = self._listed_before(hit, hits, sentence[0]) if near else None
        return None if previous is None else self._before(previous, hits, sentence)

    def _leads(self, group: Before, between: str, hit: Hit) -> bool:
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
        end = previous.place + previous.end - previous.start
        between = self._passage.text[end : hit.place].strip(" ,/&-")
        return previous if not between or between in self._words.joins else None

    def _near(self, sentence: Place, decisive: Sequence[int]) -> bool:
        """Whether one of the places `decisive` is in a sentence or in the next one."""
        number = bisect_left(decisive, sentence[0])
        if number == len(decisive):
            return False
        return decisive[number] < (self._clauses.following(sentence) or sentence)[1]

    def _of_heading(self, hit: Hit, decisive: Sequence[int]) -> State | None:
        """What the heading of a hit says about it."""
        number = bisect_left(decisive, hit.place)
        if not number or (not hit.line.bullet and decisive[number - 1] < self._clauses.run(hit.row)[0]):
            return None
        place = heading_of(hit, self._passage, self._clauses, self._firsts)
        if place is None:
            return None
        states = (state for name, state in _DECIDES[hit.variable] if self._has(name, place))
        return next(states, None) or next((s for s in _OF_SENTENCE if self._has(s, place)), None)

    def _around_bracket(
        self, hit: Hit, hits: Sequence[Hit], clauses: Sequence[Place], clause: Place
    ) -> State:
        """What the clauses around a bracket without a verb say of the code in it."""
        number = clauses.index(clause)
        near = (*clauses[max(0, number - 1) : number], *clauses[number + 1 : number + 2])
        if any(self._has(name, clause) for name in VERBS) or any(_hit_in(hits, place) for place in near):
            return "used"
        decides = _DECIDES[hit.variable]
        return next((s for name, s in decides if any(self._has(name, place) for place in near)), "used")

    def _of_clause(self, hit: Hit, hits: Sequence[Hit], clauses: Sequence[Place], clause: Place) -> State:
        for name, state in _DECIDES[hit.variable]:
            if self._has(name, clause):
                if name == "planned_then" and _contrasted(hit, hits, clauses):
                    return "dropped"
                if state != "planned":
                    return state
                return "dropped" if self._taken_up(hit, hits, clauses, clause) else state
        return "dropped" if self._taken_up(hit, hits, clauses, clause) else "used"

    def _taken_up(self, hit: Hit, hits: Sequence[Hit], clauses: Sequence[Place], clause: Place) -> bool:
        """Whether the next clauses or the next sentence, without a hit of their own, give the hit up."""
        drops = [name for name, state in _DECIDES[hit.variable] if state == "dropped"]
        planned = any(self._has(name, clause) for name in _PLANS)
        following = self._clauses.following((clauses[0][0], clauses[-1][1]))
        rest = (clause[1], (following or clauses[-1])[1])
        if not planned and not any(self._has(name, rest) for name in drops):
            return False
        later = [c for c in clauses if c[0] >= clause[1]]
        bare = list(takewhile(lambda place: not _hit_in(hits, place) and not self._contrasts(place), later))
        if planned and bare and self._has("contrary", bare[0]):
            return True
        dropping = next((p for p in bare if any(self._has(name, p) for name in drops)), None)
        if dropping is not None:
            words = words_of(self._passage.text[slice(*bare[0])])
            _, comma, drop = self._passage.text[slice(*dropping)].strip(" ,").rpartition(",")
            inserted = (dropping != bare[0] or bool(comma)) and len(words_of(drop)) <= _LONGEST_DROP
            return inserted or len(words) <= _SHORT_CLAUSE or listed(words[0], self._words.resumes)
        if any(_hit_in(hits, c) for c in later):
            return False
        if following is None:
            return False
        if planned and self._has("instead", following):
            return True
        words = words_of(self._passage.text[slice(*following)])
        if not words or not listed(words[0], self._words.resumes_sentence):
            return False
        return not _hit_in(hits, following) and any(self._has(name, following) for name in drops)

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
