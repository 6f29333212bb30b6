"""Which orders and numbers survive every assumption and ruling, and on which one the others hang."""

from __future__ import annotations

from typing import NamedTuple

from kfd_analysis.language import _
from kfd_analysis.review.sensitivity import Sensitivity
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.phrases import listed, names
from kfd_analysis.showing.reliability import METRICS, Reviewed
from kfd_analysis.showing.view import Case, rows, text


class Order(NamedTuple):
    """A report that is lowest or highest by its figure (`review.sensitivity`), and what becomes of it.

    `against` is the other report where only two have a figure.

    `hangs_on` names assumptions and rulings under which it no longer holds (`rulings`: the latter alone),
    `unknown_in` those that leave no figure; `undecided` are reports whose bound says nothing on that side.
    """

    metric: str
    claim: str
    case: Case
    holds: bool
    hangs_on: tuple[str, ...]
    rulings: tuple[str, ...]
    unknown_in: tuple[str, ...]
    undecided: tuple[Case, ...]
    against: Case | None = None

    @property
    def survives(self) -> bool:
        """Whether it holds as read and under everything that was tried and leaves a figure."""
        return self.holds and not self.hangs_on

    @property
    def words(self) -> str:
        """``Korntal-Münchingen: lowest cost per participant``."""
        if self.against and self.claim == "lowest":
            form = _("{name}: lower {metric} than {other}")
            return form.format(name=self.case.name, metric=_(METRICS[self.metric]), other=self.against.name)
        form = _("{name}: lowest {metric}") if self.claim == "lowest" else _("{name}: highest {metric}")
        return form.format(name=self.case.name, metric=_(METRICS[self.metric]))

    @property
    def phrase(self) -> str:
        """``cost per participant lowest in Korntal-Münchingen``, with the reports that it is open against."""
        if self.against and self.claim == "lowest":
            form = _("{metric} lower in {name} than in {other}")
            return form.format(metric=_(METRICS[self.metric]), name=self.case.name, other=self.against.name)
        form = _("{metric} lowest in {name}") if self.claim == "lowest" else _("{metric} highest in {name}")
        words = form.format(name=self.case.name, metric=_(METRICS[self.metric]))
        open_ = _(" (open against {names})").format(names=names(self.undecided)) if self.undecided else ""
        return words + open_

    @property
    def verdict(self) -> str:
        """Survives all, hangs on one or some, or does not hold as it is read."""
        if not self.holds:
            return _("does not hold against the intervals of the others")
        words = _("survives all")
        if self.hangs_on:
            words = _("hangs on: {cases}").format(cases=listed(self.hangs_on))
        if self.unknown_in:
            words += _("; no figure under: {cases}").format(cases=listed(self.unknown_in))
        return words + (
            _("; open against {names}").format(names=names(self.undecided)) if self.undecided else ""
        )


def orders(seen: Reviewed, tried: Sensitivity | None = None) -> list[Order]:
    """Every order that the figures of fewer than ten reports suggest; none for more.

    Parameters
    ----------
    tried
        What is tried; all assumptions and rulings by default.
    """
    if seen.view.n >= MANY:
        return []
    ids = {text(row["id"]) for row in rows(seen.rulings)}
    return [
        Order(
            text(row["figure"]),
            text(row["claim"]),
            seen.case(row["report_id"]),
            bool(row["holds"]),
            tuple(seen.label(case) for case in _split(row["hangs_on"])),
            tuple(case for case in _split(row["hangs_on"]) if case in ids),
            tuple(seen.label(case) for case in _split(row["unknown_in"])),
            tuple(seen.case(report) for report in _split(row["undecided"])),
            seen.case(row["against"]) if row["against"] else None,
        )
        for row in rows((tried or seen.sensitivity).findings)
    ]


def _split(cell: object) -> list[str]:
    return [part for part in text(cell).split(";") if part]


def order_verdict(seen: Reviewed, metric: str, claim: str, case: Case) -> str:
    """What becomes of an order; empty if it was not tried."""
    found = [order for order in orders(seen) if order[:3] == (metric, claim, case)]
    return found[0].verdict if found else ""


def count_verdict(seen: Reviewed, *figures: str) -> str:
    """Which rulings, turned round, change a number of reports (``method:world_cafe``).

    Empty without rulings of these reports.
    """
    if seen.rulings.empty:
        return ""
    turned = {
        text(row["case"]): text(row["after"])
        for row in rows(seen.sensitivity.changes)
        if row["kind"] == "ruling" and row["figure"] in figures
    }
    if not turned:
        return _("no ruling changes it")
    said = [_("{ruling} (then {n})").format(ruling=seen.label(case), n=n) for case, n in turned.items()]
    return _("the number hangs on {rulings}").format(rulings=listed(said))
