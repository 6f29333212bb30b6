"""What the dialogue cost (rules 6 and 7)."""

from decimal import Decimal

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.money.costitems import with_values
from kfd_analysis.coding.money.costs import code_costs
from kfd_analysis.model import Value

# words; number of events; total, its qualifier and status; moderation, its qualifier (or missing reason)
FORM = [
    ("Gesamtkosten ca. 10.000 € (5.000 € für Beratung und Moderation, 5.000 € für Raum und Technik, Catering)", 1,
     "10000", "about", "reported", "5000", "about"),
    ("Rund 7.000 Euro Gesamtkosten für den 1. Workshop sowie für die folgenden vier Workshops inkl. Moderationskosten und Getränke.", 1,
     "7000", "about", "reported", None, "bundled"),
    ("Beratungs- und Moderationskosten: 749,70 €\nMaterialkosten: 50,00 €\nSnacks und Getränke: 250,00 €", 1,
     "1049.70", "exact", "computed", "749.70", "exact"),
    ("Kostenfaktor ist die Beratung, Konzeption und Moderation (ca. 5.000€), nicht zu beziffernde Kosten durch Raummiete. Gesamtkosten von ca. 6.000€.", 2,
     "6000", "about", "reported", "5000", "about"),
    ("ca. 2.500 EUR Moderation, 600 EUR Catering, Raum kostenfrei", 1, "3100", "about", "computed", "2500", "about"),
    ("rd. 4.000 Euro, davon 2.975,00 € Honorar der Moderatorin", 1, "4000", "about", "reported", "2975.00", "exact"),
    ("Gesamtkosten 4.250 EUR, hiervon Moderation 3.213 EUR, Dolmetscher 520 EUR, Rest Bewirtung", 1,
     "4250", "exact", "reported", "3213", "exact"),
    ("Gesamtaufwand 5,2 T€, darin 4,2 T€ für Beratung und Moderation.", 1, "5200", "exact", "reported", "4200", "exact"),
    ("Je Termin 1.200 Euro Moderation, dazu einmalig 350 Euro für Getränke.", 2, "2750", "exact", "computed", "2400", "exact"),
    ("Das Land hat 3.000 € Zuschuss gegeben. Die Rechnung der Moderation belief sich auf 3.570 €, für Verpflegung kamen 310 € dazu.", 1,
     "3880", "exact", "computed", "3570", "exact"),
    ("Außer rd. 1.500 Euro Sachmitteln sind keine Ausgaben entstanden; der Personalaufwand ist nicht eingerechnet.", 4,
     "1500", "about", "reported", None, "not_reported"),
    ("Rund 120 Arbeitsstunden der Verwaltung; ein Betrag lässt sich dafür nicht angeben.", 1, None, "not_reported", "missing", None, "not_reported"),
    ("4.760 € brutto für Moderation und Konzept, 1.150 € für Bewirtung, 340 € Kinderbetreuung, zusammen 6.250 €.", 1,
     "6250", "exact", "reported", "4760", "exact"),
]  # fmt: skip

