"""A saved web page to lines of text, without its menus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.reading.formats.datatables import table_lines
from kfd_analysis.reading.formats.encodings import Decoded, decode
from kfd_analysis.reading.formats.office import bulleted

_DROPPED = {
    "script", "style", "nav", "header", "footer", "aside", "noscript", "template", "svg", "iframe", "object",
    "head", "title", "dialog", "math", "canvas", "input", "button", "select", "textarea", "option", "audio",
    "video", "sdfield",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "figcaption", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "legend",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_AIRY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "pre", "blockquote"}
_DROPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"}
_DROPPED_TITLES = {"header", "footer"}  # how LibreOffice saves the head and foot of a page
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAIN_SHARE = 0.5


def html_text(data: bytes) -> Decoded:
    """Text of a saved page: blocks are lines, list items get bullets, menus and controls are left out.

    Parameters
    ----------
    data
        The whole file.

    Returns
    -------
    Decoded
        Text and the encoding: byte order mark, then the declared one, then as for plain text.
    """
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    declared = EncodingDetector.find_declared_encoding(data[:8192], is_html=True) or ""
    decoded = decode(data, declared)
    soup = BeautifulSoup(decoded.text, "lxml")
    if soup.find("frameset") is not None:
        raise UnreadableReportError("wrong_type", "a page of frames")
    lines = _Lines()
    lines.walk(_main(soup))
    return decoded._replace(text=lines.text())


def _main(soup: Any) -> Any:
    """The part that holds the report: ``main`` if the page has exactly one with most of the text."""
    mains = soup.find_all("main")
    if len(mains) == 1 and len(mains[0].get_text()) > _MAIN_SHARE * len(soup.get_text()):
        return mains[0]
    return soup


class _Lines:
    """Collects the text of a page, block by block."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []
        self._listed = False
        self._verbatim = 0

    def text(self) -> str:
        """All lines so far."""
        self._end_line()
        return "\n".join(self._done).strip("\n")

    def walk(self, root: Any) -> None:
        """Take in all below `root`, without recursion: pages can be nested deeper than a stack."""
        waiting: list[tuple[Any, bool]] = [(root, True)]
        while waiting:
            node, opening = waiting.pop()
            name = getattr(node, "name", None)
            if name is None:
                self._add(node)
            elif opening:
                if not _dropped(node):
                    self._enter(name)
                    if name == "table" and (rows := _figures(node)) is not None:
                        self._done += rows
                        self._leave(name)
                        continue
                    waiting.append((node, False))
                    waiting.extend((child, True) for child in reversed(node.contents))
            else:
                self._leave(name)

    def _enter(self, name: str) -> None:
        if name == "br":
            self._end_line(keep=True)
        elif name in _BLOCKS:
            self._end_line()
            self._air(name)
        self._listed = self._listed or name == "li"
        self._verbatim += name == "pre"

    def _leave(self, name: str) -> None:
        if name in _BLOCKS:
            self._end_line()
            self._air(name)
        self._verbatim -= name == "pre"
        if name == "li":
            self._listed = False

    def _air(self, name: str) -> None:
        """A blank line around paragraphs and the like, as a browser shows it."""
        if name in _AIRY and self._done and self._done[-1]:
            self._done.append("")

    def _add(self, node: Any) -> None:
        if type(node).__name__ != "NavigableString":  # comments, declarations
            return
        if not self._verbatim:
            self._open.append(_SPACES.sub(" ", node))
            return
        first, *more = node.split("\n")
        self._open.append(first)
        for line in more:
            self._end_line(keep=True)
            self._open.append(line)

    def _end_line(self, keep: bool = False) -> None:
        line = "".join(self._open)
        line = line.rstrip() if self._verbatim else _SPACES.sub(" ", line).strip(" ")
        self._open = []
        if line.strip() and self._listed:
            line, self._listed = bulleted(line), False
        if line.strip() or keep:
            self._done.append(line)


def _figures(table: Any) -> Iterator[str] | None:
    """The lines of a table of figures; None for another table, or one that holds a table."""
    if table.find("table") is not None:
        return None
    rows = ([_cell(cell) for cell in row.find_all(("td", "th"))] for row in table.find_all("tr"))
    return table_lines(list(rows))


def _cell(cell: Any) -> list[str]:
    """The text of a cell; a second line if it has more than one block."""
    text = _SPACES.sub(" ", cell.get_text()).strip(" ")
    return [text, text] if cell.find("br") or len(cell.find_all(tuple(_BLOCKS))) > 1 else [text]


def _dropped(node: Any) -> bool:
    """True for what is no part of the page's text."""
    if node.name in _DROPPED or node.get("role") in _DROPPED_ROLES or node.get("title") in _DROPPED_TITLES:
        return True
    return node.has_attr("hidden") or bool(_HIDDEN.search(node.get("style") or ""))
