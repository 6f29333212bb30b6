"""Findings of notebook 08: what survives, what rulings change, where program and coder differ."""

from __future__ import annotations

from collections import Counter

from kfd_analysis.language import _, plural
from kfd_analysis.showing.finding import Finding
from kfd_analysis.showing.links import Linked, field_key, first_of, report_href
from kfd_analysis.showing.phrases import listed
from kfd_analysis.showing.reliability import Reviewed, change_of
from kfd_analysis.showing.tables_reliability import CIRCULAR, variable_name
from kfd_analysis.showing.tested import Order, orders
from kfd_analysis.showing.view import View, rows, text


def reliability_findings(view: View) -> list[Finding | None]:
    """What may be said of the coding and of what hangs on it."""
    seen = Reviewed(view.ds)
    return [_orders(seen), _rulings(seen), _agreement(seen)]


def _orders(seen: Reviewed) -> Finding | None:
    found = [order for order in orders(seen) if order.holds]
    if not found:
        return None
    firm = [order for order in found if order.survives]
    finding = plural(
        "{some} of {n} order that the figures suggest survives everything that was tried.",
        "{some} of {n} orders that the figures suggest survive everything that was tried.",
        len(found),
    ).format(some=len(firm), n=len(found))
    pieces = first_of(Linked(f"{order.words}: {order.verdict}", _href(order)) for order in found)
    weak = [order for order in found if not order.survives]
    said = []
    if firm:
        words = _("Survives everything that was tried and leaves a figure: {orders}.")
        said.append(words.format(orders="; ".join(order.phrase for order in firm)))
    if weak:
        some = "; ".join(f"{order.phrase} ({listed(order.hangs_on)})" for order in weak)
        said.append(_("Hangs on one assumption or ruling or more: {orders}.").format(orders=some))
    limit = _(
        "One assumption or ruling at a time, lenient reading, where it leaves a figure; an order of costs "
        "that cover different things is no measure of efficiency."
    )
    return Finding(finding, pieces, limit, " ".join(said))


def _href(order: Order) -> str:
    field = "moderation_cost_eur" if order.metric.startswith("moderation") else "total_cost_eur"
    return report_href(order.case.report_id, field_key(field))


def _rulings(seen: Reviewed) -> Finding | None:
    if seen.rulings.empty:
        return None
    turned: dict[str, list[str]] = {}
    reports: dict[str, str] = {}
    for row in rows(seen.sensitivity.changes):
        if row["kind"] == "ruling" and row["changed"]:
            name = text(row["case"])
            turned.setdefault(name, []).append(change_of(row).figure)
            reports[name] = text(row["report_id"])
    finding = _("{some} of {n} rulings change a figure when they are turned round.").format(
        some=len(turned), n=len(seen.rulings)
    )
    pieces = tuple(
        Linked(f"{name}: {_first(list(dict.fromkeys(figures)))}", report_href(reports[name]))
        for name, figures in turned.items()
    )
    deciding = sorted({ruling for order in orders(seen) for ruling in order.rulings})
    sentence = _("Of {n} places where coders could disagree, {some} change a figure").format(
        n=len(seen.rulings), some=len(turned)
    )
    sentence += (
        _("; an order hangs on {rulings}.").format(rulings=listed(deciding))
        if deciding
        else _("; no order of the cost figures hangs on one.")
    )
    limit = _("The rulings are those that the coder of the hand coding wrote down; others are possible.")
    return Finding(finding, pieces, limit, sentence)


def _first(figures: list[str]) -> str:
    """The first of the figures, and how many there are besides."""
    if len(figures) == 1:
        return figures[0]
    return _("{figure} and {n} more").format(figure=figures[0], n=len(figures) - 1)


def _agreement(seen: Reviewed) -> Finding:
    if seen.agreement is None:
        return Finding(
            _("How far program and people agree was not measured for these reports."),
            (),
            _("Without a hand coding nothing is known of it; other reports say nothing about these."),
            _("The coding of these reports was not checked against people."),
        )
    found = list(rows(seen.agreement.disagreements))
    counts = Counter(text(row["variable"]) for row in found)
    n = int(seen.agreement.measures["n_reports"].max())
    where = listed(f"{variable_name(name)} {count}" for name, count in counts.items())
    finding = plural(
        "Program and hand coding differ in {found} place of {n} reports.",
        "Program and hand coding differ in {found} places of {n} reports.",
        len(found),
    ).format(found=len(found), n=n)
    sentence = _("The program differs from the sheet that its rules were built on in {found} places{where}.")
    return Finding(
        finding,
        (Linked(where),) if where else (),
        _(CIRCULAR),
        sentence.format(found=len(found), where=f" ({where})" if where else ""),
    )
