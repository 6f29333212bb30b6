"""Answers as offices write them, each with its reading by hand (``examples/*.tsv``).

Figures: ``~`` about, ``>`` at least, ``<`` at most, ``a-b`` a range, ``-`` no value. In `words`, ``\\n`` is a new line;
under ratings `` | `` parts the answers to the two questions.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.codes.terms import code_terms
from kfd_analysis.coding.money.costs import code_costs
from kfd_analysis.coding.ratings import code_ratings

FOLDER = Path(__file__).parent / "examples"
SIGNS = {"exact": "", "about": "~", "at_least": ">", "at_most": "<"}


def rows(name):
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        found = [list(row.values()) for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert found
    return [[cell.replace("\\n", "\n").replace("\\t", "\t") for cell in row] for row in found]


def printed(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def shown(value) -> str:
    if value.status == "missing":
        return "-"
    if value.qualifier == "range":
        return f"{printed(value.low)}-{printed(value.high)}"
    point = next(n for n in (value.value, value.low, value.high) if n is not None)
    return SIGNS[value.qualifier] + printed(point)


@pytest.mark.parametrize(("words", "events", "total", "moderation"), rows("costs"))
def test_costs(book, words, events, total, moderation):
    found = code_costs(document(book, costs=words), int(events), book)
    assert (shown(found.total), shown(found.moderation)) == (total, moderation)


@pytest.mark.parametrize(("words", "process", "results"), rows("ratings"))
def test_ratings(book, words, process, results):
    answers = words.split(" | ")
    keys = ["rating"] if len(answers) == 1 else ["rating_process", "rating_results"]
    found = code_ratings(document(book, **dict(zip(keys, answers, strict=True))), book)
    assert [found[f"satisfaction_{name}"].value or "-" for name in ("process", "results")] == [
        process,
        results,
    ]


@pytest.mark.parametrize(("words", "verdict"), rows("value_for_money"))
@pytest.mark.parametrize("key", ["costs", "value_for_money"])
def test_value_for_money(book, key, words, verdict):
    assert (code_ratings(document(book, **{key: words}), book)["value_for_money"].value or "-") == verdict


@pytest.mark.parametrize(("section", "words", "codes"), rows("methods"))
def test_methods(book, section, words, codes):
    found = code_terms(document(book, **{section: words}), book).rows
    counted = {
        row.code for row in found if row.variable == "method" and row.state not in ("negated", "unspecified")
    }
    assert (" ".join(sorted(counted)) or "-") == codes


@pytest.mark.parametrize(("words", "codes"), rows("topics"))
def test_topics(book, words, codes):
    found = code_terms(document(book, topics=words), book).rows
    strict = {row.code for row in found if row.variable == "topic" and row.basis == "strict"}
    strict = strict - {"shared_understanding"} | ({"other"} if "shared_understanding" in strict else set())
    assert (" ".join(sorted(strict)) or "-") == codes
