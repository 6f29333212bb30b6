"""Where the form's own words stand: every line that may be a label or a question, whatever surrounds it.

What is found here are candidates; `kfd_analysis.reading.form` decides which of them count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kfd_analysis.reading.form.labels import FIRST, FRONT, LONG, Label, LabelMap
from kfd_analysis.reading.form.questions import read_question
from kfd_analysis.reading.form.spelling import near, skeleton

# How sure a candidate is.
ASKED = 5  # a whole line, and its question follows
WHOLE = 4  # a whole line
INLINE = 3  # before a colon, the answer follows
GUESSED = 2  # with a typing error, or with more words behind
SHORT = 1  # a generic word, alone on its line
SHORT_INLINE = 0  # a generic word before a colon
LOOSE = -1  # a field and its value without any sign between
QUESTION = "question"
SUBHEAD = "subhead"

_MISSING = object()
_NUMBERING = re.compile(
    r"[#\s]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-iA-I][.)]|[ivxIVX]{1,4}[.)])\s+)?\**(?=[^\W\d])"
)
_LIST_MARK = re.compile(r"[^\w\s(#]+\s*")
_FRONT_SIGNS = " \t0123456789.()#*-–—•▪·→>+✚❖o☐☒"
_SEPARATOR = re.compile(r"\**\s*(?:[-–=]*>|[→➔⇒►]|[:|=])\**\s*|\s{2,}|\s[-–]\s")
_MAYBE_SEPARATOR = re.compile(r"[:|=>→➔⇒►\s](?:(?<=\S)|[\s–-])")  # what each of them has, found at once
_FULL_STOP = re.compile(r"\.\s+(?=[^\W_])")
_NO_COLON = frozenset({"", "=", "-", "–"})
_END_BRACKET = re.compile(r"\s*\([^()]*\)\s*:?$")
_DIGIT = re.compile(r"\d")
_LONGEST_LABEL = 100
_SHORT_LINE = 70
_HEAD = 24  # characters that hold the letters by which a label is looked up
_CAPITAL = re.compile(r"[A-ZÄÖÜ]")
_VALUE = {
    "population": re.compile(r"(?=.{0,12}\d)"),
    "phone": re.compile(r"[+(\d]"),
    "mail": re.compile(r"\S+@"),
    "county": re.compile(r"[A-ZÄÖÜ][\w.-]+(?:\s\S+){0,2}$"),
    "region": re.compile(r"[A-ZÄÖÜ][\w.-]+(?:\s\S+){0,2}$"),
}


class Mark(NamedTuple):
    """A candidate on lines `line` to `last` (from 1).

    The answer begins at `column` of line `last`, or below if that is -1. `start` is where a further
    field of a line begins; `letters` and `words` are those of the label.
    """

    line: int
    last: int
    column: int
    key: str
    kind: str
    rank: int
    asks: tuple[str, ...] = ()
    letters: str = ""
    words: int = 1
    start: int = 0


def _mark(label: Label, rank: int, line: int, column: int = -1, last: int = 0, start: int = 0) -> Mark:
    return Mark(
        line, last or line, column, label.key, label.kind, rank, (), label.letters, label.words, start
    )


def find_marks(source: Sequence[str], labels: LabelMap) -> list[Mark]:
    """All candidates of a report, from top to bottom.

    Parameters
    ----------
    source
        The normalised lines (`kfd_analysis.reading.text.normal_lines`).
    """
    marks: list[Mark] = []
    printed, starts, tails, numbers = labels.printed, labels.starts, labels.tails, labels.number_starts
    number = 0
    while number < len(source):
        raw = source[number]
        number += 1
        if not raw:
            continue
        text = raw.strip()
        known = printed.get(text, _MISSING)
        if known is None:
            marks.append(Mark(number, number, -1, "", QUESTION, WHOLE, labels.lines[text]))
        elif isinstance(known, Label):
            marks.append(_mark(known, WHOLE, number))
        elif (
            (text if text[0].isalpha() else text.lstrip(_FRONT_SIGNS))[:4].lower() in starts
            or "?" in text
            or (len(text) < _SHORT_LINE and text.rstrip(": ")[-6:].lower() in tails)
            or text[:FIRST].lower() in numbers
        ):
            found = _read(source, number - 1, labels)
            marks += found
            number = found[-1].last if found else number
    return marks


def _read(source: Sequence[str], index: int, labels: LabelMap) -> list[Mark]:
    raw = source[index]
    indent = len(raw) - len(raw.lstrip())
    listed = _LIST_MARK.match(raw, indent)
    start = listed.end() if listed else indent
    numbering = _NUMBERING.match(raw, start)
    start = numbering.end() if numbering else start
    if raw[start : start + FIRST].lower() in labels.number_starts:
        numbering = labels.numbered.match(raw, start)
        start = numbering.end() if numbering else start
    head = raw[start : start + _HEAD]
    known = skeleton(head)[:FRONT] in labels.fronts or skeleton(head.split(" ", 1)[0]) in labels.words
    mark = _whole(source, index, start, labels) if known else None
    if mark is None and (known or _may_be_label(raw, start)):
        mark = _inline(source, index, start, labels) or _guess(source, index, start, labels)
    if mark is not None and listed:
        mark = _listed(mark)
    if mark is None:
        question = _question(source, index, start, labels) if known or "?" in raw else None
        return [question] if question else _loose(source, index, start, labels) if known else []
    if mark.column < 0:
        return [mark]
    question = _question(source, mark.last - 1, mark.column, labels)
    return [mark._replace(column=-1), question] if question else [mark, *_further(source, mark, labels)]


def _listed(mark: Mark) -> Mark | None:
    """A candidate behind a list mark: generic words are list items, single words hardly more."""
    if mark.rank not in (WHOLE, INLINE) or (mark.words == 1 and mark.rank == INLINE):
        return None
    return mark if mark.words > 1 else mark._replace(rank=SHORT)


def _question(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Mark | None:
    found = read_question(source, index, start, labels)
    if found is None:
        return None
    rank = WHOLE if found.sure else GUESSED
    return Mark(index + 1, found.last + 1, found.column, "", QUESTION, rank, found.asks)


def _may_be_label(raw: str, start: int) -> bool:
    """Whether a line is short, or a colon stands not far from its beginning."""
    return len(raw) - start < _SHORT_LINE or raw.find(":", start, start + _SHORT_LINE) > 0


def _whole(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Mark | None:
    """A label that is all of its line, but for a bracket behind it, or that goes on in the next lines."""
    text = source[index][start:]
    if len(text) > _LONGEST_LABEL + 60:
        return None
    letters = skeleton(text)
    if letters in labels.beginnings and (wrapped := _wrapped(source, index, start, labels)) is not None:
        return wrapped
    known = letters
    if text.endswith((")", "):")) and not (letters in labels.names or letters in labels.subwords):
        known = skeleton(_END_BRACKET.sub("", text))
    if (label := labels.names.get(known)) is not None:
        return _mark(label, WHOLE if label.strong else SHORT, index + 1)
    if known in labels.subwords:
        return Mark(index + 1, index + 1, -1, "", SUBHEAD, SHORT, (), known)
    return None


def _wrapped(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Mark | None:
    joined = source[index][start:]
    if len(joined) > _LONGEST_LABEL:
        return None
    for last in range(index + 1, min(index + 3, len(source))):
        below = source[last].strip()
        if not below:
            return None
        head, colon, _ = below.partition(":")
        label = labels.names.get(skeleton(f"{joined} {head}"))
        if label is not None and label.strong:
            value = source[last].find(":") + 1
            column = value if colon and source[last][value:].strip() else -1
            return _mark(label, WHOLE if column < 0 else INLINE, index + 1, column, last + 1)
        joined += " " + below
    return None


def _inline(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Mark | None:
    raw = source[index]
    end = start + _LONGEST_LABEL
    sign = _SEPARATOR.search(raw, start, end) if _MAYBE_SEPARATOR.search(raw, start, end) else None
    stop = _FULL_STOP.search(raw, start, sign.start() if sign else end)
    if stop is not None and skeleton(raw[start : stop.start()]) in labels.names:
        sign = stop
    if sign is None:
        return None
    letters = skeleton(_END_BRACKET.sub("", raw[start : sign.start()]))
    label = labels.names.get(letters)
    colon = sign.group().strip("* ") not in _NO_COLON
    column = sign.end() if raw[sign.end() :].strip() else -1
    if label is None:
        if colon and letters in labels.subwords:
            return Mark(index + 1, index + 1, column, "", SUBHEAD, SHORT_INLINE, (), letters)
        return None
    if not colon and not label.strong:
        return None
    return _mark(label, INLINE if label.strong else SHORT_INLINE, index + 1, column)


def _guess(source: Sequence[str], index: int, start: int, labels: LabelMap) -> Mark | None:
    """A label with a typing error, or with more words behind it ("Kosten und Effizienz des Dialogs")."""
    raw = source[index]
    head, colon, below = raw[start:].partition(":")
    if len(head) > _LONGEST_LABEL or head.endswith((".", ",", ";")) or _DIGIT.search(head):
        return None
    letters = skeleton(head)
    column = start + len(head) + 1 if below.strip() else -1
    similar = labels.similar.get(letters[:4], ())
    for known, label in (*similar, *labels.similar.get(letters[-6:], ())):
        if near(letters, known) and (label.strong or _fits(label, raw, column, len(known))):
            return _mark(label, GUESSED, index + 1, column)
    if column < 0 and not colon and len(head) < 80:
        for known, label in similar:
            if label.kind == "section" and label.words > 2 and letters.startswith(known):
                return _mark(label, GUESSED, index + 1)
    return None


def _fits(label: Label, raw: str, column: int, letters: int) -> bool:
    """Whether a generic word is long and alone, or the value of its field has the shape asked for."""
    if label.kind == "section":
        return column < 0 and letters >= LONG
    shape = _CAPITAL if label.key == "contact" else _VALUE.get(label.key)
    return column >= 0 and shape is not None and shape.match(raw[column:].strip()) is not None


def _loose(source: Sequence[str], index: int, start: int, labels: LabelMap) -> list[Mark]:
    """A field and its value with nothing but a blank between ("Einwohnerzahl 12.300")."""
    words = source[index][start : start + 2 * _LONGEST_LABEL].split(" ")[:12]
    if skeleton(words[0]) not in labels.words:
        return []
    for count in range(len(words) - 1, 0, -1):
        head = " ".join(words[:count])
        label = labels.names.get(skeleton(head))
        if label is not None and label.kind == "field" and (label.strong or label.key in ("phone", "mail")):
            column = start + len(head) + 1
            shape = _VALUE.get(label.key)
            if shape.match(source[index][column:].strip()) if shape else label.words > 2:
                return [_mark(label, INLINE if label.words > 2 else LOOSE, index + 1, column)]
            return []
    return []


def _further(source: Sequence[str], mark: Mark, labels: LabelMap) -> list[Mark]:
    """Further fields on the line of a field ("Telefon: 07000 0, E-Mail: a@example.org")."""
    raw = source[mark.last - 1]
    if mark.kind != "field":
        return []
    found = []
    for sign in re.finditer(r"(?<=[,;|/\s])([^\W\d][\w.-]*):\s*", raw[mark.column :]):
        label = labels.names.get(skeleton(sign.group(1)))
        if label is not None and label.kind == "field":
            column = mark.column + sign.end()
            rank = INLINE if label.strong else SHORT_INLINE
            start = mark.column + sign.start()
            found.append(_mark(label, rank, mark.last, column, start=start))
    return found
