"""Tables of notebook 02: what the costs contain, and totals beside people."""

from __future__ import annotations

from kfd_analysis.language import _, message, money, number, plural
from kfd_analysis.showing import marks
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.links import Linked, field_key, report_href, scope_key
from kfd_analysis.showing.phrases import (
    amount,
    context_note,
    dialogues,
    share,
    source,
)
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case, Fact, View, decimal, rows, text
from kfd_analysis.tables.frames import Frames

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
    """What each reported total contains: priced alone, in a lump, named without a price, not mentioned.

    Unit: EUR where a part is priced alone. Empty without a report.

    References
    ----------
    ``docs/codebook.md``, Components of a cost.

    Examples
    --------
    >>> list(show.cost_scope(ds).frame)[:3]
    ['Report', 'total', 'covers']
    """
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
    """Totals beside people, before any ratio.

    Units: EUR, persons, events, hours. Empty without a report; what is missing is marked.

    References
    ----------
    ``docs/method.md``, Intervals.

    Examples
    --------
    >>> list(show.totals(ds).frame)
    ['Report', 'type', 'total cost', 'participants', 'events', 'event hours']
    """
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
