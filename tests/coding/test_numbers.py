"""Amounts and counts: one row for each way in which reports write figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lists import examples

from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.numbers import find_amounts, find_counts, interval, parse_amount
from kfd_analysis.model import Figure

PRACTICE = Path(__file__).parents[1] / "practice" / "amounts.tsv"
BOOK = load_codebook()


def printed(figure: Figure) -> str:
    """The figure in short: the printed number or range with a mark for its qualifier."""
    if figure.qualifier == "range":
        return f"{figure.low:f}..{figure.high:f}"
    sign = {"exact": "", "about": "~", "at_least": ">", "at_most": "<", "range": "", "": "?"}[
        figure.qualifier
    ]
    return f"{sign}{figure.value:f}"


def read(figures: tuple[Figure, ...]) -> str:
    return " ".join(printed(f) for f in figures)


NUMBERS = (
    "1",
    "2",
    "16",
    "40",
    "2016",
    "300",
    "4.000",
    "1.5",
    "3,5",
    "0",
    "½",
    "zwei",
    "fünf",
    "zwölf",
    "hundert",
)
WORDS = (
    "bis",
    "und",
    "zwischen",
    "ca.",
    "gut",
    "über",
    "€",
    "Euro",
    ",-",
    "Tsd.",
    "Mio.",
    "x",
    "%",
    "netto",
    "Uhr",
)
PIECES = (
    *NUMBERS,
    *WORDS,
    "ein",
    "h",
    "März",
    "(",
    ")",
    ",",
    ".",
    "-",
    "–",
    "ß",
    "İ",
    " ",
    "  ",
    "\u00a0",
    "\n",
)
PRACTICE_KINDS = {"ca": "about", "min": "at_least", "gt": "at_least", "max": "at_most"}


@pytest.mark.parametrize("row", examples(PRACTICE), ids=lambda row: row["text"][:40])
def test_practice_table(row: dict[str, str]) -> None:
    found = parse_amount(row["text"], BOOK)
    if row["qualifier"] == "missing":
        assert found is None
        return
    assert found is not None
    low = Decimal(row["low"])
    if row["high"]:
        assert (found.value, found.low, found.high) == (None, low, Decimal(row["high"]))
    else:
        assert found.value == low
    for mark, kind in PRACTICE_KINDS.items():
        if mark in row["qualifier"].split(";") and not row["high"]:
            assert found.qualifier == kind
    assert (found.vat == "net") == (row["qualifier"] == "netto")
    assert (found.vat == "gross") == (row["qualifier"] == "brutto")
    assert found.unit == "EUR"


AMOUNTS = [
    # spelling of the number
    ("2.500 EUR", "2500"),
    ("2.500,00Euro", "2500.00"),
    ("2500,5 €", "2500.5"),
    ("10'000 €", "10000"),
    ("10’000,50 €", "10000.50"),
    ("4\u00a0760\u202f€", "4760"),
    ("4\u2009760 €", "4760"),
    ("1 234 567 €", "1234567"),
    ("1.234.567,89 Euro", "1234567.89"),
    ("4,500.00 €", "4500.00"),
    ("4,500 €", ""),
    ("12.50 €", "12.50"),
    ("749.70 EUR", "749.70"),
    ("0 €", "0"),
    ("0,00 €", "0.00"),
    ("€5.000", "5000"),
    ("EUR 12.345,67", "12345.67"),
    ("Kosten in Euro: 5.000", "5000"),
    ("5.000.-€", "5000"),
    ("1.200,– €", "1200"),
    ("1.200,—", "1200"),
    ("EUR 3.480,--", "3480"),
    ("5.000,-EUR", "5000"),
    ("Honorar:500€", "500"),
    # scales
    ("5 Tsd. €", "5000"),
    ("5 Tsd Euro", "5000"),
    ("2,5 Tsd. Euro", "2500.0"),
    ("5,2 T€", "5200.0"),
    ("12 TEUR", "12000"),
    ("12TEuro", "12000"),
    ("1,5 k€", "1500.0"),
    ("0,5 Mio. €", "500000.0"),
    ("2 Millionen Euro", "2000000"),
    ("10tausend Euro", "10000"),
    ("1.5 Mio. Euro", "1500000.0"),
    # words
    ("tausend Euro", "1000"),
    ("eintausendzweihundert Euro", "1200"),
    ("zweieinhalbtausend Euro", "2500.0"),
    ("anderthalb Tausend Euro", "1500.0"),
    ("fünftausend Euro", "5000"),
    ("fuenftausend Euro", "5000"),
    ("zehntausend €", "10000"),
    ("zwölfhundert Euro", "1200"),
    ("hunderttausend Euro", "100000"),
    ("sechseinhalbtausend Euro", "6500.0"),
    ("dreiundzwanzigtausendvierhundertfünfzig Euro", "23450"),
    ("Zweitausend Fünfhundert Euro", "2500"),
    ("fünfhundert Euro", "500"),
    ("rund zwei Millionen Euro", "~2000000"),
    ("eine halbe Million Euro", "500000.0"),
    ("zwei Tausend Euro", "2000"),
    ("null Euro", "0"),
    # qualifiers
    ("circa 3.000 €", "~3000"),
    ("zirka 3.000 €", "~3000"),
    ("etwa 3.500 EUR", "~3500"),
    ("ungefähr 3.500 EUR", "~3500"),
    ("geschätzt 3.000 €", "~3000"),
    ("geschätzte 3.000 €", "~3000"),
    ("3.000 € (geschätzt)", "~3000"),
    ("3.000 € (ca.)", "~3000"),
    ("~3.000 €", "~3000"),
    ("≈ 3.000 €", "~3000"),
    ("rd. 4.000 Euro", "~4000"),
    ("Rund 7.000 Euro", "~7000"),
    ("gut 3.000 €", "~3000"),
    ("fast 10.000 €", "~10000"),
    ("an die 5.000 Euro", "~5000"),
    ("nahezu 5.000 Euro", "~5000"),
    ("über 2.000 €", ">2000"),
    ("mehr als 2.000 €", ">2000"),
    ("etwas mehr als 2.000 €", ">2000"),
    ("mind. 1.500 €", ">1500"),
    ("wenigstens 1.500 €", ">1500"),
    ("nicht weniger als 1.500 €", ">1500"),
    ("> 1.000 €", ">1000"),
    ("1.000 € und mehr", ">1000"),
    ("bis zu 3.000 Euro", "<3000"),
    ("höchstens 3.000 €", "<3000"),
    ("maximal 3.000 €", "<3000"),
    ("nicht mehr als 3.000 €", "<3000"),
    ("weniger als 1.000 €", "<1000"),
    ("<1.000 €", "<1000"),
    ("bis zu ca. 5.000 €", "<5000"),
    ("knapp über 5.000 €", ">5000"),
    ("3.000 € maximal", "<3000"),
    ("eine Rechnung über 2.300 €", "2300"),
    ("der Betrag über 500 Euro", "500"),
    # ranges
    ("3.000-4.000 EUR", "3000..4000"),
    ("3.000 - 4.000 €", "3000..4000"),
    ("3.000 bis 4.000 €", "3000..4000"),
    ("von 3.000 bis 4.000 Euro", "3000..4000"),
    ("3.000 € bis 4.000 €", "3000..4000"),
    ("zwischen 3.000 € und 4.000 €", "3000..4000"),
    ("zwischen ca. 3.000 und 4.000 Euro", "3000..4000"),
    ("zw. 500 und 600 €", "500..600"),
    ("€ 3.000 - 4.000", "3000..4000"),
    ("EUR 3.000,- bis 4.000,-", "3000..4000"),
    ("3 bis 4 Tausend Euro", "3000..4000"),
    ("3-4 T€", "3000..4000"),
    ("10-12.000 €", "10000..12000"),
    ("zwischen 3 und 4.000 €", "3000..4000"),
    ("drei- bis viertausend Euro", "3000..4000"),
    ("1.500,00 – 2.000,00 €", "1500.00..2000.00"),
    ("500 - 1.000 €", "500..1000"),
    ("800 bis 1.200 Euro", "800..1200"),
    ("1,5 bis 2 Mio. €", "1500000.0..2000000"),
    # several in a line
    ("Moderation 3.200 €, Raum 450 €, Material 86,60 €", "3200 450 86.60"),
    ("ca. 2.500 EUR Moderation, 600 EUR Catering, Raum kostenfrei", "~2500 600"),
    ("300 € und 500 €", "300 500"),
    ("rd. 4.000 Euro, davon 2.975,00 € Honorar", "~4000 2975.00"),
    ("4 760 € für Moderation, 1 150 € für Bewirtung, zusammen 6 250 €", "4760 1150 6250"),
    ("2 x 1.500 €", "1500"),
    ("3 Termine à 750 € = 2.250 €", "750 2250"),
    ("500 € - 300 €", "500 300"),
    # no amounts of money
    ("19 % der Kosten in Euro", ""),
    ("07000 / 123456 (Euro-Beratung)", ""),
    ("73000 Musterstadt", ""),
    ("2017 in Europa", ""),
    ("1-Euro-Jobs", ""),
    ("einige hundert Euro", ""),
    ("mehrere Tausend Euro", ""),
    ("ein paar 100 €", ""),
    ("120 Arbeitsstunden", ""),
    ("von 9 bis 13 Uhr", ""),
    ("ca. 14.000", ""),
    ("Nr. 3.2.1 €", ""),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amounts(text: str, expected: str) -> None:
    assert read(find_amounts(text, BOOK)) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("ca. 10.000 €", "9000", "11000"),
        ("gut 2.000 €", "2000", "2200"),
        ("knapp 5.000 €", "4500", "5000"),
        ("nicht ganz 5.000 €", "4500", "5000"),
        ("bisher 3.400 €", "3400", None),
        ("mindestens 1.500 €", "1500", None),
        ("bis zu 3.000 €", None, "3000"),
        ("749,70 €", "749.70", "749.70"),
        ("ca. 3 – 4.000 €", "3000", "4000"),
    ],
)
def test_interval_of_an_amount(text: str, low: str | None, high: str | None) -> None:
    (found,) = find_amounts(text, BOOK)
    assert (found.low, found.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("about", 54, 66), ("good", 60, 66), ("nearly", 54, 60), ("at_least", 60, None), ("at_most", None, 60)],
)
def test_interval_by_name(name: str, low: int | None, high: int | None) -> None:
    assert interval(Decimal(60), name, BOOK) == (low, high)


@pytest.mark.parametrize(
    ("text", "vat", "per"),
    [
        ("6.000 € netto", "net", False),
        ("netto 6.000 €", "net", False),
        ("6.000 € zzgl. MwSt.", "net", False),
        ("6.000 € zuzüglich der gesetzlichen Mehrwertsteuer", "net", False),
        ("6.000 € (zzgl. 19 % MwSt.)", "net", False),
        ("6.000 € ohne MwSt.", "net", False),
        ("6.000 € brutto", "gross", False),
        ("6.000 € Honorar brutto", "gross", False),
        ("6.000 € inkl. MwSt.", "gross", False),
        ("6.000 € incl. 19% USt", "gross", False),
        ("brutto: 6.000 €", "gross", False),
        ("Moderation (inkl. MwSt.): 6.000 €", "gross", False),
        ("Kosten (netto) 6.000 €", "net", False),
        ("6.000 € (Honorar inkl. MwSt.)", "gross", False),
        ("6.000 € (jeweils inkl. MwSt.)", "gross", False),
        ("Preis ohne MwSt.: 6.000 €", "net", False),
        ("6.000 €", "unstated", False),
        ("6.000 €, Catering netto gerechnet", "unstated", False),
        ("500 € pro Tag", "unstated", True),
        ("500 €/Tag", "unstated", True),
        ("80 Euro die Stunde", "unstated", True),
        ("500 € je Termin netto", "net", True),
        ("500 € netto je Termin", "net", True),
        ("je Workshop ca. 1.500 €", "unstated", True),
        ("Je Termin 1.200 Euro Moderation", "unstated", True),
        ("pro Person 20 €", "unstated", True),
        ("2 Termine à 500 €", "unstated", True),
        ("jeweils 500 €", "unstated", True),
        ("3 x 1.500 €", "unstated", True),
        ("3x1.500 €", "unstated", True),
        ("zwei mal 500 €", "unstated", True),
        ("500 € x 3", "unstated", True),
        ("1.000 € je nach Aufwand", "unstated", False),
        ("einmalig 350 Euro", "unstated", False),
        ("Projekt Jena 350 Euro", "unstated", False),
    ],
)
def test_tax_and_price_per_unit(text: str, vat: str, per: bool) -> None:
    (found,) = find_amounts(text, BOOK)
    assert (found.vat, found.per) == (vat, per)


def test_a_word_on_tax_belongs_to_one_amount() -> None:
    texts = ("brutto 500 € und netto 420 €", "500 € inkl. MwSt. 80 € Raum")
    assert [[a.vat for a in find_amounts(text, BOOK)] for text in texts] == [
        ["gross", "net"],
        ["gross", "unstated"],
    ]


def test_every_amount_has_its_own_tax() -> None:
    gross, net = find_amounts("ca. 2.975 € (2.500 € zzgl. 19% MwSt.)", BOOK)
    assert (gross.vat, net.vat) == ("unstated", "net")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kosten: ca. 10.000 € insgesamt", "ca. 10.000 €"),
        ("Kosten: 3.000 € (geschätzt), mehr nicht", "3.000 € (geschätzt)"),
        ("€ 1.200,- für den Saal", "€ 1.200,-"),
        ("also zwischen 3.000 und 4.000 Euro etwa", "zwischen 3.000 und 4.000 Euro"),
        ("\u00a0İ 10\u00a0000 € und mehr.", "10\u00a0000 € und mehr"),
    ],
)
def test_place_of_an_amount(text: str, place: str) -> None:
    found = find_amounts(text, BOOK)[0]
    assert text[found.start : found.end] == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Honorar 2.500 €, insgesamt 4.000 €", "4000"),
        ("Moderation 3.200 €, Raum 450 €, zusammen 3.650 €", "3650"),
        ("3 Termine à 750 € = 2.250 €", "2250"),
        ("Gesamtkosten von 4.250 EUR, davon 3.213 EUR Moderation", "4250"),
        ("keine Kosten", "0"),
        ("Keine.", "0"),
        ("kostenlos", "0"),
        ("entfällt", "0"),
        ("kostenfrei", "0"),
        ("es sind keine Kosten entstanden", "0"),
        ("0,- €", "0"),
        ("2.300 €, keine weiteren Kosten", "2300"),
    ],
)
def test_amount_of_an_expression(text: str, expected: str) -> None:
    found = parse_amount(text, BOOK)
    assert found is not None
    assert printed(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "k.A.",
        "keine Angabe",
        "keine Angaben möglich",
        "n.n.",
        "siehe Anlage",
        "nicht bezifferbar",
        "unbekannt",
        "Die Agentur konnte keine Kostenaufstellung liefern",
        "100 Teilnehmer",
        "24.06.2017",
        "mehrere tausend Euro",
    ],
)
def test_no_amount_of_an_expression(text: str) -> None:
    assert parse_amount(text, BOOK) is None


COUNTS = [
    # plain
    ("41 Personen", "41"),
    ("19368", "19368"),
    ("54000", "54000"),
    ("280.288", "280288"),
    ("27 000", "27000"),
    ("1.200 Einwohner", "1200"),
    ("13500 Einwohner", "13500"),
    ("ca. 19000 Einwohner", "~19000"),
    ("ca. 14.000", "~14000"),
    ("etwa 1,2 Mio.", "~1200000.0"),
    ("419.456 Stand 31.12.2015", "419456"),
    ("Einwohnerzahl: 98.765", "98765"),
    ("Teilnehmer: 62.", "62"),
    ("Gesamt: 62 Personen", "62"),
    ("0 Personen", "0"),
    ("2031", "2031"),
    ("28, 31, 24 und 35 Teilnehmende", "28 31 24 35"),
    ("Politik (11), Wirtschaft (6), Verwaltung (14)", "11 6 14"),
    ("Bürgerschaft 24, Geflüchtete 17, Gemeinderat 6", "24 17 6"),
    ("Am ersten Abend waren 48 und am zweiten 41 Personen da", "48 41"),
    ("• 22 Geflüchtete", "22"),
    ("- 40 Personen", "40"),
    # qualifiers
    ("gut 40", "~40"),
    ("ca. 100", "~100"),
    ("~40 Personen", "~40"),
    ("knapp 70 Personen", "~70"),
    ("über 100", ">100"),
    ("mehr als hundert", ">100"),
    ("mindestens 180 Personen", ">180"),
    ("120+", ">120"),
    ("120+ Teilnehmer", ">120"),
    ("100 und mehr Gäste", ">100"),
    ("bis zu 50 Personen", "<50"),
    ("rund 2000 Menschen", "~2000"),
    ("ca. 2015 Personen", "~2015"),
    # words
    ("fünfunddreißig", "35"),
    ("fuenfunddreissig Personen", "35"),
    ("ein Dutzend", "12"),
    ("rund zwei Dutzend", "~24"),
    ("ein halbes Dutzend", "6.0"),
    ("einhundertzwanzig Gäste", "120"),
    ("hundertfünf", "105"),
    ("drei Workshops", "3"),
    ("an die zweihundert Gäste", "~200"),
    ("zwanzig bis dreißig Personen", "20..30"),
    ("sechs- bis achthundert Menschen", "600..800"),
    # ranges
    ("80 bis 100", "80..100"),
    ("30-40", "30..40"),
    ("30 – 40 Personen", "30..40"),
    ("zwischen 50 und 60", "50..60"),
    ("6-800", "600..800"),
    ("ca. 6-800", "600..800"),
    ("4-8 Personen pro Tisch", "4..8"),
    ("2-300 Leute", "200..300"),
    ("10-200 Personen", "10..200"),
    ("1-100 Punkte", "1..100"),
    ("1.000 bis 1.500 Personen", "1000..1500"),
    ("ein bis zwei Personen", "1..2"),
    # no counts
    ("24.06.2017", ""),
    ("am 3., 10., 17. und 24. Juni 2017", ""),
    ("vom 24.-30. September 2016", ""),
    ("18:00 - 20:30", ""),
    ("10-17 Uhr", ""),
    ("ab 14 Uhr", ""),
    ("ca. 10.000 €", ""),
    ("zwischen 3.000 und 4.000 Euro", ""),
    ("3 Prozent Rücklauf", ""),
    ("90 %", ""),
    ("100%ig", ""),
    ("07000 - 800 1178", ""),
    ("07000/0000000", ""),
    ("+49 (0)7000-0000000", ""),
    ("73000 Musterstadt", ""),
    ("Musterallee 10, 71000 Beispielstadt", ""),
    ("Musterstr. 1-3", ""),
    ("Musterstraße 15/1", ""),
    ("1. Workshop", ""),
    ("2. und 3. Treffen", ""),
    ("1. Wohnen", ""),
    ("1) Wohnen", ""),
    ("Laufzeit 1,5 Monate", ""),
    ("4 Stunden", ""),
    ("rund 120 Arbeitsstunden", ""),
    ("Seit November 15 gibt es den Kreis", ""),
    ("im November 15 Personen", "15"),
    ("Gewerbepark 1, 76000 Musterstadt", ""),
    ("Hof 12-14, 76000 Musterstadt", ""),
    ("Gekommen sind 62. Danach wurde gegessen", "62"),
    ("jeweils 4 Std.", ""),
    ("20-30 min. Zeit", ""),
    ("3 Runden a 25 min", "3"),
    ("ab 16 Jahren", ""),
    ("30-jährige", ""),
    ("3-tägig", ""),
    ("die 80er", ""),
    ("seit 2015", ""),
    ("2016 und 2017", ""),
    ("Seit 2015 Flüchtlinge", ""),
    ("Tisch 1: Wohnen", ""),
    ("Durchwahl 607", ""),
    ("Tel.: 12345", ""),
    ("§ 5 Abs. 2", ""),
    ("ein Projekt mit einer Gruppe", ""),
    ("mehrere Dutzend Gäste", ""),
    ("ein paar hundert Menschen", ""),
    ("0,3 Stellen", ""),
    ("1-Euro-Jobs", ""),
    ("Covid-19", ""),
    ("Fachtag Helferkreis Beachtung", ""),
    ("muster123@beispiel.de", ""),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts(text: str, expected: str) -> None:
    assert read(find_counts(text, BOOK)) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Es kamen gut 40 Leute.", ["gut 40"]),
        (
            "am 05.11.2016 waren es 80 bis 100, davon rund zwei Dutzend Kinder",
            ["80 bis 100", "rund zwei Dutzend"],
        ),
    ],
)
def test_place_of_a_count(text: str, places: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_counts(text, BOOK)] == places


def test_counts_per_unit() -> None:
    (found,) = find_counts("an Tischen mit je 10 Personen", BOOK)
    assert found.per


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=60))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_text_gives_ordered_figures_in_bounds(text: str) -> None:
    for find in (find_amounts, find_counts):
        place = 0
        for figure in find(text, BOOK):
            assert place <= figure.start < figure.end <= len(text)
            assert figure.low is None or figure.high is None or figure.low <= figure.high
            place = figure.end
