"""The filled form: which answer lines stand under which field, section and question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.model import Block, Document, Line, Section
from kfd_analysis.reading.form.choice import Choice, choose
from kfd_analysis.reading.form.deck import is_deck, split_deck
from kfd_analysis.reading.form.labels import HEADING, LabelMap, furniture, is_empty, label_map
from kfd_analysis.reading.form.printed import QUESTION, Mark, find_marks
from kfd_analysis.reading.text import TextMarks, as_line, items, text_marks

__all__ = ["is_deck", "is_form", "split", "split_deck", "split_form"]

_FEWEST_KEYS = 4
_FEWEST_GENERIC_KEYS = 6
_LONGEST_FOOTER = 120
_LONGEST_PAGE_MARK = 40
_MORE = ">"
_FOOTER_SIGNS = "•-–—*·|▪ "


def split(source: tuple[str, ...], book: Codebook, source_file: str) -> Document:
    """Split a report into its sections, whether it is a filled form or a slide deck.

    Parameters
    ----------
    source
        Normalised lines (`kfd_analysis.reading.text.normal_lines`).
    source_file
        File name, without folder.

    Raises
    ------
    UnreadableReportError
        ``no_report`` if the text is neither.
    """
    choice = _choice(source, book)
    if _enough(choice):
        return _document(source, choice, book, source_file)
    if is_deck(source, book):
        return split_deck(source, book, source_file)
    found = [key for key in book.data["form"]["keys"] if key in choice.keys]
    raise UnreadableReportError("no_report", ", ".join(found) or "0")


def split_form(source: tuple[str, ...], book: Codebook, source_file: str) -> Document:
    """Split a filled form into fields and sections.

    Returns
    -------
    Document
        Sections that the report does not print are absent; printed ones without an answer have no
        blocks. Problems: ``section_doubled`` (lines are joined), ``label_guessed``.
    """
    return _document(source, _choice(source, book), book, source_file)


def is_form(source: Sequence[str], book: Codebook) -> bool:
    """Whether the text prints at least four fields or sections of the form (six if in generic words)."""
    return _enough(_choice(source, book))


def _choice(source: Sequence[str], book: Codebook) -> Choice:
    labels = label_map(book)
    return choose(find_marks(source, labels), source, labels)


def _enough(choice: Choice) -> bool:
    return len(choice.keys) >= (_FEWEST_KEYS if len(choice.strong) > 1 else _FEWEST_GENERIC_KEYS)


def _document(source: tuple[str, ...], choice: Choice, book: Codebook, source_file: str) -> Document:
    labels = label_map(book)
    end = _content_end(source, choice.marks, labels)
    filler = _Filler(labels, text_marks(book))
    _fill(filler, source, choice.marks, end)
    title, sections = tuple(filler.title), filler.sections()
    problems = tuple(choice.problems)
    return Document(
        source_file, "questionnaire", source, title, sections, problems, _truncated(source, choice.marks, end)
    )


def _fill(filler: _Filler, source: Sequence[str], marks: Sequence[Mark], end: int) -> None:
    number = 1
    for group in _groups(marks):
        _fill_lines(filler, source, number, group[0].line)
        if group[0].kind == "field" and len(group) > 1:
            for mark, below in zip(group, [*group[1:], None], strict=True):
                filler.mark(mark)
                text = source[mark.last - 1][: below.start if below else None]
                filler.text(mark.last, text.rstrip(" ,;|/"), mark.column)
        else:
            for mark in group:
                filler.mark(mark)
            if mark.column >= 0:
                filler.text(mark.last, source[mark.last - 1], mark.column)
        number = group[-1].last + 1
    _fill_lines(filler, source, number, end + 1)


def _fill_lines(filler: _Filler, source: Sequence[str], begin: int, end: int) -> None:
    for number in range(begin, end):
        if source[number - 1]:
            filler.text(number, source[number - 1])


def _groups(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Marks that share a line."""
    group: list[Mark] = []
    for mark in marks:
        if group and mark.line > group[-1].last:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _content_end(source: Sequence[str], marks: Sequence[Mark], labels: LabelMap) -> int:
    """Number of the last line before a page's footer below the form."""
    below = marks[-1].last if marks else 0
    for number in range(below + 1, len(source) + 1):
        text = source[number - 1].strip(_FOOTER_SIGNS)
        if not text or len(text) > _LONGEST_FOOTER:
            continue
        words = furniture(text.split("|")[0].split("·")[0].strip(_FOOTER_SIGNS))
        if words in labels.footer_marks or words.startswith(labels.footer_starts):
            if any(len(line) > _LONGEST_FOOTER for line in source[number:]):
                return len(source)
            return _before_footer(source, number - 1, below, labels)
    return len(source)


