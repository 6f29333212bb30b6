"""The codebook: every German word and every assumption that the rules use, as data.

The packaged YAML files are the default; a folder of one's own may replace or extend them
(see `load_codebook`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import yaml

from kfd_analysis.codebook.overlay import merged
from kfd_analysis.errors import CodebookError

K = TypeVar("K")
T = TypeVar("T")

FILES = {"method": "methods", "topic": "topics", "actor": "actors", "service": "services"}
"""Variables of table ``codings`` and the files that list their codes."""


class Codebook:
    """The parsed YAML files by name, and what modules compiled from them.

    Attributes
    ----------
    data
        ``data["methods"]`` is the content of ``methods.yml``, and so on.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._compiled: dict[str, Any] = {}
        self._of_report: dict[Any, Any] | None = None

    def for_report(self) -> Codebook:
        """The codebook with a memory of its own, for the time that one report is read."""
        if self._of_report is not None:
            return self
        book = Codebook(self.data)
        book._compiled, book._of_report = self._compiled, {}
        return book

    def of_report(self, read: Callable[[K, Codebook], T], what: K) -> T:
        """What `read` finds in a text, read once for the report in hand; anew where none is."""
        known = self._of_report
        if known is None:
            return read(what, self)
        found: T | None = known.get(key := (read, what))
        if found is None:
            found = known[key] = read(what, self)
        return found

    def __getstate__(self) -> dict[str, Any]:
        """Other processes get the data and compile for themselves."""
        return {"data": self.data, "_compiled": {}, "_of_report": None}

    def compiled(self, name: str, factory: Callable[[Codebook], T]) -> T:
        """What `factory` makes of this codebook, made once."""
        if name not in self._compiled:
            self._compiled[name] = factory(self)
        result: T = self._compiled[name]
        return result


def _with_shared(content: Any) -> Any:
    """Entries in whose lists the words of a shared list (``*name`` in YAML) stand like their own."""
    for entry in content if isinstance(content, list) else ():
        for key, words in entry.items() if isinstance(entry, dict) else ():
            if isinstance(words, list):
                lists = (word if isinstance(word, list) else [word] for word in words)
                entry[key] = list(chain.from_iterable(lists))
    return content


def _parse(name: str, text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _with_shared(yaml.load(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or type(error).__name__
        raise CodebookError(
            f"codebook file {name} is not valid YAML{place} ({reason}); check indentation and colons, and "
            "put words that begin with * or hold a colon in quotation marks"
        ) from None


@cache
def _packaged() -> dict[str, Any]:
    folder = resources.files(__package__)
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yml")), key=lambda f: f.name)
    return {f.name.removesuffix(".yml"): _parse(f.name, f.read_text(encoding="utf-8")) for f in files}


@cache
def _default() -> Codebook:
    return Codebook(_packaged())


_read_with: list[Codebook] = []


def use(book: Codebook) -> None:
    """Make `book` the codebook that names the codes: reports were read with it."""
    _read_with[:] = [book]


def in_use() -> Codebook:
    """The codebook that reports were last read with, else that of ``KFD_CODEBOOK``, else the packaged one."""
    if not _read_with:
        named = os.environ.get("KFD_CODEBOOK")
        use(load_codebook(Path(named) if named else None))
    return _read_with[0]


def load_codebook(folder: Path | None = None) -> Codebook:
    """Load the packaged codebook, with the entries of `folder` laid over it.

    Parameters
    ----------
    folder
        Folder with YAML files of the same names. An entry with a known code adds its patterns and
        exclusions and replaces labels; a new code is added and must be complete. Lists of words
        are added to, other values replaced.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If the folder or a file cannot be used or an entry is broken; names file, entry and remedy.
    """
    if folder is None:
        return _default()
    if folder.is_file():
        raise CodebookError(f"{folder} is a file; name the folder of the codebook that it lies in")
    if not folder.is_dir():
        raise CodebookError(f"there is no codebook folder {folder}; name a folder with .yml files")
    data = dict(_packaged())
    for path in sorted(folder.glob("*.y*ml")):
        if path.stem not in data:
            raise CodebookError(
                f"codebook file {path.name} is unknown; the files are {', '.join(sorted(data))}"
            )
        data[path.stem] = merged(path.name, data[path.stem], _parse(path.name, _text(path)))
    return Codebook(data)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(
            f"codebook file {path.name} cannot be read ({error}); save it as UTF-8 text"
        ) from None
