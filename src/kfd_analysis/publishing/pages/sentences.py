"""The page of sentences, notes and captions for a report, and the same as tables to download."""

from __future__ import annotations

from pathlib import Path

from kfd_analysis.language import _
from kfd_analysis.publishing.pages import cells
from kfd_analysis.publishing.pages.layout import Page, Site, fill
from kfd_analysis.showing.tables_wording import captions, footnotes, sentences

PAGE = "wording.html"
FOLDER = "wording"


def wording_page(site: Site) -> Page:
    """Everything that may be taken over as it stands."""
    title = _("Wording for a report")
    lead = _("Sentences, notes and captions, computed from these reports and rounded as prose rounds.")
    shown = captions(site.charts, site.ds).html() if site.exports else ""
    body = fill(
        "wording.html.j2",
        title=title,
        lead=lead,
        sentences=cells.scrollable(sentences(site.ds, site.notebooks).html()),
        notes=footnotes(site.ds),
        captions=cells.scrollable(shown),
        exports=site.exports,
    )
    return Page(PAGE, title, body, lead)


def write_wording(site: Site, folder: Path) -> None:
    """Write sentences and captions as CSV (UTF-8, LF) into `folder`."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for name, table in (("sentences", sentences(site.ds)), ("captions", captions(site.charts, site.ds))):
        (place / f"{name}.csv").write_text(table.csv(), encoding="utf-8", newline="\n")
