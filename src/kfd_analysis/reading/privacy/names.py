"""Where the names of persons stand in a text: titles, offices, first names, signatures."""

from __future__ import annotations

import re
from typing import NamedTuple

from kfd_analysis.reading.privacy.families import Families
from kfd_analysis.reading.privacy.vocabulary import (
    FIRST,
    INITIAL,
    MAYBE,
    PAIR,
    ROLE,
    SIGNATURE,
    TITLE,
    Vocabulary,
)

_HYPHEN = re.compile(r"[-‐]")
_LISTED = re.compile(r"^\W*$|[;:•|(]\s*$")
_END = re.compile(r"\s*(?:$|[,;:.()|/–\n\"“”»]|-\s)")
_AFTER = re.compile(r"\s+[a-zäöüß]")
_COLON = re.compile(r":?[ \t\u00a0\u202f]+")
_PAIR = 2
_FEW = 5


class Name(NamedTuple):
    """A name in a text and the family names in it (empty if it is a first name alone)."""

    start: int
    end: int
    family: tuple[str, ...]


def find_names(text: str, vocabulary: Vocabulary) -> list[Name]:
    """Names of persons in `text`, from left to right, without the titles in front of them.

    Parameters
    ----------
    text
        One line or a few.
    vocabulary
        Compiled ``privacy.yml``.
    """
    return _Scan(text, vocabulary).names()


