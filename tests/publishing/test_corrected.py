"""Corrections, end to end: shown wherever the value appears, and gone without a trace when taken away."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup
from tests.publishing.sample import sample
from tests.publishing.site import dead_links

from kfd_analysis import cli
from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.workbook import workbook_bytes
from kfd_analysis.review.corrections import Correction, Corrections

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"
HEAD = "report,field,was,value,reason,coder,date"
DAY = "AB,2026-01-02"
FIGURE = f"korntal-muenchingen,participants,60,62,counted in the minutes,{DAY}"
STATE = f"korntal-muenchingen,method:world_cafe,planned,used,held as planned,{DAY}"
TAKEN_OUT = f"plochingen,method:plenary,used,,a figure of speech,{DAY}"
ADDED = f"plochingen,method:open_space,,used,said on the phone,{DAY}"
EMPTIED = f"rems-murr-kreis,participants,41,,unreadable: two counts differ,{DAY}"
FILLED = f"plochingen,satisfaction_results,,satisfied,said on the phone,{DAY}"
BOUNDS = f"landkreis-konstanz,participants,100,90-110,estimated by the organiser,{DAY}"
CASES = (FIGURE, STATE, TAKEN_OUT, ADDED, EMPTIED, FILLED, BOUNDS)


def table(path: Path, *lines: str) -> Path:
    """A table of corrections."""
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """The table with every case, and the pages made with it."""
    folder = tmp_path_factory.mktemp("corrected")
    path = table(folder / "corrections.csv", *CASES)
    out = folder / "output"
    command = ["report", str(RAW), "--pages-only", "--corrections", str(path), "--out", str(out), "--quiet"]
    assert cli.main(command) == 0
    return path, out


def page(out: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((out / "en" / name).read_text(encoding="utf-8"), "lxml")


PAGES = [
    (FIGURE, "field-participants", "62 persons", "60"),
    (STATE, "method-world_cafe", "named as used", "planned"),
    (TAKEN_OUT, "method-plenary", "not named", "used"),
    (ADDED, "method-open_space", "named as used", "nothing"),
    (EMPTIED, "field-participants", "unreadable", "41"),
    (FILLED, "field-satisfaction_results", "satisfied", "nothing"),
    (BOUNDS, "field-participants", "90–110 persons", "100"),
]


@pytest.mark.parametrize(("line", "key", "value", "was"), PAGES)
def test_the_page_of_the_report_shows_value_former_value_reason_coder_and_day(
    corrected, line, key, value, was
):
    report, _, rest = line.partition(",")
    row = page(corrected[1], f"reports/{report}.html").find(id=f"fact-{key}")
    words = row.get_text(" ").replace("\u00a0", " ")
    assert row.find(class_="sign").get_text() == "✎"
    assert value.removeprefix("named as ") in words
    assert f"the program read: {was}; reason: {rest.split(',')[3]} (AB, 2 Jan 2026)" in words


@pytest.mark.parametrize(("line", "key", "value", "was"), PAGES)
def test_explain_shows_the_correction_and_the_line_to_paste(corrected, capsys, line, key, value, was):
    report, field, before, *_rest = line.split(",")
    command = ["explain", report, field, "--reports", str(RAW), "--corrections", str(corrected[0])]
    assert cli.main(command) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "✎" in said
    assert value.removeprefix("named as ") in said
    assert f"the program read: {was}; reason: " in said
    assert f"{report},{field},{before},VALUE,REASON,CODER,YYYY-MM-DD" in said


def test_explain_gives_the_line_for_a_code_that_is_not_there(capsys):
    assert cli.main(["explain", "plochingen", "method:open_space", "--reports", str(RAW)]) == 0
    assert "plochingen,method:open_space,,VALUE,REASON,CODER,YYYY-MM-DD" in capsys.readouterr().out


def test_the_line_that_explain_prints_can_be_pasted(tmp_path, capsys):
    assert cli.main(["explain", "korntal-muenchingen", "total_cost_eur", "--reports", str(RAW)]) == 0
    line = next(
        words.split("to correct ")[1]
        for words in capsys.readouterr().out.splitlines()
        if "to correct " in words
    )
    filled = line.replace("VALUE,REASON,CODER,YYYY-MM-DD", f"1100,seen the bill,{DAY}")
    path = table(tmp_path / "corrections.csv", filled)
    assert (
        cli.main(["load", str(RAW), "--corrections", str(path), "--out", str(tmp_path / "t"), "--quiet"]) == 0
    )


def test_the_corrections_are_counted(corrected):
    counted = f"✎ {len(CASES)} values corrected by coders."
    assert counted in page(corrected[1], "index.html").find(class_="lead").get_text()
    assert counted in page(corrected[1], "00_summary.html").main.get_text()


def test_tables_and_charts_of_the_notebooks_show_them(corrected):
    words = page(corrected[1], "02_cost_per_participant.html").main.get_text(" ")
    assert "✎ 62" in words
    assert "Korntal-Münchingen: 17\u00a0EUR (corrected)" in words
    matrix = page(corrected[1], "01_reports_and_evidence.html").find_all("a", attrs={"aria-label": True})
    names = {link["aria-label"] for link in matrix}
    assert "Korntal-Münchingen, participants: 62, corrected by a coder" in names
    methods = page(corrected[1], "04_methods.html").find_all("a", attrs={"aria-label": True})
    names = {link["aria-label"] for link in methods}
    assert "Korntal-Münchingen: World Café, named as used, corrected by a coder" in names


def test_every_link_still_lands(corrected):
    assert dead_links(corrected[1]) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (FIGURE.replace(",60,", ",61,"), "the program now reads '60'"),
        (FIGURE.replace("korntal-muenchingen", "korntal"), "there is no report 'korntal'"),
        (FIGURE.replace("participants", "guests"), "there is no field 'guests'"),
        (STATE.replace("world_cafe", "tea"), "the codebook has no method 'tea'"),
        (TAKEN_OUT.replace(",used,", ",planned,"), "the program now reads 'used'"),
    ],
)
def test_a_wrong_correction_stops_the_build_and_leaves_the_last_output(
    corrected, tmp_path, capsys, line, words
):
    path = table(tmp_path / "corrections.csv", line)
    before = (corrected[1] / "index.html").stat().st_mtime_ns
    command = ["report", str(RAW), "--corrections", str(path), "--out", str(corrected[1])]
    assert cli.main(command) == 2
    said = capsys.readouterr().err
    assert "corrections.csv, row 2: " in said
    assert words in said
    assert (corrected[1] / "index.html").stat().st_mtime_ns == before


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_projects_own_table_serves_its_reports_alone_and_goes_without_a_trace(tmp_path, monkeypatch):
    shutil.copytree(RAW, tmp_path / "data" / "raw")
    shutil.copytree(RAW, tmp_path / "mine")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)

    def load(folder: str, out: str) -> dict[str, bytes]:
        assert cli.main(["load", folder, "--out", out, "--quiet"]) == 0
        return tables(tmp_path / out)

    program = load("data/raw", "before")
    path = table(tmp_path / "data" / "corrections.csv", *CASES)
    first, again, other = load("data/raw", "first"), load("data/raw", "again"), load("mine", "mine_out")
    path.unlink()
    assert b"corrected" in first["values.csv"]
    assert first == again != program
    assert other == program == load("data/raw", "after")


TOWN = Corrections(
    (
        Correction(2, "musterhausen", "population", "12354", "12345", "a slip", "AB", "2026-01-02"),
        Correction(3, "musterhausen", "method:world_cafe", "planned", "used", "=seen", "AB", "2026-01-02"),
    ),
    "corrections.csv",
)


def test_the_workbook_shows_them():
    ds = sample(corrections=TOWN)
    data = workbook_bytes(ds, load_codebook(), "en")
    assert data == workbook_bytes(ds, load_codebook(), "en")
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book["Corrections"].iter_rows(values_only=True))
    assert rows[0] == ("report", "field", "was", "value", "reason", "coder", "date")
    assert rows[1] == ("musterhausen", "population", "12354", "12345", "a slip", "AB", "2026-01-02")
    links = [book["Corrections"].cell(row, 2).hyperlink for row in (2, 3)]
    assert [link.location or link.target.partition("#")[2] for link in links] == [
        "field-population",
        "method-world_cafe",
    ]
    code = next(row for row in book["codings"].iter_rows() if row[2].value == "world_cafe")[2]
    assert code.comment.text == "✎ the program read: planned; reason: =seen (AB, 2 Jan 2026)"
    assert code.number_format == '"✎ "@'
    town = next(row for row in book["reports"].iter_rows() if row[0].value == "musterhausen")
    population = next(cell for cell in town if cell.value == 12345)
    assert population.number_format == '"✎ "#,##0'
    assert "12354" in population.comment.text


def test_the_workbook_signs_what_is_not_plainly_reported():
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(sample(), load_codebook(), "en")))
    heads = [cell.value for cell in book["reports"][1]]
    town = next(row for row in book["reports"].iter_rows() if row[0].value == "musterhausen")
    assert town[heads.index("total_cost_eur")].number_format.startswith('"≈ "')
    assert not town[heads.index("population")].number_format.startswith('"')
    notes = {row[0].value: row[1].value for row in book["Notes"].iter_rows()}
    assert notes["✎"] == "corrected by a coder"
