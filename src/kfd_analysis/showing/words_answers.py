"""Findings of notebooks 01, 06 and 07: what was reported, who took part, ratings and outcomes."""

from __future__ import annotations

from collections import Counter

from kfd_analysis.language import _, plural
from kfd_analysis.showing.charts_people import PEOPLE, people_words
from kfd_analysis.showing.finding import Finding
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import code_label, word
from kfd_analysis.showing.links import Linked, answer_key, event_key, field_key, first_of, report_href
from kfd_analysis.showing.matrices import FIELDS, field_words
from kfd_analysis.showing.matrices_answers import RATINGS, STATES
from kfd_analysis.showing.matrices_codes import coded
from kfd_analysis.showing.phrases import gaps, inner, invited, listed, names, reports_of, share
from kfd_analysis.showing.programme import PROGRAMME_SOURCE
from kfd_analysis.showing.view import Case, View, text
from kfd_analysis.showing.words_codes import MOST, where

CORE = ("participants", "total_cost_eur", "moderation_cost_eur")


def report_findings(view: View) -> list[Finding | None]:
    """What may be said of the reports as evidence."""
    return [_answered(view), _kinds(view)]


def _answered(view: View) -> Finding:
    lacking = {f: [c for c in view.counted if not view.fact(c.report_id, f).known] for f in FIELDS}
    gaps_ = sorted((f for f in FIELDS if lacking[f]), key=lambda f: -len(lacking[f]))
    full = len(FIELDS) - len(gaps_)
    finding = plural(
        "{full} of {all} fields are answered in the one report.",
        "{full} of {all} fields are answered in all {n} reports.",
        view.n,
    )
    finding = finding.format(full=full, all=len(FIELDS), n=view.n)
    pieces = [
        Linked(
            f"{word(f)}: {gaps(view.fact(c.report_id, f).reason for c in lacking[f])}", _first(lacking[f], f)
        )
        for f in gaps_
    ]
    said = listed(f"{word(f)} ({inner(len(lacking[f]), view.n)})" for f in gaps_)
    sentence = finding.rstrip(".") + (_("; missing: {said}.").format(said=said) if said else ".")
    limit = _(
        "An answered field is not yet a comparable one: it may be rounded, repaired, or cover something else."
    )
    return Finding(finding, tuple(pieces), limit, sentence)


def _first(cases: list[Case], field: str) -> str:
    return report_href(cases[0].report_id, field_key(field)) if cases else ""


def _kinds(view: View) -> Finding | None:
    facts = [view.fact(case.report_id, field) for case in view.counted for field in CORE]
    if not facts:
        return None
    kinds = Counter(
        _("missing")
        if not f.known
        else _("repaired")
        if f.status == "repaired"
        else _("corrected")
        if f.status == "corrected"
        else _("rounded by the report")
        if f.qualifier == "about"
        else _("only bounded")
        if f.value is None
        else _("computed")
        if f.status == "computed"
        else _("reported as an exact figure")
        for f in facts
    )
    exact = kinds[_("reported as an exact figure")]
    finding = _(
        "{exact} of {all} core figures (people, total, moderation) are reported as exact figures."
    ).format(exact=exact, all=len(facts))
    said = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    sentence = _("Of {all} core figures: {said}.").format(all=len(facts), said=said)
    return Finding(
        finding,
        (Linked(said),),
        _("An exact figure may still be an estimate; the reports do not say how they counted."),
        sentence,
    )


def people_findings(view: View) -> list[Finding | None]:
    """What may be said of those who took part."""
    return [_people(view), _invited(view), _actors(view), _programme()]


def _people(view: View) -> Finding | None:
    facts = {case: view.fact(case.report_id, PEOPLE) for case in view.counted}
    known = [case for case, fact in facts.items() if fact.known]
    if not known:
        return None
    plain = [c for c in known if facts[c].value is not None and facts[c].status != "repaired"]
    finding = _("One readable figure for those who took part: {share}.").format(
        share=reports_of(len(plain), view.n)
    )
    pieces = first_of(
        Linked(f"{c.name}: {people_words(view, c)}", report_href(c.report_id, field_key(PEOPLE)))
        for c in known
    )
    if view.n < MANY:
        sentence = _("People who took part, as reported: {said}.").format(
            said="; ".join(f"{c.name} {people_words(view, c)}" for c in known)
        )
    else:
        sentence = _(
            "One readable figure for those who took part: {share}; the others give a range, a bound, a "
            "figure that has to be repaired, or nothing."
        ).format(share=reports_of(len(plain), view.n))
    return Finding(
        finding,
        pieces,
        _("The numbers are the organisers' own and are not added up: people may have come twice."),
        sentence,
    )


def _invited(view: View) -> Finding | None:
    asked = [case for case in view.counted if invited(view, case.report_id)]
    if not asked:
        return None
    finding = plural(
        "{n} report counts invited people instead of those who came.",
        "{n} reports count invited people instead of those who came.",
        len(asked),
    )
    pieces = first_of(
        Linked(
            _("{name}: {n} invited").format(name=c.name, n=invited(view, c.report_id)),
            report_href(c.report_id, _invitation(view, c)),
        )
        for c in asked
    )
    sentence = _("Invited, attendance not reported: {said}.").format(
        said="; ".join(f"{c.name} {invited(view, c.report_id)}" for c in asked)
    )
    return Finding(
        finding.format(n=len(asked)),
        pieces,
        _("Invited is not attended; the lenient reading takes it as an upper bound only."),
        sentence,
    )


