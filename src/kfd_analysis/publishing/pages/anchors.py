"""Which mark on the page of a report a row of a table leads to: one name for every deciding place.

The first place of a value has the value's own anchor, the others have that anchor and a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from kfd_analysis.publishing.pages.passages import Place, located
from kfd_analysis.showing import links
from kfd_analysis.showing.view import rows, text

if TYPE_CHECKING:
    from kfd_analysis.dataset import Dataset

Row = Mapping[str, Any]


class _Item(NamedTuple):
    """A cost item by its words: several items of a report can be of one kind."""

    report_id: str
    item: str
    line: int
    quote: str


class Anchors:
    """The anchors of a data set.

    Attributes
    ----------
    evidence
        Anchor of every row of table ``evidence``, in its order.
    costs
        Anchor of every row of table ``cost_items``, in its order.
    """

    def __init__(self, ds: Dataset) -> None:
        self._ds = ds
        self.costs: list[str] = []
        self._items: dict[_Item, str] = {}
        kinds: Counter[tuple[str, str]] = Counter()
        for row in rows(ds.cost_items):
            item = _item(row, text(row["item"]), row["line_start"])
            kinds[item.report_id, item.item] += 1
            key = links.cost_key(item.item, kinds[item.report_id, item.item])
            self.costs.append(key)
            self._items.setdefault(item, key)
        named: Counter[tuple[str, str]] = Counter()
        self.evidence: list[str] = []
        for row in rows(ds.evidence):
            place = text(row["report_id"]), self.key(row)
            named[place] += 1
            self.evidence.append(links.place_key(place[1], named[place]))

    def key(self, row: Row) -> str:
        """Anchor of the value that a row of table ``evidence`` decided."""
        table, key = text(row["table"]), text(row["key"])
        name, _colon, rest = key.partition(":")
        match table:
            case "values":
                return links.field_key(key)
            case "events":
                return links.event_key(key)
            case "cost_items":
                item = _item(row, key, row["line"])
                return self._items.get(item, links.cost_key(key))
            case "answers":
                return links.answer_key(name, int(rest))
        return links.code_key(name, rest)

    def places(self, report_id: str) -> Iterator[Place]:
        """Every deciding place of a report, with the anchor of its value and its own."""
        source = self._ds.texts[report_id]
        for row, name in zip(rows(self._ds.evidence), self.evidence, strict=True):
            if row["report_id"] == report_id:
                number = int(row["line"])
                start, end = located(
                    source[number - 1], int(row["start"]), int(row["end"]), text(row["quote"])
                )
                yield Place(number, start, end, self.key(row), name)
        yield from self._beside(report_id)

    def _beside(self, report_id: str) -> Iterator[Place]:
        """The words on the kind of provider and on what the costs cover."""
        for row in rows(self._ds.providers):
            if row["report_id"] == report_id:
                yield self._named(row, links.provider_key())
        for row in rows(self._ds.scope):
            if row["report_id"] == report_id and text(row["line_start"]):
                yield self._named(row, links.scope_key(text(row["component"])))

    def _named(self, row: Row, key: str) -> Place:
        line = int(row["line_start"])
        start, end = located(self._ds.texts[text(row["report_id"])][line - 1], 0, 0, text(row["quote"]))
        return Place(line, start, end, key)


def _item(row: Row, item: str, line: Any) -> _Item:
    return _Item(text(row["report_id"]), item, int(line), text(row["quote"]))
