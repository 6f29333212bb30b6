"""Findings of notebooks 04 and 05: methods and topics."""

from __future__ import annotations

from kfd_analysis.language import _, plural
from kfd_analysis.showing.charts_topics import topic_counts
from kfd_analysis.showing.finding import Finding
from kfd_analysis.showing.labels import code_label
from kfd_analysis.showing.links import MATRIX, Linked, code_key, first_of, report_href
from kfd_analysis.showing.matrices_codes import COUNTED, FIRST_METHODS, coded
from kfd_analysis.showing.phrases import inner, listed, names, reports_of, share
from kfd_analysis.showing.view import Case, View, text

MOST = 6


def where(view: View, variable: str, code: str, cases: list[Case], most: int = MOST) -> list[Linked]:
    """Links to the places where cases name a code: ``work: A``, ``B``, ``4 more in the chart`` if cut."""
    pieces = [
        Linked(
            f"{case.name}{view.pencil(case.report_id, f'{variable}:{code}')}",
            report_href(case.report_id, code_key(variable, code)),
        )
        for case in cases[:most]
    ]
    if rest := cases[most:]:
        more = plural("{n} more in the chart", "{n} more in the chart", len(rest)).format(n=len(rest))
        pieces.append(Linked(more, MATRIX[variable]))
    head = [Linked(f"{code_label(variable, code)}: {first.text}", first.href) for first in pieces[:1]]
    return [*head, *pieces[1:]]


def method_findings(view: View) -> list[Finding | None]:
    """What may be said of methods."""
    return [_first_methods(view), _other_methods(view), _context_methods(view), _unnamed(view)]


def _first_methods(view: View) -> Finding:
    counted = coded(view, "method", lambda row: text(row["state"]) in COUNTED)
    planned = coded(view, "method", lambda row: text(row["state"]) == "planned")
    words = []
    for code in FIRST_METHODS:
        said = f"{code_label('method', code)} {share(len(counted.get(code, [])), view.n)}"
        late = len(planned.get(code, []))
        words.append(said + (_(", {n} of them planned").format(n=late) if late else ""))
    pieces = [piece for code in FIRST_METHODS for piece in where(view, "method", code, counted.get(code, []))]
    finding = _("Named as used or planned: {methods}.").format(methods="; ".join(words))
    sentence = _("Methods named as used or planned in the dialogue reports: {methods}.").format(
        methods="; ".join(words)
    )
    limit = _("Not named is not the same as not used; what is planned was not necessarily held.")
    return Finding(finding, tuple(pieces), limit, sentence)


def _other_methods(view: View) -> Finding | None:
    counted = coded(view, "method", lambda row: text(row["state"]) in COUNTED)
    others = {
        code: cases
        for code, cases in counted.items()
        if cases and code not in FIRST_METHODS and not code.startswith("survey_")
    }
    if not others or view.n < 2:
        return None
    most = max(map(len, others.values()))
    top = [code for code, cases in others.items() if len(cases) == most]
    label = listed(code_label("method", code) for code in top)
    finding = _("Most often named beside these: {methods}, in {share}.").format(
        methods=label, share=reports_of(most, view.n)
    )
    pieces = tuple(piece for code in top for piece in where(view, "method", code, others[code], 4))
    sentence = _("{methods}: named in {share}.").format(methods=label, share=reports_of(most, view.n))
    return Finding(
        finding, pieces, _("How many reports name a method does not say how well it worked."), sentence
    )


def _context_methods(view: View) -> Finding | None:
    found = {
        case: [
            text(row["code"])
            for row in view.codings(case.report_id, "method")
            if text(row["code"]) in FIRST_METHODS
        ]
        for case in view.context
    }
    found = {case: codes for case, codes in found.items() if codes}
    if not found:
        return None
    pieces = tuple(
        piece
        for case, codes in found.items()
        for code in codes
        for piece in where(view, "method", code, [case])
    )
    said = "; ".join(
        f"{case.name} {listed(code_label('method', code) for code in codes)}" for case, codes in found.items()
    )
    finding = _("For context, not counted: {said}.").format(said=said)
    sentence = _("Outside the dialogues counted here, slides name: {said}.").format(said=said)
    return Finding(finding, pieces, _("Slides answer no form; they are in no count."), sentence)


