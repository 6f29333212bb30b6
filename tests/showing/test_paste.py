"""A table of the pages lands in a text processor and in a spreadsheet as the same table."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from kfd_analysis import showing

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FILTERS = {
    "docx": ("HTML (StarWriter)", "docx:MS Word 2007 XML"),
    "xlsx": ("HTML (StarCalc)", "xlsx:Calc MS Excel 2007 XML"),
}
TABLES = sorted(showing.TABLES)

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def pasted(five: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All tables in one page, opened and saved by LibreOffice (it exits with 0 on failure, too)."""
    folder = tmp_path_factory.mktemp("paste")
    tables = "\n".join(showing.TABLES[name](five).html() for name in TABLES)
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>{tables}</body></html>'
    (folder / "page.html").write_text(page, encoding="utf-8")
    for source, kind in FILTERS.values():
        command = [str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += [f"--infilter={source}", "--convert-to", kind, "--outdir", str(folder), "page.html"]
        subprocess.run(command, cwd=folder, timeout=300, check=True, capture_output=True)
    return {kind: folder / f"page.{kind}" for kind in FILTERS}


def cells(table: Any) -> list[list[str]]:
    """Head and rows as shown, blanks of any kind as one."""
    heads = [f"{c} ({table.units[c]})" if c in table.units else str(c) for c in table.frame.columns]
    rows = [heads, *([str(cell) for cell in row] for row in table.frame.itertuples(index=False))]
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def test_every_table_is_a_table_in_a_text_processor(pasted: dict[str, Path], five: Any) -> None:
    found = docx.Document(str(pasted["docx"])).tables
    shown = [cells(showing.TABLES[name](five)) for name in TABLES]
    assert len(found) == len(shown)
    for table, rows in zip(found, shown, strict=True):
        assert [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows] == rows


def test_every_cell_is_a_cell_in_a_spreadsheet(pasted: dict[str, Path], five: Any) -> None:
    (sheet,) = load_workbook(pasted["xlsx"]).worksheets
    written = [
        [" ".join(str(cell).split()) for cell in row if cell not in (None, "")] for row in sheet.values
    ]
    place = 0
    for name in TABLES:
        table = showing.TABLES[name](five)
        for row in cells(table)[1:]:
            full = [cell for cell in row if cell]
            hits = (n for n in range(place, len(written)) if _all_alike(full, written[n]))
            hit = next(hits, None)
            assert hit is not None, (name, row)
            place = hit + 1


def _all_alike(shown: list[str], written: list[str]) -> bool:
    return len(shown) == len(written) and all(map(_alike, shown, written))


def _alike(shown: str, written: str) -> bool:
    """The same words; a spreadsheet reads a plain figure or day as such and writes it in its own way."""
    digits = [character for character in shown if character.isdigit()]
    return shown == written or (bool(digits) and not any(word.isalpha() for word in written.split()))
