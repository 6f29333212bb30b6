"""Many pages as one: ids are told apart by a prefix, and links between the pages stay inside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

_DRAWN = r"fig\d+[pc]-"
"""Begin of the ids of a chart, which are its own in all pages."""
_NAMES = re.compile(rf'\b(id|aria-labelledby|aria-describedby|headers|for)="(?!{_DRAWN})([^"]*)"')
_URL = re.compile(rf"url\(#(?!{_DRAWN})([^)]+)\)")
_HREF = re.compile(rf'\bhref="(?!#{_DRAWN})([^"]*)"')


class Section(NamedTuple):
    """A page: its address relative to the others, its title and its content."""

    path: str
    title: str
    body: str

    @property
    def slug(self) -> str:
        """The id of the section in the common page, begun with a letter as a drawing's ids must be."""
        return "page-" + self.path.removesuffix(".html").replace("/", "-")


def one_file(sections: Sequence[Section]) -> list[dict[str, str | Markup]]:
    """The sections with ids of their own and links that lead from one to the other."""
    slugs = {section.path: section.slug for section in sections}
    return [
        {"slug": section.slug, "title": section.title, "body": Markup(_rewritten(section, slugs))}
        for section in sections
    ]


def _rewritten(section: Section, slugs: dict[str, str]) -> str:
    def names(found: re.Match[str]) -> str:
        return f'{found[1]}="{" ".join(f"{section.slug}--{name}" for name in found[2].split())}"'

    def href(found: re.Match[str]) -> str:
        return f'href="{_address(found[1], section, slugs)}"'

    body = _NAMES.sub(names, section.body)
    body = _URL.sub(lambda found: f"url(#{section.slug}--{found[1]})", body)
    return _HREF.sub(href, body)


def _address(href: str, section: Section, slugs: dict[str, str]) -> str:
    path, _hash, name = href.partition("#")
    here = posixpath.normpath(posixpath.join(posixpath.dirname(section.path), path)) if path else section.path
    if here not in slugs:
        return href
    return f"#{slugs[here]}--{name}" if name else f"#{slugs[here]}"
