"""How the municipality rates its dialogue: satisfaction and value for money (rules 13 and 14)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import Cues, cues
from kfd_analysis.coding.ticks import ticked
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span, Value, missing
from kfd_analysis.reading.text import sentences

_STANDS_ALONE = re.compile(r"\s*(?:$|[.,;!]|[^\W\d_A-ZÄÖÜ])")
_FEW_WORDS = 5
_ELLIPTIC = {"only_partly": "mixed", "partly": "mixed", "likewise": "", "not_so": "dissatisfied"}
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_QUESTION_OF = {
    "satisfaction_process": "rating_process",
    "satisfaction_results": "rating_results",
    "value_for_money": "value_for_money",
}


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
    return {
        "satisfaction_process": _satisfaction(
            document, "rating_process", "about_process", "about_results", book
        ),
        "satisfaction_results": _satisfaction(
            document, "rating_results", "about_results", "about_process", book
        ),
        "value_for_money": _money(document, book),
    }


def _absent(document: Document, field: str) -> Value:
    """Reason for a question without an answer."""
    ask = _QUESTION_OF[field]
    if document.document_type == "slides":
        return missing("not_asked", ask)
    section = "costs" if ask == "value_for_money" else "rating"
    if section not in document.sections:
        return missing("not_asked", ask)
    last = max(document.sections.values(), key=lambda s: s.label_line).key
    return missing("truncated" if document.truncated and last == section else "not_answered", ask)


def _asked(document: Document, ask: str, book: Codebook) -> Iterator[tuple[Line, bool]]:
    """Answer lines under a question; True where the answer stands under several questions."""
    for section in document.sections.values():
        for block in section.blocks:
            if ask in block.asks:
                for line in ticked(block.lines, book):
                    yield line, len(block.asks) > 1


def _satisfaction(document: Document, ask: str, own: str, other: str, book: Codebook) -> Value:
    c = cues(book)
    seen: list[Span] = []
    mapped: Value | None = None
    for part, whole, shared in _rated(document, ask, own, other, book):
        folded = fold(part.text)
        seen.append(part.span())
        if shared and c.has(other, folded) and not c.has(own, folded):
            continue
        level, start, end = _scale(folded, c)
        if level:
            both = shared and not c.has(own, folded)
            return Value(level, rule=f"{ask}_shared" if both else ask, spans=(part.span(start, end),))
        if mapped is None:
            mapped = _elliptic(part, whole, ask, own, shared, c) or _mapped(part, folded, ask, own, shared, c)
    if mapped is not None:
        return mapped
    field = f"satisfaction_{ask.removeprefix('rating_')}"
    return missing("not_reported", ask, tuple(seen[:1])) if seen else _absent(document, field)


def _rated(
    document: Document, ask: str, own: str, other: str, book: Codebook
) -> Iterator[tuple[Line, Line, bool]]:
    """Clauses that may answer a question, each with its sentence: its own, and others that name it."""
    c = cues(book)
    asked = list(_asked(document, ask, book))
    elsewhere = [
        line
        for section in document.sections.values()
        if section.key == "rating"
        for block in section.blocks
        if ask not in block.asks
        for line in ticked(block.lines, book)
    ]
    for line, shared in asked:
        for whole in sentences(line, book):
            for part in _parts(whole, own, other, c):
                named = _label(part, other, c)
                if not part.text.endswith("?") and not named:
                    yield part, whole, shared
    for line in elsewhere:
        for whole in sentences(line, book):
            for part in _parts(whole, own, other, c):
                both = c.has(own, fold(part.text)) and c.has(other, fold(part.text))
                if both or _label(part, own, c):
                    yield part, whole, False


def _label(part: Line, cue: str, c: Cues) -> bool:
    """Whether a clause begins with a word of list `cue` as its label ("results: …")."""
    found = c[cue].match(fold(part.text))
    return found is not None and part.text[found.end() :].lstrip()[:1] in (":", "-", "–")


def _parts(sentence: Line, own: str, other: str, c: Cues) -> Iterator[Line]:
    """The clauses of a sentence that speaks of course and results, else the sentence.

    A clause behind one on the other question that names neither belongs to that one and is left out.
    """
    folded = fold(sentence.text)
    both = c.has(own, folded) and c.has(other, folded)
    on_other = False
    for found in re.finditer(r"[^,;]+" if both else r"[^;]+", sentence.text):
        text = found.group().strip()
        names_own, names_other = (c.has(cue, fold(text)) for cue in (own, other))
        if names_own or names_other:
            on_other = not names_own
        if text and not (on_other and not names_other):
            column = sentence.column + found.start() + found.group().index(text)
            yield Line(sentence.number, text, column)


def _scale(folded: str, c: Cues) -> tuple[str, int, int]:
    """Level of the scale word of a sentence, with the place of the words; "" if there is none."""
    if _is_bare_scale(folded, c):
        return "", 0, 0
    for found in _WORD.finditer(folded):
        word = found.group()
        if _very_compound(word, c):
            return "very_satisfied", found.start(), found.end()
        negated = word.startswith("un")
        if not _like_scale_word(word.removeprefix("un"), c):
            continue
        before = folded[: found.start()]
        near = re.split(r"[.;,:]\s", before)[-1][-40:]
        rest = _WORD.search(folded, found.end())
        if rest is not None and c["level_unreal"].fullmatch(rest.group()):
            continue
        if negated:
            if any(m.end() == len(near.rstrip()) for m in c["level_negative"].finditer(near.rstrip())):
                continue
            return "dissatisfied", found.start(), found.end()
        for name, level in (
            ("level_mixed", "mixed"),
            ("level_negative", "dissatisfied"),
            ("level_very", "very_satisfied"),
        ):
            spots = [m for m in c[name].finditer(near)]
            if spots:
                return level, found.start() - len(near) + spots[-1].start(), found.end()
        return "satisfied", found.start(), found.end()
    return "", 0, 0


def _is_bare_scale(folded: str, c: Cues) -> bool:
    """The printed options of the scale, of which none is marked ("satisfied / dissatisfied")."""
    options = [option.split() for option in folded.strip(" .").split("/")]
    return len(options) > 1 and all(
        0 < len(words) <= 2 and _like_scale_word(words[-1].removeprefix("un"), c) for words in options
    )


def _very_compound(word: str, c: Cues) -> bool:
    """The scale word with a word for "very" in front, written as one."""
    stem = c.plain("satisfied_word")
    return word.endswith(stem) and word != stem and c.has("level_very", word.removesuffix(stem))


def _like_scale_word(word: str, c: Cues) -> bool:
    """The scale word itself or a typing error of it (letters swapped, one missing or too many)."""
    if c["satisfied_word"].fullmatch(word):
        return not word.endswith("heit")
    stem = c.plain("satisfied_word")
    if word[:2] != stem[:2] or abs(len(word) - len(stem)) > 2:
        return False
    return difflib.SequenceMatcher(None, word, stem).ratio() >= 0.85


def _elliptic(part: Line, whole: Line, ask: str, own: str, shared: bool, c: Cues) -> Value | None:
    """A level without the word of the scale ("satisfied with the course, with the results only in part")."""
    folded = fold(part.text).rstrip(" .!")
    speaks, few = c.has(own, folded), len(folded.split()) <= _FEW_WORDS
    said = _scale(fold(whole.text), c)[0] if whole != part else ""
    for name, level in _ELLIPTIC.items():
        found = next((m for m in c[name].finditer(folded) if m.end() == len(folded) or not level), None)
        if found is None or not (speaks or (not shared and found.start() == 0)):
            continue
        if (not few and name != "only_partly") or (name == "not_so" and c.has("not_yet", folded)):
            continue
        if said or level == "mixed":
            return Value(level or said, rule=f"{ask}_mapped", spans=(part.span(found.start(), found.end()),))
    return None


def _mapped(sentence: Line, folded: str, ask: str, own: str, shared: bool, c: Cues) -> Value | None:
    """A paraphrase of a level; for the results only if the sentence rates the results."""
    speaks = c.has(own, folded)
    for name, level in (
        ("mapped_very", "very_satisfied"),
        ("mapped_satisfied", "satisfied"),
        ("mapped_mixed", "mixed"),
    ):
        found = c[name].search(folded)
        if found is None or (name == "mapped_very" and c.has("mapped_unrated", folded)):
            continue
        opens = not shared and found.start() <= 3 and _STANDS_ALONE.match(sentence.text, found.end())
        if opens or (speaks and (name != "mapped_mixed" or len(folded) < 200)):
            return Value(level, rule=f"{ask}_mapped", spans=(sentence.span(found.start(), found.end()),))
    return None


def _money(document: Document, book: Codebook) -> Value:
    """Yes, mixed, no or deferred; deferral and denial win over a yes in the same sentence."""
    c = cues(book)
    seen: list[Span] = []
    for line, shared in _asked(document, "value_for_money", book):
        for sentence in sentences(line, book):
            folded = fold(sentence.text)
            if folded.endswith("?"):
                continue
            if not shared:
                seen.append(sentence.span())
            elif _DIGIT.search(folded) and not c.has("about_money", folded):
                continue  # it speaks of an amount
            for name in ("money_deferred", "money_mixed", "money_no", "money_yes"):
                found = next((m for m in c[name].finditer(folded) if _is_verdict(m, c)), None)
                if found:
                    code = name.removeprefix("money_")
                    return Value(
                        code, rule="value_for_money", spans=(sentence.span(found.start(), found.end()),)
                    )
    if seen:
        return missing("not_reported", "value_for_money", tuple(seen[:1]))
    return _absent(document, "value_for_money")


def _is_verdict(found: re.Match[str], c: Cues) -> bool:
    """A bare "yes" or "partly" counts only at the start or the end of a sentence."""
    bare = c["money_bare"].fullmatch(found.group()) is not None
    return not bare or found.start() <= 3 or found.end() >= len(found.string.rstrip(" .!"))