class _Scan(Families):
    """One pass over the words of a text."""

    def names(self) -> list[Name]:
        """All names, in order."""
        found: list[Name] = []
        done = 0
        for place, signs in enumerate(self.signs):
            if signs and place >= done:
                done, names = self._at(place)
                found += names
        return found

    def _at(self, place: int) -> tuple[int, list[Name]]:
        """Names that begin (with a title) at token `place`, and the token behind them."""
        signs = self.signs[place]
        if signs & (TITLE | ROLE | SIGNATURE):
            return self._titled(place)
        if signs & FIRST:
            return self._plain(place)
        if signs & PAIR:
            return self._paired(place)
        return self._ambiguous(place) if signs & (MAYBE | INITIAL) else (place, [])

    def _titled(self, place: int) -> tuple[int, list[Name]]:
        first = place
        strong = False
        while first < len(self.words) and (first == place or self._near(first, over_dot=True)):
            word = self.words[first]
            signs = self.signs[first]
            if not (signs & (TITLE | ROLE | SIGNATURE) or word in self.known.degrees or self._between(first)):
                break
            strong = strong or (bool(signs & (TITLE | SIGNATURE)) and word not in self.known.weak_titles)
            first += 1
        if first >= len(self.words) or not self._near(first, over_dot=True):
            return first, self._name_like_a_title(place, first)
        end, families = self._run(first, strong)
        if end == first or (not strong and self._institution(end)):
            return end, self._name_like_a_title(place, first) if end == first else []
        names = [self._name(first, end, families)]
        while self.words[place] in self.known.plural_titles and (start := self._next_listed(end)):
            end, families = self._run(start, strong=False)
            names.append(self._name(start, end, families))
        return end, names

    def _between(self, place: int) -> bool:
        """True for a word between a greeting and a name, and for the letter of "i. A."."""
        before, word = place - 1, self.words[place]
        greeted = bool(self.signs[before] & SIGNATURE) and word in self.known.signing_words
        return greeted or f"{self.words[before]}.{word}" in self.known.deputies

    def _next_listed(self, end: int) -> int:
        """The token of the next name in a list behind a plural title ("A, B und C"); 0 if there is none."""
        if end >= len(self.words):
            return 0
        comma = self.text[self.ends[end - 1] : self.starts[end]].strip() == ","
        start = end if comma else end + 1
        if start >= len(self.words) or not (comma or self.words[end] in self.known.and_words):
            return 0
        fits = self._family(start, start, loose=False) and not self.signs[start] & (TITLE | ROLE)
        return start if fits else 0

    def _paired(self, place: int) -> tuple[int, list[Name]]:
        """A first and a family name, both unknown, behind a word for what somebody does."""
        first = self._past_copula(place + 1)
        if first >= len(self.words) or not _COLON.fullmatch(self._gap(first)):
            return place + 1, []
        if self.words[place].lower() in self.known.labels and ":" not in self._gap(first):
            return place + 1, []
        end, families = self._run(first, strong=False)
        if len(families) < (1 if self._single(place, first, end) else _PAIR) or self._institution(end):
            return place + 1, []
        return end, [self._name(first, end, families)]

    def _name_like_a_title(self, place: int, first: int) -> list[Name]:
        """A title that is a family name, too, behind another and with no name behind it ("Herr Graf")."""
        word = self.words[first - 1]
        return (
            [self._name(first - 1, first, [word])]
            if first - place > 1 and word in self.known.family_words
            else []
        )

    def _past_copula(self, place: int) -> int:
        """The token behind "is", also a few words later if the word in front needs just one name."""
        known = self.known
        if self.words[place : place + 1] and self.words[place] in known.feminine and not self._near(place):
            place += 1
        few = _FEW if known.usual(self.words[place - 1]).lower() in known.single_pairs else 1
        for copula in range(place, min(place + few, len(self.words))):
            if not self._near(copula):
                break
            if self.words[copula] in known.copulas:
                return copula + 1
        return place

    def _single(self, place: int, first: int, end: int) -> bool:
        """True if a family name alone is enough: behind "contact:" or "contact is", before no noun."""
        said = self.words[first - 1] in self.known.copulas or ":" in self._gap(first)
        behind = self.ends[end - 1]
        ends = _END.match(self.text, behind) or _AFTER.match(self.text, behind)
        task = self.known.usual(self.words[place]).lower() in self.known.single_pairs
        return bool(said and task and ends and not self.words[first].isupper())

    def _plain(self, place: int) -> tuple[int, list[Name]]:
        """A name that begins with a first name, or a first name alone."""
        if self._genitive(place):
            end, families = place + 1, list[str]()
        else:
            end, families = self._run(place, strong=False)
        if self._institution(end) or self._named_after(place, end):
            return end, []
        if not families:
            place, families = self._reversed(place, end)
        return end, [self._name(place, end, families)]

    def _ambiguous(self, place: int) -> tuple[int, list[Name]]:
        """A word or an initial that is a name only between the right neighbours and before a family name."""
        near = place > 0 and self._near(place, over_dot=True) and not self._initials(place)
        if near and self.words[place - 1] not in self.known.agents:
            return place, []
        end, families = self._run(place, strong=False)
        if not families or self._institution(end):
            return place, []
        behind = self.ends[end - 1]
        if not (_END.match(self.text, behind) or _AFTER.match(self.text, behind)):
            return place, []
        return end, [self._name(place, end, families)]

    def _institution(self, end: int) -> bool:
        """True if the words up to `end` are the name of a school, a hall, a firm or the like."""
        last = self.words[end - 1]
        if _HYPHEN.search(last) and _HYPHEN.split(last)[-1] in self.known.institutions:
            return True
        if end < len(self.words) and self._near(end):
            return bool({self.words[end], _HYPHEN.split(self.words[end])[-1]} & self.known.institutions)
        return self.text[self.ends[end - 1] : self.ends[end - 1] + 1] in {"-", "‐"}

    def _named_after(self, place: int, end: int) -> bool:
        """True for a name behind a word for saints or houses, and for one first name in quotation marks."""
        if end - place > 1:
            special = self.known.saints | self.known.houses
            return place > 0 and self.words[place - 1] in special and self._near(place, over_dot=True)
        start = self.starts[place]
        before, behind = (
            self.text[max(start - 1, 0) : start],
            self.text[self.ends[end - 1] : self.ends[end - 1] + 1],
        )
        if before and before in '„"»“‚' and behind and behind in '“"«”‘':
            return True
        if before in {"-", "‐"} and start > 1 and self.text[start - 2].isalpha():
            return True
        return (
            place > 0
            and self._near(place, over_dot=True)
            and self.words[place - 1] in self.known.institutions_before
        )

    def _reversed(self, place: int, end: int) -> tuple[int, list[str]]:
        """The family name in front of a single first name, as lists have it; else the first name alone."""
        if place == 0 or not _END.match(self.text, self.ends[end - 1]):
            return place, []
        gap = self.text[self.ends[place - 1] : self.starts[place]]
        joined = gap.strip() in {"", ","} and "\n" not in gap
        if not joined or not _LISTED.search(self.text[: self.starts[place - 1]]):
            return place, []
        word = self.words[place - 1]
        fits = self._family(place - 1, place - 1, loose=False) and not self.known.is_place(word)
        return (place - 1, [word]) if fits else (place, [])

    def _initials(self, place: int) -> bool:
        """True for two initials in a row ("H.-J."), which stand before nothing but a family name."""
        pair = self.signs[place : place + 2]
        return len(pair) > 1 and bool(pair[0] & pair[1] & INITIAL) and self._is_first(place + 1)

    def _name(self, place: int, end: int, families: list[str]) -> Name:
        return Name(self.starts[place], self.ends[end - 1], tuple(families))
