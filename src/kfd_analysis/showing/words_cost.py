"""Findings of notebooks 02 and 03: cost per participant and spending on moderation."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from kfd_analysis.language import _, money, number, percent, plural
from kfd_analysis.showing.charts_amounts import MODERATION, above_ceiling
from kfd_analysis.showing.cost_reading import Reading, cost_words, why_not
from kfd_analysis.showing.finding import Finding
from kfd_analysis.showing.intervals import MANY, groups
from kfd_analysis.showing.links import Linked, cost_key, field_key, first_of, report_href
from kfd_analysis.showing.phrases import amount, names, percentages, prose, prose_number, reports_of, share
from kfd_analysis.showing.programme import GRANT_CEILING_EUR, GRANT_SOURCE
from kfd_analysis.showing.spread import bootstrap, spread, spread_words
from kfd_analysis.showing.tables_orders import Turn, turns
from kfd_analysis.showing.view import Case, View, rows, text


def evidence(case: Case, words: str, key: str) -> Linked:
    """A piece of evidence that leads to its words."""
    return Linked(f"{case.name}: {words}", report_href(case.report_id, key))


def cost_findings(view: View) -> list[Finding | None]:
    """What may be said of the cost per participant."""
    return [_covered(view), _plain_cost(view), _order(view)]


def _plain_cost(view: View) -> Finding:
    readings = [Reading(view, case) for case in view.counted]
    plain = [r for r in readings if r.plain]
    bounds = Counter(r.metric.bound for r in readings if not r.plain and r.drawn)
    finding = _("A plain cost per participant follows from {share}.").format(
        share=reports_of(len(plain), view.n)
    )
    if view.n < MANY:
        pieces = tuple(
            evidence(r.case, cost_words(view, r) or why_not(r), field_key("total_cost_eur")) for r in readings
        )
        said = "; ".join(f"{r.case.name} {cost_words(view, r)}" for r in plain)
        rest = _("a range, a bound or a repaired figure only: {share}").format(
            share=reports_of(sum(bounds.values()), view.n)
        )
        sentence = (
            _("Cost per participant, from the municipalities' own figures: {said}").format(said=said)
            if said
            else _("No report allows a plain cost per participant")
        )
        sentence += f"; {rest}" if bounds else ""
    else:
        values = sorted(r.metric.value for r in plain if r.metric.value is not None)
        reach = (
            _("plain figures from {low} to {high}").format(low=prose(values[0]), high=prose(values[-1]))
            if values
            else _("no plain figure")
        )
        pieces = (
            Linked(reach),
            *(Linked(words) for words in _medians(plain)),
            *(Linked(f"{_kind(kind)}: {number(n)}") for kind, n in sorted(bounds.items())),
        )
        sentence = _("A plain cost per participant in {share}; {reach}").format(
            share=reports_of(len(plain), view.n), reach="; ".join((reach, *_medians(plain)))
        )
    limit = _(
        "Reported totals cover different things, and a cost per participant does not measure "
        "efficiency. Intervals are assumptions about rounding."
    )
    if view.n >= MANY:
        limit += " " + _("A bootstrap interval says how far a median hangs on which reports came in.")
    return Finding(finding, pieces, limit, sentence + ".")


def _medians(plain: list[Reading]) -> list[str]:
    """For each type with ten plain figures or more their median, middle half and bootstrap interval."""
    said = []
    for name, cases in groups([r.case for r in plain]):
        values = [r.metric.value for r in plain if r.case in cases and r.metric.value is not None]
        found, around = spread(values), bootstrap(values)
        if found and around:
            words = _("{name}: {spread} EUR, n = {n} (bootstrap interval of the median {interval})")
            interval = f"{prose_number(around[0])}\u2013{prose_number(around[1])}"
            spread_ = spread_words(found, prose_number)
            said.append(words.format(name=name, spread=spread_, n=found.n, interval=interval))
    return said


def _kind(bound: str) -> str:
    kinds = {
        "interval": _("a range only"),
        "at_most": _("an upper bound only"),
        "at_least": _("a lower bound only"),
    }
    return kinds.get(bound, _("a repaired figure"))


def _order(view: View) -> Finding | None:
    found = turns(view) if view.n < MANY else []
    if not found:
        return None
    cheap = found[0].cheap
    mine = [turn for turn in found if turn.cheap == cheap]
    firm = [turn for turn in mine if all(turn.holds)]
    reading = Reading(view, cheap)
    words = cost_words(view, reading)
    finding = (
        _("{cheap} lies below {dear} per participant, also with wider rounding.")
        if len(firm) == len(mine)
        else _("{cheap} lies below {dear} per participant with rounding of ±10\u00a0%.")
    )
    lenient = (
        _(
            " The figure of {cheap} belongs to the lenient reading only: "
            "its number of participants is inferred or counts the invited."
        )
        if reading.lenient
        else ""
    )
    limit = _(
        "Only the order of reported figures is tested; what the totals cover differs between "
        "reports and is not adjusted. Intervals are assumptions about rounding."
    ) + lenient.format(cheap=cheap.name)
    turning = "; ".join(_turning(turn) for turn in mine if turn.people)
    sentence = _("{cheap} comes to {words} per participant; {turning}.").format(
        cheap=cheap.name, words=words, turning=turning
    )
    pieces = tuple(
        evidence(turn.cheap, _turning(turn), field_key("total_cost_eur")) for turn in mine if turn.people
    )
    return Finding(
        finding.format(cheap=cheap.name, dear=names(turn.dear for turn in mine)), pieces, limit, sentence
    )


def _turning(turn: Turn) -> str:
    words = _("it would reach the {bar} of {dear} only with fewer than {people} people").format(
        bar=prose(turn.bar) if turn.bar else "", dear=turn.dear.name, people=turn.people
    )
    return words + (
        _(" or with more than {extra} unreported").format(extra=prose(turn.extra)) if turn.extra else ""
    )


def _covered(view: View) -> Finding | None:
    costs = {case: view.costs(case.report_id) for case in view.counted}
    known = {case: found for case, found in costs.items() if found}
    if not known:
        return None
    wider = [case for case, found in known.items() if any(text(row["scope"]) == "wider" for row in found)]
    staff = [
        c
        for c, found in known.items()
        if any(text(r["item"]) == "staff" and text(r["priced"]) != "unpriced" for r in found)
    ]
    lump, unpriced = (_with_scope(view, state) for state in ("in_lump", "unpriced"))
    finding = _("Staff time is priced in {staff}; a lump hides items in {lump}.").format(
        staff=reports_of(len(staff), view.n), lump=share(len(lump), view.n)
    )
    pieces = [evidence(case, _("covers more than the event"), cost_key("total")) for case in wider]
    pieces += [evidence(case, _("items in a lump"), cost_key("total")) for case in lump]
    sentence = _(
        "What the reported totals cover: items in a lump in {lump}, items named without a price in "
        "{unpriced}, staff time priced in {staff}, more than the event in {wider}."
    ).format(lump=reports_of(len(lump), view.n), unpriced=len(unpriced), staff=len(staff), wider=len(wider))
    return Finding(
        finding, first_of(pieces), _("Not mentioned does not mean that there were no such costs."), sentence
    )


def _with_scope(view: View, state: str) -> list[Case]:
    """The counted reports with a component of the costs in a state (frame ``scope``)."""
    having = {text(row["report_id"]) for row in rows(view.ds.scope) if text(row["state"]) == state}
    return [case for case in view.counted if case.report_id in having]


def moderation_findings(view: View) -> list[Finding | None]:
    """What may be said of spending on moderation."""
    return [_ceiling(view), _shares(view), _bundled(view)]


def _ceiling(view: View) -> Finding | None:
    above, known = above_ceiling(view)
    if not known:
        return None
    ceiling = money(GRANT_CEILING_EUR)
    finding = plural(
        "Above the grant ceiling of {ceiling}: {some} of {n} reported moderation cost.",
        "Above the grant ceiling of {ceiling}: {some} of {n} reported moderation costs.",
        len(known),
    ).format(some=len(above), n=len(known), ceiling=ceiling)
    facts = [(case, view.fact(case.report_id, MODERATION)) for case in known]
    pieces = first_of(evidence(case, amount(fact), field_key(MODERATION)) for case, fact in facts)
    covered = [
        f"{case.name} {percent(min(GRANT_CEILING_EUR / fact.value, Decimal(1)))}"
        for case, fact in facts
        if fact.value
    ]
    sentence = plural(
        "Advice and moderation: {some} of {n} reported amount above the {ceiling} that a "
        "municipality could get for it",
        "Advice and moderation: {some} of {n} reported amounts above the {ceiling} that a "
        "municipality could get for it",
        len(known),
    ).format(n=len(known), some=len(above), ceiling=ceiling)
    if view.n < MANY and covered:
        sentence += _("; a grant could have paid at most this part of the reported amount: {covered}").format(
            covered=", ".join(covered)
        )
    return Finding(finding, pieces, _(GRANT_SOURCE), sentence + ".")


def _shares(view: View) -> Finding | None:
    if view.n >= MANY:
        return None
    metrics = {case: view.metric(case.report_id, "moderation_share", "strict") for case in view.counted}
    said = {
        c: percentages(m.value, m.low, m.high)
        for c, m in metrics.items()
        if m.value is not None and m.low is not None and m.high is not None
    }
    if not said:
        return None
    finding = plural(
        "A share of moderation in the total follows from {n} report.",
        "A share of moderation in the total follows from {n} reports.",
        len(said),
    )
    listed_ = "; ".join(f"{case.name} {words}" for case, words in said.items())
    sentence = _(
        "Share of advice and moderation in the reported total, with rounding in brackets: {shares}."
    ).format(shares=listed_)
    limit = _(
        "Totals cover different things; where intervals overlap, the shares have no order. "
        "Moderation often contains concept work."
    )
    return Finding(
        finding.format(n=len(said)),
        tuple(evidence(c, w, field_key(MODERATION)) for c, w in said.items()),
        limit,
        sentence,
    )


def _bundled(view: View) -> Finding | None:
    bundled = [case for case in view.counted if view.fact(case.report_id, MODERATION).reason == "bundled"]
    bundled = [case for case in bundled if not view.fact(case.report_id, MODERATION).known]
    if not bundled:
        return None
    finding = _("The cost of moderation is bundled with other costs in {share}.").format(
        share=reports_of(len(bundled), view.n)
    )
    pieces = first_of(
        evidence(case, amount(view.fact(case.report_id, MODERATION)), field_key(MODERATION))
        for case in bundled
    )
    return Finding(
        finding,
        pieces,
        _("A bundled cost is neither nothing nor the whole lump."),
        _("What moderation cost cannot be told for {names}.").format(names=names(bundled)),
    )
