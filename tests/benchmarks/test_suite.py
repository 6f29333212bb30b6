"""The benchmark of the suite: what it changes between its runs, and the options of every target."""

import re
import subprocess
from pathlib import Path

from benchmarks.suite import NBCONVERT, _commands

ROOT = Path(__file__).parents[2]
RAW = ROOT / "data" / "raw" / "plochingen.txt"


def test_every_target_takes_options():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    recipes = re.findall(r"-m benchmarks\.\w+ .*", makefile)
    assert len(recipes) > 4
    assert [recipe for recipe in recipes if not recipe.endswith("$(BENCH)")] == []


def test_each_run_begins_with_the_reports_that_it_speaks_of(tmp_path):
    """Each is begun as the benchmark begins it, but asked for the version alone."""
    said = RAW.read_text(encoding="utf-8")
    found = {}
    for name, command in _commands(tmp_path).items():
        if "-c" in command:
            begun = [*command[: command.index("report")], "--version"]
            subprocess.run(begun, cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
        if name != NBCONVERT:
            found[name] = (tmp_path / "data" / "raw" / RAW.name).read_text(encoding="utf-8")
    word, cost = said.replace("\n", " x\n", 1), said.replace(" 6.000", " 6.500")
    assert len({said, word, cost}) == 3
    assert list(found.values()) == [said, said, word, word.replace(" 6.000", " 6.500"), said, cost, said]
