"""One load for many notebooks: a run keeps the data set it has read, and its notebooks take it from there.

It is kept in parts, and whoever takes it reads a part when it is asked for: so a run knows what a notebook
depends on. The parts live as long as the run, in a folder that nobody else can write to.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kfd_analysis.tables.frames import PARTS, Parted

if TYPE_CHECKING:
    import pandas as pd

VARIABLE = "KFD_SHARED"
"""Environment variable that names the folder."""
NOTED = "KFD_PARTS_READ"
"""Environment variable that names a file, to which the name of every part that is read is added."""
ELSEWHERE = "elsewhere"
"""What is noted where reports are read that this run has not kept."""
_OF_ALL = "_of_all"
Place = str | os.PathLike[str] | None
Note = Callable[[str], None]
T = TypeVar("T")


def share(place: Path, ds: Any, folder: Path, codebook: Place, corrections: Place) -> dict[str, str]:
    """Keep `ds`, which was read from these, in a new folder; the variables that let others find it."""
    place.mkdir()
    for name, part in _parts(ds):
        (place / name).write_bytes(pickle.dumps(part))
    (place / _OF_ALL).write_bytes(pickle.dumps((_asked(folder, codebook, corrections), type(ds))))
    return {VARIABLE: str(place)}


def digests(ds: Any) -> dict[str, str]:
    """Digest of the content of every part of a data set, by name."""
    return {name: hashlib.sha256(_written(part).encode()).hexdigest() for name, part in _parts(ds)}


def shared(kind: type[T], folder: Path, codebook: object, corrections: Place) -> T | None:
    """The data set (a `kind`) that this run has kept, if exactly that is asked for."""
    place = os.environ.get(VARIABLE)
    if not place:
        return None
    codebook = codebook or os.environ.get("KFD_CODEBOOK")
    corrections = corrections or os.environ.get("KFD_CORRECTIONS")
    asked, kept = pickle.loads((Path(place) / _OF_ALL).read_bytes())
    if issubclass(kept, kind) and asked == _asked(folder, codebook, corrections):
        ready: T = opened(Path(place), _note)
        return ready
    elsewhere()
    return None


def opened(place: Path, note: Note) -> Any:
    """The data set that is kept in a folder; `note` is called with the name of every part that is read."""
    _asked, kind = pickle.loads((place / _OF_ALL).read_bytes())
    ds: Any = object.__new__(_in_parts(kind))
    ds.__dict__.update(_place=place, _note=note)
    return ds


def elsewhere() -> None:
    """Note that reports are read that this run has not kept."""
    _note(ELSEWHERE)


def _note(part: str) -> None:
    if name := os.environ.get(NOTED):
        with open(name, "a", encoding="utf-8") as file:
            file.write(f"{part}\n")


def _asked(*places: object) -> tuple[object, ...]:
    """What is asked for, folders by their full path; a codebook that was made in memory stands for itself."""
    return tuple(os.path.realpath(p) if isinstance(p, str | os.PathLike) else p or "" for p in places)


def _parts(ds: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a data set by name, and the parts of it that are read alone."""
    yield from ((field.name, getattr(ds, field.name)) for field in fields(ds))
    yield "cases", ds.cases
    for table, column in PARTS.items():
        for about in dict.fromkeys(getattr(ds, table)[column]):
            yield f"{table}.{about}", ds.part(table, about)


def _written(part: object) -> str:
    """A part as text: the same for the same content, whatever the order of its sets in memory."""
    return json.dumps(part, default=_content)


def _content(thing: Any) -> Any:
    if isinstance(thing, frozenset | set):
        return sorted(thing)
    if hasattr(thing, "to_dict"):
        return [str(kind) for kind in thing.dtypes], thing.to_dict("split")
    return repr(thing)


class _InParts(Parted):
    """A data set whose parts are read when they are asked for; what was read whole is not read in parts."""

    _place: Path
    _note: Note

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not (self._place / name).is_file():
            raise AttributeError(name)
        self.__dict__[name] = self._read(name)
        return self.__dict__[name]

    def _read(self, name: str) -> Any:
        self._note(name)
        return pickle.loads((self._place / name).read_bytes())

    @property
    def cases(self) -> pd.DataFrame:
        """Who reports."""
        found: pd.DataFrame = super().cases if "reports" in self.__dict__ else self._read("cases")
        return found

    def part(self, table: str, about: str) -> pd.DataFrame:
        """The rows of a table about one thing; where there are none, that is so for the table as a whole."""
        name = f"{table}.{about}"
        if table in self.__dict__ or not (self._place / name).is_file():
            return super().part(table, about)
        found: pd.DataFrame = self._read(name)
        return found


@cache
def _in_parts(kind: type) -> type:
    """The kind of data set, read in parts; a copy of one is whole."""
    return type(kind.__name__, (_InParts, kind), {"__reduce__": lambda ds: (_whole, (kind, _fields(ds)))})


def _fields(ds: Any) -> dict[str, Any]:
    return {field.name: getattr(ds, field.name) for field in fields(ds)}


def _whole(kind: Callable[..., Any], parts: dict[str, Any]) -> Any:
    return kind(**parts)
