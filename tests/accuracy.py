"""How many values are right: the score of every corpus against its hand coding, per field.

``python -m tests.accuracy`` prints the scores, with ``--write`` it stores them in
``tests/accuracy.csv``, with ``--wrong`` it lists every miss. Originals are read where
``KFD_ORIGINALS`` names their folder.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package.stream import write_tables
from tests.practice import score

HERE = Path(__file__).parent
TABLE = HERE / "accuracy.csv"
FIGURES = ("population", "participants", "event_hours", "total_cost_eur", "moderation_cost_eur")
_ROW = re.compile(r"(\w+)\s+([\d.]+)% of (\d+)  wrong (\d+)  missed (\d+)  invented (\d+)")


class Corpus(NamedTuple):
    """Reports with their hand coding."""

    name: str
    reports: Path
    gold: Path


class Score(NamedTuple):
    """Right share and errors of one field (or of all: ``total``) of a corpus."""

    corpus: str
    field: str
    n: int
    right: str
    wrong: int
    missed: int
    invented: int


def corpora() -> Iterator[Corpus]:
    """The corpora that are there: restated five, practice ten, the unseen sets, and the originals if named."""
    yield Corpus("restated", HERE.parent / "data" / "raw", HERE / "practice" / "coding_five.csv")
    yield Corpus("practice", HERE / "practice" / "reports", HERE / "practice" / "coding.csv")
    for folder in sorted((HERE / "unseen").glob("?")):
        yield Corpus(f"unseen-{folder.name}", folder / "reports", folder / "coding.csv")
    originals = os.environ.get("KFD_ORIGINALS")
    if originals and Path(originals).is_dir():
        yield Corpus("originals", Path(originals), HERE / "practice" / "coding_five.csv")


def measure(corpus: Corpus, show_wrong: bool = False) -> list[Score]:
    """Load a corpus and score it.

    Returns
    -------
    list of Score
        One per field and ``total`` (wrong and invented of ``total`` are the false figures).
    """
    with tempfile.TemporaryDirectory() as folder:
        write_tables(find_request(corpus.reports, None, None), Path(folder))
        printed = io.StringIO()
        arguments = [folder, str(corpus.gold)] + (["--wrong"] if show_wrong else [])
        with contextlib.redirect_stdout(printed):
            right, false = score.main(arguments)
    lines = printed.getvalue().splitlines()
    if show_wrong:
        print(f"== {corpus.name}", *(line for line in lines if line.startswith("  ")), sep="\n")
    found = [m for line in lines if (m := _ROW.match(line))]
    fields = [Score(corpus.name, m[1], int(m[3]), m[2], int(m[4]), int(m[5]), int(m[6])) for m in found]
    wrong = sum(s.wrong for s in fields if s.field in FIGURES)
    total = Score(
        corpus.name, "total", sum(s.n for s in fields), f"{right:.1%}".rstrip("%"), wrong, 0, false - wrong
    )
    return [*fields, total]


def stored() -> dict[tuple[str, str], Score]:
    """The table in the repository."""
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = [Score(r["corpus"], r["field"], int(r["n"]), r["right"], int(r["wrong"]), int(r["missed"]),
                      int(r["invented"])) for r in csv.DictReader(file)]  # fmt: skip
    return {(row.corpus, row.field): row for row in rows}


def main(arguments: list[str]) -> None:
    """Print, and store with ``--write``; stored scores of a corpus that is not at hand stay."""
    scores = [
        row for corpus in corpora() if corpus.gold.exists() for row in measure(corpus, "--wrong" in arguments)
    ]
    for row in scores:
        errors = f"wrong {row.wrong}  missed {row.missed}  invented {row.invented}"
        if row.field == "total":
            errors = f"false figures {row.wrong + row.invented}"
        print(f"{row.corpus:10} {row.field:24} {row.right:>6} % of {row.n:4}  {errors}")
    if "--write" in arguments:
        there = {row.corpus for row in scores}
        scores += [row for row in stored().values() if row.corpus not in there]
        with open(TABLE, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Score._fields)
            writer.writerows(scores)


if __name__ == "__main__":
    main(sys.argv[1:])
