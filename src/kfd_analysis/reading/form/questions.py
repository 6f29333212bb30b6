"""The form's questions in a report: as printed, wrapped over lines, reworded, with an answer behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kfd_analysis.reading.form.labels import LabelMap, known_questions, words_of
from kfd_analysis.reading.form.spelling import skeleton

_STATEMENT_END = re.compile(r"(?<=\w{4})[.:?](?=\s|$)")
_SENTENCE = re.compile(r"(?<=\w{4})[.!]\s+[A-ZÄÖÜ]")
_QUESTION_MARK = re.compile(r"\?\s*")
_CLOSING = re.compile(r"[?.:!)\"“”*]*\s*")
_BRACKET = re.compile(r"\s*\([^()]{0,200}\)\s*")
_HEAD = 30  # characters that hold the letters by which a question is looked up
_LONGEST_QUESTION = 420
_MOST_LINES = 7
_FEWEST_LETTERS = 12  # of a question that is cut off or wrapped


class Asked(NamedTuple):
    """Questions that were read, up to line index `last`.

    What follows them there begins at `column`, -1 if nothing does. `sure` if every sentence stands as
    printed in the form.
    """

    asks: tuple[str, ...]
    last: int
    column: int
    sure: bool


def read_question(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Asked | None:
    """The questions that begin at column `start` of line `index` (from 0), wrapped and reworded ones too.

    Parameters
    ----------
    source
        The normalised lines.

    Returns
    -------
    Asked or None
        None if no question of the form begins there.
    """
    if "?" not in source[index][start:] and not _may_begin(source[index][start : start + _HEAD], labels):
        return None
    reader = _Asking(source, index, start)
    asks: list[str] = []
    sure = True
    while (step := _sentence(reader, labels)) is not None:
        asks += [ask for ask in step[0] if ask not in asks]
        sure = sure and step[1]
    if not asks:
        asks, sure = _reworded(reader, labels), False
    return Asked(tuple(asks), *reader.place(), sure) if asks else None


class _Asking:
    """The text from a place on, more lines joined as a question needs them; `at` is how far it was read."""

    def __init__(self, source: Sequence[str], index: int, start: int) -> None:
        self.source = source
        self.text = source[index][start:]
        self.places = [(0, index, start)]
        self.at = 0

    def extend(self) -> bool:
        below = self.places[-1][1] + 1
        if len(self.places) > _MOST_LINES or below >= len(self.source) or not self.source[below].strip():
            return False
        raw = self.source[below]
        self.places.append((len(self.text) + 1, below, len(raw) - len(raw.lstrip())))
        self.text += " " + raw.strip()
        return True

    def forget(self, length: int) -> None:
        """Give lines back that were joined in vain."""
        self.text = self.text[:length]
        self.places = [place for place in self.places if place[0] <= length]

    def place(self) -> tuple[int, int]:
        """Line index and column where the reading stopped; column -1 at the end of a line."""
        rest = self.text[self.at :]
        at = self.at + len(rest) - len(rest.lstrip())
        if at >= len(self.text):
            return self.places[-1][1], -1
        begin, index, column = next(place for place in reversed(self.places) if place[0] <= at)
        return index, column + at - begin


def _may_begin(head: str, labels: LabelMap) -> bool:
    """Whether the first letters are those of a question."""
    return bool(known_questions(skeleton(head), labels))


def _sentence(reader: _Asking, labels: LabelMap) -> tuple[tuple[str, ...], bool] | None:
    """Read one sentence of a question; None if none begins here."""
    if not _may_begin(reader.text[reader.at : reader.at + _HEAD], labels):
        return None
    before = len(reader.text)
    while True:
        rest = reader.text[reader.at :]
        letters = skeleton(rest[:_LONGEST_QUESTION])
        known = known_questions(letters, labels) if letters else []
        for words, asks, whole in known:
            if whole and letters.startswith(words):
                reader.at += _length(rest, len(words))
                reader.at += _closing(reader.text, reader.at)
                return asks, True
        cut = len(letters) >= _FEWEST_LETTERS and any(w.startswith(letters) for w, _, whole in known if whole)
        if not (cut and reader.extend()):
            break
    if cut:
        asks = next(a for w, a, whole in known if whole and w.startswith(letters))
        if not any(reader.source[reader.places[-1][1] + 1 :]):
            reader.at = len(reader.text)
            return asks, True
    reader.forget(before)
    for words, asks, whole in known:
        if not whole and letters.startswith(words) and _to_end(reader, asks, labels):
            return asks, False
    return None


def _to_end(reader: _Asking, asks: tuple[str, ...], labels: LabelMap) -> bool:
    """Read to the end of a reworded question and its bracket; False if it has no end."""
    before = len(reader.text)
    ending = _STATEMENT_END if labels.imperative.issuperset(asks) else _QUESTION_MARK
    end = ending.search(reader.text, reader.at)
    while end is None and reader.extend():
        end = ending.search(reader.text, reader.at)
    if (
        end is None
        or end.end() - reader.at > _LONGEST_QUESTION
        or _SENTENCE.search(reader.text, reader.at, end.start())
    ):
        reader.forget(before)
        return False
    reader.at = end.end()
    if labels.brackets.issuperset(asks):
        if reader.at >= len(reader.text) and not reader.extend():
            return True
        bracket = _BRACKET.match(reader.text, reader.at)
        reader.at = bracket.end() if bracket else reader.at
    return True


def _reworded(reader: _Asking, labels: LabelMap) -> list[str]:
    """A question known by most of its words only."""
    mark = reader.text.find("?")
    words = words_of(reader.text[:mark]) if 0 <= mark < _LONGEST_QUESTION else frozenset()
    if len(words) < 4:
        return []
    shared, ask = max((len(words & known), ask) for ask, known in labels.asked.items())
    if shared < 4 or shared < 0.7 * len(words):
        return []
    reader.at = mark + 1 + _closing(reader.text, mark + 1)
    return [ask]


def _closing(text: str, at: int) -> int:
    found = _CLOSING.match(text, at)
    return found.end() - at if found else 0


def _length(text: str, letters: int) -> int:
    """How many characters of `text` make so many letters of its skeleton."""
    low, high = letters // 2, min(len(text), _LONGEST_QUESTION)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(skeleton(text[:middle])) >= letters else (middle + 1, high)
    return low
