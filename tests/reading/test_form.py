"""The form in every layout: small invented reports, and line by line the reports that the rules were made on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.errors import CodebookError, UnreadableReportError
from kfd_analysis.model import Document, Line
from kfd_analysis.reading.form import is_form, split, split_form
from kfd_analysis.reading.labels import HEADING, label_map, printed_lines, skeleton
from kfd_analysis.reading.text import normal_lines

BOOK = load_codebook()
LABELS = label_map(BOOK)
TESTS = Path(__file__).parents[1]
FOLDERS = {"practice": TESTS / "practice" / "reports", "restated": TESTS.parent / "data" / "raw"}
ORIGINALS = os.environ.get("KFD_ORIGINALS")


def read(text: str) -> Document:
    return split_form(normal_lines(text), BOOK, "x.txt")


def told(text: str) -> dict[str, str]:
    """Answer lines by key, joined."""
    return {
        key: " | ".join(line.text for line in section.lines) for key, section in read(text).sections.items()
    }


def blocks(text: str, key: str) -> list[tuple[str, str]]:
    return [
        (" ".join(block.asks), " | ".join(line.text for line in block.lines))
        for block in read(text).sections[key].blocks
    ]


LAYOUTS = [
    ("colon, value below", "Einwohnerzahl:\n19.000", {"population": "19.000"}),
    ("no colon, value below", "Einwohnerzahl\n19.000", {"population": "19.000"}),
    (
        "value after a blank line",
        "Einwohnerzahl\n\n19.000\n\nLandkreis\n\nX",
        {"population": "19.000", "county": "X"},
    ),
    ("value on the same line", "Einwohnerzahl: 19.000", {"population": "19.000"}),
    (
        "value after a blank",
        "Name der Kommune: X\nEinwohnerzahl rund 19.000",
        {"name": "X", "population": "rund 19.000"},
    ),
    (
        "cell of a table",
        "Einwohnerzahl | 19.000\nThemenfelder | Wohnen",
        {"population": "19.000", "topics": "Wohnen"},
    ),
    ("wide gap", "Einwohnerzahl     19.000", {"population": "19.000"}),
    ("dash between", "Regierungsbezirk – Freiburg", {"region": "Freiburg"}),
    ("not answered", "Einwohnerzahl\nLandkreis\nX", {"population": "", "county": "X"}),
    (
        "all labels, no answer",
        "Einwohnerzahl:\nLandkreis:\nRegierungsbezirk:",
        {"population": "", "county": "", "region": ""},
    ),
    (
        "name with arrow",
        "Name der Stadt oder Gemeinde:\nX -> www.example.org",
        {"name": "X -> www.example.org"},
    ),
    (
        "arrow on its own line",
        "Name der Stadt oder Gemeinde\nX\n->\nwww.example.org",
        {"name": "X | www.example.org"},
    ),
    (
        "county as name",
        "Name der Stadt oder Gemeinde\nLandkreis X\nLandkreis\nX",
        {"name": "Landkreis X", "county": "X"},
    ),
    (
        "label in the value",
        "Regierungsbezirk:\nRegierungsbezirk Freiburg",
        {"region": "Regierungsbezirk Freiburg"},
    ),
    (
        "label in the address",
        "Landkreis\nX\nName und Adresse der Kontaktperson\nAmt\nLandkreis X\nTelefon der Kontaktperson\n1",
        {"county": "X", "contact": "Amt | Landkreis X", "phone": "1"},
    ),
    (
        "contact over several lines",
        "Name und Adresse der Kontaktperson:\nMax Muster\n\nMusterstr. 1\n70000 X\nE-Mail der Kontaktperson:\na@example.org",
        {"contact": "Max Muster | Musterstr. 1 | 70000 X", "mail": "a@example.org"},
    ),
    (
        "two fields on a line",
        "Kontaktperson: Max Muster\nTelefon: 07000 0, E-Mail: a@example.org",
        {"contact": "Max Muster", "phone": "07000 0", "mail": "a@example.org"},
    ),
    ("vacant post", "Name und Adresse der Kontaktperson:\nN.N.", {"contact": "N.N."}),
    ("dash", "Landkreis:\n-\nThemenfelder\n–", {"county": "", "topics": ""}),
    (
        "no answer given",
        "Landkreis: k. A.\nThemenfelder\nkeine Angabe\nKosten und Effizienz\nentfällt",
        {"county": "", "topics": "", "costs": ""},
    ),
    ("no answer, spelled tightly", "Landkreis: k.A.\nThemenfelder\nn.n.", {"county": "", "topics": ""}),
    ("a real no", "Empfehlungen und sonstige Rückmeldungen\nKeine.", {"recommendations": "Keine."}),
    ("capitals", "EINWOHNERZAHL\n5\nKOSTEN UND EFFIZIENZ:\n5 €", {"population": "5", "costs": "5 €"}),
    ("umlauts spelled out", "Konkrete Ergebnisse, Massnahmen und naechste Schritte\n- a", {"outcomes": "a"}),
    (
        "and as a sign",
        "Kosten & Effizienz\n5 €\nBeratung + Moderation:\nBüro",
        {"costs": "5 €", "moderation": "Büro"},
    ),
    ("slash without blanks", "Ausgangssituation/Anlass\na", {"occasion": "a"}),
    ("hint in brackets", "Themenfelder (max. 5)\nWohnen", {"topics": "Wohnen"}),
    (
        "numbered",
        "1. Veranstaltungskonzept\na\n2) Themenfelder:\nb\nIV. Kosten und Effizienz\nc",
        {"concept": "a", "topics": "b", "costs": "c"},
    ),
    ("markdown", "## Themenfelder\na\n**Kosten und Effizienz**\nb", {"topics": "a", "costs": "b"}),
    ("bulleted labels", "• Beteiligte Akteure\n5\n• Kosten und Effizienz\n6", {"actors": "5", "costs": "6"}),
    ("indented", "Themenfelder\n  a\n    Kosten und Effizienz\n    b", {"topics": "a", "costs": "b"}),
    ("wrapped label", "Konkrete Ergebnisse, Maßnahmen\nund nächste Schritte\n- a", {"outcomes": "a"}),
    (
        "wrapped label, value behind",
        "Name und Adresse der Kontaktperson für den\nKommunalen Flüchtlingsdialog: Amt",
        {"contact": "Amt"},
    ),
    ("short label first of a wrap", "Ausgangssituation\n/ Anlass\na", {"occasion": "a"}),
    (
        "typing errors",
        "Einwonherzahl\n5\nVeranstaltungkonzept\na\nThemnefelder:\nb\nBetieligte Akteure\nc",
        {"population": "5", "concept": "a", "topics": "b", "actors": "c"},
    ),
    (
        "more words behind",
        "Beteiligte Akteure\nx\nKosten und Effizienz des Dialogs\n5 €",
        {"actors": "x", "costs": "5 €"},
    ),
    (
        "another order",
        "Kosten und Effizienz\na\nThemenfelder\nb\nVeranstaltungskonzept\nc",
        {"costs": "a", "topics": "b", "concept": "c"},
    ),
    ("a missing section", "Themenfelder\na\nKosten und Effizienz\nb", {"topics": "a", "costs": "b"}),
    (
        "generic words throughout",
        "Kommune: X\nEinwohner: 5\nKonzept\na\nAnlass\nb\nModeration: c\nThemen\nd\nTeilnehmer\n5\nFazit\nAblauf: gut\nErgebnisse: mittel\nErgebnisse\n- e\nKosten\nf",
        {
            "name": "X",
            "population": "5",
            "concept": "a",
            "occasion": "b",
            "moderation": "c",
            "topics": "d",
            "actors": "5",
            "rating": "gut | mittel",
            "outcomes": "e",
            "costs": "f",
        },
    ),
    (
        "generic words in an answer",
        "Veranstaltungskonzept\nTeilnehmer: alle\nThemen:\nWohnen\nKosten\nThemenfelder\na\nTeilnehmergruppen\n5\nKosten und Effizienz\nb",
        {
            "concept": "Teilnehmer: alle | Themen: | Wohnen | Kosten",
            "topics": "a",
            "actors": "5",
            "costs": "b",
        },
    ),
    (
        "a label as an answer's heading",
        "Themenfelder\na\nBeteiligte Akteure\nb\nKonkrete Ergebnisse\nThemenfelder\nc\nLandkreis\nd",
        {"topics": "a", "actors": "b", "outcomes": "Themenfelder | c | Landkreis | d"},
    ),
    (
        "the section's own name before a colon",
        "Beratung und Moderation\nBeratung und Moderation: Büro Muster\nThemenfelder\na",
        {"moderation": "Beratung und Moderation: Büro Muster", "topics": "a"},
    ),
    (
        "headings in recommendations",
        "Kosten und Effizienz\na\nEmpfehlungen und sonstige Rückmeldungen\n"
        "Was würden Sie beim nächsten Mal anders machen?\nEmpfehlungen:\nb\nKosten: mehr",
        {"costs": "a", "recommendations": "Empfehlungen: | b | Kosten: mehr"},
    ),
    (
        "items of the costs",
        "Name der Kommune: X\nThemenfelder: a\nKosten und Effizienz: gesamt 5 €\nBeratung und Moderation: 3 €",
        {"name": "X", "topics": "a", "costs": "gesamt 5 € | Beratung und Moderation: 3 €"},
    ),
    (
        "contact data in another section",
        "E-Mail der Kontaktperson\na@example.org\nBeratung und Moderation\nBüro\nFon: 07000\nMail: b@example.org\nLandkreis",
        {"mail": "a@example.org", "moderation": "Büro | Fon: 07000 | Mail: b@example.org | Landkreis"},
    ),
    (
        "contact at the end",
        "Kommune: X\nThemenfelder\na\nEmpfehlungen und sonstige Rückmeldungen\nb\nKontaktperson: Max\nTel.: 07000",
        {"name": "X", "topics": "a", "recommendations": "b", "contact": "Max", "phone": "07000"},
    ),
    (
        "facts at the end",
        "Themenfelder\na\nAngaben zur Kommune\nEinwohnerzahl: 5\nLandkreis\nX",
        {"topics": "a", "population": "5", "county": "X"},
    ),
    (
        "questions without section labels",
        "Wer hat diese Aufgaben übernommen?\nBüro\nStehen Aufwand und Ergebnis in einem guten Verhältnis?\nJa",
        {"moderation": "Büro", "costs": "Ja"},
    ),
    (
        "page numbers and links of a print",
        "Themenfelder\na\nSeite 2 von 5\nb\nnach oben\nc",
        {"topics": "a | b | c"},
    ),
    (
        "footer of a page",
        "Empfehlungen und sonstige Rückmeldungen\nMehr Zeit.\nKontakt\nImpressum | Datenschutz\n© 2018 X\nLogin",
        {"recommendations": "Mehr Zeit."},
    ),
    (
        "footer as a list",
        "Themenfelder\n• Kontakt\n• Wohnen\n• Drucken\n• Impressum\n• Datenschutz",
        {"topics": "Kontakt | Wohnen"},
    ),
    ("windows line ends", "Themenfelder\r\n\r\na\r\nb\r\n", {"topics": "a | b"}),
    ("soft hyphens in a label", "The\u00admen\u00adfelder\na", {"topics": "a"}),
    (
        "decomposed umlaut in a label",
        "Empfehlungen und sonstige Ru\u0308ckmeldungen\na",
        {"recommendations": "a"},
    ),
]


@pytest.mark.parametrize(("text", "sections"), [pytest.param(*row[1:], id=row[0]) for row in LAYOUTS])
def test_layout(text: str, sections: dict[str, str]) -> None:
    assert told(text) == sections


PROCESS = "Wie zufrieden sind Sie mit dem Ablauf der Dialogveranstaltung(en)? (Format, Struktur, Moderation, Transparenz, fairer und respektvoller Umgang, Informationsmaterial etc.)"  # noqa: E501
RESULTS = "Wie zufrieden sind Sie mit den Ergebnissen der Dialogveranstaltung(en)? (Diskussionsqualität, Erkenntnisse, Ergebnisse, anderer Mehrwert etc.)"  # noqa: E501
RATING = "Bewertung des Ablaufs und der Ergebnisse\n"
BOTH = "rating_process rating_results"
QUESTIONS = [
    ("an answer each", f"{PROCESS}\nGut.\n{RESULTS}\nSehr gut.", [("rating_process", "Gut."), ("rating_results", "Sehr gut.")]),
    ("one answer under both", f"{PROCESS}\n\n{RESULTS}\nGut.", [(BOTH, "Gut.")]),
    ("both on one line", f"{PROCESS} {RESULTS}\nGut.", [(BOTH, "Gut.")]),
    ("answer on the question's line", f"{PROCESS} Gut.\n{RESULTS} - Besser", [("rating_process", "Gut."), ("rating_results", "Besser")]),
    ("answer before any question", f"Alles gut.\n{RESULTS}\nSehr.", [(BOTH, "Alles gut."), ("rating_results", "Sehr.")]),
    ("no question printed", "Gut.\nSehr gut.", [(BOTH, "Gut. | Sehr gut.")]),
    ("first not answered", f"{PROCESS}\n-\n{RESULTS}\nGut.", [("rating_results", "Gut.")]),
    ("second only says nothing", f"{PROCESS}\nGut.\n{RESULTS}\nk. A.", [("rating_process", "Gut.")]),
    ("reworded", "Wie zufrieden waren Sie mit dem Ablauf?\nGut.\nWie zufrieden waren Sie mit den Ergebnissen? Ja.", [("rating_process", "Gut."), ("rating_results", "Ja.")]),
    ("asked together", "Wie zufrieden sind Sie mit Ablauf und Ergebnissen? Sehr.", [(BOTH, "Sehr.")]),
    ("reworded, bracket below", "Wie zufrieden waren Sie mit dem Ablauf der Veranstaltung?\n(Format, Leitung etc.)\nGut.", [("rating_process", "Gut.")]),
    (
        "wrapped over lines",
        "Wie zufrieden sind Sie mit dem Ablauf der Dialogveranstaltung(en)? (Format, Struktur,\nModeration, Transparenz, fairer und\n"
        "respektvoller Umgang, Informationsmaterial etc.) Gut.\nBesser.",
        [("rating_process", "Gut. | Besser.")],
    ),
    ("the answer's headings", "Ablauf: gut\nErgebnisse:\nsehr gut", [("rating_process", "gut"), ("rating_results", "sehr gut")]),
    ("headings below printed questions", f"{PROCESS}\n{RESULTS}\nAblauf: gut\nErgebnisse: gut", [(BOTH, "Ablauf: gut | Ergebnisse: gut")]),
    ("a question in the answer", f"{PROCESS}\nWarum kamen so wenige? Das fragten wir.", [("rating_process", "Warum kamen so wenige? Das fragten wir.")]),
    ("known by its words", "Wie sind Sie mit den Ergebnissen und Erkenntnissen der Dialogveranstaltung zufrieden?\nSehr.", [("rating_results", "Sehr.")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in QUESTIONS])
def test_questions(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(RATING + text, "rating") == expected


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (
            "Themenfelder\na\nKosten und Effizienz\nStehen Aufwand und Ergebnis in einem guten Verhältnis? Ja.",
            "costs",
            [("value_for_money", "Ja.")],
        ),
        (
            "Konkrete Ergebnisse\nNennen Sie drei wichtige Ergebnisse bzw. konkrete Maßnahmen, die im Flüchtlings-\n"
            "dialog erarbeitet wurden.\n- Garten\nWelche Schritte wurden vereinbart?\nKeine",
            "outcomes",
            [("measures", "Garten"), ("effects", "Keine")],
        ),
        (
            "Kosten / Effizienz\nWelche Kosten sind Ihnen entstanden?\n500 €\nHat sich der Aufwand gelohnt?\nJa",
            "costs",
            [("cost_amount", "500 €"), ("value_for_money", "Ja")],
        ),
        (
            "Empfehlungen und Rückmeldungen\nWas würden Sie künftig anders machen?\nWerben. Was sonst? Nichts.",
            "recommendations",
            [("recommendation_self", "Werben. Was sonst? Nichts.")],
        ),
        (
            "Empfehlungen und Rückmeldungen\nVerbesserungsvorschläge:\nMehr Geld",
            "recommendations",
            [("recommendation_programme", "Mehr Geld")],
        ),
        (
            "Themenfelder\nWelche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet? Wohnen\nArbeit",
            "topics",
            [("topics", "Wohnen | Arbeit")],
        ),
    ],
)
def test_other_sections(text: str, key: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text, key) == expected


def test_places_point_into_the_source() -> None:
    source = normal_lines(
        "Name der Kommune:  X-Stadt\n   Themenfelder\n   • Wohnen\nKosten und Effizienz: 5 €"
    )
    document = split_form(source, BOOK, "x.txt")
    assert document.answer("name") == (Line(1, "X-Stadt", 19),)
    assert document.answer("topics") == (Line(3, "Wohnen", 5, "•"),)
    for line in document.answer("name", "topics", "costs"):
        assert source[line.number - 1][line.column : line.column + len(line.text)] == line.text
    assert [(s.key, s.label_line) for s in document.sections.values()] == [
        ("name", 1),
        ("topics", 2),
        ("costs", 4),
    ]
    assert document.source == source


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Steckbrief\nX-Stadt\nEs war einmal.\nAngaben zur Kommune\nName der Kommune: X", "Steckbrief | X-Stadt | Es war einmal."),
        ("Landkreis X\nName der Stadt oder Gemeinde\nLandkreis X\nLandkreis\nX", "Landkreis X"),
        ("Themen\nKontakt\nKosten\nAngaben zur Kommune\nEinwohnerzahl: 5\nThemenfelder\na", "Themen | Kontakt | Kosten"),
        ("Name der Kommune: X", ""),
    ],
)  # fmt: skip
def test_title(text: str, title: str) -> None:
    assert " | ".join(line.text for line in read(text).title) == title


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Themenfelder\na\nKosten und Effizienz\nb", []),
        ("Kosten und Effizienz\na\nThemenfelder\nb\nKosten und Effizienz\nc", [("section_doubled", "costs", 5)]),
        ("Kosten und Effizienz\nThemenfelder\nb\nKosten und Effizienz\nc", []),
        (
            "Themenfelder\nWelche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet?\na\n"
            "Themenfelder\nWelche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet?\nb",
            [("section_doubled", "topics", 4)],
        ),
        ("Kosten und Effizenz\na", [("label_guessed", "costs", 1)]),
    ],
)  # fmt: skip
def test_problems(text: str, problems: list[tuple[str, str, int]]) -> None:
    assert [(p.code, p.field, p.line) for p in read(text).problems] == problems


def test_a_doubled_section_is_joined() -> None:
    assert told("Kosten und Effizienz\na\nThemenfelder\nb\nKosten und Effizienz\nc") == {
        "costs": "a | c",
        "topics": "b",
    }


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        (f"{RATING}{PROCESS}\nGut.", False),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}", True),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\n\n\n", True),
        (f"{RATING}{PROCESS}\nGut.\nWie zufrieden sind Sie mit den Ergebnissen der Dia", True),
        (f"{RATING}{PROCESS}\nGut.\nKosten und Effizienz", True),
        ("Themenfelder\na\nKosten und Effizienz", False),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\nImpressum", True),
        (f"{RATING}{PROCESS}\nGut.\n{RESULTS}\n-", False),
    ],
)
def test_truncated(text: str, truncated: bool) -> None:
    assert read(text).truncated is truncated


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Einwohnerzahl: 5\nLandkreis: X\nThemenfelder: a\nKosten und Effizienz: b", True),
        ("Einwohnerzahl: 5\nLandkreis: X\nThemenfelder: a", False),
        ("Kommune: X\nEinwohner: 5\nThemen: a\nKosten: b", False),
        ("Kommune: X\nEinwohner: 5\nKonzept: c\nThemen: a\nTeilnehmer: 5\nKosten: b", True),
        ("Milch\nBrot\nKosten\nThemen\nKontakt", False),
        ("", False),
    ],
)
def test_is_form(text: str, form: bool) -> None:
    assert is_form(normal_lines(text), BOOK) is form


@pytest.mark.parametrize("text", ["", "Milch\nBrot\n\n\n\nEier", "Es war einmal. " * 400])
def test_no_report(text: str) -> None:
    with pytest.raises(UnreadableReportError) as error:
        split(normal_lines(text), BOOK, "x.txt")
    assert error.value.code == "no_report"


def test_every_label_of_the_matrix_is_read_back() -> None:
    form = BOOK.data["form"]
    for key, entry in form["keys"].items():
        for words in entry.get("labels", ()):
            label = LABELS.names[skeleton(words)]
            assert (label.key, label.strong) == (key, True), words
            assert told(f"{words}\nx") == {key: "x"}, words
            assert told(f"  {words}:\n\nx") == {key: "x"}, words
        for words in entry.get("printed", ()):
            assert LABELS.lines[words] == (entry.get("asks", key),)
    assert {label.key for label in LABELS.names.values()} == {*LABELS.order, HEADING}
    assert set(LABELS.section_of.values()) == set(LABELS.order) - LABELS.fields
    assert {"Einwohnerzahl", "Kosten", PROCESS, "Angaben zur Kommune"} <= printed_lines(BOOK)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"county": {"kind": "field", "labels": ["Einwohnerzahl"]}}, "population and under county"),
        ({"county": {"labels": ["Landkreis"]}}, "incomplete"),
        ({"county": None}, "incomplete"),
    ],
)
def test_a_broken_matrix_is_named(change: dict[str, object], message: str) -> None:
    form = BOOK.data["form"]
    broken = Codebook({"form": form | {"keys": form["keys"] | change}})
    with pytest.raises(CodebookError, match=message):
        label_map(broken)


def test_a_variant_needs_no_code() -> None:
    keys = BOOK.data["form"]["keys"]
    costs = keys["costs"] | {"labels": [*keys["costs"]["labels"], "Was es gekostet hat"]}
    book = Codebook({"form": BOOK.data["form"] | {"keys": keys | {"costs": costs}}})
    document = split_form(normal_lines("Was es gekostet hat\n5 €"), book, "x.txt")
    assert [line.text for line in document.answer("costs")] == ["5 €"]


# Per report: key, label line, answer lines; QUESTIONS=lines where a section asks two.
REPORTS = {
    "ilm-kreis": """
        title .
        talk 5 5,9,11,13-14,16-18,26,49
        slides 30 30,32-40,53,55-64,68,70-72,74-77,85-89,93,95-102,106,108,110,112,114,116,118,122,128,130,132,134,136,142,144,158-160
        topics 73 73,146-152
    """,
    "korntal-muenchingen": """
        title 1-3
        name 5 6
        population 7 8
        county 9 10
        region 11 12
        contact 13 14
        phone 15 16
        mail 17 18
        concept 19 21-25
        occasion 26 28-29
        moderation 30 32-34
        topics 35 37-38
        actors 39 41-45
        rating 46 rating_process+rating_results=49-52
        outcomes 53 measures+effects=56-59
        costs 60 cost_amount+value_for_money=63-65
        recommendations 66 recommendation_self+recommendation_programme=69
    """,
    "landkreis-konstanz": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-19
        phone 21 22
        mail 24 25
        concept 27 31,33-34,36-37
        occasion 39 43,45-46
        moderation 48 52-54,56,58-62
        topics 64 68
        actors 70 74,76
        rating 78 rating_process=82-83; rating_results=88
        outcomes 90 measures+effects=96,98,100-102,104-106
        costs 108 cost_amount+value_for_money=114-115
        recommendations 117 recommendation_self+recommendation_programme=123,125-126,128,130
    """,
    "plochingen": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 17-20
        phone 22 23
        mail 25 26
        concept 28 32-34,36
        occasion 38 42-44
        moderation 46 50-51
        topics 53 57,59-60
        actors 62 66-67
        rating 69 rating_process+rating_results=75-77
        outcomes 79 measures+effects=85,87-90,93-94
        costs 96 cost_amount+value_for_money=102,104
        recommendations 106 .
    """,
    "rems-murr-kreis": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-20
        phone 22 23
        mail 25 26
        concept 28 32,34,36-41,43,45-49,51
        occasion 53 57
        moderation 59 63,65-66
        topics 68 72
        actors 74 78-90,92
        rating 94 rating_process+rating_results=100-101,103,105
        outcomes 107 measures+effects=113
        costs 115 cost_amount+value_for_money=121-122,124
        recommendations 126 recommendation_self+recommendation_programme=132,134,136
    """,
    "baden-baden": """
        title 1-2
        name 4 5
        population 6 7
        county 8 .
        region 9 10
        contact 11 12
        phone 13 14
        mail 15 16
        concept 17 19-20
        occasion 21 23
        moderation 24 26
        topics 27 29
        actors 30 32
        rating 33 rating_process+rating_results=36
        outcomes 37 measures+effects=40-42
        costs 43 cost_amount+value_for_money=46-47
        recommendations 48 recommendation_self+recommendation_programme=51
    """,
    "denzlingen": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-17
        phone 19 20
        mail 22 23
        concept 25 29,31-39
        occasion 41 45
        moderation 47 51-52,54-56
        topics 58 62
        actors 64 68
        rating 70 rating_process=74; rating_results=78
        outcomes 80 measures+effects=86-89
        costs 91 cost_amount+value_for_money=97-98
        recommendations 100 recommendation_self+recommendation_programme=106
    """,
    "fellbach": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-19
        phone 21 22
        mail 24 25
        concept 27 31,33-34
        occasion 36 40
        moderation 42 46-48
        topics 50 54-58
        actors 60 64
        rating 66 rating_process=70; rating_results=74
        outcomes 76 measures+effects=82-84
        costs 86 cost_amount+value_for_money=92,94
        recommendations 96 recommendation_self=100; recommendation_programme=104
    """,
    "filderstadt": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-19
        phone 21 22
        mail 24 25
        concept 27 31-32,34-36,38
        occasion 40 44
        moderation 46 50-56
        topics 58 62-66
        actors 68 72-74,76
        rating 78 rating_process=82; rating_results=86
        outcomes 88 measures+effects=94-96
        costs 98 cost_amount+value_for_money=104,106
        recommendations 108 recommendation_self+recommendation_programme=114
    """,
    "freudenstadt": """
        title 1-3
        name 5 6
        population 7 8
        county 9 10
        region 11 12
        contact 13 14-16
        phone 17 18
        mail 19 20
        concept 21 23-25
        occasion 26 28
        moderation 29 31-32
        topics 33 35
        actors 36 38
        rating 39 rating_process+rating_results=42
        outcomes 43 measures+effects=46-48
        costs 49 cost_amount+value_for_money=52-53
        recommendations 54 recommendation_self+recommendation_programme=57
    """,
    "friedrichshafen": """
        title 1-2
        name 4 5
        population 6 .
        county 7 8
        region 9 10
        contact 11 12
        phone 13 14
        mail 15 16
        concept 17 19-20
        occasion 21 23
        moderation 24 26
        topics 27 29-30
        actors 31 33
        rating 34 rating_process+rating_results=37
        outcomes 38 measures+effects=41-43
        costs 44 cost_amount+value_for_money=47-48
        recommendations 49 recommendation_self+recommendation_programme=52
    """,
    "landkreis-beispiel": """
        title 1
        name 5 5
        population 6 6
        county 7 7
        region 8 8
        contact 9 9
        phone 10 10
        mail 11 .
        concept 13 17-21
        occasion 23 27
        moderation 29 33
        topics 35 39-44
        actors 46 50
        rating 52 rating_process+rating_results=58
        outcomes 60 measures+effects=66-68
        costs 70 cost_amount=74; value_for_money=78
        recommendations 80 recommendation_self+recommendation_programme=86
    """,
    "leimen": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16-19
        phone 21 22
        mail 24 25
        concept 27 31,33
        occasion 35 39
        moderation 41 45
        topics 47 51
        actors 53 57
        rating 59 rating_process+rating_results=65
        outcomes 67 measures+effects=73-76
        costs 78 cost_amount+value_for_money=84-85
        recommendations 87 recommendation_self+recommendation_programme=93
    """,
    "ostfildern-2studie": """
        title 1-2
        name 4 5
        population 6 7
        county 8 9
        region 10 11
        contact 12 13-16
        phone 17 18
        mail 19 20
        concept 21 23-29
        occasion 30 32
        moderation 33 35
        topics 36 38
        actors 39 41
        rating 42 rating_process+rating_results=45
        outcomes 46 measures+effects=49-51
        costs 52 cost_amount+value_for_money=55-56
        recommendations 57 recommendation_self+recommendation_programme=60
    """,
    "tettnang": """
        title .
        name 3 4
        population 6 7
        county 9 10
        region 12 13
        contact 15 16
        phone 18 20
        mail 22 24
        concept 26 30,32
        occasion 34 38-40
        moderation 42 46,48-50
        topics 52 56-60
        actors 64 68-76
        rating 78 rating_process=82; rating_results=86
        outcomes 88 measures+effects=94-96
        costs 98 cost_amount+value_for_money=104-107,109
        recommendations 111 recommendation_self+recommendation_programme=117
    """,
}
FIVE = ["ilm-kreis", "korntal-muenchingen", "landkreis-konstanz", "plochingen", "rems-murr-kreis"]


