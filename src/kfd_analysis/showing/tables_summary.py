"""Table of notebook 00: which claims survive which readings."""

from __future__ import annotations

from typing import NamedTuple

from kfd_analysis.language import _, money, plural
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.charts_amounts import MODERATION, above_ceiling
from kfd_analysis.showing.charts_topics import topic_counts
from kfd_analysis.showing.cost_reading import COST, Reading
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import code_label
from kfd_analysis.showing.links import Linked, field_key, report_href
from kfd_analysis.showing.marks import NOTHING, UNKNOWN
from kfd_analysis.showing.matrices_codes import COUNTED, FIRST_METHODS, coded
from kfd_analysis.showing.phrases import (
    ROUNDING,
    context_note,
    dialogues,
    listed,
    names,
    reports_of,
    share,
    source,
)
from kfd_analysis.showing.programme import GRANT_CEILING_EUR
from kfd_analysis.showing.reliability import Reviewed, share_words
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.tables_orders import SCALES, turns
from kfd_analysis.showing.tested import count_verdict, order_verdict, orders
from kfd_analysis.showing.view import View, text
from kfd_analysis.tables.frames import Frames

SCALE_NAMES = ("±5\u00a0%", "±10\u00a0%", "±20\u00a0%")


class Claim(NamedTuple):
    """A sentence somebody might draw from the reports, and what becomes of it."""

    words: str
    basis: str
    survives: str
    fails: str
    href: str = ""
    tested: str = ""


def _cheapest(view: View) -> Claim | None:
    """The report whose cost per participant lies below all others that have a lower bound."""
    drawn = [case for case in view.counted if Reading(view, case).drawn]
    bounded = [case for case in drawn if Reading(view, case).metric.low is not None]
    found = turns(view)
    for case in bounded:
        below = {turn.dear: turn for turn in found if turn.cheap == case}
        others = [other for other in bounded if other != case]
        if others and all(other in below for other in others):
            held = [name for i, name in enumerate(SCALE_NAMES) if all(below[o].holds[i] for o in others)]
            untested = [other for other in drawn if other not in bounded]
            fails = []
            if Reading(view, case).lenient:
                fails.append(_("strict reading: no figure (number of people repaired or only bounded)"))
            if untested:
                fails.append(_("not tested against {names}: upper bound only").format(names=names(untested)))
            differs = "scope_differs" in Reading(view, case).metric.reasons
            fails.append(
                _("its total covers other things") if differs else _("totals may cover different things")
            )
            href = report_href(case.report_id, field_key("total_cost_eur"))
            return Claim(
                _("{name}: lowest cost per participant").format(name=case.name),
                _("reported totals and people"),
                _("rounding of {scales}").format(scales=listed(held)),
                "; ".join(fails),
                href,
                order_verdict(Reviewed(view.ds), COST, "lowest", case),
            )
    return None


def _highest_share(view: View) -> Claim | None:
    """The report with the greatest point value of the moderation share, against the others' intervals."""
    metrics = {c: view.metric(c.report_id, "moderation_share", "strict") for c in view.counted}
    known = {
        case: m
        for case, m in metrics.items()
        if m.value is not None and m.low is not None and m.high is not None
    }
    if len(known) < 2:
        return None
    top = max(known, key=lambda case: known[case].value or 0)
    inside = [case for case, m in known.items() if case != top and (m.high or 0) >= (known[top].low or 0)]
    basis = "; ".join(f"{case.name} {share_words(m)}" for case, m in known.items())
    claim = _("{name}: highest share of moderation in the total").format(name=top.name)
    href = report_href(top.report_id, field_key(MODERATION))
    tested = order_verdict(Reviewed(view.ds), "moderation_share", "highest", top)
    if inside:
        fails = _("its interval covers {names}").format(names=names(inside))
        return Claim(claim, basis, _("no reading"), fails, href, tested)
    fails = _("other readings of what the totals cover")
    return Claim(claim, basis, _("rounding of ±10\u00a0%"), fails, href, tested)


def _further(view: View) -> list[Claim]:
    """The other orders that the figures suggest, as they are read."""
    told = ((COST, "lowest"), ("moderation_share", "highest"))
    found = [o for o in orders(Reviewed(view.ds)) if o.holds and (o.metric, o.claim) not in told]
    return [
        Claim(
            order.words,
            _("reported figures, lenient reading"),
            _("rounding of ±10\u00a0%"),
            _("costs may cover different things"),
            report_href(order.case.report_id),
            order.verdict,
        )
        for order in found
    ]


