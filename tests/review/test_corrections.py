"""Corrections: each case of the table, its errors, and what a corrected value looks like."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from kfd_analysis.codebook import load_codebook
from kfd_analysis.errors import CorrectionsError
from kfd_analysis.model import Span, Value, missing
from kfd_analysis.review.codings import apply_codings, coding_text
from kfd_analysis.review.corrections import (
    Correction,
    Corrections,
    apply_corrections,
    correction_line,
    read_corrections,
)
from kfd_analysis.review.written import as_text

BOOK = load_codebook()
HEADER = "report,field,was,value,reason,coder,date\n"
BOUNDS = ", a range 40-64, >=40 or <=50"
WORDS = (Span(45, 0, 13, "GO Teilnehmer"),)
VALUES = {
    "municipality": Value("Musterhausen", rule="name"),
    "participants": Value(
        60, Decimal(54), Decimal(66), "persons", "about", "repaired", "", "participants_repaired", WORDS
    ),
    "total_cost_eur": Value(
        Decimal("1049.70"),
        Decimal("1049.70"),
        Decimal("1049.70"),
        "EUR",
        "exact",
        "computed",
        "",
        "total_added",
        WORDS,
    ),
    "moderation_cost_eur": missing("bundled", "moderation_bundled", WORDS),
    "event_hours": Value(None, Decimal(40), Decimal(64), "h", "range"),
    "population": Value(None, Decimal(12000), None, "persons", "at_least"),
    "first_event_date": Value("2016-11-19"),
    "price_year": Value(2016),
    "satisfaction_process": Value("very_satisfied"),
    "names_contact_person": Value(True),
}


def table(tmp_path: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = tmp_path / "corrections.csv"
    path.write_bytes((header + "".join(f"{line}\n" for line in lines)).encode(encoding))
    return path


def line(field: str, was: str, value: str, reason: str = "counted by hand") -> str:
    return f"musterhausen,{field},{was},{value},{reason},ab,2024-05-02"


def corrected(tmp_path: Path, *lines: str) -> dict[str, Value]:
    return apply_corrections(VALUES, read_corrections(table(tmp_path, *lines), BOOK).of("musterhausen"), BOOK)


@pytest.mark.parametrize(
    ("field", "was", "value", "expected"),
    [
        ("participants", "60", "57", Value(57, Decimal(57), Decimal(57), "persons", "exact")),
        ("participants", "60", "40-64", Value(None, Decimal(40), Decimal(64), "persons", "range")),
        ("participants", "60", "40–64", Value(None, Decimal(40), Decimal(64), "persons", "range")),
        ("participants", "60", "≥40", Value(None, Decimal(40), None, "persons", "at_least")),
        ("participants", "60", "<=50", Value(None, None, Decimal(50), "persons", "at_most")),
        ("total_cost_eur", "1049.7", "1049.50", Value(*[Decimal("1049.50")] * 3, "EUR", "exact")),
        ("total_cost_eur", "1049.70", '"1100,5"', Value(*[Decimal("1100.5")] * 3, "EUR", "exact")),
        ("event_hours", "40-64", "4.5", Value(*[Decimal("4.5")] * 3, "h", "exact")),
        ("population", "≥12000", "12345", Value(12345, Decimal(12345), Decimal(12345), "persons", "exact")),
        ("moderation_cost_eur", "", "500", Value(*[Decimal(500)] * 3, "EUR", "exact")),
        ("first_event_date", "2016-11-19", "20.11.2016", Value("2016-11-20")),
        ("first_event_date", "19.11.2016", "2016-11-20", Value("2016-11-20")),
        ("price_year", "2016", "2017", Value(2017)),
        ("satisfaction_process", "very_satisfied", "mixed", Value("mixed")),
        ("names_contact_person", "TRUE", "false", Value(False)),
        ("municipality", "Musterhausen", "Musterhausen am See", Value("Musterhausen am See")),
    ],
)
def test_the_new_value_wins_and_keeps_the_programs_words(tmp_path, field, was, value, expected):
    result = corrected(tmp_path, line(field, was, value))
    assert result[field] == expected._replace(status="corrected", rule="corrected", spans=VALUES[field].spans)
    assert {k: v for k, v in result.items() if k != field} == {k: v for k, v in VALUES.items() if k != field}


def test_an_empty_value_is_a_gap_with_the_reason_that_the_row_begins_with(tmp_path):
    result = corrected(tmp_path, line("participants", "60", "", "unreadable: no number is printed"))
    assert result["participants"] == missing("unreadable", "corrected", WORDS)


def test_the_former_value_is_kept(tmp_path):
    corrections = read_corrections(table(tmp_path, line("participants", "60", "57")), BOOK)
    expected = Correction(
        2, "musterhausen", "participants", "60", "57", "counted by hand", "ab", "2024-05-02"
    )
    assert corrections.rows == (expected,)
    assert corrections.find("musterhausen", "participants") == expected
    assert corrections.find("musterhausen", "population") is None
    assert corrections.of("elsewhere").rows == ()


def test_without_corrections_nothing_changes():
    assert apply_corrections(VALUES, Corrections(), BOOK) == VALUES


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (line("participants", "60", "sixty"), f"the value is 'sixty'; write a whole number{BOUNDS}."),
        (line("participants", "60", "1.5"), "the value is '1.5'; write a whole number."),
        (
            line("participants", "60", "64-40"),
            "the value is '64-40'; the lower bound of a range comes first.",
        ),
        (
            line("total_cost_eur", "1049.70", "1.050"),
            f"the value is '1.050'; write a number with a point and at most two decimals (1049.70){BOUNDS}.",
        ),
        (line("price_year", "2016", "2016-2017"), "the value is '2016-2017'; write a whole number."),
        (
            line("first_event_date", "2016-11-19", "31.11.2016"),
            "the value is '31.11.2016'; write a day as 2017-06-24.",
        ),
        (line("names_contact_person", "true", "maybe"), "the value is 'maybe'; write true or false."),
        (
            line("satisfaction_process", "very_satisfied", "happy"),
            "the value is 'happy'; the codes are very_satisfied, satisfied, mixed, dissatisfied.",
        ),
        (line("participant", "60", "57"), "there is no field 'participant'. Is 'participants' meant?"),
        (
            line("method:world_caffe", "", "used"),
            "the codebook has no method 'world_caffe'. Is 'world_cafe' meant?",
        ),
        (
            line("format:world_cafe", "", "used"),
            "there is no variable 'format'; known are method, topic, actor, service.",
        ),
        (
            line("method:world_cafe", "", "strict"),
            "the value is 'strict'; write used, planned, negated, unspecified, "
            "or nothing if it is not named.",
        ),
        (
            line("participants", "60", ""),
            "the value is empty and the reason 'counted by hand' names no kind of gap; begin it with "
            "not_answered, not_reported, bundled, unreadable, refers_to_attachment, not_asked, "
            "not_applicable, truncated and a colon.",
        ),
        (
            correction_line("musterhausen", "municipality", "Musterhausen"),
            "write a day as 2017-06-24.",
        ),
    ],
)
def test_a_broken_row_is_named_with_its_remedy(tmp_path, row, message):
    with pytest.raises(CorrectionsError) as error:
        read_corrections(table(tmp_path, row), BOOK)
    field = row.split(",")[1]
    assert str(error.value) == f"corrections.csv, row 2: {field} of musterhausen: {message}"


def test_an_empty_cell_is_named(tmp_path):
    with pytest.raises(CorrectionsError) as error:
        read_corrections(table(tmp_path, line("participants", "60", "57", "")), BOOK)
    assert str(error.value) == (
        "corrections.csv, row 2: reason is empty. Fill it in; only was and value may be empty."
    )


@pytest.mark.parametrize(
    ("field", "was", "present"),
    [
        ("participants", "57", "60"),
        ("participants", "", "60"),
        ("participants", "54-66", "60"),
        ("event_hours", "40", "40-64"),
        ("population", "12000", ">=12000"),
        ("moderation_cost_eur", "500", ""),
        ("satisfaction_process", "satisfied", "very_satisfied"),
        ("municipality", "musterhausen", "Musterhausen"),
    ],
)
def test_a_stale_correction_is_an_error(tmp_path, field, was, present):
    value = "Dorf" if field == "municipality" else "mixed" if field.startswith("satis") else "10"
    with pytest.raises(CorrectionsError) as error:
        corrected(tmp_path, line(field, was, value))
    assert str(error.value) == (
        f"corrections.csv, row 2: {field} of musterhausen was {was!r} when it was corrected; "
        f"the program now reads {present!r}. Check the report, then write that under was, or delete the row."
    )


def test_an_unknown_report_is_an_error(tmp_path):
    corrections = read_corrections(table(tmp_path, line("participants", "60", "57")), BOOK)
    corrections.require({"musterhausen", "plochingen"})
    with pytest.raises(CorrectionsError, match=r"no report 'musterhausen'\. Is 'musterhausn' meant\?"):
        corrections.require({"musterhausn", "plochingen"})


def test_the_same_value_twice_is_an_error(tmp_path):
    with pytest.raises(CorrectionsError, match="row 4: participants of musterhausen is corrected in row 2"):
        corrected(tmp_path, line("participants", "60", "57"), "", line("participants", "60", "58"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path, encoding, separator):
    row = separator.join(
        ["musterhausen", "municipality", "Musterhausen", "Größe", "Typo", "ab", "02.05.2024"]
    )
    path = table(tmp_path, row, header=HEADER.replace(",", separator), encoding=encoding)
    found = read_corrections(path, BOOK).rows[0]
    assert (found.value, found.date) == ("Größe", "2024-05-02")


def test_a_missing_column_or_file_is_an_error(tmp_path):
    with pytest.raises(CorrectionsError, match="row 1: no column was, date"):
        read_corrections(table(tmp_path, header="report,field,value,reason,coder\n"), BOOK)
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)))
    with pytest.raises(CorrectionsError, match=r"binary\.csv: is no text"):
        read_corrections(tmp_path / "binary.csv", BOOK)
    with pytest.raises(CorrectionsError, match=r"nothing\.csv: cannot be read"):
        read_corrections(tmp_path / "nothing.csv", BOOK)


def test_an_empty_table_corrects_nothing(tmp_path):
    assert read_corrections(table(tmp_path), BOOK).rows == ()


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((60, Decimal(54), Decimal(66)), "60"),
        ((Decimal("749.70"), None, None), "749.70"),
        (("749.70", 749.7, 749.7), "749.70"),
        (("", 40.0, 64.0), "40-64"),
        ((float("nan"), 40.0, float("nan")), ">=40"),
        ((None, None, Decimal("50.5")), "<=50.50"),
        ((None, None, None), ""),
        ((True, None, None), "true"),
    ],
)
def test_the_text_of_a_value(parts, text):
    assert as_text(*parts) == text


@pytest.mark.parametrize(
    ("value", "line_"),
    [
        (VALUES["event_hours"], "dorf,event_hours,40-64,VALUE,REASON,CODER,YYYY-MM-DD"),
        ("a, b", 'dorf,event_hours,"a, b",VALUE,REASON,CODER,YYYY-MM-DD'),
        (VALUES["moderation_cost_eur"], "dorf,event_hours,,VALUE,REASON,CODER,YYYY-MM-DD"),
    ],
)
def test_the_line_to_paste(value, line_):
    assert correction_line("dorf", "event_hours", value) == line_


class Term(NamedTuple):
    variable: str
    code: str
    parent: str = ""
    basis: str = "strict"
    state: str = ""
    mentions: int = 1
    spans: tuple[Span, ...] = WORDS


TERMS = (
    Term("method", "world_cafe", state="planned"),
    Term("method", "plenary", state="used"),
    Term("topic", "work", basis="broad"),
    Term("topic", "housing", state="preset"),
)


@pytest.mark.parametrize(
    ("field", "was", "value", "expected"),
    [
        ("method:world_cafe", "planned", "used", TERMS[0]._replace(state="used")),
        ("method:world_cafe", "planned", "", None),
        ("method:plenary", "used", "negated", TERMS[1]._replace(state="negated")),
        (
            "method:survey_paper",
            "",
            "used",
            Term("method", "survey_paper", "survey", "strict", "used", 0, ()),
        ),
        ("topic:work", "broad", "strict emerged", TERMS[2]._replace(basis="strict", state="emerged")),
        ("topic:housing", "strict preset", "", None),
        ("actor:youth", "", "broad", Term("actor", "youth", "", "broad", "", 0, ())),
    ],
)
def test_a_code_is_put_right_added_or_taken_out(tmp_path, field, was, value, expected):
    corrections = read_corrections(table(tmp_path, line(field, was, value)), BOOK)
    rows = {f"{row.variable}:{row.code}": row for row in apply_codings(TERMS, corrections, Term, BOOK)}
    assert rows.get(field) == expected
    others = {f"{row.variable}:{row.code}": row for row in TERMS} | {field: expected}
    assert rows == {key: row for key, row in others.items() if row is not None}
    assert apply_corrections(VALUES, corrections, BOOK) == VALUES


def test_a_stale_code_is_an_error(tmp_path):
    corrections = read_corrections(table(tmp_path, line("method:world_cafe", "used", "planned")), BOOK)
    with pytest.raises(CorrectionsError, match="the program now reads 'planned'"):
        apply_codings(TERMS, corrections, Term, BOOK)


def test_rows_without_corrections_stay_as_they_are():
    assert apply_codings(TERMS, Corrections(), Term, BOOK) == TERMS
    assert [coding_text(t.variable, t.basis, t.state) for t in TERMS] == [
        "planned",
        "used",
        "broad",
        "strict preset",
    ]
