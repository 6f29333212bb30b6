"""Tables of notebook 02: what the costs contain, totals beside people, where an order would turn."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import permutations
from typing import NamedTuple

from kfd_analysis.frames import Frames
from kfd_analysis.language import _, message, money, number, plural
from kfd_analysis.showing import marks
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.cost_reading import Reading
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.links import Linked, field_key, report_href, scope_key
from kfd_analysis.showing.phrases import (
    ROUNDING,
    amount,
    context_note,
    dialogues,
    prose_number,
    share,
    source,
)
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case, Fact, View, decimal, rows, text

SCALES = (Decimal("0.5"), Decimal(1), Decimal(2))


_STATES = {
    "in_lump": message("in a lump"),
    "in_moderation": message("in the price of moderation"),
    "unpriced": message("named, no price"),
    "not_mentioned": message("not mentioned"),
}


def _scope_cell(view: View, case: Case, row: dict[str, object]) -> Linked:
    """What a report says of one component; the moderation cost as table ``values`` has it."""
    moderation = view.fact(case.report_id, "moderation_cost_eur")
    if text(row["component"]) == "moderation_advice" and moderation.known:
        return Linked(amount(moderation), report_href(case.report_id, field_key("moderation_cost_eur")))
    value = decimal(row["amount_eur"])
    words = money(value) if value is not None else _(_STATES[text(row["state"])])
    mentioned = decimal(row["line_start"]) is not None
    key = scope_key(text(row["component"]))
    return Linked(words, report_href(case.report_id, key) if mentioned else "")


def covers(rows: list[dict[str, object]]) -> str:
    """What the cost items of a report cover: the event, all events, or more."""
    scopes = {text(row["scope"]) for row in rows}
    if "wider" in scopes:
        return _("more than the event")
    if "all_events" in scopes:
        return _("all events")
    return _("the event") if scopes - {""} else _("not stated")


def cost_scope(ds: Frames) -> Table:
    """What each reported total contains: priced alone, in a lump, named without a price, not mentioned."""
    view = View(ds)
    components = list(dict.fromkeys(text(name) for name in ds.scope["component"]))
    table = Builder(_("Report"), _("total"), _("covers"), *(word(name) for name in components))
    for case in view.cases:
        costs = view.costs(case.report_id)
        cells = [
            _scope_cell(view, case, row) for row in rows(ds.scope) if text(row["report_id"]) == case.report_id
        ]
        total = Linked(
            amount(view.fact(case.report_id, "total_cost_eur")),
            report_href(case.report_id, field_key("total_cost_eur")),
        )
        table.add(Linked(case.name, report_href(case.report_id)), total, covers(costs), *cells, case=case)
    return table.table(
        "02_cost_scope",
        _("Reported costs and what they contain ({n})").format(n=dialogues(view.n)),
        (
            _(
                "In a lump: part of a priced sum. Named, no price: mentioned, never priced. Not "
                "mentioned does not mean free or absent."
            ),
            stated(view),
            context_note(view),
            source(view),
        ),
    )


def stated(view: View) -> str:
    """How many reports price staff time and say net or gross."""
    staff = [
        c
        for c in view.counted
        if any(
            text(r["item"]) == "staff" and text(r["priced"]) != "unpriced" for r in view.costs(c.report_id)
        )
    ]
    vat = [
        c for c in view.counted if any(text(r["vat"]) in ("net", "gross") for r in view.costs(c.report_id))
    ]
    return plural(
        "Costs are the municipality's own statement. Staff time is priced in {staff} report, net "
        "or gross stated in {vat}.",
        "Costs are the municipalities' own statements. Staff time is priced in {staff} reports, net "
        "or gross stated in {vat}.",
        view.n,
    ).format(staff=share(len(staff), view.n), vat=share(len(vat), view.n))


def totals(ds: Frames) -> Table:
    """Totals beside people, before any ratio."""
    view = View(ds)
    table = Builder(_("Report"), _("type"), _("total cost"), _("participants"), _("events"), _("event hours"))
    for case in view.cases:
        facts = {
            f: view.fact(case.report_id, f)
            for f in ("total_cost_eur", "participants", "n_events", "event_hours")
        }
        words = [_signed(facts[f], "EUR" if f == "total_cost_eur" else "") for f in facts]
        cells = [
            Linked(w, report_href(case.report_id, field_key(f))) for w, f in zip(words, facts, strict=True)
        ]
        kind = (
            word(view.fact(case.report_id, "municipality_type").text)
            if view.fact(case.report_id, "municipality_type").known
            else "."
        )
        table.add(Linked(case.name, report_href(case.report_id)), kind, *cells, case=case)
    return table.table(
        "02_totals",
        _("Total cost and participants as reported ({n})").format(n=dialogues(view.n)),
        (marks.legend(), context_note(view), source(view)),
        [_("total cost"), _("participants"), _("events"), _("event hours")],
    )


def _signed(fact: Fact, unit: str) -> str:
    sign = marks.mark_of(fact.status, fact.qualifier).sign
    return f"{sign} {amount(fact, unit) if unit or not fact.known else _plain(fact)}"


def _plain(fact: Fact) -> str:
    if fact.value is None:
        return amount(fact, "")
    return number(fact.value, 0 if fact.value == int(fact.value) else 1)


class Bounds(NamedTuple):
    """Cost per participant of one report under one assumption about rounding; None = no bound."""

    low: Decimal | None
    high: Decimal | None


def scaled_cost(view: View, case: Case, scale: Decimal) -> Bounds:
    """Bounds of the cost per participant when roundings reach `scale` times as far (1 = ±10 %)."""
    reading = Reading(view, case)
    total = view.fact(case.report_id, "total_cost_eur")
    if not reading.drawn or total.value is None or total.low is None or total.high is None:
        return Bounds(None, None)
    low, high = _scaled_people(view, case, scale)
    dear, cheap = (total.value + (end - total.value) * scale for end in (total.high, total.low))
    most = dear / low if low else None
    return Bounds(None if reading.metric.bound == "at_most" or not high else cheap / high, most)


def _scaled_people(view: View, case: Case, scale: Decimal) -> tuple[Decimal | None, Decimal | None]:
    fact = view.fact(case.report_id, "participants")
    if fact.value is not None:
        ends = [end if end is not None else fact.value for end in (fact.low, fact.high)]
        return fact.value + (ends[0] - fact.value) * scale, fact.value + (ends[1] - fact.value) * scale
    high = fact.high
    if high is None and fact.low is not None:
        tops = []
        for row in view.events(case.report_id):
            least, most = decimal(row["participants_low"]), decimal(row["participants_high"])
            tops.append(
                least + (most - least) * scale
                if least is not None and most is not None
                else decimal(row["invited"])
            )
        high = (
            sum((top for top in tops if top is not None), Decimal(0)) if tops and None not in tops else None
        )
    return fact.low, high


def _holds(view: View, cheap: Case, dear: Case, scale: Decimal) -> bool:
    below, above = scaled_cost(view, cheap, scale).high, scaled_cost(view, dear, scale).low
    return below is not None and above is not None and below < above


class Turn(NamedTuple):
    """An order of two reports and what would turn it."""

    cheap: Case
    dear: Case
    holds: tuple[bool, ...]
    bar: Decimal | None
    people: int | None
    extra: Decimal | None


def turns(view: View) -> list[Turn]:
    """Orders of two counted reports that hold at ±10 %, and the N or EUR at which each would turn."""
    drawn = [case for case in view.counted if Reading(view, case).drawn]
    found = []
    for cheap, dear in permutations(drawn, 2):
        holds = tuple(_holds(view, cheap, dear, scale) for scale in SCALES)
        if not holds[1]:
            continue
        bar, total = (
            scaled_cost(view, dear, Decimal(1)).low,
            view.fact(cheap.report_id, "total_cost_eur").value,
        )
        people = (
            view.fact(cheap.report_id, "participants").value or view.fact(cheap.report_id, "participants").low
        )
        fewer = int((total / bar).to_integral_value(ROUND_CEILING)) if total and bar else None
        extra = bar * people - total if bar and people and total is not None else None
        found.append(Turn(cheap, dear, holds, bar, fewer, extra))
    return found


def open_pairs(view: View) -> list[tuple[Case, Case]]:
    """Pairs of counted reports with figures whose order the intervals leave open."""
    drawn = [case for case in view.counted if Reading(view, case).drawn]
    closed = {frozenset((turn.cheap, turn.dear)) for turn in turns(view)}
    pairs = [(a, b) for i, a in enumerate(drawn) for b in drawn[i + 1 :]]
    return [pair for pair in pairs if frozenset(pair) not in closed]


def tipping_points(ds: Frames) -> Table:
    """Whether orders of costs per participant survive rounding, and what would turn them (notebook 02)."""
    view = View(ds)
    table = Builder(
        _("Order"),
        "±5\u00a0%",
        "±10\u00a0%",
        "±20\u00a0%",
        _("turns with fewer people than"),
        _("turns with more unreported EUR than"),
    )
    few = view.n < MANY
    for turn in turns(view) if few else ():
        words = [_("holds") if held else _("open") for held in turn.holds]
        order = _("{cheap} below {dear}").format(cheap=turn.cheap.name, dear=turn.dear.name)
        people, extra = turn.people, turn.extra
        table.add(
            Linked(order, report_href(turn.cheap.report_id, field_key("total_cost_eur"))),
            *words,
            number(people) if people else ".",
            prose_number(extra) if extra is not None else ".",
        )
    for one, other in open_pairs(view) if few else ():
        table.add(
            _("{one} and {other}").format(one=one.name, other=other.name),
            *[_open(view, one, other, s) for s in SCALES],
            marks.SENSELESS,
            marks.SENSELESS,
        )
    notes = [
        _(
            "Lenient reading where the strict one gives no point. Only the order of two reported "
            "figures is tested; their costs cover different things."
        ),
        _(
            "For the first report of a pair: with fewer people, or more cost not reported, it would "
            "reach the lower bound of the second."
        ),
        _(ROUNDING),
        ""
        if few
        else _("Shown for fewer than {n} reports; with more, see the intervals within type.").format(n=MANY),
        source(view),
    ]
    caption = _("Orders of cost per participant and what would turn them ({n})").format(n=dialogues(view.n))
    return table.table("02_tipping_points", caption, notes, list(table.columns[4:]))


def _open(view: View, one: Case, other: Case, scale: Decimal) -> str:
    return _("holds") if _holds(view, one, other, scale) or _holds(view, other, one, scale) else _("open")
