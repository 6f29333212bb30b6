"""Patterns of mail and postal addresses, phone numbers, accounts and birth dates, from ``privacy.yml``."""

from __future__ import annotations

import re
from typing import Any

_BLANK = r"[ \t\u00a0\u202f]"
_DASHES = r"–‐\u2011\u2212-"
_WORD_START = r"(?<!\w.)"  # behind a letter that begins a word


def patterns(data: dict[str, Any], words: dict[str, frozenset[str]]) -> dict[str, re.Pattern[str]]:
    """The patterns by name; a group ``number`` is what leaves, else the whole match does."""
    counted = rf"(?:{data['counted']})"
    post = rf"(?:D{_BLANK}?[-–]{_BLANK}?)?\d{{5}}{_BLANK}+"
    return {
        "mail": re.compile(_mail(words)),
        "phone": re.compile(_phone(counted)),
        "phone_word": re.compile(
            rf"(?<!\w)(?i:{_any(words['phone_words'])})\b{_BLANK}?\.?{_BLANK}?(?:[Nn]r\b\.?|[Nn]ummer\b)?"
            rf"{_BLANK}*[:.]?{_BLANK}*(?P<number>[-(+]?\d[\d./() {_DASHES}]*\d)(?!\w)(?!{_BLANK}*{counted}\b)"
        ),
        "housed": re.compile(_housed(_number(data, counted))),
        "street": re.compile(_street(data, words, _number(data, counted), post)),
        "box": re.compile(
            rf"(?:{_any(words['boxes'], _WORD_START)}){_BLANK}?:?{_BLANK}?"
            rf"\d(?:{_BLANK}?\d){{1,6}}\b{_town(post)}"
        ),
        "town": re.compile(rf"^\W*{post}(?!{counted}\b)[A-ZÄÖÜ][\w-]+(?:{_BLANK}[\w-]+){{0,3}}\W*$"),
        "iban": re.compile(
            rf"\b[A-Z]{{2}}\d{{2}}(?:{_BLANK}?\d[\dA-Z]{{3}}){{3,7}}(?:{_BLANK}?[\dA-Z]{{1,3}})?\b"
        ),
        "bank": re.compile(
            rf"\b(?:{_any(words['bank_words'])})\b\.?-?{_BLANK}?(?:[Nn]r\b)?\.?:?{_BLANK}?"
            rf"(?P<number>\d(?:{_BLANK}?\d){{4,11}})\b(?![.,]\d|{_BLANK}*{counted})"
        ),
        "network": re.compile(_network(words["networks"], words["network_words"]), re.IGNORECASE),
        "birth": re.compile(_birth(words["birth_words"])),
    }


def _mail(words: dict[str, frozenset[str]]) -> str:
    """A mail address, also one whose signs are written as words."""
    dot = _any(words["dot_words"])
    point = rf"(?:\.|{_BLANK}*[\[(]\s?(?:{dot})\s?[\])]{_BLANK}*|{_BLANK}+(?:{dot}){_BLANK}+)"
    sign = rf"{_any(words['at_words'] | words['at_in_brackets'])}|[@＠]"
    bracketed = rf"{_BLANK}*[\[({{<]\s?(?:{sign})\s?[\])}}>]{_BLANK}*"
    host = rf"[\w-]+(?:{point}[\w-]+)*"
    spoken = rf"{_BLANK}+(?:{_any(words['at_words'])}){_BLANK}+(?={host}{point}[a-z]{{2,}}\b)"
    spaced = rf"(?:{_BLANK}[@＠]{_BLANK}?|[@＠]{_BLANK})(?=[\w-]+\.\w)"
    begin = r"(?:(?<![\w.+-])|(?=[.+]))"  # nowhere inside a name, but behind what a host ends at
    return rf"{begin}(?:mailto:)?[\w.+-]*\w(?:[@＠]|{spaced}|{bracketed}|{spoken}){host}"


def _phone(counted: str) -> str:
    """A phone number; its first sign comes before all conditions, for a search to skip to the next one."""
    abroad = rf"(?:(?<=\+)|(?<=0)0){_BLANK}?[1-9]\d{{0,2}}(?:[\s./(){_DASHES}]{{0,3}}\d+){{2,8}}"
    code = rf"(?:(?<=\()0(?:{_BLANK}?\d){{2,5}}\)|(?:(?<=\()0|(?<=0))\d{{2,5}}\)?)"
    inland = rf"{code}(?:{_BLANK}?[./(){_DASHES}]?{_BLANK}?\d+){{1,6}}"
    return rf"[+(0](?<![\w.,/-].)(?:{abroad}|{inland})(?![\w,]*\d)(?!{_BLANK}*{counted}\b)"


