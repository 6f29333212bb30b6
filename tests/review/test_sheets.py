"""Coding sheets: blind, the same bytes each time, and read back with every mistake named by its cell."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from kfd_analysis.codebook import FILES, load_codebook
from kfd_analysis.review.filled import Entry, SheetError, read_sheet
from kfd_analysis.review.sheets import COLUMNS, sheet_bytes, sheet_rows, write_sheet
from kfd_analysis.review.written import codes
from tests.review.frames import dataset, joined, value

BOOK = load_codebook()
REPORTS = [("dorf", "Dorf.txt"), ("stadt", "=cmd.txt")]
ROWS = sheet_rows(REPORTS, BOOK)
NUMBER = {(row.report, row.variable, row.code): n for n, row in enumerate(ROWS, 2)}
OFFICE = shutil.which("soffice")
FIELDS = dict.fromkeys(BOOK.data["sheet"]["fields"], "NA") | {
    "municipality": "Dorf",
    "municipality_type": "Municipality",
    "population": "12.5",
    "population_as_of": "31.12.2015",
    "county": "NA",
    "administrative_region": "Tübingen",
    "first_event_date": "2017-06-24",
    "last_event_date": "na",
    "n_events": 1,
    "event_hours": 4.5,
    "participants": "40-64",
    "total_cost_eur": ">=5000",
    "moderation_cost_eur": "749,7",
    "satisfaction_process": "very_satisfied",
    "satisfaction_results": "NA",
    "value_for_money": "yes",
    "names_contact_person": "No",
}
READ = FIELDS | {
    "municipality_type": "municipality",
    "population": "12500",
    "population_as_of": "2015-12-31",
    "last_event_date": "NA",
    "n_events": "1",
    "event_hours": "4.50",
    "moderation_cost_eur": "749.70",
    "names_contact_person": "no",
}


def answers(report="dorf", **changes):
    """What a coder wrote, by unit."""
    fields = FIELDS | {"population": 12500} | changes
    given = {(report, name, ""): answer for name, answer in fields.items()}
    given |= {(report, variable, "complete"): "yes" for variable in FILES}
    return given | {(report, "method", "world_cafe"): "planned", (report, "topic", "work"): "broad"}


def filled(path, given, change=None):
    """A sheet with answers in it, as a coder saves it."""
    path.write_bytes(sheet_bytes(REPORTS, BOOK))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["coding"]
    for unit, answer in given.items():
        sheet.cell(NUMBER[unit], COLUMNS.index("value") + 1).value = answer
    sheet.cell(NUMBER["dorf", "participants", ""], COLUMNS.index("line") + 1).value = 76
    sheet.cell(NUMBER["dorf", "participants", ""], COLUMNS.index("words") + 1).value = "gut 40"
    if change:
        change(sheet)
    workbook.save(path)
    return path


def saved_by_libreoffice(path, kind):
    profile = path.parent / "profile"
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    target = path.parent / "saved"
    subprocess.run(
        [*command, "--outdir", str(target), str(path)], check=True, capture_output=True, timeout=120
    )
    made = target / f"{path.stem}.{kind}"
    assert made.is_file()
    return made


EXPECTED = {("dorf", name, ""): Entry(answer) for name, answer in READ.items()} | {
    ("dorf", "participants", ""): Entry("40-64", "76", "gut 40"),
    ("dorf", "method", "world_cafe"): Entry("planned"),
    ("dorf", "topic", "work"): Entry("broad"),
}


def test_a_filled_sheet_is_read_back(tmp_path):
    sheet = read_sheet(filled(tmp_path / "ab.xlsx", answers()), BOOK)
    assert (sheet.coder, sheet.reports, sheet.codes) == ("ab", ("dorf",), EXPECTED)


@pytest.mark.parametrize(
    ("field", "kept", "read"),
    [
        ("first_event_date", dt.datetime(2017, 6, 24), "2017-06-24"),  # Excel turns a typed day into one
        ("names_contact_person", True, "yes"),  # and WAHR into a truth value
        ("value_for_money", False, "no"),
        ("n_events", 2.0, "2"),
        ("event_hours", 4.25, "4.25"),
    ],
)
def test_a_cell_is_read_in_the_type_that_excel_gives_it(tmp_path, field, kept, read):
    sheet = read_sheet(filled(tmp_path / "ab.xlsx", answers(**{field: kept})), BOOK)
    assert sheet.codes["dorf", field, ""].value == read


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sheet_saved_by_libreoffice_is_read_back(tmp_path, kind):
    sheet = read_sheet(saved_by_libreoffice(filled(tmp_path / "ab.xlsx", answers()), kind), BOOK)
    assert (sheet.coder, sheet.reports, sheet.codes) == ("ab", ("dorf",), EXPECTED)


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_a_sheet_saved_as_csv_is_read_back(tmp_path, separator, encoding):
    given = {unit: str(answer).replace(">=", ">= ") for unit, answer in answers().items()}
    rows = [list(COLUMNS)]
    rows += [[*row[:5], given.get((row.report, row.variable, row.code), ""), "", "", "ä"] for row in ROWS]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    path = tmp_path / "cd.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    sheet = read_sheet(path, BOOK)
    assert sheet.codes == EXPECTED | {("dorf", "participants", ""): Entry("40-64")}


def cell(unit, column="value"):
    return f"cell {chr(ord('A') + COLUMNS.index(column))}{NUMBER[unit]}"


P, V = ("dorf", "participants", ""), ("dorf", "value_for_money", "")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            answers(participants="sixty"),
            f"{cell(P)}: participants of dorf is 'sixty'; write a whole number, a range 40-64, >=40 or <=50.",
        ),
        (answers(participants=""), f"{cell(P)}: participants of dorf is ''; write NA if it is not stated."),
        (
            answers(value_for_money="maybe"),
            f"{cell(V)}: value_for_money of dorf is 'maybe'; choose yes, mixed, no, deferred, NA.",
        ),
        (
            answers(first_event_date="31.02.2017"),
            f"{cell(('dorf', 'first_event_date', ''))}: first_event_date of dorf is '31.02.2017'; "
            "write a day as 2017-06-24.",
        ),
        (
            answers() | {("dorf", "method", "world_cafe"): "usd"},
            f"{cell(('dorf', 'method', 'world_cafe'))}: method world_cafe of dorf is 'usd'; "
            "choose used, planned, negated, unspecified.",
        ),
        (
            answers() | {("dorf", "actor", "complete"): ""},
            f"{cell(('dorf', 'actor', 'complete'))}: actor complete of dorf is ''; write yes.",
        ),
    ],
)
def test_a_wrong_value_is_named_by_its_cell(tmp_path, given, message):
    with pytest.raises(SheetError) as error:
        read_sheet(filled(tmp_path / "ab.xlsx", given), BOOK)
    assert str(error.value) == f"ab.xlsx, {message}"


U = ("dorf", "method", "world_cafe")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda sheet: sheet.cell(NUMBER[U], 4, "world_caffe"),
            f"{cell(U, 'code')}: method has no code 'world_caffe'. Is 'world_cafe' meant?",
        ),
        (
            lambda sheet: sheet.cell(NUMBER[U], 3, "methods"),
            f"{cell(U, 'variable')}: no variable 'methods'. Is 'method' meant?",
        ),
        (
            lambda sheet: sheet.delete_rows(NUMBER[U]),
            f"cell A{len(ROWS) // 2 + 1}: the row method world_cafe of dorf is missing. "
            "Copy it from a new sheet.",
        ),
        (
            lambda sheet: sheet.cell(NUMBER[U], 4, "open_space"),
            f"{cell(('dorf', 'method', 'open_space'), 'code')}: the same row as row {NUMBER[U]}. Delete one.",
        ),
    ],
)
def test_a_changed_row_is_named_by_its_cell(tmp_path, change, message):
    with pytest.raises(SheetError) as error:
        read_sheet(filled(tmp_path / "ab.xlsx", answers(), change), BOOK)
    assert str(error.value).splitlines()[0] == f"ab.xlsx, {message}"


def test_all_mistakes_are_named_at_once(tmp_path):
    with pytest.raises(SheetError) as error:
        read_sheet(
            filled(tmp_path / "ab.xlsx", answers(participants="x", n_events="y", event_hours="z")), BOOK
        )
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"PK"), ("a.csv", b"one,two\n1,2\n"), ("a.xlsx", b"")]
)
def test_another_file_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SheetError, match=name):
        read_sheet(path, BOOK)


def test_a_workbook_without_the_columns_is_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "ab.xlsx")
    with pytest.raises(SheetError, match="row 1: no column report, variable, code, value"):
        read_sheet(tmp_path / "ab.xlsx", BOOK)


def test_an_untouched_sheet_is_no_coding(tmp_path):
    assert read_sheet(filled(tmp_path / "ab.xlsx", {}), BOOK).reports == ()


PROGRAM = joined(
    dataset(
        "dorf",
        reports={"population": 280288, "participants": 4711},
        values=[value("participants", 4711, quote="exactly 4711 persons")],
        codings=[{"variable": "method", "code": "world_cafe", "state": "used", "quote": "eine Kaffeerunde"}],
        cost_items=[{"item": "total", "amount_eur": 98765.43}],
        events=[{"date": "2017-03-14"}],
    ),
    dataset("stadt", values=[value("participants", 8153)]),
)


PROGRAM.texts = {"dorf": ("Dorf", "", "=gut 40 Personen"), "stadt": ("Stadt",)}


def parts(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_sheet_is_blind(tmp_path):
    path = tmp_path / "sheet.xlsx"
    write_sheet(PROGRAM, path, BOOK)
    data = path.read_bytes()
    assert data == sheet_bytes([("dorf", "dorf.txt"), ("stadt", "stadt.txt")], BOOK, PROGRAM.texts)
    for content in parts(data).values():
        for answer in ("280288", "4711", "8153", "98765", "2017-03-14", "Kaffeerunde", "exactly"):
            assert answer not in content
    sheet = openpyxl.load_workbook(path)["coding"]
    for name in ("value", "line", "words"):
        column = COLUMNS.index(name) + 1
        assert {sheet.cell(n, column).value for n in range(2, sheet.max_row + 1)} == {None}


def test_the_sheet_shows_the_reports_with_their_line_numbers():
    book = openpyxl.load_workbook(io.BytesIO(sheet_bytes(REPORTS, BOOK, PROGRAM.texts)))
    assert [tuple(cell.value for cell in row) for row in book["lines"].iter_rows()] == [
        ("report", "line", "text"),
        ("dorf", 1, "Dorf"),
        ("dorf", 3, "=gut 40 Personen"),
        ("stadt", 1, "Stadt"),
    ]
    assert book["lines"]["C3"].data_type == "s"


def test_the_same_reports_give_the_same_bytes():
    assert sheet_bytes(REPORTS, BOOK) == sheet_bytes(REPORTS, BOOK)
    dates = re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", parts(sheet_bytes(REPORTS, BOOK))["docProps/core.xml"])
    assert set(dates) == {"2000-01-01T00:00:00Z"}


def test_text_is_never_a_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_bytes(REPORTS, BOOK)))["coding"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert any(cell.value == "=cmd.txt" for cell in cells)


def test_every_report_has_a_row_for_every_field_and_code_and_lists_to_choose_from():
    n_codes = sum(len(codes(BOOK, variable)) + 1 for variable in FILES)
    assert len(ROWS) == 2 * (len(BOOK.data["sheet"]["fields"]) + n_codes)
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_bytes(REPORTS, BOOK)))["coding"]
    listed = {
        str(cells): rule.formula1 for rule in sheet.data_validations.dataValidation for cells in [rule.sqref]
    }
    choosing = [n for n, row in enumerate(ROWS, 2) if row.choices]
    covered = {n for rule in sheet.data_validations.dataValidation for n in choosing if f"F{n}" in rule.sqref}
    assert covered == set(choosing)
    assert all(len(formula) <= 255 for formula in listed.values())
    assert '"very_satisfied,satisfied,mixed,dissatisfied,NA"' in listed.values()
    assert all(sheet.cell(n, len(COLUMNS)).value for n in range(2, 30))


def test_every_coded_field_has_a_rule_and_a_level():
    columns = {c["name"] for c in BOOK.data["columns"]["reports"]["columns"]}
    entries = BOOK.data["sheet"]["fields"]
    assert set(entries) == columns - {
        "report_id", "source_file", "text_basis", "document_type", "price_year",
    }  # fmt: skip
    assert {entry["level"] for entry in entries.values()} == {"nominal", "ordinal", "interval", "ratio"}
