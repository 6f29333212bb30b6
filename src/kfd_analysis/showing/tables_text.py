"""Tables of words: the sample (01), deciding words (04), double labels (05), recommendations (07)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from kfd_analysis.language import _, date, number
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.charts_topics import topic_counts
from kfd_analysis.showing.labels import code_label, spoken, word
from kfd_analysis.showing.links import Linked, answer_key, code_key, field_key, report_href
from kfd_analysis.showing.marks import SENSELESS, UNKNOWN
from kfd_analysis.showing.matrices_codes import METHOD_SIGNS, NOT_NAMED
from kfd_analysis.showing.phrases import context_note, dialogues, listed, share, source
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import Case, View, rows, text
from kfd_analysis.tables import LONGEST_QUOTE
from kfd_analysis.tables.frames import Frames

_SEPARATORS = re.compile(r"[,;.:()•\u2013\n]")
CLOSE = 6


def _fact(view: View, case: Case, field: str) -> Linked:
    fact = view.fact(case.report_id, field)
    words = fact.text
    if not fact.known:
        words = SENSELESS if fact.reason == "not_applicable" else UNKNOWN
    if fact.known and field.endswith("_date"):
        words = date(fact.text)
    elif fact.known and field == "population" and fact.value is not None:
        words = number(fact.value)
    elif fact.known and field == "municipality_type":
        words = word(fact.text)
    words += view.pencil(case.report_id, field)
    return Linked(words, report_href(case.report_id, field_key(field)))


def sample(ds: Frames) -> Table:
    """Who reports: type, population, dates, region, source and text basis (notebook 01).

    Units: residents, days. Empty without a report.

    References
    ----------
    ``docs/tables.md``, reports.

    Examples
    --------
    >>> list(show.sample(ds).frame)
    ['Report', 'type', 'population', 'administrative region', 'first event', 'last event', 'file', 'text']
    """
    view = View(ds)
    basis = {text(row["report_id"]): text(row["text_basis"]) for row in rows(ds.cases)}
    files = {text(row["report_id"]): text(row["source_file"]) for row in rows(ds.cases)}
    fields = (
        "municipality_type",
        "population",
        "administrative_region",
        "first_event_date",
        "last_event_date",
    )
    table = Builder(_("Report"), *(word(field) for field in fields), _("file"), _("text"))
    for case in view.cases:
        kind = _("paraphrase, not quotable") if basis[case.report_id] == "restated" else _("original")
        cells = [_fact(view, case, field) for field in fields]
        table.add(
            Linked(case.name, report_href(case.report_id)), *cells, files[case.report_id], kind, case=case
        )
    notes = (
        _("The reports are no sample: who reported decided it."),
        context_note(view),
        source(view),
    )
    return table.table(
        "01_sample", _("The reports ({n})").format(n=dialogues(view.n)), notes, [word("population")]
    )


def method_words(ds: Frames) -> Table:
    """The words that decide each method (notebook 04).

    Unit: method in a report. Empty where no report names one.

    References
    ----------
    ``docs/codebook.md``, Methods.

    Examples
    --------
    >>> list(show.method_words(ds).frame)
    ['Method', 'Report', 'state', 'deciding words', 'line']
    """
    view = View(ds)
    table = Builder(_("Method"), _("Report"), _("state"), _("deciding words"), _("line"))
    for case in view.cases:
        for row in sorted(
            view.codings(case.report_id, "method"),
            key=lambda row: code_label("method", text(row["code"])).casefold(),
        ):
            code, state = text(row["code"]), text(row["state"]) or "used"
            place = report_href(case.report_id, code_key("method", code))
            known = _(METHOD_SIGNS[state].words) if state in METHOD_SIGNS else state
            table.add(
                Linked(code_label("method", code), place),
                case.name,
                known + view.pencil(case.report_id, f"method:{code}"),
                spoken(text(row["quote"])),
                Linked(text(row["line_start"]), place),
                case=case,
            )
    caption = _("Methods and the words that decide them ({n})").format(n=dialogues(view.n))
    return table.table(
        "04_method_words", caption, (_(NOT_NAMED), context_note(view), source(view)), [_("line")]
    )


def double_labels(view: View) -> dict[tuple[str, str], list[Case]]:
    """Pairs of topics that stand in one label of a report, such as a label with a slash.

    Two codes share a label if their words overlap in the section on topics, or if no more than a
    slash or a short word stands between them: no comma, semicolon, full stop, colon or bracket.
    """
    texts = getattr(view.ds, "texts", {})
    found: dict[tuple[str, str], list[Case]] = {}
    for case in view.counted:
        strict = [row for row in view.codings(case.report_id, "topic") if text(row["basis"]) == "strict"]
        for pair in sorted(_neighbours(_places(view, case, strict), texts.get(case.report_id, ()))):
            found.setdefault(pair, []).append(case)
    return found


def _places(view: View, case: Case, strict: list[dict[str, Any]]) -> list[tuple[int, int, int, str]]:
    """Line, start, end and code of the topics of a report, in the lines that decide them."""
    lines = {text(row["code"]): range(int(row["line_start"]), int(row["line_end"]) + 1) for row in strict}
    frame = view.ds.part("evidence", "codings")
    mine = frame[frame["report_id"] == case.report_id]
    places = []
    for row in rows(mine):
        variable, _colon, code = text(row["key"]).partition(":")
        if variable == "topic" and int(row["line"]) in lines.get(code, ()):
            places.append((int(row["line"]), int(row["start"]), int(row["end"]), code))
    return sorted(places)


def _neighbours(places: list[tuple[int, int, int, str]], lines: Sequence[str]) -> set[tuple[str, str]]:
    pairs = set()
    for (line, _start, end, one), (next_line, start, _end, other) in pairwise(places):
        between = lines[line - 1][end:start] if start > end and line <= len(lines) else ""
        near = start <= end or (0 < len(between) <= CLOSE and not _SEPARATORS.search(between))
        if line == next_line and one != other and near:
            pairs.add((min(one, other), max(one, other)))
    return pairs


def topic_sensitivity(ds: Frames) -> Table:
    """What splitting or joining double labels changes in the counts of topics (notebook 05).

    Unit: report. Empty where no topic shares a label with another.

    References
    ----------
    ``docs/codebook.md``, Topics.

    Examples
    --------
    >>> list(show.topic_sensitivity(ds).frame)
    ['Topic', 'named in (labels split)', 'at least (labels joined)', 'shares a label with']
    """
    view = View(ds)
    counts, pairs = topic_counts(view), double_labels(view)
    table = Builder(
        _("Topic"), _("named in (labels split)"), _("at least (labels joined)"), _("shares a label with")
    )
    for code, (strict, _broad) in counts.items():
        partners = {
            other if one == code else one: cases
            for (one, other), cases in pairs.items()
            if code in (one, other)
        }
        doubled = {case for cases in partners.values() for case in cases}
        if doubled:
            words = "; ".join(
                f"{code_label('topic', other)} ({listed(c.name for c in cases)})"
                for other, cases in partners.items()
            )
            href = report_href(min(doubled).report_id, code_key("topic", code))
            table.add(
                Linked(code_label("topic", code), href),
                share(len(strict), view.n),
                number(len([c for c in strict if c not in doubled])),
                words,
            )
    notes = (
        _(
            "A label such as two words joined by a slash is split into two codes. Joined, it would "
            "count for one of the two only."
        ),
        _("Topics that are not listed share no label and do not change."),
        source(view),
    )
    return table.table(
        "05_topic_sensitivity",
        _("Topics in double labels ({n})").format(n=dialogues(view.n)),
        notes,
        [table.columns[2]],
    )


def _cut(ds: Frames) -> set[tuple[str, str]]:
    """Report and key of the answers whose quote was cut to its permitted length."""
    return {
        (text(row["report_id"]), text(row["key"]))
        for row in rows(ds.part("evidence", "answers"))
        if int(row["end"]) - int(row["start"]) >= LONGEST_QUOTE
    }


def recommendations(ds: Frames) -> Table:
    """What the municipalities recommend to themselves and to the programme (notebook 07).

    Unit: recommendation. Empty where no report gives one.

    References
    ----------
    ``docs/tables.md``, answers.

    Examples
    --------
    >>> list(show.recommendations(ds).frame)
    ['Report', 'addressed', 'recommendation']
    """
    view = View(ds)
    whom = {"recommendation_self": _("to themselves"), "recommendation_programme": _("to the programme")}
    table, cut = Builder(_("Report"), _("addressed"), _("recommendation")), _cut(ds)
    for question, words in whom.items():
        for case, row in view.answers(question):
            if not case.context:
                place = report_href(case.report_id, answer_key(question, int(row["n"])))
                said = spoken(text(row["quote"]))
                if (case.report_id, f"{question}:{row['n']}") in cut:
                    said = said.rstrip(" ,;") + " …"
                table.add(Linked(case.name, report_href(case.report_id)), words, Linked(said, place))
    restated = "restated" in set(ds.cases["text_basis"])
    notes = (
        _("The words are a paraphrase of the published reports, not quotable.") if restated else "",
        _("Who is not listed gave no recommendation, or it was cut off."),
        source(view),
    )
    return table.table("07_recommendations", _("Recommendations ({n})").format(n=dialogues(view.n)), notes)