def ranges(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def outline(document: Document) -> list[str]:
    rows = [f"title {ranges([line.number for line in document.title]) or '.'}"]
    for key, section in document.sections.items():
        parts = [
            ("" if block.asks == (key,) else "+".join(block.asks) + "=")
            + ranges([line.number for line in block.lines])
            for block in section.blocks
        ]
        rows.append(f"{key} {section.label_line} {'; '.join(parts) or '.'}")
    return rows


def folder_of(name: str) -> Path:
    return FOLDERS["restated" if name in FIVE else "practice"]


@pytest.mark.parametrize("name", REPORTS)
def test_report_line_by_line(name: str) -> None:
    source = normal_lines((folder_of(name) / f"{name}.txt").read_bytes().decode("utf-8"))
    document = split(source, BOOK, f"{name}.txt")
    assert outline(document) == [row.strip() for row in REPORTS[name].strip().splitlines()]
    assert document.problems == ()
    assert document.truncated is (name == "plochingen")


@pytest.mark.skipif(not ORIGINALS, reason="KFD_ORIGINALS is not set")
@pytest.mark.parametrize("name", FIVE)
def test_original_line_by_line(name: str) -> None:
    source = normal_lines(Path(ORIGINALS or "", f"{name}.txt").read_bytes().decode("utf-8"))
    document = split(source, BOOK, f"{name}.txt")
    assert outline(document) == [row.strip() for row in REPORTS[name].strip().splitlines()]
    assert document.truncated is (name == "plochingen")
