"""A run that would write what is there already writes nothing: it only looks whether that is so.

After a run the digests of all that went into it and of all that it wrote are kept in ``.kfd-cache``.
They are of contents, not of times, so that a checkout or a copy changes nothing; only a file above `LARGE`,
which would take long to read, is known by its size and time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kfd_analysis.errors import KfdError
from kfd_analysis.publishing.files import put_in_order, remove
from kfd_analysis.publishing.job import Job, Outcome
from kfd_analysis.publishing.places import PACKAGE
from kfd_analysis.writing import remove_workplaces, write_file

CACHE = Path(".kfd-cache")
LARGE = 50_000_000
"""Bytes above which a file is known by its size and time; no report is that large."""


def made_from(job: Job) -> str:
    """Digest of all that an output depends on: the reports, the options, and what steps depend on."""
    options = job._replace(jobs=0, out=Path())
    return _digest([repr(options), program_of(job)], _visible(job.reports))


def program_of(job: Job) -> str:
    """Digest of all else that a step depends on: notebooks, codebook, program, libraries, what is beside."""
    beside = job.reports.resolve().parent
    corrections = job.corrections or os.environ.get("KFD_CORRECTIONS") or beside / "corrections.csv"
    codebook = job.codebook or os.environ.get("KFD_CODEBOOK")
    notebooks = {path.parent for path in job.notebooks}
    folders = [beside / "coding", *([Path(codebook)] if codebook else []), *sorted(notebooks)]
    files = [path for folder in folders for path in _visible(folder)]
    program = sorted(path for path in PACKAGE.rglob("*.*") if path.suffix != ".pyc")
    return _digest([str(Path.cwd()), sys.version, *_libraries()], [*files, Path(corrections), *program])


def recall(job: Job, digest: str) -> Outcome | None:
    """What the last run said, if it was made from the same and its output is as it left it.

    What a killed run has left is put in order first, for nothing else may be done.
    """
    try:
        put_in_order(job.out)
        remove_workplaces()
        kept = json.loads(kept_at(job.out, "report").read_text(encoding="utf-8"))
        if kept["made_from"] == digest and kept["output"] == _output(job):
            return Outcome(int(kept["reports"]), [str(words) for words in kept["unread"]])
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return None


def remember(job: Job, digest: str, outcome: Outcome) -> None:
    """Keep what an output was made from; without a place to keep it, the next run does all again.

    What is kept of outputs that are gone is removed.
    """
    kept = {"made_from": digest, "out": str(job.out), "output": _output(job), **outcome._asdict()}
    try:
        CACHE.mkdir(exist_ok=True)
        write_file(kept_at(job.out, "report"), json.dumps(kept, indent=1).encode("utf-8"))
        _forget_gone()
    except (OSError, KfdError):
        pass


def kept_at(out: Path, what: str) -> Path:
    """Where something is kept of the last run into a folder."""
    name = hashlib.sha256(os.path.realpath(out).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return CACHE / f"{what}-{name}.json"


def _forget_gone() -> None:
    for path in CACHE.glob("report-*.json"):
        if not _is_there(path):
            path.unlink()
    for path in CACHE.glob("steps-*"):
        if not path.with_name(f"report-{path.stem.removeprefix('steps-')}.json").exists():
            remove(path)


def _is_there(kept: Path) -> bool:
    """Whether there still is the output that something is kept of."""
    try:
        return Path(json.loads(kept.read_text(encoding="utf-8"))["out"]).is_dir()
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _output(job: Job) -> str:
    return _digest([], sorted(job.out.rglob("*"))) if job.out.is_dir() else ""


def _visible(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if not p.name.startswith(".")) if folder.is_dir() else []


def _libraries() -> Iterator[str]:
    """Names of the installed packages with their versions."""
    for place in sys.path:
        if os.path.isdir(place):
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))


def _digest(words: Iterable[str], files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for word in words:
        whole.update(f"{word}\0".encode("utf-8", "surrogateescape"))
    for path in files:
        whole.update(f"{path}\0{_content(path)}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _content(path: Path) -> str:
    """What a file holds, in short; anything else is known by its name alone."""
    try:
        if not path.is_file():
            return ""
        state = path.stat()
        if state.st_size > LARGE:
            return f"{state.st_size} {state.st_mtime_ns}"
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        return str(error.errno)
