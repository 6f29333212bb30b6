"""The same reports give the same bytes: on a second run, whatever the order, the seed, the zone, the locale."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile.base import form

ROOT = Path(__file__).parents[2]
REPORTS = {
    "Ältdorf.txt": form("Steckbrief Ä", name="Altdorf"),
    "b.txt": form("Steckbrief b", name="Bedorf", costs="Insgesamt ca. 2.500 €"),
    "Z.txt": form("Steckbrief Z", name="Zedorf", actors="gut 60 Personen"),
}
CODE = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[1], 8))
from kfd_analysis import showing
for kind in (showing.CHARTS,):
    for name in list(kind)[3:]:
        del kind[name]
from kfd_analysis.cli import main
words = ["in", "--jobs", sys.argv[2], "--quiet"]
sys.exit(main(["report", *words]) or main(["load", *words, "--out", "tables"]))
"""
RUNS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "umask": "022", "jobs": "2", "order": "1"},
    {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "umask": "077", "jobs": "1", "order": "-1"},
)  # fmt: skip


def made(place: Path, run: dict[str, str]) -> dict[str, str]:
    """Digest of every file that a run writes."""
    (place / "in").mkdir(parents=True)
    for name, text in list(REPORTS.items())[:: int(run["order"])]:
        (place / "in" / name).write_text(text, encoding="utf-8")
    settings = {key: run[key] for key in ("PYTHONHASHSEED", "TZ", "LC_ALL")}
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KFD_", "LC_", "LANG"))} | settings
    env["PYTHONPATH"] = str(ROOT / "src")
    command = [sys.executable, "-c", CODE, run["umask"], run["jobs"]]
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    files = [path for name in ("output", "tables") for path in sorted((place / name).rglob("*"))]
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files if path.is_file()
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no umask, and zones have other names")
def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (made(tmp_path / str(n) / "place", run) for n, run in enumerate(RUNS))
    assert {Path(name).suffix for name in first} >= {
        ".html",
        ".xlsx",
        ".csv",
        ".png",
        ".svg",
        ".pdf",
        ".json",
    }
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
