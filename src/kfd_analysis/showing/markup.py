"""HTML and plain text of tables and findings: small, accessible, pasted into Word as they are."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from kfd_analysis.language import _
from kfd_analysis.showing.numbering import numbered, table_label

if TYPE_CHECKING:
    from kfd_analysis.showing.exhibit import Finding, Findings, Table


FOLDED = 2
"""Columns up to which a table fits a phone as it is."""
WIDE = 8
"""Columns up to which a table fits a printed page in the usual size of letters."""


class Linked(NamedTuple):
    """Words that may lead somewhere."""

    text: str
    href: str = ""

    def html(self, base: str = "") -> str:
        """The words, as a link where there is an address."""
        words = escape(self.text, quote=False)
        return f'<a href="{escape(base + self.href)}">{words}</a>' if self.href and self.text else words


def _head(table: Table, column: str) -> str:
    unit = table.units.get(column, "")
    words = escape(str(column), quote=False) + (
        f" <small>({escape(unit, quote=False)})</small>" if unit else ""
    )
    kind = ' class="number"' if column in table.numeric else ""
    return f'<th scope="col"{kind}>{words}</th>'


def _cell(table: Table, row: int, column: str, first: bool, base: str) -> str:
    words = Linked(str(table.frame[column].iloc[row]), table.links.get((row, column), ""))
    if first:
        return f'<th scope="row">{words.html(base)}</th>'
    kind = ' class="number"' if column in table.numeric else ""
    unit = f" ({table.units[column]})" if column in table.units else ""
    return f'<td{kind} data-label="{escape(column + unit)}">{words.html(base)}</td>'


def table(shown: Table, base: str = "") -> str:
    """Markup of a table; context cases stand in a body of their own, below a rule.

    A wide table folds in a narrow window: a row becomes a paragraph for each cell, with its head before it.
    """
    columns = [str(column) for column in shown.frame.columns]
    kinds = [name for name, most in (("fold", FOLDED), ("wide", WIDE)) if len(columns) > most]
    folds = f' class="{" ".join(kinds)}"' if kinds else ""
    parts = [
        f'<table id="table-{escape(shown.name)}"{folds}>',
        f"<caption>{escape(numbered(table_label(shown.name), shown.caption), quote=False)}</caption>",
    ]
    parts.append("<thead><tr>" + "".join(_head(shown, column) for column in columns) + "</tr></thead>")
    bodies = [range(len(shown.frame))]
    if shown.rule is not None:
        bodies = [range(shown.rule), range(shown.rule, len(shown.frame))]
    for number, body in enumerate(bodies):
        lines = [
            "<tr>" + "".join(_cell(shown, i, c, c == columns[0], base) for c in columns) + "</tr>"
            for i in body
        ]
        if lines:
            opening = '<tbody class="context">' if number else "<tbody>"
            parts.append("\n".join([opening, *lines, "</tbody>"]))
    parts.append("</table>")
    notes = "".join(f"<p>{escape(note, quote=False)}</p>" for note in shown.notes)
    return "\n".join(parts) + (f'\n<div class="notes">{notes}</div>' if notes else "")


def plain_table(shown: Table) -> str:
    """The table in aligned characters."""
    heads = [f"{c} ({shown.units[c]})" if c in shown.units else str(c) for c in map(str, shown.frame.columns)]
    lines = [heads, *[[str(cell) for cell in row] for row in shown.frame.itertuples(index=False)]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([shown.caption, "", *written, "", *shown.notes]).rstrip()


def _finding(item: Finding, base: str) -> str:
    evidence = "; ".join(piece.html(base) for piece in item.evidence)
    parts = (
        (_("Evidence"), evidence),
        (_("Limit"), escape(item.limit, quote=False)),
        (_("Sentence to use"), escape(item.sentence, quote=False)),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{words}</dd>" for name, words in parts if words)
    return f"<li><p><strong>{escape(item.finding, quote=False)}</strong></p>\n<dl>{listed}</dl></li>"


def findings(shown: Findings, base: str = "") -> str:
    """Markup of findings: an ordered list, each with its evidence, limit and sentence."""
    items = "\n".join(_finding(item, base) for item in shown.items)
    return f'<ol class="findings">\n{items}\n</ol>'


def plain_findings(shown: Findings) -> str:
    """The findings as lines."""
    lines = []
    for number, item in enumerate(shown.items, 1):
        evidence = "; ".join(piece.text for piece in item.evidence)
        lines += [
            f"{number}. {item.finding}",
            f"   {_('Evidence')}: {evidence}",
            f"   {_('Limit')}: {item.limit}",
        ]
        lines.append(f"   {_('Sentence to use')}: {item.sentence}")
    return "\n".join(lines)
