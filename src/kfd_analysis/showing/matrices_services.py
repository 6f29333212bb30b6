"""Matrix of notebook 03: services bought from advisers and moderators, and the kind of provider."""

from __future__ import annotations

from kfd_analysis.language import _, plural
from kfd_analysis.showing import marks
from kfd_analysis.showing.chart import Chart
from kfd_analysis.showing.grid import Cell, Grid, Row
from kfd_analysis.showing.labels import code_label, word
from kfd_analysis.showing.links import provider_key, report_href
from kfd_analysis.showing.matrices import grid_chart
from kfd_analysis.showing.matrices_codes import TOPIC_SIGNS, code_data, code_grid, coded, counts_alt
from kfd_analysis.showing.phrases import (
    context_note,
    dialogues,
    foot,
    listed,
    names,
    reports_of,
    sentence,
    source,
)
from kfd_analysis.showing.sheet import Link
from kfd_analysis.showing.view import Case, View, rows, text
from kfd_analysis.tables.frames import Frames


def _kinds(view: View) -> dict[Case, list[str]]:
    """Kinds of provider by report."""
    found: dict[Case, list[str]] = {}
    for row in rows(view.ds.providers):
        case = next((c for c in view.cases if c.report_id == text(row["report_id"])), None)
        if case is not None:
            found.setdefault(case, []).append(text(row["kind"]))
    return found


def _with_kinds(view: View, grid: Grid) -> Grid:
    """The matrix with the kind of provider on top."""
    cells = dict(grid.cells)
    for case, kinds in _kinds(view).items():
        words = listed(map(word, kinds))
        link = Link(report_href(case.report_id, provider_key()), f"{case.name}: {words}")
        cells["provider", case.report_id] = Cell("▪", words, marks.WHITE, marks.INK, link, word(kinds[0])[:2])
    top = Row("provider", _("kind of provider"), "", True)
    return Grid([top, *grid.rows], grid.cases, cells)


def services(ds: Frames) -> Chart:
    """Services bought from advisers and moderators, with the kind of provider (notebook 03).

    Unit: report. Empty where no report names a service.

    References
    ----------
    ``docs/codebook.md``, Services of the moderator.

    Examples
    --------
    >>> show.services(ds).title
    'Moderation: named most as a service, in 4 of 4 reports'
    """
    view = View(ds)
    codes = coded(view, "service", lambda _row: True)
    grid = code_grid(view, "service", codes, lambda _row: TOPIC_SIGNS[""]._replace(words=""))
    kinds = sorted({kind for found in _kinds(view).values() for kind in found})
    short = ", ".join(f"{word(code)[:2]} {word(code)}" for code in kinds)
    notes = (
        _("● named as bought; blank: not named, which does not mean not bought."),
        _("Kind of provider, never who: {kinds}.").format(kinds=short) if kinds else "",
        context_note(view),
        source(view),
    )
    subtitle = _("{n}; services that the reports name").format(n=dialogues(view.n))
    words = (_service_title(codes, view), subtitle, foot(*notes))
    shown = _with_kinds(view, grid) if kinds else grid
    return grid_chart(
        "03_services", words, shown, counts_alt(codes, "service", view), code_data(view, "service")
    )


def _service_title(codes: dict[str, list[Case]], view: View) -> str:
    with_any = sorted({case for cases in codes.values() for case in cases})
    if not with_any:
        return _("No report names the services of advisers and moderators")
    if view.n == 1:
        words = plural(
            "{name} names {some} service of advisers and moderators",
            "{name} names {some} services of advisers and moderators",
            len(codes),
        )
        return words.format(name=names(with_any), some=len(codes))
    shared = [
        code_label("service", code)
        for code, cases in codes.items()
        if len(cases) == len(codes[next(iter(codes))])
    ]
    most = reports_of(len(codes[next(iter(codes))]), view.n)
    if len(shared) > 2:
        return _("{some} services are each named in {share}").format(some=len(shared), share=most)
    return _("{services}: named most as a service, in {share}").format(
        services=sentence(listed(shared)), share=most
    )
