"""How often each check of this folder is made: few times in a test run, in full with `make stress`.

What `make stress` did is written to ``figures.csv`` here. ``KFD_STRESS`` is the share of the full counts
(1 with `make stress`; 0.1 for a tenth).
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = float(os.environ.get("KFD_STRESS") or 0)
FIGURES = Path(__file__).parent / "figures.csv"
COLUMNS = ("check", "times", "failures", "seconds")
_done: dict[str, tuple[int, int, int]] = {}


def count(small: int, full: int) -> int:
    """How often: `small` in a test run, `full` with `make stress`."""
    return max(small, round(full * FULL))


@contextmanager
def counted(check: str, times: int) -> Iterator[list[object]]:
    """Note how often a check was made and how it went; failures are put into the list."""
    failures: list[object] = []
    start = time.monotonic()
    try:
        yield failures
    except BaseException as error:
        failures.append(error)
        raise
    finally:
        _done[check] = (times, len(failures), round(time.monotonic() - start))


def write_figures() -> None:
    """Write what was done over what is known of earlier runs."""
    known: dict[str, tuple[object, ...]] = {}
    if FIGURES.is_file():
        with FIGURES.open(encoding="utf-8", newline="") as file:
            known = {row["check"]: tuple(row[name] for name in COLUMNS[1:]) for row in csv.DictReader(file)}
    known |= _done
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((check, *row) for check, row in sorted(known.items()))
