"""Coded reports become rows: order, redaction, evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.money.scope import cost_scope
from kfd_analysis.coding.report import Coded
from kfd_analysis.compare import Ratio
from kfd_analysis.compare.intervals import rounded
from kfd_analysis.language import SOURCE
from kfd_analysis.model import Problem, Span, Value
from kfd_analysis.reading.privacy import Redactor

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
Redact = Callable[[str], str]


class _Said(dict[Span, str]):
    """The words of passages as they may leave the reader; each is redacted once."""

    def __init__(self, source: tuple[str, ...], redactor: Redactor) -> None:
        super().__init__()
        self._source, self._redactor = source, redactor

    def __missing__(self, span: Span) -> str:
        end = min(span.end, span.start + LONGEST_QUOTE)
        said = self[span] = self._redactor.quote(self._source[span.line - 1], span.start, end)
        return said


class Quotes:
    """Words of one report as they may leave the reader.

    Parameters
    ----------
    source
        Normalised source lines.
    redactor
        Takes out the personal data of this report.

    Attributes
    ----------
    text
        Gives words without personal data.
    span
        Gives the words of a passage, at most 200 characters, seen in their line.
    """

    def __init__(self, source: tuple[str, ...], redactor: Redactor) -> None:
        self.text: Redact = redactor.redact
        self.span: Callable[[Span], str] = _Said(source, redactor).__getitem__

    def spans(self, spans: Sequence[Span]) -> str:
        """The words of several passages, each once, joined by a bar."""
        return " | ".join(dict.fromkeys(map(self.span, spans)))


LONGEST_QUOTE = 200
_REPORT_HEAD = ("report_id", "source_file", "text_basis", "document_type")


def report_fields(book: Codebook) -> tuple[str, ...]:
    """The columns of table ``reports`` that are coded: the fields of table ``values``."""
    return book.compiled("report_fields", _report_fields)


def _report_fields(book: Codebook) -> tuple[str, ...]:
    names = [column["name"] for column in book.data["columns"]["reports"]["columns"]]
    return tuple(name for name in names if name not in _REPORT_HEAD)


def rows_of(
    head: tuple[str, str, str, str], coded: Coded, ratios: Sequence[Ratio], quotes: Quotes, book: Codebook
) -> Rows:
    """All rows of one report, by table.

    Parameters
    ----------
    head
        report_id, source_file, text_basis, document_type.
    coded
        What the rules found.
    ratios
        Rows of the comparison.
    quotes
        Gives the words of a passage without personal data.
    book
        The codebook (``columns.yml``).
    """
    rid = head[0]
    fields = report_fields(book)
    return {
        "reports": [(*head, *(_cell(coded.values[field]) for field in fields))],
        "values": [_value_row(rid, field, coded.values[field], quotes) for field in fields],
        "events": _event_rows(rid, coded, quotes),
        "cost_items": _cost_rows(rid, coded, quotes),
        "codings": _coding_rows(rid, coded, quotes),
        "answers": [
            (rid, a.question, n, a.state, a.span.line, quotes.span(a.span)) for a, n in _numbered(coded)
        ],
        "comparison": [
            (
                r.report_id, r.metric, r.reading, r.value, r.low, r.high, r.bound, r.unit, r.comparable,
                ";".join(r.reasons), r.naive_value,
            )
            for r in ratios
        ],
        "evidence": _evidence_rows(rid, coded, quotes),
        "scope": [
            (
                rid, c.code, c.state, c.amount and float(c.amount),
                c.span and c.span.line, c.span and quotes.span(c.span),
            )
            for c in cost_scope(coded.cost_items, coded.terms.rows, book)
        ],
        "providers": [(rid, p.kind, p.span.line, quotes.span(p.span)) for p in coded.providers],
    }  # fmt: skip


def _cell(value: Value) -> object:
    """The cell of table ``reports``: empty for repaired readings, ranges and one-sided figures."""
    if value.status in ("repaired", "missing") or value.qualifier in ("range", "at_least", "at_most"):
        return None
    return rounded(value.value) if isinstance(value.value, Decimal) else value.value


def value_text(value: Value) -> str:
    """A value as table ``values`` prints it."""
    if value.value is None:
        return ""
    if isinstance(value.value, bool):
        return str(value.value).lower()
    if isinstance(value.value, Decimal):
        return format(rounded(value.value) or value.value, "f")
    return str(value.value)


def _value_row(rid: str, field: str, value: Value, quotes: Quotes) -> Row:
    lines = [span.line for span in value.spans]
    return (
        rid, field, value_text(value), rounded(value.low), rounded(value.high), value.unit, value.qualifier,
        value.status, value.missing_reason, value.rule, min(lines, default=None), max(lines, default=None),
        quotes.spans(value.spans),
    )  # fmt: skip


def _event_rows(rid: str, coded: Coded, quotes: Quotes) -> list[Row]:
    rows = []
    only = coded.values["participants"] if len(coded.events) == 1 else None
    for i, event in enumerate(coded.events):
        attended = coded.attendance.get(i)
        present = attended.present if attended else None
        if present is None and only is not None and only.status in ("reported", "computed", "corrected"):
            present = only
        point = present.value if present else None
        low, high = (present.low, present.high) if present else (None, None)
        rows.append((
            rid, i + 1, quotes.text(event.name), event.date, event.end_date, event.start_time, event.end_time,
            event.hours, point, low, high, attended.invited if attended else None,
            "reported" if event.date else "missing", event.spans[0].line, quotes.spans(event.spans),
        ))  # fmt: skip
    return rows


def _cost_rows(rid: str, coded: Coded, quotes: Quotes) -> list[Row]:
    return [
        (
            rid, c.item, quotes.text(c.label), rounded(c.amount), rounded(c.low), rounded(c.high),
            c.qualifier, c.status, c.priced, c.scope, c.vat, c.span.line, quotes.span(c.span),
        )
        for c in coded.cost_items
    ]  # fmt: skip


def _coding_rows(rid: str, coded: Coded, quotes: Quotes) -> list[Row]:
    rows = []
    for term in coded.terms.rows:
        lines = [span.line for span in term.spans]
        rows.append((
            rid, term.variable, term.code, term.parent, term.basis, term.state, term.mentions,
            min(lines, default=None), max(lines, default=None), quotes.spans(term.spans[:3]),
        ))  # fmt: skip
    return rows


def _numbered(coded: Coded) -> list[tuple[Any, int]]:
    """Answers with their number within report and question."""
    counts: dict[str, int] = {}
    numbered = []
    for answer in coded.answers:
        counts[answer.question] = counts.get(answer.question, 0) + 1
        numbered.append((answer, counts[answer.question]))
    return numbered


def _evidence_rows(rid: str, coded: Coded, quotes: Quotes) -> list[Row]:
    places: list[tuple[str, str, Span]] = []
    for field, value in coded.values.items():
        places += [("values", field, span) for span in value.spans]
    for i, event in enumerate(coded.events, 1):
        places += [("events", str(i), span) for span in event.spans]
    for item in coded.cost_items:
        summed = item.item == "total" and item.status == "computed"
        spans = coded.values["total_cost_eur"].spans if summed else ()
        places += [("cost_items", item.item, span) for span in spans or (item.span,)]
    for term in coded.terms.rows:
        places += [("codings", f"{term.variable}:{term.code}", span) for span in term.spans]
    places += [("answers", f"{a.question}:{n}", a.span) for a, n in _numbered(coded)]
    unique = dict.fromkeys(places)
    return [
        (rid, table, key, s.line, s.start, min(s.end, s.start + LONGEST_QUOTE), quotes.span(s))
        for table, key, s in unique
    ]


def problem_row(source_file: str, report_id: str, problem: Problem, redact: Redact, book: Codebook) -> Row:
    """A row of table ``problems``, and behind it what was found; the message comes from the codebook."""
    detail = redact(problem.detail)[:LONGEST_QUOTE]
    severity = problem_entry(problem.code, book)["severity"]
    message = problem_words(problem.code, detail, book)
    line = problem.line or None
    return (source_file, report_id, problem.field, severity, problem.code, line, message, detail)


def problem_words(code: str, detail: str, book: Codebook, lang: str = SOURCE) -> str:
    """What is wrong and what to do about it, in a language."""
    entry = problem_entry(code, book)
    words = entry.get(lang, entry["en"]).replace("{detail}", detail)
    remedy = entry.get(f"remedy_{lang}", entry.get(f"remedy_{SOURCE}", ""))
    return f"{words} {remedy}".rstrip()


def problem_entry(code: str, book: Codebook) -> Mapping[str, str]:
    """Severity and words of a kind of problem (``problems.yml``, ``problems_reading.yml``)."""
    entry = book.data["problems"].get(code) or book.data["problems_reading"].get(code)
    return entry or {"severity": "warning", "en": code.replace("_", " ") + ": {detail}"}
