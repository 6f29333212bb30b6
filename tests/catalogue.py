"""The sentences of one language, to find them where the other is spoken."""

from __future__ import annotations

import re
from functools import cache

from babel.messages.pofile import read_po

from kfd_analysis import language

SLOT = re.compile(r"\{\w*\}|\*\*|`[^`]*`")
LEAST = {"en": 14, "de": 30}
"""Characters from which on a piece of two words or more is ours, and not the reports' (which are German)."""


@cache
def sentences(lang: str) -> frozenset[str]:
    """Pieces of messages in English or of their translations that stand in one of the two languages alone."""
    own = {piece for piece in _pieces(lang == "en") if len(piece) >= LEAST[lang] and " " in piece}
    other = _pieces(lang != "en")
    text = "\n".join(other)
    return frozenset(piece for piece in own if piece not in text)


def _pieces(source: bool) -> set[str]:
    with language.catalogue_path("de").open("rb") as file:
        catalog = read_po(file, "de")
    found = set()
    for message in catalog:
        words = message.id if source else message.string
        for form in words if isinstance(words, tuple | list) else [words]:
            found |= {" ".join(piece.split()).strip(" .;:,()") for piece in SLOT.split(form)}
    return found


def spoken(lang: str, text: str) -> list[str]:
    """The sentences of `lang` that stand in a text."""
    words = " ".join(text.split())
    return sorted(piece for piece in sentences(lang) if piece in words)
