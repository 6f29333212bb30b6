"""One load for many notebooks: a run keeps the data set it has read, and its notebooks take it from there.

The file lives as long as the run, in a folder that nobody else can write to.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import TypeVar

VARIABLE = "KFD_SHARED"
"""Environment variable that names the file."""
Place = str | os.PathLike[str] | None
T = TypeVar("T")


def share(path: Path, ds: object, folder: Path, codebook: Place, corrections: Place) -> dict[str, str]:
    """Keep `ds`, which was read from these, in a file; the variables that let others find it."""
    path.write_bytes(pickle.dumps((_asked(folder, codebook, corrections), ds)))
    return {VARIABLE: str(path)}


def shared(kind: type[T], folder: Path, codebook: Place, corrections: Place) -> T | None:
    """The data set (a `kind`) that this run has kept, if exactly that is asked for."""
    path = os.environ.get(VARIABLE)
    if not path:
        return None
    codebook = codebook or os.environ.get("KFD_CODEBOOK")
    corrections = corrections or os.environ.get("KFD_CORRECTIONS")
    asked, ds = pickle.loads(Path(path).read_bytes())
    return ds if asked == _asked(folder, codebook, corrections) and isinstance(ds, kind) else None


def _asked(*places: Place) -> tuple[str, ...]:
    return tuple(os.path.realpath(place) if place else "" for place in places)
