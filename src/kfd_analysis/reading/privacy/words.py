"""The words of a text with what each may be a sign of, and which of them stand side by side."""

from __future__ import annotations

import re

from kfd_analysis.reading.privacy.vocabulary import FIRST, MAYBE, Vocabulary

_WORD = re.compile(r"[^\W\d_](?<!<.)(?<!</.)(?<![^\W\d_].)[^\W\d_]*(?:[-‐'’][^\W\d_]+)*")
_MARKS = r"(?:</?[A-Za-z]\w*>|[*_~`])*"
"""Bold, italic and the like, as texts from wikis and mails have it."""
_BLANKS = re.compile(rf"{_MARKS}[ \t\u00a0\u202f]+{_MARKS}['’]?")
_INITIAL = re.compile(rf"{_MARKS}\.?-?{_MARKS}[ \t\u00a0\u202f]*{_MARKS}")
_ABBREVIATED = re.compile(rf"{_MARKS}\.?-?{_MARKS}\s*{_MARKS}[„“\"»‚']?")
_SIGNED = re.compile(rf"[.,:]?\s*{_MARKS}")
_HYPHEN = re.compile(r"[-‐]")


class Words:
    """The words of `text`, their places and their signs."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.known = vocabulary
        found = [*_WORD.finditer(text)]
        self.words = [match.group() for match in found]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]
        known = vocabulary.signs
        self.signs = [known[word] if word.isalpha() else self._compound(word) for word in self.words]

    def _gap(self, place: int) -> str:
        """What stands in front of a token."""
        return self.text[self.ends[place - 1] : self.starts[place]]

    def _joins(self, place: int, first: int) -> bool:
        return place == first or self._near(place)

    def _near(self, place: int, over_dot: bool = False) -> bool:
        """True if only blanks stand in front of the token, or a dot that ends an abbreviation."""
        if place == 0:
            return False
        before = self.words[place - 1]
        gap = self.text[self.ends[place - 1] : self.starts[place]]
        if over_dot:
            return bool((_SIGNED if before in self.known.signatures else _ABBREVIATED).fullmatch(gap))
        return bool(_INITIAL.fullmatch(gap)) if len(before) == 1 else bool(_BLANKS.fullmatch(gap))

    def _compound(self, word: str) -> int:
        """Signs of a word with hyphens: a first name if all its parts are."""
        signs = [self.known.signs[part] for part in _HYPHEN.split(word)]
        return FIRST if all(sign & (FIRST | MAYBE) for sign in signs) else 0
