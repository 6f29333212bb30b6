"""The level of satisfaction that the words of a clause name."""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from kfd_analysis.coding.cues import Cues

_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"\d\s*%")
_NEAR = 40
_SURE = 2  # letters at the beginning of the scale word that no typing error changes
_OPTIONS = 3  # so many levels and no verb are the printed options of the scale
_BARE = (
    ("bare_very", "very_satisfied"),
    ("bare_satisfied", "satisfied"),
    ("bare_mixed", "mixed"),
    ("bare_dissatisfied", "dissatisfied"),
)
_NOUN = (
    ("noun_high", "very_satisfied"),
    ("noun_low", "dissatisfied"),
    ("noun_middle", "mixed"),
    ("noun_plain", "satisfied"),
)
_DEGREES = (
    ("level_mixed", "mixed"),
    ("level_negative", "dissatisfied"),
    ("level_very", "very_satisfied"),
)


class Level(NamedTuple):
    """A level with the place of its words; `level` is empty if there is none."""

    level: str = ""
    start: int = 0
    end: int = 0


NONE = Level()


def level_of(folded: str, c: Cues) -> Level:
    """Level that the scale word (or its noun) of a clause has by the words around it.

    Parameters
    ----------
    folded
        The folded clause.
    c
        The cue words.
    """
    levels: list[Level] = []
    if c.plain("satisfied_word")[:_SURE] in folded or c.may_have(("satisfied_word", "satisfied_more")):
        if _is_bare_scale(folded, c):
            return NONE
        for found in _scale_words(folded, c):
            level = _of_word(found, folded, levels[-1].end if levels else 0, c)
            levels += [level] if level.level else []
    if not levels:
        return _of_noun(folded, c)
    if len(levels) >= _OPTIONS and not c["level_other"].search(folded):
        return NONE
    if len(levels) > 1 and c.has("level_neither", folded[: levels[0].start]):
        return levels[0]._replace(level="mixed", end=levels[1].end)
    named = {level.level for level in levels}
    if len(named) > 1 and c.has("level_to", folded[levels[0].end : levels[1].end]):
        return NONE
    torn = "dissatisfied" in named and not named.isdisjoint({"satisfied", "very_satisfied"})
    return levels[0]._replace(level="mixed", end=levels[-1].end) if torn else levels[0]


def _scale_words(folded: str, c: Cues) -> list[re.Match[str]]:
    """The words that may name a level: those of the scale, compounds with them, and what begins like one."""
    stem, lack = c.plain("satisfied_word"), c.plain("satisfied_lack")
    begin, scale, more = stem[:_SURE], c["satisfied_word"], c["satisfied_more"]
    found = []
    for match in _WORD.finditer(folded):
        word = match.group()
        bare = word.removeprefix(lack)
        if bare.startswith(begin) or word.endswith(stem) or scale.fullmatch(bare) or more.fullmatch(word):
            found.append(match)
    return found


def bare_level(folded: str, c: Cues) -> Level:
    """Level of an answer to "how satisfied …?" that is no more than a word for a degree ("very")."""
    for sign in (r"[.;:!]\s|\s-\s", r"[,.;:!]\s|\s-\s"):
        words = re.split(sign, folded.strip())[0].strip(" .,!;:-")
        for name, level in _BARE:
            if c[name].fullmatch(words.replace(",", " ")):
                return Level(level, folded.index(words), folded.index(words) + len(words))
    return NONE


def _of_word(found: re.Match[str], folded: str, begin: int, c: Cues) -> Level:
    """Level by a word of the scale and what stands between `begin` and it."""
    word = found.group()
    if begin and c["satisfied_noun_phrase"].fullmatch(word):
        return NONE  # it describes somebody, and the clause has its level
    if _very_compound(word, c):
        return Level("very_satisfied", found.start(), found.end())
    more, lack = c["satisfied_more"].fullmatch(word), c.plain("satisfied_lack")
    if not more and not like_scale_word(word.removeprefix(lack), c):
        return NONE
    near = re.split(r"[.;,:]\s", folded[begin : found.start()])[-1][-_NEAR:]
    if more:
        denied = c.has("level_negative", near) or c.has("level_hardly", near)
        return Level("very_satisfied", found.start(), found.end()) if denied else NONE
    share = _PERCENT.search(near) or c.has("level_percent", near)
    if c.has("level_share", near) or (share and not c.has("level_very", near)):
        return NONE
    rest = _WORD.search(folded, found.end())
    if rest is not None and c["level_unreal"].fullmatch(rest.group()):
        return NONE
    return _of_lack(found, near, c) if word.startswith(lack) else _of_degree(found, near, folded, c)


def _of_lack(found: re.Match[str], near: str, c: Cues) -> Level:
    """Level by the scale word with the syllable that denies it."""
    if any(m.end() == len(near.rstrip()) for m in c["level_negative"].finditer(near.rstrip())):
        return NONE
    return Level("mixed" if c.has("level_mixed", near) else "dissatisfied", found.start(), found.end())


def _of_degree(found: re.Match[str], near: str, folded: str, c: Cues) -> Level:
    """Level by the scale word and the word for a degree nearest in front of it."""
    if c.has("level_neither", folded[: found.start()]):
        return Level("dissatisfied", found.start(), found.end())
    if c["level_but"].match(folded[found.end() :].lstrip(" ,")):
        return Level("mixed", found.start(), found.end())
    for name, level in _DEGREES:
        spots = list(c[name].finditer(near))
        if spots:
            return Level(level, found.start() - len(near) + spots[-1].start(), found.end())
    return Level("satisfied", found.start(), found.end())


def _of_noun(folded: str, c: Cues) -> Level:
    """Level by the noun ("high satisfaction", "to our satisfaction")."""
    noun = c["satisfaction_noun"].search(folded)
    if noun is None:
        return NONE
    lacking = noun.group().startswith(c.plain("satisfied_lack"))
    for name, level in _NOUN:
        if (found := c[name].search(folded)) is not None:
            first, last = min(found.start(), noun.start()), max(found.end(), noun.end())
            lacking = lacking or (name == "noun_plain" and c.has("level_negative", folded[:first]))
            return Level("dissatisfied" if lacking else level, first, last)
    return NONE


def _is_bare_scale(folded: str, c: Cues) -> bool:
    """The printed options of the scale, of which none is marked ("satisfied / dissatisfied")."""
    options = [option.split() for option in folded.strip(" .").split("/")]
    return len(options) > 1 and all(
        0 < len(words) <= 2 and like_scale_word(words[-1].removeprefix(c.plain("satisfied_lack")), c)
        for words in options
    )


def _very_compound(word: str, c: Cues) -> bool:
    """The scale word with a word for "very" in front, written as one."""
    stem = c.plain("satisfied_word")
    return word.endswith(stem) and word != stem and c.has("level_very", word.removesuffix(stem))


def like_scale_word(word: str, c: Cues) -> bool:
    """The scale word itself or a typing error of it (letters swapped, one missing or too many)."""
    if c["satisfied_word"].fullmatch(word):
        return c["satisfaction_noun"].fullmatch(word) is None
    stem = c.plain("satisfied_word")
    if word[:_SURE] != stem[:_SURE] or abs(len(word) - len(stem)) > 2:
        return False
    return difflib.SequenceMatcher(None, word, stem).ratio() >= 0.85
