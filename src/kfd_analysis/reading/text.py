"""Text as lines: one normal form, list marks taken off, sentences with their places.

Line numbers are those of an editor: the number of lines never changes after the split.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold
from kfd_analysis.model import Line

__all__ = ["TextMarks", "as_line", "as_lines", "fold", "normal_lines", "sentences", "text_marks"]

_BREAKS = "\r\f\u2028\u2029"
_BLANKS = "\t\v\x1c\x1d\x1e\x85"  # besides these, all of Unicode's blanks (Zs)
_TAB = "  "
_UNUSUAL = re.compile(r"[^\n -~\xa1-\xac\xae-\xff]")  # all others stand for themselves
_MAYBE_SPACED = re.compile(r" [^\W\d_] [^\W\d_](?!\S)")  # how the next ends; its blank is found at once
_SPACED = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){2,}(?!\S)")
_ROW = re.compile(r"^[^\S\n]*\|(.*)\|[^\S\n]*$", re.MULTILINE)
_RULES = re.compile(r"[\s|:+-]*")
_SIGNS_OF_ORDER = frozenset({"Cc", "Cf", "Cs", "Cn"})

_SENTENCE_END = re.compile(
    r"""[.!?…:)](?:"""
    r"""(?<=[.!?…])(?P<spaced>["'“”»)\]]*\s+)(?=["'„“«»(\[]*[A-ZÄÖÜ0-9]|[-–•]\s*[A-ZÄÖÜ„"])"""
    r"""|(?P<glued>(?<=\.)|(?<=\w[?!]))(?=[A-ZÄÖÜ][a-zäöüß])"""
    r"""|(?P<listed>(?<!…))(?=[-–•]\s+[A-ZÄÖÜ„"]))"""
)
_GLUED = re.compile(r"(?<![\w.@/:-])(?!www)[a-zäöüß]{3,}")
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyzäöüß")
_SMALL_NUMBER = re.compile(r"\d{1,2}")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])")


class TextMarks(NamedTuple):
    """What ``form.yml`` says of list marks and abbreviations, compiled."""

    inline: re.Pattern[str]
    inline_after: Mapping[str, re.Pattern[str]]
    bullet: re.Pattern[str]
    starts: frozenset[str]
    ordinal: re.Pattern[str]
    before_ordinals: frozenset[str]
    abbreviations: frozenset[str]
    before_number: frozenset[str]
    closing: frozenset[str]
    endings: tuple[str, ...]


