"""Tables of notebook 08: rulings turned round, agreement with a hand coding."""

from __future__ import annotations

from kfd_analysis.language import _, message, number, percent, plural
from kfd_analysis.review.alpha import FIRM, LEAST_REPORTS, TENTATIVE
from kfd_analysis.showing.build import Builder
from kfd_analysis.showing.labels import code_label, field_name, word
from kfd_analysis.showing.links import Linked, line_key, report_href
from kfd_analysis.showing.marks import SENSELESS
from kfd_analysis.showing.phrases import FEW, context_note, dialogues, source
from kfd_analysis.showing.reliability import NOT_TESTED, Reviewed, change_of
from kfd_analysis.showing.table import Table
from kfd_analysis.showing.view import rows, text
from kfd_analysis.tables.frames import Frames

CIRCULAR = message(
    "Accuracy against the sheet that the rules were built on is not reliability: it says how well the rules "
    "follow that sheet, not whether a second person would read the reports in the same way."
)
_LISTS = {
    "method": message("methods"),
    "method (state)": message("state of methods"),
    "topic": message("topics"),
    "topic (basis)": message("section of topics"),
    "actor": message("actors"),
    "actor (basis)": message("section of actors"),
    "service": message("services"),
    "service (basis)": message("section of services"),
}
_LEVELS = {
    "nominal": message("nominal"),
    "ordinal": message("ordinal"),
    "interval": message("interval"),
    "ratio": message("ratio"),
}


def rulings(ds: Frames) -> Table:
    """Every ruling of the coder, the alternative, and the figures that change if it is turned round.

    Unit: ruling. Empty without ``coding/rulings.csv`` beside the folder of the reports.

    References
    ----------
    ``docs/method.md``, Strict and lenient.

    Examples
    --------
    >>> list(show.rulings(ds).frame)
    ['Ruling', 'report', 'field', 'ruled', 'turned round', 'figures that change, before → after']
    """
    seen = Reviewed(ds)
    heads = _("field"), _("ruled"), _("turned round"), _("figures that change, before → after")
    table = Builder(_("Ruling"), _("report"), *heads)
    changes = [row for row in rows(seen.sensitivity.changes) if row["kind"] == "ruling"]
    for case in seen.view.cases:
        for ruling in rows(seen.rulings):
            if ruling["report_id"] != case.report_id:
                continue
            own = [row for row in changes if row["case"] == ruling["id"]]
            table.add(
                text(ruling["id"]),
                Linked(case.name, report_href(case.report_id)),
                _field(text(ruling["field"])),
                *(_data(ruling[name]) for name in ("ruling", "alternative")),
                _changed(own, _data(ruling["figures_affected"])),
                case=case,
            )
    notes = (
        "" if len(table) else _(NOT_TESTED),
        _("Ratios with two decimals, shares in per cent; all others are numbers of counted reports."),
        _("Strict, lenient: only that reading changes, or each in its own way. One ruling at a time."),
        context_note(seen.view),
        source(seen.view),
    )
    caption = _("Rulings turned round, and the figures that change ({n})")
    return table.table("08_rulings", caption.format(n=dialogues(seen.view.n)), notes)


def _data(words: object) -> str:
    """Words of a table of the coding in the active language."""
    return _(text(words)).replace("_", " ")


def _field(field: str) -> str:
    """What a ruling is about: ``participants``, ``methods: World Café``, ``event participants: 1``."""
    name, _point, code = field.partition(".")
    return f"{variable_name(name)}: {code_label(name, code)}" if code else variable_name(name)


def _changed(found: list[dict[str, object]], stated: str) -> str:
    """All changes of a ruling; a ratio that changes alike in both readings stands once."""
    readings: dict[tuple[str, str, str], list[str]] = {}
    for row in found:
        if row["changed"]:
            readings.setdefault(change_of(row), []).append(text(row["reading"]))
    words = {"strict": _("strict"), "lenient": _("lenient")}
    results: dict[tuple[str, str], list[str]] = {}
    for (figure, before, after), where in readings.items():
        reading = f" ({words[where[0]]})" if where[0] and len(where) == 1 else ""
        results.setdefault((figure + reading, before), []).append(after)
    said = [f"{figure} {before} → {_(' or ').join(after)}" for (figure, before), after in results.items()]
    return "; ".join(said) or _("none that is computed (stated by the coder: {stated})").format(stated=stated)


