"""Matrices of codes by report: methods (04), topics (05), actors (06)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from kfd_analysis.language import _, message
from kfd_analysis.showing import marks
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.grid import Cell, Grid, Row
from kfd_analysis.showing.labels import code_label
from kfd_analysis.showing.links import code_key, report_href
from kfd_analysis.showing.matrices import TINTS, grid_chart
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
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, View, text
from kfd_analysis.tables.frames import Frames

FIRST_METHODS = ("world_cafe", "online_voting", "survey")
UNNAMED = "unspecified_methods"
COUNTED = ("used", "planned", "")
NOT_NAMED = message("Blank: not named in the report, which does not mean not used.")


def coded(view: View, variable: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, list[Case]]:
    """Which counted reports have each code, most frequent first; a code counts for its parent, too."""
    found: dict[str, list[Case]] = {}
    for case in view.cases:
        rows = [row for row in view.codings(case.report_id, variable) if wanted(row)]
        for code in dict.fromkeys(code for row in rows for code in (text(row["code"]), text(row["parent"]))):
            cases = found.setdefault(code, []) if code else []
            if not case.context:
                cases.append(case)
    order = sorted(found, key=lambda code: (-len(found[code]), code_label(variable, code).casefold()))
    return {code: found[code] for code in order}


def code_data(view: View, variable: str) -> pd.DataFrame:
    """The codings of one variable as a chart exports them."""
    columns = [
        "report_id", "municipality", "counted", "code", "label", "parent", "basis", "state", "mentions",
    ]  # fmt: skip
    rows = [
        {
            "report_id": case.report_id,
            "municipality": case.name,
            "counted": not case.context,
            "code": text(row["code"]),
            "label": code_label(variable, text(row["code"])),
            "parent": text(row["parent"]),
            "basis": text(row["basis"]),
            "state": text(row["state"]),
            "mentions": row["mentions"],
        }
        for case in view.cases
        for row in view.codings(case.report_id, variable)
    ]
    return pd.DataFrame(rows, columns=columns)


def _total(code: str, cases: list[Case], view: View) -> str:
    """How many reports have a code; nothing for a code that is never counted."""
    return "" if code == UNNAMED else share(len(cases), view.n)


def code_grid(
    view: View,
    variable: str,
    codes: dict[str, list[Case]],
    sign: Callable[[dict[str, Any]], Cell],
    first: tuple[str, ...] = (),
) -> Grid:
    """Matrix of codes by report; `sign` makes the tile of a coding, codes in `first` stand above a rule."""
    cells = {}
    for case in view.cases:
        for row in view.codings(case.report_id, variable):
            code = text(row["code"])
            cell = sign(row)
            cell = cell._replace(words=_(cell.words))
            if view.corrected(case.report_id, f"{variable}:{code}"):
                corrected = marks.MARKS["corrected"]
                cell = cell._replace(
                    sign=cell.sign + corrected.sign, words=f"{cell.words}, {_(corrected.meaning)}".strip(", ")
                )
            link = Link(
                report_href(case.report_id, code_key(variable, code)),
                f"{case.name}: {code_label(variable, code)}, {cell.words}".rstrip(", "),
            )
            cells[code, case.report_id] = cell._replace(link=link, words="")
            if parent := text(row["parent"]):
                cells.setdefault((parent, case.report_id), cells[code, case.report_id])
    rows = [
        Row(code, code_label(variable, code), _total(code, cases, view), code in first, len(cases))
        for code, cases in codes.items()
    ]
    return Grid(rows, view.cases, cells)


def counts_alt(codes: dict[str, list[Case]], variable: str, view: View) -> str:
    """The most frequent codes with the number of their reports."""
    named = {code: len(cases) for code, cases in codes.items() if cases or code in FIRST_METHODS}
    said = [f"{code_label(variable, code)} {share(n, view.n)}" for code, n in named.items()]
    sizes = list(named.values())
    return counted_words(said, sizes, view.n) + "." if said else _("No code was found.")


METHOD_SIGNS = {
    "used": Cell("●", message("named as used"), TINTS[marks.BLUE]),
    "planned": Cell("◐", message("named as planned"), TINTS[marks.GREEN]),
    "unspecified": Cell("?", message("methods without a name"), TINTS[marks.GREY]),
    "negated": Cell("×", message("named as not used"), TINTS[marks.GREY]),
}


def method_states(ds: Frames) -> Chart:
    """Which methods a report names, and as what; three methods first, named or not (notebook 04).

    Unit: report. Without a method, the rows of the first three stay blank.

    References
    ----------
    ``docs/codebook.md``, Methods.

    Examples
    --------
    >>> show.method_states(ds).title
    'World Café in 1, online voting in 1, surveys in 0 of 4'
    """
    view = View(ds)
    codes = coded(view, "method", lambda row: text(row["state"]) in COUNTED)
    parents = {
        text(row["code"]): text(row["parent"])
        for c in view.cases
        for row in view.codings(c.report_id, "method")
    }
    first = (*FIRST_METHODS, *(code for code, parent in parents.items() if parent == FIRST_METHODS[-1]))
    every = {code: codes.get(code, []) for code in (*first, *codes, *parents)}
    grid = code_grid(
        view, "method", every, lambda row: METHOD_SIGNS.get(text(row["state"]), METHOD_SIGNS["used"]), first
    )
    present = {text(row["state"]) for case in view.cases for row in view.codings(case.report_id, "method")}
    legend = "   ".join(
        f"{cell.sign} {_(cell.words)}" for state, cell in METHOD_SIGNS.items() if state in present
    )
    counted = _("Counted: used and planned.") if "planned" in present else ""
    words = (
        _method_title(codes, view),
        _("{n}; methods that the reports name").format(n=dialogues(view.n)),
        foot(legend, f"{_(NOT_NAMED)} {counted}".strip(), context_note(view), source(view)),
    )
    alt = counts_alt({code: every[code] for code in FIRST_METHODS} | codes, "method", view)
    return grid_chart("04_methods", words, grid, alt, code_data(view, "method"))


def _method_title(codes: dict[str, list[Case]], view: View) -> str:
    cafe, voting, survey = (len(codes.get(code, [])) for code in FIRST_METHODS)
    if not codes:
        return _("No report names the methods of its dialogue")
    if view.n == 1:
        return _("{name} names {some} methods of its dialogue").format(
            name=view.counted[0].name, some=len([c for c in codes if codes[c]])
        )
    return _("World Café in {cafe}, online voting in {voting}, surveys in {survey} of {n}").format(
        cafe=cafe, voting=voting, survey=survey, n=view.n
    )


TOPIC_SIGNS = {
    "preset": Cell("■", message("preset by the organiser"), TINTS[marks.BLUE]),
    "emerged": Cell("▲", message("emerged in the dialogue"), TINTS[marks.GREEN]),
    "": Cell("●", message("origin not stated"), TINTS[marks.BLUE]),
    "broad": Cell("○", message("named outside the section on topics only"), TINTS[marks.GREY]),
}

ACTOR_BROAD = Cell("○", message("named outside the section on those taking part only"), TINTS[marks.GREY])


def topic_cell(row: dict[str, Any]) -> Cell:
    """Sign of a topic: where it came from, or that only another section names it."""
    return TOPIC_SIGNS["broad" if text(row["basis"]) == "broad" else text(row["state"])]


def topic_origins(ds: Frames) -> Chart:
    """Topics by report: preset by the organiser or emerged (notebook 05).

    Unit: report. Empty where no report names a topic.

    References
    ----------
    ``docs/codebook.md``, Topics.

    Examples
    --------
    >>> show.topic_origins(ds).title
    'Topics were preset in 2, emerged in 1 of 4'
    """
    view = View(ds)
    codes = coded(view, "topic", lambda row: text(row["basis"]) == "strict")
    broad = coded(view, "topic", lambda row: text(row["basis"]) == "broad")
    every = codes | {code: [] for code in broad if code not in codes}
    grid = code_grid(view, "topic", every, topic_cell)
    used = {topic_cell(row).sign for case in view.cases for row in view.codings(case.report_id, "topic")}
    legend = "   ".join(f"{cell.sign} {_(cell.words)}" for cell in TOPIC_SIGNS.values() if cell.sign in used)
    words = (
        _origin_title(view),
        _("{n}; counted: named in the section on topics").format(n=dialogues(view.n)),
        foot(legend, _("Organisers' agendas are not citizens' concerns."), context_note(view), source(view)),
    )
    return grid_chart(
        "05_topic_origins", words, grid, counts_alt(codes, "topic", view), code_data(view, "topic")
    )


def _origin_title(view: View) -> str:
    def states(case: Case) -> set[str]:
        return {
            text(row["state"])
            for row in view.codings(case.report_id, "topic")
            if text(row["basis"]) == "strict"
        }

    preset = [case for case in view.counted if "preset" in states(case)]
    emerged = [case for case in view.counted if "emerged" in states(case)]
    if not preset and not emerged:
        return _("No report says where the topics of its dialogue came from")
    if view.n == 1:
        return _("{name} says where the topics came from").format(name=view.counted[0].name)
    return _("Topics were preset in {preset}, emerged in {emerged} of {n}").format(
        preset=len(preset), emerged=len(emerged), n=view.n
    )


def actors(ds: Frames) -> Chart:
    """Groups that the reports name as taking part (notebook 06).

    Unit: report. Empty where no report names a group.

    References
    ----------
    ``docs/codebook.md``, Actors.

    Examples
    --------
    >>> show.actors(ds).title
    'Volunteers: named most as taking part, in 4 of 4 reports'
    """
    view = View(ds)
    codes = coded(view, "actor", lambda row: text(row["basis"]) == "strict")
    broad = coded(view, "actor", lambda row: text(row["basis"]) == "broad")
    every = codes | {code: [] for code in broad if code not in codes}
    grid = code_grid(
        view,
        "actor",
        every,
        lambda row: ACTOR_BROAD if text(row["basis"]) == "broad" else TOPIC_SIGNS[""]._replace(words=""),
    )
    note = f"{ACTOR_BROAD.sign} {_(ACTOR_BROAD.words)}" if broad else ""
    words = (
        _actor_title(codes, view),
        _("{n}; groups named as taking part").format(n=dialogues(view.n)),
        foot(
            _("● named   ") + note,
            _("Blank: not named, which does not mean not there. Groups are named, not counted."),
            context_note(view),
            source(view),
        ),
    )
    return grid_chart("06_actors", words, grid, counts_alt(codes, "actor", view), code_data(view, "actor"))


def _actor_title(codes: dict[str, list[Case]], view: View) -> str:
    if not any(codes.values()):
        return _("No report names the groups that took part")
    if view.n == 1:
        return _("{name} names {some} groups as taking part").format(
            name=view.counted[0].name, some=sum(map(bool, codes.values()))
        )
    most = len(next(iter(codes.values())))
    top = [code_label("actor", code) for code, cases in codes.items() if len(cases) == most]
    if len(top) > 2:
        return _("{some} groups are each named in {share}").format(
            some=len(top), share=reports_of(most, view.n)
        )
    return _("{groups}: named most as taking part, in {share}").format(
        groups=sentence(listed(top)), share=reports_of(most, view.n)
    )
