"""Commands measured in turn (A B A B), each as a whole process, so that a busy machine is fair to both."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Run(NamedTuple):
    """One run: seconds on the clock, and seconds of processor of the command and all that it started."""

    wall: float
    cpu: float


MEDIANS = "Medians; ratios are medians of the ratios of paired runs."


def in_turn(commands: Mapping[str, Sequence[str]], rounds: int, folder: Path = ROOT) -> dict[str, list[Run]]:
    """Run every command `rounds` times in turn, after one round that does not count."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            print(f"round {number} of {rounds}: {name}", file=sys.stderr)
            run = _run(command, folder)
            if number:
                runs[name].append(run)
    return runs


def _run(command: Sequence[str], folder: Path) -> Run:
    quiet = subprocess.DEVNULL
    return timed(lambda: subprocess.run(command, cwd=folder, check=True, stdout=quiet, stderr=quiet))


def timed(work: Callable[[], object]) -> Run:
    """Do some work once, here or in processes that have ended when it is done."""
    before, own, start = os.times(), time.process_time(), time.perf_counter()
    work()
    wall, own, after = time.perf_counter() - start, time.process_time() - own, os.times()
    return Run(wall, own + sum(after[2:4]) - sum(before[2:4]))


def table(runs: Mapping[str, Sequence[Run]], against: str) -> list[str]:
    """Medians of each command and its ratio to the one named, pair by pair, as a Markdown table."""
    rows = [
        "| command | seconds | processor seconds | ratio | ratio, processor |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, own in runs.items():
        pairs = list(zip(own, runs[against], strict=True))
        wall, cpu = median(run.wall for run in own), median(run.cpu for run in own)
        ratio = median(a.wall / b.wall for a, b in pairs)
        processor = median(a.cpu / max(b.cpu, 0.01) for a, b in pairs)
        rows.append(f"| {name} | {wall:.3f} | {cpu:.2f} | {ratio:.2f} | {processor:.2f} |")
    return [*rows, ""]


def machine(*libraries: str) -> str:
    """Versions and machine, in a line."""
    versions = "".join(f", {name} {version(name)}" for name in libraries)
    return (
        f"Python {platform.python_version()}{versions}; {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors ({_processor()}){_load()}. "
        "Beside other programs the processor seconds tell more: they count all processes of a command."
    )


def _load() -> str:
    """How many processes wanted a processor in the last quarter of an hour."""
    return f", load {os.getloadavg()[2]:.0f}" if hasattr(os, "getloadavg") else ""


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text()) if info.is_file() else []
    return names[0] if names else platform.processor() or platform.machine()


def write(lines: Sequence[str], out: Path | None) -> None:
    """Print the lines, and write them to `out` if it is given."""
    text = "\n".join(lines) + "\n"
    print(text)
    if out:
        out.write_text(text, encoding="utf-8")
