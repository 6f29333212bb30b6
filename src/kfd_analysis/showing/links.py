"""Words with an address: from a value in a table or a mark in a chart to the words that it was read from.

Pages of reports make their ids with the same functions, so that both ends of a link agree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from kfd_analysis import language
from kfd_analysis.language import _
from kfd_analysis.showing.exhibits import FOR_PAGES

__all__ = [
    "MATRIX",
    "OUTSIDE_TABLE",
    "Linked",
    "answer_key",
    "base",
    "code_key",
    "cost_key",
    "event_key",
    "field_key",
    "first_of",
    "line_key",
    "place_key",
    "provider_key",
    "report_href",
    "scope_key",
]

_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


OUTSIDE_TABLE = "01_reports_and_evidence.html#table-01_outside_sources"
"""Address of the table of other sources."""
MATRIX = {
    "method": "04_methods.html#chart-04_methods",
    "topic": "05_topics.html#chart-05_topic_origins",
    "actor": "06_participants_and_actors.html#chart-06_actors",
}
"""The chart that shows every report with its codes."""


def base() -> str:
    """Way to the pages: none on a page itself, from a notebook to what ``kfd report`` last wrote."""
    return "" if os.environ.get(FOR_PAGES) else f"../output/{language.current()}/"


class Linked(NamedTuple):
    """Words that may lead somewhere."""

    text: str
    href: str = ""

    def html(self, base: str = "") -> str:
        """The words, as a link where there is an address."""
        words = escape(self.text, quote=False)
        return f'<a href="{escape(base + self.href)}">{words}</a>' if self.href and self.text else words


def first_of(pieces: Iterable[Linked], most: int = 9) -> tuple[Linked, ...]:
    """The first pieces of evidence, and how many there are besides."""
    found = tuple(pieces)
    rest = len(found) - most
    return (*found[:most], Linked(_("and {n} more").format(n=rest))) if rest > 0 else found


def _key(*parts: object) -> str:
    return _NOT_IN_AN_ID.sub("-", "-".join(str(part) for part in parts))


def field_key(field: str) -> str:
    """Anchor of a field of table ``reports``."""
    return _key("field", field)


def event_key(event_id: str) -> str:
    """Anchor of an event."""
    return _key("event", event_id)


def cost_key(item: str, n: int = 1) -> str:
    """Anchor of the `n`-th cost item of a kind."""
    return _key("cost", item) if n == 1 else _key("cost", item, n)


def scope_key(component: str) -> str:
    """Anchor of the words on a component of the costs (frame ``scope``)."""
    return _key("scope", component)


def provider_key() -> str:
    """Anchor of the words on the kind of provider (frame ``providers``)."""
    return "provider"


def code_key(variable: str, code: str) -> str:
    """Anchor of a coding (method, topic, actor, service)."""
    return _key(variable, code)


def answer_key(question: str, n: int) -> str:
    """Anchor of the `n`-th free answer to a question."""
    return _key("answer", question, n)


def line_key(line: int) -> str:
    """Anchor of a line of the report."""
    return f"L{line}"


def place_key(key: str, n: int) -> str:
    """Anchor of the `n`-th place that decided the value with the anchor `key`."""
    return key if n == 1 else f"{key}.{n}"


def report_href(report_id: str, key: str = "") -> str:
    """Address of a report's page, or of a place in it, relative to the folder of a language."""
    return f"reports/{report_id}.html" + (f"#{key}" if key else "")
