"""Counts of people that stand together in a sentence: chains, lists of groups, parts of a whole."""

from __future__ import annotations

import re
from itertools import pairwise

from kfd_analysis.coding.cues import Cues
from kfd_analysis.coding.people.headcounts import Count

_OPEN = ("group", "bare", "other", "present")
_LABELLED = re.compile(r"\s*[,;/]\s*(?:[^\W\d_][\w.-]*:?\s+){1,2}(?:\(\s*)?")
_LINK = re.compile(r"[\s,;/]*(?:\w{2,4}\s+)?")


def together(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """The counts of a sentence with the kinds that they give each other.

    Parameters
    ----------
    counts
        Counts in the order of the sentence, each with the kind that its own words say.
    folded
        The folded sentence.
    c
        The cues of the codebook.
    """
    if c["invited_first"].match(folded) and not c.has("present", folded):
        return [count._replace(kind="invited") for count in counts]
    if len(counts) == 1:
        return _sessions(_subsets(counts, folded, c))
    return _chained(_whole(counts, folded), folded, c)


def _chained(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    counts = _places(_labels(_chains(counts, folded, c), folded), folded, c)
    return _sessions(_added(_subsets(_out_of(counts, folded, c), folded, c), folded, c))


def _whole(counts: list[Count], folded: str) -> list[Count]:
    """A bare number with its parts in brackets behind it is their total ("60 (25 refugees, 35 citizens)")."""
    first, *parts = counts
    opened = folded[first.figure.end :].lstrip().startswith("(")
    inside = [p for p in parts if ")" not in folded[first.figure.end : p.figure.start]]
    if first.kind == "bare" and opened and len(inside) > 1 and inside == parts:
        return [first._replace(kind="total"), *parts]
    return counts


def _places(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """Numbers that stand like the first one ("20 persons in group 1, 25 in group 2") are of its kind."""
    first, *rest = counts
    behind = folded[first.figure.end :].lstrip()
    persons = c["persons"].match(behind)
    place = c["count_place"].match(behind[persons.end() :].lstrip()) if persons else None
    if first.kind != "present" or place is None or not rest:
        return counts
    same = [n.kind in _OPEN and folded[n.figure.end :].lstrip().startswith(place.group() + " ") for n in rest]
    if not all(same):
        return counts
    return [n._replace(kind="present", chained=True, verb=first.verb) for n in counts]


def _added(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """Who came on top of those before ("15 came, in addition 20 helpers")."""
    result = list(counts)
    for n in range(1, len(counts)):
        between = folded[counts[n - 1].figure.end : counts[n].figure.start]
        if (
            result[n - 1].kind == "present"
            and counts[n].kind in ("group", "present")
            and c.has("count_added", between)
        ):
            result[n - 1 : n + 1] = [
                one._replace(kind="present", chained=True) for one in result[n - 1 : n + 1]
            ]
    return result


def _out_of(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """The first of two counts came, if the second says how many were expected ("45 of 60 registered")."""
    result = list(counts)
    for n, (one, other) in enumerate(pairwise(counts)):
        between = folded[one.figure.end : other.figure.start]
        if other.kind in ("registered", "invited", "expected") and c["out_of"].fullmatch(between.strip()):
            result[n] = one._replace(kind="present", noun=True, verb=True)
    return result


def _labels(counts: list[Count], folded: str) -> list[Count]:
    """Labels and counts by turns ("north 46, centre 38, south 51 persons") are all of the last one's kind."""
    first = len(counts) - 1
    while first > 0 and _LABELLED.fullmatch(
        folded[counts[first - 1].figure.end : counts[first].figure.start]
    ):
        first -= 1
    last = counts[-1]
    same = counts[first:-1]
    if last.kind != "present" or not last.noun or not same or any(n.kind not in _OPEN for n in same):
        return counts
    if not _LABELLED.fullmatch("," + folded[: same[0].figure.start]):
        return counts
    kept = [n._replace(kind="present", chained=True, verb=last.verb) for n in same]
    return [*counts[:first], *kept, last._replace(chained=True)]


def _sessions(counts: list[Count]) -> list[Count]:
    """The one count of a sentence on a session ("second evening: 51 citizens") is of all who came to it."""
    only = counts[0]
    if len(counts) == 1 and only.session and only.kind == "group" and only.group:
        return [only._replace(kind="present", noun=True)]
    return counts


def _chains(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """Counts that only commas or a conjunction part share the kind of the last."""
    result = list(counts)
    for i in range(len(counts) - 2, -1, -1):
        between = folded[counts[i].figure.end : counts[i + 1].figure.start]
        if _LINK.fullmatch(between):
            after = result[i + 1]
            result[i] = counts[i]._replace(kind=after.kind, chained=True, noun=after.noun, verb=after.verb)
            result[i + 1] = after._replace(chained=True)
    return _grouped(_parallel(result), folded, c)


def _parallel(counts: list[Count]) -> list[Count]:
    """A bare count beside one with a word for coming is of its kind ("on the 8th 42, on the 15th 38")."""
    present = [c for c in counts if c.kind == "present"]
    if not present or len(counts) < 2:
        return counts
    return [
        c._replace(kind="present", chained=True)
        if c.alone and (c.led or c.session or c.labelled) and c.kind in ("other", "bare", "group")
        else c
        for c in counts
    ]


def _grouped(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """Several counts each followed by a word for a group are of groups; an unknown group is kept apart."""
    kinds = ("present", "group", "other", "bare")
    parts = [n for n in counts if (n.group or n.of_group) and n.kind in kinds]
    if len(parts) < 2 or (any(n.of_group for n in parts) and c.has("subset", folded)):
        parts = [n for n in counts if n.group and n.kind in ("present", "group")]
    if len(parts) >= 2:
        counts = [n._replace(kind="group") if n in parts else n for n in counts]
    if any(n.kind == "group" for n in counts):
        counts = [n._replace(kind="unknown") if n.kind == "other" and n.item else n for n in counts]
    return counts


def _subsets(counts: list[Count], folded: str, c: Cues) -> list[Count]:
    """After a word such as "darunter" every further group of the sentence is a subset."""
    result: list[Count] = []
    inside, last = False, 0
    for count in counts:
        between = folded[last : count.figure.start]
        inside = (inside and ")" not in between) or count.kind == "subset"
        inside = inside or (last > 0 and c.has("subset", between))
        last = count.figure.end
        last_word = folded[last:]
        behind = c.has("subset_behind", last_word) and not c.has("subset_denied", last_word)
        part = (inside or behind) and count.kind in ("group", "present", "bare")
        result.append(count._replace(kind="subset") if part else count)
    return result
