"""How long the suite takes: ``python -m benchmarks.suite [--rounds N] [--out FILE]``.

``kfd report --pages-only`` on the five reports beside ``jupyter nbconvert --execute`` on the same notebooks,
then a second run with nothing changed, one with a word more in a report and one with another cost in it;
then the whole output, in one language and in two, and after another cost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.paired import MEDIANS, ROOT, in_turn, machine, table, write

BIN = Path(sys.executable).parent
NOTEBOOKS = [str(path) for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))]
NBCONVERT = "jupyter nbconvert --to html --execute, one process"
RUN = "import shutil, sys, pathlib, kfd_analysis.cli; {}; sys.exit(kfd_analysis.cli.main(sys.argv[1:]))"
FRESH = "shutil.rmtree('.kfd-cache', ignore_errors=True); shutil.copytree({!r}, 'data', dirs_exist_ok=True)"
"""Before a run that cannot know of an earlier one: the reports as they are, and what stands beside them."""
CHANGED = (
    "file = pathlib.Path('data/raw/plochingen.txt'); text = file.read_text(encoding='utf-8'); "
    "assert text.count({0!r}); file.write_text(text.replace({0!r}, {1!r}, 1), encoding='utf-8')"
)
"""Before a run that knows of an earlier one."""
WORD, COST = ("\n", " x\n"), (" 6.000", " 6.500")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suite", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        runs = in_turn(_commands(Path(place)), given.rounds, Path(place))
    write(
        [*table(runs, NBCONVERT), f"{machine('nbconvert', 'ipykernel', 'matplotlib', 'pandas')} {MEDIANS}"],
        given.out,
    )


def _commands(place: Path) -> dict[str, list[str]]:
    """Each begins with what the one before has left."""
    executed = ["nbconvert", "--to", "html", "--execute", "--output-dir", str(place / "html"), *NOTEBOOKS]
    fresh, word, cost = FRESH.format(str(ROOT / "data")), CHANGED.format(*WORD), CHANGED.format(*COST)
    pages, both = ["--pages-only", "--out", "pages"], ["--lang", "en", "--lang", "de"]
    return {
        NBCONVERT: [str(BIN / "jupyter"), *executed],
        "kfd report --pages-only": _report(fresh, *pages),
        "the same again, nothing changed": [str(BIN / "kfd"), "report", "data/raw", *pages],
        "… a word more in one report": _report(word, *pages),
        "… another cost in one report": _report(cost, *pages),
        "kfd report": _report(fresh),
        "… another cost in one report, the whole again": _report(cost),
        "kfd report --lang en --lang de": _report(fresh, *both),
    }


def _report(before: str, *options: str) -> list[str]:
    return [sys.executable, "-c", RUN.format(before), "report", "data/raw", *options]


if __name__ == "__main__":
    main()
