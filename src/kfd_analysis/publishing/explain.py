"""Each value of a report with the words that decide it, for the terminal."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.language import _
from kfd_analysis.publishing.pages.reportfacts import Fact, Facts
from kfd_analysis.publishing.pages.wording import Wording
from kfd_analysis.reading.formats.files import slug
from kfd_analysis.review.codings import coding_text
from kfd_analysis.review.corrections import Correction, correction_line
from kfd_analysis.review.written import as_text, codes
from kfd_analysis.showing.marks import MARKS
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

BOLD, DIM, BLUE, PLAIN = "\033[1m", "\033[2m", "\033[34m", "\033[0m"
FURTHER = {"events": "event_id", "cost_items": "item", "codings": "code", "answers": "question"}
Words = dict[tuple[str, str], list[tuple[int, str]]]
"""Line and quote of every deciding place, by table and key."""


class Paint(NamedTuple):
    """Puts colours on words, or leaves them as they are."""

    on: bool

    def __call__(self, style: str, words: str) -> str:
        """`words` in a style."""
        return f"{style}{words}{PLAIN}" if self.on and words else words


def explain(
    ds: Dataset, book: Codebook, report: str, field: str = "", paint: Paint | None = None
) -> Iterator[str]:
    """The lines that explain a report, or one of its fields, codes or tables.

    Parameters
    ----------
    report
        A report_id or a source file.
    field
        A column of ``reports``, a code, a cost item, or the name of a table; empty for all values.
    paint
        Colours, for a terminal.

    Raises
    ------
    KfdError
        If there is no such report or field; names those that are alike.
    """
    paint = paint or Paint(False)
    report_id = _report_id(ds, report)
    words = _evidence(ds, report_id)
    values = [row for row in rows(ds.values) if row["report_id"] == report_id]
    chosen = [row for row in values if field in ("", text(row["field"]))]
    facts = Facts(Wording(book), ds.corrections.of(report_id))
    for row in chosen:
        yield from _value(row, words["values", text(row["field"])], facts, paint)
    coded = list(_coded(ds, report_id, field, words, facts, paint))
    if field and not chosen and not coded:
        coded = list(_uncoded(report_id, field, book, facts, paint))
    yield from coded
    if not chosen and not coded:
        known = [text(row["field"]) for row in values] + list(FURTHER)
        raise KfdError(f"{field}: {report_id} has no such field or code. {_alike(field, known)}")


def _report_id(ds: Dataset, report: str) -> str:
    for row in rows(ds.reports):
        if slug(report) == row["report_id"] or report == row["source_file"]:
            return text(row["report_id"])
    known = [text(name) for name in ds.reports["report_id"]]
    raise KfdError(f"{report}: no such report. {_alike(report, known)}")


def _alike(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, 3, 0.5) or known
    return f"Try one of: {', '.join(close)}."


def _evidence(ds: Dataset, report_id: str) -> Words:
    found: Words = defaultdict(list)
    for row in rows(ds.evidence):
        if row["report_id"] == report_id:
            found[text(row["table"]), text(row["key"])].append((int(row["line"]), text(row["quote"])))
    return found


def _value(
    row: dict[str, Any], words: Iterable[tuple[int, str]], facts: Facts, paint: Paint
) -> Iterator[str]:
    field, status, report_id = text(row["field"]), text(row["status"]), text(row["report_id"])
    fact, made = facts.of("values", row), facts.made.find(report_id, field)
    known = f"{_('missing')} ({fact.value})" if status == "missing" else _with_bounds(fact)
    manner = ", ".join(part for part in ((made and "corrected") or status, text(row["qualifier"])) if part)
    yield f"{paint(BOLD, field)}  {fact.mark.sign} {paint(BLUE, known)}  {paint(DIM, manner)}"
    if rule := text(row["rule"]) if made is None else "":
        yield f"    {paint(DIM, _('rule'))} {facts.wording.rule(rule)} {paint(DIM, f'[{rule}]')}"
    present = as_text(row["value"], row["low"], row["high"])
    yield from _ending(words, paint, correction_line(report_id, field, made.was if made else present), made)


def _with_bounds(fact: Fact) -> str:
    return f"{fact.value} ({fact.interval})" if fact.value and fact.interval else fact.value


def _ending(
    words: Iterable[tuple[int, str]], paint: Paint, to_paste: str = "", made: Correction | None = None
) -> Iterator[str]:
    """The correction, if there is one, the deciding words, and the line to paste."""
    if made is not None:
        yield f"    {paint(DIM, _('corrected'))} {Wording.correction(made)}"
    for line, quote in words:
        yield f"    {paint(DIM, f'L{line}')} “{quote}”"
    if to_paste:
        yield f"    {paint(DIM, _('to correct'))} {to_paste}"
    yield ""


def _coded(
    ds: Dataset, report_id: str, field: str, words: Words, facts: Facts, paint: Paint
) -> Iterator[str]:
    for table, name in FURTHER.items():
        for row in rows(getattr(ds, table)):
            code, key = text(row[name]), _key(table, row)
            if row["report_id"] != report_id or field not in (
                "",
                table,
                code,
                key,
                text(row.get("variable")),
            ):
                continue
            fact = facts.of(table, row)
            known = f"{fact.mark.sign} {paint(BLUE, fact.value)}"
            yield f"{paint(BOLD, fact.label)}  {known}  {paint(DIM, fact.interval)}".rstrip()
            made = facts.made.find(report_id, key) if table == "codings" else None
            if fact.note and made is None:
                yield f"    {fact.note}"
            to_paste = _coding_line(report_id, key, row, made) if table == "codings" else ""
            places = words[table, key]
            own = [(line, quote) for line, quote in places if quote == text(row["quote"])]
            single = table == "cost_items" and text(row["status"]) != "computed"
            yield from _ending(own if single else places, paint, to_paste, made)


def _coding_line(report_id: str, key: str, row: dict[str, Any], made: Correction | None) -> str:
    present = coding_text(text(row["variable"]), text(row["basis"]), text(row["state"]))
    return correction_line(report_id, key, made.was if made else present)


def _uncoded(report_id: str, field: str, book: Codebook, facts: Facts, paint: Paint) -> Iterator[str]:
    """A code of the codebook that the report does not have, and the line to paste to put it in."""
    for variable in FILES:
        for code in codes(book, variable):
            if field in (code, f"{variable}:{code}"):
                key = f"{variable}:{code}"
                made = facts.made.find(report_id, key)
                sign = MARKS["corrected" if made else "missing"].sign
                label = facts.wording.label(variable, code)
                yield f"{paint(BOLD, label)}  {sign} {paint(BLUE, _('not named'))}"
                yield from _ending((), paint, correction_line(report_id, key, made.was if made else ""), made)


def _key(table: str, row: dict[str, Any]) -> str:
    if table == "codings":
        return f"{row['variable']}:{row['code']}"
    return f"{row['question']}:{row['n']}" if table == "answers" else text(row[FURTHER[table]])
