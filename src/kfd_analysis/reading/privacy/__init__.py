"""What may leave the reader: names, phone numbers, addresses of persons are replaced, organisations stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.reading.privacy.names import Name, find_names
from kfd_analysis.reading.privacy.persons import mail_words, names_person, person_names, persons_in
from kfd_analysis.reading.privacy.vocabulary import (
    ACCOUNT,
    AT,
    BIRTH,
    DIGITS,
    FIGURE,
    NAME_SIGNS,
    PHONE,
    STREET,
    TITLE,
    Vocabulary,
)

__all__ = ["Found", "Redactor", "names_person"]

_WEB = re.compile(
    r"(?:https?://|www\.)[^\s,;()]+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|info|eu)\b", re.IGNORECASE
)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?=\s+[^\W\d_])")
_HOUSE = re.compile(r"[^\W\d_].*\s\d{1,3}\s?[a-z]?(?:\s?[-–/]\s?\d{1,3})?$")
_INSIDE = re.compile(r"[^\W\d_]-$")
_NO_LETTER = re.compile(r"(?<![^\W\d_])")  # what stands before a name
_NOTHING = re.compile(r"(?<!\w)")  # and before a street or post code
_GENITIVE = re.compile(r"(?:[’']?s|[’'])?(?![^\W\d_])")
_TOWN = re.compile(r"\s+[^\W\d_][\w-]*")  # behind a learned post code
_POST_AND_TOWN = re.compile(rf"(?:,?\s+\d{{5}}{_TOWN.pattern})?")  # behind a learned street
_NOTHING_ALONE = frozenset({0, STREET, FIGURE})
_SHORTEST = 3
_SHORT_LINE = 80
_LONG_LINE = 4


class Found(NamedTuple):
    """Personal data in a text: the characters ``start`` to ``end``; `kind` is a key of ``tokens``."""

    start: int
    end: int
    kind: str


class Redactor:
    """Takes personal data out of the texts of one report.

    Parameters
    ----------
    contact_lines
        Lines of the contact fields; whoever is named there is removed wherever the report names them.
    book
        The codebook (``privacy.yml``).
    provider_lines
        Lines that name who moderated; short ones are searched for persons as the contact lines are.
    other_lines
        Further lines to learn names from (the whole report): a family name
        that stands there with a title, an office or a first name is removed where it stands alone, too.
    """

    def __init__(
        self,
        contact_lines: Sequence[str],
        book: Codebook,
        provider_lines: Sequence[str] = (),
        other_lines: Iterable[str] = (),
    ) -> None:
        self._known = book.compiled("privacy", Vocabulary)
        self._seen: dict[str, tuple[int, list[Name]]] = {}
        self._found: dict[str, list[Found]] = {}
        self._names: set[str] = set()
        self._places: set[str] = set()
        mails = mail_words(contact_lines)
        for line in contact_lines:
            self._learn(book.of_report(persons_in, (line, mails)))
            self._learn_place(line)
        for line in provider_lines:
            self._learn(person_names(line, self._known) if len(line) <= _SHORT_LINE else ())
        for line, following in pairwise((*provider_lines, *other_lines, "")):
            if not line:
                continue
            signs, names = self._look(line)
            for name in names:
                self._learn(name.family)
            if signs & TITLE:
                self._learn_across(line, following)
        self._spelled = [(name, name.upper(), name.lower()) for name in self._names]

    def redact(self, text: str) -> str:
        """`text` with names, phone numbers, mail and postal addresses of persons replaced by tokens."""
        found = self.find(text)
        if not found:
            return text
        pieces, place = [], 0
        for start, end, kind in found:
            pieces += [text[place:start], self._known.tokens[kind]]
            place = end
        return "".join(pieces) + text[place:]

    def quote(self, text: str, start: int, end: int) -> str:
        """``text[start:end]`` with everything replaced that the whole `text` shows to be personal.

        Surer than `redact` of the slice, which may begin behind the title that betrays a name.
        """
        places = self.find(text)
        if not places:
            return text[start:end]
        pieces, place = [], start
        for found in places:
            if found.end <= start or found.start >= end:
                continue
            pieces += [text[place : max(place, found.start)], self._known.tokens[found.kind]]
            place = found.end
        return "".join(pieces) + text[min(place, end) : end]

    def find(self, text: str) -> list[Found]:
        """Places of personal data in `text`, from left to right, not overlapping; looked for once."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._find(text)
        return found

    def names_somebody(self, file_name: str) -> bool:
        """Whether a file name holds personal data; a first name alone does not count, it may be a town's."""
        words = re.sub(r"[_+]|(?<=\w)\.(?=\w)", " ", file_name)
        if words.islower():
            words = words.replace("-", " ").title()
        others = any(found.kind != "name" for found in (*self.find(file_name), *self.find(words)))
        return others or any(name.family for name in self._look(words)[1])

    def _find(self, text: str) -> list[Found]:
        signs, names = self._look(text)
        found: list[Found] = []
        if signs not in _NOTHING_ALONE:
            self._find_patterns(text, signs, found)
            found += [Found(name.start, name.end, "name") for name in names]
        for name, upper, lower in self._spelled:
            if name in text or upper in text or lower in text:
                self._find_name(text, name, found)
        for place in self._places:
            if place in text:
                behind = _TOWN if place.isdigit() else _POST_AND_TOWN
                found += [Found(*span, "address") for span in _printed(text, place, _NOTHING, behind)]
        return _distinct(found) if found else found

    def _look(self, text: str) -> tuple[int, list[Name]]:
        """What the words of `text` are signs of, and the names of persons in it."""
        seen = self._seen.get(text)
        if seen is None:
            signs = self._known.signs_in(text)
            seen = self._seen[text] = signs, find_names(text, self._known) if signs & NAME_SIGNS else []
        return seen

    def _find_patterns(self, text: str, signs: int, found: list[Found]) -> None:
        patterns = self._known.patterns
        if signs & AT:
            found += _all("mail", patterns["mail"].finditer(text))
        if signs & ACCOUNT:
            for name in ("iban", "bank", "network"):
                found += _groups("account", patterns[name].finditer(text))
        if signs & BIRTH:
            found += _groups("birth", patterns["birth"].finditer(text))
        if signs & DIGITS:
            numbers = patterns["phone"].finditer(text)
            found += _all("phone", (match for match in numbers if 6 <= _digits(match.group()) <= 16))
            found += _all("address", patterns["town"].finditer(text))
        if signs & PHONE:
            places = [match.span("number") for match in patterns["phone_word"].finditer(text)]
            found += [Found(start, end, "phone") for start, end in places if _digits(text[start:end]) > 2]
        if signs & FIGURE and signs & (STREET | DIGITS):
            if patterns["housed"].search(text):
                streets = patterns["street"].finditer(text)
                found += _all("address", (match for match in streets if self._is_street(match.group())))
            found += _all("address", patterns["box"].finditer(text))

    def _is_street(self, address: str) -> bool:
        """False for a noun that only ends like a street."""
        first, *more = address.split()
        known = self._known
        spaced = bool(more) and more[0].isalpha()
        plain = first in known.street_beginnings or not spaced or first not in known.nouns
        if known.no_street_words & set(more):
            return False
        return plain and (first not in known.no_streets or (spaced and more[0].islower()))

    def _find_name(self, text: str, name: str, found: list[Found]) -> None:
        """Places of a learned family name: as a word, in the genitive, in a compound, in a web address."""
        for spelling in {name, name.upper()}:
            for start, end in _printed(text, spelling, _NO_LETTER, _GENITIVE):
                if not _INSIDE.search(text[:start]) or text[end : end + 1] != "-":
                    found.append(Found(start, end, "name"))
        low = name.lower()
        for match in _WEB.finditer(text) if len(low) > _SHORTEST else ():
            if low in re.split(r"[\W_]+", match.group().lower()):
                found.append(Found(match.start(), match.end(), "name"))

    def _learn(self, names: Iterable[str]) -> None:
        known = self._known
        for name in names:
            for part in {name, *re.split(r"[-‐\s]", name)}:
                common = part in known.common_words or known.is_noun(part)
                if len(part) >= _SHORTEST and not common:
                    self._names.update({part, part.capitalize()} if part.isupper() else {part})

    def _learn_across(self, line: str, following: str) -> None:
        """Learn a name that a line break parts from its title ("… eröffnete Frau / Quendel den Abend")."""
        words = line.split()
        if len(words) < _LONG_LINE or not (line[-1].isalpha() or line.endswith(".")) or not following:
            return
        known, last = self._known, words[-1].rstrip(".")
        if last.isalpha() and known.signs[last] & TITLE and last not in known.weak_titles:
            for name in find_names(" ".join([*words[-2:], *following.split()[:4]]), known):
                self._learn(name.family)

    def _begins_street(self, piece: str) -> bool:
        return piece.split()[0] in self._known.street_beginnings and not self._known.is_noun(piece.split()[1])

    def _learn_place(self, line: str) -> None:
        """Street and post code of a contact line, whatever the street is called."""
        for piece in re.split(r"\s*[,;]\s*", line.strip()):
            if _HOUSE.fullmatch(piece) and (_POSTCODE.search(line) or self._begins_street(piece)):
                self._places.add(piece)
        self._places.update(match.group() for match in _POSTCODE.finditer(line))


def _all(kind: str, matches: Iterable[re.Match[str]]) -> list[Found]:
    return [Found(match.start(), match.end(), kind) for match in matches]


def _groups(kind: str, matches: Iterable[re.Match[str]]) -> list[Found]:
    """The named group of each match, or all of it."""
    return [Found(*match.span(match.lastgroup or 0), kind) for match in matches]


def _printed(
    text: str, word: str, before: re.Pattern[str], behind: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Start and end of `word` wherever it stands between what the two patterns match."""
    start = text.find(word)
    while start >= 0:
        ending = behind.match(text, start + len(word))
        if ending and before.match(text, start):
            yield start, ending.end()
        start = text.find(word, start + 1)


def _digits(number: str) -> int:
    return sum(char.isdigit() for char in number)


def _distinct(found: list[Found]) -> list[Found]:
    """Overlapping places become one, of the kind of the longer; neighbours of one kind stay two."""
    merged: list[Found] = []
    for place in sorted(found):
        last = merged[-1] if merged else None
        if last is None or place.start >= last.end:
            merged.append(place)
        else:
            kind = place.kind if place.end - place.start > last.end - last.start else last.kind
            merged[-1] = Found(last.start, max(last.end, place.end), kind)
    return merged
