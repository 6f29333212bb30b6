"""Chart of notebook 08: what each assumption makes of the cost per participant (a tornado by report)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from kfd_analysis.language import _, number, percent, plural
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.cost_reading import COST, Reading
from kfd_analysis.showing.intervals import MANY, Axis, Block, Track, draw_blocks
from kfd_analysis.showing.links import field_key, report_href
from kfd_analysis.showing.phrases import cents, context_note, dialogues, foot, listed, names, source
from kfd_analysis.showing.reliability import Reviewed, metric_of
from kfd_analysis.showing.shapes import Shape
from kfd_analysis.showing.sheet import Link, Sheet, nothing
from kfd_analysis.showing.tested import Order, orders
from kfd_analysis.showing.view import Case, Metric, rows, text
from kfd_analysis.tables.frames import Frames

ROW = 4.4
MORE = {"point": 3, "interval": 2, "at_most": 1, "at_least": 1}


class Trial(NamedTuple):
    """Cost per participant of a report under an assumption (none = as the report has it)."""

    case: Case
    assumption: str
    label: str
    metric: Metric
    lenient: bool
    shift: float

    @property
    def soft(self) -> bool:
        """A lenient figure, or one that rests on an assumption: never a solid mark."""
        return self.lenient or bool(self.assumption)


def trials(seen: Reviewed) -> list[list[Trial]]:
    """For each report with a figure: as it is, then under every assumption that changes it, largest first."""
    found: dict[str, dict[str, dict[str, Metric]]] = {}
    for row in rows(seen.assumptions.changes):
        if row["figure"] == COST:
            after = found.setdefault(text(row["report_id"]), {}).setdefault(text(row["case"]), {})
            after[text(row["reading"])] = metric_of(row, "after")
    result = []
    for case in seen.view.counted:
        base = Reading(seen.view, case)
        own = [_trial(seen, case, base, *item) for item in found.get(case.report_id, {}).items()]
        if base.drawn and own:
            first = Trial(case, "", _("as it is read"), base.metric, base.lenient, 0.0)
            result.append([first, *sorted(own, key=lambda trial: (-trial.shift, trial.label))])
    return result


def _trial(seen: Reviewed, case: Case, base: Reading, assumption: str, after: dict[str, Metric]) -> Trial:
    """What says more: the strict figure, or the lenient one."""
    now = {name: seen.view.metric(case.report_id, COST, name) for name in ("strict", "lenient")} | after
    strict, lenient = now["strict"], now["lenient"]
    soft = MORE.get(lenient.bound, 0) > MORE.get(strict.bound, 0)
    metric = lenient if soft else strict
    return Trial(case, assumption, seen.label(assumption), metric, soft, _shift(base.metric, metric))


def _shift(before: Metric, after: Metric) -> float:
    """How far figure or bounds move at most, as a share of what they were; -1 where no figure is left."""
    if after.bound == "none":
        return -1.0
    pairs = zip((before.value, before.low, before.high), (after.value, after.low, after.high), strict=True)
    moved = [abs(new - old) / old for old, new in pairs if old and new is not None]
    return float(max(moved, default=Decimal(0)))


def _shapes(trial: Trial, link: Link) -> tuple[Shape, ...]:
    """A dot or ring with its interval, a range without a middle, or an arrow at a bound."""
    metric = trial.metric
    if metric.low is not None and metric.high is not None:
        ends = float(metric.low), float(metric.high)
        if metric.value is None:
            return (Shape("thick", *ends, link),)
        dot = Shape("ring" if trial.soft else "dot", float(metric.value), link=link)
        return (Shape("line", *ends), dot) if ends[0] != ends[1] else (dot,)
    end = metric.high if metric.high is not None else metric.low
    return () if end is None else (Shape(metric.bound, float(end), link=link),)


def _digits(own: list[Trial]) -> int:
    """Euros and cents for a report whose figures are all small."""
    return 2 if all(end < 50 for trial in own for end in trial.metric[:3] if end is not None) else 0


def _short(metric: Metric, digits: int) -> str:
    """A figure with its interval, in euros."""
    point, low, high = ("" if end is None else number(end, digits) for end in metric[:3])
    if point:
        return point if metric.low == metric.high else f"{point} ({low}\u2013{high})"
    if low and high:
        return f"{low}\u2013{high}"
    if not low and not high:
        return ""
    return f"\u2264 {high}" if high else f"\u2265 {low}"


def _block(own: list[Trial]) -> Block:
    base = own[0].metric
    href = report_href(own[0].case.report_id, field_key("total_cost_eur"))
    tracks = []
    for trial in own:
        words = _short(trial.metric, _digits(own))
        link = Link(href, f"{trial.case.name}, {trial.label}: {words or _('no figure')}")
        gone = "" if words else _("no figure left")
        tracks.append(Track(trial.case, _shapes(trial, link), words, gone, link, words, trial.label))
    band = (float(base.low), float(base.high)) if base.low is not None and base.high is not None else None
    return Block(own[0].case.name, tracks, band=band)


def _by_report(found: list[list[Trial]]) -> Callable[[Sheet], None]:
    blocks = [_block(own) for own in found]
    top = max(max(s.low, s.high) for block in blocks for track in block.tracks for s in track.shapes)

    def draw(sheet: Sheet) -> None:
        draw_blocks(sheet, blocks, Axis(_("EUR per participant"), top), low=ROW)

    return draw


def _tried(found: list[list[Trial]]) -> dict[str, list[Trial]]:
    """The trials by the name of the assumption."""
    tried: dict[str, list[Trial]] = {}
    for own in found:
        for trial in own[1:]:
            tried.setdefault(trial.label, []).append(trial)
    return tried


def _by_assumption(found: list[list[Trial]]) -> Callable[[Sheet], None]:
    """For many reports: a row per assumption, a dot for each report at the greatest shift of its figure."""
    tracks = [_strip(label, some, len(found)) for label, some in _tried(found).items()]
    tracks.sort(key=lambda track: -max((shape.low for shape in track.shapes), default=0.0))
    top = max((shape.low for track in tracks for shape in track.shapes), default=1.0)

    def draw(sheet: Sheet) -> None:
        axis = Axis(_("greatest shift of figure or bounds, in per cent of what they were"), top)
        draw_blocks(sheet, [Block(_("Assumption"), tracks)], axis)

    return draw


def _strip(label: str, some: list[Trial], n: int) -> Track:
    shapes = []
    for trial in some:
        if trial.shift >= 0:
            href = report_href(trial.case.report_id, field_key("total_cost_eur"))
            link = Link(href, f"{trial.case.name}, {label}")
            shapes.append(Shape("ring" if trial.soft else "dot", trial.shift * 100, link=link))
    words = plural("{some} of {n} changes", "{some} of {n} change", len(some)).format(some=len(some), n=n)
    return Track(some[0].case, tuple(shapes), words, _("no figure left"), label=label, stacked=True)


def _title(seen: Reviewed, found: list[list[Trial]]) -> str:
    if not found:
        return _("No cost per participant that an assumption could change")
    if order := _lowest(seen):
        words = _("{name} stays below the figures it can be set against, under every assumption tried")
        return words.format(name=order.case.name)
    words = plural(
        "Assumptions move the cost per participant in {some} of {n} report",
        "Assumptions move the cost per participant in {some} of {n} reports",
        seen.view.n,
    )
    return words.format(some=len(found), n=seen.view.n)


def _lowest(seen: Reviewed) -> Order | None:
    """The report that is lowest whatever is assumed, if there is one."""
    found = orders(seen, seen.assumptions)
    return next((o for o in found if (o.metric, o.claim) == (COST, "lowest") and o.survives), None)


def _data(found: list[list[Trial]]) -> pd.DataFrame:
    columns = (
        "report_id", "municipality", "counted", "assumption", "label", "reading", "bound", "value", "low",
        "high", "greatest_shift", "unit",
    )  # fmt: skip
    table = [
        (t.case.report_id, t.case.name, True, t.assumption, t.label, "lenient" if t.lenient else "strict",
         t.metric.bound, *map(cents, t.metric[:3]), f"{t.shift:.4f}" if t.shift >= 0 else "", "EUR")
        for own in found
        for t in own
    ]  # fmt: skip
    return pd.DataFrame(table, columns=list(columns))


def _alt(seen: Reviewed, title: str, found: list[list[Trial]]) -> str:
    if not found:
        return f"{title}."
    if seen.view.n >= MANY:
        words = _("{some} of {n} reports have a figure to test").format(some=len(found), n=seen.view.n)
        return ". ".join([title, words, "; ".join(_shifted(found))]) + "."
    said = []
    for own in found:
        ends = [end for trial in own for end in trial.metric[:3] if end is not None]
        some = _("{name} as it is read {base}, from {low} to {high} EUR over all assumptions")
        base = _short(own[0].metric, _digits(own))
        low, high = (number(end, _digits(own)) for end in (min(ends), max(ends)))
        said.append(some.format(name=own[0].case.name, base=base, low=low, high=high))
    return f"{title}. {'; '.join(said)}."


def _shifted(found: list[list[Trial]]) -> list[str]:
    """For each assumption how many figures change, and by how much at most."""
    said = []
    for label, some in _tried(found).items():
        most = max(trial.shift for trial in some)
        words = _("{label}: {some} of {n} change, by {most} at most")
        words = words if most >= 0 else _("{label}: {some} of {n} lose their figure")
        said.append(words.format(label=label, some=len(some), n=len(found), most=percent(max(most, 0.0))))
    return said


def assumptions(ds: Frames) -> Chart:
    """What rounding, VAT, the invited, a repaired figure and scope make of the cost per participant.

    One assumption at a time (codebook, ``sensitivity.yml``); EUR. From ten reports on, the greatest shift
    of each report's figure under each assumption, in per cent. Empty without a figure that an assumption
    could change.

    References
    ----------
    ``docs/method.md``, Strict and lenient.

    Examples
    --------
    >>> show.assumptions(ds).title
    'Korntal-Münchingen stays below the figures it can be set against, under every assumption tried'
    """
    seen = Reviewed(ds)
    found = trials(seen)
    title = _title(seen, found)
    many = seen.view.n >= MANY

    def draw(sheet: Sheet) -> None:
        if not found:
            nothing(sheet, _("Nothing to draw: {reasons}").format(reasons=_("no report gives a figure")))
        else:
            (_by_assumption if many else _by_report)(found)(sheet)

    subtitle = _("{n}; EUR per participant under one assumption at a time")
    if many:
        subtitle = _("{n}; shift of the cost per participant under one assumption at a time")
    return Chart(
        "08_assumptions",
        title,
        subtitle.format(n=dialogues(seen.view.n)),
        foot(*_notes(seen, found), context_note(seen.view), source(seen.view)),
        _alt(seen, title, found),
        _data(found),
        draw,
    )


def _notes(seen: Reviewed, found: list[list[Trial]]) -> list[str]:
    if not found:
        return []
    left_out = seen.view.n - len(found)
    gone = _("Not drawn, without a figure that an assumption changes: {n} of {all} reports.")
    more = [gone.format(n=left_out, all=seen.view.n)] if left_out else []
    if seen.view.n >= MANY:
        same = _("One dot for each report, near ones piled up; the numbers at the right count them.")
        return [same, *more]
    key = _("● point, strict   ○ lenient or assumed   ▭ range, without a middle   ◂ at most")
    band = _("Grey: the interval as it is read (about = ±10 %), an assumption about rounding itself.")
    return [key, band, *_limits(seen), *more]


def _limits(seen: Reviewed) -> list[str]:
    """What the finding in the title leaves open."""
    order = _lowest(seen)
    if order is None:
        return []
    unknown = _("No figure to compare under: {cases}.").format(cases=listed(order.unknown_in))
    undecided = _("Not set against {names}: an upper bound only.").format(names=names(order.undecided))
    return [unknown if order.unknown_in else "", undecided if order.undecided else ""]
