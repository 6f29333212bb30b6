"""The form in every layout: small invented reports."""

from __future__ import annotations

import pytest

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.errors import CodebookError, UnreadableReportError
from kfd_analysis.model import Document, Line
from kfd_analysis.reading.form import is_form, split, split_form
from kfd_analysis.reading.form.labels import HEADING, label_map, printed_lines
from kfd_analysis.reading.form.spelling import skeleton
from kfd_analysis.reading.text import normal_lines

BOOK = load_codebook()
LABELS = label_map(BOOK)


def read(text: str) -> Document:
    return split_form(normal_lines(text), BOOK, "x.txt")


def told(text: str) -> dict[str, str]:
    """Answer lines by key, joined."""
    return {
        key: " | ".join(line.text for line in section.lines) for key, section in read(text).sections.items()
    }


LAYOUTS = [
    ("colon, value below", "Einwohnerzahl:\n19.000", {"population": "19.000"}),
    ("no colon, value below", "Einwohnerzahl\n19.000", {"population": "19.000"}),
    ("value after a blank line", "Einwohnerzahl\n\n19.000\n\nLandkreis\n\nX", {"population": "19.000", "county": "X"}),
    ("value on the same line", "Einwohnerzahl: 19.000", {"population": "19.000"}),
    ("value after a blank", "Name der Kommune: X\nEinwohnerzahl rund 19.000", {"name": "X", "population": "rund 19.000"}),
    ("cell of a table", "Einwohnerzahl | 19.000\nThemenfelder | Wohnen", {"population": "19.000", "topics": "Wohnen"}),
    ("wide gap", "Einwohnerzahl     19.000", {"population": "19.000"}),
    ("dash between", "Regierungsbezirk – Freiburg", {"region": "Freiburg"}),
    ("not answered", "Einwohnerzahl\nLandkreis\nX", {"population": "", "county": "X"}),
    ("all labels, no answer", "Einwohnerzahl:\nLandkreis:\nRegierungsbezirk:", {"population": "", "county": "", "region": ""}),
    ("name with arrow", "Name der Stadt oder Gemeinde:\nX -> www.example.org", {"name": "X -> www.example.org"}),
    ("arrow on its own line", "Name der Stadt oder Gemeinde\nX\n->\nwww.example.org", {"name": "X | www.example.org"}),
    ("county as name", "Name der Stadt oder Gemeinde\nLandkreis X\nLandkreis\nX", {"name": "Landkreis X", "county": "X"}),
    ("label in the value", "Regierungsbezirk:\nRegierungsbezirk Freiburg", {"region": "Regierungsbezirk Freiburg"}),
    ("label in the address", "Landkreis\nX\nName und Adresse der Kontaktperson\nAmt\nLandkreis X\nTelefon der Kontaktperson\n1", {"county": "X", "contact": "Amt | Landkreis X", "phone": "1"}),
    ("contact over several lines", "Name und Adresse der Kontaktperson:\nMax Muster\n\nMusterstr. 1\n70000 X\nE-Mail der Kontaktperson:\na@example.org", {"contact": "Max Muster | Musterstr. 1 | 70000 X", "mail": "a@example.org"}),
    ("two fields on a line", "Kontaktperson: Max Muster\nTelefon: 07000 0, E-Mail: a@example.org", {"contact": "Max Muster", "phone": "07000 0", "mail": "a@example.org"}),
    ("vacant post", "Name und Adresse der Kontaktperson:\nN.N.", {"contact": "N.N."}),
    ("dash", "Landkreis:\n-\nThemenfelder\n–", {"county": "", "topics": ""}),
    ("no answer given", "Landkreis: k. A.\nThemenfelder\nkeine Angabe\nKosten und Effizienz\nentfällt", {"county": "", "topics": "", "costs": ""}),
    ("no answer, spelled tightly", "Landkreis: k.A.\nThemenfelder\nn.n.", {"county": "", "topics": ""}),
    ("a real no", "Empfehlungen und sonstige Rückmeldungen\nKeine.", {"recommendations": "Keine."}),
    ("capitals", "EINWOHNERZAHL\n5\nKOSTEN UND EFFIZIENZ:\n5 €", {"population": "5", "costs": "5 €"}),
    ("umlauts spelled out", "Konkrete Ergebnisse, Massnahmen und naechste Schritte\n- a", {"outcomes": "a"}),
    ("and as a sign", "Kosten & Effizienz\n5 €\nBeratung + Moderation:\nBüro", {"costs": "5 €", "moderation": "Büro"}),
    ("slash without blanks", "Ausgangssituation/Anlass\na", {"occasion": "a"}),
    ("hint in brackets", "Themenfelder (max. 5)\nWohnen", {"topics": "Wohnen"}),
    ("numbered", "1. Veranstaltungskonzept\na\n2) Themenfelder:\nb\nIV. Kosten und Effizienz\nc", {"concept": "a", "topics": "b", "costs": "c"}),
    ("markdown", "## Themenfelder\na\n**Kosten und Effizienz**\nb", {"topics": "a", "costs": "b"}),
    ("bulleted labels", "• Beteiligte Akteure\n5\n• Kosten und Effizienz\n6", {"actors": "5", "costs": "6"}),
    ("indented", "Themenfelder\n  a\n    Kosten und Effizienz\n    b", {"topics": "a", "costs": "b"}),
    ("wrapped label", "Konkrete Ergebnisse, Maßnahmen\nund nächste Schritte\n- a", {"outcomes": "a"}),
    ("wrapped label, value behind", "Name und Adresse der Kontaktperson für den\nKommunalen Flüchtlingsdialog: Amt", {"contact": "Amt"}),
    ("short label first of a wrap", "Ausgangssituation\n/ Anlass\na", {"occasion": "a"}),
    ("typing errors", "Einwonherzahl\n5\nVeranstaltungkonzept\na\nThemnefelder:\nb\nBetieligte Akteure\nc", {"population": "5", "concept": "a", "topics": "b", "actors": "c"}),
    ("typing errors in generic words", "Stadt: X\nEinwonher: 9.480\nThemenfelder\na\nBeteiligte Akteure\n5", {"name": "X", "population": "9.480", "topics": "a", "actors": "5"}),
    ("a typing error before a long value", "Name der Kommune: X\nKontakperson: Erika Muster, Amt für Soziales und Integration, Musterstraße 5, 70000 X", {"name": "X", "contact": "Erika Muster, Amt für Soziales und Integration, Musterstraße 5, 70000 X"}),
    ("arrows between", "Kommune -> X\nEinwohner => 4.205\nLandkreis->Y\nBezirk → Z", {"name": "X", "population": "4.205", "county": "Y", "region": "Z"}),
    ("numbered by a word", "TOP 1 Veranstaltungskonzept\na\nTOP 2: Themenfelder\nb\nPunkt 3. Kosten und Effizienz\nc", {"concept": "a", "topics": "b", "costs": "c"}),
    ("misspelt throughout, in another order", "Kosten und Effizenz\n5 €\n\nThemenfleder\na\n\nVeranstaltungskonzpet\nb\n\nAusgangssitiuation\nc\n\nBewertung des Ablaufs und der Ergebnisse\nWie zufrieden mit dem Ablauf? gut\n\nAngaben zur Komune\nName der Stadt: X", {"costs": "5 €", "topics": "a", "concept": "b", "occasion": "c", "rating": "gut", "name": "X"}),
    ("a heading of the answer with a bracket", "Bewertung des Ablaufs und der Ergebnisse\nAblauf (Format, Struktur ...)\ngut\nErgebnisse (Erkenntnisse ...)\nmittel\nThemenfelder\na", {"rating": "gut | mittel", "topics": "a"}),
    ("a word before each answer", "Einwohnerzahl:\nAntwort: 12.300\nThemenfelder\nAntwort: Wohnen", {"population": "12.300", "topics": "Wohnen"}),
    ("more words behind", "Beteiligte Akteure\nx\nKosten und Effizienz des Dialogs\n5 €", {"actors": "x", "costs": "5 €"}),
    ("another order", "Kosten und Effizienz\na\nThemenfelder\nb\nVeranstaltungskonzept\nc", {"costs": "a", "topics": "b", "concept": "c"}),
    ("a missing section", "Themenfelder\na\nKosten und Effizienz\nb", {"topics": "a", "costs": "b"}),
    ("generic words throughout", "Kommune: X\nEinwohner: 5\nKonzept\na\nAnlass\nb\nModeration: c\nThemen\nd\nTeilnehmer\n5\nFazit\nAblauf: gut\nErgebnisse: mittel\nErgebnisse\n- e\nKosten\nf", {"name": "X", "population": "5", "concept": "a", "occasion": "b", "moderation": "c", "topics": "d", "actors": "5", "rating": "gut | mittel", "outcomes": "e", "costs": "f"}),
    ("generic words in an answer", "Veranstaltungskonzept\nTeilnehmer: alle\nThemen:\nWohnen\nKosten\nThemenfelder\na\nTeilnehmergruppen\n5\nKosten und Effizienz\nb", {"concept": "Teilnehmer: alle | Themen: | Wohnen | Kosten", "topics": "a", "actors": "5", "costs": "b"}),
    ("a label as an answer's heading", "Themenfelder\na\nBeteiligte Akteure\nb\nKonkrete Ergebnisse\nThemenfelder\nc\nLandkreis\nd", {"topics": "a", "actors": "b", "outcomes": "Themenfelder | c | Landkreis | d"}),
    ("the section's own name before a colon", "Beratung und Moderation\nBeratung und Moderation: Büro Muster\nThemenfelder\na", {"moderation": "Beratung und Moderation: Büro Muster", "topics": "a"}),
    ("headings in recommendations", "Kosten und Effizienz\na\nEmpfehlungen und sonstige Rückmeldungen\nWas würden Sie beim nächsten Mal anders machen?\nEmpfehlungen:\nb\nKosten: mehr", {"costs": "a", "recommendations": "Empfehlungen: | b | Kosten: mehr"}),
    ("items of the costs", "Name der Kommune: X\nThemenfelder: a\nKosten und Effizienz: gesamt 5 €\nBeratung und Moderation: 3 €", {"name": "X", "topics": "a", "costs": "gesamt 5 € | Beratung und Moderation: 3 €"}),
    ("contact data in another section", "E-Mail der Kontaktperson\na@example.org\nBeratung und Moderation\nBüro\nFon: 07000\nMail: b@example.org\nLandkreis", {"mail": "a@example.org", "moderation": "Büro | Fon: 07000 | Mail: b@example.org | Landkreis"}),
    ("contact at the end", "Kommune: X\nThemenfelder\na\nEmpfehlungen und sonstige Rückmeldungen\nb\nKontaktperson: Max\nTel.: 07000", {"name": "X", "topics": "a", "recommendations": "b", "contact": "Max", "phone": "07000"}),
    ("facts at the end", "Themenfelder\na\nAngaben zur Kommune\nEinwohnerzahl: 5\nLandkreis\nX", {"topics": "a", "population": "5", "county": "X"}),
    ("questions without section labels", "Wer hat diese Aufgaben übernommen?\nBüro\nStehen Aufwand und Ergebnis in einem guten Verhältnis?\nJa", {"moderation": "Büro", "costs": "Ja"}),
    ("page numbers and links of a print", "Themenfelder\na\nSeite 2 von 5\nb\nnach oben\nc", {"topics": "a | b | c"}),
    ("footer of a page", "Empfehlungen und sonstige Rückmeldungen\nMehr Zeit.\nKontakt\nImpressum | Datenschutz\n© 2018 X\nLogin", {"recommendations": "Mehr Zeit."}),
    ("footer as a list", "Themenfelder\n• Kontakt\n• Wohnen\n• Drucken\n• Impressum\n• Datenschutz", {"topics": "Kontakt | Wohnen"}),
    ("windows line ends", "Themenfelder\r\n\r\na\r\nb\r\n", {"topics": "a | b"}),
    ("soft hyphens in a label", "The\u00admen\u00adfelder\na", {"topics": "a"}),
    ("decomposed umlaut in a label", "Empfehlungen und sonstige Ru\u0308ckmeldungen\na", {"recommendations": "a"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sections"), [pytest.param(*row[1:], id=row[0]) for row in LAYOUTS])
def test_layout(text: str, sections: dict[str, str]) -> None:
    assert told(text) == sections


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
    assert {
        "Einwohnerzahl",
        "Kosten",
        "Stehen Aufwand und Ergebnis in einem guten Verhältnis?",
        "Angaben zur Kommune",
    } <= printed_lines(BOOK)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"county": {"kind": "field", "labels": ["Einwohnerzahl"]}}, "population and under county"),
        ({"county": {"labels": ["Landkreis"]}}, "incomplete|must be one of|write a mapping"),
        ({"county": None}, "incomplete|must be one of|write a mapping"),
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
