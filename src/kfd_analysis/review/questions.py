"""Questions back to each municipality, made from the gaps of the tables (codebook, ``questions.yml``).

Nothing but figures, days, codes and words that the tables hold already can stand in a question, so
that no personal data can.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import pandas as pd

from kfd_analysis import language
from kfd_analysis.codebook import FILES, Codebook, load_codebook
from kfd_analysis.review.written import as_text, codes
from kfd_analysis.tables.frames import Frames

LANGUAGES = ("en", "de")
_TABLES = ("reports", "values", "events", "cost_items", "codings", "answers", "problems")
_OR = {"en": " or ", "de": " oder "}
Rows = list[dict[str, Any]]
_CONDITIONS = ("table", "has", "lacks", "at_least", "multiple_of")


class Question(NamedTuple):
    """A question to one municipality, in English and German.

    Attributes
    ----------
    question
        Identifier of the template (``questions.yml``).
    field
        Field of table ``reports`` that the answer would fill, or methods, outcomes.
    """

    report_id: str
    municipality: str
    question: str
    field: str
    en: str
    de: str

    def text(self, lang: str) -> str:
        """The question in a language."""
        return self.de if lang == "de" else self.en


def questions(
    ds: Frames, book: Codebook | None = None, outside: pd.DataFrame | None = None
) -> list[Question]:
    """What the tables leave open, report by report, as questions.

    Parameters
    ----------
    ds
        A data set. Slide decks raise no questions: they are no reports of the programme.
    book
        The codebook; the packaged one by default.
    outside
        Figures from other sources (``data/coding/outside_sources.csv``): where one cannot be the
        report's figure, that is asked too.

    Returns
    -------
    list of Question
        In the order of the reports and of the templates.
    """
    book = book or load_codebook()
    tables = {name: getattr(ds, name).to_dict("records") for name in _TABLES}
    asked: list[Question] = []
    for report in tables["reports"]:
        if report["document_type"] != "questionnaire":
            continue
        own = {
            name: [row for row in rows if row["report_id"] == report["report_id"]]
            for name, rows in tables.items()
        }
        for template in book.data["questions"]["questions"]:
            asked += _ask(template, report, own, book)
        asked += _differing(report, own, outside, book)
    return asked


def _ask(
    template: Mapping[str, Any], report: Mapping[str, Any], own: Mapping[str, Rows], book: Codebook
) -> Iterable[Question]:
    found = _found(template["when"], own)
    others = template.get("unless", ())
    if not all(_found(rule, own) for rule in template.get("also", ())) or any(_found(r, own) for r in others):
        return
    absent = _absent(template.get("absent"), own)
    if template.get("absent") and not absent:
        return
    groups = [found] if template.get("once") and found else [[row] for row in found]
    for rows in groups:
        words = {lang: _words(template[lang], rows, absent, lang, book) for lang in LANGUAGES}
        yield _question(report, template["id"], template["field"], words)


def _question(report: Mapping[str, Any], name: str, field: str, words: Mapping[str, str]) -> Question:
    municipality = (
        str(report["municipality"]) if _filled(report["municipality"]) else str(report["report_id"])
    )
    return Question(str(report["report_id"]), municipality, name, field, words["en"], words["de"])


def _found(when: Any, own: Mapping[str, Rows]) -> Rows:
    """The rows that a condition finds; of several conditions, those of the first that finds any."""
    for rule in [when] if isinstance(when, dict) else when:
        if rows := [row for row in own[rule["table"]] if _matches(row, rule)]:
            return rows
    return []


def _matches(row: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    wanted = {column: value for column, value in rule.items() if column not in _CONDITIONS}
    return (
        all(
            as_text(row[column]) in (value if isinstance(value, list) else [value])
            for column, value in wanted.items()
        )
        and all(_filled(row[column]) for column in rule.get("has", ()))
        and not any(_filled(row[column]) for column in rule.get("lacks", ()))
        and all(_number(row[column]) >= least for column, least in rule.get("at_least", {}).items())
        and all(_number(row[column]) % unit == 0 for column, unit in rule.get("multiple_of", {}).items())
    )


def _filled(cell: object) -> bool:
    return as_text(cell) != ""


def _number(cell: object) -> Decimal:
    """A cell as a number; minus one if it holds none."""
    try:
        return Decimal(as_text(cell))
    except InvalidOperation:
        return Decimal(-1)


def _absent(rule: Mapping[str, Any] | None, own: Mapping[str, Rows]) -> list[str]:
    if rule is None:
        return []
    there = {row[rule["column"]] for row in own[rule["table"]]}
    return [code for code in rule["codes"] if code not in there]


def _words(template: str, rows: Rows, absent: Sequence[str], lang: str, book: Codebook) -> str:
    """A template with the cells of its rows, in the language's own form."""
    with language.using(lang):
        slots = {
            column: ", ".join(dict.fromkeys(_cell(row, column, lang, book) for row in rows))
            for column in rows[0]
        }
    labels = book.data["questions"]["labels"]
    slots["absent"] = _either([labels[code][lang] for code in absent], lang)
    return template.format_map(slots)


