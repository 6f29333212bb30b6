"""Every exhibit in German, for every data set: no message without a translation, no English sentence."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from typing import Any

import pytest
from tests.catalogue import spoken

from kfd_analysis import language
from kfd_analysis.showing import CHARTS, TABLES
from kfd_analysis.showing.words import findings

NUMBERS = [f"{number:02}" for number in range(9)]


class _Unknown(gettext.NullTranslations):
    """Remembers every message that the catalogue does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        self.asked |= {one, many}
        return one if n == 1 else many


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Unknown]:
    catalogue, asked = language._catalogue("de"), _Unknown()
    fresh = gettext.GNUTranslations()
    fresh.__dict__.update(catalogue.__dict__)
    fresh.add_fallback(asked)
    monkeypatch.setattr(language, "_catalogue", lambda _lang: fresh)
    with language.using("de"):
        yield asked


def said(ds: Any) -> Iterator[str]:
    """All words of all exhibits."""
    for make in CHARTS.values():
        chart = make(ds)
        yield from (chart.title, chart.subtitle, chart.foot, chart.alt, chart.svg())
    for make in TABLES.values():
        yield repr(make(ds))
    for number in NUMBERS:
        yield repr(findings(ds, number))


def test_every_message_is_translated(ds: Any, unknown: _Unknown) -> None:
    text = "\n".join(said(ds))
    data = {
        str(cell) for name in ("municipality", "county", "administrative_region") for cell in ds.reports[name]
    }
    assert {words for words in unknown.asked - data if not words.isdigit()} == set()
    assert spoken("en", text) == []
