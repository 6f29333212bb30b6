"""Answers as offices write them, read from the page to the value: events, participants, place.

``written_answers.tsv``: kind, answer (``\\n`` is a line break, ``\\t`` a tab), what it says, and for some kinds more.

- ``events``: the answer on the concept; dates (``start/end``, parted by ``;``), hours of all events.
- ``participants``: the answer on the actors; ``60`` exact, ``~60`` about, ``>=60``, ``<=60``, ``40-60``; the concept, if it matters.
- ``population``, ``municipality``, ``county``, ``administrative_region``: the answer of the field; its value.
- ``report``: a whole report; dates, hours, participants.

``NA`` is a value that the rules leave open.
"""

import csv
from pathlib import Path

import pytest

from kfd_analysis.coding.report import code_report
from kfd_analysis.reading.form import split
from kfd_analysis.reading.text import normal_lines

FORM = """Name der Stadt oder Gemeinde\n{municipality}\n
Einwohnerzahl\n{population}\n
Landkreis\n{county}\n
Regierungsbezirk\n{administrative_region}\n
Veranstaltungskonzept\n{events}\n
Ausgangssituation / Anlass\nZuzug vieler Geflüchteter.\n
Themenfelder\n- Wohnen\n- Sprache\n
Beteiligte Akteure\n{participants}\n
Bewertung des Ablaufs und der Ergebnisse\nSehr zufrieden.\n
Kosten und Effizienz\nGesamtkosten 1.000 Euro\n"""
ANSWERS = {
    "municipality": "Stadt Musterhausen",
    "population": "12.345",
    "county": "Musterkreis",
    "administrative_region": "Freiburg",
    "events": "Ein World Café.",
    "participants": "Verwaltung",
}
MARKS = {"about": "~{v}", "at_least": ">={low}", "at_most": "<={high}", "range": "{low}-{high}"}


def rows():
    text = Path(__file__).with_name("written_answers.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        kind, answer, *said = row
        yield pytest.param(
            kind, answer.replace("\\n", "\n").replace("\\t", "\t"), said, id=f"{kind}: {answer[:60]}"
        )


def plain(number):
    return number if number is None or isinstance(number, str | int) else f"{number.normalize():f}"


def figure(value):
    if value.status == "missing":
        return "NA"
    mark = MARKS.get(value.qualifier, "{v}")
    return mark.format(v=plain(value.value), low=plain(value.low), high=plain(value.high))


def read(coded, field):
    if field == "events":
        return ";".join(e.date + (f"/{e.end_date}" if e.end_date else "") for e in coded.events) or "NA"
    return figure(coded.values[field])


@pytest.mark.parametrize(("kind", "answer", "said"), rows())
def test_written_answers(book, kind, answer, said):
    answers = ANSWERS | ({} if kind == "report" else {kind: answer})
    if kind == "participants" and len(said) > 1:
        answers["events"] = said.pop().replace("\\n", "\n")
    text = answer if kind == "report" else FORM.format(**answers)
    coded = code_report(split(normal_lines(text), book, "x.txt"), book)
    fields = {"events": ("events", "event_hours"), "report": ("events", "event_hours", "participants")}
    assert [read(coded, field) for field in fields.get(kind, (kind,))] == said


def test_times_that_run_backwards_are_a_problem(book):
    text = FORM.format(**ANSWERS | {"events": "Durchführung am 07.06.2017 von 20:00 bis 18:00 Uhr"})
    coded = code_report(split(normal_lines(text), book, "x.txt"), book)
    assert [(p.code, p.field, p.detail) for p in coded.problems if p.code == "times_reversed"] == [
        ("times_reversed", "event_hours", "20:00–18:00")
    ]


def test_an_end_without_a_beginning_is_no_time_that_runs_backwards(book):
    text = FORM.format(**ANSWERS | {"events": "Durchführung am 07.06.2017, Ende gegen 21 Uhr"})
    coded = code_report(split(normal_lines(text), book, "x.txt"), book)
    assert "times_reversed" not in {p.code for p in coded.problems}


def test_an_open_number_of_inhabitants_is_a_problem(book):
    text = FORM.format(**ANSWERS | {"population": "12.345 / 12.400"})
    coded = code_report(split(normal_lines(text), book, "x.txt"), book)
    assert "population_open" in {p.code for p in coded.problems}
