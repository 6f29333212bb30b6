"""Which of the candidates on a report's lines are the form's labels and questions.

A label printed as in the form counts wherever it stands alone; a generic word counts only where
nothing better is printed for its key and the form's order leaves room for it. Everything else is
the answer's own text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.model import Problem
from kfd_analysis.reading.form.labels import HEADING, LabelMap
from kfd_analysis.reading.form.printed import (
    ASKED,
    GUESSED,
    INLINE,
    LOOSE,
    QUESTION,
    SHORT,
    SHORT_INLINE,
    SUBHEAD,
    WHOLE,
    Mark,
)

_PLACES = ("county", "region")  # fields whose answers may begin with their own label
_FEW_QUESTIONS = 2
_DIGIT = re.compile(r"\d")


class Choice(NamedTuple):
    """The marks that count, in order; the keys found, those among them in the form's own words; problems."""

    marks: list[Mark]
    keys: frozenset[str]
    strong: frozenset[str]
    problems: list[Problem]


def choose(marks: list[Mark], source: Sequence[str], labels: LabelMap) -> Choice:
    """Choose among the candidates of a report."""
    chooser = _Chooser(_asked(marks, source, labels), source, labels)
    for index in range(len(chooser.marks)):
        chooser.consider(index)
    return Choice(chooser.taken, frozenset(chooser.seen), frozenset(chooser.strong), chooser.problems)


def _asked(marks: list[Mark], source: Sequence[str], labels: LabelMap) -> list[Mark]:
    """The candidates; those that their own question follows are marked so."""
    marks = list(marks)
    for index, (mark, below) in enumerate(pairwise(marks)):
        if mark.kind == "section" and mark.column < 0 and below.kind == QUESTION:
            close = not any(source[mark.last : below.line - 1])
            if close and labels.section_of[below.asks[0]] == mark.key:
                marks[index] = mark._replace(rank=ASKED)
    return marks


