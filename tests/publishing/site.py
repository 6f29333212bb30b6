"""A small site of the invented data set, and a walk over its links."""

import posixpath
import re
from pathlib import Path

from bs4 import BeautifulSoup
from tests.publishing.sample import sample
from tests.publishing.small import ran

from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.charts import Exported
from kfd_analysis.publishing.pages.layout import Site
from kfd_analysis.publishing.pages.suite import write_pages, write_root
from kfd_analysis.showing import PICTURE

LINK = "reports/musterhausen.html#field-total_cost_eur"
SVG = (
    '<svg viewBox="0 0 10 10" role="group" aria-labelledby="{p}-t"><title id="{p}-t">Cost</title>'
    f'<a href="{LINK}" aria-label="Musterhausen"><circle id="{{p}}-c" cx="5" cy="5" r="2"/></a></svg>'
)
CELL = f'<tr><th scope="row"><a href="{LINK}">x</a></th></tr>'
TABLE = f'<table id="table-t"><caption>Cost & more</caption>{CELL}</table>'
TITLE = "Cost is known once"
CHART = {"name": "02_cost", "title": TITLE, "wide": SVG.format(p="w"), "narrow": SVG.format(p="n")}
FINDINGS = f'<ol class="findings"><li><p>Found.</p><a href="{LINK}">evidence</a></li></ol>'


def make_site(**more):
    """A site with two notebooks and a chart."""
    shown = {PICTURE: CHART, "text/plain": "alt"}
    notebooks = {
        "00_summary": ran(
            {"text/html": FINDINGS}, text="# Summary\n\nSee [cost](02_cost.ipynb) for $5 and $6.\n\n## Limits"
        ),
        "02_cost": ran(
            shown, {"text/html": TABLE}, text="# Cost\n\nWhat <script>alert(1)</script> did it cost?"
        ),
    }
    parts = {"ds": sample(), "book": load_codebook(), "lang": "en", "languages": ["en"]}
    parts |= {"notebooks": notebooks, "charts": [Exported("02_cost", TITLE)]}
    return Site(**(parts | more))


def write_site(folder: Path, **more):
    """Write the pages of a small site as `kfd report` does."""
    site = make_site(**more)
    write_pages(site, folder / "en")
    write_root(folder, site)
    return site


def dead_links(folder: Path, files=()):
    """Links of all pages below `folder` that lead to no file or no anchor; `files` count as there."""
    pages = {path.relative_to(folder).as_posix(): _read(path) for path in folder.rglob("*.html")}
    anchors = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for address in dict.fromkeys(link["href"] for link in page.find_all(href=True)):
            if re.match(r"https?:", address):
                continue
            path, _, anchor = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            there = target in pages or (folder / target).is_file() or posixpath.basename(target) in files
            if not there or (anchor and anchor not in anchors.get(target, {anchor})):
                dead.append((name, address))
    return dead


def _read(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
