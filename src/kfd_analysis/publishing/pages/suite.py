"""The pages of one language: overview, notebooks, reports, and all of them in one file.

Every page stands alone: style and pictures are in it, and its security policy forbids any request.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from kfd_analysis import language
from kfd_analysis.language import _
from kfd_analysis.publishing.pages import cells
from kfd_analysis.publishing.pages.layout import INDEX, SUITE, Page, Site, fill, framed
from kfd_analysis.publishing.pages.onefile import Section, one_file
from kfd_analysis.publishing.pages.overview import overview
from kfd_analysis.publishing.pages.reportpages import Pages
from kfd_analysis.publishing.pages.sentences import wording_page, write_wording
from kfd_analysis.publishing.pages.wording import Wording
from kfd_analysis.showing.view import rows, text

_FIRST_PARAGRAPH = re.compile(r"^#[^\n]*\n+(?:\*\*[^*\n]+\*\*\s*)?([^\n#][^\n]*)")
"""What follows the title, without a word in bold before it."""


def write_pages(site: Site, folder: Path) -> list[str]:
    """Write every page of a language into `folder`.

    Returns
    -------
    list of str
        Addresses of the pages, relative to `folder`.
    """
    with language.using(site.lang):
        pages = site_pages(site)
        for page in pages:
            _write(folder / page.path, framed(site, page, _neighbours(site, page, pages)))
        if site.exports:
            write_wording(site, folder)
            _write(folder / SUITE, suite(replace(site, exports=False)))
    return [page.path for page in pages]


def write_root(folder: Path, site: Site) -> None:
    """Write the page that leads to the languages."""
    names = [(code, language.name_of(code)) for code in site.languages]
    with language.using(site.languages[0]):
        page = Page(INDEX, _("Municipal refugee dialogues, compared"), fill("root.html.j2", languages=names))
        _write(folder / INDEX, framed(site, page))


def site_pages(site: Site) -> list[Page]:
    """Overview, notebooks, wording and reports, in this order."""
    notebooks = [_notebook_page(site, name, notebook) for name, notebook in site.notebooks.items()]
    more = wording_page(site)
    return [overview(site, [*notebooks, more]), *notebooks, more, *_report_pages(site)]


def suite(site: Site) -> str:
    """The whole suite as one page, to mail."""
    pages = site_pages(site)
    title = _("Municipal refugee dialogues, compared")
    sections = [Section(page.path, page.title, page.body) for page in pages]
    body = fill("suite.html.j2", pages=one_file(sections))
    return framed(site, Page(SUITE, title, body))


def _write(path: Path, markup: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markup, encoding="utf-8", newline="\n")


def _neighbours(site: Site, page: Page, pages: Sequence[Page]) -> list[dict[str, str]]:
    """Links to the overview, the previous and the next page, and the other languages' same page."""
    place = pages.index(page)
    links = []
    if place:
        links.append({"href": page.up + INDEX, "words": _("Overview"), "rel": ""})
    if place > 1:
        before = pages[place - 1]
        links.append({"href": page.up + before.path, "words": f"← {before.title}", "rel": "prev"})
    if place + 1 < len(pages):
        after = pages[place + 1]
        links.append({"href": page.up + after.path, "words": f"{after.title} →", "rel": "next"})
    for code in site.languages:
        if code != site.lang:
            there = f"{page.up}../{code}/{page.path}"
            links.append({"href": there, "words": language.name_of(code), "rel": "alternate", "lang": code})
    return links


def _notebook_page(site: Site, name: str, notebook: NotebookNode) -> Page:
    files = {chart.name for chart in site.charts} if site.exports else set()

    def chart(drawn: Mapping[str, str]) -> str:
        return fill("chart.html.j2", chart=drawn, exports=drawn["name"] in files)

    first = notebook.cells[0].source if notebook.cells else ""
    lead = found[1] if (found := _FIRST_PARAGRAPH.search(first)) else ""
    return Page(f"{name}.html", cells.title(notebook, name), cells.body(notebook, chart), cells.words(lead))


def _report_pages(site: Site) -> list[Page]:
    maker = Pages(site.ds, Wording(site.book), site.full_text)
    basis = {text(row["report_id"]): row for row in rows(site.ds.reports)}
    pages = []
    for case in site.view.cases:
        page = maker.page(case.report_id, case.name)
        row = basis[case.report_id]
        unused = _("Rules used {n} of {total} lines.").format(n=page.total - page.unused, total=page.total)
        body = fill(
            "report.html.j2",
            page=page,
            restated=text(row["text_basis"]) == "restated",
            address=site.addresses.get(text(row["source_file"]), ""),
            full_text=site.full_text,
            unused=unused,
        )
        pages.append(Page(f"reports/{case.report_id}.html", case.name, body))
    return pages
