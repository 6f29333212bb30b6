"""`make bench`: time the loader beside a floor and other libraries, and write the table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.corpus import write_corpus
from benchmarks.paired import MEDIANS, Run, machine, timed, write
from benchmarks.peers import GROUPS, Contest, contests

LIBRARIES = ("pandas", "ahocorasick_rs", "price-parser", "dateparser", "spacy", "scikit-learn")


class Measured(NamedTuple):
    """A contest with its runs."""

    contest: Contest
    runs: list[Run]

    @property
    def rate(self) -> float:
        """Reports (or lines) a second on the clock, by the median run."""
        return self.contest.size / median(run.wall for run in self.runs)

    @property
    def processor_rate(self) -> float:
        """Reports (or lines) a second of processor, by the median run."""
        return self.contest.size / median(run.cpu for run in self.runs)

    def behind(self, first: Measured) -> tuple[float, float]:
        """How many times as fast `first` is, on the clock and by processor: medians over paired runs."""
        pairs = list(zip(self.runs, first.runs, strict=True))
        size = first.contest.size / self.contest.size
        wall = median(own.wall / other.wall for own, other in pairs)
        return size * wall, size * median(own.cpu / other.cpu for own, other in pairs)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table and write it."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--reports", type=int, default=500, help="reports beside others (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn (%(default)s)")
    parser.add_argument("--out", type=Path, help="file to write the table to, as Markdown")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        write(_beside(Path(place), given.reports, given.rounds), given.out)


def _beside(place: Path, size: int, rounds: int) -> list[str]:
    """The rows of the table: every contest in turn, A B C A B C, medians and ratios."""
    write_corpus(place / "beside", size)
    found = list(contests(place / "beside"))
    for contest in found:
        contest.run() if "dates" not in contest.groups else None  # warm up; dateparser is slow and needs none
    measured = [Measured(contest, []) for contest in found]
    for number in range(rounds):
        for one in measured:
            print(f"round {number + 1} of {rounds}: {one.contest.name}", file=sys.stderr)
            one.runs.append(timed(one.contest.run))
    average = sum(path.stat().st_size for path in (place / "beside").iterdir()) / size
    corpus = f"{size} reports of {average / 1000:.1f} KB, {rounds} rounds in turn, in one process."
    head = f"{corpus} Ratio: how many times as fast the first line of its table is."
    return [f"{machine(*LIBRARIES)} {MEDIANS}", "", head, *_rows(measured)]


def _rows(measured: Sequence[Measured]) -> Iterator[str]:
    """A table per group: a line per contest with its rate, and how many times as fast the first one is."""
    for group, title in GROUPS.items():
        members = [one for one in measured if group in one.contest.groups]
        unit = "lines" if group in ("amounts", "dates") else "reports"
        yield from ("", f"**{title}**", "", f"| work | {unit} a second | ratio | … of processor | ratio |")
        yield "| --- | ---: | ---: | ---: | ---: |"
        for one in members:
            ratios = [f"{ratio:,.2f}" for ratio in one.behind(members[0])]
            rates = f"{one.rate:,.0f}", f"{one.processor_rate:,.0f}"
            yield f"| {one.contest.name} | {rates[0]} | {ratios[0]} | {rates[1]} | {ratios[1]} |"


if __name__ == "__main__":
    main()
