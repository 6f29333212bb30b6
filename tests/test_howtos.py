"""What the how-tos of ``docs/`` print and tell to paste, followed word by word."""

import csv
import doctest
import re
from pathlib import Path

import pytest

from kfd_analysis import load_dataset
from kfd_analysis.cli import main

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
NAME = "neustadt-am-bach"


def blocks(page: str) -> list[str]:
    """The fenced blocks of a page, without their marks and their language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def block(page: str, beginning: str) -> str:
    """The one block that begins so."""
    (found,) = [text for text in blocks(page) if text.startswith(beginning)]
    return found


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the report that the page on one's own reports prints."""
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "my-reports"
    reports.mkdir()
    (reports / "Neustadt am Bach.txt").write_text(block("own_reports.md", "Name der Stadt"), encoding="utf-8")
    return tmp_path


def test_explain_prints_what_the_page_prints(place, capsys):
    assert main(["explain", NAME, "total_cost_eur", "--reports", "my-reports"]) == 0
    printed = re.sub("[\u00a0\u202f]", " ", capsys.readouterr().out)
    assert printed.strip() == block("own_reports.md", "total_cost_eur").strip()


def test_the_corrections_of_the_page_are_taken(place):
    (place / "my.csv").write_text(block("own_reports.md", "report,field,was"), encoding="utf-8")
    assert main(["load", "my-reports", "--corrections", "my.csv", "--out", "tables", "--quiet"]) == 0
    with (place / "tables" / "reports.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["total_cost_eur"] == "3100.00"


def test_words_of_ones_own_are_laid_over_the_codebook(place):
    words = place / "my-words"
    words.mkdir()
    entries = [text for text in blocks("extending.md") if text.startswith("- code: ")]
    (words / "methods.yml").write_text("\n".join(entries), encoding="utf-8")
    (words / "form.yml").write_text(block("extending.md", "keys:"), encoding="utf-8")
    (words / "amounts.yml").write_text(block("extending.md", "qualifiers:"), encoding="utf-8")
    report = place / "my-reports" / "Neustadt am Bach.txt"
    told = report.read_text(encoding="utf-8").replace("Beteiligte Akteure", "Wer war dabei")
    told = told.replace("Stadthalle", "Stadthalle; Punkte geklebt, Speed-Dating")
    report.write_text(told, encoding="utf-8")
    ds = load_dataset("my-reports", codebook="my-words")
    assert set(ds.codings["code"]) >= {"world_cafe", "dot_voting", "speed_dating", "churches"}
    (total,) = ds.values[ds.values["field"] == "total_cost_eur"].itertuples()
    assert (total.low, total.high) == (2860, 3040)


def test_the_walk_from_file_to_chart_gives_what_it_prints(monkeypatch):
    monkeypatch.chdir(ROOT)
    (walk,) = [text for text in blocks("../CONTRIBUTING.md") if text.startswith(">>> ")]
    lines = doctest.DocTestParser().get_doctest(walk, {}, "walk", "CONTRIBUTING.md", 0)
    outcome = doctest.DocTestRunner().run(lines)
    assert (outcome.failed, outcome.attempted > 20) == (0, True)
