"""The small types that travel from a report's lines to the tables.

Everything here is immutable and knows nothing of files, forms or frames.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

DocumentType = Literal["questionnaire", "slides"]
Qualifier = Literal["", "exact", "about", "at_least", "at_most", "range"]
Status = Literal["reported", "computed", "repaired", "corrected", "missing"]

CONTACT = ("contact", "phone", "mail")
"""Fields of the form that hold personal data alone."""


class Line(NamedTuple):
    """One line of an answer, without bullet and indentation.

    Attributes
    ----------
    number
        Line of the source text, counted from 1.
    text
        The words; no leading or trailing blanks, no bullet.
    column
        Offset of `text` in the normalised source line.
    bullet
        The list mark that was taken off (``"•"``, ``"-"``, ``"1."`` …), empty if none.
    """

    number: int
    text: str
    column: int = 0
    bullet: str = ""

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Place of ``text[start:end]`` in the source line."""
        number, text, column, _ = self
        if end is None:
            end = len(text)
        return Span(number, column + start, column + end, text[start:end])


class Span(NamedTuple):
    """A passage: the characters ``start`` to ``end`` of source line ``line`` (counted from 1)."""

    line: int
    start: int
    end: int
    text: str


class Block(NamedTuple):
    """Answer lines and the questions of the form that they stand under."""

    asks: tuple[str, ...]
    lines: tuple[Line, ...]


class Section(NamedTuple):
    """A section or a field of the form that the report prints; `blocks` is empty if it is not answered."""

    key: str
    label_line: int
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All answer lines in the order of the report."""
        if len(self.blocks) == 1:
            return self.blocks[0].lines
        return tuple([line for block in self.blocks for line in block.lines])


class Problem(NamedTuple):
    """Something that a user should know; becomes a row of table ``problems``."""

    code: str
    field: str = ""
    line: int = 0
    detail: str = ""


class Document(NamedTuple):
    """A report as read: its source lines and what the form (or the deck) makes of them.

    Attributes
    ----------
    source_file
        File name, without folder.
    document_type
        ``questionnaire`` or ``slides``.
    source
        All normalised source lines; line *n* of the report is ``source[n - 1]``.
    title
        Lines before the form (title, teaser); empty in a deck.
    sections
        Fields and sections by key. A key that the report does not print is absent.
    problems
        What the reader noticed (unknown encoding, doubled section …).
    truncated
        True if the text ends with a question of the form, so that a cut cannot be excluded.
    """

    source_file: str
    document_type: DocumentType
    source: tuple[str, ...]
    title: tuple[Line, ...]
    sections: dict[str, Section]
    problems: tuple[Problem, ...] = ()
    truncated: bool = False

    def answer(self, *keys: str) -> tuple[Line, ...]:
        """Answer lines of the given fields or sections, in the order of the keys."""
        sections = [self.sections[key] for key in keys if key in self.sections]
        if len(sections) == 1:
            return sections[0].lines
        return tuple([line for section in sections for line in section.lines])


class Figure(NamedTuple):
    """A number or an amount of money as printed, with what its words say about it.

    Attributes
    ----------
    start, end
        Place in the text that was searched, qualifier and unit included.
    value
        The printed number; None for a range.
    low, high
        The interval that the words allow (percentages from the codebook); None = no bound.
        For a range the printed bounds; for an exact number both equal `value`.
    qualifier
        exact, about, at_least, at_most, range.
    unit
        ``EUR`` for money, else empty.
    vat
        net, gross, unstated.
    per
        True for a price per event, day, person or hour ("je", "pro").
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier = "exact"
    unit: str = ""
    vat: str = "unstated"
    per: bool = False


class Value(NamedTuple):
    """One value of one field, with the words that decide it.

    Attributes
    ----------
    value
        Point value in its own type (str, int, Decimal, bool); None if missing, a range or unknown.
    low, high
        Bounds; None = unbounded or not a figure.
    unit
        persons, EUR, h, events … or empty.
    rule
        Code of the rule that decided (codebook, ``rules.yml``).
    spans
        Every place that decided, most important first.
    """

    value: str | int | Decimal | bool | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    qualifier: Qualifier = ""
    status: Status = "reported"
    missing_reason: str = ""
    rule: str = ""
    spans: tuple[Span, ...] = ()


def missing(reason: str, rule: str = "", spans: tuple[Span, ...] = ()) -> Value:
    """A value that is not there, with the reason (contract, table ``values``)."""
    return Value(status="missing", missing_reason=reason, rule=rule, spans=spans)
