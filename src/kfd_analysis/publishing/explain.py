"""Each value of a report with the words that decide it, for the terminal."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.errors import KfdError
from kfd_analysis.language import _
from kfd_analysis.publishing.wording import Wording
from kfd_analysis.review.corrections import correction_line
from kfd_analysis.review.written import as_text
from kfd_analysis.showing import marks
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

BOLD, DIM, BLUE, PLAIN = "\033[1m", "\033[2m", "\033[34m", "\033[0m"
FURTHER = {"events": "event_id", "cost_items": "item", "codings": "code", "answers": "question"}
PARTS = ("basis", "state", "priced", "scope", "status")
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
    wording = Wording(book)
    for row in chosen:
        yield from _value(row, words["values", text(row["field"])], wording, paint)
    coded = list(_coded(ds, report_id, field, words, wording, paint)) if field else []
    yield from coded
    if not chosen and not coded:
        known = [text(row["field"]) for row in values] + list(FURTHER)
        raise KfdError(f"{field}: {report_id} has no such field or code. {_alike(field, known)}")


def _report_id(ds: Dataset, report: str) -> str:
    for row in rows(ds.reports):
        if report in (row["report_id"], row["source_file"]):
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
    row: dict[str, Any], words: Iterable[tuple[int, str]], wording: Wording, paint: Paint
) -> Iterator[str]:
    field, status = text(row["field"]), text(row["status"])
    mark = marks.mark_of(status, text(row["qualifier"]))
    shown = wording.value(field, text(row["value"]))
    bounds = wording.interval(row["low"], row["high"], text(row["unit"]), row["value"])
    if status == "missing":
        shown, bounds = _("missing"), marks.reason(text(row["missing_reason"]))
    known = f"{shown} ({bounds})" if shown and bounds else shown or bounds
    manner = ", ".join(part for part in (status, text(row["qualifier"])) if part)
    yield f"{paint(BOLD, field)}  {mark.sign} {paint(BLUE, known)}  {paint(DIM, manner)}"
    if rule := text(row["rule"]):
        yield f"    {paint(DIM, _('rule'))} {wording.rule(rule)} {paint(DIM, f'[{rule}]')}"
    yield from _quotes(words, paint)
    present = as_text(row["value"], row["low"], row["high"])
    yield f"    {paint(DIM, _('to correct'))} {correction_line(text(row['report_id']), field, present)}"
    yield ""


def _quotes(words: Iterable[tuple[int, str]], paint: Paint) -> Iterator[str]:
    for line, quote in words:
        yield f"    {paint(DIM, f'L{line}')} “{quote}”"


def _coded(
    ds: Dataset, report_id: str, field: str, words: Words, wording: Wording, paint: Paint
) -> Iterator[str]:
    for table, name in FURTHER.items():
        for row in rows(getattr(ds, table)):
            code = text(row[name])
            if row["report_id"] != report_id or field not in (table, code, text(row.get("variable"))):
                continue
            known = (wording.code(text(row.get(part))) for part in PARTS)
            label = wording.label(text(row["variable"]), code) if "variable" in row else code
            yield f"{paint(BOLD, label)}  {paint(DIM, ', '.join(part for part in known if part))}"
            yield from _quotes(words[table, _key(table, row)], paint)
            yield ""


def _key(table: str, row: dict[str, Any]) -> str:
    if table == "codings":
        return f"{row['variable']}:{row['code']}"
    return f"{row['question']}:{row['n']}" if table == "answers" else text(row[FURTHER[table]])
