"""Load a folder in a process of its own and say what each file took: ``python run.py FOLDER OUT FIGURES``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import psutil

from kfd_analysis.codebook import load_codebook
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package.stream import write_tables


def spent() -> float:
    """Seconds of the processor so far, of this process and of its children, ended or not."""
    running = 0.0
    for child in psutil.Process().children():
        try:
            running += sum(child.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return sum(os.times()[:4]) + running


def largest() -> int:
    """Kilobytes that the largest of this process and its children ever held.

    Not by ``resource``: what a process held before it started another program is counted there, too.
    """
    peaks = []
    for process in (psutil.Process(), *psutil.Process().children()):
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        peaks += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]
    return max(peaks)


def main(folder: str, out: str, figures: str) -> None:
    """Load, write the tables, and write seconds of the processor per file and the memory of the largest process."""
    seconds: dict[str, float] = {}
    book = load_codebook()
    last = spent()

    def step(_done: int, _total: int, name: str) -> None:
        nonlocal last
        now = spent()
        seconds[name], last = now - last, now

    write_tables(find_request(folder, book, None), Path(out), progress=step)
    said = {"seconds": seconds, "kilobytes": largest()}
    Path(figures).write_text(json.dumps(said, ensure_ascii=True), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
