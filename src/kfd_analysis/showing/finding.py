"""The findings of a notebook, each with its evidence, limit and a sentence to use: as HTML and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kfd_analysis.language import _
from kfd_analysis.showing.links import Linked


@dataclass(frozen=True)
class Finding:
    """A result and what it rests on.

    Attributes
    ----------
    finding
        What the data say.
    evidence
        The figures, with links to their words.
    limit
        What the finding does not say.
    sentence
        Wording that may be used as it stands.
    """

    finding: str
    evidence: tuple[Linked, ...]
    limit: str
    sentence: str


@dataclass(frozen=True)
class Findings:
    """The findings of a notebook."""

    name: str
    items: tuple[Finding, ...]

    def html(self, base: str = "") -> str:
        """An ordered list: finding, evidence, limit, sentence to use."""
        items = "\n".join(_finding(item, base) for item in self.items)
        return f'<ol class="findings">\n{items}\n</ol>'

    def _repr_html_(self) -> str:
        return self.html()

    def __repr__(self) -> str:
        lines = []
        for number, item in enumerate(self.items, 1):
            evidence = "; ".join(piece.text for piece in item.evidence)
            lines += [
                f"{number}. {item.finding}",
                f"   {_('Evidence')}: {evidence}",
                f"   {_('Limit')}: {item.limit}",
                f"   {_('Sentence to use')}: {item.sentence}",
            ]
        return "\n".join(lines)


def _finding(item: Finding, base: str) -> str:
    evidence = "; ".join(piece.html(base) for piece in item.evidence)
    parts = (
        (_("Evidence"), evidence),
        (_("Limit"), escape(item.limit, quote=False)),
        (_("Sentence to use"), escape(item.sentence, quote=False)),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in parts if words)
    return f"<li><p><strong>{escape(item.finding, quote=False)}</strong></p>\n<dl>{listed}</dl></li>"
