"""The words by which personal data are recognised, compiled once per codebook (``privacy.yml``)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from kfd_analysis.codebook import Codebook

TITLE, ROLE, FIRST, MAYBE, SIGNATURE, STREET, AT, PHONE, DIGITS, INITIAL, PAIR = (
    1 << bit for bit in range(11)
)
NAME_SIGNS = TITLE | ROLE | FIRST | MAYBE | SIGNATURE | INITIAL | PAIR

_MEMORY = 50_000
_LONGEST = 40
_DOUBLED = re.compile(r"([bdfgkmnpst])\1")
_SILENT_H = re.compile(r"(?<=[aeiou])h$")
_ACCENTS = {code: None for code in range(0x300, 0x370) if code != 0x308}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ı", "i"), ("c", "k"), ("y", "i"), ("ß", "ss"))


def sound(name: str) -> str:
    """One spelling for the usual spellings of a first name: no accents, f for ph, single consonants."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_ACCENTS))
    for old, new in _SOUNDS:
        plain = plain.replace(old, new)
    return _SILENT_H.sub("", _DOUBLED.sub(r"\1", plain))


class _Signs(dict[str, int]):
    """What a single word may be a sign of; remembers every word that it has been asked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, word: str) -> int:
        signs = self._vocabulary.classify(word)
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
        self.roles = words["roles"]
        self.degrees = words["degrees"]
        self.particles = words["particles"]
        self.particles_inside, self.articles = words["particles_inside"], words["articles"]
        self.and_words = words["and_words"]
        self.plural_titles = words["plural_titles"]
        self.pair_endings = tuple(words["pair_endings"])
        self.houses = words["houses"]
        self.saints, self.agents = words["saints"], words["agents"]
        self.signatures = words["signatures"]
        self.nobody = words["nobody"]
        self.contact_words = words["contact_words"]
        self.nouns = words["nouns"]
        self.not_nouns = words["not_nouns"]
        self.noun_endings = tuple(words["noun_endings"])
        self.adjective_endings = tuple(words["adjective_endings"])
        self.institutions = words["institutions"]
        self.institutions_before = words["institutions_before"]
        self.organisations = words["organisation_words"]
        self.family_words = words["family_words"]
        self.places = words["places"]
        self.place_endings = tuple(words["place_endings"])
        self.phone_words = words["phone_words"]
        self.at_words = words["at_words"]
        self.common_words = self.family_words | self.places | self.titles
        self.street_beginnings = frozenset(data["street_beginnings"].replace("|", " ").split())
        self.street_endings = tuple(words["street_endings"])
        self.no_streets = words["no_streets"]
        listed = " ".join(data["first_names"].values()).split()
        self.maybe_first = frozenset(map(sound, words["ambiguous_first_names"]))
        self.first = frozenset(map(sound, listed)) - self.maybe_first
        self.signs = _Signs(self)
        self.is_noun = lru_cache(_MEMORY)(self._is_noun)
        self.patterns = _patterns(data, words)

    def classify(self, word: str) -> int:
        """Signs of one word (letters or digits), as a sum of the constants of this module."""
        if word[0].isdigit():
            long = len(word) >= 5 or (len(word) >= 3 and word[0] == "0")
            return DIGITS if long or word in ("0", "49") or (len(word) == 2 and word[0] == "0") else 0
        signs = TITLE * (word in self.titles) | ROLE * (word in self.roles or word in self.plural_titles)
        signs |= SIGNATURE * (word in self.signatures) | AT * (word in self.at_words)
        signs |= PHONE * (word in self.phone_words or word.capitalize() in self.phone_words)
        low = word.lower()
        signs |= PAIR * (word[0].isupper() and not signs and low.endswith(self.pair_endings))
        if low.endswith(self.street_endings) and (word not in self.no_streets or low in self.street_endings):
            signs |= STREET
        if len(word) == 1 and word.isupper():
            return signs | INITIAL
        return signs | (self.first_name(word) if word[0].isupper() else 0)

    def first_name(self, word: str) -> int:
        """FIRST, MAYBE (also a word of its own) or 0; genitives count for the former only."""
        spelled = sound(word)
        if len(spelled) < 2 or (word.isupper() and len(word) < 4):
            return 0
        if spelled in self.first or (len(spelled) > 4 and spelled[-1] == "s" and spelled[:-1] in self.first):
            return FIRST
        return MAYBE * (spelled in self.maybe_first)

    def _is_noun(self, word: str) -> bool:
        """True for a word that is no family name unless a title says so."""
        if word in self.not_nouns:
            return False
        *front, last = re.split(r"[-‐]", word)
        if last in self.institutions or last.lower().endswith(self.noun_endings):
            return True
        return not front and last in self.nouns

    def is_place(self, word: str) -> bool:
        """True for a known place, or a word that ends like one."""
        return word in self.places or word.lower().endswith(self.place_endings)


_BLANK = r"[ \t\u00a0\u202f]"
_DASHES = r"–‐\u2011\u2212-"


def _patterns(data: dict[str, Any], words: dict[str, frozenset[str]]) -> dict[str, re.Pattern[str]]:
    """Patterns for mail addresses, phone numbers and postal addresses."""
    counted = rf"(?:{data['counted']})"
    post = rf"(?:D{_BLANK}?[-–]{_BLANK}?)?\d{{5}}{_BLANK}+"
    return {
        "mail": re.compile(_mail(_alternatives(words["at_words"]), _alternatives(words["dot_words"]))),
        "phone": re.compile(
            rf"(?<![\w.,/-])(?:(?:\+|00){_BLANK}?[1-9]\d{{0,2}}(?:[\s./(){_DASHES}]{{0,3}}\d+){{2,8}}"
            rf"|(?:\(0(?:{_BLANK}?\d){{2,5}}\)|\(?0\d{{2,5}}\)?)(?:{_BLANK}?[./(){_DASHES}]?{_BLANK}?\d+){{1,6}})(?![\w,]*\d)(?!{_BLANK}*{counted}\b)"
        ),
        "phone_word": re.compile(
            rf"(?<!\w)(?i:{_alternatives(words['phone_words'])})\b{_BLANK}?\.?{_BLANK}?(?:[Nn]r\b\.?|[Nn]ummer\b)?"
            rf"{_BLANK}*[:.]?{_BLANK}*(?P<number>[-(+]?\d[\d./() {_DASHES}]*\d)(?!\w)(?!{_BLANK}*{counted}\b)"
        ),
        "street": re.compile(_street(data, _alternatives(words["street_endings"]), counted, post)),
        "town": re.compile(rf"^\W*{post}(?!{counted}\b)[A-ZÄÖÜ][\w-]+(?:{_BLANK}[\w-]+){{0,3}}\W*$"),
    }


def _mail(at: str, dot: str) -> str:
    """A mail address, also one whose signs are written as words."""
    point = rf"(?:\.|{_BLANK}*[\[(]\s?(?:{dot})\s?[\])]{_BLANK}*|{_BLANK}+(?:{dot}){_BLANK}+)"
    bracketed = rf"{_BLANK}*[\[({{<]\s?(?:{at}|[@＠])\s?[\])}}>]{_BLANK}*"
    spoken = rf"{_BLANK}+(?:{at}){_BLANK}+(?=[\w-]+(?:{point}[\w-]+)*{point}[a-z]{{2,}}\b)"
    return rf"(?:mailto:)?[\w.+-]*\w(?:{_BLANK}?[@＠]{_BLANK}?|{bracketed}|{spoken})[\w-]+(?:{point}[\w-]+)*"


def _street(data: dict[str, Any], endings: str, counted: str, post: str) -> str:
    """A street with a house number, and the post code and town behind it."""
    capital = r"(?<![\w-])[A-ZÄÖÜ]"
    one_word = rf"{capital}(?:[\w'’.]*-)*[\w'’]*(?i:{endings})\b\.?"
    two_words = rf"{capital}[\w'’-]+{_BLANK}(?:{data['street_spaced']})"
    adjective = rf"(?:[a-zäöü]+e[nr]{_BLANK})?"
    before_post = (
        rf"{adjective}[A-ZÄÖÜ][\w-]+(?:{_BLANK}[A-ZÄÖÜ][\w-]+)?(?={_BLANK}+[\w/ -]{{1,8}},?{_BLANK}*\d{{5}})"
    )
    more_words = rf"(?<![\w-])(?:{data['street_beginnings']}){_BLANK}(?:(?i:{endings})\b|{before_post})"
    house = r"\d{1,3}(?:\s?[a-zA-Z]\b)?"
    not_counted = rf"(?![\w%€]|[.,:]\d|{_BLANK}*(?:[-–]{_BLANK}*\d+{_BLANK}*)?{counted}(?!\w))"
    number = rf"{house}(?:\s?[-–/+]\s?{house})?{not_counted}"
    town = rf"(?:{_BLANK}*[,;]?{_BLANK}*{post}[^\W\d_][\w-]+(?:{_BLANK}[A-ZÄÖÜ][\w-]+)?)?"
    return rf"(?:{one_word}|{two_words}|{more_words}){_BLANK}*{number}{town}"


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
