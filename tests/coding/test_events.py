"""Which dates are events of the dialogue, and how long they lasted (rules 3, 4, 12)."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.events import code_events

# words of the concept; dates (start or start/end); hours of all events
FORM = [
    ("Durchführung am 24.06.2017 von 9:30 - 14:00 Uhr", ["2017-06-24"], "4.5"),
    ("Durchführung am: 24.06.2017 von 9:30 - 14:00 Uhr", ["2017-06-24"], "4.5"),
    ("Durchführung am 20.10.2016", ["2016-10-20"], None),
    ("Durchführung am 14.01.2017, Nachbesprechung 07.02.2017", ["2017-01-14"], None),
    ("Durchführung:\nBürgerabend am 07.06.2017 von 18:00 - 20:30\nFachworkshop am 22.06.2017 von 10:00 - 15:00", ["2017-06-07", "2017-06-22"], "7.5"),
    ("Durchführung am 18. und 19.11.2016 von 16.00 – 20.30 und 9.00-13.00", ["2016-11-18/2016-11-19"], "8.5"),
    ("Durchführung am 17.11.2016 und 29.11.216 jeweils von 17.00 bis 20.30 Uhr", ["2016-11-17", "2016-11-29"], "7"),
    ("Durchführung vom 24.-30. September 2016", ["2016-09-24/2016-09-30"], None),
    ("Durchführung am: Freitag, 30. Juni, 16 bis 21 Uhr", [""], "5"),
    ("vier World Cafés am 3., 10., 17. und 24. Juni 2017, jeweils 4 Stunden", ["2017-06-03", "2017-06-10", "2017-06-17", "2017-06-24"], "16"),
]  # fmt: skip

OWN = [
    ("Nach einer Vorbereitung am 03.03.2017 fand der Dialog am 05.04.2017 statt.", ["2017-04-05"], None),
    ("Die Steuerungsgruppe tagte am 01.02.2017.\nDer Dialogabend war am 01.03.2017, 19 bis 22 Uhr.", ["2017-03-01"], "3"),
    ("Fragebogen an Vereine (02.01.2017 bis 31.01.2017), Veranstaltung am 11.02.2017", ["2017-02-11"], None),
    ("Seit 01.03.2016 gibt es eine Stelle. Das Forum fand am 02.04.2017 statt.", ["2017-04-02"], None),
    ("Durchführung am 11.03.2017\nUhrzeit: 10:00 bis 16:30 Uhr", ["2017-03-11"], "6.5"),
    ("Durchführung am 11.03.2017\nDauer: 5 Stunden", ["2017-03-11"], "5"),
    ("Durchführung am 5. Mai 2017\n- 9.00 Uhr Begrüßung\n- 9.30 Uhr Vortrag\n- 15.00 Uhr Ende", ["2017-05-05"], "6"),
    ("Durchführung am 5. Mai 2017\n- 9.00 Uhr Begrüßung\n- 9.30 Uhr Vortrag\n- 13.00 Uhr Tische", ["2017-05-05"], None),
    ("Durchführung am 5. und 6. Mai 2017", ["2017-05-05/2017-05-06"], None),
    ("Der Gemeinderat hatte am 12.12.2016 den Beschluss gefasst.", [], None),
    ("Der Dialog am 4. Oktober 2016 dauerte zweieinhalb Stunden.", ["2016-10-04"], "2.5"),
    ("Klausur am 24./25. März 2017. Insgesamt dauerte der Rat 12 Stunden.\nDie Vorschläge wurden am 27. April 2017 vorgestellt und beraten (Dauer: 3 Stunden).", ["2017-03-24/2017-03-25", "2017-04-27"], "15"),
    ("Dialog am 9. Februar 2017, 19.00 - 21.30 Uhr\nDie Umfrage lief vom 5. bis 18. Dezember 2016.", ["2017-02-09"], "2.5"),
    ("Abstimmung im Netz (20.10. bis 10.11.2016, 318 Stimmen), Abschluss am 26.11.2016", ["2016-11-26"], None),
    ("Durchführung am 4. Februar 2017, 9:30 bis 17:00 Uhr (Mittagspause 12:30 bis 13:30 Uhr)", ["2017-02-04"], "7.5"),
    ("Durchführung am 4. Februar 2017, 10-12 und 13-16 Uhr", ["2017-02-04"], "6"),
    ("Durchführung am 4. Februar 2017, Einlass 17.30 Uhr, Beginn 18.00 Uhr, Ende 21.00 Uhr", ["2017-02-04"], "3"),
    ("Durchführung am 4. Februar 2017, ab 18 Uhr, Ende gegen halb zehn", ["2017-02-04"], "3.5"),
    ("Durchführung am 26. 11. 2016, als 4-stündige Veranstaltung im Foyer.", ["2016-11-26"], "4"),
    ("Durchführung am 23.9.2017, 9 h 30 – 12 h 30", ["2017-09-23"], "3"),
    ("Durchführung am 12.Okotber 2016 und am 16. November. Der erste Termin ging von neun bis zwölf Uhr, der zweite von 13 Uhr 30 bis 17 Uhr.", ["2016-10-12", "2016-11-16"], "6.5"),
    ("Durchführung am 5.10.2016, 18-20 Uhr.\nVorbesprechungen: 5.9. und 26.9., Nachbesprechung 1.12.2016.", ["2016-10-05"], "2"),
    ("Durchführung am\n10. März 2016, 18–21 Uhr: Auftakt\n30. Juni 2016, 19–21 Uhr: Abschluss\nDazwischen lief (1. bis 15. April) eine Umfrage.\nDie Lenkungsgruppe tagte am 4. Februar, 12. Mai und 14. Juli 2016.", ["2016-03-10", "2016-06-30"], "5"),
    ("Durchführung am Freitag, 15. Juli 2016, 14 – 17 Uhr (Fachgespräch) und am Samstag, 16. Juli 2016, 10 – 15 Uhr (Bürgerforum). Ein Planungskreis hatte sich am 6. und 20. Juni getroffen.", ["2016-07-15", "2016-07-16"], "8"),
    ("Nach dem ersten Dialog vom Oktober 2016 (über den wir bereits berichtet haben) folgte am 8. Juli 2017 der zweite. Er begann um 10.00 Uhr und endete um 14.30 Uhr.", ["2017-07-08"], "4.5"),
    ("1. Tag: Freitag, 12. Mai 2017, Beginn 15.00 Uhr, Ende 19.15 Uhr\n2. Tag: Samstag, 13. Mai 2017, Beginn 9.00 Uhr, Ende 14.00 Uhr", ["2017-05-12/2017-05-13"], "9.25"),
    ("Der Dialog war am 19. November 2016. Um 9.30 Uhr hieß der Bürgermeister alle willkommen, erst um 16 Uhr gingen die Letzten nach Hause.", ["2016-11-19"], "6.5"),
    ("Datum: 05.10.2016\nBeginn: 18:30 Uhr\nEnde: 21:00 Uhr", ["2016-10-05"], "2.5"),
    ("Ablauf am 8.4.2017:\n9.30 - 10.00 Uhr: Ankommen\n10.00 - 12.00 Uhr: World Café\n13.00 - 14.30 Uhr: Plenum", ["2017-04-08"], "5"),
    ("Das Plenum am Vormittag (9.30 bis 12 Uhr) und die Workshops am Nachmittag (13 bis 15.30 Uhr) fanden am 8.4.2017 statt.", ["2017-04-08"], "6"),
    ("Insgesamt sechs Stunden an zwei Abenden (5.10. und 12.10.2016)", ["2016-10-05", "2016-10-12"], None),
    ("2 Veranstaltungen à 3 Stunden: 5.10.2016 und 2.2.2017", ["2016-10-05", "2017-02-02"], "6"),
    ("Zukunftswerkstatt am 7.4. (16–20 Uhr) und 8.4.2017 (9–14 Uhr)", ["2017-04-07/2017-04-08"], "9"),
    ("Nachdem am 3.3.2016 die ersten Flüchtlinge angekommen waren, haben wir am 5.10.2016 zum Dialog eingeladen.", ["2016-10-05"], None),
    ("Der Flüchtlingsdialog fand am 12. und 13. Mai 2017 statt. Am ersten Tag ging es von 17 bis 20 Uhr, am zweiten von 9 bis 15 Uhr.", ["2017-05-12/2017-05-13"], "9"),
    ("Drei Konferenzen: 21.03.2017 Nordstadt, 28.03.2017 Südheim, 04.04.2017 Westfelden (jeweils 17:30 - 20:30 Uhr).", ["2017-03-21", "2017-03-28", "2017-04-04"], "9"),
    ("Dialog am 7.6.2017 von halb sieben bis neun Uhr abends", ["2017-06-07"], "2.5"),
    ("Dialog am 7.6.2017 von 9 bis 5 Uhr nachmittags", ["2017-06-07"], "8"),
    ("Dialog am 7.6.2017 von 22:00 bis 01:00 Uhr", ["2017-06-07"], "3"),
    ("Dialog am 7.6.2017 von 20:00 bis 18:00 Uhr", ["2017-06-07"], None),
    ("Dialog am 7.6.2017 von 18:00 bis 18:00 Uhr", ["2017-06-07"], None),
    ("Die Veranstaltung am 07.06.2017 wurde abgesagt und auf den 14.06.2017 verschoben.", ["2017-06-14"], None),
    ("Der Dialog wurde vom 07.06.2017 auf den 14.06.2017 verlegt.", ["2017-06-14"], None),
    ("Gemeinderatsbeschluss vom 01.02.2017. Dialog am 7.6.2017, 9-17 Uhr.", ["2017-06-07"], "8"),
    ("Der Dialog fand wie geplant am 7.6.2017 statt.", ["2017-06-07"], None),
    ("Der zweite Dialog ist für den 15.11.2017 geplant. Der erste fand am 7.6.2017 statt.", ["2017-06-07"], None),
    ("Die Ergebnisse wurden am 12.07.2017 im Gemeinderat vorgestellt. Das Forum war am 10.05.2017.", ["2017-05-10"], None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "dates", "hours"), FORM + OWN)
def test_events(book, words, dates, hours):
    found = code_events(document(book, concept=words), book)
    assert [e.date + (f"/{e.end_date}" if e.end_date else "") for e in found.events] == dates
    assert (None if found.hours is None else f"{found.hours.normalize():f}") == hours


def test_names_of_events(book):
    words = "Durchführung:\nBürgerabend am 07.06.2017 von 18:00 - 20:30\nFreitag, 09.06.2017, Fachworkshop"
    assert [e.name for e in code_events(document(book, concept=words), book).events] == ["Bürgerabend", ""]
    words = "Durchführung:\n10. März 2016, 18–21 Uhr: Auftaktveranstaltung\n23. April 2016, 10 – 15 Uhr (Bürgerforum)"
    names = [e.name for e in code_events(document(book, concept=words), book).events]
    assert names == ["Auftaktveranstaltung", "Bürgerforum"]


def test_problems(book):
    found = code_events(document(book, concept="Durchführung am 29.11.216 und am 30. Juni"), book)
    assert {p.code for p in found.problems} >= {"date_repaired"}


def test_other_sections_serve_where_the_concept_has_no_date(book):
    report = document(
        book,
        concept="Ein World Café.",
        moderation="- Vorgespräch am 01.02.2017\n- Moderation des Dialogs am 02.03.2017",
    )
    assert [e.date for e in code_events(report, book).events] == ["2017-03-02"]