def _ceiling(view: View) -> Claim | None:
    above, known = above_ceiling(view)
    if not known:
        return None
    held = []
    for scale, name in zip(SCALES, SCALE_NAMES, strict=True):
        facts = [view.fact(case.report_id, MODERATION) for case in above]
        if all(
            f.value is None or f.low is None or f.value + (f.low - f.value) * scale > GRANT_CEILING_EUR
            for f in facts
        ):
            held.append(name)
    words = plural(
        "{some} of {n} reported moderation cost exceeds the grant ceiling of {ceiling}",
        "{some} of {n} reported moderation costs exceed the grant ceiling of {ceiling}",
        len(known),
    ).format(some=len(above), n=len(known), ceiling=money(GRANT_CEILING_EUR))
    lacking = view.n - len(known)
    without = plural(
        "{n} report gives no amount for moderation alone",
        "{n} reports give no amount for moderation alone",
        lacking,
    )
    fails = without.format(n=lacking) if lacking else ""
    return Claim(
        words,
        names(known),
        _("rounding of {scales}").format(scales=listed(held)) if above else _("all readings"),
        fails,
    )


def _topic(view: View) -> Claim | None:
    counts = topic_counts(view)
    strict, broad = ({c: len(found[i]) for c, found in counts.items()} for i in (0, 1))
    if not any(strict.values()) or view.n < 2:
        return None
    tops = [[c for c, n in each.items() if n == max(each.values())] for each in (strict, broad)]
    labels = [
        listed(code_label("topic", c) for c in top) if len(top) < 5 else _("{n} topics").format(n=len(top))
        for top in tops
    ]
    words = _("Named most often as topics: {topics}").format(topics=labels[0])
    basis = share(max(strict.values()), view.n)
    tested = count_verdict(Reviewed(view.ds), *(f"topic:{code} (strict)" for code in tops[0]))
    if set(tops[0]) == set(tops[1]):
        return Claim(words, basis, _("strict and broad reading"), "", tested=tested)
    return Claim(
        words,
        basis,
        _("strict reading"),
        _("broad reading: {topics} in {share}").format(
            topics=labels[1], share=share(max(broad.values()), view.n)
        ),
        tested=tested,
    )


def _methods(view: View) -> list[Claim]:
    claims = []
    counted = coded(view, "method", lambda row: text(row["state"]) in COUNTED)
    used = coded(view, "method", lambda row: text(row["state"]) in ("used", ""))
    for code in FIRST_METHODS:
        all_, sure = counted.get(code, []), used.get(code, [])
        words = _("{method}: named in {share}").format(
            method=code_label("method", code), share=reports_of(len(all_), view.n)
        )
        tested = count_verdict(Reviewed(view.ds), f"method:{code}")
        if len(all_) == len(sure):
            basis, held = names(all_) or _("no report"), _("with and without planned methods")
            claims.append(Claim(words, basis, held, "", tested=tested))
        else:
            fails = _("without planned ones: {share}").format(share=share(len(sure), view.n))
            claims.append(Claim(words, names(all_), _("planned methods counted"), fails, tested=tested))
    return claims


def claims(ds: Frames) -> Table:
    """Claims that the reports invite, what they rest on, and which readings they survive.

    Unit: claim. A claim that no report invites is left out.

    References
    ----------
    ``docs/method.md``, What may be compared.

    Examples
    --------
    >>> list(show.claims(ds).frame)
    ['Claim', 'basis', 'survives', 'does not survive, or is not tested', 'assumptions and rulings']
    """
    view = View(ds)
    found = [_cheapest(view), _highest_share(view), *_further(view)] if view.n < MANY else []
    found += [_ceiling(view), _topic(view), *_methods(view)]
    heads = _("basis"), _("survives"), _("does not survive, or is not tested"), _("assumptions and rulings")
    table = Builder(_("Claim"), *heads)
    for claim in found:
        if claim:
            words = Linked(claim.words, claim.href)
            table.add(words, claim.basis, claim.survives, claim.fails or NOTHING, claim.tested or UNKNOWN)
    notes = (
        _(
            "Nothing there: nothing was found against the claim among the readings tried. Assumptions and "
            "rulings were each tried alone (notebook on reliability); unknown: not tried."
        ),
        _(ROUNDING),
        context_note(view),
        source(view),
    )
    return table.table(
        "00_claims", _("Claims and the readings they survive ({n})").format(n=dialogues(view.n)), notes
    )
