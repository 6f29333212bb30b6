"""Matrix of notebook 03: services bought from advisers and moderators, and the kind of provider."""

from __future__ import annotations

from kfd_analysis.language import _
from kfd_analysis.showing import marks
from kfd_analysis.showing.exhibit import Chart
from kfd_analysis.showing.grid import Cell, Grid, Row
from kfd_analysis.showing.intervals import MANY
from kfd_analysis.showing.labels import code_label, word
from kfd_analysis.showing.links import code_key, report_href
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
from kfd_analysis.showing.view import Case, Frames, View, text


def services(ds: Frames) -> Chart:
    """Services bought from advisers and moderators, with the kind of provider (notebook 03)."""
    view = View(ds)
    codes = coded(view, "service", lambda _row: True)
    grid = code_grid(view, "service", codes, lambda _row: TOPIC_SIGNS[""]._replace(words=""))
    kinds = {
        case: [text(row["code"]) for row in view.codings(case.report_id, "provider")] for case in view.cases
    }
    if any(kinds.values()):
        cells = dict(grid.cells)
        for case, found in kinds.items():
            href = (
                Link(
                    report_href(case.report_id, code_key("provider", found[0])),
                    f"{case.name}: {word(found[0])}",
                )
                if found
                else None
            )
            cells["provider", case.report_id] = Cell(
                listed(word(code) for code in found)[:12], "", marks.WHITE, link=href
            )
        few = view.n < MANY
        grid = Grid(
            [*([Row("provider", _("kind of provider"), "", True)] if few else []), *grid.rows],
            grid.cases,
            cells,
        )
    words = (
        _service_title(codes, view),
        _("{n}; services named, by kind of provider").format(n=dialogues(view.n)),
        foot(
            _("● named as bought; blank: not named. The kind of provider is shown, never who."),
            context_note(view),
            source(view),
        ),
    )
    return grid_chart(
        "03_services", words, grid, counts_alt(codes, "service", view), code_data(view, "service")
    )


def _service_title(codes: dict[str, list[Case]], view: View) -> str:
    with_any = sorted({case for cases in codes.values() for case in cases})
    if not with_any:
        return _("No report names the services of advisers and moderators")
    if view.n == 1:
        return _("{name} names {some} services of advisers and moderators").format(
            name=names(with_any), some=len(codes)
        )
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
