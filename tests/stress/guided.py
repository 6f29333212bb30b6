"""Fuzzing led by coverage: ``python -m tests.stress.guided [RUNS]``; needs atheris, which is not locked.

Every input is read as the text of a report. Whatever is raised besides the package's own errors ends the run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.stress.counts import counted, write_figures
from tests.stress.mutants import seeds

RUNS = 20_000


def read(data: bytes) -> None:
    """Load the bytes as a report; a refusal is in order, a fault of the program that was only named is not."""
    from kfd_analysis.loading import FAULT, Task, load_one
    from kfd_analysis.review.corrections import Corrections

    PLACE.write_bytes(data)
    loaded = load_one(Task(PLACE, "guided", "original"), BOOK, Corrections())
    if FAULT in [row[4] for row in loaded.problems]:
        raise AssertionError(loaded.problems)


def fuzz(folder: Path, runs: str) -> None:
    """In the child: set up atheris over the package's code, and run."""
    global BOOK, PLACE
    import atheris

    with atheris.instrument_imports(include=["kfd_analysis"]):
        import kfd_analysis.loading  # noqa: F401
        from kfd_analysis.codebook import load_codebook
    BOOK, PLACE = load_codebook(), folder / "guided.txt"
    atheris.Setup(
        [sys.argv[0], str(folder / "corpus"), f"-runs={runs}", "-max_len=12000", "-timeout=60"], read
    )
    atheris.Fuzz()


def main(runs: int) -> int:
    """Run the fuzzer in a child and note how often."""
    if find_spec("atheris") is None:
        print("atheris is not installed: no fuzzing led by coverage")
        return 0
    with tempfile.TemporaryDirectory() as name, counted("texts led by coverage (atheris)", runs) as failures:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        for number, text in enumerate(seeds()):
            (corpus / str(number)).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "tests.stress.guided", "child", name, str(runs)]
        status = subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
        failures.extend(["stopped"] if status else [])
    write_figures()
    return status


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        fuzz(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
