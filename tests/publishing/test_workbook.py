"""The workbook equals the tables, opens elsewhere, and runs nothing."""

import datetime as dt
import io
import shutil
import subprocess
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from tests.publishing.sample import ROWS, frames, sample

from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.schema import cells, tables
from kfd_analysis.publishing.workbook import workbook_bytes

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
        *("Cover", "Contents", *tables(BOOK)),
        *("Corrections", "Dictionary", "Codebook"),
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
    assert (words["rules"], words["codebook"], words["data"]) == ("0.0", "c1", "d1")
    assert words["Reports"] == "2 questionnaires, 0 context cases"


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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_cells(data, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / "in.xlsx")],
        check=True,
        timeout=120,
        capture_output=True,
    )
    assert (tmp_path / "out" / "in.xlsx").is_file()
    theirs = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx")
    ours = openpyxl.load_workbook(io.BytesIO(data))
    truth = {"=TRUE()": True, "=FALSE()": False}  # LibreOffice 7 writes truth values so
    for name in tables(BOOK):
        rows = theirs[name].iter_rows(values_only=True)
        found = [tuple(truth.get(cell, cell) for cell in row) for row in rows]
        assert found == list(ours[name].iter_rows(values_only=True)), name
