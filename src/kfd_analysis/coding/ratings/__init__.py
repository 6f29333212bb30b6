"""How the municipality rates its dialogue: satisfaction and value for money (rules 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues, cues_in
from kfd_analysis.coding.ratings.levels import bare_level, level_of
from kfd_analysis.coding.ratings.verdicts import absent, asked, value_for_money
from kfd_analysis.coding.ticks import ticked
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span, Value, missing
from kfd_analysis.reading.text import sentences

_STANDS_ALONE = re.compile(r"\s*(?:$|[.,;!]|[^\W\d_A-ZÄÖÜ])")
_FEW_WORDS, _MORE_WORDS = 5, 6
_ELLIPTIC = {
    "only_partly": "mixed",
    "partly": "mixed",
    "likewise": "",
    "not_so": "dissatisfied",
    "very_so": "very_satisfied",
}
_LONGER = frozenset({"only_partly", "not_so", "very_so"})
_RATING_WORDS = (
    "mapped_very",
    "mapped_mixed",
    "mapped_satisfied",
    "mapped_good",
    "mapped_negative",
    *_ELLIPTIC,
)
_NAMES = 3  # words behind "with the" among which its noun is looked for
_WORD = re.compile(r"\w+")


def code_ratings(document: Document, book: Codebook) -> dict[str, Value]:
    """Read satisfaction with course and results, and value for money.

    Words of the scale count, typing errors included; one answer under both questions counts for
    both unless it speaks of one; a paraphrase is mapped to the level that it names. Praise
    without a rating of the results is no rating of the results.

    Parameters
    ----------
    document
        A report as read.
    book
        The codebook (``cues.yml``).
    """
    process = _satisfaction(document, "rating_process", "about_process", "about_results", book)
    results = _satisfaction(document, "rating_results", "about_results", "about_process", book)
    if process.value and results.status == "missing":
        results = _same(document, process, book) or results
    return {
        "satisfaction_process": process,
        "satisfaction_results": results,
        "value_for_money": value_for_money(document, book),
    }


def _same(document: Document, process: Value, book: Codebook) -> Value | None:
    """The rating of the course for the results too, where their answer is no more than "likewise"."""
    for line, shared in asked(document, "rating_results", book):
        if not shared and cues(book)["likewise"].fullmatch(fold(line.text).strip(" .!")):
            return Value(process.value, rule="rating_results_mapped", spans=(line.span(),))
    return None


def _satisfaction(document: Document, ask: str, own: str, other: str, book: Codebook) -> Value:
    seen: list[Span] = []
    mapped: Value | None = None
    general: Value | None = None  # of the whole, where another clause of the sentence speaks of this question
    for part, whole, shared, c in _rated(document, ask, own, other, book):
        folded, first = fold(part.text), not seen
        seen.append(part.span())
        if shared and c.has(other, folded) and not c.has(own, folded):
            continue
        level, start, end = level_of(folded, c)
        if level and not _of_other_object(folded, own, other, c):
            both = shared and not c.has(own, folded)
            level = "mixed" if _taken_back(folded[end:], c) and not c.has(other, folded) else level
            value = Value(level, rule=f"{ask}_shared" if both else ask, spans=(part.span(start, end),))
            if not both or not (general or (part != whole and c.has(own, fold(whole.text)))):
                return value
            general, mapped = general or value, None
            continue
        if first:
            level, start, end = bare_level(folded, c)
            if level:
                return Value(level, rule=f"{ask}_mapped", spans=(part.span(start, end),))
        if mapped is None:
            mapped = _elliptic(part, whole, ask, own, shared, c) or _mapped(part, folded, ask, own, shared, c)
    if found := mapped or general:
        return found
    field = f"satisfaction_{ask.removeprefix('rating_')}"
    return missing("not_reported", ask, tuple(seen[:1])) if seen else absent(document, field)


def _of_other_object(folded: str, own: str, other: str, c: Cues) -> bool:
    """Whether a clause rates something else than the course, the results or the whole ("with the sound")."""
    if not c.may_have(("with_object",)):
        return False
    objects = [_WORD.findall(folded[m.end() :])[:_NAMES] for m in c["with_object"].finditer(folded)]
    lists = (own, other, "about_whole")
    return bool(objects) and not any(c.has_any(lists, " ".join(words)) for words in objects)


def _taken_back(rest: str, c: Cues) -> bool:
    """Whether a few words behind the level deny it for others ("…, the office less so")."""
    pieces = [piece.strip(" .!") for piece in rest.split(",")[1:]]
    return any(
        len(piece.split()) <= _FEW_WORDS
        and not c.has("with_object", piece)
        and any(m.end() == len(piece) for name in ("not_so", "only_partly") for m in c[name].finditer(piece))
        for piece in pieces
    )


def _rated(
    document: Document, ask: str, own: str, other: str, book: Codebook
) -> Iterator[tuple[Line, Line, bool, Cues]]:
    """Clauses that may answer a question, each with its sentence: its own, and others that name it."""
    replies = list(asked(document, ask, book))
    elsewhere = [
        line
        for section in document.sections.values()
        if section.key == "rating"
        for block in section.blocks
        if ask not in block.asks
        for line in ticked(block.lines, book)
    ]
    for line, shared in replies:
        for whole in sentences(line, book):
            c = cues_in(fold(whole.text), book)
            for part in _parts(whole, own, other, c):
                named = _label(part, other, c)
                if not part.text.endswith("?") and not named:
                    yield part, whole, shared, c
    for line in elsewhere:
        if not cues(book).has(own, fold(line.text)):
            continue
        for whole in sentences(line, book):
            c = cues_in(fold(whole.text), book)
            for part in _parts(whole, own, other, c):
                both = c.has(own, fold(part.text)) and c.has(other, fold(part.text))
                if both or _label(part, own, c):
                    yield part, whole, False, c


def _label(part: Line, cue: str, c: Cues) -> bool:
    """Whether a clause begins with a word of list `cue` as its label ("results: …")."""
    found = c[cue].match(fold(part.text)) if c.may_have((cue,)) else None
    return found is not None and part.text[found.end() :].lstrip()[:1] in (":", "-", "–")


def _parts(sentence: Line, own: str, other: str, c: Cues) -> Iterator[Line]:
    """The clauses of a sentence that speaks of course and results, else the sentence.

    A clause behind one on the other question that names neither belongs to that one and is left out.
    """
    folded = fold(sentence.text)
    both = c.has(own, folded) and c.has(other, folded)
    if not both and ";" not in folded:
        yield Line(sentence.number, sentence.text, sentence.column)
        return
    on_other = False
    for start, end in _cuts(folded, both, (own, other), c):
        text = sentence.text[start:end].strip()
        names_own, names_other = c.has(own, folded[start:end]), c.has(other, folded[start:end])
        if names_own or names_other:
            on_other = not names_own
        if text and not (on_other and not names_other):
            column = sentence.column + start + sentence.text[start:end].index(text)
            yield Line(sentence.number, text, column)


def _cuts(folded: str, both: bool, questions: tuple[str, str], c: Cues) -> list[tuple[int, int]]:
    """Start and end of the clauses: at semicolons, and where both questions are named at commas and "and".

    Not at a comma of a list ("with course, moderation and results"), and at "and" only where each
    side rates one question.
    """
    if not both:
        return [piece.span() for piece in re.finditer(r"[^;]+", folded)]
    found: list[tuple[int, int]] = []
    for piece in re.finditer(r"[^,;]+", folded):
        start, end = piece.span()
        if (
            found
            and folded[found[-1][1]] == ","
            and _goes_on(folded[slice(*found[-1])], piece.group(), questions, c)
        ):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [cut for place in found for cut in _at_and(folded, place, questions, c)]


def _goes_on(before: str, piece: str, questions: tuple[str, str], c: Cues) -> bool:
    """Whether a piece behind a comma goes on a list of what is rated."""
    last, words = before.split()[-1:], piece.split()
    listed = bool(last) and c.has_any(questions, last[0]) and 0 < len(words) <= _FEW_WORDS - 1
    return listed and not c["with_object"].match(piece.strip()) and not _rates(piece, c)


def _at_and(
    folded: str, place: tuple[int, int], questions: tuple[str, str], c: Cues
) -> Iterator[tuple[int, int]]:
    start, end = place
    piece = folded[start:end]
    cuts = [(cut, _rates) for _, cut, _ in c.spots(piece, "level_and")]
    cuts += [(cut, _is_rating) for cut in sorted(cut for cut, _, _ in c.spots(piece, *questions))[1:]]
    for cut, rates in cuts:
        sides = (piece[:cut], piece[cut:])
        named = [[name for name in questions if c.has(name, side)] for side in sides]
        apart = all(len(names) == 1 for names in named) and named[0] != named[1]
        if apart and all(rates(side, c) for side in sides):
            yield start, start + cut
            yield start + cut, end
            return
    yield place


def _is_rating(text: str, c: Cues) -> bool:
    """Whether words hold a level of the scale."""
    return bool(level_of(text, c).level)


def _rates(text: str, c: Cues) -> bool:
    """Whether words hold a level of their own, in whatever words."""
    return _is_rating(text, c) or c.has_any(_RATING_WORDS, text)


def _elliptic(part: Line, whole: Line, ask: str, own: str, shared: bool, c: Cues) -> Value | None:
    """A level without the word of the scale ("satisfied with the course, with the results only in part")."""
    folded = fold(part.text).rstrip(" .!")
    speaks, few = c.has(own, folded), len(folded.split()) <= _FEW_WORDS
    if whole != part and (found := c["not_with"].match(folded)) and speaks:
        if level_of(fold(whole.text), c).level:
            return Value("dissatisfied", rule=f"{ask}_mapped", spans=(part.span(),))
        return None
    said = level_of(fold(whole.text), c).level if whole != part else ""
    for name, level in _ELLIPTIC.items():
        found = next((m for m in c[name].finditer(folded) if m.end() == len(folded) or not level), None)
        if found is None or not (speaks or (not shared and found.start() == 0)):
            continue
        if (not few and name not in _LONGER) or (name == "not_so" and c.has("not_yet", folded)):
            continue
        if said or level == "mixed":
            return Value(level or said, rule=f"{ask}_mapped", spans=(part.span(found.start(), found.end()),))
    return None


def _mapped(sentence: Line, folded: str, ask: str, own: str, shared: bool, c: Cues) -> Value | None:
    """A paraphrase of a level; for the results only if the sentence rates the results."""
    speaks = c.has(own, folded)
    for name, level in (
        ("mapped_negative", "dissatisfied"),
        ("mapped_very", "very_satisfied"),
        ("mapped_satisfied", "satisfied"),
        ("mapped_mixed", "mixed"),
    ):
        found = c[name].search(folded)
        if found is None or (name == "mapped_very" and c.has("mapped_unrated", folded)):
            continue
        alone = not shared and _STANDS_ALONE.match(sentence.text, found.end()) is not None
        short = name == "mapped_mixed" and len(re.split(r"[:,]\s", folded)[0].split()) <= _MORE_WORDS
        if (alone and (found.start() <= 3 or short)) or (
            speaks and (name != "mapped_mixed" or len(folded) < 200)
        ):
            return Value(level, rule=f"{ask}_mapped", spans=(sentence.span(found.start(), found.end()),))
    good = next((m for m in c["mapped_good"].finditer(folded) if m.end() == len(folded.rstrip(" .!"))), None)
    if speaks and good and len(folded.split()) <= _MORE_WORDS and not c.has("level_negative", folded):
        return Value("satisfied", rule=f"{ask}_mapped", spans=(sentence.span(good.start(), good.end()),))
    return None