def _unnamed(view: View) -> Finding | None:
    vague = [
        c
        for c in view.counted
        if any(text(r["state"]) == "unspecified" for r in view.codings(c.report_id, "method"))
    ]
    if not vague:
        return None
    finding = _("Methods without a name are mentioned in {share}.").format(
        share=reports_of(len(vague), view.n)
    )
    rows = {
        case: next(r for r in view.codings(case.report_id, "method") if text(r["state"]) == "unspecified")
        for case in vague
    }
    pieces = first_of(
        Linked(case.name, report_href(case.report_id, code_key("method", text(row["code"]))))
        for case, row in list(rows.items())
    )
    sentence = _("{names}: methods are mentioned, but not named.").format(names=names(vague))
    return Finding(finding, pieces, _("Which methods these were has to be asked."), sentence)


def topic_findings(view: View) -> list[Finding | None]:
    """What may be said of topics."""
    return [_top_topics(view), _broad(view), _origins(view)]


def _top_topics(view: View) -> Finding | None:
    counts = topic_counts(view)
    most = max((len(strict) for strict, _broad in counts.values()), default=0)
    if not most:
        return None
    top = [code for code, (strict, _broad) in counts.items() if len(strict) == most]
    few = top if len(top) <= 6 else []
    label = listed(code_label("topic", code) for code in few) or plural(
        "{n} topic", "{n} topics", len(top)
    ).format(n=len(top))
    sizes = {case: sum(case in strict for strict, _broad in counts.values()) for case in view.counted}
    total, biggest = sum(sizes.values()), max(view.counted, key=lambda case: sizes[case])
    if view.n == 1:
        words = _("{name} names {label} of its dialogue.").format(
            name=biggest.name, label=plural("{n} topic", "{n} topics", total).format(n=total)
        )
        return Finding(
            words,
            tuple(where(view, "topic", code, [biggest])[0] for code in top),
            _("Organisers' agendas are not citizens' concerns."),
            words,
        )
    limit = _("The unit is the report, never the mention: a long list counts no more than a short one.")
    if sizes[biggest] * 4 >= total:
        limit = _(
            "The unit is the report: one report alone ({name}) gives {some} of {total} codings, so that "
            "mentions would count its list and not the dialogues."
        ).format(name=biggest.name, some=sizes[biggest], total=total)
    pieces = tuple(piece for code in few for piece in where(view, "topic", code, counts[code][0], 4))
    sentence = plural(
        "Most often named as a topic of the dialogues: {topics} (in {share}).",
        "Most often named as topics of the dialogues: {topics} (each in {share}).",
        len(top),
    ).format(topics=label, share=inner(most, view.n))
    return Finding(
        _("{topics}: named in {share}.").format(topics=label, share=reports_of(most, view.n)),
        pieces,
        limit,
        sentence,
    )


def _broad(view: View) -> Finding | None:
    more = {code: found for code, found in topic_counts(view).items() if len(found[1]) > len(found[0])}
    if not more:
        return None
    said = listed(
        f"{code_label('topic', c)} {len(strict)} → {len(broad)}" for c, (strict, broad) in more.items()
    )
    pieces = tuple(
        piece
        for c, (strict, broad) in more.items()
        for piece in where(view, "topic", c, [x for x in broad if x not in strict], 3)
    )
    finding = plural(
        "{n} topic gains reports if every section is read.",
        "{n} topics gain reports if every section is read.",
        len(more),
    )
    sentence = _("Read broadly, with all sections of the report, more reports name a topic: {said}.").format(
        said=said
    )
    return Finding(
        finding.format(n=len(more)),
        pieces,
        _("Outside its section a word may be an aside, not a topic of the dialogue."),
        sentence,
    )


def _origins(view: View) -> Finding | None:
    def having(state: str) -> list[Case]:
        return [
            c
            for c in view.counted
            if any(text(r["state"]) == state for r in view.codings(c.report_id, "topic"))
        ]

    preset, emerged = having("preset"), having("emerged")
    if not preset and not emerged:
        return None
    words = _(
        "Topics were preset by the organiser in {preset}, emerged in the dialogue in {emerged}."
    ).format(preset=reports_of(len(preset), view.n), emerged=share(len(emerged), view.n))
    preset_ = (Linked(_("preset: {name}").format(name=c.name), report_href(c.report_id)) for c in preset)
    emerged_ = (Linked(_("emerged: {name}").format(name=c.name), report_href(c.report_id)) for c in emerged)
    pieces = (*first_of(preset_, MOST), *first_of(emerged_, MOST))
    return Finding(words, pieces, _("Organisers' agendas are not citizens' concerns."), words)
