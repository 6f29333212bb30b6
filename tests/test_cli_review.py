"""The commands for people who check the program (invented reports)."""

import shutil
import subprocess

import openpyxl
import pytest

from kfd_analysis import load_dataset
from kfd_analysis.cli import main
from kfd_analysis.codebook import load_codebook
from kfd_analysis.review.coders import program_sheet
from kfd_analysis.review.sheets import COLUMNS, COMPLETE, MISSING
from tests.lists import rows
from tests.test_cli import report

BOOK = load_codebook()
OFFICE = shutil.which("soffice")
VALUE = COLUMNS.index("value") + 1


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to work in, with two reports."""
    monkeypatch.chdir(tmp_path)
    report(tmp_path / "in")
    report(tmp_path / "in", "Beispielstadt", costs="")
    return tmp_path


def sheet(place, name="ab.xlsx"):
    assert main(["sheet", "in", "--out", name, "--quiet"]) == 0
    return place / name


def fill(path, changes=(), reports=("musterhausen", "beispielstadt")):
    """Fill in a sheet as the program would, with changes by report, variable and code."""
    entries = program_sheet(load_dataset("in"), BOOK).codes
    changes = dict(changes)
    workbook = openpyxl.load_workbook(path)
    for row in workbook["coding"].iter_rows(min_row=2):
        unit = (row[0].value, row[2].value, row[3].value or "")
        if unit[0] not in reports:
            continue
        entry = entries.get(unit)
        answer = "yes" if unit[2] == COMPLETE else entry.value if entry else "" if unit[2] else MISSING
        row[VALUE - 1].value = changes.get(unit, answer) or None
    workbook.save(path)
    return path


def cell(path, *unit):
    """The cell of a unit's value."""
    for row in openpyxl.load_workbook(path)["coding"].iter_rows(min_row=2):
        if (row[0].value, row[2].value, row[3].value or "") == unit:
            return row[VALUE - 1].coordinate
    raise AssertionError(unit)


def test_a_sheet_is_written_and_said(place, capsys):
    assert main(["sheet", "in", "--out", "ab.xlsx"]) == 0
    assert capsys.readouterr().out == "2 reports to code; blind sheet in ab.xlsx\n"
    coding = openpyxl.load_workbook("ab.xlsx")["coding"]
    assert {row[0].value for row in coding.iter_rows(min_row=2)} == {"musterhausen", "beispielstadt"}
    assert {row[VALUE - 1].value for row in coding.iter_rows(min_row=2)} == {None}


def test_an_empty_sheet_may_be_written_again_and_a_filled_one_never(place, capsys):
    path = sheet(place)
    assert sheet(place).read_bytes() == path.read_bytes()
    before = fill(path).read_bytes()
    assert main(["sheet", "in", "--out", "ab.xlsx"]) == 2
    assert "ab.xlsx: is there already and may be filled in" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sheet", "in", "--out", "ab.csv"], "--out ab.csv: is written as .xlsx"),
        (["sheet", "nowhere", "--out", "ab.xlsx"], "nowhere"),
        (["sheet", "in", "--out", "no/ab.xlsx"], "--out no/ab.xlsx: there is no folder no. Make it"),
        (["questions", "in", "--out", "no/q.md"], "--out no/q.md: there is no folder no. Make it"),
        (["agree", "ab.xlsx", "--out", "no/a.csv"], "--out no/a.csv: there is no folder no. Make it"),
        (["agree", "ab.xlsx", "--reports", "in"], "ab.xlsx: no such file"),
        (["agree", "in/musterhausen.txt", "--reports", "in"], "no column report, variable, code, value"),
        (["agree", "in/musterhausen.txt", "--out", "a.xlsx"], "--out a.xlsx: is written as .csv"),
        (["questions", "in", "--out", "q.txt"], "--out q.txt: is written as .docx or .md"),
        (["questions", "nowhere"], "nowhere"),
    ],
)
def test_a_call_that_cannot_be_done_names_what_and_the_remedy(place, capsys, words, message):
    assert main(words) == 2
    said = capsys.readouterr().err
    assert message in said
    assert "Traceback" not in said


def test_a_file_that_is_no_report_is_named(place, capsys):
    (place / "in" / "brief.txt").write_text("Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n")
    assert main(["sheet", "in", "--out", "ab.xlsx"]) == 1
    assert capsys.readouterr().err.startswith("kfd: brief.txt: ")
    assert (place / "ab.xlsx").is_file()
    assert main(["questions", "in", "--quiet"]) == 1


