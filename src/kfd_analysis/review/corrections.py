"""A reviewed table of corrections: what a person put right wins over the program and is shown as such.

The table has the columns report, field, was, value, reason, coder, date. It is checked as a whole
before anything is read, and against the program's reading when it is applied: a correction that no
longer fits is an error, never silently dropped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.codebook import FILES, Codebook, load_codebook
from kfd_analysis.errors import CorrectionsError
from kfd_analysis.model import Value, missing
from kfd_analysis.reading.delimited import Record, read_records
from kfd_analysis.review.written import alike, allowed, as_text, codes, fields, parse

COLUMNS = ("report", "field", "was", "value", "reason", "coder", "date")
RULE = "corrected"


class Correction(NamedTuple):
    """One row of the table.

    Attributes
    ----------
    row
        Row in a spreadsheet (the header is row 1).
    field
        A field of table ``values``, or ``variable:code`` for a row of table ``codings``.
    was
        The program's reading, as text; empty if it found nothing.
    value
        The right reading; empty = missing, and `reason` begins with the reason code.
    coder
        Who decided (initials are enough).
    date
        ISO date of the decision.
    """

    row: int
    report: str
    field: str
    was: str
    value: str
    reason: str
    coder: str
    date: str


class Corrections(NamedTuple):
    """A table of corrections and the name of its file."""

    rows: tuple[Correction, ...] = ()
    source: str = ""

    def of(self, report_id: str) -> Corrections:
        """The corrections of one report."""
        return self._replace(rows=tuple(row for row in self.rows if row.report == report_id))

    def find(self, report_id: str, field: str) -> Correction | None:
        """The correction of a field or code of a report, if there is one."""
        return next((row for row in self.rows if (row.report, row.field) == (report_id, field)), None)

    def require(self, report_ids: Collection[str]) -> None:
        """Refuse corrections of reports that were not read.

        Raises
        ------
        CorrectionsError
            Names row, report and remedy.
        """
        for row in self.rows:
            if row.report not in report_ids:
                near = _nearest(row.report, report_ids)
                raise self.error(row.row, f"there is no report {row.report!r}. {near}")

    def error(self, row: int, message: str) -> CorrectionsError:
        """The exception for a row of this table."""
        return _error(self.source, row, message)


def _error(source: str, row: int, message: str) -> CorrectionsError:
    return CorrectionsError(f"{source}, row {row}: {message}")


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"Is {near[0]!r} meant?" if near else f"Known are {', '.join(sorted(known))}."


def _sentence(reason: ValueError) -> str:
    words = str(reason)
    return words if words.endswith((".", "?")) else f"{words}."


def read_corrections(path: Path, book: Codebook | None = None) -> Corrections:
    """Read and check a table of corrections.

    Parameters
    ----------
    path
        CSV file with the columns report, field, was, value, reason, coder, date. A file that is not
        there is an error; call this only where one is expected.
    book
        The codebook; the packaged one by default.

    Raises
    ------
    CorrectionsError
        Names row, what is there and the remedy.
    """
    book = book or load_codebook()
    rows: list[Correction] = []
    for record in read_records(path, COLUMNS, CorrectionsError):
        row = _checked(path.name, record, book)
        if twice := next((r for r in rows if (r.report, r.field) == (row.report, row.field)), None):
            what = f"{row.field} of {row.report}"
            raise _error(path.name, row.row, f"{what} is corrected in row {twice.row} already. Keep one.")
        rows.append(row)
    return Corrections(tuple(rows), path.name)


def _checked(source: str, record: Record, book: Codebook) -> Correction:
    row = Correction(record.number, *(record.cells[name] for name in COLUMNS))
    for name in ("report", "field", "reason", "coder", "date"):
        if not getattr(row, name):
            raise _error(source, row.row, f"{name} is empty. Fill it in; only was and value may be empty.")
    try:
        day = parse(row.date, {"type": "date"}).value
        _check_value(row, book)
    except ValueError as reason:
        raise _error(source, row.row, f"{row.field} of {row.report}: {_sentence(reason)}") from None
    return row._replace(date=str(day))


def _check_value(row: Correction, book: Codebook) -> None:
    """Raise ValueError if field, value or reason is not one that the tables know."""
    known = fields(book)
    if ":" in row.field:
        _check_code(row, book)
    elif row.field not in known:
        raise ValueError(f"there is no field {row.field!r}. {_nearest(row.field, known)}")
    elif row.value:
        try:
            parse(row.value, known[row.field])
        except ValueError as reason:
            raise ValueError(f"the value is {row.value!r}; {reason}") from None
    else:
        _missing_reason(row, book)


def _check_code(row: Correction, book: Codebook) -> None:
    variable, _, code = row.field.partition(":")
    if variable not in FILES:
        raise ValueError(f"there is no variable {variable!r}; known are {', '.join(FILES)}")
    if code not in (known := codes(book, variable)):
        raise ValueError(f"the codebook has no {variable} {code!r}. {_nearest(code, known)}")
    states = coding_states(variable, book)
    if row.value and row.value not in states:
        known_states = ", ".join(states)
        raise ValueError(f"the value is {row.value!r}; write {known_states}, or nothing if it is not named")


def coding_states(variable: str, book: Codebook) -> tuple[str, ...]:
    """What may be said of a code: the state of a method; where else a code stands, and a topic's origin."""
    states = allowed(book, "codings", "state")
    if variable == "method":
        return tuple(state for state in states if state not in ("preset", "emerged"))
    bases = allowed(book, "codings", "basis")
    origins = ("", " preset", " emerged") if variable == "topic" else ("",)
    return tuple(basis + origin for basis in bases for origin in origins)


