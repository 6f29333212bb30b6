"""A PDF file to lines of text: what the page has wrapped is put together again.

A PDF knows places on a page, not paragraphs. A line is taken as continued by the next one if the
next word would not have fitted into it, nothing separates the two, and neither is a line of the form.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from kfd_analysis.errors import UnreadableReportError

_MAX_PAGES = 200
_LABEL_LINES = 6  # the form's longest question fills four lines
_LIST_MARK = re.compile(r"(?:[•\-–—*→·▪➢✓o‣●○■✚❖]|->|[a-z]\))\s")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_SENTENCE_END = re.compile(r"[.!?:;][\"“”»)]*$")
_WORD = re.compile(r"\S+")
_DIVIDED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_SYMBOL_MARK = re.compile(r"^[\uf000-\uf0ff](?=\s)")  # a bullet in a symbol font
_NOT_LETTERS = re.compile(r"[\W_]+")
# Widths in parts of an em as in the common sans-serif faces; other characters: 0.556.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!·‘’", 0.25),
    **dict.fromkeys("ftr()-/[]I „“", 0.31),
    **dict.fromkeys("ckszvxyJ", 0.5),
    **dict.fromkeys("ABEKPSVXYFTLZ&", 0.66),
    **dict.fromkeys("CDHNRUGOQwÄÜÖ", 0.74),
    **dict.fromkeys("mMW%@–—", 0.86),
}
_TOLERANCE = 0.97
_NEAR = 0.9
_SEVERAL = 3
_SLIDE_GAP = 3
_GAP = 1.45  # lines further apart than this many usual distances are separate paragraphs


class _PageLine(NamedTuple):
    text: str
    x: float
    y: float
    size: float
    fixed: bool
    page: int
    sheet: tuple[float, float]

    def width(self, text: str | None = None) -> float:
        """Approximate width of `text` (default: the line's own) in this line's font, in points."""
        text = self.text if text is None else text
        if self.fixed:
            return 0.6 * self.size * len(text)
        return self.size * sum(_WIDTHS.get(char, 0.556) for char in text)


def pdf_text(data: bytes, labels: Collection[str] = ()) -> str:
    """Text of a PDF file, wrapped lines joined.

    Parameters
    ----------
    data
        The whole file.
    labels
        Labels and questions of the form: lines that are never joined with others; wrapped
        questions are recognised by their wording.

    Raises
    ------
    UnreadableReportError
        ``encrypted``, ``no_text_layer``, ``too_many_parts``, ``damaged``.
    """
    pages = _pages(data)
    if not any(len(line.text.strip()) > 1 for page in pages for line in page):
        raise UnreadableReportError("no_text_layer", f"{len(pages)} pages")
    known = {fold(label) for label in labels} - {""}
    return "\n".join(_joined(_whole_labels(_without_furniture(pages), known), known))


def fold(text: str) -> str:
    """`text` without case, blanks and signs, to recognise the form's lines however they are wrapped."""
    return _NOT_LETTERS.sub("", text).casefold()


def _pages(data: bytes) -> list[list[_PageLine]]:
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableReportError("encrypted")
        count = len(reader.pages)
        if count > _MAX_PAGES:
            raise UnreadableReportError("too_many_parts", f"{count} pages, limit {_MAX_PAGES}")
        return [_page_lines(page, number) for number, page in enumerate(reader.pages)]
    except (FileNotDecryptedError, DependencyError):
        raise UnreadableReportError("encrypted") from None
    except LimitReachedError:
        raise UnreadableReportError("bomb", "a part that unpacks without end") from None


def _page_lines(page: Any, number: int) -> list[_PageLine]:
    """Lines of one page with their places, in the order of the page's content."""
    lines: list[_PageLine] = []
    page.extract_text(
        visitor_text=_collector(lines, number, (float(page.mediabox.width), float(page.mediabox.height)))
    )
    return [line for line in lines if line.text.strip()]


def _collector(lines: list[_PageLine], number: int, sheet: tuple[float, float]) -> Callable[..., None]:
    """A visitor for pypdf that puts pieces of text on one baseline together."""
    fresh = True

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        nonlocal fresh
        pieces = text.split("\n")
        for count, piece in enumerate(pieces):
            fresh = fresh or count > 0
            if not piece:
                continue
            if fresh or _far_right(lines[-1], tm[4]):
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                lines.append(_PageLine(piece, x, y, _size(size, tm, cm), _fixed(font), number, sheet))
                fresh = False
            else:
                lines[-1] = lines[-1]._replace(text=lines[-1].text + piece)

    return visit


def _far_right(line: _PageLine, x: float) -> bool:
    """True if a piece at `x` stands in another column of the same row."""
    return x > line.x + line.width() * 1.1 + 3 * line.size


def _size(size: float, tm: list[float], cm: list[float]) -> float:
    return abs(size * (tm[3] or tm[0] or 1) * (cm[3] or cm[0] or 1)) or 10.0


def _fixed(font: Any) -> bool:
    name = str(font.get("/BaseFont", "")).lower() if font else ""
    return "mono" in name or "courier" in name or "consol" in name


def _without_furniture(pages: list[list[_PageLine]]) -> list[_PageLine]:
    """All lines but those that every page repeats at its top or bottom, page numbers apart."""
    if len(pages) < 2:
        return [line for page in pages for line in page]
    filled = [page for page in pages if page]
    repeated: set[tuple[int, str]] = set()
    for place in (0, 1, -2, -1):
        seen = Counter(re.sub(r"\d+", "0", page[place].text.strip()) for page in filled if len(page) > 3)
        repeated |= {(place, text) for text, n in seen.items() if 1 < n >= len(filled) - 1}
    kept = []
    for page in filled:
        drop = {
            place % len(page)
            for place in (0, 1, -2, -1)
            if len(page) > 3 and (place, re.sub(r"\d+", "0", page[place].text.strip())) in repeated
        }
        kept += [line for i, line in enumerate(page) if i not in drop]
    return kept


def _whole_labels(lines: list[_PageLine], known: set[str]) -> Iterator[tuple[_PageLine, list[str]]]:
    """Each line with its texts: a wrapped label of the form is put together first."""
    position = 0
    while position < len(lines):
        taken = 1
        folded = ""
        for count in range(1, min(_LABEL_LINES, len(lines) - position) + 1):
            folded += fold(lines[position + count - 1].text)
            if folded in known:
                taken = count
            if not any(label.startswith(folded) for label in known):
                break
        texts = [_SYMBOL_MARK.sub("•", line.text.strip()) for line in lines[position : position + taken]]
        yield lines[position], texts
        position += taken


def _joined(parts: Iterator[tuple[_PageLine, list[str]]], known: set[str]) -> Iterator[str]:
    """Lines of the report; an empty one where the page leaves a gap."""
    items = [(line, _join(texts)) for line, texts in parts]
    right = _right_edge([line for line, _ in items])
    usual = _usual_distance([line for line, _ in items])
    text, last = "", None
    for line, words in items:
        if last is None or not _continues(text, last, line, words, known, right, usual):
            if last is not None:
                yield text
                yield from [""] * _blank_lines(last, line, usual)
            text = words
        else:
            text = _join([text, words])
        last = line
    yield text


def _join(texts: list[str]) -> str:
    """Texts of consecutive lines as one; a word divided at the line's end becomes whole."""
    whole = texts[0]
    for text in texts[1:]:
        divided = whole.endswith(("-", "\u00ad", "\u2010")) and whole[-2:-1].isalpha()
        if divided and text[:1].islower() and not _ELLIPSIS.match(text):
            whole = whole[:-1] + text
        else:
            whole += text if divided and text[:1].isalpha() and text[:1].isupper() else f" {text}"
    return whole


_ELLIPSIS = re.compile(r"\w{3,4}\b(?=\s+\w+)")


def _right_edge(lines: list[_PageLine]) -> float:
    """Where lines are broken, in points: where several end within a sentence, or else by the left margin."""
    edges = sorted(_edge(line) for line in lines)
    if not edges:
        return 0.0
    usual = edges[int(len(edges) * 0.97)]
    unfinished = [line for line in lines if not _SENTENCE_END.search(line.text.rstrip())]
    if sum(_edge(line) > _NEAR * usual for line in unfinished) >= _SEVERAL:
        return usual
    return max(usual, lines[0].sheet[0] - min(line.x for line in lines))


def _edge(line: _PageLine) -> float:
    return line.x + line.width(line.text.rstrip())


def _usual_distance(lines: list[_PageLine]) -> float:
    """The commonest distance of two lines in font sizes."""
    steps = Counter(
        round((a.y - b.y) / a.size, 1)
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < a.y - b.y < 3 * a.size
    )
    return steps.most_common(1)[0][0] if steps else 1.2


def _apart(last: _PageLine, line: _PageLine, usual: float) -> bool:
    """True if the page leaves a gap between two lines."""
    return last.page == line.page and last.y - line.y > _GAP * usual * last.size


def _blank_lines(last: _PageLine, line: _PageLine, usual: float) -> int:
    """How many empty lines fill the gap between two lines; slides (wide pages) stand far apart."""
    if last.page != line.page:
        return _SLIDE_GAP if line.sheet[0] > line.sheet[1] else 0
    if not _apart(last, line, usual):
        return 0
    return min(_SLIDE_GAP, max(1, round((last.y - line.y) / (usual * last.size)) - 1))


def _continues(
    text: str, last: _PageLine, line: _PageLine, words: str, known: set[str], right: float, usual: float
) -> bool:
    """True if `line` (as put together: `words`) goes on with what `last` (so far: `text`) began."""
    if _LIST_MARK.match(words) or _is_label(words, known) or fold(text) in known:
        return False
    ended = _SENTENCE_END.search(text) is not None
    if ended and _LIST_NUMBER.match(words):
        return False
    if last.page == line.page and (last.y <= line.y or _apart(last, line, usual)):
        return False
    if _DIVIDED.search(text) and words[:1].islower():
        return True
    word = _WORD.match(words)
    needed = last.x + last.width(last.text.rstrip() + " " + (word.group() if word else ""))
    if needed < right * _TOLERANCE:
        return False
    return not (ended and last.page != line.page and not words[:1].islower())


def _is_label(words: str, known: set[str]) -> bool:
    """True if a line is a label of the form, or begins with one that a colon closes."""
    head = words.partition(":")[0]
    return fold(words) in known or (":" in words and fold(head) in known)