class _Chooser:
    """Goes through the candidates from top to bottom and remembers where in the form it is."""

    def __init__(self, marks: list[Mark], source: Sequence[str], labels: LabelMap) -> None:
        self.marks, self.source, self.labels = marks, source, labels
        self.taken: list[Mark] = []
        self.problems: list[Problem] = []
        self.seen: set[str] = set()
        self.strong: set[str] = set()
        self.current = ""
        self._letters: dict[str, str] = {}
        self._asked: set[str] = set()
        self._headed: set[str] = set()
        self._filled: set[str] = set()
        self._last = max(labels.order, key=labels.order.__getitem__)
        self._best: dict[str, int] = {}
        for mark in marks:
            if mark.key:
                self._best[mark.key] = max(self._best.get(mark.key, LOOSE), mark.rank)
        self._prints = sum(mark.kind == QUESTION and mark.rank >= WHOLE for mark in marks) > _FEW_QUESTIONS
        self._first = self._beginning()
        self._ahead = self._anchors()
        self._anchored = any(place is not None for place in self._ahead)

    def consider(self, index: int) -> None:
        """Take the candidate or leave it to the answer."""
        mark = self.marks[index]
        if index < self._first:
            return
        if mark.kind == QUESTION:
            taken = self._question(mark)
        elif mark.kind == HEADING:
            taken = self._heading(index)
        elif mark.kind == SUBHEAD:
            taken = False
        elif mark.key in self.seen:
            taken = self._repeated(mark)
        else:
            taken = self._field(mark) if mark.kind == "field" else self._section(index)
        if taken:
            self._take(mark)
        elif mark.letters:
            self._subhead(mark)

    def _beginning(self) -> int:
        """Where the form begins: generic words that stand alone before it are a page's menu."""
        sure = [
            n
            for n, m in enumerate(self.marks)
            if m.rank >= INLINE or (m.rank == SHORT_INLINE and m.column >= 0)
        ]
        named = [n for n, m in enumerate(self.marks) if m.key == "name" and m.rank > LOOSE]
        first = min(sure or named[:1] or [0])
        guessed = [n for n, m in enumerate(self.marks[:first]) if m.rank == GUESSED and m.kind == "section"]
        first = guessed[0] if len(guessed) > 1 else first
        while sure and first and self._leads_to(self.marks[first - 1], self.marks[first]):
            first -= 1
        return first

    def _leads_to(self, mark: Mark, below: Mark) -> bool:
        """Whether a generic word is a field before another field, with its answer between."""
        if mark.kind != "field" or below.kind != "field" or mark.rank != SHORT:
            return False
        order = self.labels.order
        return order[mark.key] < order[below.key] and any(self.source[mark.last : below.line - 1])

    def _anchors(self) -> list[int | None]:
        """For each candidate the place in the form of the next certain label or question below it."""
        ahead: list[int | None] = []
        following = None
        for mark in reversed(self.marks):
            ahead.append(following)
            if mark.kind == "section" and mark.rank >= WHOLE and mark.rank == self._best[mark.key]:
                following = self.labels.order[mark.key]
            elif mark.kind == QUESTION and mark.rank >= WHOLE:
                following = self.labels.order[self.labels.section_of[mark.asks[0]]]
        return ahead[::-1]

    def _take(self, mark: Mark) -> None:
        self._note_text(mark)
        if mark.kind == QUESTION:
            self._asked.update(mark.asks)
            self.current = self.labels.section_of[mark.asks[0]]
            self.seen.add(self.current)
            self.strong.add(self.current)
        else:
            self.current = "" if mark.kind == HEADING else mark.key
            if mark.kind != HEADING:
                self.seen.add(mark.key)
                self._letters.setdefault(mark.key, mark.letters)
            if mark.rank >= INLINE and mark.kind != HEADING:
                self.strong.add(mark.key)
            if mark.rank == GUESSED:
                self.problems.append(Problem("label_guessed", mark.key, mark.line, mark.key))
        self.taken.append(mark)

    def _note_text(self, mark: Mark) -> None:
        """Remember whether the current key has an answer above `mark`."""
        if self.taken:
            before = self.taken[-1]
            if before.column >= 0 or any(self.source[before.last : mark.line - 1]):
                self._filled.add(self.current)

    def _in_head(self) -> bool:
        return not self.current or self.current in self.labels.fields

    def _heading(self, index: int) -> bool:
        below = self.marks[index + 1] if index + 1 < len(self.marks) else None
        return self._in_head() or (below is not None and below.kind == "field")

    def _field(self, mark: Mark) -> bool:
        if mark.rank < self._best[mark.key]:
            return False
        if mark.rank == LOOSE:
            self._note_text(mark)
            if not (self.current and self._in_head() and self.current in self._filled):
                return False
            order = self.labels.order
            return mark.key not in _PLACES or order[mark.key] > order[self.current]
        if self._in_head():
            return True
        if mark.rank >= WHOLE and mark.words > 1:
            return True
        no_field = not (self.seen & self.labels.fields)
        return self.current == self._last and (mark.rank >= INLINE or (no_field and mark.column >= 0))

    def _section(self, index: int) -> bool:
        mark, ahead = self.marks[index], self._ahead[index]
        if mark.rank < self._best[mark.key]:
            return False
        if mark.rank >= WHOLE:
            return True
        if mark.rank <= SHORT and (self._prints or self._is_heading(mark)):
            return False
        order = self.labels.order
        at = -1 if self._in_head() else order[self.current]
        if at < order[mark.key] and (ahead is None or order[mark.key] < ahead):
            return True
        apart = mark.line < 2 or not self.source[mark.line - 2]
        if mark.rank == GUESSED and mark.column < 0 and apart:
            return True
        if self._anchored and (ahead is None or at < ahead):
            return False
        if (
            self.current == "costs"
            and mark.column >= 0
            and _DIGIT.search(self.source[mark.last - 1], mark.column)
        ):
            return False  # an item of the costs
        return mark.rank >= GUESSED or (mark.rank == SHORT and apart)

    def _is_heading(self, mark: Mark) -> bool:
        """Whether a generic word is rather a heading of the current answer."""
        ask = self.labels.subheads.get((self.current, mark.letters))
        if ask is None or mark.column >= 0:
            return ask is not None
        headed = self._headed.intersection(self.labels.asks[self.current])
        return bool(headed) and ask not in headed

    def _question(self, mark: Mark) -> bool:
        section = self.labels.section_of[mark.asks[0]]
        if section == self.current:
            return True
        if section not in self.seen:
            return mark.rank >= WHOLE or self._best.get(section, LOOSE) < WHOLE
        if mark.rank < WHOLE:
            return False
        if self._asked.issuperset(mark.asks):
            self._doubled(section, mark)
        return True

    def _repeated(self, mark: Mark) -> bool:
        """A label that was printed before: the same section again, or an answer's own heading."""
        again = mark.rank == ASKED or (mark.words > 1 and mark.letters == self._letters.get(mark.key))
        if not again or mark.column >= 0 or (mark.kind == "field" and not self._in_head()):
            return False
        self._doubled(mark.key, mark)
        return True

    def _doubled(self, key: str, mark: Mark) -> None:
        self._note_text(mark)
        if key in self._filled:
            self.problems.append(Problem("section_doubled", key, mark.line))

    def _subhead(self, mark: Mark) -> None:
        """An answer's heading that stands for a question, where the form's questions are not printed."""
        ask = self.labels.subheads.get((self.current, mark.letters))
        if ask and not self._asked.intersection(self.labels.asks[self.current]):
            self._note_text(mark)
            self._headed.add(ask)
            self.taken.append(mark._replace(kind=QUESTION, key="", asks=(ask,)))
