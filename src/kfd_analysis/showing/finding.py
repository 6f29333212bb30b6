"""The findings of a notebook, each with its evidence, limit and a sentence to use: as HTML and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kfd_analysis.language import _
from kfd_analysis.showing import links
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

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> show.findings(ds, "02").items[0].finding
    'Staff time is priced in 0 of 4 reports; a lump hides items in 2 of 4.'
    """

    finding: str
    evidence: tuple[Linked, ...]
    limit: str
    sentence: str


@dataclass(frozen=True)
class Findings:
    """The findings of a notebook.

    References
    ----------
    ``docs/method.md``, What the figures cannot bear.

    Examples
    --------
    >>> show.findings(ds, "02").name
    'findings-02'
    """

    name: str
    items: tuple[Finding, ...]

    def html(self, base: str = "") -> str:
        """An ordered list: finding, evidence, limit, sentence to use."""
        items = "\n".join(_finding(item, base) for item in self.items)
        return f'<ol class="findings">\n{items}\n</ol>'

    def _repr_html_(self) -> str:
        return self.html(links.base())

    def __repr__(self) -> str:
        lines = []
        for number, item in enumerate(self.items, 1):
            evidence = "; ".join(piece.text for piece in item.evidence)
            parts = _parts(evidence, item.limit, item.sentence)
            lines += [f"{number}. {item.finding}", *(f"   {name}: {words}" for name, words in parts)]
        return "\n".join(lines)


def _finding(item: Finding, base: str) -> str:
    evidence = "; ".join(piece.html(base) for piece in item.evidence)
    parts = _parts(evidence, escape(item.limit, quote=False), escape(item.sentence, quote=False))
    listed = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in parts)
    return f"<li><p><strong>{escape(item.finding, quote=False)}</strong></p>\n<dl>{listed}</dl></li>"


def _parts(evidence: str, limit: str, sentence: str) -> list[tuple[str, str]]:
    """What stands below a finding; a finding without single figures has no evidence to show."""
    parts = ((_("Evidence"), evidence), (_("Limit"), limit), (_("Sentence to use"), sentence))
    return [(name, words) for name, words in parts if words]
