"""What leaves: no personal data in any byte, no live markup, no live formula, no script from elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from tests.hostile.canaries import contents
from tests.hostile.conftest import Published
from tests.publishing.browser import CHROMIUM, browser

ENDINGS = {
    ".html",
    ".xlsx",
    ".csv",
    ".json",
    ".xml",
    ".png",
    ".svg",
    ".pdf",
    ".yml",
    ".md",
    ".docx",
    ".ipynb",
}


def written(published: Published) -> list[Path]:
    inside = published.folder / "in"
    return [p for p in sorted(published.folder.rglob("*")) if p.is_file() and inside not in p.parents]


def test_every_section_holds_canaries(published: Published) -> None:
    assert len(published.canaries) > 150


def test_no_canary_in_any_byte(published: Published) -> None:
    files = written(published)
    assert {path.suffix for path in files} == ENDINGS
    found = set()
    for path in files:
        whole = "\n".join(contents(path)).lower()
        place = path.relative_to(published.folder).as_posix()
        found |= {(place, canary) for canary in published.canaries if canary in whole}
        found |= {(place, "a family name")} if "kanarienx" in whole else set()
    assert found == set()


def test_no_canary_is_said(published: Published) -> None:
    assert "letter.txt" in published.said
    assert "Traceback" not in published.said
    assert "kanarienx" not in published.said.lower()
    assert [canary for canary in published.canaries if canary in published.said.lower()] == []


def test_figures_beside_names_are_read(published: Published) -> None:
    tables = (published.folder / "tables" / "reports.csv").read_text(encoding="utf-8")
    row = next(line for line in tables.splitlines() if line.startswith("canary,"))
    assert "Quellstadt" in row
    assert ",3000" in row


def test_workbooks_hold_no_formula(published: Published) -> None:
    cells = 0
    for path in published.folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path).worksheets:
            for cell in (cell for line in sheet.iter_rows() for cell in line if cell.value is not None):
                cells += 1
                assert cell.data_type != "f", (path.name, sheet.title, cell.coordinate, cell.value)
    assert cells > 1000


LIVE = """[...document.querySelectorAll('*')].filter(e =>
  e.tagName === 'SCRIPT' || e.tagName === 'IFRAME' || e.tagName === 'OBJECT' || e.tagName === 'BASE'
  || (e.tagName === 'IMG' && !e.src.startsWith('data:'))
  || [...e.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))
).map(e => e.outerHTML.slice(0, 200))"""
POLICY = "document.querySelector('meta[http-equiv=\"Content-Security-Policy\"]').content"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_markup_is_inert_in_every_page(published: Published, tmp_path: Path) -> None:
    pages = sorted((published.folder / "output").rglob("*.html"))
    assert len(pages) > 14
    with browser(tmp_path / "profile") as tab:
        for page in pages:
            tab.open(page, 1280)
            assert tab.find(LIVE) == [], page.name
            assert tab.requests() == [page.as_uri()], page.name
            assert tab.complaints() == [], page.name
            policy = tab.find(POLICY)
            assert policy.startswith("default-src 'none'"), page.name
            assert "script-src" not in policy
            assert not any(event.get("method") == "Page.javascriptDialogOpening" for event in tab.events)
        shown = published.folder / "output" / "en" / "reports"
        tab.open(shown / "script-alert-1-script.html", 1280)
        assert "<img src=x onerror=alert(1)>" in tab.find("document.body.innerText")


def test_nothing_is_left_outside_the_output(published: Published) -> None:
    names = {path.name for path in published.folder.iterdir() if path.suffix != ".ipynb"}
    assert names == {
        "in", "output", "tables", ".kfd-cache", "unmatched.yml", "questions.md", "questions.docx", "sheet.xlsx",
    }  # fmt: skip