def _before_footer(source: Sequence[str], end: int, below: int, labels: LabelMap) -> int:
    while end > below:
        words = furniture(source[end - 1].strip(_FOOTER_SIGNS))
        if words and words not in labels.footer_words:
            break
        end -= 1
    return end


def _truncated(source: Sequence[str], marks: Sequence[Mark], end: int) -> bool:
    """Whether nothing follows the last question, or the last label of a form that prints its questions."""
    if not marks or marks[-1].column >= 0 or any(source[marks[-1].last : end]):
        return False
    return marks[-1].kind == QUESTION or (
        marks[-1].kind == "section" and any(mark.kind == QUESTION for mark in marks)
    )


class _Filling:
    """A section being filled: blocks of questions and lines, empty answers included."""

    def __init__(self, label_line: int) -> None:
        self.label_line = label_line
        self.blocks: list[tuple[tuple[str, ...], list[Line]]] = []


class _Filler:
    """Puts answer lines under their questions, in the order of the report."""

    def __init__(self, labels: LabelMap, marks: TextMarks) -> None:
        self.title: list[Line] = []
        self._labels, self._marks = labels, marks
        self._sections: dict[str, _Filling] = {}
        self._key = ""
        self._pending: set[str] = set()
        self._block: list[Line] | None = None
        self._bullet = ""
        self._more: dict[int, Line] = {}

    def mark(self, mark: Mark) -> None:
        """A label or a question is printed here."""
        key = self._labels.section_of[mark.asks[0]] if mark.kind == QUESTION else mark.key
        if mark.kind != QUESTION or key != self._key or self._block is not None:
            self._pending = set()
        self._pending.update(mark.asks)
        self._key = "" if mark.kind == HEADING else key
        self._block, self._bullet = None, ""
        if self._key and key not in self._sections:
            self._sections[key] = _Filling(mark.line)

    def text(self, number: int, text: str, column: int = 0) -> None:
        """A line that is none of the form's; its answer begins at `column`."""
        line = as_line(number, text, self._marks, column)
        if mark := self._labels.answer_mark.match(line.text):
            line = line._replace(text=line.text[mark.end() :], column=line.column + mark.end())
        if len(text) <= _LONGEST_PAGE_MARK and self._is_page_mark(text):
            return
        if self._bullet and line.text and not line.bullet:
            line = line._replace(bullet=self._bullet)
        if line.bullet == _MORE and line.text[:1].isdigit():
            sign = text.rfind(_MORE, 0, line.column)
            if sign >= 0:  # else it stands alone on the line before
                self._more[number] = Line(number, text[sign:], sign)
        self._bullet = "" if line.text else line.bullet
        if not self._key:
            if line.text:
                self.title.append(line)
            return
        if self._block is None:
            self._block = self._begin_block()
        if line.text:
            self._block += items(line, self._marks)

    def _is_page_mark(self, text: str) -> bool:
        starts = text.lstrip()[:2].lower() in self._labels.page_starts
        return starts and furniture(text) in self._labels.page_marks

    def _begin_block(self) -> list[Line]:
        asks = self._labels.asks[self._key]
        pending = tuple(ask for ask in asks if ask in self._pending)
        block: list[Line] = []
        self._sections[self._key].blocks.append((pending or asks, block))
        return block

    def sections(self) -> dict[str, Section]:
        """The sections so far; blocks that only say that there is no answer are left out."""
        self._read_signs()
        return {
            key: Section(
                key,
                filling.label_line,
                tuple(
                    Block(asks, tuple(lines))
                    for asks, lines in filling.blocks
                    if not all(is_empty(line.text, key, self._labels) for line in lines)
                ),
            )
            for key, filling in self._sections.items()
        }

    def _read_signs(self) -> None:
        """A list mark that is the one of its section and stands before a number says "more than"."""
        for filling in self._sections.values() if self._more else ():
            marked = [line for _, lines in filling.blocks for line in lines if line.bullet == _MORE]
            alone = self._more.get(marked[0].number) if len(marked) == 1 else None
            for _, lines in filling.blocks if alone else ():
                lines[:] = [alone if alone and line in marked else line for line in lines]
