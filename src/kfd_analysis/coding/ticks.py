"""Options that a form offers with boxes to tick: only the ticked ones are an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kfd_analysis.codebook import Codebook
from kfd_analysis.model import Line

_FEWEST = 2  # empty boxes that make a list of options and no list mark


class _Boxes(NamedTuple):
    box: re.Pattern[str]
    ticked: frozenset[str]


def _boxes(book: Codebook) -> _Boxes:
    data: dict[str, list[str]] = book.data["form"]["boxes"]
    marks = sorted((*data["ticked"], *data["empty"]), key=len, reverse=True)
    return _Boxes(re.compile("|".join(map(re.escape, marks)), re.IGNORECASE), frozenset(data["ticked"]))


def ticked(lines: Sequence[Line], book: Codebook, *, optional: bool = False) -> Sequence[Line]:
    """The lines without the options whose boxes are empty; all lines where there are no boxes.

    Parameters
    ----------
    lines
        Lines of one answer.
    book
        The codebook (``form.yml``: boxes).
    optional
        Boxes are list marks unless one of them is ticked.
    """
    boxes = book.compiled("boxes", _boxes)
    found = boxes.box.findall("\n".join([f"{line.bullet} {line.text}" for line in lines]))
    if not any(box.lower() in boxes.ticked for box in found) and (optional or len(found) < _FEWEST):
        return lines
    return [option for line in lines for option in _options(line, boxes)]


def _options(line: Line, boxes: _Boxes) -> Iterator[Line]:
    """The line with its boxes and empty options blanked out; nothing if nothing is ticked."""
    inside = list(boxes.box.finditer(line.text))
    own = boxes.box.fullmatch(line.bullet)
    if not inside:
        if own is None or line.bullet.lower() in boxes.ticked:
            yield line
        return
    behind = own is None and not line.text[inside[-1].end() :].strip(" .,;")
    cuts = [0, *(box.end() if behind else box.start() for box in inside), len(line.text)]
    marks = [box.group() for box in inside]
    marks = [*marks, ""] if behind else [line.bullet if own else "", *marks]
    text = ""
    for (start, end), mark in zip(pairwise(cuts), marks, strict=True):
        words = boxes.box.sub(lambda box: " " * len(box.group()), line.text[start:end])
        label = words.rfind(":") + 1
        kept = len(words) if mark.lower() in boxes.ticked else label
        text += words[:kept].ljust(len(words))
    if text.strip():
        yield line._replace(text=text.rstrip(), bullet="")
