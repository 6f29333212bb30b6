"""One load for many notebooks: a run keeps the data set it has read, and its notebooks take it from there.

The file lives as long as the run, in a folder that nobody else can write to.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

VARIABLE = "KFD_SHARED"
"""Environment variable that names the file."""
Place = str | os.PathLike[str] | None


def share(path: Path, ds: Dataset, codebook: Place, corrections: Place) -> dict[str, str]:
    """Keep `ds`, which was read with these, in a file; the variables that let others find it."""
    path.write_bytes(pickle.dumps((_asked(ds.folder, codebook, corrections), ds)))
    return {VARIABLE: str(path)}


def shared(folder: Path, codebook: Place, corrections: Place) -> Dataset | None:
    """The data set that this run has kept, if exactly that is asked for."""
    path = os.environ.get(VARIABLE)
    if not path:
        return None
    codebook = codebook or os.environ.get("KFD_CODEBOOK")
    corrections = corrections or os.environ.get("KFD_CORRECTIONS")
    asked, ds = pickle.loads(Path(path).read_bytes())
    return ds if asked == _asked(folder, codebook, corrections) else None


def _asked(*places: Place) -> tuple[str, ...]:
    return tuple(os.path.realpath(place) if place else "" for place in places)
