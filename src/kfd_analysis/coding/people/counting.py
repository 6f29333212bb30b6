"""What a count of people in a sentence stands for: total, present, group, subset, invited and others."""

from __future__ import annotations

import re
from itertools import pairwise

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues_in
from kfd_analysis.coding.numbers import find_counts
from kfd_analysis.coding.people.countlists import together
from kfd_analysis.coding.people.headcounts import Count
from kfd_analysis.coding.time.monthnames import one_slip
from kfd_analysis.fold import fold
from kfd_analysis.model import Figure, Line

_NEAR = ("subset", "returned", "invited", "registered", "expected", "total_persons", "present")
_OWN = ("registered", "invited", "expected", "returned")
_NEAR_BEHIND = tuple(name for name in _NEAR if name != "subset")
_KINDS = {"total_persons": "total", "present": "present"}
_LEFT = re.compile(r"[;(.,/](?:(?<=[;(])\s?|(?:(?<=,)|(?<!\d\.)(?<=\.)|(?<=\s/))\s)")
_RIGHT = re.compile(r"[;().,\s](?:(?<=[;()])|(?<!\d\.)(?<=\.)|(?<=,)(?=\s)|(?<=\s)(?=/\s))")

_TIMES = re.compile(r"\d\s*[x×*]\s*\Z")
_NUMBERED = re.compile(r"\d\.?\W*\Z|\A\W*\d\.")
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:\d{2,4})?\W")
_NOUN = re.compile(r"\s+[A-ZÄÖÜ]")
_FORGIVEN = ("persons", "total_persons")
_LONG = 8  # letters of a word that a slip may hide
_ADJECTIVES = 2  # words at most between a number and its noun


def counts_in(sentence: Line, book: Codebook) -> list[Count]:
    """All counts of a sentence, each with its kind.

    Parameters
    ----------
    sentence
        A sentence or a list item.
    book
        The codebook (``cues.yml``).
    """
    counted = find_counts(sentence.text, book)
    if not counted:
        return []
    repeated = [one for one, other in pairwise(counted) if _again(one, other, sentence.text)]
    folded = book.compiled("slips", _slips).mended(fold(sentence.text))
    c = cues_in(folded, book)
    figures = [
        f for f in counted if f not in repeated and not _is_other(sentence.text[f.end :], folded[f.end :], c)
    ]
    found: list[Count] = []
    for i, figure in enumerate(figures):
        left = _own_words(folded, figures[i - 1].end, c) if i else 0
        right = figures[i + 1].start if i + 1 < len(figures) else len(folded)
        found.append(_count(sentence, folded, figure, left, right, c))
    return together(found, folded, c) if found else []


class _Slips:
    """Words for persons and totals with one slip of the pen, put right in place."""

    def __init__(self, book: Codebook) -> None:
        lists = [book.data["cues"][name] for name in _FORGIVEN]
        self._right = {fold(word).removesuffix("*") for words in lists for word in words}
        self._words: dict[str, str] = {
            word: short
            for short, words in ((min(words, key=len), words) for words in lists)
            for word in map(fold, words)
            if len(word) >= _LONG and word.isalpha()
        }
        self._named: dict[str, list[str]] = {}
        for word in self._words:
            self._named.setdefault(word[0], []).append(word)
        self._like = re.compile(rf"[{''.join(self._named)}](?<![^\W\d_].)[^\W\d_]{{{_LONG - 2},}}")

    def mended(self, folded: str) -> str:
        return self._like.sub(self._mended, folded)

    def _mended(self, found: re.Match[str]) -> str:
        word = found.group()
        if word in self._right:
            return word
        for known in self._named[word[0]]:
            if one_slip(word, known):
                return self._words[known].ljust(len(word))
        return word


def _slips(book: Codebook) -> _Slips:
    return _Slips(book)


def _is_other(after: str, folded: str, c: Cues) -> bool:
    """Whether a number counts something else than persons ("two quite different groups")."""
    if not c.may_have(("not_persons",)):
        return False
    words = after.split(None, _ADJECTIVES)[:_ADJECTIVES]
    for word in words:
        if c["not_persons"].match(folded := folded.lstrip()):
            return True
        if not word.islower() or not c["adjective"].fullmatch(word) or c["no_adjective"].fullmatch(word):
            return False
        folded = folded[len(word) :]
    return c["not_persons"].match(folded.lstrip()) is not None


