"""The workbook equals the tables, opens elsewhere, and runs nothing."""

import datetime as dt
import io
import shutil
import subprocess
import textwrap
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from tests.publishing.sample import ROWS, csv_rows, frames, sample

from kfd_analysis.codebook import load_codebook
from kfd_analysis.language import languages
from kfd_analysis.publishing.package.csvfiles import csv_head
from kfd_analysis.publishing.package.schema import cells, tables
from kfd_analysis.publishing.pages.layout import WORKBOOK
from kfd_analysis.publishing.workbook import workbook_bytes
from kfd_analysis.publishing.workbook.sheets import LINE_HEIGHT, TALLEST

BOOK = load_codebook()
NASTY = ("=HYPERLINK(1)", "+1", "-1", "@x", "a\x0bb", "<script>", "\ud800x", "ä" * 40)


@pytest.fixture(scope="module")
def data():
    return workbook_bytes(sample(), BOOK, "en")


@pytest.fixture(scope="module")
def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def as_read(cell):
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, dt.date):
        return dt.datetime.combine(cell, dt.time())
    return cell


@pytest.mark.parametrize("name", list(tables(BOOK)))
def test_every_cell_equals_the_table(workbook, name):
    info = tables(BOOK)[name]
    rows = list(workbook[name].iter_rows(values_only=True))
    assert rows[0] == tuple(column.name for column in info.columns)
    assert rows[1:] == [tuple(map(as_read, row)) for row in cells(frames()[name], info)]


def test_every_table_is_a_real_one(workbook):
    for name in tables(BOOK):
        sheet = workbook[name]
        assert sheet.freeze_panes == "B2"
        assert (
            sheet.tables[f"kfd_{name}"].ref
            == f"A1:{sheet.cell(max(2, sheet.max_row), sheet.max_column).coordinate}"
        )


def test_the_sheets_stand_in_order(workbook):
    assert workbook.sheetnames == [
        *("Cover", "Contents", "Notes", *tables(BOOK)),
        *("Corrections", "Dictionary", "Codebook", "Sources"),
    ]
    assert [row[0].value for row in workbook["Contents"].iter_rows(min_row=2)] == workbook.sheetnames[2:]


def test_values_lead_to_their_words(workbook):
    info = tables(BOOK)["values"]
    column = [c.name for c in info.columns].index("value") + 1
    row = next(n for n, r in enumerate(ROWS["values"], 2) if r.get("value") == "2000")
    link = workbook["values"].cell(row, column).hyperlink
    assert (link.target, link.location) == ("reports/musterhausen.html", "field-total_cost_eur") or (
        link.target == "reports/musterhausen.html#field-total_cost_eur"
    )


def test_the_cover_names_the_versions(workbook):
    words = {row[0].value: row[1].value for row in workbook["Cover"].iter_rows()}
    assert [words[f"Version: {part}"] for part in ("rules", "codebook", "data")] == ["0.0", "c1", "d1"]
    assert words["Number of reports"] == "n = 2 questionnaires"
    assert words["Date of the data"].startswith("Dialogues held from 3 Mar 2017 to 3 Mar 2017")
    assert "rules 0.0, codebook c1, data d1" in words["How to cite"]


def test_title_and_language_are_set(data):
    for lang, written in (("en", data), ("de", workbook_bytes(sample(), BOOK, "de"))):
        properties = openpyxl.load_workbook(io.BytesIO(written)).properties
        assert properties.language == lang
        assert properties.title
        assert "codebook c1" in properties.version


@pytest.mark.parametrize(
    ("table", "column", "shape"),
    [
        ("reports", "total_cost_eur", '#,##0.00 "EUR"'),
        ("reports", "event_hours", '0.00 "h"'),
        ("reports", "first_event_date", "yyyy-mm-dd"),
        ("events", "start_time", "hh:mm"),
        ("comparison", "value", '#,##0.00 "EUR"'),
    ],
)
def test_figures_are_shown_with_their_unit(workbook, table, column, shape):
    heads = [cell.value for cell in workbook[table][1]]
    cell = workbook[table].cell(workbook[table].max_row, heads.index(column) + 1)
    assert cell.number_format.endswith(shape)


def test_a_line_number_has_no_unit(workbook):
    column = next(c for c in workbook["values"].columns if c[0].value == "line_start")
    found = [cell for cell in column[1:] if cell.value is not None]
    assert found
    assert {cell.number_format for cell in found} == {"General"}


