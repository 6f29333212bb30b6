"""Invented reports in the form's layout, as many as wanted and always the same: places, people, figures, words.

``python -m tests.sixty FOLDER [N]`` writes them as text files. Wording and its variety follow the reports of
``data/raw`` and ``tests/practice``; nothing here is data. About every tenth answer is missing.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

FORM = """Angaben zur Kommune
Name der Stadt oder Gemeinde
{name}
Einwohnerzahl
{population}
Landkreis
{county}
Regierungsbezirk
{region}
Name und Adresse der Kontaktperson für den Kommunalen Flüchtlingsdialog:
Erika Mustermann, Musterplatz 1, 70000 {place}
Veranstaltungskonzept:
Bitte beschreiben Sie kurz die Zielsetzung, das Format und die methodische Umsetzung des Flüchtlingsdialogs.
{concept}
Ausgangssituation / Anlass
Was war in Ihrer Kommune der konkrete Anlass für die Durchführung eines Flüchtlingsdialogs? \
Welche Ausgangssituation fanden Sie vor?
{occasion}
Beratung und Moderation
Wer hat diese Aufgaben übernommen? Für welche Aufgaben haben Sie Beratungs- und Moderationsleistungen \
in Anspruch genommen?
{advice}
Themenfelder
Welche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet?
{topics}
Beteiligte Akteure
Bitte nennen Sie die Teilnehmergruppen und die Anzahl der Personen, die an dem Flüchtlingsdialog \
teilgenommen haben.
{actors}
Bewertung des Ablaufs und der Ergebnisse
Wie zufrieden sind Sie mit dem Ablauf der Dialogveranstaltung(en)? (Format, Struktur, Moderation, \
Transparenz, fairer und respektvoller Umgang, Informationsmaterial etc.)
{process}
Wie zufrieden sind Sie mit den Ergebnissen der Dialogveranstaltung(en)? (Diskussionsqualität, \
Erkenntnisse, Ergebnisse, anderer Mehrwert etc.)
{results}
Konkrete Ergebnisse, Maßnahmen und nächste Schritte
Nennen Sie drei wichtige Ergebnisse bzw. konkrete Maßnahmen, die im Flüchtlingsdialog erarbeitet wurden.
{outcomes}
Kosten und Effizienz
Wie hoch schätzen Sie die in Ihrer Kommune entstandenen Kosten für Organisation und Durchführung der \
Flüchtlingsdialoge ein? (Beratungs- und Moderationskosten, Sachmittel etc.)
{costs}
Stehen Aufwand und Ergebnis in einem guten Verhältnis?
{worth}
Empfehlungen und sonstige Rückmeldungen
Was würden Sie beim nächsten Mal anders machen?
{again}
Welche Verbesserungsvorschläge haben Sie, insbesondere auch im Hinblick auf die Rahmenbedingungen?
{programme}
"""
FIRST = [
    "Ahorn",
    "Birken",
    "Eber",
    "Hohen",
    "Linden",
    "Mühl",
    "Neuen",
    "Ober",
    "Rauten",
    "Steinach",
    "Unter",
    "Wiesen",
    "Schwarzen",
    "Kirch",
    "Alten",
]
LAST = [
    "bach",
    "brunn",
    "feld",
    "hausen",
    "heim",
    "hofen",
    "kirch",
    "lingen",
    "reute",
    "stetten",
    "tal",
    "weiler",
]
TAILS = ("", "", "", "", " am Neckar", "-Oberdorf", " im Tal", "-Mitte", " an der Lauter")
REGIONS = ("Stuttgart", "Karlsruhe", "Freiburg", "Tübingen", "Stuttgart", "Regierungsbezirk Stuttgart")
METHODS = {
    "Nach einem Impulsvortrag wurde im World Café an {n} Tischen gearbeitet.": 5,
    "Das Format war ein World-Café mit wechselnden Runden.": 3,
    "Die Fragen sollen mit Hilfe der World Café Methode diskutiert werden.": 2,
    "Zum Einstieg gab es ein Online-Voting.": 1,
    "Gruppenarbeit an {n} Thementischen, danach Vorstellung im Plenum.": 6,
    "Open Space mit eigenen Anliegen der Teilnehmenden.": 2,
    "Am Ende wurden die Vorschläge mit Klebepunkten gewichtet.": 2,
    "Vorab ging ein Fragebogen an die Vereine.": 2,
    "Eine Zukunftswerkstatt in drei Phasen.": 2,
    "Eine Fishbowl-Runde mit Geflüchteten eröffnete den Abend.": 1,
    "Podiumsdiskussion mit anschließender Aussprache.": 2,
    "Gearbeitet wurde mit partizipativen Methoden.": 1,
    "Auf ein World Café wurde bewusst verzichtet.": 1,
}
TOPICS = {
    "Wohnen": 9, "Arbeit": 9, "Sprache": 8, "Bildung": 7, "Ehrenamt": 6, "Gesundheit": 4, "Freizeit und Kultur": 5,
    "Begegnung": 4, "Vernetzung und Koordination": 5, "Kinder und Familien": 3, "Information": 3,
    "Beteiligung": 2, "Mobilität": 2, "Religion": 1, "Interkulturelle Öffnung": 2, "Sicherheit": 1,
}  # fmt: skip
TOPIC_FORMS = {
    "{}": 5, "Vorgegebene Themen: {}": 2, "Im Plenum wurden die Themen festgelegt: {}": 1,
}  # fmt: skip
ACTORS = {
    "Ehrenamtliche aus dem Freundeskreis Asyl": 9, "Geflüchtete": 8, "Gemeinderat": 4, "Kirchen": 6, "Vereine": 6,
    "Stadtverwaltung": 6, "Bürgerinnen und Bürger": 5, "Schulen": 4, "Jobcenter": 4, "Unternehmen": 3,
    "Wohlfahrtsverbände": 5, "Landratsamt": 4, "Migrantenvereine": 2, "Polizei": 1,
}  # fmt: skip
PROVIDERS = (
    "Die Büro für Beteiligung GmbH aus Stuttgart", "Eine freie Moderatorin", "Ein freiberuflicher Moderator",
    "Das Institut für Dialog", "Die Handwerkskammer der Region", "Eigene Mitarbeitende der Verwaltung",
)  # fmt: skip
SERVICES = {
    "Konzept": 4, "Vorbereitung": 5, "Moderation": 9, "Dokumentation": 5, "Ablaufplanung": 2, "Nachbereitung": 2,
    "Beratung zu Methoden": 2,
}  # fmt: skip
PEOPLE = {
    "Insgesamt {n} Personen.": 8, "{n} Teilnehmerinnen und Teilnehmer": 6, "ca. {t} Teilnehmende": 8,
    "gut {t} Personen": 3, "knapp {t} Personen": 3, "rund {t} Personen": 4, "mindestens {t} Teilnehmende": 2,
    "über {t} Personen": 2, "zwischen {t} und {u} Personen": 2, "höchstens {t} Personen": 1,
    "{i}O Teilnehmer": 2, "Eingeladen wurden {n} Personen.": 2, "": 4,
}  # fmt: skip
COSTS = {
    "Gesamtkosten ca. {total} €, davon {part} € für die Moderation.": 8,
    "Moderation: {part},00 €\nRaummiete: {room},00 €\nBewirtung: {food},00 €": 8,
    "Rund {total} Euro insgesamt für Moderation, Raum, Verpflegung und Material.": 5,
    "Beratung und Moderation kosteten {part} EUR, dazu kamen {food} EUR für Getränke.": 6,
    "Die Gesamtkosten lagen bei {total} Euro (brutto). Die Moderation kostete ca. {part} €.": 4,
    "Etwa {total} Euro für die Auftaktveranstaltung und drei weitere Workshops.": 3,
    "Zwischen {total} und {more} Euro insgesamt.": 2,
    "Unter {total} Euro.": 2,
    "Die Kosten trug der Landkreis.": 1,
    "Der Arbeitsaufwand war hoch, Zahlen liegen nicht vor.": 2,
    "": 4,
}
RATINGS = {"Sehr zufrieden.": 9, "Wir sind zufrieden.": 8, "Mit dem Ablauf waren wir teils zufrieden, teils nicht.": 2,
           "Der Abend war gut besucht.": 2, "Wir sind unzufrieden.": 1, "": 4}  # fmt: skip
WORTH = {"Ja.": 9, "Ja, das Verhältnis stimmt.": 6, "Das lässt sich noch nicht sagen.": 3, "Nein.": 1, "Teils, teils.": 1,
         "": 4}  # fmt: skip
OUTCOMES = {
    "Sprachpaten sollen vermittelt werden.": 4, "Idee eines Begegnungscafés im alten Schulhaus": 4,
    "Der Gemeinderat hat eine Integrationsstelle beschlossen.": 2, "Ein Runder Tisch wurde gegründet.": 3,
    "Fahrradwerkstatt": 3, "Liste freier Wohnungen": 3, "Eine Praktikumsbörse ist geplant.": 4,
    "gemeinsamer Kalender aller Angebote": 3,
}  # fmt: skip
AGAIN = ("Mehr Zeit einplanen.", "Früher einladen.", "Die Gruppen kleiner halten.", "", "")
PROGRAMME = (
    "Die Förderung sollte auch Sachkosten abdecken.",
    "Weniger Bürokratie bei der Abrechnung.",
    "",
    "",
    "",
)


def _one(rng: random.Random, weighted: dict[str, int]) -> str:
    return rng.choices(list(weighted), list(weighted.values()))[0]


def _some(rng: random.Random, weighted: dict[str, int], least: int, most: int) -> list[str]:
    return list(dict.fromkeys(_one(rng, weighted) for _ in range(rng.randint(least, most))))


def _german(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _day(rng: random.Random) -> str:
    day = f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{rng.choice((2016, 2017))}"
    start = rng.randint(9, 17)
    hours = f" von {start}.00 bis {start + rng.randint(2, 5)}.30 Uhr" if rng.random() < 0.7 else ""
    return f"Durchführung am {day}{hours}" if rng.random() < 0.9 else "Durchführung im Frühjahr 2017"


def _costs(rng: random.Random) -> str:
    part = rng.choice((rng.randrange(5, 40) * 100, rng.randrange(400, 5000)))
    room, food = rng.randrange(1, 12) * 50, rng.randrange(2, 16) * 50
    total = -(-(part + room + food) // 500) * 500
    money = {
        "part": part,
        "room": room,
        "food": food,
        "total": total,
        "more": total + rng.randrange(1, 5) * 500,
    }
    return _one(rng, COSTS).format(**{name: _german(value) for name, value in money.items()})


def _people(rng: random.Random) -> str:
    n = max(12, min(320, round(rng.lognormvariate(4.1, 0.6))))
    tens = round(n / 10) * 10
    return _one(rng, PEOPLE).format(n=n, t=tens, u=tens + 10, i=rng.randint(2, 9))


def _names(rng: random.Random, n: int) -> list[str]:
    every = [f"{first}{last}{tail}" for first in FIRST for last in LAST for tail in dict.fromkeys(TAILS)]
    rng.shuffle(every)
    plain = [name for name in every if name.isalpha()]
    return [(every if rng.random() < 0.3 else plain).pop() for _ in range(n)]


def report(place: str, rng: random.Random) -> str:
    """One report as text."""
    kind = rng.choices(("Stadt", "Gemeinde", "Landkreis"), (5, 4, 3))[0]
    size = {"Stadt": (12000, 130000), "Gemeinde": (2800, 14000), "Landkreis": (95000, 420000)}[kind]
    people = rng.randint(*size)
    methods = _some(rng, METHODS, 0, 3)
    population = rng.choice(
        (
            _german(people),
            str(people),
            f"ca. {_german(round(people, -3))}",
            f"{_german(people)} (Stand 31.12.2016)",
        )
    )
    items = _some(rng, OUTCOMES, 0, 4)
    return FORM.format(
        name=f"{kind} {place}",
        place=place,
        population=population if rng.random() < 0.92 else "",
        county=f"{rng.choice(FIRST)}{rng.choice(LAST)}",
        region=rng.choice(REGIONS) if rng.random() < 0.95 else "",
        concept="\n".join([_day(rng), "Ziel war es, die Akteure vor Ort zu vernetzen.", *methods]).format(
            n=rng.randint(3, 7)
        ),
        occasion="Haupt- und Ehrenamtliche wollten ihre Arbeit abstimmen." if rng.random() < 0.9 else "",
        advice=f"{rng.choice(PROVIDERS)}: {', '.join(_some(rng, SERVICES, 1, 4))}"
        if rng.random() < 0.93
        else "",
        topics=_one(rng, TOPIC_FORMS).format(", ".join(_some(rng, TOPICS, 2, 7)))
        if rng.random() < 0.95
        else "",
        actors="\n".join(["- " + name for name in _some(rng, ACTORS, 2, 7)] + [_people(rng)]),
        process=_one(rng, RATINGS),
        results=_one(rng, RATINGS),
        outcomes="\n".join("- " + item for item in items),
        costs=_costs(rng),
        worth=_one(rng, WORTH),
        again=rng.choice(AGAIN),
        programme=rng.choice(PROGRAMME),
    )


def write_reports(folder: Path, n: int = 60, seed: int = 54) -> list[Path]:
    """Write `n` reports into `folder`; the same seed gives the same bytes."""
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, place in enumerate(_names(rng, n), 1):
        path = folder / f"{number:03d}.txt"
        path.write_text(report(place, rng), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


if __name__ == "__main__":
    write_reports(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
