"""An executed notebook as HTML: prose, folded code, and what the cells showed.

Nothing is trusted: markup in prose is escaped, and the page's security policy lets no script run.
Outputs in HTML are those of this package's own tables and findings.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

import mistune
from nbformat import NotebookNode
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from kfd_analysis.language import _
from kfd_analysis.showing import PICTURE

ChartMarkup = Callable[[Mapping[str, str]], str]
"""Gives the markup of a chart that a notebook has drawn for its page."""

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NOTEBOOK_LINK = re.compile(r'(<a href="[^":]*)\.ipynb([#"])')
_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_LEVEL_ONE = re.compile(r"<(/?)h1>")
_NO_WORD = re.compile(r"[^\w]+")

_markdown = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


def title(notebook: NotebookNode, otherwise: str) -> str:
    """The first heading of a notebook, without marks."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (found := _HEADING.search(cell.source)):
            return found[1].replace("`", "").replace("*", "").strip()
    return otherwise


def prose(source: str) -> str:
    """Markdown as HTML; tables can be scrolled, headings have ids, links to notebooks lead to their pages."""
    markup = _NOTEBOOK_LINK.sub(r"\1.html\2", str(_markdown(source)))
    return scrollable(re.sub(r"<h([2-4])>(.*?)</h\1>", _with_id, markup, flags=re.DOTALL))


def _with_id(found: re.Match[str]) -> str:
    words = unescape(_TAG.sub("", found[2])).casefold()
    return f'<h{found[1]} id="{escape(_NO_WORD.sub("-", words).strip("-"))}">{found[2]}</h{found[1]}>'


def scrollable(markup: str) -> str:
    """Put every table into an area that a keyboard can scroll and a screen reader can name."""
    return _TABLE.sub(_area, markup)


def _area(found: re.Match[str]) -> str:
    caption = _CAPTION.search(found[0])
    words = unescape(_TAG.sub("", caption[1])).strip() if caption else ""
    label = f"{_('Table')}: {words}" if words else _("Table")
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">{found[0]}</div>'


def body(notebook: NotebookNode, chart: ChartMarkup) -> str:
    """The cells of an executed notebook, from top to bottom.

    Code of cells that show nothing is folded together with the next that does.
    """
    parts: list[str] = []
    code: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts += [_folded(code), prose(cell.source)]
            code = []
        elif cell.cell_type == "code" and cell.source.strip():
            code.append(cell.source)
            if cell.outputs:
                parts += [_folded(code), *(_output(output, chart) for output in cell.outputs)]
                code = []
    return "\n".join(part for part in [*parts, _folded(code)] if part)


def _folded(code: list[str]) -> str:
    if not code:
        return ""
    source = "\n\n".join(part.strip() for part in code)
    listing = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip()
    label = escape(_("Code"))
    return (
        f'<details class="code"><summary>{label}</summary>'
        f'<pre tabindex="0" role="group" aria-label="{label}"><code>{listing}</code></pre></details>'
    )


def _output(output: NotebookNode, chart: ChartMarkup) -> str:
    if output.output_type == "stream":
        return f"<pre>{escape(output.text, quote=False).rstrip()}</pre>" if output.text.strip() else ""
    data: dict[str, Any] = output.get("data", {})
    picture: dict[str, Any] = output.get("metadata", {}).get("image/png", {})
    if PICTURE in data:
        return chart(data[PICTURE])
    if "image/png" in data:
        return _picture(data["image/png"], picture.get("alt") or data.get("text/plain", ""))
    if "text/html" in data:
        return f'<div class="output">{scrollable(data["text/html"])}</div>'
    if "text/markdown" in data:
        return _LEVEL_ONE.sub(r"<\1h2>", prose(data["text/markdown"]))
    return f"<pre>{escape(data.get('text/plain', ''), quote=False)}</pre>"


def _picture(data: str, alt: str) -> str:
    packed = base64.b64encode(base64.b64decode(data)).decode()
    return f'<figure><img alt="{escape(alt)}" src="data:image/png;base64,{packed}"></figure>'


def words(markdown: str) -> str:
    """Prose without marks."""
    return unescape(_TAG.sub("", str(_markdown(markdown)))).strip()
