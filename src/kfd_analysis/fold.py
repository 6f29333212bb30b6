"""Folding: one spelling for words that only look different, place by place."""

from __future__ import annotations

import re

_SAME_LETTER = {
    "a": "àáâãå",
    "c": "ç",
    "e": "èéêë",
    "i": "ìíîï",
    "n": "ñ",
    "o": "òóôõø",
    "u": "ùúû",
    "y": "ýÿ",
    '"': "„“”«»‟″",
    "'": "‚‘’‹›´`′",
    "-": "‐‑‒–—―−",
    " ": "\u00a0\u202f\u2009",
}
_PLAIN = {other: plain for plain, others in _SAME_LETTER.items() for other in others}
_OTHER = re.compile("[" + "".join(_PLAIN) + "]")

SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""Umlauts in two letters, for names and figures in words that are typed without them."""


_GLUED = re.compile(r"(?<=[^\W\d_])[^\W\d_](?=\d{1,3}[.,\d])")
_GLUED_TIME = re.compile(r",(?<=\d{4},)(?=\d{1,2}[.:]\d{2})")
_LETTERS_BEFORE = re.compile(r"\d(?<=[^\W\d_]{2}\d)")


def unglued(text: str) -> str:
    """`text` with a blank for a letter or comma that sticks to a number ("am05.11.2016,13.30 Uhr").

    The length is preserved. For looking for figures only: the word in front loses a letter.
    """
    if _LETTERS_BEFORE.search(text) is not None:
        text = _GLUED.sub(" ", text)
    return _GLUED_TIME.sub(" ", text)


def fold(text: str) -> str:
    """Lower case, without accents, with plain quotes and dashes; umlauts and ß stay.

    Parameters
    ----------
    text
        Any text; decomposed umlauts should be composed before.

    Returns
    -------
    str
        A text of the same length: character *n* of the result stands for character *n* of `text`.
    """
    folded = text.lower()
    if folded.isascii():
        return folded
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return folded if _OTHER.search(folded) is None else _OTHER.sub(_plain, folded)


def _plain(found: re.Match[str]) -> str:
    return _PLAIN[found.group()]