def agreement(ds: Frames) -> Table:
    """Program against hand coding, variable by variable; never pooled, no alpha without variation.

    Units: coded unit, per cent. Empty without ``coding/hand_coding.csv`` beside the folder of the reports.

    References
    ----------
    ``docs/accuracy.md``.

    Examples
    --------
    >>> list(show.agreement(ds).frame)
    ['Variable', 'scale', 'reports', 'coded units that agree', 'per cent', 'alpha']
    """
    seen = Reviewed(ds)
    table = Builder(
        _("Variable"), _("scale"), _("reports"), _("coded units that agree"), _("per cent"), _("alpha")
    )
    found = rows(seen.agreement.measures) if seen.agreement else []
    for row in found:
        units = int(row["n_units"])
        if not units:
            continue
        agreed = _("{part} of {whole}").format(part=int(row["n_agree"]), whole=units)
        table.add(
            variable_name(text(row["variable"])),
            _(_LEVELS[text(row["level"])]),
            number(row["n_reports"]),
            agreed,
            percent(row["percent"]) if units >= FEW else SENSELESS,
            _alpha(row),
        )
    return table.table("08_agreement", _agreement_caption(seen), _agreement_notes(seen), table.columns[2:])


def variable_name(variable: str) -> str:
    """Name of a variable of the coding."""
    return _(_LISTS[variable]) if variable in _LISTS else field_name(variable)


def _agreement_caption(seen: Reviewed) -> str:
    return _("Program and hand coding, by variable ({n})").format(n=_coded(seen))


def _coded(seen: Reviewed) -> str:
    """How many reports are coded and compared: slides, too."""
    if not seen.view.context:
        return dialogues(seen.view.n)
    n = len(seen.view.cases)
    return plural("n = {n} report, slides included", "n = {n} reports, slides included", n).format(n=n)


def _agreement_notes(seen: Reviewed) -> tuple[str, ...]:
    if seen.agreement is None:
        nothing = _("No hand coding of these reports: code them with kfd sheet and compare with kfd agree.")
        return nothing, source(seen.view)
    return (
        _(CIRCULAR),
        _("Units that neither side coded do not count. Per cent from {n} units on.").format(n=FEW),
        _(
            "Alpha: Krippendorff's, with the distance of the scale, on the units in brackets; none where all "
            "values are the same or fewer than two units have two. Rely on variables from {firm}, "
            "tentatively from {tentative} (K. Krippendorff, Content Analysis: An Introduction to Its "
            "Methodology)."
        ).format(firm=number(FIRM, 3), tentative=number(TENTATIVE, 3)),
        _few(seen),
        _("Slides are coded and compared here, too.") if seen.view.context else "",
        source(seen.view),
    )


def _few(seen: Reviewed) -> str:
    if seen.agreement is None or int(seen.agreement.measures["n_reports"].max()) >= LEAST_REPORTS:
        return _("In brackets behind alpha: 95 % bootstrap interval over reports.")
    return _("Fewer than {n} reports: no intervals; the figures describe these reports only.").format(
        n=LEAST_REPORTS
    )


def _alpha(row: dict[str, object]) -> str:
    reasons = {"no_variation": _("none: no variation"), "too_few_units": _("none: too few units")}
    if note := text(row["alpha_note"]):
        return reasons[note]
    words = number(float(text(row["alpha"])), 3)
    if text(row["alpha_low"]):
        low, high = (number(float(text(row[f"alpha_{end}"])), 3) for end in ("low", "high"))
        words += f" [{low}, {high}]"
    return f"{words} ({text(row['alpha_units'])})"


def disagreements(ds: Frames) -> Table:
    """Every unit on which program and coder differ, with the words on both sides.

    Unit: coded unit. Empty without ``coding/hand_coding.csv`` beside the folder of the reports.

    References
    ----------
    ``docs/accuracy.md``.

    Examples
    --------
    >>> list(show.disagreements(ds).frame)
    ['Report', 'variable', 'code', 'program', 'words in the report', 'coder', "coder's note"]
    """
    seen = Reviewed(ds)
    heads = _("variable"), _("code"), _("program"), _("words in the report"), _("coder"), _("coder's note")
    table = Builder(_("Report"), *heads)
    found = list(rows(seen.agreement.disagreements)) if seen.agreement else []
    for case in seen.view.cases:
        for row in found:
            if row["report_id"] != case.report_id:
                continue
            table.add(
                Linked(case.name, report_href(case.report_id)),
                variable_name(text(row["variable"])),
                code_label(text(row["variable"]).partition(" ")[0], text(row["code"])) if row["code"] else "",
                Linked(_said(row["value_a"]), _place(case.report_id, row["line_a"])),
                text(row["words_a"]),
                Linked(_said(row["value_b"]), _place(case.report_id, row["line_b"])),
                _data(row["words_b"]),
                case=case,
            )
    nothing = "" if seen.agreement else _("No hand coding of these reports.")
    slides = _("Slides are coded and compared here, too.") if seen.view.context else ""
    notes = (nothing, slides, source(seen.view))
    caption = _("Where program and hand coding differ ({n})").format(n=_coded(seen))
    return table.table("08_disagreements", caption, notes)


def _said(value: object) -> str:
    words = text(value)
    if words == "NA":
        return _("missing")
    return word(words) if words else _("not named")


def _place(report_id: str, line: object) -> str:
    """Address of the first of the lines that a side names."""
    first = text(line).partition(";")[0].partition("-")[0]
    return report_href(report_id, line_key(int(first))) if first.isdigit() else ""
