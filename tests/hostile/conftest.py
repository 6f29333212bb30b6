"""One output of strange reports for all tests that look for what must not be in it."""

from __future__ import annotations

import contextlib
import io
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.hostile.base import form
from tests.hostile.canaries import canary_report
from tests.hostile.strange import MARKUP

from kfd_analysis.cli import main
from kfd_analysis.publishing import report
from kfd_analysis.publishing.store import stored_bytes

ROOT = Path(__file__).parents[2]


class Published(NamedTuple):
    """What the commands wrote and said about strange reports."""

    folder: Path
    canaries: list[str]
    said: str


def strange_folder(folder: Path) -> list[str]:
    """Write canary reports and reports full of markup; the canaries."""
    folder.mkdir()
    text, canaries = canary_report()
    (folder / "canary.txt").write_text(text, encoding="utf-8")
    (folder / "letter.txt").write_text("Sehr geehrte Frau Kanarienxaaa,\n\nanbei die Rechnung.", "utf-8")
    for number, name in enumerate(("<script>alert(1)<script>.txt", "=HYPERLINK(1).txt", "{{config}}.txt")):
        lines = "\n".join(f"- Wohnen {words}" for words in MARKUP[number::3])
        town = ("<img src=x onerror=alert(1)>", '=HYPERLINK("http://example.org";"x")', "$x$ {{config}}")[
            number
        ]
        answers = {key: lines for key in ("topics", "outcomes", "recommendations")}
        (folder / name).write_text(form(f"Steckbrief {number}", name=town, **answers), encoding="utf-8")
    return canaries


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Every command that writes or shows something, run on the strange reports."""
    place = tmp_path_factory.mktemp("published")
    canaries = strange_folder(place / "in")
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        write = report.write_pages

        def stored(site, folder):
            for name, notebook in site.notebooks.items():
                (place / f"{name}.ipynb").write_bytes(stored_bytes(deepcopy(notebook)))
            write(site, folder)

        patch.setattr(report, "write_pages", stored)
        patch.chdir(place)
        given = ["in", "--jobs", "2"]
        words = [
            ["report", *given, "--out", "output"],
            ["load", *given, "--out", "tables", "--unmatched", "unmatched.yml"],
            ["questions", *given, "--out", "questions.md"],
            ["questions", *given, "--out", "questions.docx"],
            ["sheet", *given, "--out", "sheet.xlsx"],
            ["explain", "canary", "--reports", "in"],
        ]
        status = [main(line) for line in words]
    assert max(status) <= 1, err.getvalue()
    return Published(place, canaries, out.getvalue() + err.getvalue())
