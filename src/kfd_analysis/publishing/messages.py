"""Renew the catalogues: ``python -m kfd_analysis.publishing.messages``.

Messages stand in the code, in the templates, in the prose of the notebooks, in the codebook where its
words are in one language only (the definitions of its codes), and in the tables of ``data/coding``.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from kfd_analysis.codebook import load_codebook
from kfd_analysis.language import SOURCE, catalogue_path, languages
from kfd_analysis.publishing.notebooks import read_notebook
from kfd_analysis.publishing.places import PACKAGE, example_reports, notebooks
from kfd_analysis.publishing.prose import blocks
from kfd_analysis.review.beside import HAND_CODING, read_table
from kfd_analysis.writing import write_file

FORMS = {"_": 1, "message": 1, "plural": 2}
"""Functions that take messages, and how many."""
SHOWN = {
    "outside_sources": ["source", "how_it_differs"],
    "rulings": ["ruling", "alternative", "figures_affected"],
}
"""Columns of the coding beside the reports that readers see."""
NOTED = ("method", "topic", "actor", "service")
"""Variables of the hand coding whose notes readers see where program and coder differ."""
Found = tuple[str | tuple[str, ...], str]
"""A message, or its singular and plural, and the file that it stands in."""


def collect() -> Catalog:
    """Every message of the program, untranslated, with the files that it stands in."""
    catalog = Catalog()
    for words, place in sorted(_messages(), key=lambda found: (found[1], str(found[0]))):
        catalog.add(words, locations=[(place, 0)])
    return catalog


def _messages() -> Iterator[Found]:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((words, _place(path)) for words in _of_code(tree))
    for path in PACKAGE.rglob("*.j2"):
        found = extract_from_file("jinja2.ext:babel_extract", path)
        yield from ((words, _place(path)) for _line, words, _comments, _context in found)
    for path in notebooks():
        cells = read_notebook(path).cells
        for cell in cells:
            if cell.cell_type == "markdown":
                yield from ((block, f"notebooks/{path.name}") for block in blocks(cell.source))
    for name, entries in load_codebook().data.items():
        yield from ((words, f"codebook/{name}.yml") for words in _definitions(entries))
    tokens = load_codebook().data["privacy"]["tokens"].values()
    yield from ((token, "codebook/privacy.yml") for token in tokens)
    for name, columns in SHOWN.items():
        table = read_table(example_reports(), name)
        yield from ((words, f"coding/{name}.csv") for words in table[columns].to_numpy().flat if words)
    coded = read_table(example_reports(), HAND_CODING)
    notes = coded.loc[coded["variable"].isin(NOTED), "note"]
    yield from ((words, f"coding/{HAND_CODING}.csv") for words in notes if words)


def _place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _of_code(tree: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """Messages in calls, those within f-strings too, which Babel finds in newer Pythons only."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = node.args[: FORMS.get(name, 0)]
            words = tuple(str(arg.value) for arg in given if isinstance(arg, ast.Constant))
            if words and len(words) == FORMS[name]:
                yield words if len(words) > 1 else words[0]


def _definitions(entries: Any) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and "definition" in entry:
            yield entry["definition"]


def renewed(lang: str) -> bytes:
    """The catalogue of a language with the present messages; new ones are empty, old ones gone."""
    with catalogue_path(lang).open("rb") as file:
        catalog = read_po(file, lang)
    catalog.update(collect(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalog.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def missing(catalog: Catalog) -> Iterator[str]:
    """Messages without a translation, or with one that somebody has to look at."""
    for message in catalog:
        words = message.string if isinstance(message.string, list | tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            yield str(message.id)


def main(wanted: Iterable[str] = ()) -> int:
    """Renew the catalogues and name what has to be translated; 1 if there is something."""
    open_messages = 0
    for lang in list(wanted) or [lang for lang in languages() if lang != SOURCE]:
        write_file(catalogue_path(lang), renewed(lang))
        with catalogue_path(lang).open("rb") as file:
            for words in missing(read_po(file, lang)):
                open_messages += 1
                print(f"{catalogue_path(lang).relative_to(PACKAGE)}: to be translated: {words}")
    return 1 if open_messages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
