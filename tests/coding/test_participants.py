"""How many people took part (rule 5)."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.events import code_events
from kfd_analysis.coding.people.participants import code_participants

# words of the section on actors; value, low, high, qualifier, status
FORM = [
    ("Insgesamt: 100 Teilnehmer und Teilnehmerinnen", 100, 100, 100, "exact", "reported"),
    ("41 Personen", 41, 41, 41, "exact", "reported"),
    ("- Bürger\n- GO Teilnehmer", 60, 54, 66, "about", "repaired"),
    ("Bürgerschaft 24, Geflüchtete 17, Gemeinderat 6", 47, 47, 47, "exact", "computed"),
    ("Politik (11), Wirtschaft (6), Verwaltung (14)", 31, 31, 31, "exact", "computed"),
    ("• 22 Geflüchtete\n• 31 Bürgerinnen und Bürger\n• 9 Mitarbeitende\nGesamt: 62 Personen", 62, 62, 62, "exact", "reported"),
    ("Angemeldet hatten sich 72. Teilgenommen haben schließlich knapp 70 Personen.", 70, 63, 70, "about", "reported"),
    ("ca. 6-800 Personen konnten erreicht werden", None, 600, 800, "range", "reported"),
    ("Am ersten Abend waren 48 und am zweiten 41 Personen da, überwiegend dieselben.", 48, 48, 48, "exact", "computed"),
    ("World Cafés: 28, 31, 24 und 35 Teilnehmende", 118, 118, 118, "exact", "computed"),
    ("Kirchen und Vereine, insgesamt fünfunddreißig Personen.", 35, 35, 35, "exact", "reported"),
    ("Gekommen sind 62 Personen, darunter 14 Geflüchtete und 9 Personen aus der Auslosung.", 62, 62, 62, "exact", "reported"),
    ("- Verwaltung\n- Vereine\n- Gruppe aus Syrien", None, None, None, "", "missing"),
]  # fmt: skip

OWN = [
    ("Teilnehmerzahl: ca. 80", 80, 72, 88, "about", "reported"),
    ("Über 120 Gäste", 120, 120, None, "at_least", "reported"),
    ("zwischen 50 und 60 Personen", None, 50, 60, "range", "reported"),
    ("Eingeladen waren 200 Personen.", None, None, None, "", "missing"),
    ("Eingeladen waren 200 Personen, gekommen sind 75.", 75, 75, 75, "exact", "reported"),
    ("Gerechnet wurde mit 100 Gästen; es kamen 64 Menschen.", 64, 64, 64, "exact", "reported"),
    ("Es gab 8 Tische mit je 10 Personen.", None, None, None, "", "missing"),
    ("45 Rückmeldebögen wurden ausgefüllt.", None, None, None, "", "missing"),
    ("Verwaltung (5), Vereine, Kirchen (3)", None, None, None, "", "missing"),
    ("l00 Teilnehmer", 100, 90, 110, "about", "repaired"),
    ("4O Personen", 40, 36, 44, "about", "repaired"),
    ("SOS-Kinderdorf, BBS, Polizei", None, None, None, "", "missing"),
    ("rund 90 Personen (davon 30 Geflüchtete)", 90, 81, 99, "about", "reported"),
    ("Immer derselbe Teilnehmerkreis: Anwesend waren am 8. März 42, am 15. März 38 und am 22. März 35 Personen.", 42, 42, 42, "exact", "computed"),
    ("Teilgenommen haben zwölf Geflüchtete, acht Ehrenamtliche und drei Mitarbeiterinnen. Andere fehlten, leider.", 23, 23, 23, "exact", "computed"),
    ("Gekommen sind zwölf Vertreter der Stadt, 21 Geflüchtete (darunter 7 Jugendliche) und neun Lehrkräfte.", 42, 42, 42, "exact", "computed"),
    ("An den drei Abenden derselbe Kreis, jeweils mehr als 80 Personen. Darunter waren 26 Geflüchtete.", 80, 80, None, "at_least", "reported"),
    ("Insgesamt waren an den drei Abenden rund 150 Personen beteiligt (Nord 55, Mitte 60, Süd 38).", 150, 135, 165, "about", "reported"),
    ("Am Rat haben alle 16 ausgelosten Personen teilgenommen. Zur Vorstellung kamen weitere 64 Personen.", 80, 80, 80, "exact", "computed"),
    ("Mehr als 200 Teilnehmende. 35 Personen haben an den Ständen geholfen und sind in der Zahl schon enthalten.", 200, 200, None, "at_least", "reported"),
    ("Erster Termin: vierunddreißig Personen. Zweiter Termin: 51 Bürgerinnen und Bürger. Das waren zwei ganz verschiedene Gruppen; gestuhlt war für 120.", 85, 85, 85, "exact", "computed"),
    ("Eingeladen waren alle Haushalte (ca. 2.600), 250 Personen haben zusätzlich einen Brief bekommen.", None, None, None, "", "missing"),
    ("Eingeladen hatten wir 120 Personen, gekommen sind 14 Geflüchtete, 11 Ehrenamtliche sowie zwei Vereinsvorstände, was für einen kleinen Ort ordentlich ist.", 27, 27, 27, "exact", "computed"),
    ("An jedem der drei Abende nahmen rund 40 Personen teil.", None, None, None, "", "missing"),
    ("25 Bürgerinnen und Bürger\n15 Geflüchtete\n10 Ehrenamtliche\nPresse", None, None, None, "", "missing"),
    ("12 Mitglieder des Gemeinderats, der Bürgermeister, 30 Ehrenamtliche", None, None, None, "", "missing"),
    ("Ein Drittel der Anwesenden (ca. 20) waren Geflüchtete.", None, None, None, "", "missing"),
    ("Rund die Hälfte der 60 Teilnehmenden waren Geflüchtete.", 60, 60, 60, "exact", "reported"),
    ("Vormittags 40, nachmittags 55 Personen", None, 55, 95, "range", "computed"),
    ("Auftakt: 120, Werkstatt: 45, Abschluss: 80 Personen", None, 120, 245, "range", "computed"),
    ("50 Erwachsene und 10 Kinder", 60, 60, 60, "exact", "computed"),
    ("20 Landwirtinnen, 10 Geflüchtete", None, None, None, "", "missing"),
    ("Insgesamt 130 Teilnahmen an drei Abenden, dabei 70 verschiedene Personen", 70, 70, 70, "exact", "reported"),
    ("Teilgenommen haben 15 Personen aus der Verwaltung, 20 aus Vereinen und 30 Geflüchtete.", 65, 65, 65, "exact", "computed"),
    ("62 Personen aus der Stadt, darunter 14 Geflüchtete", 62, 62, 62, "exact", "reported"),
    ("3 x 20 Personen", None, None, None, "", "missing"),
    ("30 Familien", None, None, None, "", "missing"),
    ("Die Halle war für 250 Personen bestuhlt.", None, None, None, "", "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "value", "low", "high", "qualifier", "status"), FORM + OWN)
def test_participants(book, words, value, low, high, qualifier, status):
    found = code_participants(document(book, actors=words), (), book).value
    assert (found.value, found.low, found.high, found.qualifier, found.status) == (
        value,
        low,
        high,
        qualifier,
        status,
    )


def test_one_event_attended_and_one_with_invitations(book):
    concept = "Bürgerabend am 07.06.2017\nFachworkshop am 22.06.2017"
    actors = "Zum Bürgerabend kamen gut 40 Bürgerinnen.\nZum Fachworkshop wurden 20 Vertreter eingeladen."
    report = document(book, concept=concept, actors=actors)
    found = code_participants(report, code_events(report, book).events, book)
    assert (found.value.value, found.value.low, found.value.high, found.value.qualifier) == (
        None,
        40,
        None,
        "at_least",
    )
    assert found.by_event[0].present.high == 44
    assert found.by_event[1].invited == 20


def test_two_events_with_attendance_are_added(book):
    concept = "Bürgerabend am 07.06.2017\nFachworkshop am 22.06.2017"
    actors = "Beim Bürgerabend waren 50 Personen.\nBeim Fachworkshop waren 20 Personen."
    report = document(book, concept=concept, actors=actors)
    found = code_participants(report, code_events(report, book).events, book).value
    assert (found.value, found.status) == (70, "computed")


def test_elsewhere_only_with_words_for_coming_and_persons(book):
    report = document(
        book,
        occasion="In der Stadt leben 500 Personen.",
        actors="Vereine",
        rating="Es nahmen 55 Personen teil.",
    )
    assert code_participants(report, (), book).value.value == 55


def test_a_sum_that_differs_is_a_problem(book):
    report = document(book, actors="• 20 Geflüchtete\n• 30 Bürger\nInsgesamt 60 Personen")
    found = code_participants(report, (), book)
    assert found.value.value == 60
    assert [p.code for p in found.problems] == ["participants_sum_differs"]


@pytest.mark.parametrize(
    ("words", "value", "rule"),
    [
        ("Am Fachgespräch waren 24 Fachkräfte beteiligt. Am Bürgerforum nahmen 66 Personen teil.", 90, "participants_events_added"),
        ("Fachgespräch: 30 Personen\nBürgerforum: 50 Personen\nEs war derselbe Kreis eingeladen.", 50, "participants_same_circle"),
        ("Am Fachgespräch nahmen 24 Fachkräfte teil.", None, "participants_some_events"),
    ],
)  # fmt: skip
def test_figures_of_named_events(book, words, value, rule):
    concept = (
        "Durchführung am 15. Juli 2016 (Fachgespräch der Hauptamtlichen) und am 16. August 2016 (Bürgerforum)"
    )
    report = document(book, concept=concept, actors=words)
    found = code_participants(report, code_events(report, book).events, book).value
    assert (found.value, found.rule) == (value, rule)


@pytest.mark.parametrize(
    ("circle", "value", "low", "high"),
    [
        ("Jeder Abend hatte einen eigenen Teilnehmerkreis.", 68, 68, 68),
        ("Es kamen weitgehend dieselben Personen.", 27, 27, 27),
        ("", None, 27, 68),
    ],
)
def test_figures_beside_the_dates(book, circle, value, low, high):
    concept = (
        "- Sprache: 08.03.2017, 18:00–20:30 Uhr, 22 Teilnehmende\n"
        "- Arbeit: 15.03.2017, 18:00–21:00 Uhr, 19 Teilnehmende\n"
        "- Wohnen: 22.03.2017, 17:30–20:00 Uhr, 27 Teilnehmende\n"
    )
    report = document(book, concept=concept + circle, actors="siehe oben")
    found = code_participants(report, code_events(report, book).events, book).value
    assert (found.value, found.low, found.high) == (value, low, high)


@pytest.mark.parametrize(
    "words", ["Rund 55 Teilnehmende", "40 Beteiligte", "gut 30 Mitwirkende", "55 Teilnehmer"]
)
def test_the_deciding_words_are_whole(book, words):
    report = document(book, actors=f"{words}, darunter 15 Geflüchtete.")
    found = code_participants(report, code_events(report, book).events, book).value
    assert [span.text for span in found.spans] == [words]
