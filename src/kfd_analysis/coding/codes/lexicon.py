"""The codebook's words, checked and compiled: the codes with their patterns, and the cue words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args

from kfd_analysis.codebook import FILES as NAMES
from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.codes.matching import Matcher, Pattern, compile_pattern
from kfd_analysis.errors import CodebookError

Variable = Literal["method", "topic", "actor", "service"]
Kind = Literal["pattern", "vague", "part", "exclusion"]

FILES: dict[Variable, str] = {variable: NAMES[variable] for variable in get_args(Variable)}

_LISTS: dict[Kind, str] = {
    "pattern": "patterns",
    "vague": "vague",
    "part": "parts",
    "exclusion": "exclusions",
}
_TEXTS = frozenset({"code", "parent", "en", "de", "definition", "example", "part_of"})
_LANGUAGE = re.compile("[a-z]{2}")
"""The name of the code in one more language: ``fr``."""
_KEYS = _TEXTS | {"sections", "also", *_LISTS.values()}

# Groups of cue words: those that decide about a state, those that some sections only are searched for, and
# those that cut a sentence into clauses or are looked for where another cue stands.
DECIDES, TOPIC_LABEL, ACTOR_LABEL, ORIGIN, CLAUSE = (
    "decides",
    "topic_label",
    "actor_label",
    "topic_origin",
    "clause",
)
BEFORE = "before"
_CLAUSE_LISTS = (
    "happened",
    "participles",
    "infinitive_ends",
    "other_verbs",
    "joins",
    "instead",
    "further_step",
    "contrary",
)
_DECIDING_LISTS = ("topic_planned", "topic_dropped", "actor_dropped")


class Entry(NamedTuple):
    """What a codebook entry says about a code.

    Attributes
    ----------
    number
        Place in the codebook; of two equal claims the earlier entry wins.
    sections
        Form keys where the code counts; empty = the sections of its variable.
    also
        Codes that may claim the same words.
    part_of
        Method whose parts the `parts` of this entry may be.
    """

    number: int
    variable: Variable
    code: str
    parent: str
    sections: frozenset[str]
    also: frozenset[str]
    part_of: str


class CueKind(NamedTuple):
    """The list of ``context.yml`` that a cue stands in, and which group of that list."""

    name: str
    group: int = 0


Owner = tuple[Entry, Kind]
Compiled = tuple[Entry, list[tuple[Kind, Pattern]]]


def entries(book: Codebook, variable: Variable) -> tuple[Entry, ...]:
    """The entries of a variable, checked.

    Raises
    ------
    CodebookError
        If an entry is broken; names file, entry and remedy.
    """
    return tuple(entry for entry, _ in _compiled(book, variable))


def matcher(book: Codebook) -> Matcher[Any]:
    """All patterns: of the variables (owner: entry and kind) and of the cues (owner: `CueKind`)."""
    return book.compiled("lexicon", lambda _: Matcher((*_of_codes(book), *_of_cues(book))))


def _of_codes(book: Codebook) -> Iterator[tuple[str, Pattern, Owner]]:
    for variable in FILES:
        for entry, found in _compiled(book, variable):
            for kind, pattern in found:
                yield variable, pattern, (entry, kind)


def _of_cues(book: Codebook) -> Iterator[tuple[str, Pattern, CueKind]]:
    data = book.data["context"]
    yield from _cues(
        book, DECIDES, data["clause"] | data["sentence"] | {name: data[name] for name in _DECIDING_LISTS}
    )
    for number, group in enumerate(data[BEFORE]):
        yield from _cues(book, DECIDES, {BEFORE: group["patterns"]}, number)
    yield from _cues(book, TOPIC_LABEL, {TOPIC_LABEL: data[TOPIC_LABEL]})
    yield from _cues(book, ACTOR_LABEL, {ACTOR_LABEL: data[ACTOR_LABEL]})
    yield from _cues(book, ORIGIN, data[ORIGIN])
    yield from _cues(book, CLAUSE, {name: data[name] for name in _CLAUSE_LISTS})


def _cues(
    book: Codebook, group: str, lists: dict[str, list[str]], number: int = 0
) -> Iterator[tuple[str, Pattern, CueKind]]:
    for name, sources in lists.items():
        kind = CueKind(name, number)
        for source in sources:
            try:
                yield group, compile_pattern(source, book.data["context"]["same_words"]), kind
            except (CodebookError, AttributeError, TypeError) as error:
                raise CodebookError(f"context.yml, list {name}: {error}") from None


def _compiled(book: Codebook, variable: Variable) -> list[Compiled]:
    return book.compiled(f"entries of {variable}", lambda _: _compile(book, variable))


def _compile(book: Codebook, variable: Variable) -> list[Compiled]:
    name = f"{FILES[variable]}.yml"
    raw = book.data.get(FILES[variable])
    if not isinstance(raw, list):
        raise CodebookError(f"{name}: a list of entries is needed, each beginning with '- code: …'")
    same_words = book.data["context"]["same_words"]
    known = {item.get("code") for item in raw if isinstance(item, dict)}
    found = []
    for number, item in enumerate(raw):
        _check(name, number, item, known)
        entry = Entry(
            number,
            variable,
            item["code"],
            item.get("parent") or "",
            frozenset(item.get("sections") or ()),
            frozenset(item.get("also") or ()),
            item.get("part_of") or "",
        )
        try:
            patterns = [
                (kind, compile_pattern(source, same_words))
                for kind, key in _LISTS.items()
                for source in item.get(key) or ()
            ]
        except CodebookError as error:
            raise CodebookError(f"{name}, entry {entry.code}: {error}") from None
        found.append((entry, patterns))
    return found


def _check(name: str, number: int, item: Any, known: set[Any]) -> None:
    """Raise an error that names the file, the entry and the remedy if an entry cannot be used."""
    if not isinstance(item, dict) or not isinstance(item.get("code"), str):
        raise CodebookError(
            f"{name}, entry {number + 1}: an entry needs 'code: …'; add it or remove the entry"
        )
    where = f"{name}, entry {item['code']}"
    if unknown := {key for key in item if key not in _KEYS and not _LANGUAGE.fullmatch(str(key))}:
        raise CodebookError(
            f"{where}: unknown key {sorted(map(str, unknown))[0]!r}; known are {', '.join(sorted(_KEYS))}"
        )
    if "patterns" not in item:
        raise CodebookError(f"{where}: 'patterns: [...]' is missing; list at least one word, or [] for none")
    for key in (*_LISTS.values(), "also", "sections"):
        values = item.get(key) or ()
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) and v.strip() for v in values):
            raise CodebookError(
                f"{where}: {key!r} must be a list of words; put words with special signs in quotes"
            )
    for other in (*(item.get("also") or ()), item.get("parent"), item.get("part_of")):
        if other and other not in known:
            raise CodebookError(f"{where}: no entry has the code {other!r}; correct it or add the entry")
