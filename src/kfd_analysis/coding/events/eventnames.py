"""What the events of a dialogue are called: the noun phrase before or behind a date."""

from __future__ import annotations

import re

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.time.dates import find_times
from kfd_analysis.fold import fold

_NAME_BEHIND = re.compile(r"\s*(?:\((?P<bracket>)|[:–-]\s)\s*(?P<name>[^\d():.]+)(?(bracket)\)|)")
_NAME_SIGN = re.compile(r"\(|[:–-]\s")
_LONGEST_NAME = 5


def event_name(before: str, rest: str, book: Codebook) -> str:
    """The name of an event, from the words before its date, else from those behind; empty if there is none.

    Parameters
    ----------
    before
        What stands between the date before and this one.
    rest
        What stands behind the date in its sentence.
    book
        The codebook (``cues.yml``, ``dates.yml``).
    """
    return _before(before, book) or _behind(rest, book)


def _before(before: str, book: Codebook) -> str:
    """The noun phrase before the date, such as the name of a workshop; empty if there is none."""
    c = cues(book)
    weekdays = book.compiled("weekdays", lambda book: {fold(w) for w in book.data["dates"]["weekdays"]})
    words = re.sub(r"[\s:,–-]+$", "", before)
    words = re.sub(r"^\W*(?:\d+[.)])?\s*", "", words)
    words = re.split(r"[.;:,(]\s*", words)[-1]
    kept = words.split()
    while kept and (kept[-1][0].islower() or kept[-1].endswith(".")):
        kept.pop()
    kept = [word for word in kept if fold(word) not in weekdays]
    if kept and c["no_adjective"].fullmatch(fold(kept[0])):
        kept.pop(0)
    name = " ".join(kept)
    if (
        not name
        or len(kept) > 4
        or any(word.islower() for word in kept)
        or c["event_label"].fullmatch(fold(name))
    ):
        return ""
    return name if name[0].isupper() and c.has("event_held", fold(name)) else ""


def _behind(rest: str, book: Codebook) -> str:
    """The name behind a date and its times, in brackets or behind a colon or dash; empty if there is none."""
    if not _NAME_SIGN.search(rest):
        return ""
    times = [t for t in find_times(rest, book) if not t.aside]
    rest = rest[times[-1].end :] if times else rest
    found = _NAME_BEHIND.match(rest)
    words = re.split(r"[,;(]| [-–] ", found["name"])[0].strip() if found else ""
    c, folded = cues(book), fold(words)
    if not words or len(words.split()) > _LONGEST_NAME or c["event_label"].fullmatch(folded):
        return ""
    held = c.has("event_held", folded) and not c.has("event_not_held", folded)
    return words if words[0].isupper() and held else ""
