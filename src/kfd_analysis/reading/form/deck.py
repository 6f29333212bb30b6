"""The slides of a talk: a report without the form.

A deck has no questions that a figure could answer; it says what was done, and which fields were
offered for choice. The title slides speak of the talk, not of an event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.fold import fold
from kfd_analysis.model import Block, Document, Section
from kfd_analysis.reading.form.labels import furniture
from kfd_analysis.reading.text import TextMarks, as_line, as_lines, text_marks

TALK, SLIDES, TOPICS = "talk", "slides", "topics"

_FEWEST_SLIDES = 4
_FEWEST_LINES = 15
_FEWEST_WORDS = 3
_SHORT_LINE = 140
_SHORT_SHARE = 0.75
_LISTED_SHARE = 0.2
_LONGEST_FIELD = 60
_FEWEST_FIELDS = 3


class _Words(NamedTuple):
    participation: tuple[str, ...]
    fields: tuple[str, ...]
    choose: tuple[str, ...]
    stations: tuple[str, ...]
    furniture: frozenset[str]
    furniture_starts: tuple[str, ...]


def _words(book: Codebook) -> _Words:
    deck: dict[str, Any] = book.data["form"]["deck"]
    pieces = [furniture(words) for words in deck["furniture"]]
    starts = tuple(words[:-1] for words in pieces if words.endswith("*"))
    return _Words(
        tuple(map(fold, deck["participation"])),
        tuple(map(fold, deck["fields"])),
        tuple(map(fold, deck["choose"])),
        tuple(map(fold, deck["stations"])),
        frozenset(pieces),
        starts,
    )


def is_deck(source: Sequence[str], book: Codebook) -> bool:
    """Whether the text is that of slides about participation.

    Slides are groups of mostly short lines, set apart by three blank lines or more; they have list
    items or repeat a heading, and use at least three different words of ``form.yml``, ``deck``.
    """
    words = book.compiled("deck", _words)
    slides = _slides(source)
    lines = [source[number - 1] for slide in slides for number in slide]
    if len(slides) < _FEWEST_SLIDES or len(lines) < _FEWEST_LINES:
        return False
    marks = text_marks(book)
    listed = sum(bool(as_line(1, line, marks).bullet) for line in lines)
    short = sum(len(line) <= _SHORT_LINE for line in lines)
    if short < _SHORT_SHARE * len(lines):
        return False
    if listed < _LISTED_SHARE * len(lines) and not _repeated(source, slides, marks):
        return False
    text = fold("\n".join(lines))
    return sum(word in text for word in words.participation) >= _FEWEST_WORDS


def split_deck(source: tuple[str, ...], book: Codebook, source_file: str) -> Document:
    """Split the text of slides into the lines of the talk's title, lists of fields, and all others.

    Returns
    -------
    Document
        Sections ``talk``, ``slides`` and ``topics`` (each asks its own key); no line stands in two.
        Headings that slides repeat and the buttons of a pictured web page are left out.
    """
    words = book.compiled("deck", _words)
    slides = _slides(source)
    repeated = _repeated(source, slides, text_marks(book))
    talk = set(_talk(source, slides, repeated))
    numbers = [number for slide in slides for number in slide]
    fields = set(_fields(source, numbers, words)) - talk
    own = [number for number in numbers if number not in talk | fields]
    rest = [number for number in own if not _is_furniture(source[number - 1], repeated, words)]
    sections = {}
    for key, numbers in ((TALK, sorted(talk)), (SLIDES, rest), (TOPICS, sorted(fields))):
        lines = as_lines(source, numbers, book)
        if lines:
            sections[key] = Section(key, lines[0].number, (Block((key,), lines),))
    return Document(source_file, "slides", source, (), sections)


def _slides(source: Sequence[str]) -> list[list[int]]:
    """Line numbers of each slide.

    Two blank lines set slides apart where three nowhere do; one does (in what was a PDF file) if the
    first line comes again as the heading of later slides: all above its second time is the title slide.
    """
    for apart in (3, 2):
        slides = list(_groups(source, apart))
        if len(slides) >= _FEWEST_SLIDES:
            return slides
    slides = list(_groups(source, 1))
    headings = [_same(source[slide[0] - 1]) for slide in slides]
    if headings.count(headings[0] if headings else "") < 2:
        return []
    second = headings.index(headings[0], 1)
    merged = [[number for slide in slides[:second] for number in slide]]
    title = {_same(source[number - 1]) for number in merged[0]}
    for slide in slides[second:]:
        divider = all(_same(source[number - 1]) in title for number in merged[-1])
        if len(merged) > 1 and divider and len(slide) == 1:
            merged[-1] += slide
        else:
            merged.append(slide)
    return merged


def _groups(source: Sequence[str], apart: int) -> Iterator[list[int]]:
    group: list[int] = []
    for number, line in enumerate(source, 1):
        if not line:
            continue
        if group and number - group[-1] > apart:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _same(line: str) -> str:
    """What a repeated heading is known by: capital I and small l look alike on slides."""
    return fold(line).strip().replace("l", "i")


def _repeated(source: Sequence[str], slides: Iterable[Sequence[int]], marks: TextMarks) -> set[str]:
    """Lines among the first three or last three of two slides or more; no list items, no questions."""
    seen: Counter[str] = Counter()
    for slide in slides:
        lines = {source[number - 1] for number in (*slide[:3], *slide[-3:])}
        seen.update(
            {_same(line) for line in lines if not line.endswith("?") and not as_line(1, line, marks).bullet}
        )
    return {line for line, times in seen.items() if times > 1}


def _talk(source: Sequence[str], slides: Sequence[Sequence[int]], repeated: set[str]) -> Iterator[int]:
    """Lines of the first slide, and of slides with the talk's title that add a line at most."""
    first = {_same(source[number - 1]) for number in slides[0]} if slides else set()
    for place, slide in enumerate(slides):
        own = [number for number in slide if _same(source[number - 1]) not in first & repeated]
        if place == 0 or (len(own) <= 1 and len(own) < len(slide)):
            yield from slide if place == 0 else own


def _is_furniture(line: str, repeated: set[str], words: _Words) -> bool:
    piece = furniture(line)
    return piece in words.furniture or piece.startswith(words.furniture_starts) or _same(line) in repeated


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _fields(source: Sequence[str], numbers: Sequence[int], words: _Words) -> Iterator[int]:
    """Lines that list fields: below a request to choose, or an enumeration below a plan of stations."""
    for place, number in enumerate(numbers):
        text = fold(source[number - 1])
        below = numbers[place + 1 :]
        if _has(text, words.fields) and _has(text, words.choose):
            listed = list(_list_below(source, below, words))
            if len(listed) >= _FEWEST_FIELDS:
                yield from listed
        elif below and _has(text, words.stations):
            enumeration = source[below[0] - 1]
            if enumeration.count(",") >= _FEWEST_FIELDS - 1 and not enumeration.endswith((".", "?", ":")):
                yield below[0]


def _list_below(source: Sequence[str], numbers: Iterable[int], words: _Words) -> Iterator[int]:
    """The short lines that follow, up to a sentence, a button or a blank line."""
    last = 0
    for number in numbers:
        line = source[number - 1].strip()
        sentence = len(line) > _LONGEST_FIELD or line.endswith((".", "?", ":", "!"))
        if sentence or (last and number > last + 1) or _is_furniture(line, set(), words):
            return
        yield number
        last = number
