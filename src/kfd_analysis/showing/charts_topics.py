"""Chart of notebook 05: how many reports name a topic, strictly and broadly."""

from __future__ import annotations

import pandas as pd

from kfd_analysis.language import _
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.intervals import MANY, step_of
from kfd_analysis.showing.labels import code_label
from kfd_analysis.showing.links import code_key, report_href
from kfd_analysis.showing.marks import BLUE, GREY, RULE, WHITE
from kfd_analysis.showing.matrices_codes import coded
from kfd_analysis.showing.phrases import (
    context_note,
    counted_words,
    dialogues,
    foot,
    listed,
    reports_of,
    sentence,
    share,
    source,
)
from kfd_analysis.showing.sheet import MARGIN, SMALL, TEXT, TINY, Link, Scale, Sheet, fit, nothing, width_of
from kfd_analysis.showing.view import Case, View, text
from kfd_analysis.tables.frames import Frames

Counts = dict[str, tuple[list[Case], list[Case]]]


def topic_counts(view: View) -> Counts:
    """For each topic the counted reports that name it strictly, and strictly or elsewhere."""
    strict = coded(view, "topic", lambda row: text(row["basis"]) == "strict")
    broad = coded(view, "topic", lambda _row: True)
    found = {code: (strict.get(code, []), cases) for code, cases in broad.items() if cases}
    order = sorted(
        found, key=lambda c: (-len(found[c][0]), -len(found[c][1]), code_label("topic", c).casefold())
    )
    return {code: found[code] for code in order}


def _title(counts: Counts, view: View) -> str:
    most = max((len(strict) for strict, _broad in counts.values()), default=0)
    if not most:
        return _("No report names a topic where the form asks for it")
    if view.n == 1:
        some = sum(bool(strict) for strict, _broad in counts.values())
        return _("{name} names {some} topics of its dialogue").format(name=view.counted[0].name, some=some)
    top = [code_label("topic", code) for code, (strict, _broad) in counts.items() if len(strict) == most]
    if len(top) > 2:
        return _("{some} topics are named most, each in {share}").format(
            some=len(top), share=reports_of(most, view.n)
        )
    return _("{topics}: named most as a topic, in {share}").format(
        topics=sentence(listed(top)), share=reports_of(most, view.n)
    )


def _words(strict: list[Case], broad: list[Case], n: int) -> str:
    words = share(len(strict), n)
    return words + (_(" (broad {n})").format(n=len(broad)) if len(broad) > len(strict) else "")


def topics(ds: Frames) -> Chart:
    """Number of reports that name a topic: strict filled, broad hollow (notebook 05).

    The unit is the report, never the mention. Empty where no report names a topic.

    References
    ----------
    ``docs/codebook.md``, Topics.

    Examples
    --------
    >>> show.topics(ds).title
    '4 topics are named most, each in 3 of 4 reports'
    """
    view = View(ds)
    counts = topic_counts(view)
    rows = [
        {
            "code": code,
            "label": code_label("topic", code),
            "reports_strict": len(strict),
            "reports_broad": len(broad),
            "n": view.n,
            "strict": ";".join(c.report_id for c in strict),
            "broad": ";".join(c.report_id for c in broad),
        }
        for code, (strict, broad) in counts.items()
    ]
    columns = ["code", "label", "reports_strict", "reports_broad", "n", "strict", "broad"]
    title = _title(counts, view)
    said = [f"{code_label('topic', c)} {_words(*found, view.n)}" for c, found in counts.items()]
    alt = counted_words(said, [len(strict) for strict, _broad in counts.values()], view.n)

    def draw(sheet: Sheet) -> None:
        if counts:
            _draw(sheet, counts, view)
        else:
            nothing(sheet, _("Nothing to draw: no report names a topic."))

    notes = (
        _("One dot for each report: ● named in the section on topics   ○ in another section only")
        if view.n < MANY
        else _("Length: number of reports. ■ named in the section on topics   □ in another section only"),
        _("The unit is the report, not the mention. Organisers' agendas are not citizens' concerns."),
        context_note(view),
        source(view),
    )
    subtitle = _("{n}; number of reports that name a topic").format(n=dialogues(view.n))
    return Chart(
        "05_topics",
        title,
        subtitle,
        foot(*notes),
        f"{title}. {alt}".rstrip(" .") + ".",
        pd.DataFrame(rows, columns=columns),
        draw,
    )


def _piece(sheet: Sheet, ends: tuple[float, float], y: float, hollow: bool, link: Link) -> None:
    """A report's part of a bar; a bar's parts are told apart by nothing but their links."""
    left, right = ends
    sheet.box(left, y - 1.0, right - left, 2.0, WHITE if hollow else BLUE, BLUE, link)


def _draw(sheet: Sheet, counts: Counts, view: View) -> None:
    size = TEXT if sheet.wide else TINY
    labels = {code: code_label("topic", code) for code in counts}
    words = {code: _words(*found, view.n) for code, found in counts.items()}
    names = min(max(width_of(name, size) for name in labels.values()), 0.34 * sheet.width)
    room = max(width_of(said, size) for said in words.values())
    scale = Scale(MARGIN + names + 4, sheet.width - MARGIN - room - 5, max(view.n, 1))
    radius = min(1.2, 0.42 * (scale.right - scale.left) / max(view.n, 1))
    top, height = sheet.y, 4.6 if sheet.wide else 4.2
    for code, (strict, broad) in counts.items():
        y = sheet.y + height / 2
        sheet.text(MARGIN, y, fit(labels[code], size, names), size)
        for place, case in enumerate([*strict, *(case for case in broad if case not in strict)], 1):
            link = Link(report_href(case.report_id, code_key("topic", code)), f"{case.name}: {labels[code]}")
            if view.n < MANY:
                sheet.circle(scale(place), y, radius, BLUE, place > len(strict), link)
            else:
                _piece(sheet, (scale(place - 1), scale(place)), y, place > len(strict), link)
        sheet.text(sheet.width - MARGIN - room, y, words[code], size)
        sheet.y += height
    step = max(1, int(step_of(view.n, 5)))
    for value in range(0, view.n + 1, step):
        sheet.line(
            (scale(value), top), (scale(value), sheet.y + 0.6), 0.35, zorder=0, color=RULE if value else GREY
        )
        sheet.text(scale(value), sheet.y + 2.6, str(value), SMALL, ha="center", color=GREY)
    sheet.y += 6.2
    sheet.text((scale.left + scale.right) / 2, sheet.y, _("reports"), SMALL, ha="center", color=GREY)
    sheet.y += 1.6
