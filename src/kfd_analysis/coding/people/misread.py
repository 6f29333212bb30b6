"""A number of participants that a scan misread: letters in the place of digits (rule 5 of docs/method.md)."""

from __future__ import annotations

import re
from decimal import Decimal

from kfd_analysis.codebook import Codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.coding.figures import interval
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Value


def misread_count(lines: tuple[Line, ...], book: Codebook) -> Value | None:
    """A figure recovered from look-alike letters before a word for persons ("GO" for 60).

    Parameters
    ----------
    lines
        Lines of an answer.
    book
        The codebook (``cues.yml``, ``repairs.yml``).

    Returns
    -------
    Value or None
        Persons, with status ``repaired``; None if no line has such letters.
    """
    table = {ord(k): str(v) for k, v in book.data["repairs"]["look_alikes"].items()}
    letters = "".join(re.escape(chr(k)) for k in table)
    token = re.compile(rf"(?<!\w)[{letters}\d]*[{letters}][{letters}\d]*(?!\w)")
    for line in lines:
        for found in token.finditer(line.text):
            digits = found.group().translate(table)
            after = fold(line.text[found.end() :]).lstrip()
            if 2 <= len(digits) <= 4 and digits[0] != "0" and cues(book)["persons"].match(after):
                low, high = interval(Decimal(digits), book.data["repairs"]["qualifier"], book)
                span = line.span(found.start(), min(len(line.text), found.end() + 1 + len(after.split()[0])))
                return Value(
                    int(digits),
                    low,
                    high,
                    "persons",
                    "about",
                    "repaired",
                    "",
                    "participants_repaired",
                    (span,),
                )
    return None
