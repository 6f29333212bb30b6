"""What a report says of its cost per participant: the strict figure, or a lenient one that says more."""

from __future__ import annotations

from decimal import Decimal

from kfd_analysis.language import _, number
from kfd_analysis.showing import marks
from kfd_analysis.showing.phrases import amount, attendance, invited, prose, prose_number, span
from kfd_analysis.showing.shapes import Shape
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, Metric, View

COST = "cost_per_participant_eur"


class Reading:
    """The best that a report says of a ratio: the strict figure, or a lenient one that says more."""

    def __init__(self, view: View, case: Case, metric: str = COST) -> None:
        strict = view.metric(case.report_id, metric, "strict")
        lenient = view.metric(case.report_id, metric, "lenient")
        more = {"point": 3, "interval": 2, "at_most": 1, "at_least": 1}
        self.lenient = more.get(lenient.bound, 0) > more.get(strict.bound, 0)
        self.metric: Metric = lenient if self.lenient else strict
        self.case = case

    @property
    def drawn(self) -> bool:
        """Whether there is anything but a reason."""
        return self.metric.bound != "none"

    @property
    def plain(self) -> bool:
        """A point of the strict reading."""
        return self.metric.bound == "point" and not self.lenient


def printed_bounds(view: View, reading: Reading) -> tuple[Decimal, Decimal] | None:
    """The ratio's interval with the total as printed, where that lies within the wider one."""
    metric, total = reading.metric, view.fact(reading.case.report_id, "total_cost_eur").value
    low, high = attendance(view, reading.case.report_id)
    if total is None or not low:
        return None
    least = total / high if high and metric.bound != "at_most" else total / low
    most = total / low
    slack = Decimal("0.01")
    inside = (metric.low is None or least >= metric.low - slack) and (
        metric.high is None or most <= metric.high + slack
    )
    return (least, most) if inside else None


def cost_words(view: View, reading: Reading) -> str:
    """The ratio as prose says it: ``about 100 EUR (90–110)``; corrected inputs are named."""
    words = _cost_words(view, reading)
    corrected = view.corrected(reading.case.report_id, "total_cost_eur", "participants")
    return _("{figure} (corrected)").format(figure=words) if words and corrected else words


def _cost_words(view: View, reading: Reading) -> str:
    metric = reading.metric
    inner = printed_bounds(view, reading)
    if metric.bound == "point" and metric.value is not None:
        words = prose(metric.value)
        if metric.low is not None and metric.high is not None and metric.low != metric.high:
            words = _("about {figure} ({interval})").format(
                figure=words, interval=span(metric.low, metric.high)
            )
        return words
    if metric.bound == "interval" and metric.low is not None and metric.high is not None:
        words = span(metric.low, metric.high) + "\u00a0EUR"
        return words + (_(" (as printed {interval})").format(interval=span(*inner)) if inner else "")
    bound = metric.high if metric.bound == "at_most" else metric.low
    if bound is None:
        return ""
    lead = _("at most {figure}") if metric.bound == "at_most" else _("at least {figure}")
    if metric.bound == "at_most" and inner and number(inner[1]) != number(bound):
        words = _("at most about {figure} ({wider} with rounding)")
        return words.format(figure=prose(inner[1]), wider=number(bound))
    return lead.format(figure=prose(bound))


def cost_short(reading: Reading) -> str:
    """The ratio in few signs, in euros: ``59 (48–72)``, ``42–48``, ``≤ 34``."""
    metric = reading.metric
    both = span(metric.low, metric.high) if metric.low is not None and metric.high is not None else ""
    if metric.bound == "point" and metric.value is not None:
        return prose_number(metric.value) + (f" ({both})" if metric.low != metric.high else "")
    if metric.bound == "at_most" and metric.high is not None:
        return f"≤ {number(metric.high)}"
    if metric.bound == "at_least" and metric.low is not None:
        return f"≥ {number(metric.low)}"
    return both


def cost_shapes(view: View, reading: Reading, link: Link) -> tuple[Shape, ...]:
    """Marks of the ratio: dot or ring, line with rounding, range as printed, or an arrow at a bound."""
    metric, inner = reading.metric, printed_bounds(view, reading)
    shapes: list[Shape] = []
    if metric.low is not None and metric.high is not None and metric.low != metric.high:
        shapes.append(Shape("line", float(metric.low), float(metric.high)))
    if metric.bound == "point" and metric.value is not None:
        shapes.append(Shape("ring" if reading.lenient else "dot", float(metric.value), link=link))
    elif metric.bound == "interval" and inner:
        shapes.append(Shape("thick", float(inner[0]), float(inner[1]), link))
    elif metric.bound == "interval" and metric.low is not None and metric.high is not None:
        shapes.append(Shape("thick", float(metric.low), float(metric.high), link))
    elif metric.bound == "at_most" and metric.high is not None:
        if inner:
            shapes.append(Shape("line", float(inner[1]), float(metric.high)))
        shapes.append(Shape("at_most", float(inner[1] if inner else metric.high), link=link))
    elif metric.bound == "at_least" and metric.low is not None:
        shapes.append(Shape("at_least", float(metric.low), link=link))
    return tuple(shapes)


def cost_note(view: View, case: Case) -> str:
    """What a reader must know of one report's cost per participant."""
    total, people = view.fact(case.report_id, "total_cost_eur"), view.fact(case.report_id, "participants")
    parts = [_("{cost}; participants: {people}").format(cost=amount(total), people=amount(people, ""))]
    if total.status == "computed":
        parts.append(_("the total is the sum of its items (own computation)"))
    if people.status == "repaired":
        parts.append(_("the number of people is unreadable in the report and repaired"))
    if invited(view, case.report_id):
        parts.append(
            _("{n} were invited besides, attendance not reported, overlap unknown").format(
                n=invited(view, case.report_id)
            )
        )
    reasons = view.metric(case.report_id, COST, "strict").reasons
    if "scope_wider_than_event" in reasons:
        parts.append(_("the total covers more than this event: an upper bound only"))
    return f"{case.name}: {'; '.join(parts)}."


def ranked(readings: list[Reading]) -> list[Reading]:
    """Those with anything to draw, ordered by size within type."""

    def key(reading: Reading) -> tuple[bool, bool, Decimal]:
        metric = reading.metric
        ends = [end for end in (metric.low, metric.high) if end is not None]
        middle = metric.value if metric.value is not None else sum(ends, Decimal(0)) / max(len(ends), 1)
        return reading.case.context, not reading.case.county, middle

    return sorted((reading for reading in readings if reading.drawn), key=key)


def why_not(reading: Reading) -> str:
    """``n/a`` with the reasons against the figure."""
    codes = reading.metric.reasons or ("not_reported",)
    return _("n/a: {reason}").format(reason=", ".join(marks.reason(code) for code in codes))
