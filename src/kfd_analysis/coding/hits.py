"""Every code of the codebook in one pass over the lines: which words, which code, which rivals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.matching import Match, Matcher, Pattern, compile_pattern
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Span

Variable = Literal["method", "topic", "actor", "service"]
Kind = Literal["pattern", "vague", "part", "exclusion"]

FILES: dict[Variable, str] = {"method": "methods", "topic": "topics", "actor": "actors", "service": "services"}
_LISTS: dict[Kind, str] = {"pattern": "patterns", "vague": "vague", "part": "parts", "exclusion": "exclusions"}
_LONGEST = 200
_TEXTS = frozenset({"code", "parent", "en", "de", "definition", "example", "part_of"})
_KEYS = _TEXTS | {"sections", "also", *_LISTS.values()}


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


class Passage(NamedTuple):
    """Lines as one folded text.

    Attributes
    ----------
    lines
        The lines, in order.
    text
        Their folded texts, one per row.
    starts
        Where each line begins in `text`.
    """

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Passage:
        """Join and fold lines."""
        lines = tuple(lines)
        text = fold("\n".join(line.text for line in lines))
        return cls(lines, text, tuple(accumulate((len(line.text) + 1 for line in lines), initial=0))[:-1])

class Hit(NamedTuple):
    """Words that a code claims.

    Attributes
    ----------
    entry
        The codebook entry.
    kind
        Which list of the entry holds the pattern.
    line, start, end
        The line and the place of the whole words in `line.text`.
    place
        Where the words begin in the text of the passage.
    rivals
        Other codes of the same variable that claim these words with the same right.
    """

    entry: Entry
    kind: Kind
    line: Line
    start: int
    end: int
    place: int
    rivals: tuple[str, ...] = ()

    @property
    def variable(self) -> Variable:
        """Variable of the code."""
        return self.entry.variable

    @property
    def code(self) -> str:
        """The code."""
        return self.entry.code

    @property
    def span(self) -> Span:
        """The words in the source."""
        return self.line.span(self.start, self.end)


Owner = tuple[Entry, Kind]


def find_terms(lines: Sequence[Line], book: Codebook, variables: Iterable[Variable] = tuple(FILES)) -> list[Hit]:
    """Find the words of all codes in lines of a report.

    Parameters
    ----------
    lines
        Answer lines.
    book
        The codebook.
    variables
        Which variables to look for.

    Returns
    -------
    list of Hit
        By variable, in the order of the text. An exclusion that touches a match removes it; of two
        matches of one variable the one that covers the other wins, then the more specific pattern.
    """
    passage = Passage.of(lines)
    found = hits_in(passage, book, variables, 0, len(passage.lines))
    return [hit for hits in found.values() for hit in hits]


def hits_in(
    passage: Passage, book: Codebook, variables: Iterable[Variable], first: int, last: int
) -> dict[Variable, list[Hit]]:
    """Hits of the variables in the lines `first` to `last` (not included) of a passage."""
    if first >= last:
        return {}
    begin = passage.starts[first]
    end = passage.starts[last] if last < len(passage.lines) else len(passage.text)
    found = matcher(book).find(passage.text[begin:end], variables)
    return {
        variable: [_hit(passage, begin, match, rivals) for match, rivals in _settle(_allowed(found[variable]))]
        for variable in variables
    }


def _hit(passage: Passage, begin: int, match: Match[Owner], rivals: tuple[str, ...]) -> Hit:
    place = begin + match.start
    number = bisect_right(passage.starts, place) - 1
    start = place - passage.starts[number]
    entry, kind = match.owner
    return Hit(entry, kind, passage.lines[number], start, start - match.start - match.minus_end, place, rivals)


def _allowed(matches: list[Match[Owner]]) -> list[Match[Owner]]:
    """Matches that no exclusion of their own entry touches."""
    barred: dict[str, list[Match[Owner]]] = {}
    for match in matches:
        if match.owner[1] == "exclusion":
            barred.setdefault(match.owner[0].code, []).append(match)
    if not barred:
        return matches
    return [match for match in matches if match.owner[1] != "exclusion" and not _touched(match, barred)]


def _touched(match: Match[Owner], barred: dict[str, list[Match[Owner]]]) -> bool:
    exclusions = barred.get(match.owner[0].code, ())
    return any(no.start < -match.minus_end and match.start < -no.minus_end for no in exclusions)


def _settle(matches: list[Match[Owner]]) -> list[tuple[Match[Owner], tuple[str, ...]]]:
    """Decide between matches on the same words; what cannot be decided is named as rival."""
    matches.sort()
    kept: list[tuple[Match[Owner], tuple[str, ...]]] = []
    reach = -1
    for match in matches:
        if match.start >= reach:
            kept.append((match, ()))
        else:
            _contest(kept, match)
        reach = max(reach, -match.minus_end)
    return kept


def _contest(kept: list[tuple[Match[Owner], tuple[str, ...]]], match: Match[Owner]) -> None:
    """Add `match` to the matches kept before it, unless one of them has the better claim."""
    entry = match.owner[0]
    rivals: tuple[str, ...] = ()
    for number in range(len(kept) - 1, -1, -1):
        before, known = kept[number]
        if match.start - before.start > _LONGEST:
            break
        if -before.minus_end <= match.start:
            continue
        other = before.owner[0]
        covered = before.minus_end <= match.minus_end
        if other.code == entry.code:
            if covered:
                return
            continue
        if entry.code in other.also:
            continue
        if covered and before[:3] != match[:3]:
            return
        kept[number] = (before, (*known, entry.code))
        if covered:
            return
        rivals = (*rivals, other.code)
    kept.append((match, rivals))


def entries(book: Codebook, variable: Variable) -> tuple[Entry, ...]:
    """The entries of a variable, checked.

    Raises
    ------
    CodebookError
        If an entry is broken; names file, entry and remedy.
    """
    return tuple(entry for entry, _ in _compiled(book, variable))


def matcher(book: Codebook) -> Matcher[Owner]:
    """The compiled patterns of all variables."""
    return book.compiled(
        "terms",
        lambda _: Matcher(
            (variable, pattern, (entry, kind))
            for variable in FILES
            for entry, found in _compiled(book, variable)
            for kind, pattern in found
        ),
    )


Compiled = tuple[Entry, list[tuple[Kind, Pattern]]]


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
                (kind, compile_pattern(source, same_words)) for kind, key in _LISTS.items() for source in item.get(key) or ()
            ]
        except CodebookError as error:
            raise CodebookError(f"{name}, entry {entry.code}: {error}") from None
        found.append((entry, patterns))
    return found


def _check(name: str, number: int, item: Any, known: set[Any]) -> None:
    """Raise an error that names the file, the entry and the remedy if an entry cannot be used."""
    if not isinstance(item, dict) or not isinstance(item.get("code"), str):
        raise CodebookError(f"{name}, entry {number + 1}: an entry needs 'code: …'; add it or remove the entry")
    where = f"{name}, entry {item['code']}"
    if unknown := set(item) - _KEYS:
        raise CodebookError(f"{where}: unknown key {sorted(map(str, unknown))[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if "patterns" not in item:
        raise CodebookError(f"{where}: 'patterns: [...]' is missing; list at least one word, or [] for none")
    for key in (*_LISTS.values(), "also", "sections"):
        values = item.get(key) or ()
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) and v.strip() for v in values):
            raise CodebookError(f"{where}: {key!r} must be a list of words; put words with special signs in quotes")
    for other in (*(item.get("also") or ()), item.get("parent"), item.get("part_of")):
        if other and other not in known:
            raise CodebookError(f"{where}: no entry has the code {other!r}; correct it or add the entry")
