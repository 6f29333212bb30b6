"""The parts of ``docs/`` that are made from the codebook, the scores and the charts.

``python -m tests.handbook`` (``make docs``) renews them. A page holds its generated parts between
``<!-- begin NAME -->`` and ``<!-- end NAME -->``; everything around is written by hand.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.publishing.package.schema import Column, TableInfo, tables
from tests.practice.score import FIELDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CODEBOOK = ROOT / "src" / "kfd_analysis" / "codebook"
PICTURE = DOCS / "cost_per_participant.png"
MARKED = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(content: object) -> str:
    return str(content).replace("|", "\\|").replace("\n", " ")


def quoted(words: Iterable[object]) -> str:
    """Words of the codebook, each as it stands there."""
    return ", ".join(f"`` {word} ``" if "`" in str(word) else f"`{word}`" for word in words)


# --- the codebook ------------------------------------------------------------------------------------------


def codes(entries: list[dict[str, Any]]) -> str:
    """Every code of a file: labels, definition, words, example."""
    return "\n".join("".join(_code(entry)) for entry in entries)


def _code(entry: dict[str, Any]) -> Iterator[str]:
    yield f"### {entry['code']}\n\n**{entry['en']}** · {entry['de']}"
    yield f" · part of `{entry['parent']}`\n\n" if "parent" in entry else "\n\n"
    yield f"{entry['definition']}\n\n- Words: {quoted(entry['patterns'])}\n"
    if entry.get("exclusions"):
        yield f"- Not counted: {quoted(entry['exclusions'])}\n"
    if entry.get("vague"):
        yield f"- Counted only in the section that asks: {quoted(entry['vague'])}\n"
    if entry.get("sections"):
        yield f"- Counted only in the sections: {quoted(entry['sections'])}\n"
    yield f"- Example: {entry['example']}\n"


def files(book: Codebook) -> str:
    """Every file of the codebook with the first sentence of its head."""
    return table(["file", "what it holds"], ((f"`{n}.yml`", _head(n)) for n in sorted(book.data)))


def _head(name: str) -> str:
    lines = (CODEBOOK / f"{name}.yml").read_text(encoding="utf-8").splitlines()
    words = " ".join(line.lstrip("# ") for line in lines[:3] if line.startswith("# "))
    return re.split(r"\.(?:\s|$)", words)[0]


def margins(book: Codebook) -> str:
    """What words beside a figure make of it."""
    rows = []
    for entry in book.data["amounts"]["qualifiers"].values():
        bounded = entry["kind"] == "about"
        low = f"{entry['below']} % below" if bounded and entry["below"] else "the figure"
        high = f"{entry['above']} % above" if bounded and entry["above"] else "the figure"
        low = "none" if entry["kind"] == "at_most" else low
        high = "none" if entry["kind"] == "at_least" else high
        rows.append((quoted(dict.fromkeys([*entry["before"], *entry["after"]])), entry["kind"], low, high))
    return table(["words", "qualifier", "lower bound", "upper bound"], rows)


def bounds(book: Codebook) -> str:
    """Plausible values."""
    rows = ((f"`{field}`", b["low"], b["high"]) for field, b in book.data["bounds"].items())
    return table(["field", "from", "to"], rows)


def scope(book: Codebook) -> str:
    """Components of a cost figure."""
    return table(
        ["component", "English", "German"],
        ((f"`{c['code']}`", c["en"], c["de"]) for c in book.data["scope"]["components"]),
    )


def rules(book: Codebook) -> str:
    """Every rule in plain words."""
    return table(["rule", "what it says"], ((f"`{k}`", r["en"]) for k, r in book.data["rules"].items()))


def problems(book: Codebook) -> str:
    """What can be wrong with a file or a value, and the remedy."""
    found = {**book.data["problems_reading"], **book.data["problems"]}
    words = ((f"`{k}`", p["severity"], " ".join([p["en"], p.get("remedy_en", "")])) for k, p in found.items())
    return table(["code", "severity", "message"], words)


def form(book: Codebook) -> str:
    """Fields, sections and questions of the form."""
    rows = (
        (
            f"`{key}`",
            e["kind"],
            e["english"],
            e["german"],
            quoted([*e.get("labels", []), *e.get("short", [])]),
        )
        for key, e in book.data["form"]["keys"].items()
    )
    return table(["key", "kind", "English", "German", "headings that are known"], rows)


# --- the tables --------------------------------------------------------------------------------------------


def dictionary(book: Codebook) -> str:
    """Every table with its key and columns, as the data package and the workbook describe them."""
    return "\n".join("".join(_table(info)) for info in tables(book).values())


def _table(info: TableInfo) -> Iterator[str]:
    yield f"## {info.name}\n\n{info.text['en']}. Key: {quoted(info.key)}.\n\n"
    rows = ((f"`{c.name}`", _kind(c), c.text["en"], "; ".join(_meanings(c))) for c in info.columns)
    yield table(["column", "type", "what it holds", "codes"], rows)


def _kind(column: Column) -> str:
    return f"{column.type}, {column.unit}" if column.unit else column.type


def _meanings(column: Column) -> Iterator[str]:
    return (f"`{code}` {words['en']}" for code, words in column.codes.items())


# --- the scores --------------------------------------------------------------------------------------------


def _scores() -> list[dict[str, str]]:
    with (ROOT / "tests" / "accuracy.csv").open(encoding="utf-8", newline="") as file:
        return [row | {"corpus": row["corpus"].replace("-", "_")} for row in csv.DictReader(file)]


def _in_order(book: Codebook) -> list[dict[str, Any]]:
    """The sets in the order of the page: those that the rules were built on, then the unseen ones from A on.

    The codebook has them in the order in which they were run, which says nothing to a reader of the scores.
    """
    entries: list[dict[str, Any]] = book.data["corpora"]
    unseen = [entry for entry in entries if entry["corpus"].startswith("unseen")]
    return [e for e in entries if e not in unseen] + sorted(unseen, key=lambda entry: str(entry["corpus"]))


def sets(book: Codebook) -> str:
    """Every set of reports: who coded it, how it was used, first and present score."""
    now = {row["corpus"]: row for row in _scores() if row["field"] == "total"}
    rows = []
    for entry in _in_order(book):
        first, last = entry.get("first"), now.get(entry["corpus"])
        rows.append(
            (
                entry["en"],
                entry["reports"],
                entry["coded_by"].replace("_", " "),
                entry["use"].replace("_", " "),
                f"{first['right']} % of {first['n']}, {first['false_figures']} false" if first else "–",
                f"{last['right']} % of {last['n']}, {int(last['wrong']) + int(last['invented'])} false"
                if last
                else "–",
            )
        )
    return table(["set", "reports", "coded by", "use", "first score", "score now"], rows)


def fields(book: Codebook) -> str:
    """Per cent right by field and set."""
    rows = [row for row in _scores() if row["field"] != "total"]
    names = [entry["corpus"] for entry in _in_order(book)]
    sets = [name for name in names if any(row["corpus"] == name for row in rows)]
    right = {(row["field"], row["corpus"]): row["right"] for row in rows}
    found = dict.fromkeys(row["field"] for row in rows)
    return table(["field", *sets], (_row(f, right, sets) for f in found))


def _row(field: str, right: dict[tuple[str, str], str], sets: list[str]) -> list[str]:
    """A field under the name of its column; lists (event dates, methods, topics) have none."""
    column = {coded: name for name, coded in FIELDS.items() if coded != "event_dates"}.get(field, field)
    return [f"`{column}`", *(right.get((field, name), "–") for name in sets)]


BLOCKS: dict[str, Callable[[Codebook], str]] = {
    "files": files,
    "methods": lambda book: codes(book.data["methods"]),
    "topics": lambda book: codes(book.data["topics"]),
    "actors": lambda book: codes(book.data["actors"]),
    "services": lambda book: codes(book.data["services"]),
    "margins": margins,
    "bounds": bounds,
    "scope": scope,
    "rules": rules,
    "problems": problems,
    "form": form,
    "tables": dictionary,
    "sets": sets,
    "fields": fields,
}
"""Generated parts by the name in their marks."""


def renewed(page: str, book: Codebook) -> str:
    """A page with its generated parts made anew."""
    return MARKED.sub(lambda mark: f"{mark[1]}\n{BLOCKS[mark[2]](book)}\n{mark[3]}", page)


def picture() -> bytes:
    """The chart that the README shows, drawn from the reports of ``data/raw``."""
    from kfd_analysis import load_dataset, showing

    png: bytes = showing.CHARTS["02_cost_per_participant"](load_dataset(ROOT / "data" / "raw")).png(150)
    return png


def main() -> None:
    """Renew pages and picture."""
    book = load_codebook()
    for path in sorted(DOCS.glob("*.md")):
        path.write_text(renewed(path.read_text(encoding="utf-8"), book), encoding="utf-8", newline="\n")
    PICTURE.write_bytes(picture())


if __name__ == "__main__":
    main()