def _network(networks: frozenset[str], words: frozenset[str]) -> str:
    """An account of a social network: its address, a name behind @, or a name behind the network's."""
    sites = _any(networks)
    address = rf"\b(?:[\w-]+\.)*(?:{sites})\.(?:com|de|net|org|me)/(?:[\w-]+/)*@?[\w.%-]*\w/?"
    short = r"\b(?:t|wa|fb)\.me/\+?\w+"
    signed = r"[\w-]*[a-z][\w-]*(?:[._][\w.-]*\w|\d[\w.-]*)"
    label = rf"\b(?:{sites})(?:[ -]?(?:{_any(words)}))?"
    return (
        rf"(?:https?://)?(?:{address}|{short})|(?<![\w.+@＠-])[@＠][a-z_][\w.]*\w"
        rf"|{label}{_BLANK}*(?:[:=(]{_BLANK}*|{_BLANK})(?P<number>@?(?!\S*(?:www\.|://)){signed})(?!\w)"
        rf"|{label}{_BLANK}*:{_BLANK}*(?P<plain>(?-i:[a-z]{{4,}}))(?={_BLANK}*(?:$|[,;|)\n]))"
    )


def _birth(words: frozenset[str]) -> str:
    """A date of birth behind a word; behind a star or before a word only one before 2010."""
    day = r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8}\.?)\s?"
    iso, early = r"(?:19|20)\d\d-\d\d-\d\d", r"(?:19\d\d|200\d)\b"
    return (
        rf"\b(?:{_any(words)})\b\.?:?{_BLANK}?(?:[a-z]{{2,3}}{_BLANK})?(?P<number>{day}(?:\d{{4}}|\d\d)\b|{iso})"
        rf"|(?:\*{_BLANK}?(?P<plain>{day}{early}))|(?P<before>{day}{early})(?={_BLANK}(?:{_any(words)})\b)"
    )


def _town(post: str) -> str:
    return rf"(?:{_BLANK}*[,;]?{_BLANK}*{post}[^\W\d_][\w-]+(?:{_BLANK}[A-ZÄÖÜ][\w-]+)?)?"


def _number(data: dict[str, Any], counted: str) -> str:
    """A house number, or two, but no number of anything that is counted."""
    house = r"\d{1,3}(?:\s?[a-zA-Z]\b)?"
    not_counted = rf"(?![\w%€]|[.,:]\d|{_BLANK}*(?:[-–]{_BLANK}*\d+{_BLANK}*)?{counted}(?!\w))"
    return rf"(?:(?:{data['house_number']}){_BLANK}?)?{house}(?:\s?[-–/+]\s?{house})?{not_counted}"


def _housed(number: str) -> str:
    """What every street with its number ends with: a capital, at most three more words, the number."""
    more = rf"{_BLANK}[^\W\dA-ZÄÖÜ_][^\s\d]*+"
    return rf"[A-ZÄÖÜ](?<![\w-].)[^\s\d]*+(?:{more}){{0,3}}(?:\d|{_BLANK}*+{number})"


def _street(data: dict[str, Any], words: dict[str, frozenset[str]], number: str, post: str) -> str:
    """A street with a house number, and the post code and town behind it."""
    endings, beginnings = _any(words["street_endings"]), data["street_beginnings"]
    near = rf"(?=[^\s\d]*+{_BLANK}*+(?:(?:{data['house_number']}){_BLANK}?)?\d)"  # the number is no word away
    one_word = rf"[A-ZÄÖÜ]{near}(?:[\w'’.]*-)*[\w'’]*(?i:{endings})\b\.?"
    two_words = rf"[A-ZÄÖÜ][\w'’-]+{_BLANK}(?:{data['street_spaced']})"
    named_by = rf"(?:{data['street_inside']}){_BLANK}(?:\d+\.{_BLANK})?[A-ZÄÖÜ][\w-]+"
    inside = rf"(?:{data['street_spaced']}){_BLANK}{named_by}"
    adjective = rf"(?:[a-zäöü]+e[nr]{_BLANK})?"
    before_post = (
        rf"{adjective}[A-ZÄÖÜ][\w-]+(?:{_BLANK}[A-ZÄÖÜ][\w-]+)?(?={_BLANK}+[\w/ -]{{1,8}},?{_BLANK}*\d{{5}})"
    )
    named = rf"[A-ZÄÖÜ][a-zäöüß]+e[nr]{_BLANK}[A-ZÄÖÜ][\w-]+"
    more_words = rf"(?:{beginnings}){_BLANK}(?:(?i:{endings})\b|{before_post}|{named})"
    middle = rf"(?<=[a-zäöüß]{_BLANK})(?:{beginnings}){_BLANK}[A-ZÄÖÜ][\w-]+"
    first = rf"(?<![\w-])(?:{one_word}|{two_words}|{more_words}|{inside})"
    # Asked for a capital first, a search passes over all other places at once.
    return rf"(?=[A-ZÄÖÜ])(?:{first}|{middle}){_BLANK}*{number}{_town(post)}"


def _any(words: frozenset[str], behind: str = "") -> str:
    """Any of the words, longest first; `behind` is what must hold behind the first letter of each."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word[0]) + behind + re.escape(word[1:]) for word in ordered)