def _missing_reason(row: Correction, book: Codebook) -> str:
    known = allowed(book, "values", "missing_reason")
    code = row.reason.partition(":")[0].strip()
    if code not in known:
        raise ValueError(
            f"the value is empty and the reason {row.reason!r} names no kind of gap; "
            f"begin it with {', '.join(known)} and a colon"
        )
    return code


def apply_corrections(values: dict[str, Value], corrections: Corrections, book: Codebook) -> dict[str, Value]:
    """The values of one report with its corrections; the former ones stay in the corrections.

    Parameters
    ----------
    values
        The program's values by field.
    corrections
        Those of this report (`Corrections.of`); corrections of codes are left to
        `kfd_analysis.review.codings`.
    book
        The codebook.

    Returns
    -------
    dict of Value
        Corrected ones have status and rule ``corrected`` and keep the program's spans.

    Raises
    ------
    CorrectionsError
        If `was` is not the program's present value.
    """
    known = fields(book)
    changed = dict(values)
    for row in corrections.rows:
        if ":" in row.field:
            continue
        old = values[row.field]
        present = as_text(old.value, old.low, old.high)
        if not alike(row.was, present, known[row.field]):
            raise stale(corrections, row, present)
        changed[row.field] = _corrected(row, old, book)
    return changed


def stale(corrections: Corrections, row: Correction, present: str) -> CorrectionsError:
    """The exception for a correction of something that the program no longer reads."""
    return corrections.error(
        row.row,
        f"{row.field} of {row.report} was {row.was!r} when it was corrected; "
        f"the program now reads {present!r}. Check the report, then write that under was, or delete the row.",
    )


def _corrected(row: Correction, old: Value, book: Codebook) -> Value:
    if not row.value:
        return missing(_missing_reason(row, book), RULE, old.spans)
    return parse(row.value, fields(book)[row.field])._replace(status="corrected", rule=RULE, spans=old.spans)


def correction_line(report: str, field: str, value: Value | str) -> str:
    """The line to paste into the table, with the program's reading under was and words to replace.

    Parameters
    ----------
    report, field
        Identifier; a field, or ``variable:code``.
    value
        The program's reading: a `Value`, or its text (`as_text`).
    """
    was = value if isinstance(value, str) else as_text(value.value, value.low, value.high)
    line = io.StringIO()
    cells: Sequence[str] = (report, field, was, "VALUE", "REASON", "CODER", "YYYY-MM-DD")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
