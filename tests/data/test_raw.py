"""The restated reports: form, lines and figures of the originals, nobody's words and nobody's data.

Set ``KFD_ORIGINALS`` to a folder with the published reports for the comparison line by line;
without it those tests are skipped.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.lists import rows

DATA = Path(__file__).parents[2] / "data"
RAW = DATA / "raw"
CODING = DATA / "coding"
REPORTS = sorted(path.stem for path in RAW.glob("*.txt"))
FORMS = [name for name in REPORTS if name != "ilm-kreis"]
LINES = {
    "ilm-kreis": 160,
    "korntal-muenchingen": 69,
    "landkreis-konstanz": 130,
    "plochingen": 110,
    "rems-murr-kreis": 136,
}
PERSONAL = {
    "ilm-kreis": {13, 16, 118, 122},
    "korntal-muenchingen": {14, 16, 18, 32},
    "landkreis-konstanz": {16, 18, 22, 25, 52},
    "plochingen": {17, 19, 23, 26, 50},
    "rems-murr-kreis": {18, 19, 23, 26, 37, 63, 66, 136},
}
PLACEHOLDER = re.compile(r"Muster|example\.org|0700|Durchwahl 000")
MAIL = re.compile(r"[\w.+-]+@([\w-]+\.\w+)")
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
WORD = re.compile(r"[^\W\d_]+")
RUN = 10
LABELS_AND_QUESTIONS = 30


def lines(folder: Path, name: str) -> list[str]:
    """Lines of a report, blanks at the end included."""
    return (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def words(line: str) -> list[str]:
    """Words of a line; figures are none."""
    return [word.casefold() for word in WORD.findall(line)]


def form_lines() -> set[str]:
    """Labels and questions: what stands in all four forms, with or without colon and indentation."""
    seen = Counter(text for name in FORMS for text in {line.strip().rstrip(":") for line in lines(RAW, name)})
    return {text for text, n in seen.items() if n == len(FORMS) and text}


@pytest.fixture
def originals() -> Path:
    """Folder with the published reports."""
    folder = os.environ.get("KFD_ORIGINALS")
    if not folder:
        pytest.skip("KFD_ORIGINALS is not set: the published reports are not at hand")
    return Path(folder)


def test_nothing_is_carried_over(originals: Path) -> None:
    check = originals.parent / "tools" / "check_originals.py"
    if not check.exists():
        pytest.skip("no check of what is carried over stands beside the published reports")
    command = [sys.executable, str(check), str(DATA.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_five_are_there() -> None:
    assert {name: len(lines(RAW, name)) for name in REPORTS} == LINES


def test_sources_name_every_report_once() -> None:
    sources = rows(RAW / "sources.csv")
    assert sorted(source["source_file"] for source in sources) == [f"{name}.txt" for name in REPORTS]
    for source in sources:
        assert source["text_basis"] == "restated"
        assert source["address"].startswith("https://")
        assert re.fullmatch(r"[0-9a-f]{64}", source["sha256_original"])
        assert all(source[column] for column in ("title", "publisher", "licence_note"))


def test_form_is_complete() -> None:
    assert len(form_lines()) == LABELS_AND_QUESTIONS


@pytest.mark.parametrize("name", REPORTS)
def test_persons_are_placeholders(name: str) -> None:
    text = lines(RAW, name)
    assert {n for n, line in enumerate(text, 1) if PLACEHOLDER.search(line)} == PERSONAL[name]
    assert {host for line in text for host in MAIL.findall(line)} == {"example.org"}


@pytest.mark.parametrize(
    "row", rows(CODING / "hand_coding.csv"), ids=lambda r: f"{r['report_id']}-{r['variable']}-{r['code']}"
)
def test_hand_coding_points_at_a_line(row: dict[str, str]) -> None:
    text = lines(RAW, row["report_id"])
    for number in filter(None, row["line"].split(";")):
        assert text[int(number) - 1].strip()


FIGURES = [
    row
    for row in rows(CODING / "hand_coding.csv")
    if row["state"] in ("reported", "alone")
    and row["qualifier"] in ("exact", "about")
    and ";" not in row["line"]
]


@pytest.mark.parametrize("row", FIGURES, ids=lambda r: f"{r['report_id']}-{r['variable']}-{r['code']}")
def test_reported_figure_stands_on_its_line(row: dict[str, str]) -> None:
    line = lines(RAW, row["report_id"])[int(row["line"]) - 1]
    printed = {figure.replace(".", "").replace(",", ".") for figure in FIGURE.findall(line)}
    assert row["value"] in printed


@pytest.mark.parametrize("name", REPORTS)
def test_original_is_the_one_that_was_restated(name: str, originals: Path) -> None:
    known = {row["source_file"]: row["sha256_original"] for row in rows(RAW / "sources.csv")}
    assert hashlib.sha256((originals / f"{name}.txt").read_bytes()).hexdigest() == known[f"{name}.txt"]


@pytest.mark.parametrize("name", REPORTS)
def test_layout_is_that_of_the_original(name: str, originals: Path) -> None:
    ours, theirs = lines(RAW, name), lines(originals, name)
    assert len(ours) == len(theirs)
    edges = re.compile(r"^(\s*(?:•|- ❖|- ✚|-(?= )|\d\.(?= ))?).*?(\s*)$", re.DOTALL)
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), 1):
        assert edges.sub(r"\1|\2", mine) == edges.sub(r"\1|\2", other), number


@pytest.mark.parametrize("name", REPORTS)
def test_figures_are_those_of_the_original(name: str, originals: Path) -> None:
    for number, (mine, other) in enumerate(zip(lines(RAW, name), lines(originals, name), strict=True), 1):
        if number not in PERSONAL[name]:
            assert sorted(FIGURE.findall(mine)) == sorted(FIGURE.findall(other)), number


@pytest.mark.parametrize("name", FORMS)
def test_form_lines_are_those_of_the_original(name: str, originals: Path) -> None:
    form = form_lines()
    for mine, other in zip(lines(RAW, name), lines(originals, name), strict=True):
        if mine.strip().rstrip(":") in form or other.strip().rstrip(":") in form:
            assert mine == other


@pytest.mark.parametrize("name", REPORTS)
def test_no_run_of_words_is_the_originals(name: str, originals: Path) -> None:
    form = form_lines()
    for number, (mine, other) in enumerate(zip(lines(RAW, name), lines(originals, name), strict=True), 1):
        if mine.strip().rstrip(":") in form:
            continue
        ws = words(other)
        runs = {tuple(ws[i : i + RUN]) for i in range(len(ws) - RUN + 1)}
        vs = words(mine)
        assert not runs & {tuple(vs[i : i + RUN]) for i in range(len(vs) - RUN + 1)}, number
