"""Charts of notebooks 04 and 05: which methods and which topics many reports name together."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from kfd_analysis.language import _, plural
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import code_label
from kfd_analysis.showing.links import MATRIX
from kfd_analysis.showing.marks import INK, RULE, WHITE
from kfd_analysis.showing.matrices_codes import COUNTED, UNNAMED, coded
from kfd_analysis.showing.phrases import context_note, dialogues, foot, share, source
from kfd_analysis.showing.sheet import MARGIN, SMALL, TEXT, TINY, Link, Sheet, fit, nothing
from kfd_analysis.showing.view import View, text
from kfd_analysis.tables.frames import Frames

SHOWN, SAID = 14, 5
SHADES = ("#eef4f9", "#d6e6f2", "#a9cfe8", "#7fb5db")


class Pairs(NamedTuple):
    """How many counted reports name a code, and two codes together; codes and pairs most frequent first."""

    single: dict[str, int]
    pairs: dict[tuple[str, str], int]


def code_pairs(view: View, variable: str) -> Pairs:
    """Codes named where the form asks for them, methods as used or planned; a kind of survey is a survey."""

    def wanted(row: dict[str, object]) -> bool:
        counts = variable != "method" or (text(row["state"]) in COUNTED and text(row["code"]) != UNNAMED)
        return text(row["basis"]) == "strict" and counts

    kinds = {
        text(row["code"])
        for c in view.counted
        for row in view.codings(c.report_id, variable)
        if text(row["parent"])
    }
    named = coded(view, variable, wanted)
    found = {code: cases for code, cases in named.items() if cases and code not in kinds}
    together = Counter(
        {(one, other): len(set(found[one]) & set(found[other])) for one, other in combinations(found, 2)}
    )
    return Pairs(
        {c: len(cases) for c, cases in found.items()}, {p: n for p, n in together.most_common() if n}
    )


def _label(variable: str, pair: tuple[str, str]) -> str:
    one, other = (code_label(variable, code) for code in pair)
    return _("{one} with {other}").format(one=one, other=other)


def _title(view: View, variable: str, found: Pairs) -> str:
    if view.n < MANY:
        words = {
            "method": _("Methods named together are shown from {n} reports on"),
            "topic": _("Topics named together are shown from {n} reports on"),
        }
        return words[variable].format(n=MANY)
    if not found.pairs:
        words = {
            "method": _("No report names two methods of its dialogue"),
            "topic": _("No report names two topics of its dialogue"),
        }
        return words[variable]
    most = max(found.pairs.values())
    top = [pair for pair, n in found.pairs.items() if n == most]
    form = _("{pair}: named together most, in {most} of {n} reports")
    if len(top) > 1:
        form = _("{some} pairs are named together most, each in {most} of {n} reports")
    return form.format(pair=_label(variable, top[0]), some=len(top), most=most, n=view.n)


def _data(view: View, variable: str, found: Pairs) -> pd.DataFrame:
    columns = ["code_1", "label_1", "code_2", "label_2", "reports", "n"]
    table = [
        (one, code_label(variable, one), other, code_label(variable, other), n, view.n)
        for (one, other), n in (found.pairs if view.n >= MANY else {}).items()
    ]
    return pd.DataFrame(table, columns=columns)


def _alt(view: View, variable: str, title: str, found: Pairs) -> str:
    if view.n < MANY or not found.pairs:
        return f"{title}."
    first = list(found.pairs.items())[:SAID]
    said = "; ".join(f"{_label(variable, pair)} {share(n, view.n)}" for pair, n in first)
    more = len(found.pairs) - len(first)
    rest = plural("{n} more pair is named together", "{n} more pairs are named together", more).format(n=more)
    return f"{title}. {said}" + (f". {rest}." if more else ".")


def _few(view: View) -> str:
    words = plural(
        "Nothing to draw: shown from {least} reports on; there is {n}.",
        "Nothing to draw: shown from {least} reports on; there are {n}.",
        view.n,
    )
    return words.format(least=MANY, n=view.n)


def _draw(sheet: Sheet, view: View, variable: str, found: Pairs) -> None:
    """A half matrix: a code's own number on the slope with its name, the pairs left of it."""
    codes = list(found.single)[:SHOWN]
    size = TEXT if sheet.wide else TINY
    names = (0.3 if sheet.wide else 0.36) * sheet.width
    pitch = min((sheet.inner - names) / len(codes), 9.0)
    height = min(pitch, 5.2)
    most = max(found.pairs.values(), default=1)
    for row, code in enumerate(codes):
        y = sheet.y + height / 2
        for column, other in enumerate(codes[: row + 1]):
            x = MARGIN + column * pitch
            if column == row:
                sheet.text(x + pitch / 2, y, str(found.single[code]), size, ha="center", weight="bold")
                continue
            n = found.pairs.get((other, code), 0)
            face = SHADES[min(len(SHADES) * n // (most + 1), len(SHADES) - 1)] if n else WHITE
            words = f"{_label(variable, (other, code))}: {share(n, view.n)}"
            link = Link(MATRIX[variable], words) if n else None
            sheet.box(x + 0.2, sheet.y + 0.2, pitch - 0.4, height - 0.4, face, RULE, link)
            if n:
                sheet.text(x + pitch / 2, y, str(n), SMALL if sheet.wide else TINY, ha="center", color=INK)
        x = MARGIN + (row + 1) * pitch + 1.0
        sheet.text(x, y, fit(code_label(variable, code), size, sheet.width - MARGIN - x), size)
        sheet.y += height


def _notes(variable: str, found: Pairs) -> list[str]:
    shown = {
        "method": _("The {n} methods named most; all pairs stand in the table of figures (CSV)."),
        "topic": _("The {n} topics named most; all pairs stand in the table of figures (CSV)."),
    }
    named = {
        "method": _("Named together in a report, not used together. Counted: used and planned."),
        "topic": _("Named together in a report, not discussed together."),
    }
    read = _(
        "Bold: reports that name a code. Box: reports that name both, that of its row and that of its column."
    )
    return [read, named[variable], shown[variable].format(n=SHOWN) if len(found.single) > SHOWN else ""]


def _combinations(ds: Frames, name: str, variable: str) -> Chart:
    view = View(ds)
    found = code_pairs(view, variable)
    title = _title(view, variable, found)

    def draw(sheet: Sheet) -> None:
        if view.n < MANY:
            nothing(sheet, _few(view))
        elif not found.pairs:
            nothing(sheet, _("Nothing to draw: no two are named together."))
        else:
            _draw(sheet, view, variable, found)

    notes = _notes(variable, found) if view.n >= MANY and found.pairs else []
    return Chart(
        name,
        title,
        _("{n}; number of reports that name both").format(n=dialogues(view.n)),
        foot(*notes, context_note(view), source(view)),
        _alt(view, variable, title, found),
        _data(view, variable, found),
        draw,
    )


def method_combinations(ds: Frames) -> Chart:
    """Which methods reports name together (notebook 04), from ten reports on.

    Unit: report. Empty below ten reports, or where no report names two.

    References
    ----------
    ``docs/codebook.md``, Methods.

    Examples
    --------
    >>> show.method_combinations(ds).title
    'Methods named together are shown from 10 reports on'
    """
    return _combinations(ds, "04_method_combinations", "method")


def topic_combinations(ds: Frames) -> Chart:
    """Which topics reports name together (notebook 05), from ten reports on.

    Unit: report. Empty below ten reports, or where no report names two.

    References
    ----------
    ``docs/codebook.md``, Topics.

    Examples
    --------
    >>> show.topic_combinations(ds).title
    'Topics named together are shown from 10 reports on'
    """
    return _combinations(ds, "05_topic_combinations", "topic")