def _invitation(view: View, case: Case) -> str:
    return next(
        event_key(text(row["event_id"])) for row in view.events(case.report_id) if text(row["invited"])
    )


def _actors(view: View) -> Finding | None:
    codes = {
        c: cases
        for c, cases in coded(view, "actor", lambda row: text(row["basis"]) == "strict").items()
        if cases
    }
    if not codes:
        return None
    limit = _("A group that is named may be one person; a group that is not named may have been there.")
    if view.n == 1:
        groups = plural("{n} group", "{n} groups", len(codes)).format(n=len(codes))
        words = _("{name} names {groups} as taking part.").format(name=view.counted[0].name, groups=groups)
        pieces = tuple(piece for code in codes for piece in where(view, "actor", code, codes[code]))
        return Finding(words, pieces, limit, words)
    shown = _most(codes)
    said = listed(f"{code_label('actor', code)} ({inner(len(codes[code]), view.n)})" for code in shown)
    pieces = tuple(piece for code in shown for piece in where(view, "actor", code, codes[code], 4))
    finding = _("Named most often as taking part: {said}.").format(said=said)
    return Finding(finding, pieces, limit, finding)


def _most(codes: dict[str, list[Case]], least: int = 3) -> list[str]:
    """The `least` codes named most and those named as often as the last of them, most frequent first."""
    sizes = sorted((len(cases) for cases in codes.values()), reverse=True)
    return [code for code, cases in codes.items() if len(cases) >= sizes[:least][-1]]


def _programme() -> Finding:
    finding = _("Published figures of the programme are no line to measure a report against.")
    return Finding(
        finding, (), _("They are rounded and published for the programme as a whole."), _(PROGRAMME_SOURCE)
    )


def answer_findings(view: View) -> list[Finding | None]:
    """What may be said of ratings, outcomes and recommendations."""
    return [_ratings(view), _outcomes(view), _recommendations(view)]


def _ratings(view: View) -> Finding | None:
    facts = {
        f: [(c, view.fact(c.report_id, f)) for c in view.counted if view.fact(c.report_id, f).known]
        for f in RATINGS
    }
    if not any(facts.values()):
        return None
    said = []
    for field in RATINGS:
        counts = Counter(fact.text for _case, fact in facts[field])
        words = ", ".join(
            f"{word(level)} {n}" for level, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        )
        of = _("answered in {share}").format(share=inner(len(facts[field]), view.n))
        said.append(f"{word(field)}: {words or _('no answer')} ({of})")
    pieces = [
        piece
        for f in RATINGS
        for piece in first_of(
            (
                Linked(
                    f"{c.name}, {word(f)}: {field_words(fact, f)}{view.pencil(c.report_id, f)}",
                    report_href(c.report_id, field_key(f)),
                )
                for c, fact in facts[f]
            ),
            4,
        )
    ]
    marked = sum(
        "shared" in fact.rule or "mapped" in fact.rule for found in facts.values() for _case, fact in found
    )
    limit = _("Organisers rate their own dialogue.")
    if marked:
        limit += plural(
            " {n} rating is shared between two questions or mapped from words.",
            " {n} ratings are shared between two questions or mapped from words.",
            marked,
        ).format(n=marked)
    sentence = _("Ratings by the municipalities themselves: {said}.").format(said="; ".join(said))
    first = reports_of(len(facts[RATINGS[0]]), view.n)
    return Finding(
        _("How the dialogue went is rated in {share}, by its organiser.").format(share=first),
        tuple(pieces),
        limit,
        sentence,
    )


def _outcomes(view: View) -> Finding | None:
    found = [(case, row) for case, row in view.answers("outcome") if not case.context]
    if not found:
        return None
    states = Counter(text(row["state"]) or "unstated" for _case, row in found)
    order = [*STATES, *(state for state in states if state not in STATES)]
    said = ", ".join(f"{word(state)} {states[state]}" for state in order if states[state])
    cases = list(dict.fromkeys(case for case, _row in found))
    pieces = first_of(
        Linked(case.name, report_href(case.report_id, answer_key("outcome", 1))) for case in cases
    )
    finding = _("Outcomes listed in {share}: {said}.").format(share=reports_of(len(cases), view.n), said=said)
    limit = _("What became of them is not followed up here; lists of different length are not compared.")
    return Finding(finding, pieces, limit, finding)


def _recommendations(view: View) -> Finding | None:
    found = {
        q: [c for c, _row in view.answers(q) if not c.context]
        for q in ("recommendation_self", "recommendation_programme")
    }
    own, programme = (list(dict.fromkeys(cases)) for cases in found.values())
    if not own and not programme:
        return None
    finding = _("Recommendations to themselves come from {own}, to the programme from {programme}.").format(
        own=reports_of(len(own), view.n), programme=share(len(programme), view.n)
    )
    to = {"recommendation_self": _("to themselves"), "recommendation_programme": _("to the programme")}
    pieces = tuple(
        piece
        for question, cases in zip(to, (own, programme), strict=True)
        for piece in first_of(
            Linked(f"{case.name}: {to[question]}", report_href(case.report_id, answer_key(question, 1)))
            for case in cases
        )
    )
    few = 0 < len(programme) <= MOST
    sentence = finding.rstrip(".") + (_(" ({names}).").format(names=names(programme)) if few else ".")
    return Finding(
        finding,
        pieces,
        _(
            "No recommendation does not mean that all was well: the question may have been left out "
            "or cut off."
        ),
        sentence,
    )
