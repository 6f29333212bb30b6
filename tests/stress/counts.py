"""How often each check of this folder is made: few times in a test run, in full with `make stress`.

What `make stress` did is written to ``figures.csv`` here.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = bool(os.environ.get("KFD_STRESS"))
FIGURES = Path(__file__).parent / "figures.csv"
COLUMNS = ("check", "times", "failures", "seconds")
_done: dict[str, tuple[int, int, int]] = {}


def count(small: int, full: int) -> int:
    """How often: `small` in a test run, `full` with `make stress`."""
    return full if FULL else small


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
