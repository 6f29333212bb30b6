"""What all pages share: the data that they show, their frame, and the way into the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jinja2
from markupsafe import Markup
from nbformat import NotebookNode

from kfd_analysis.codebook import Codebook
from kfd_analysis.language import _
from kfd_analysis.publishing.charts import Exported
from kfd_analysis.showing.labels import word
from kfd_analysis.showing.view import View, rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

TEMPLATES = Path(__file__).parent / "templates"
INDEX = "index.html"
SUITE = "kfd_comparison.html"
WORKBOOK = "kfd_comparison.xlsx"
CHARTS = "charts"


class Page(NamedTuple):
    """A page before it gets its frame: address in the folder of the language, title, content."""

    path: str
    title: str
    body: str
    lead: str = ""

    @property
    def up(self) -> str:
        """Way to the folder of the language."""
        return "../" * self.path.count("/")


@dataclass(frozen=True)
class Site:
    """All that the pages of a language are made from.

    Attributes
    ----------
    charts
        The charts whose files can be downloaded.
    exports
        True if charts, workbook and mail file are written too, so that pages may lead to them.
    full_text
        True if the pages of reports show whole texts.
    """

    ds: Dataset
    book: Codebook
    lang: str
    languages: Sequence[str]
    notebooks: Mapping[str, NotebookNode]
    charts: Sequence[Exported]
    exports: bool = True
    full_text: bool = False

    @property
    def versions(self) -> Mapping[str, str]:
        """Versions of package, codebook and data."""
        return self.ds.versions

    @cached_property
    def view(self) -> View:
        """The reports in the order in which they are shown."""
        return View(self.ds)

    @cached_property
    def restated(self) -> bool:
        """True if a report is a paraphrase."""
        return "restated" in set(self.ds.reports["text_basis"])

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Address of the publication on the web by file name."""
        given = {text(row.get("source_file")): text(row.get("address")) for row in rows(self.ds.sources)}
        return {
            name: address for name, address in given.items() if address.startswith(("https://", "http://"))
        }


@cache
def _environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    env.globals |= {"_": _, "word": word}
    return env


def fill(template: str, **words: Any) -> str:
    """Fill a template of ``templates/``."""
    return _environment().get_template(template).render(**words)


def framed(site: Site, page: Page, links: Sequence[Mapping[str, str]] = ()) -> str:
    """A page with head, navigation and foot."""
    return fill("base.html.j2", site=site, title=page.title, body=Markup(page.body), links=links)
