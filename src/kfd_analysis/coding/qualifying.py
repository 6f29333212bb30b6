"""What the words around a number say: about, at least, at most, and whether it is a price per unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.figures import Hit, bounds, entry_interval
from kfd_analysis.coding.wording import BLANK, GAP, Lead, lead, one_of, preceded
from kfd_analysis.model import Figure, Qualifier

_WORD = r"[^\W\d_]+"


class _Lexicon(NamedTuple):
    entries: tuple[Mapping[str, Any], ...]
    words: re.Pattern[str]
    before: Lead
    after: re.Pattern[str]
    sums: Lead
    per_before: Lead
    times_before: Lead
    per_behind: re.Pattern[str]


def _lexicon(book: Codebook) -> _Lexicon:
    data = book.data["amounts"]
    entries = tuple(data["qualifiers"].values())
    words = (one_of([*entry["before"], *entry["after"]]) for entry in entries)
    qualifying = [w for entry in entries for w in entry["before"]]
    before = one_of(qualifying)
    sums, about = one_of(data["sum_words"]), one_of(data["sum_prepositions"])
    many = one_of(w for w, v in (data["units"] | data["teens"]).items() if v != 1)
    per = one_of(data["per_before"], but=data["not_per"])
    return _Lexicon(
        entries,
        re.compile("|".join(f"({pattern})" for pattern in words)),
        lead(rf"{before}{GAP}(?:{before}{GAP}){{0,2}}", qualifying),
        _after_pattern(entries),
        lead(rf"{sums}(?:{BLANK}{_WORD}){{0,2}}{GAP}{about}{GAP}", data["sum_prepositions"]),
        lead(rf"{per}(?:{BLANK}{_WORD}){{0,2}}:?{GAP}"),
        lead(rf"(?:[0-9]|{many}){GAP}{one_of(data['times'], free=True)}{GAP}", data["times"]),
        _per_behind(data, before),
    )


def _after_pattern(entries: tuple[Mapping[str, Any], ...]) -> re.Pattern[str]:
    after = [w for entry in entries for w in entry["after"]]
    signs = one_of(w for w in after if not w[0].isalpha())
    plain = one_of(w for w in after if w[0].isalpha())
    every = one_of([w for entry in entries for w in entry["before"]] + after)
    return re.compile(rf"{GAP}(?:\({GAP}{every}{GAP}\)|{plain}(?!{GAP}[0-9€]))|{signs}(?!{GAP}[0-9(])")


def _per_behind(data: Mapping[str, Any], before: str) -> re.Pattern[str]:
    per = rf"(?!{one_of(data['not_per'])}){one_of(data['per_behind'])}(?!{GAP}(?:{before}{GAP})?[0-9])"
    times = rf"{one_of(data['times'], free=True)}{GAP}[0-9]"
    return re.compile(
        rf"{GAP}[(,]?{GAP}(?:/{GAP}(?!{_WORD}{GAP}:)[^\W\d_]|{times}|(?:{_WORD}{BLANK}{{1,3}}){{0,2}}?{per})"
    )


def figure(text: str, hit: Hit, book: Codebook) -> Figure:
    """The figure of a hit with the interval that its words allow and whether it is a price per unit.

    Parameters
    ----------
    text
        Folded text.
    hit
        A number or a range in it.
    book
        The codebook (``amounts.yml``).
    """
    lex = book.compiled("qualifiers", _lexicon)
    first, last, entries = _qualified(text, hit, lex)
    per = _is_per_unit(text, first, hit.end, lex)
    if hit.other:
        low, high = bounds(hit.one, hit.other)
        return Figure(first, last, None, low, high, "range", per=per)
    value = hit.one.value
    if not entries:
        return Figure(first, last, value, value, value, per=per)
    sided = [entry for entry in entries if entry["kind"] != "about"]
    entry = (sided or entries)[-1]
    qualifier: Qualifier = entry["kind"]
    return Figure(first, last, value, *entry_interval(value, entry), qualifier, per=per)


def _is_per_unit(text: str, start: int, end: int, lex: _Lexicon) -> bool:
    if lex.per_behind.match(text, end) or preceded(lex.times_before, text, start):
        return True
    return preceded(lex.per_before, text, start) is not None


def is_qualified(text: str, hit: Hit, book: Codebook) -> bool:
    """Whether a qualifier stands in front of a hit."""
    return preceded(book.compiled("qualifiers", _lexicon).before, text, hit.start) is not None


def _qualified(text: str, hit: Hit, lex: _Lexicon) -> tuple[int, int, list[Mapping[str, Any]]]:
    """Start and end of a hit with its qualifiers, and their entries in the codebook."""
    start, end = hit.start, hit.end
    before = preceded(lex.before, text, start)
    if before and not preceded(lex.sums, text, start):
        start = before.start()
    after = lex.after.match(text, end)
    if after:
        end = after.end()
    if start == hit.start and not after:
        return start, end, []
    found = [*lex.words.finditer(text, start, hit.start), *lex.words.finditer(text, hit.end, end)]
    return start, end, [lex.entries[m.lastindex - 1] for m in found if m.lastindex]
