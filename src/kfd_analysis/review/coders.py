"""The program's answers, and hand codings kept as tables, in the form of a coder's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.reading.delimited import read_records
from kfd_analysis.review.codings import coding_text
from kfd_analysis.review.corrections import Correction, Corrections
from kfd_analysis.review.filled import Entry, Sheet, SheetError, Unit, canonical
from kfd_analysis.review.sheets import MISSING
from kfd_analysis.review.written import as_text, codes
from kfd_analysis.tables.frames import Frames

PROGRAM = "program"
NAMED = "named"
"""Value of a code that is there, where the hand coding does not say in which section."""

_HAND = ("report_id", "variable", "code", "value", "low", "high", "qualifier", "state", "line")
_STATES = ("used", "planned", "unspecified", "negated")


def program_sheet(ds: Frames, book: Codebook) -> Sheet:
    """What the program would have written into a coding sheet.

    A repaired figure is ``NA``, as for a coder who cannot read it. Where people corrected the program,
    its own reading counts, not theirs.
    """
    entries: dict[Unit, Entry] = {}
    for row in ds.values.to_dict("records"):
        if row["field"] in book.data["sheet"]["fields"]:
            entries[row["report_id"], row["field"], ""] = _field(row, str(row["field"]), book)
    for row in ds.codings.to_dict("records"):
        text = coding_text(row["variable"], as_text(row["basis"]), as_text(row["state"]))
        value = text if row["variable"] == "method" else text.partition(" ")[0]
        entries[row["report_id"], row["variable"], row["code"]] = _entry(value, row)
    for correction in getattr(ds, "corrections", Corrections()).rows:
        _undo(correction, entries, book)
    return Sheet(PROGRAM, entries, tuple(map(str, ds.reports["report_id"])))


def _undo(correction: Correction, entries: dict[Unit, Entry], book: Codebook) -> None:
    """Put the program's own reading in the place of a correction."""
    field, _, code = correction.field.partition(":")
    unit = (correction.report, field, code)
    if code and not correction.was:
        entries.pop(unit, None)
    elif code:
        entries[unit] = Entry(correction.was if field == "method" else correction.was.partition(" ")[0])
    elif field in book.data["sheet"]["fields"]:
        entries[unit] = Entry(_canonical(correction.was, field, book) if correction.was else MISSING)


def _field(row: Mapping[Any, Any], field: str, book: Codebook) -> Entry:
    text = as_text(row["value"], row["low"], row["high"])
    if row["status"] in ("missing", "repaired") or not text:
        return _entry(MISSING, row)
    return _entry(_canonical(text, field, book), row)


def _canonical(text: str, field: str, book: Codebook) -> str:
    yes_no = {"true": "yes", "false": "no"}
    return canonical(yes_no.get(text.lower(), text), field, "", book)


def _entry(value: str, row: Mapping[Any, Any]) -> Entry:
    return Entry(value, as_text(row["line_start"]), as_text(row["quote"]))


def read_hand_coding(path: Path, book: Codebook) -> Sheet:
    """A table such as ``data/coding/hand_coding.csv`` as the sheet of one coder.

    Of its rows those that a coding sheet has too are taken; a field without a row is ``NA``.

    Raises
    ------
    SheetError
        If the file cannot be read, or a value is none that a sheet may hold.
    """
    entries: dict[Unit, Entry] = {}
    records = [record.cells for record in read_records(path, _HAND, SheetError)]
    reports = tuple(dict.fromkeys(row["report_id"] for row in records))
    for row in records:
        entries.update(_hand(row, book))
    for report in reports:
        for field in book.data["sheet"]["fields"]:
            entries.setdefault((report, field, ""), Entry(MISSING))
    return Sheet(path.stem, entries, reports)


def _hand(row: Mapping[str, str], book: Codebook) -> Iterator[tuple[Unit, Entry]]:
    variable = row["variable"]
    code = row["code"] or (book.data["sheet"]["unspecified"] if row["state"] == "unspecified" else "")
    if variable in book.data["sheet"]["fields"]:
        absent = row["state"] in ("missing", "repaired")
        if absent or not row["code"]:
            text = "" if absent else as_text(row["value"], row["low"], row["high"])
            value = _canonical(text, variable, book) if text else MISSING
            yield (row["report_id"], variable, ""), Entry(value, row["line"], row.get("note", ""))
    elif variable in FILES and code in codes(book, variable):
        value = _hand_code(row)
        if value:
            yield (row["report_id"], variable, code), Entry(value, row["line"], row.get("note", ""))


def _hand_code(row: Mapping[str, str]) -> str:
    if row["variable"] == "method":
        return row["state"] if row["state"] in _STATES else ""
    return "" if row["state"] == "not_named" else row["qualifier"] or NAMED
