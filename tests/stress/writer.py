"""Kill a process while it writes, again and again: ``python -m tests.stress.writer FOLDER TIMES SEED``.

A child writes two editions of every kind of output in turn; it is killed at a random moment. What lies there
then must be one edition or the other, whole, at the latest when the next run has begun; and after the next
run nothing else may lie beside it. Failures are printed, a line each.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.hostile.base import form
from tests.publishing.sample import sample
from tests.publishing.site import write_site

from kfd_analysis.codebook import load_codebook
from kfd_analysis.dataset import load_dataset
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.files import filled_folder, swapped_folder, write_file
from kfd_analysis.publishing.package.stream import write_tables
from kfd_analysis.publishing.workbook import write_workbook

Writer = Callable[[Path, int], None]
LONGEST = 0.4  # seconds until the kill


def writers(place: Path) -> dict[str, Writer]:
    """How each kind of output is written, in edition 0 or 1."""
    book = load_codebook()
    editions = []
    for number in (0, 1):
        (place / f"in-{number}").mkdir()
        (place / f"in-{number}" / "a.txt").write_text(
            form(f"Steckbrief {number}", name=f"Quellstadt{number}")
        )
        editions.append(load_dataset(place / f"in-{number}", codebook=book))

    def tables(folder: Path, edition: int) -> None:
        parquet = bool(edition) and find_spec("pyarrow") is not None  # the other form, so that tables go, too
        write_tables(find_request(place / f"in-{edition}", book, None), folder / "tables", parquet=parquet)

    def output(folder: Path, edition: int) -> None:
        with swapped_folder(folder / "output") as fresh:
            write_site(
                fresh, ds=sample(versions={"rules": "1", "codebook": "c", "data": f"edition{edition}"})
            )
            write_workbook(editions[edition], book, "en", fresh / "en" / "kfd_comparison.xlsx")

    def file(folder: Path, edition: int) -> None:
        write_file(folder / "sheet.xlsx", f"edition{edition}".encode() * 200_000)

    return {"tables": tables, "output": output, "file": file}


def state(folder: Path) -> dict[str, bytes]:
    """All that can be seen in a folder, hidden things apart."""
    hidden = [part for path in folder.rglob("*") for part in path.relative_to(folder).parts if part[0] == "."]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(path.relative_to(folder).parts) & set(hidden)
    }


def killed(work: Callable[[], None], seconds: float) -> None:
    """Do work in a child and kill it."""
    child = os.fork()
    if child == 0:
        try:
            while True:
                work()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def ended(work: Callable[[], None]) -> int:
    """Do work in a child to its end; its exit status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:
            print(f"next run: {error!r}", flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


class Interrupted(Exception):
    """Raised in the middle of a next run, to see what the beginning of a run has put in order."""


def begun(kind: str, folder: Path) -> None:
    """A run that begins and fails."""
    places = {"tables": filled_folder, "output": swapped_folder}
    if kind in places:
        with contextlib.suppress(Interrupted), places[kind](folder / kind):
            raise Interrupted


def main(place: Path, times: int, seed: int) -> None:
    """Kill each kind of writer `times` times."""
    chance = random.Random(seed)
    for kind, write in writers(place).items():
        folder = place / kind
        folder.mkdir()
        whole = []
        for edition in (0, 1):
            write(folder, edition)
            whole.append(state(folder))
        assert whole[0] != whole[1]
        for number in range(times):
            turn = iter(range(10**9))
            killed(lambda t=turn, f=folder, w=write: w(f, next(t) % 2), chance.uniform(0, LONGEST))  # type: ignore[misc]
            ended(lambda k=kind, f=folder: begun(k, f))  # type: ignore[misc]
            if state(folder) not in whole:
                print(f"{kind} {number}: not whole when the next run has begun", flush=True)
            if ended(lambda n=number, f=folder, w=write: w(f, n % 2)) or state(folder) != whole[number % 2]:  # type: ignore[misc]
                print(f"{kind} {number}: the next run did not write", flush=True)
            seen = {path.name for path in folder.rglob("*")}
            if any(".kfd-" in name for name in seen):
                print(f"{kind} {number}: left {seen}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
