"""How long the suite takes: ``python -m benchmarks.suite [--rounds N] [--out FILE]``.

``kfd report --pages-only`` on the five reports beside ``jupyter nbconvert --execute`` on the same notebooks,
then a second run with nothing changed, and the exports and the second language apart.
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
FRESH = (
    "import pathlib, shutil, sys; shutil.rmtree('.kfd-cache', ignore_errors=True); "
    "from kfd_analysis.cli import main; sys.exit(main(sys.argv[1:]))"
)
"""A run that cannot know of an earlier one."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suite", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, in turn (%(default)s)")
    parser.add_argument(
        "--exports", action="store_true", help="the whole output too, in one language and in two"
    )
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        commands = _commands(Path(place), given.exports)
        runs = in_turn(commands, given.rounds, Path(place))
    write(
        [*table(runs, NBCONVERT), f"{machine('nbconvert', 'ipykernel', 'matplotlib', 'pandas')} {MEDIANS}"],
        given.out,
    )


def _commands(place: Path, exports: bool) -> dict[str, list[str]]:
    report = ["report", str(ROOT / "data" / "raw"), "--out"]
    fresh, pages = [sys.executable, "-c", FRESH, *report], [str(place / "pages"), "--pages-only"]
    executed = ["nbconvert", "--to", "html", "--execute", "--output-dir", str(place / "html"), *NOTEBOOKS]
    commands = {
        NBCONVERT: [str(BIN / "jupyter"), *executed],
        "kfd report --pages-only": [*fresh, *pages],
        "the same again, nothing changed": [str(BIN / "kfd"), *report, *pages],
    }
    if exports:
        commands["kfd report"] = [*fresh, str(place / "whole")]
        commands["kfd report --lang en --lang de"] = [
            *fresh, str(place / "both"), "--lang", "en", "--lang", "de",
        ]  # fmt: skip
    return commands


if __name__ == "__main__":
    main()