OWN = [
    ("ca. 3.500 €", 1, "3500", "about", "reported", None, "not_reported"),
    ("Moderation 2.500 €", 1, None, "not_reported", "missing", "2500", "exact"),
    ("Moderation 2.500 €, alles andere war kostenlos", 1, "2500", "exact", "computed", "2500", "exact"),
    ("zwischen 3.000 und 4.000 Euro", 1, None, "range", "reported", None, "not_reported"),
    ("unter 2.000 Euro", 1, "2000", "at_most", "reported", None, "not_reported"),
    ("Insgesamt 5.000 €. Davon übernahm das Land 3.000 € als Zuschuss, 2.000 € Eigenanteil.", 1,
     "5000", "exact", "reported", None, "not_reported"),
    ("Moderation: 2.000 €\nRaum: 300 €\nGesamt: 2.500 €", 1, "2500", "exact", "reported", "2000", "exact"),
    ("4.000 € für Moderation, Raum und Verpflegung", 1, "4000", "exact", "reported", None, "bundled"),
    ("Siehe Anlage.", 1, None, "refers_to_attachment", "missing", None, "refers_to_attachment"),
    ("2.975 € (2.500 € zzgl. 19 % MwSt.) für die Moderation, 400 € Catering", 1, "3375", "exact", "computed", "2975", "exact"),
    ("Budget im Haushalt: 8.000 €", 1, None, "not_reported", "missing", None, "not_reported"),
    ("Die Kosten lagen bei insgesamt rund 9.000 EUR. Für Beratung und Moderation werden 4.000 bis 5.000 EUR anfallen, je nach Reisekosten.", 2,
     "9000", "about", "reported", None, "range"),
    ("Die Gesamtkosten betrugen 3.000 € inkl. MwSt. Das Honorar der Moderatorin machte davon 2.000 € aus, der Rest ging in Miete und Druck.", 1,
     "3000", "exact", "reported", "2000", "exact"),
    ("Rund 80 Arbeitsstunden im Rathaus, dazu Sachkosten von 500 Euro. Was der Moderator kostete, wissen wir nicht.", 1,
     None, "not_reported", "missing", None, "not_reported"),
    ("Moderation: 1.000 €\nGetränke: 200 €\nBeim ersten Dialog waren es 2.000 €.", 1, "1200", "exact", "computed", "1000", "exact"),
    ("Moderation: 1.000 €\nGetränke: 200 €\nIm Vorjahr hatten wir 2.000 € gebraucht.", 2, "1200", "exact", "computed", "1000", "exact"),
    ("Moderation 1.000 €, Raum 200 €. Eine Übersetzung hätte noch einmal 900 Euro gekostet.", 1, "1200", "exact", "computed", "1000", "exact"),
    ("Insgesamt 8.000,50 Euro. Darin sind 5.000 Euro (brutto) für die Moderation enthalten, außerdem Saalmiete und Essen.", 1,
     "8000.50", "exact", "reported", "5000", "exact"),
    ("Keine. Den Saal stellte die Kirche.", 1, "0", "exact", "reported", None, "not_reported"),
    ("Keine weiteren Kosten.", 1, None, "not_reported", "missing", None, "not_reported"),
    ("Moderation 1.190 € (inkl. 190 € MwSt.), Raum 200 €", 1, "1390", "exact", "computed", "1190", "exact"),
    ("Moderation 2.500 € (inkl. MwSt.), Verpflegung 310 €", 1, "2810", "exact", "computed", "2500", "exact"),
    ("Gesamt 4.500 Euro (inkl. MwSt.), davon 3.000 Euro Moderation", 1, "4500", "exact", "reported", "3000", "exact"),
    ("Für Moderation und Beratung wurden 3.000 € vom Land übernommen, die Gemeinde trug 800 € für Verpflegung.", 1, "3800", "exact", "computed", "3000", "exact"),
    ("Die Moderationskosten in Höhe von 2.975 Euro wurden durch die Landesförderung gedeckt. Weitere Kosten entstanden nicht.", 1,
     "2975", "exact", "computed", "2975", "exact"),
    ("rund 5.000 Euro, wovon das Land 3.000 Euro übernommen hat", 1, "5000", "about", "reported", None, "not_reported"),
    ("2 x 1.200 € Moderation, 2 x 150 € Getränke", 1, "2700", "exact", "computed", "2400", "exact"),
    ("Moderation (2 Tage à 1.200 €) 2.400 €, Catering 600 €", 1, "3000", "exact", "computed", "2400", "exact"),
    ("Bisher 3.400 €, die Schlussrechnung steht noch aus.", 1, "3400", "at_least", "reported", None, "not_reported"),
    ("Geplant waren 5.000 €, tatsächlich waren es 4.300 €.", 1, "4300", "exact", "reported", None, "not_reported"),
    ("4.000 € (3.000 € Land, 1.000 € Stadt)", 1, "4000", "exact", "reported", None, "not_reported"),
    ("Die Moderation hat uns nichts gekostet, Verpflegung 180 €.", 1, "180", "exact", "computed", None, "not_reported"),
    ("Lediglich Sachkosten von 120 Euro", 1, "120", "exact", "reported", None, "not_reported"),
    ("ca. 5000 - 6000", 1, None, "range", "reported", None, "not_reported"),
    ("Kosten: 4.500", 1, "4500", "exact", "reported", None, "not_reported"),
    ("Die Kosten beliefen sich auf 3.000 € pro Veranstaltung bei drei Veranstaltungen.", 1, "9000", "exact", "computed", None, "not_reported"),
    ("Moderation (1.500 €) Raum (300 €) Catering (200 €)", 1, "2000", "exact", "computed", "1500", "exact"),
    ("Nach Abzug der Förderung von 4.000 € verblieben 2.000 €.", 1, None, "not_reported", "missing", None, "not_reported"),
    ("Die Moderation machte 50 % von 6.000 € aus.", 1, "6000", "exact", "reported", None, "not_reported"),
    ("40 Arbeitsstunden der Verwaltung; Moderation 3.200,50 €", 1, None, "not_reported", "missing", "3200.50", "exact"),
    ("Moderation 2.000 €, Raum 300 € (jeweils inkl. MwSt.)", 1, "2300", "exact", "computed", "2000", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "events", "total", "qualifier", "status", "moderation", "marking"), FORM + OWN
)
def test_costs(book, words, events, total, qualifier, status, moderation, marking):
    found = code_costs(document(book, costs=words), events, book)
    value = found.total
    assert value.value == (None if total is None else Decimal(total))
    assert (value.qualifier or value.missing_reason, value.status) == (qualifier, status)
    part = found.moderation
    assert part.value == (None if moderation is None else Decimal(moderation))
    assert (part.qualifier or part.missing_reason) == marking


