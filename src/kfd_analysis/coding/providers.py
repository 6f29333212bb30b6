"""What kind of provider moderated: a kind, never an identity."""

from __future__ import annotations

import re
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues_in
from kfd_analysis.fold import fold
from kfd_analysis.model import Document, Line, Span
from kfd_analysis.reading.privacy.names import find_names
from kfd_analysis.reading.privacy.vocabulary import Vocabulary
from kfd_analysis.reading.text import sentences

KINDS = ("internal", "chamber", "university", "firm", "freelancer")
"""Kinds in the order in which their words are looked for (lists ``provider_*`` of ``cues.yml``)."""

_PLACED = re.compile(r"[\s,]*\w{3}\s+(?=[A-ZÄÖÜ])")


class Provider(NamedTuple):
    """The kind of a provider and the words that show it."""

    kind: str
    span: Span


def code_providers(document: Document, book: Codebook) -> tuple[Provider, ...]:
    """Read who moderated and advised, as a kind of provider.

    A person who belongs to an organisation stands for a firm; a person alone for a freelancer.

    Parameters
    ----------
    document
        A report as read; the section on moderation answers who did it.
    book
        The codebook (``cues.yml``, ``privacy.yml``).

    Returns
    -------
    tuple of Provider
        The first kind that the section names, empty if it names none.
    """
    lines = document.answer("moderation")
    folded = [fold(line.text) for line in lines]
    c = cues_in("\n".join(folded), book)
    for kind in KINDS:
        for line, text in zip(lines, folded, strict=True):
            for start, end, _ in c.spots(text, f"provider_{kind}"):
                return (Provider(kind, line.span(start, end)),)
    by_name = (_by_name(sentence, book) for line in lines for sentence in sentences(line, book))
    return next(filter(None, by_name), ())


def _by_name(line: Line, book: Codebook) -> tuple[Provider, ...]:
    """A named person: of an organisation ("… of X"), else alone."""
    names = find_names(line.text, book.compiled("privacy", Vocabulary))
    if not names:
        return ()
    last = names[-1]
    placed = _PLACED.match(line.text, last.end)
    if placed is None:
        return (Provider("freelancer", line.span(names[0].start, last.end)),)
    end = placed.end() + len(line.text[placed.end() :].split()[0])
    return (Provider("firm", line.span(placed.end(), end)),)
