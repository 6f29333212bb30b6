"""The overview of a language: what is in the suite, what was found, what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kfd_analysis import language
from kfd_analysis.language import _
from kfd_analysis.publishing.pages.layout import INDEX, Page, Site, fill
from kfd_analysis.publishing.pages.wording import Wording
from kfd_analysis.showing import links
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.marks import MARKS
from kfd_analysis.showing.phrases import corrected_note
from kfd_analysis.showing.view import Case, rows, text
from kfd_analysis.showing.words import findings

SUMMARY = "00"
"""Number of the notebook whose findings open the overview."""
UNUSED = "not_understood"
COLUMNS = ("municipality_type", "administrative_region", "first_event_date", "participants", "total_cost_eur")


def overview(site: Site, notebooks: Sequence[Page]) -> Page:
    """The page that a reader opens first."""
    found = findings(site.ds, SUMMARY)
    body = fill(
        "index.html.j2",
        site=site,
        lead=_lead(site),
        findings=Markup(found.html() if found.items else ""),
        notebooks=notebooks,
        report_heads=_heads(),
        report_rows=_reports(site),
        context=site.view.context,
        charts=site.charts if site.exports else [],
        problems=_problems(site),
        unused=_unused(site),
        marks=list(MARKS.values()),
    )
    return Page(INDEX, _("Municipal refugee dialogues, compared"), body)


def _lead(site: Site) -> str:
    n, more = site.view.n, len(site.view.context)
    words = language.plural("{n} report, coded and compared", "{n} reports, coded and compared", n).format(
        n=n
    )
    if more:
        words += language.plural(", and {n} context case", ", and {n} context cases", more).format(n=more)
    return " ".join(part for part in (words + ".", corrected_note(site.view)) if part)


def _heads() -> list[str]:
    return [
        _("Municipality"),
        _("Type"),
        _("Region"),
        _("First day"),
        _("Participants"),
        _("Cost"),
        _("Text"),
    ]


def _reports(site: Site) -> list[list[dict[str, Any]]]:
    by_id = {text(row["report_id"]): row for row in rows(site.ds.reports)}
    return [
        [_report(site, case, by_id[case.report_id]) for case in group]
        for group in (site.view.counted, site.view.context)
    ]


def _report(site: Site, case: Case, row: dict[str, Any]) -> dict[str, Any]:
    wording = Wording(site.book)
    shown = [wording.known(site.view.fact(case.report_id, name), name) for name in COLUMNS]
    return {
        "name": case.name,
        "href": links.report_href(case.report_id),
        "cells": [*shown, wording.code(text(row["text_basis"]))],
    }


def _problems(site: Site) -> list[dict[str, str]]:
    """What needs attention, errors first; lines that no rule used are counted instead."""
    found = [
        _problem(site, row)
        for row in rows(site.ds.problems_in(site.lang, site.book))
        if text(row["code"]) != UNUSED
    ]
    return sorted(found, key=lambda problem: problem["rank"])


def _problem(site: Site, row: dict[str, Any]) -> dict[str, str]:
    line, report_id, field = text(row["line"]), text(row["report_id"]), text(row["field"])
    key = links.field_key(field) if field in site.ds.reports.columns else ""
    return {
        "rank": "" if row["severity"] == "error" else text(row["severity"]),
        "file": text(row["source_file"]),
        "line": line,
        "severity": word(text(row["severity"])),
        "message": text(row["message"]),
        "href": links.report_href(report_id, key) if report_id in site.ds.texts else "",
    }


def _unused(site: Site) -> str:
    n = sum(site.ds.unused_lines.values())
    words = language.plural(
        "In addition, no rule used {n} line of the answers; each report says how many of its own.",
        "In addition, no rule used {n} lines of the answers; each report says how many of its own.",
        n,
    )
    return words.format(n=n) if n else ""