def _either(words: Sequence[str], lang: str) -> str:
    """Words as one thing or another: room, catering or staff time."""
    return ", ".join(words[:-1]) + _OR[lang] + words[-1] if len(words) > 1 else "".join(words)


def _cell(row: Mapping[str, Any], column: str, lang: str, book: Codebook) -> str:
    cell = row[column]
    if not _filled(cell):
        return ""
    if column == "code" and row.get("variable") in FILES:
        return str(codes(book, row["variable"]).get(cell, {}).get(lang, cell))
    if column.endswith("_eur") or row.get("unit") == "EUR":
        return language.money(_number(cell)) if _number(cell) >= 0 else str(cell)
    if isinstance(cell, pd.Timestamp):
        return language.date(cell.date())
    if row.get("unit") == "persons" and _number(cell) >= 0:
        return language.number(int(_number(cell)))
    return _figure(cell, "date" in column)


def _figure(cell: object, day: bool) -> str:
    words = as_text(cell)
    if day:
        return language.date(words)
    number = _number(words)
    return words if number < 0 else language.number(number, 0 if number == int(number) else 1)


def _differing(
    report: Mapping[str, Any], own: Mapping[str, Rows], outside: pd.DataFrame | None, book: Codebook
) -> Iterable[Question]:
    """Where another source's figure cannot be the report's."""
    entry = book.data["questions"]["outside"]
    values = {row["field"]: row for row in own["values"]}
    for other in [] if outside is None else outside.to_dict("records"):
        field = other["field"]
        if other["report_id"] != report["report_id"] or field not in entry["fields"]:
            continue
        row = values[field]
        if _filled(row["value"]) and not _overlap(row, other):
            yield _question(report, "outside", field, _both(entry, field, row, other, book))


def _overlap(row: Mapping[str, Any], other: Mapping[Any, Any]) -> bool:
    """Whether the two intervals meet; an empty bound is no bound."""
    low, high = row["low"], row["high"]
    below = _filled(other["high"]) and _filled(low) and _number(other["high"]) < _number(low)
    above = _filled(other["low"]) and _filled(high) and _number(other["low"]) > _number(high)
    return not (below or above)


def _both(
    entry: Mapping[str, Any], field: str, row: Mapping[str, Any], other: Mapping[Any, Any], book: Codebook
) -> dict[str, str]:
    words = {}
    for lang in LANGUAGES:
        with language.using(lang):
            words[lang] = entry[lang].format(
                value=_cell(row, "value", lang, book),
                outside=_figure(other["outside_value"], day=False),
                source=language._(str(other["source"])),
                field=entry["fields"][field][lang],
            )
    return words
