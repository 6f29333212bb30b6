"""`make bench-sizes`: every way to load stands in the table for every size."""

import re
from pathlib import Path

import pytest

from benchmarks import sizes


def test_table_of_two_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row per size and way, each with what was measured: the first size in two rounds, twice as many in one."""
    out = tmp_path / "sizes.md"
    sizes.main(["--sizes", "2", "4", "--ways", "one", "apart", "--rounds", "2", "--out", str(out)])
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in out.read_text(encoding="utf-8").splitlines()]
    ways = [sizes.WAYS[way].words for way in ("one", "apart")]
    assert [row[:3] for row in rows[4:]] == [[*size, way] for size in ("22", "41") for way in ways]
    assert all(float(cell) >= 0 for row in rows[4:] for cell in row[3:])
    assert {row[5] for row in rows[4:6]} == {row[7] for row in rows[4:6:2]} == {"1.00"}
    assert "4 reports, round 1 of 1: one process" in capsys.readouterr().err


def test_help_prints_what_is_usual(capsys: pytest.CaptureFixture[str]) -> None:
    """As it would be typed, not as Python prints it."""
    with pytest.raises(SystemExit):
        sizes.main(["--help"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "--sizes N [N ...] reports (1000 4000)" in printed
    assert "(one two apart)" in printed
