"""Dates, times and durations: one row for each way in which reports write them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.lists import examples

from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.time.dates import DateSpan, find_dates, find_hours, find_times, hours_between

PRACTICE = Path(__file__).parents[1] / "practice" / "dates.tsv"
BOOK = load_codebook()


def day(span: DateSpan) -> str:
    """The date as the practice table prints it: a day, FIRST/LAST or a partial date."""
    if span.first is None or span.last is None:
        return span.partial
    return str(span.first) if span.first == span.last else f"{span.first}/{span.last}"


def times(spans: tuple[DateSpan, ...]) -> str:
    """All times in their order; what holds for several days stands once."""
    return ";".join(dict.fromkeys(f"{a}-{b}" for span in spans for a, b in span.times))


@pytest.mark.parametrize("row", examples(PRACTICE), ids=lambda row: row["text"][:40])
def test_practice_table(row: dict[str, str]) -> None:
    spans = find_dates(row["text"], BOOK)
    assert ";".join(map(day, spans)).replace("--", "XXXX-") == row["dates"]
    assert times(spans) == row["times"]


DATES = [
    # single days
    ("31.12.2015", "2015-12-31"),
    ("Stand 31.12.2015", "2015-12-31"),
    ("1.3.16", "2016-03-01"),
    ("01.03.'16", "2016-03-01"),
    ("19. 11. 2016", "2016-11-19"),
    ("19.11. 2016", "2016-11-19"),
    ("19/11/2016", "2016-11-19"),
    ("19-11-2016", "2016-11-19"),
    ("2016/11/19", "2016-11-19"),
    ("am 5. November 2016", "2016-11-05"),
    ("5.November 2016", "2016-11-05"),
    ("5 November 2016", "2016-11-05"),
    ("05. Nov 2016", "2016-11-05"),
    ("5. Sept. 2016", "2016-09-05"),
    ("3. MÄRZ 2017", "2017-03-03"),
    ("12.Okotber 2016", "2016-10-12"),
    ("05.10.20l6", ""),
    ("5.10.16 in der Halle", "2016-10-05"),
    ("5. Septmber 2016", "2016-09-05"),
    ("12.Dezmber 2016", "2016-12-12"),
    ("7. Oktoober 2016", "2016-10-07"),
    ("3. Novemver 2017", "2017-11-03"),
    ("5. Stock des Rathauses", ""),
    ("3. Maerz 2017", "2017-03-03"),
    ("7. Dez. '16", "2016-12-07"),
    ("(3. März 17)", "2017-03-03"),
    ("Mittwoch, den 15. März 2017", "2017-03-15"),
    ("Fr. 30.06.2017", "2017-06-30"),
    ("am\u00a05.\u202fNovember\u00a02016", "2016-11-05"),
    ("Der Workshop war am 05.11.2016.", "2016-11-05"),
    ("29. Februar 2016", "2016-02-29"),
    # several days
    ("10. und 11.02.2017", "2017-02-10;2017-02-11"),
    ("10.02./11.02.2017", "2017-02-10;2017-02-11"),
    ("10.02. + 11.02.2017", "2017-02-10;2017-02-11"),
    ("10.02 und 11.02.2017", "2017-02-10;2017-02-11"),
    ("am 3., 10., 17. und 24. Juni 2017", "2017-06-03;2017-06-10;2017-06-17;2017-06-24"),
    ("18./19. November 2016", "2016-11-18;2016-11-19"),
    ("18/19.11.2016", "2016-11-18;2016-11-19"),
    ("18 und 19.11.2016", "2016-11-18;2016-11-19"),
    ("Fr., 18. und Sa., 19.11.2016", "2016-11-18;2016-11-19"),
    ("Freitag, 18.11. und Samstag, 19.11.2016", "2016-11-18;2016-11-19"),
    ("24.06., 01.07. sowie 08.07.2017", "2017-06-24;2017-07-01;2017-07-08"),
    ("am 24. Juni und am 1. Juli 2017", "2017-06-24;2017-07-01"),
    ("12.12. und 09.01.2017", "2016-12-12;2017-01-09"),
    ("12.01.2017 und 09.02.", "2017-01-12;2017-02-09"),
    ("17.10.2016, 14.11.2016, 05.12.2016", "2016-10-17;2016-11-14;2016-12-05"),
    ("17./18. und 24./25.06.2017", "2017-06-17;2017-06-18;2017-06-24;2017-06-25"),
    ("Durchführung am 14.01.2017, Nachbesprechung 07.02.2017", "2017-01-14;2017-02-07"),
    ("20., 21. und 27.10.2016", "2016-10-20;2016-10-21;2016-10-27"),
    ("20.10. + 3.11.16", "2016-10-20;2016-11-03"),
    ("09.02.17 u. 10.02.17", "2017-02-09;2017-02-10"),
    # ranges of days
    ("05.11.16-06.11.16", "2016-11-05/2016-11-06"),
    ("von Freitag 18. bis Samstag 19. November 2016", "2016-11-18/2016-11-19"),
    ("12. - 14. Mai 2017 und 3. Juni 2017", "2017-05-12/2017-05-14;2017-06-03"),
    ("vom 24.-30. September 2016", "2016-09-24/2016-09-30"),
    ("24. bis 30. September 2016", "2016-09-24/2016-09-30"),
    ("25. Oktober bis 3. November 2016", "2016-10-25/2016-11-03"),
    ("25.10.-03.11.2016", "2016-10-25/2016-11-03"),
    ("02.05. bis 04.05.2017", "2017-05-02/2017-05-04"),
    ("02.-04.05.2017", "2017-05-02/2017-05-04"),
    ("18-19.11.2016", "2016-11-18/2016-11-19"),
    ("15.12. bis 31.01.2017", "2016-12-15/2017-01-31"),
    ("vom 15.12.2016 bis zum 31.01.2017", "2016-12-15/2017-01-31"),
    ("zwischen dem 1. und 5. Juni 2017", "2017-06-01/2017-06-05"),
    ("15.12.2016–31.01.2017", "2016-12-15/2017-01-31"),
    ("von Montag, 2. Mai bis Mittwoch, 4. Mai 2017", "2017-05-02/2017-05-04"),
    # partial dates
    ("im Oktober 2016", "2016-10"),
    ("Ende Januar 2017", "2017-01"),
    ("Sept. 2016", "2016-09"),
    ("09/2016", "2016-09"),
    ("im Sommer 2016", "2016-SU"),
    ("Herbst 2016", "2016-AU"),
    ("Winter 2016/17", "2016-WI"),
    ("im Frühling 2017", "2017-SP"),
    ("März bis Oktober 2017", "2017-03/2017-10"),
    ("von November 2016 bis Januar 2017", "2016-11/2017-01"),
    ("November bis Januar 2017", "2016-11/2017-01"),
    ("September/Oktober 2016", "2016-09;2016-10"),
    ("im Jahr 2017", "2017"),
    ("30. Juni", "--06-30"),
    ("am 19.11.", "--11-19"),
    ("am 3.6. im Rathaus", "--06-03"),
    ("24. bis 30. September", "--09-24/--09-30"),
    ("am 8. und 15. März", "--03-08;--03-15"),
    # misprints that can mean one year only
    ("29.11.216", "2016-11-29"),
    ("29.11.20016", "2016-11-29"),
    ("29.11.20166", "2016-11-29"),
    ("29.11.2106", "2016-11-29"),
    ("29.11.201", ""),
    ("29.11.2916", ""),
    # none
    ("31.02.2017", ""),
    ("31. Februar 2017", ""),
    ("30.02.", ""),
    ("00.11.2016", ""),
    ("12.13.2017", ""),
    ("30.01. - 15.01.2017", ""),
    ("07000 - 800 1178", ""),
    ("07000.00.0000", ""),
    ("0700/12.34.56", ""),
    ("73000 Musterstadt", ""),
    ("Laufzeit 1,5 Monate", ""),
    ("ca. 14.000", ""),
    ("1.049,70 €", ""),
    ("3.2.1", ""),
    ("Version 1.2.3.4", ""),
    ("Nr. 4.5", ""),
    ("3.2. Ergebnisse", ""),
    ("unter Ziffer 3.2. genannt", ""),
    ("1., 2. und 3. Workshop", ""),
    ("1. Workshop", ""),
    ("im Mai", ""),
    ("Drucksache 12/2016", ""),
    ("Seite 12.11.", ""),
    ("KW 45/2016", ""),
    ("am 03.04.05.2017", ""),
    ("2016 Personen", ""),
    ("10-17 Uhr", ""),
    ("20 Personen am 3. Tisch", ""),
    ("12 Mai-Glocken", ""),
    # next to other numbers
    ("Workshop 2 - 24.06.2017", "2017-06-24"),
    ("1. 17.10.2016 Auftakt", "2016-10-17"),
    ("Teilnehmer: 20, 24.06.2017", "2017-06-24"),
    ("05.11.2016, 10. Sitzung", "2016-11-05"),
    ("17.10.2016 - 2. Workshop am 14.11.2016", "2016-10-17;2016-11-14"),
    ("am 3. Juni 120 Personen", "--06-03"),
    ("am 3. März 17 Personen", "--03-03"),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str) -> None:
    assert ";".join(map(day, find_dates(text, BOOK))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 19.11. Workshop, am 07.02.2017 Nachbesprechung", "2016-11-19;2017-02-07"),
        ("Workshop im November 2016, und zwar am 19.11.", "2016-11;2016-11-19"),
        ("am 05.11.2016 und später am 20. Januar", "2016-11-05;2017-01-20"),
    ],
)
def test_year_from_the_text(text: str, expected: str) -> None:
    assert ";".join(map(day, find_dates(text, BOOK))) == expected


DATES_AND_TIMES = [
    ("19.11.2016, 14:00 h – 18:00 h", "2016-11-19", "14:00-18:00"),
    ("24.06.2017 / 9.30 – 14.00 Uhr", "2017-06-24", "09:30-14:00"),
    ("24.06.2017, 10.10 - 12.10 Uhr", "2017-06-24", "10:10-12:10"),
    ("24.06.2017 - 10 bis 14 Uhr", "2017-06-24", "10:00-14:00"),
    ("10:00–16:00 Uhr am 24.06.2017", "2017-06-24", "10:00-16:00"),
    ("7.2.2017 (19-21.30 Uhr)", "2017-02-07", "19:00-21:30"),
    ("9.2.17, 18:30h - 21h", "2017-02-09", "18:30-21:00"),
    ("11.02.2017 10 - 15.30 Uhr", "2017-02-11", "10:00-15:30"),
    ("24. Juni 2017 / 9:00", "2017-06-24", "09:00-"),
    ("5. November 2016 um 10 Uhr (Ende gegen 16 Uhr)", "2016-11-05", "10:00-16:00"),
    ("2. Mai und 16. Mai 2017 (je 18 - 20 Uhr)", "2017-05-02;2017-05-16", "18:00-20:00"),
    ("Freitag, 30. Juni, 16 bis 21 Uhr", "--06-30", "16:00-21:00"),
    ("am 20.10.2016 um 18 Uhr", "2016-10-20", "18:00-"),
    ("05.11.2016, 10 Uhr bis 17 Uhr", "2016-11-05", "10:00-17:00"),
    ("05.11.2016 von 10 Uhr bis 14:15", "2016-11-05", "10:00-14:15"),
    ("05.11.2016, 9.30 bis 12.30 Uhr", "2016-11-05", "09:30-12:30"),
    ("05.11.2016, 9 bis 12.30 Uhr", "2016-11-05", "09:00-12:30"),
    ("07.06.2017 von 18:00 - 20:30", "2017-06-07", "18:00-20:30"),
    ("05.11.2016, 17h30", "2016-11-05", "17:30-"),
    ("05.11.2016, 1730 Uhr", "2016-11-05", "17:30-"),
    ("05.11.2016, 19h", "2016-11-05", "19:00-"),
    ("05.11.2016, 18 Uhr bis ca. 21 Uhr", "2016-11-05", "18:00-21:00"),
    ("05.11.2016, von 18.00 Uhr bis etwa 21.00 Uhr", "2016-11-05", "18:00-21:00"),
    ("05.11.2016 in der Stadthalle, Beginn 18 Uhr, Ende 21 Uhr", "2016-11-05", "18:00-21:00"),
    ("05.11.2016, Beginn: 18 Uhr", "2016-11-05", "18:00-"),
    ("05.11.2016, bis 21 Uhr", "2016-11-05", "-21:00"),
    ("05.11.2016, 18 Uhr bis 24 Uhr", "2016-11-05", "18:00-00:00"),
    ("05.11.2016, 9-12 und 13-16 Uhr", "2016-11-05", "09:00-12:00;13:00-16:00"),
    ("5. Nov. 2016, 9:00-12:00 und 13:00-16:00", "2016-11-05", "09:00-12:00;13:00-16:00"),
    ("05.11.2016, Viertel nach neun bis zwölf Uhr", "2016-11-05", "09:15-12:00"),
    ("05.11.2016, zehn bis siebzehn Uhr", "2016-11-05", "10:00-17:00"),
    ("05.11.2016, 7 Uhr abends", "2016-11-05", "19:00-"),
    ("2016-11-05T18:30", "2016-11-05", "18:30-"),
    ("von 18 bis 20 Uhr am 05.11.2016", "2016-11-05", "18:00-20:00"),
    (
        "18.11.2016, 16.00 - 20.30 und 19.11.2016, 9.00 - 13.00",
        "2016-11-18;2016-11-19",
        "16:00-20:30;09:00-13:00",
    ),
    ("17.11.2016 und 29.11.216 jeweils von 17.00 bis 20.30 Uhr", "2016-11-17;2016-11-29", "17:00-20:30"),
    ("am 8. und 15. März 2017, 18-20 Uhr", "2017-03-08;2017-03-15", "18:00-20:00"),
    ("02.-04.05.2017, täglich 17-20 Uhr", "2017-05-02/2017-05-04", "17:00-20:00"),
    ("18.-19.11.2016, 16.00-20.30 und 9.00-13.00 Uhr", "2016-11-18/2016-11-19", "16:00-20:30;09:00-13:00"),
    ("12.01. (18 Uhr) und 09.02.2017 (19 Uhr)", "2017-01-12;2017-02-09", "18:00-;19:00-"),
    ("am 16.3. 17 Uhr", "--03-16", "17:00-"),
    ("am 16.3. 17-20 Uhr", "--03-16", "17:00-20:00"),
    ("am 16.3. 1730 Uhr", "--03-16", "17:30-"),
    ("05.11.2016, 4 Stunden", "2016-11-05", ""),
    ("05.11.2016 mit 10-17 Personen", "2016-11-05", ""),
    ("05.11.2016 (ganztägig)", "2016-11-05", ""),
    ("Es kamen am 05.11.2016 viele; Sprechzeit ist von 8 bis 12 Uhr", "2016-11-05", ""),
    ("Dialog am 05.11.2016. Das Büro öffnet um 8 Uhr", "2016-11-05", ""),
    ("Das war am 05.11.2016 im Rathaus. Sprechzeit 8 bis 12 Uhr", "2016-11-05", ""),
    ("05.11.2016, Eintritt 10.00 - 17.00 €", "2016-11-05", ""),
]


@pytest.mark.parametrize(("text", "dates", "clock"), DATES_AND_TIMES)
def test_dates_with_times(text: str, dates: str, clock: str) -> None:
    spans = find_dates(text, BOOK)
    assert (";".join(map(day, spans)), times(spans)) == (dates, clock)


def test_each_day_has_its_own_time() -> None:
    friday, saturday = find_dates("18. und 19.11.2016 von 16.00 – 20.30 und 9.00-13.00", BOOK)
    assert friday.times == (("16:00", "20:30"),)
    assert saturday.times == (("09:00", "13:00"),)
    assert not friday.each


def test_jeweils_holds_for_each_day() -> None:
    text = "am 12. und 13.11.2016 jeweils 9-12 und 13-16 Uhr"
    both = (("09:00", "12:00"), ("13:00", "16:00"))
    assert [(s.times, s.each) for s in find_dates(text, BOOK)] == [(both, True), (both, True)]


@pytest.mark.parametrize(
    ("text", "hours", "each"),
    [
        ("vier World Cafés am 3., 10., 17. und 24. Juni 2017, jeweils 4 Stunden", "4", True),
        ("05.11.2016 (3,5 Std.)", "3.5", False),
        ("05.11.2016, Dauer: 6 h", "6", False),
        ("vierstündiger Workshop am 05.11.2016", "4", False),
        ("05.11.2016, Input 90 Minuten", None, False),
        ("05.11.2016", None, False),
    ],
)
def test_dates_with_a_duration(text: str, hours: str | None, each: bool) -> None:
    for span in find_dates(text, BOOK):
        assert (span.hours, span.each) == (hours and Decimal(hours), each)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [("29.11.216", True), ("29.11.20016", True), ("29.11.2016", False), ("29.11.16", False)],
)
def test_a_mended_year_is_marked(text: str, repaired: bool) -> None:
    (span,) = find_dates(text, BOOK)
    assert span.repaired is repaired


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Samstag, den 09. Juli 2016 zwischen 9 und 16 Uhr", ["09. Juli 2016"]),
        ("am 18. und 19.11.2016 im Rathaus", ["18.", "19.11.2016"]),
        ("vom 24.-30. September 2016 auf der Straße", ["24.-30. September 2016"]),
        ("\u00a0im Herbst 2016", ["Herbst 2016"]),
    ],
)
def test_place_of_a_date(text: str, places: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_dates(text, BOOK)] == places


TIMES = [
    ("9:30 - 14:00 Uhr", "09:30-14:00"),
    ("14.00 bis 18.00 Uhr", "14:00-18:00"),
    ("10-17 Uhr", "10:00-17:00"),
    ("16 bis 21 Uhr", "16:00-21:00"),
    ("zwischen 09:45 Uhr und 16:00 Uhr", "09:45-16:00"),
    ("18:00 - 20:30", "18:00-20:30"),
    ("9.00-13.00", "09:00-13:00"),
    ("18 Uhr", "18:00-"),
    ("18.30 Uhr", "18:30-"),
    ("um 18.30", "18:30-"),
    ("ab 14 Uhr", "14:00-"),
    ("gegen 18 Uhr", "18:00-"),
    ("halb zehn bis 14 Uhr", "09:30-14:00"),
    ("von 18 bis halb zehn", "18:00-21:30"),
    ("ab 18 Uhr, Ende gegen halb zehn", "18:00-21:30"),
    ("von 13 Uhr 30 bis 17 Uhr", "13:30-17:00"),
    ("9 h 30 – 12 h 30", "09:30-12:30"),
    ("um 18 Uhr 15", "18:15-"),
    ("ab 18 Uhr 45 Personen", "18:00-"),
    ("halb 10 bis 14 Uhr", "09:30-14:00"),
    ("9.30–14 Uhr", "09:30-14:00"),
    ("(10.00 - 17.00 Uhr)", "10:00-17:00"),
    ("von 10 Uhr bis 14:15", "10:00-14:15"),
    ("17h30", "17:30-"),
    ("1730 Uhr", "17:30-"),
    ("17:00-20:00h", "17:00-20:00"),
    ("17 - 20 h", "17:00-20:00"),
    ("19 Uhr bis 1 Uhr", "19:00-01:00"),
    ("ab 17 Uhr bis 20 Uhr", "17:00-20:00"),
    ("10 Uhr Begrüßung, 11 Uhr Input", "10:00-;11:00-"),
    ("drei viertel Stunden", ""),
    ("25 Uhr", ""),
    ("18.75 Uhr", ""),
    ("10-17", ""),
    ("4-8 Personen", ""),
    ("3-4 h", ""),
    ("4 h", ""),
    ("Verhältnis 3:10", ""),
    ("5.00 - 10.00 €", ""),
    ("10.00 €", ""),
    ("05.11.2016", ""),
    ("1:30 Std.", ""),
    ("10 Uhr - 20 Personen", "10:00-"),
    ("Tisch 2 - 18 Uhr", "18:00-"),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(text: str, expected: str) -> None:
    assert ";".join(f"{t.begin}-{t.finish}" for t in find_times(text, BOOK)) == expected


def test_place_of_a_time() -> None:
    text = "Saal, 9:30 - 14:00 Uhr, Eintritt frei"
    (found,) = find_times(text, BOOK)
    assert text[found.start : found.end] == "9:30 - 14:00 Uhr"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jeweils 4 Stunden", "4"),
        ("3,5 Std.", "3.5"),
        ("3.5 h", "3.5"),
        ("4h", "4"),
        ("vierstündig", "4"),
        ("4-stündiger Workshop", "4"),
        ("dreieinhalb Stunden", "3.5"),
        ("eine Stunde", "1"),
        ("eine halbe Stunde", "0.5"),
        ("3 ½ Stunden", "3.5"),
        ("90 Minuten", "1.5"),
        ("90-minütig", "1.5"),
        ("2 Stunden 30 Minuten", "2.5"),
        ("2 Std. und 30 Min.", "2.5"),
        ("1:30 Std.", "1.5"),
        ("ca. 4 Stunden", "4"),
        ("3 bis 4 Stunden", ""),
        ("3-4 Stunden", ""),
        ("drei bis vier Stunden", ""),
        ("20-30 min.", ""),
        ("2 x 45 min", ""),
        ("120 Arbeitsstunden", ""),
        ("4 Helfer", ""),
        ("10-17 Uhr", ""),
        ("4 Tage", ""),
    ],
)
def test_hours(text: str, expected: str) -> None:
    assert ";".join(f"{h.hours.normalize():f}" for h in find_hours(text, BOOK)) == expected


@pytest.mark.parametrize(
    ("begin", "finish", "hours"),
    [("09:30", "14:00", "4.5"), ("10:00", "14:15", "4.25"), ("18:00", "00:00", "6"), ("19:00", "01:00", "6")],
)
def test_hours_between(begin: str, finish: str, hours: str) -> None:
    assert hours_between(begin, finish) == Decimal(hours)
