"""First and family names that stand side by side, with the particles between them."""

from __future__ import annotations

import re

from kfd_analysis.reading.privacy.vocabulary import FIRST, MAYBE, sound
from kfd_analysis.reading.privacy.words import Words

_CASELESS = re.compile(r"[\u0590-\u08ff\u0e00-\u0e7f\u10a0-\u10ff\u1200-\u137f\u3040-\u9fff\uac00-\ud7af]")
_PREFIXED = re.compile(r"[a-z]['’][^\W\d_a-zäöü]\w|[a-z]{2,3}[-‐][A-ZÄÖÜ]\w")
_MOST_FIRST = 5
_MOST_FAMILY = 5
_LONGEST = 30


class Families(Words):
    """The words of a text, and how far a name that begins at one of them goes."""

    def _run(self, place: int, strong: bool) -> tuple[int, list[str]]:
        """Token behind the first and family names that begin at `place`, and the family names."""
        end = place
        while (
            end < len(self.words)
            and end - place < _MOST_FIRST
            and self._joins(end, place)
            and self._is_first(end)
        ):
            end += 1
        initials_only = end > place and all(len(word) == 1 for word in self.words[place:end])
        family = end
        while family < len(self.words) and self._joins(family, place) and self._particle(family):
            family += 1
        if family > end and not (
            self._family(family, place, loose=False) and (end > place or self._noble(place, strong))
        ):
            family = end
        families: list[str] = []
        if self._family(family, place, loose=strong and (family == place or initials_only)):
            families.append(self.words[family])
            end = family + 1
            while len(families) < _MOST_FAMILY:
                following = self._past_particles(end)
                if (
                    not self._family(following, place, loose=False)
                    or self.words[following] in self.known.family_words
                ):
                    break
                families.append(self.words[following])
                end = following + 1
        if not families and end - place > 1 and len(self.words[end - 1]) > 1:
            families.append(self.words[end - 1])
        if initials_only and not families:
            return place, families
        return end, families

    def _noble(self, place: int, strong: bool) -> bool:
        """True if a particle behind a title begins a name ("Frau von …"), as an article does not."""
        return strong and self.words[place] not in self.known.articles

    def _particle(self, place: int) -> bool:
        """True for a particle, and for what joins two ("von und zu")."""
        particles = self.known.particles
        around = {*self.words[place - 1 : place], *self.words[place + 1 : place + 2]}
        joined = self.words[place] in self.known.particles_joined and len(around) > 1 and around <= particles
        return self.words[place] in particles or joined

    def _past_particles(self, place: int) -> int:
        """The token behind the particles that may stand between two family names."""
        end = place
        if place < len(self.words) and self.words[place] in self.known.particles_inside:
            while end < len(self.words) and self._near(end) and self.words[end] in self.known.particles:
                end += 1
        return end

    def _is_first(self, place: int) -> bool:
        word = self.words[place]
        if len(word) == 1:
            return word.isupper() and self.text[self.ends[place] : self.ends[place] + 1] == "."
        return bool(self.signs[place] & (FIRST | MAYBE)) and not self._genitive(place)

    def _family(self, place: int, first: int, loose: bool) -> bool:
        """True if the token can be a family name; `loose`: directly behind a title."""
        if place >= len(self.words) or not self._joins(place, first):
            return False
        word = self.words[place]
        capital = word[0].isupper() or bool(_PREFIXED.match(word) or _CASELESS.match(word))
        if not capital or not 1 < len(word) <= _LONGEST:
            return False
        usual = word.capitalize() if word.isupper() else word
        if loose:
            return usual in self.known.family_words or not {word, usual} & (
                self.known.nouns | self.known.titles
            )
        return not (
            self.known.is_noun(word)
            or usual in self.known.places
            or usual in self.known.roles
            or usual in self.known.titles
        )

    def _genitive(self, place: int) -> bool:
        """True for a first name with the ending of the genitive, and none that ends so by itself."""
        word = self.words[place]
        if len(word) < 5 or word[-1] != "s" or not self.signs[place] & FIRST:
            return False
        return sound(word) not in self.known.first and bool(self.known.signs[word[:-1]] & FIRST)