# words; rows as item, amount, priced
SCOPES = [
    ("Gesamtkosten ca. 10.000 € (5.000 € für Beratung und Moderation, 5.000 € für Raum und Technik, Catering)",
     [("total", 10000, "alone"), ("moderation", 5000, "alone"), ("venue", None, "in_lump"), ("catering", None, "in_lump"), ("other", 5000, "in_lump")]),
    ("ca. 2.500 EUR Moderation, 600 EUR Catering, Raum kostenfrei",
     [("total", 3100, "alone"), ("moderation", 2500, "alone"), ("catering", 600, "alone"), ("venue", 0, "alone")]),
    ("Beratung, Konzeption und Moderation (ca. 5.000€), nicht zu beziffernde Kosten durch Personaleinsatz. Gesamtkosten von ca. 6.000€.",
     [("total", 6000, "alone"), ("moderation", 5000, "alone"), ("concept", None, "in_lump"), ("staff", None, "unpriced")]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "rows"), SCOPES)
def test_components(book, words, rows):
    found = code_costs(document(book, costs=words), 1, book)
    assert [(i.item, None if i.amount is None else int(i.amount), i.priced) for i in found.items] == rows


@pytest.mark.parametrize(
    ("words", "events", "scope"),
    [
        ("Gesamtkosten 3.000 €", 1, "event"),
        ("Gesamtkosten 3.000 €", 2, "all_events"),
        ("Gesamtkosten 3.000 € für den Abend und weitere Workshops", 1, "wider"),
    ],
)
def test_scope(book, words, events, scope):
    assert {i.scope for i in code_costs(document(book, costs=words), events, book).items} == {scope}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Gesamtkosten 3.000 €. Insgesamt also 3.500 €.", "total_contradict"),
        ("Moderation 2.000 €, Raum 300 €, gesamt 2.500 €", "total_sum_differs"),
    ],
)
def test_contradictions_are_problems(book, words, code):
    assert code in {p.code for p in code_costs(document(book, costs=words), 1, book).problems}


def test_unanswered_and_missing_sections(book):
    assert code_costs(document(book, costs=""), 1, book).total.missing_reason == "not_answered"
    assert code_costs(document(book, actors="Vereine"), 1, book).total.missing_reason == "not_asked"


def test_a_price_per_event_with_one_event_is_a_problem(book):
    words = "1.500 € pro Workshop für 20 Personen"
    assert [p.code for p in code_costs(document(book, costs=words), 1, book).problems] == ["price_per_event"]
    assert code_costs(document(book, costs=words), 3, book).problems == ()


def test_a_total_that_a_person_gave_gets_a_row(book):
    found = code_costs(document(book, costs="Die Abrechnung liegt noch nicht vor."), 1, book)
    amount = Decimal(900)
    given = Value(amount, amount, amount, "EUR", "exact", "corrected", "", "corrected", found.total.spans)
    rows = with_values(found.items, {"total_cost_eur": given, "moderation_cost_eur": found.moderation})
    assert [(row.item, row.amount, row.status) for row in rows] == [("total", amount, "corrected")]


def test_travel_and_documentation_belong_to_the_price_of_advice(book):
    found = code_costs(
        document(book, costs="Moderation inkl. Fahrtkosten 2.000 €, Dokumentation 300 €"), 1, book
    )
    assert [(i.component, i.priced, i.amount) for i in found.items if i.item != "total"] == [
        ("moderation", "alone", Decimal(2000)),
        ("travel", "in_lump", None),
        ("documentation", "alone", Decimal(300)),
    ]
