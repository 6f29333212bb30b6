"""One report, from file to rows: what every way of loading calls."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.checks import check_report, not_understood, open_problems, unused_lines
from kfd_analysis.coding.codes.terms import Coding
from kfd_analysis.coding.money.costitems import with_values
from kfd_analysis.coding.report import Coded, code_report, price_year
from kfd_analysis.compare import compare_report
from kfd_analysis.compare.facts import Facts
from kfd_analysis.compare.inputs import facts_of
from kfd_analysis.errors import KfdError, UnreadableReportError, fault
from kfd_analysis.model import Problem, Value, missing
from kfd_analysis.reading.document import read_document, redactor
from kfd_analysis.reading.formats.files import shown_name
from kfd_analysis.reading.formats.limits import MAX_SECONDS, deadline
from kfd_analysis.review.codings import apply_codings
from kfd_analysis.review.corrections import Corrections, apply_corrections
from kfd_analysis.tables import Quotes, Row, Rows, problem_row, rows_of

FAULT = "program_fault"
"""Code of the problem of a report that a fault of this program left unread."""


class Task(NamedTuple):
    """A file to be read.

    Attributes
    ----------
    report_id, text_basis
        Its identifier; whether its words are those that were published.
    address
        That of a folder elsewhere.
    texts
        Whether its text is wanted as a whole, without personal data, and not only what the tables quote.
    """

    path: Path
    report_id: str
    text_basis: str
    address: str = ""
    texts: bool = True

    @property
    def name(self) -> str:
        """The file's name as tables show it."""
        return shown_name(self.path.name)


class Loaded(NamedTuple):
    """What one report gives: rows, or the reason why it cannot be read."""

    task: Task
    rows: Rows
    problems: list[Row]
    digest: str = ""
    text: tuple[str, ...] = ()
    sections: tuple[tuple[str, int, list[int]], ...] = ()
    unused: int = 0
    unmatched: tuple[tuple[str, str, int, str], ...] = ()
    facts: Facts | None = None

    @property
    def read(self) -> bool:
        """Whether it could be read, and is not the same as another."""
        return bool(self.rows)


def load_one(task: Task, book: Codebook, corrections: Corrections) -> Loaded:
    """One report from file to rows, or the reason why it cannot be read: also if that is a fault of ours."""
    try:
        with deadline(MAX_SECONDS):
            return _loaded(task, book, corrections)
    except UnreadableReportError as error:
        return unread(task, error.code, error.detail, book)
    except KfdError:
        raise
    except Exception as error:  # a bug: one report must not stop the others
        return unread(task, FAULT, fault(error), book)


def unread(task: Task, code: str, detail: str, book: Codebook) -> Loaded:
    """What a file gives that cannot be read: a problem."""
    return Loaded(task, {}, [problem_row(task.name, "", Problem(code, "", 0, detail), str, book)])


def _loaded(task: Task, book: Codebook, corrections: Corrections) -> Loaded:
    name, book = task.name, book.for_report()
    document = read_document(task.path, book)
    coded = _corrected(code_report(document, book), corrections, book)
    quotes = Quotes(document.source, redactor(document, book))
    questionnaire = document.document_type == "questionnaire"
    facts = facts_of(task.report_id, questionnaire, coded, book)
    ratios = compare_report(facts, frozenset(book.data["scope"]["reference"]))
    head = (task.report_id, name, task.text_basis, document.document_type)
    noticed = open_problems(coded)
    unused = unused_lines(document, coded, noticed)
    problems = [*noticed, *check_report(document, coded, book), *not_understood(unused)]
    return Loaded(
        task,
        rows_of(head, coded, ratios, quotes, book),
        [problem_row(name, task.report_id, p, quotes.text, book) for p in dict.fromkeys(problems)],
        hashlib.sha256("\n".join(line for line in document.source if line).encode()).hexdigest(),
        tuple(map(quotes.text, document.source)) if task.texts else (),
        tuple((s.key, s.label_line, [ln.number for ln in s.lines]) for s in document.sections.values()),
        sum(map(len, unused.values())),
        _unmatched(task, noticed, quotes),
        facts,
    )


def _unmatched(task: Task, noticed: list[Problem], quotes: Quotes) -> tuple[tuple[str, str, int, str], ...]:
    """Report, section, line and words of the items that no code matched."""
    items = [p for p in noticed if p.code == "unmatched_item"]
    return tuple((task.report_id, p.field, p.line, quotes.text(p.detail)) for p in items)


def _corrected(coded: Coded, corrections: Corrections, book: Codebook) -> Coded:
    if not corrections.rows:
        return coded
    rows = apply_codings(coded.terms.rows, corrections, Coding, book)
    values = apply_corrections(coded.values, corrections, book)
    values["total_cost_eur"] = _sum_again(coded.values["moderation_cost_eur"], values)
    if values["price_year"].status != "corrected":
        values["price_year"] = price_year(values["last_event_date"], values["total_cost_eur"])
    items = with_values(coded.cost_items, values)
    return coded._replace(values=values, cost_items=items, terms=coded.terms._replace(rows=rows))


def _sum_again(was: Value, values: dict[str, Value]) -> Value:
    """A total that was added up from its items follows a corrected moderation cost."""
    total, part = values["total_cost_eur"], values["moderation_cost_eur"]
    if total.rule != "total_added" or part.status != "corrected":
        return total
    sides = ("value", "low", "high")
    old, new, sums = ([getattr(v, side) for side in sides] for v in (was, part, total))
    if not all(isinstance(figure, Decimal) for figure in (*old, *new, *sums)):
        return missing("not_reported", "total_added", total.spans)
    shifted = [s - a + b for a, b, s in zip(old, new, sums, strict=True)]
    return total._replace(**dict(zip(sides, shifted, strict=True)))
