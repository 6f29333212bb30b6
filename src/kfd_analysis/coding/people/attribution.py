"""Which event a count of people belongs to: by the name of the event, or by the letter of both lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.events import Event
from kfd_analysis.coding.people.counting import counts_in
from kfd_analysis.coding.people.headcounts import Count
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line
from kfd_analysis.reading.text import sentences

_SHORTEST = 6  # letters of a label that stands for an event's name
_LETTER = re.compile(r"\(?([a-z])\.?\)")


def tied_counts(
    lines: Iterable[Line], events: Sequence[Event], document: Document, book: Codebook
) -> Iterator[Count]:
    """Every count of the lines with its kind and, where the words name one, its event.

    Parameters
    ----------
    lines
        Lines of an answer.
    events
        The events of the report.
    document
        The report.
    book
        The codebook.
    """
    names = _event_words(events)
    lines = list(lines)
    lettered = _lettered(lines, events, document)
    for line in lines:
        event = lettered.get(line.number)
        for sentence in sentences(line, book):
            folded = fold(sentence.text)
            named = _named(folded, names)
            event = named[0] if len(named) == 1 else (None if named else event)
            counts = counts_in(sentence, book)
            for n, count in enumerate(counts):
                begin = counts[n - 1].figure.end if n else 0
                own = _named(folded[begin : count.figure.start], names) if len(named) > 1 else []
                of = own[0] if len(own) == 1 else event
                yield count if of is None else count._replace(event=of)


def _named(folded: str, names: Sequence[re.Pattern[str] | None]) -> list[int]:
    return [i for i, name in enumerate(names) if name and name.search(folded)]


def _event_words(events: Sequence[Event]) -> list[re.Pattern[str] | None]:
    """For each event what names it in a sentence: the first word of its name that no other name has.

    The first word of all also stands for the event as the beginning of a label ("Auftakt: …").
    """
    words = [fold(event.name).split() for event in events]
    number = Counter(word for name in words for word in set(name))
    return [_event_word(name, number, len(events)) for name in words]


def _event_word(name: list[str], number: Counter[str], n_events: int) -> re.Pattern[str] | None:
    own = [word for word in name if number[word] == 1 or n_events == 1]
    if not own:
        return None
    if own[0] != name[0]:
        return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in own))
    head, rest = own[0][:_SHORTEST], own[0][_SHORTEST:]
    begins = "".join(f"(?:{re.escape(letter)}" for letter in rest) + ")?" * len(rest)
    return re.compile(rf"(?<!\w){re.escape(own[0])}(?!\w)|^{re.escape(head)}{begins}:")


def _lettered(lines: Sequence[Line], events: Sequence[Event], document: Document) -> dict[int, int]:
    """Events by line, where the lines and those of the events are lettered alike ("a)", "b)")."""
    here = {n.number: found[1] for n in lines if n.bullet and (found := _LETTER.fullmatch(n.bullet))}
    if not here:
        return {}
    printed = {line.number: line for line in document.answer("concept")}
    own = {n: printed.get(event.spans[0].line) for n, event in enumerate(events)}
    letters = {found[1]: n for n, line in own.items() if line and (found := _LETTER.fullmatch(line.bullet))}
    if len(letters) < len(events) or set(here.values()) != letters.keys():
        return {}
    return {number: letters[letter] for number, letter in here.items()}