def test_columns_are_wide_enough_for_their_amounts(workbook):
    """An amount that is wider than its column shows as ###."""
    for sheet in workbook:
        for cell in (cell for row in sheet.iter_rows() for cell in row if "EUR" in cell.number_format):
            if isinstance(cell.value, int | float):
                sign = 2 if cell.number_format.startswith('"') else 0
                assert (
                    sheet.column_dimensions[cell.column_letter].width > len(f"{cell.value:,.2f} EUR") + sign
                )


def test_dates_are_shown_as_the_language_writes_them():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sample(), BOOK, "de")))["events"]
    assert sheet["D2"].number_format == "dd.mm.yyyy"


def test_no_wrapped_text_is_cut_off(workbook):
    """A row is as high as its longest text, which is counted here in words that stay whole."""
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                width = sheet.column_dimensions[cell.column_letter].width
                lines = sum(
                    len(textwrap.wrap(part, width)) or 1 for part in str(cell.value or "").split("\n")
                )
                high = sheet.row_dimensions[cell.row].height or LINE_HEIGHT
                if cell.alignment.wrap_text:
                    assert high >= min(TALLEST, LINE_HEIGHT * lines), (sheet.title, cell.coordinate)


def test_the_dictionary_tells_what_the_codes_mean(workbook):
    words = {(row[0], row[1]): row[-1] for row in workbook["Dictionary"].iter_rows(values_only=True)}
    assert "net: without value-added tax" in words["cost_items", "vat"].split("\n")
    assert words["reports", "municipality"] is None


def test_every_publication_is_named(workbook):
    rows = list(workbook["Sources"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[3]) for row in rows] == [
        ("Landkreis Beispiel.txt", None),
        ("musterhausen.txt", "https://example.org/a"),
    ]


def test_two_writings_give_the_same_bytes(data):
    time.sleep(2.1)  # a zip knows every second second
    assert workbook_bytes(sample(), BOOK, "en") == data


@pytest.mark.parametrize("words", NASTY)
def test_text_stays_text(words):
    rows = ROWS | {
        "problems": [{"source_file": words, "severity": "error", "code": "empty", "message": words}]
    }
    data = workbook_bytes(sample(frames=frames(rows)), BOOK, "en")
    cell = openpyxl.load_workbook(io.BytesIO(data))["problems"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == words.replace("\x0b", "").replace("\ud800", "")
    assert cell.quotePrefix == words.startswith(("=", "+", "-", "@"))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_workbook_without_rows_is_whole():
    data = workbook_bytes(sample(frames=frames({"reports": ROWS["reports"]})), BOOK, "en")
    assert openpyxl.load_workbook(io.BytesIO(data))["events"].max_row == 1


SOFFICE = shutil.which("soffice")
TRUTH = {"=TRUE()": True, "=FALSE()": False}
"""LibreOffice 7 writes truth values so."""


@pytest.fixture(scope="module")
def converted(whole, tmp_path_factory):
    """Workbooks and a CSV file that LibreOffice has opened and saved: the five reports, and nasty texts."""
    folder = tmp_path_factory.mktemp("office")
    for lang in languages():
        shutil.copy(whole.folder / lang / WORKBOOK, folder / f"{lang}.xlsx")
    rows = ROWS | {
        "problems": [{"source_file": f"{i}", "severity": "error", "code": "empty", "message": words}
                     for i, words in enumerate(NASTY)]
    }  # fmt: skip
    nasty = sample(frames=frames(rows))
    (folder / "nasty.xlsx").write_bytes(workbook_bytes(nasty, BOOK, "en"))
    info = tables(BOOK)["problems"]
    (folder / "problems.csv").write_bytes(csv_head(info) + csv_rows(nasty.tables()["problems"], info))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    given = [str(path) for path in sorted(folder.iterdir())]
    subprocess.run([*command, str(folder / "out"), *given], check=True, timeout=240, capture_output=True)
    return folder


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [*languages(), "nasty"])
def test_libreoffice_reads_the_same_cells(converted, name):
    theirs = openpyxl.load_workbook(converted / "out" / f"{name}.xlsx")
    ours = openpyxl.load_workbook(converted / f"{name}.xlsx")
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours.sheetnames:
        found = [tuple(TRUTH.get(c, c) for c in row) for row in theirs[sheet].iter_rows(values_only=True)]
        assert found == list(ours[sheet].iter_rows(values_only=True)), sheet


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["nasty", "problems"])
def test_libreoffice_finds_text_and_no_formula(converted, name):
    book = openpyxl.load_workbook(converted / "out" / f"{name}.xlsx")
    sheet = book["problems"]
    found = [sheet.cell(row, 7) for row in range(2, len(NASTY) + 2)]
    assert {cell.data_type for cell in found} == {"s"}
    assert found[0].value.endswith("=HYPERLINK(1)")