def normal_lines(text: str) -> tuple[str, ...]:
    """Split a text into lines in normal form.

    Lines end at CRLF, CR, LF, form feed and the Unicode line and paragraph separators. Letters are
    composed (NFC); every kind of blank becomes a plain blank, one for one, a tab two of them; soft
    hyphens, zero-width and direction marks and control characters are removed, and blanks at the end of
    a line. Words that are spaced out are put together; a table drawn with bars loses the outer ones.

    Parameters
    ----------
    text
        The decoded text of a file; a byte order mark is removed.

    Returns
    -------
    tuple of str
        Line *n* of the file is ``lines[n - 1]``.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n")
    for sign in set(_UNUSUAL.findall(text)):
        instead = _instead(sign)
        if instead != sign:
            text = text.replace(sign, _TAB if sign == "\t" else instead)
    if "|" in text:
        text = _ROW.sub(_cells, text)
    lines = text.split("\n")
    if _MAYBE_SPACED.search(text):
        lines = [_unspaced(line) if _SPACED.search(line) else line for line in lines]
    return tuple(map(str.rstrip, lines))


def _cells(row: re.Match[str]) -> str:
    """The cells of a row of a table drawn with bars; a row of rules is empty."""
    return "" if _RULES.fullmatch(row[1]) else row[1].strip()


def _unspaced(line: str) -> str:
    """A line with its spaced-out words put together ("K o s t e n" becomes "Kosten")."""
    return re.sub(" {2,}", " ", _SPACED.sub(lambda word: word.group().replace(" ", ""), line))


@cache
def _instead(sign: str) -> str:
    """What stands for an unusual character in the normal form: itself, a line break, a blank or nothing."""
    if sign in _BREAKS:
        return "\n"
    category = unicodedata.category(sign)
    if sign in _BLANKS or category == "Zs":
        return " "
    return "" if category in _SIGNS_OF_ORDER else sign


def text_marks(book: Codebook) -> TextMarks:
    """The compiled list marks and abbreviations of a codebook."""
    return book.compiled("text_marks", _compile)


def _compile(book: Codebook) -> TextMarks:
    try:
        return _text_marks(book.data["form"])
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise CodebookError(
            f"form.yml: bullets, ordinals, abbreviations: no lists of words ({error!r})"
        ) from None


def _text_marks(form: dict[str, Any]) -> TextMarks:
    bullets: dict[str, list[str]] = form["bullets"]
    ordinals = "|".join(rf"{re.escape(fold(word))}(?!\w)".replace(r"\*", r"\w*") for word in form["ordinals"])
    no_date = rf"(?!\s*(?:\d{{1,2}}\.|\d{{3}}|[-–/+&,])|\s*(?i:{ordinals}))"
    before_words = r"(?=\s|[A-ZÄÖÜ„\"“]|$)"
    marks = [
        *map(re.escape, sorted(bullets["glued"], key=len, reverse=True)),
        *(re.escape(mark) + before_words for mark in bullets["spaced"]),
        *(re.escape(mark) + r"(?=\s+\S)" for mark in bullets["letters"]),
        rf"\(?\d{{1,2}}(?:\.\)|[.)]){before_words}{no_date}",
        r"\(?[a-z]\.?\)(?=\s)",
    ]
    inline = "|".join(map(re.escape, bullets["inline"]))
    return TextMarks(
        inline=re.compile(inline),
        inline_after={sign: re.compile(rf"{inline}|\s{re.escape(sign)}\s") for sign in ("*", "+")},
        bullet=re.compile(rf"((?:(?:{'|'.join(marks)})\s*)*)"),
        starts=frozenset({mark[0] for kind in bullets.values() for mark in kind} | set("(0123456789")),
        ordinal=re.compile(rf"\s*(?i:{ordinals})"),
        before_ordinals=_words(form["before_ordinals"]),
        abbreviations=_words(form["abbreviations"]),
        before_number=_words(form["abbreviations_before_number"]),
        closing=_words(form["closing_abbreviations"]),
        endings=tuple(sorted(_words(form["abbreviation_endings"]))),
    )


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def as_line(number: int, source: str, marks: TextMarks, column: int = 0) -> Line:
    """The line `source` from `column` on, without list mark and indentation.

    The text is empty where the line holds nothing but a mark.
    """
    text = source[column:].lstrip()
    column = len(source) - len(text)
    if text and (text[0] in marks.starts or text[1:2] == ")" or text[1:3] == ".)"):
        found = marks.bullet.match(text)
        if found is not None and found.end():
            return Line(number, text[found.end() :], column + found.end(), found.group(1).rstrip())
    return Line(number, text, column)


def as_lines(source: Sequence[str], numbers: Iterable[int], book: Codebook) -> tuple[Line, ...]:
    """Lines `numbers` (counted from 1) of the source without list marks; blank ones are left out.

    A mark that stands alone on its line is given to the next line.
    """
    lines: list[Line] = []
    marks, carried = text_marks(book), ""
    for number in numbers:
        line = as_line(number, source[number - 1], marks)
        if line.text:
            lines += items(line if line.bullet else line._replace(bullet=carried), marks)
        carried = "" if line.text else line.bullet or carried
    return tuple(lines)


def items(line: Line, marks: TextMarks) -> list[Line]:
    """The items of a list that is printed in one line ("► Halle► Technik"), else the line."""
    inner = marks.inline_after.get(line.bullet, marks.inline)
    if inner.search(line.text) is None and line.text.strip() == line.text != "":
        return [line]
    parts: list[Line] = []
    start, bullet = 0, line.bullet
    for found in [*inner.finditer(line.text), None]:
        end = found.start() if found else len(line.text)
        words = line.text[start:end]
        if words.strip():
            column = line.column + start + len(words) - len(words.lstrip())
            parts.append(Line(line.number, words.strip(), column, bullet))
        if found:
            start, bullet = found.end(), found.group().strip()
    return parts


def sentences(line: Line, book: Codebook) -> tuple[Line, ...]:
    """Split a line into sentences; abbreviations, dates and ordinal numbers end none.

    Sentences glued together ("eingebracht.Beispiele", "sind:- Kurse") are split too. Each part
    keeps its place in the source line; list marks inside the line are taken off.
    """
    text = line.text
    marks = text_marks(book)
    cuts = [m.end() for m in _SENTENCE_END.finditer(text) if _ends(text, m, marks)]
    if not cuts:
        return (line,)
    number, column = line.number, line.column
    parts = [Line(number, text[: cuts[0]].rstrip(), column, line.bullet)]
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        _, words, at, bullet = as_line(number, text[:end].rstrip(), marks, start)
        parts.append(Line(number, words, column + at, bullet))
    return tuple([part for part in parts if part.text])


def _ends(text: str, found: re.Match[str], marks: TextMarks) -> bool:
    if found.lastgroup == "listed" or text[found.start()] != ".":
        return True
    if found.lastgroup == "glued":
        return _glued_end(text, found.start(), marks)
    return _full_stop(text, found.start(), found.end(), marks)


def _glued_end(text: str, at: int, marks: TextMarks) -> bool:
    """Whether a full stop without a blank behind it ends a sentence: after a word in small letters."""
    end = begin = at - text.endswith(")", 0, at)
    while begin and text[begin - 1] in _SMALL:
        begin -= 1
    found = _GLUED.match(text, begin, end)
    return found is not None and found.group() not in marks.abbreviations


def _full_stop(text: str, at: int, following: int, marks: TextMarks) -> bool:
    words = text[max(0, at - 60) : at].rsplit(None, 2)
    word = fold(words[-1]).lstrip("(„\"'«») ") if words else ""
    last = word.rsplit(".", 1)[-1]
    digit_follows = text[following].isdigit()
    if word[-1:].isdigit() and (_SMALL_NUMBER.fullmatch(word) or _DAY_AND_MONTH.fullmatch(word)):
        before = fold(words[-2]).strip("(,;") if len(words) > 1 else ""
        ordinal = before in marks.before_ordinals or not before or marks.ordinal.match(text, following)
        return not (digit_follows or ordinal)
    if last in marks.closing:
        return not digit_follows
    if last in marks.before_number:
        return not digit_follows
    letter = len(last) == 1 and last.isalpha()
    return not (letter or last in marks.abbreviations or last.endswith(marks.endings))
