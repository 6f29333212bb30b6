"""The words by which personal data are recognised, compiled once per codebook (``privacy.yml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.reading.privacy.patterns import patterns

TITLE, ROLE, FIRST, MAYBE, SIGNATURE, STREET, AT, PHONE, DIGITS, INITIAL, PAIR, ACCOUNT, BIRTH, FIGURE = (
    1 << bit for bit in range(14)
)
NAME_SIGNS = TITLE | ROLE | FIRST | MAYBE | SIGNATURE | INITIAL | PAIR

_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:['’][^\W\d_]+)+")
_SPECIAL = (("@", AT | ACCOUNT), ("＠", AT), ("+", DIGITS), ("*", BIRTH), (".me/", ACCOUNT))
_BRACKET = re.compile(r"[(\[{<](?:[aA]|$)")  # of an "at" in brackets
_FIGURE = re.compile(r"\d")
_MEMORY = 50_000
_LONGEST = 40
_DOUBLED = re.compile(r"([bdfgkmnpst])\1")
_SILENT_H = ("ah", "eh", "ih", "oh", "uh")
_ACCOUNT = re.compile(r"[A-Z]{2}\d\d")
_LATIN = "\u0370"
"""From here on letters are Greek, Cyrillic …: in a German report, capitalised words of them are names."""
_ACCENTED = re.compile(r"[^\x00-\x7fäöüß]")
_ACCENTS = {code: None for code in range(0x300, 0x370) if code != 0x308}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ı", "i"), ("c", "k"), ("y", "i"), ("ß", "ss"))


def sound(name: str) -> str:
    """One spelling for the usual spellings of a first name: no accents, f for ph, single consonants."""
    plain = name.lower()
    if not plain.isascii() and _ACCENTED.search(plain) is not None:
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_ACCENTS))
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    if _DOUBLED.search(plain) is not None:
        plain = _DOUBLED.sub(r"\1", plain)
    return plain[:-1] if plain.endswith(_SILENT_H) else plain


class _Signs(dict[str, int]):
    """What a single word may be a sign of; remembers every word that it has been asked for."""

    def __init__(self, classify: Callable[[str], int]) -> None:
        super().__init__()
        self._classify = classify

    def __missing__(self, word: str) -> int:
        signs = self._classify(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MEMORY:
                self.clear()
            self[word] = signs
        return signs


class Vocabulary:
    """Word lists of ``privacy.yml`` as sets, patterns compiled from them, and the signs of words.

    Use ``book.compiled("privacy", Vocabulary)``.
    """

    def __init__(self, book: Codebook) -> None:
        data: dict[str, Any] = book.data["privacy"]
        words = {name: frozenset(text.split()) for name, text in data.items() if isinstance(text, str)}
        self.tokens: dict[str, str] = data["tokens"]
        self.titles = words["titles"]
        self.weak_titles = words["titles_without_name"]
        self.roles, self.degrees = words["roles"], words["degrees"]
        self.particles = words["particles"]
        self.particles_inside, self.articles = words["particles_inside"], words["articles"]
        self.and_words, self.plural_titles = words["and_words"], words["plural_titles"]
        self.pair_endings = tuple(words["pair_endings"])
        self.houses = words["houses"]
        self.saints, self.agents = words["saints"], words["agents"]
        self.signatures, self.deputies = words["signatures"], words["deputies"]
        self.copulas, self.single_pairs = words["copulas"], words["single_pairs"]
        self.labels, self.feminine = words["labels"], words["feminine"]
        self.signing_words, self.particles_joined = words["signing_words"], words["particles_joined"]
        self.nobody, self.contact_words = words["nobody"], words["contact_words"]
        self.nouns, self.not_nouns = words["nouns"], words["not_nouns"]
        self.noun_endings = tuple(words["noun_endings"])
        self.adjective_endings = tuple(words["adjective_endings"])
        self.institutions = words["institutions"]
        self.institutions_before = words["institutions_before"]
        self.organisations = words["organisation_words"]
        self.family_words = words["family_words"]
        self.places = words["places"]
        self.place_endings = tuple(words["place_endings"])
        self.account_words = words["networks"] | {word.lower() for word in words["bank_words"]}
        self.birth_words, self.boxes = words["birth_words"], words["boxes"]
        self.at_words, self.phone_words = words["at_words"], words["phone_words"]
        self.common_words = self.family_words | self.places | self.titles
        self.street_beginnings = frozenset(data["street_beginnings"].replace("|", " ").split())
        self.street_endings = tuple(words["street_endings"])
        self.no_streets, self.no_street_words = words["no_streets"], words["no_street_words"]
        listed = " ".join(data["first_names"].values()).split()
        self.maybe_first = frozenset(map(sound, words["ambiguous_first_names"]))
        self.first = frozenset(map(sound, listed)) - self.maybe_first
        self.signs = _Signs(self.classify)
        self._printed = _Signs(self._classify_all)  # of what is printed between two blanks, signs around it
        self.is_noun = lru_cache(_MEMORY)(self._is_noun)
        self.patterns = patterns(data, words)

    def classify(self, word: str) -> int:
        """Signs of one word (letters or digits), as a sum of the constants of this module."""
        if word[0].isdigit():
            long = len(word) >= 5 or (len(word) >= 3 and word[0] == "0")
            return DIGITS if long or word in ("0", "49") or (len(word) == 2 and word[0] == "0") else 0
        usual = self.usual(word)
        signs = TITLE * (usual in self.titles) | ROLE * (usual in self.roles or usual in self.plural_titles)
        signs |= SIGNATURE * (word in self.signatures) | AT * (word in self.at_words)
        signs |= PHONE * (word in self.phone_words or word.capitalize() in self.phone_words)
        low = word.lower()
        named = low in self.labels or (word[0].isupper() and low.endswith(self.pair_endings))
        signs |= PAIR * (named and not signs)
        if low.endswith(self.street_endings) and (word not in self.no_streets or low in self.street_endings):
            signs |= STREET
        signs |= STREET * (word in self.street_beginnings or word in self.boxes)
        signs |= ACCOUNT * (low in self.account_words or bool(_ACCOUNT.match(word)))
        signs |= BIRTH * (word in self.birth_words)
        if len(word) == 1 and word.isupper():
            return signs | INITIAL
        return signs | (self.first_name(word) if word[0].isupper() else 0)

    def signs_in(self, text: str) -> int:
        """What the words and special characters of a text are signs of, a sum of this module's constants."""
        return reduce(or_, set(map(self._printed.__getitem__, text.split())), 0)

    def _classify_all(self, printed: str) -> int:
        word = printed.strip(".,;:!?")
        if word.isalpha():
            return self.signs[word]
        words = (*_WORDS.findall(printed), *_APOSTROPHE.findall(printed))
        special = (signs for sign, signs in _SPECIAL if sign in printed)
        signs = reduce(or_, (*map(self.signs.__getitem__, words), *special), 0)
        return signs | AT * bool(_BRACKET.search(printed)) | FIGURE * bool(_FIGURE.search(printed))

    def first_name(self, word: str) -> int:
        """FIRST, MAYBE (also a word of its own) or 0; genitives count for the former only."""
        if word > _LATIN:
            return MAYBE
        spelled = sound(word)
        if len(spelled) < 2 or (word.isupper() and len(word) < 4):
            return 0
        if spelled in self.first or (len(spelled) > 4 and spelled[-1] == "s" and spelled[:-1] in self.first):
            return FIRST
        return MAYBE * (spelled in self.maybe_first)

    @staticmethod
    def usual(word: str) -> str:
        """A word in capitals as it is written elsewhere, others as they are."""
        return word.capitalize() if len(word) > 3 and word.isupper() else word

    def _is_noun(self, word: str) -> bool:
        """True for a word that is no family name unless a title says so."""
        usual = word.capitalize()
        if word.isupper() and usual != word and self._is_noun(usual):
            return True
        if word in self.not_nouns:
            return False
        *front, last = re.split(r"[-‐]", word)
        if last in self.institutions or last.lower().endswith(self.noun_endings):
            return True
        return not front and last in self.nouns

    def is_place(self, word: str) -> bool:
        """True for a known place, or a word that ends like one."""
        return word in self.places or word.lower().endswith(self.place_endings)