def _count(sentence: Line, folded: str, figure: Figure, left: int, right: int, c: Cues) -> Count:
    before, after = folded[left : figure.start], folded[figure.end : right]
    start = max([m.end() for m in _LEFT.finditer(before)], default=0)
    stop = _RIGHT.search(after)
    near_before, near_after = before[start:], after[: stop.start() if stop else None]
    around = f"{near_before} | {near_after}"
    words = near_after.lstrip()
    persons = c["persons"].match(words)
    rest = words[persons.end() :] if persons else words
    kind = _kind(near_before, near_after, c)
    if near_before != before and c.has("fraction", before[:start]) and kind in ("present", "bare", "group"):
        kind = "subset"
    noun = c["persons"].match(near_after.lstrip(" ():")) is not None or c.has("persons", near_after[:40])
    begin, span_end = _place(figure, kind, left + start, near_before, near_after, c)
    return Count(
        figure,
        kind,
        sentence.span(begin, span_end),
        session=c.has("session", around) or _numbered_event(near_before, c),
        alone=not near_after.strip(),
        led=c.has("session_lead", near_before),
        labelled=near_before.rstrip().endswith(":"),
        item=not near_before.strip() and _NOUN.match(sentence.text, figure.end) is not None,
        of_group=c["of_group"].match(rest.lstrip()) is not None,
        group=c["groups"].match(words) is not None,
        named=not rest.strip() and c.has("groups", near_before) and not c.has("session", near_before),
        verb=c.has("present", f"{before} | {after}"),
        noun=noun,
        settled=c.has("settled", folded),
    )


def _is_source(before: str, after: str, c: Cues) -> bool:
    """Whether the number is of what the persons came from ("23 youths from three classes")."""
    before = before.rstrip()
    if not any(end == len(before) for _, end, _ in c.spots(before, "source_lead")):
        return False
    words = _first_words(after)
    return bool(words) and not (c["persons"].match(words) or c["groups"].match(words))


def _own_words(folded: str, end: int, c: Cues) -> int:
    """Where the words end that say of the number before what it counts ("of 80 registered, 62 came")."""
    if not c.may_have(_OWN):
        return end
    start = end + len(folded[end:]) - len(folded[end:].lstrip())
    found = (c[name].match(folded[start:]) for name in _OWN)
    return max((start + match.end() for match in found if match), default=end)


def _again(figure: Figure, following: Figure, text: str) -> bool:
    """Whether the next number, in brackets, is the same in words ("42 (forty-two)")."""
    if following.value != figure.value:
        return False
    return text[figure.end : following.start].strip() == "(" and text[following.end :].lstrip()[:1] == ")"


def _numbered_event(before: str, c: Cues) -> bool:
    """Whether a date or a numbered event stands before a count ("dialogue 1: 40 persons")."""
    if _DATE.search(before):
        return True
    return c.has("event_day_unit", before) and _NUMBERED.search(before) is not None


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
    if before.rstrip().endswith("="):
        return "total"
    if c["of_them"].match(after.lstrip()):
        return "subset"
    if c.has("count_aside", after) or c.has("count_earlier", before):
        return "returned"
    if _per_unit(before, after, c) or _TIMES.search(before) or _is_source(before, after, c):
        return "other"
    return "each" if c.has("each_time", before) else _person_kind(before, after, c)


def _person_kind(before: str, after: str, c: Cues) -> str:
    persons = c["persons"].match(_first_words(after)) is not None
    if persons and c.has("event_others", before):
        return "other"
    if persons and c["whole_lead"].search(before):
        return "present"
    cue = _nearest(before, after, c)
    if cue == "present" and c.has("total_persons", before):
        return "total"
    if cue:
        return _KINDS.get(cue, cue)
    if persons or c.has("persons", after[:30]):
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
    if not c.has("per_unit", after[:40]):
        return False
    return bool(re.search(r"(?<!\w)(?:" + c["per_unit"].pattern + r")\s+\w+", after[:40]))


def _nearest(before: str, after: str, c: Cues) -> str:
    """The list of the cue nearest to the figure; a subset word always wins."""
    best = ("", 10_000)
    for _, end, name in c.spots(before, *_NEAR):
        if name == "subset":
            return "subset"
        if len(before) - end < best[1]:
            best = (name, len(before) - end)
    for start, _, name in c.spots(after, *_NEAR_BEHIND):
        if start < best[1]:
            best = (name, start)
    return best[0]
