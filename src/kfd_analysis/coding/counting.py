"""What a count of people in a sentence stands for: total, present, group, subset, invited and others."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.numbers import find_counts
from kfd_analysis.fold import fold
from kfd_analysis.model import Figure, Line, Qualifier, Span, Value

_NEAR = ("subset", "returned", "invited", "registered", "expected", "total_persons", "present")
_KINDS = {"total_persons": "total", "present": "present"}
_LEFT = re.compile(r"[;(]\s?|(?<!\d)\.\s|,\s")
_RIGHT = re.compile(r"[;()]|(?<!\d)\.|,\s|$")

_ADJECTIVES = 2  # words at most between a number and its noun
_LINK = re.compile(r"[\s,;/]*(?:\w{2,4}\s+)?")


class Count(NamedTuple):
    """A count of people with its kind.

    Attributes
    ----------
    kind
        total, present, group, bare (no word for it), subset, invited, registered, expected,
        returned, other.
    event
        Number of the event (from 0) that the words name, if any.
    session
        The words name a session (first evening …).
    chained
        One of several counts that share a word for persons ("28, 31 and 24 people").
    alone
        Nothing follows it in its clause.
    led
        A word such as "am" that leads to a day or a session stands before it.
    group
        A word for a group of people follows it.
    verb, noun, settled
        A word for coming, a word for persons, a word for being housed stands with it.
    """

    figure: Figure
    kind: str
    span: Span
    session: bool = False
    chained: bool = False
    alone: bool = False
    led: bool = False
    group: bool = False
    verb: bool = False
    noun: bool = False
    settled: bool = False
    event: int | None = None

    @property
    def line(self) -> int:
        """Line of the count."""
        return self.span.line

    def value(self, rule: str) -> Value:
        """The count as a value of field ``participants``."""
        f = self.figure
        point = int(f.value) if f.value is not None and f.value == int(f.value) else None
        return Value(point, f.low, f.high, "persons", f.qualifier, "reported", "", rule, (self.span,))


def counts_in(sentence: Line, book: Codebook) -> list[Count]:
    """All counts of a sentence, each with its kind.

    Parameters
    ----------
    sentence
        A sentence or a list item.
    book
        The codebook (``cues.yml``).
    """
    c = cues(book)
    folded = fold(sentence.text)
    figures = [
        f
        for f in find_counts(sentence.text, book)
        if not _is_other(sentence.text[f.end :], folded[f.end :], c)
    ]
    if not figures:
        return []
    found: list[Count] = []
    for i, figure in enumerate(figures):
        left = figures[i - 1].end if i else 0
        right = figures[i + 1].start if i + 1 < len(figures) else len(folded)
        found.append(_count(sentence, folded, figure, left, right, c))
    if c["invited_first"].match(folded) and not c.has("present", folded):
        return [count._replace(kind="invited") for count in found]
    return _sessions(_subsets(_chains(found, folded, sentence), folded, sentence, c))


def _is_other(after: str, folded: str, c: Cues) -> bool:
    """Whether a number counts something else than persons ("two quite different groups")."""
    words = after.split()[:_ADJECTIVES]
    for word in words:
        if c["not_persons"].match(folded := folded.lstrip()):
            return True
        if not word.islower() or not c["adjective"].fullmatch(word) or c["no_adjective"].fullmatch(word):
            return False
        folded = folded[len(word) :]
    return c["not_persons"].match(folded.lstrip()) is not None


def _sessions(counts: list[Count]) -> list[Count]:
    """The one count of a sentence on a session ("second evening: 51 citizens") is of all who came to it."""
    only = counts[0]
    if len(counts) == 1 and only.session and only.kind == "group" and only.group:
        return [only._replace(kind="present", noun=True)]
    return counts


def _count(sentence: Line, folded: str, figure: Figure, left: int, right: int, c: Cues) -> Count:
    before, after = folded[left : figure.start], folded[figure.end : right]
    start = max((m.end() for m in _LEFT.finditer(before)), default=0)
    end = min((m.start() for m in _RIGHT.finditer(after)), default=len(after))
    near_before, near_after = before[start:], after[:end]
    around = f"{near_before} | {near_after}"
    kind = _kind(near_before, near_after, c)
    noun = c["persons"].match(near_after.lstrip(" ():")) is not None or c.has("persons", near_after[:40])
    begin, span_end = _place(figure, kind, left + start, near_before, near_after, c)
    return Count(
        figure,
        kind,
        sentence.span(begin, span_end),
        session=c.has("session", around),
        alone=not near_after.strip(),
        led=c.has("session_lead", near_before),
        group=c["groups"].match(near_after.lstrip()) is not None,
        verb=c.has("present", f"{before} | {after}"),
        noun=noun,
        settled=c.has("settled", folded),
    )


def _place(figure: Figure, kind: str, start: int, before: str, after: str, c: Cues) -> tuple[int, int]:
    """Start and end of the deciding words: the figure with its noun, its total word or its group."""
    noun = c["persons"].search(after[:30]) or c["groups"].match(after.lstrip())
    end = figure.end
    if noun is not None:
        end += noun.end() + (len(after) - len(after.lstrip()) if noun.re is c["groups"] else 0)
    total = c["total_persons"].search(before)
    if total is not None:
        return start + total.start(), end
    if kind == "group" and end == figure.end:
        return start + len(before) - len(before.lstrip()), end
    return figure.start, end


def _kind(before: str, after: str, c: Cues) -> str:
    if _per_unit(before, after, c):
        return "other"
    if c.has("each_time", before):
        return "each"
    cue = _nearest(before, after, c)
    if cue == "present" and c.has("total_persons", before):
        return "total"
    if cue:
        return _KINDS.get(cue, cue)
    if c["persons"].match(_first_words(after)) or c.has("persons", after[:30]):
        return "present"
    if c.has("persons", before) or c.has("present_weak", before):
        return "present"
    if c.has("groups", after) or c.has("groups", before):
        return "group"
    return "bare" if not re.search(r"[^\W\d_]", before + after) else "group" if not after.strip() else "other"


def _first_words(after: str) -> str:
    return after.lstrip(" ():")


def _per_unit(before: str, after: str, c: Cues) -> bool:
    tail = before.split()[-1:] if before.strip() else []
    if tail and c["per_unit"].fullmatch(tail[0]):
        return True
    return bool(re.search(r"(?<!\w)(?:" + c["per_unit"].pattern + r")\s+\w+", after[:40]))


def _nearest(before: str, after: str, c: Cues) -> str:
    """The list of the cue nearest to the figure; a subset word always wins."""
    best = ("", 10_000)
    for start, end, name in c.spots(before, *_NEAR):
        if name == "subset":
            return "subset"
        if len(before) - end < best[1]:
            best = (name, len(before) - end)
        del start
    for start, _, name in c.spots(after, *(n for n in _NEAR if n != "subset")):
        if start < best[1]:
            best = (name, start)
    return best[0]


def _chains(counts: list[Count], folded: str, sentence: Line) -> list[Count]:
    """Counts that only commas or a conjunction part share the kind of the last."""
    result = list(counts)
    for i in range(len(counts) - 2, -1, -1):
        between = folded[counts[i].figure.end : counts[i + 1].figure.start]
        if _LINK.fullmatch(between):
            after = result[i + 1]
            result[i] = counts[i]._replace(kind=after.kind, chained=True, noun=after.noun, verb=after.verb)
            result[i + 1] = after._replace(chained=True)
    return _grouped(_parallel(result))


def _parallel(counts: list[Count]) -> list[Count]:
    """A bare count beside one with a word for coming is of its kind ("on the 8th 42, on the 15th 38")."""
    present = [c for c in counts if c.kind == "present"]
    if not present or len(counts) < 2:
        return counts
    return [
        c._replace(kind="present", chained=True)
        if c.alone and c.led and c.kind in ("other", "bare", "group")
        else c
        for c in counts
    ]


def _grouped(counts: list[Count]) -> list[Count]:
    """Several counts each followed by a word for a group are counts of groups."""
    groups = [c for c in counts if c.group and c.kind in ("present", "group")]
    if len(groups) < 2:
        return counts
    return [c._replace(kind="group") if c in groups else c for c in counts]


def _subsets(counts: list[Count], folded: str, sentence: Line, c: Cues) -> list[Count]:
    """After a word such as "darunter" every further group of the sentence is a subset."""
    result: list[Count] = []
    inside, last = False, 0
    for count in counts:
        inside = (inside and ")" not in folded[last : count.figure.start]) or count.kind == "subset"
        last = count.figure.end
        last_word = folded[last:]
        behind = c.has("subset_behind", last_word) and not c.has("subset_denied", last_word)
        part = (inside or behind) and count.kind in ("group", "present", "bare")
        result.append(count._replace(kind="subset") if part else count)
    return result


def add(counts: list[Count], rule: str) -> Value:
    """The sum of several counts; intervals are added too."""
    lows = [c.figure.low for c in counts]
    highs = [c.figure.high for c in counts]
    points = [c.figure.value for c in counts]
    low = sum((v for v in lows if v is not None), Decimal(0)) if any(v is not None for v in lows) else None
    high = sum((v for v in highs if v is not None), Decimal(0)) if all(v is not None for v in highs) else None
    point = sum(int(v) for v in points if v is not None) if all(v is not None for v in points) else None
    spans = tuple(c.span for c in counts)
    if len(counts) == 1:
        return counts[0].value(rule)
    return Value(point, low, high, "persons", _qualifier(point, low, high), "computed", "", rule, spans)


def _qualifier(point: int | None, low: Decimal | None, high: Decimal | None) -> Qualifier:
    if point is None:
        return "range" if low is not None and high is not None else "at_least"
    if low == high:
        return "exact"
    return "about" if high is not None else "at_least"


def largest(counts: list[Count], rule: str) -> Value:
    """The largest of several counts of one circle."""
    best = max(counts, key=lambda c: c.figure.value or c.figure.low or Decimal(0))
    others = tuple(c.span for c in counts if c is not best)
    value = best.value(rule)
    return value._replace(status="computed", spans=value.spans + others)
