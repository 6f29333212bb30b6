"""Line by line: how the reports that the rules were made on fall into sections and questions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from kfd_analysis.codebook import load_codebook
from kfd_analysis.model import Document
from kfd_analysis.reading.form import split
from kfd_analysis.reading.text import normal_lines

BOOK = load_codebook()
TESTS = Path(__file__).parents[1]
FOLDERS = {"practice": TESTS / "practice" / "reports", "restated": TESTS.parent / "data" / "raw"}
ORIGINALS = os.environ.get("KFD_ORIGINALS")
REPORTS = yaml.safe_load(Path(__file__).with_name("outlines.yml").read_text(encoding="utf-8"))
FIVE = ["ilm-kreis", "korntal-muenchingen", "landkreis-konstanz", "plochingen", "rems-murr-kreis"]


def ranges(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def outline(document: Document) -> list[str]:
    rows = [f"title {ranges([line.number for line in document.title]) or '.'}"]
    for key, section in document.sections.items():
        parts = [
            ("" if block.asks == (key,) else "+".join(block.asks) + "=")
            + ranges([line.number for line in block.lines])
            for block in section.blocks
        ]
        rows.append(f"{key} {section.label_line} {'; '.join(parts) or '.'}")
    return rows


def folder_of(name: str) -> Path:
    return FOLDERS["restated" if name in FIVE else "practice"]


@pytest.mark.parametrize("name", REPORTS)
def test_report_line_by_line(name: str) -> None:
    source = normal_lines((folder_of(name) / f"{name}.txt").read_bytes().decode("utf-8"))
    document = split(source, BOOK, f"{name}.txt")
    assert outline(document) == REPORTS[name]
    assert document.problems == ()
    assert document.truncated is (name == "plochingen")


@pytest.mark.skipif(not ORIGINALS, reason="KFD_ORIGINALS is not set")
@pytest.mark.parametrize("name", FIVE)
def test_original_line_by_line(name: str) -> None:
    source = normal_lines(Path(ORIGINALS or "", f"{name}.txt").read_bytes().decode("utf-8"))
    document = split(source, BOOK, f"{name}.txt")
    assert outline(document) == REPORTS[name]
    assert document.truncated is (name == "plochingen")
