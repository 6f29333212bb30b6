"""What a run need not do again: a notebook or a chart that has read nothing that is not as it was.

With each is kept what it gave, and the digest of every part of the data set that it read on the way. All
else that it depends on, from the codebook to the libraries, is one digest for all (`unchanged.program_of`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kfd_analysis.errors import KfdError
from kfd_analysis.publishing.unchanged import kept_at
from kfd_analysis.writing import write_file


class Made(NamedTuple):
    """What a step gives.

    Attributes
    ----------
    result
        Made of lists, dictionaries, numbers and text.
    read
        Names of the parts of the data set that it read; None if it may have read anything.
    files
        What it wrote, relative to the output.
    """

    result: Any = None
    read: Collection[str] | None = None
    files: Collection[str] = ()


class Memory:
    """What the last run into a folder has made, as far as it was made by the same program.

    Parameters
    ----------
    out
        The folder.
    program
        Digest of all that a step depends on, beside the data set.
    """

    def __init__(self, out: Path, program: str) -> None:
        self._out, self._program = out, program
        self._place = kept_at(out, "steps")
        self._files = self._place.with_suffix("")
        self._steps = _steps(self._place, program)

    def recall(self, name: str, parts: Mapping[str, str], fresh: Path) -> Made | None:
        """What a step gave, its files copied to `fresh`, if it would give the same again.

        Parameters
        ----------
        parts
            Digest of every part of the data set.
        """
        kept = self._steps.get(name)
        if kept is None or any(parts.get(part) != digest for part, digest in kept["read"].items()):
            return None
        if any(_digest(self._copy(*named)) != named[1] for named in kept["files"].items()):
            return None
        for file, digest in kept["files"].items():
            shutil.copyfile(self._copy(file, digest), fresh / file)
        return Made(kept["result"], [*kept["read"]], [*kept["files"]])

    def keep(self, made: Mapping[str, Made], parts: Mapping[str, str]) -> None:
        """Keep what was made, when its files lie in the output; without a place for it, all is made again.

        What earlier runs have made and this one was not asked for, such as another language, stays.
        """
        earlier = {name: step for name, step in self._steps.items() if name not in made}
        steps = earlier | {
            name: {
                "read": {part: parts[part] for part in step.read},
                "files": {file: _digest(self._out / file) for file in step.files},
                "result": step.result,
            }
            for name, step in made.items()
            if step.read is not None and set(step.read) <= set(parts)
        }
        try:
            self._keep_files([step["files"] for step in steps.values()])
            write_file(self._place, json.dumps({"program": self._program, "steps": steps}).encode("utf-8"))
        except (OSError, KfdError):
            pass

    def _keep_files(self, wanted: Iterable[Mapping[str, str]]) -> None:
        """Keep a copy of every file under its digest, for the output holds those of the last run alone."""
        files = {self._copy(*named): named for step in wanted for named in step.items()}
        self._files.mkdir(parents=True, exist_ok=True)
        for path in self._files.iterdir():
            if path not in files:
                path.unlink()
        for path, (file, digest) in files.items():
            if _digest(path) != digest and (self._out / file).is_file():
                shutil.copyfile(self._out / file, path)

    def _copy(self, file: str, digest: str) -> Path:
        return self._files / f"{digest}{Path(file).suffix}"


def _steps(place: Path, program: str) -> dict[str, Any]:
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        return dict(kept["steps"]) if kept["program"] == program else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