def test_a_coder_who_reads_as_the_program_agrees(place, capsys):
    fill(sheet(place))
    assert main(["agree", "ab.xlsx", "--reports", "in"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("program and ab, 2 reports\n")
    assert "0 disagreements" in said


def test_a_disagreement_is_shown_and_written(place, capsys):
    units = {
        ("musterhausen", "total_cost_eur", ""): "1900-2100",
        ("musterhausen", "method", "world_cafe"): "",
        ("musterhausen", "topic", "work"): "broad",
    }
    fill(sheet(place), units)
    assert main(["agree", "ab.xlsx", "--reports", "in", "--out", "m.csv"]) == 0
    said = capsys.readouterr().out
    assert "3 disagreements" in said
    assert "musterhausen total_cost_eur: program 2000 “" in said
    assert "| ab 1900-2100" in said
    assert "measures in m.csv, disagreements in m_disagreements.csv" in said
    measures = {row["variable"]: row for row in rows(place / "m.csv")}
    assert [measures["total_cost_eur"][name] for name in ("n_units", "n_agree", "percent")] == ["1", "0", "0"]
    assert measures["total_cost_eur"]["alpha_note"] == "too_few_units"
    assert len(rows(place / "m_disagreements.csv")) == 3


def test_two_coders_are_compared_with_each_other(place, capsys):
    fill(sheet(place))
    fill(sheet(place, "cd.xlsx"), {("musterhausen", "total_cost_eur", ""): "2100"}, ["musterhausen"])
    assert main(["agree", "ab.xlsx", "cd.xlsx", "--reports", "in"]) == 0
    said = capsys.readouterr().out
    assert "program and cd, 1 report\n" in said
    assert "ab and cd, 1 report\n" in said
    assert "2 disagreements" in said


def test_corrections_do_not_count_as_the_programs(place, capsys):
    fill(sheet(place), {("musterhausen", "total_cost_eur", ""): "2100"})
    (place / "c.csv").write_text(
        "report,field,was,value,reason,coder,date\n"
        "musterhausen,total_cost_eur,2000,2100,misread,ab,2026-01-01\n"
        "musterhausen,method:world_cafe,used,,not_reported: a slip,ab,2026-01-01\n",
        encoding="utf-8",
    )
    assert main(["agree", "ab.xlsx", "--reports", "in", "--corrections", "c.csv"]) == 0
    said = capsys.readouterr().out
    assert "1 disagreement\n" in said
    assert "musterhausen total_cost_eur: program 2000 | ab 2100" in said


def test_mistakes_are_named_by_their_cells(place, capsys):
    path = sheet(place)
    wrong = {
        ("musterhausen", "participants", ""): "fourty",
        ("musterhausen", "municipality_type", ""): "village",
        ("beispielstadt", "method", "world_cafe"): "perhaps",
    }
    fill(path, wrong)
    where = {value: cell(path, *unit) for unit, value in wrong.items()}
    assert main(["agree", "ab.xlsx", "--reports", "in"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    for value, place_ in where.items():
        assert any(f"ab.xlsx, cell {place_}: " in line and repr(value) in line for line in said)


def test_an_unknown_code_and_a_missing_row_are_named(place, capsys):
    path = fill(sheet(place))
    workbook = openpyxl.load_workbook(path)
    coding = workbook["coding"]
    numbers = {(row[0].value, row[2].value, row[3].value or ""): row[0].row for row in coding.iter_rows()}
    coding.cell(numbers["musterhausen", "method", "world_cafe"], 4).value = "world_caffe"
    coding.delete_rows(numbers["beispielstadt", "county", ""])
    workbook.save(path)
    assert main(["agree", "ab.xlsx", "--reports", "in"]) == 2
    said = capsys.readouterr().err
    assert "method has no code 'world_caffe'. Is 'world_cafe' meant?" in said
    assert "the row county of beispielstadt is missing" in said


def test_an_empty_sheet_is_no_coding(place, capsys):
    sheet(place)
    assert main(["agree", "ab.xlsx", "--reports", "in"]) == 2
    assert "ab.xlsx: nothing is filled in" in capsys.readouterr().err


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sheet_saved_by_libreoffice_agrees(place, capsys, kind):
    fill(sheet(place), {("musterhausen", "total_cost_eur", ""): "2100"})
    profile = (place / "profile").as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", "saved", "ab.xlsx"], check=True, capture_output=True, timeout=120)
    assert main(["agree", f"saved/ab.{kind}", "--reports", "in"]) == 0
    said = capsys.readouterr().out
    assert "1 disagreement\n" in said
    assert "| ab 2100" in said


def test_a_hand_coding_kept_as_a_table_is_read(place, capsys):
    (place / "hand.csv").write_text(
        "report_id,variable,code,value,low,high,qualifier,state,line,note\n"
        "musterhausen,total_cost_eur,,2000,1800,2200,about,reported,20,\n",
        encoding="utf-8",
    )
    assert main(["agree", "hand.csv", "--reports", "in"]) == 0
    assert "total_cost_eur (ratio); 1 of 1 agree" in capsys.readouterr().out


def test_questions_in_both_languages(place, capsys):
    assert main(["questions", "in"]) == 0
    english = capsys.readouterr().out
    assert main(["questions", "in", "--lang", "de"]) == 0
    german = capsys.readouterr().out
    assert "## Musterhausen" in english
    assert "## Beispielstadt" in german
    assert "1. " in english
    assert english != german
    assert "Umsatzsteuer" in german


@pytest.mark.parametrize("name", ["q.md", "q.docx"])
def test_questions_are_written(place, capsys, name):
    assert main(["questions", "in", "--out", name, "--lang", "de"]) == 0
    assert f"to 2 municipalities in {name}" in capsys.readouterr().out
    first = (place / name).read_bytes()
    assert main(["questions", "in", "--out", name, "--lang", "de", "--quiet"]) == 0
    assert (place / name).read_bytes() == first
