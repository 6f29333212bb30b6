"""An invented report that answers every question of the form, to be spoilt in many ways."""

from __future__ import annotations

SECTIONS: dict[str, tuple[str, str]] = {
    "name": ("Name der Stadt oder Gemeinde", "Quellstadt"),
    "population": ("Einwohnerzahl", "14.600"),
    "county": ("Landkreis", "Emmendingen"),
    "region": ("Regierungsbezirk", "Freiburg"),
    "contact": ("Name und Adresse der Kontaktperson für den Kommunalen Flüchtlingsdialog:", "Stabsstelle"),
    "phone": ("Telefon der Kontaktperson", "-"),
    "mail": ("E-Mail der Kontaktperson", "-"),
    "concept": (
        "Veranstaltungskonzept:\n\nBitte beschreiben Sie kurz die Zielsetzung, das Format und die methodische "
        "Umsetzung des Flüchtlingsdialogs.",
        "Durchführung am 06.04.2017 von 17:00 bis 20:00 Uhr\nGearbeitet wurde im World Café mit drei Runden.",
    ),
    "occasion": (
        "Ausgangssituation / Anlass\n\nWas war in Ihrer Kommune der konkrete Anlass für die Durchführung eines "
        "Flüchtlingsdialogs? Welche Ausgangssituation fanden Sie vor?",
        "Anlass war der Wunsch nach besserer Vernetzung.",
    ),
    "moderation": (
        "Beratung und Moderation\n\nWer hat diese Aufgaben übernommen? Für welche Aufgaben haben Sie Beratungs- "
        "und Moderationsleistungen in Anspruch genommen?",
        "Ein externes Büro hat moderiert und dokumentiert.",
    ),
    "topics": (
        "Themenfelder\n\nWelche Themen wurden im Flüchtlingsdialog diskutiert und bearbeitet?",
        "- Wohnen\n- Arbeit\n- Sprache",
    ),
    "actors": (
        "Beteiligte Akteure\n\nBitte nennen Sie die Teilnehmergruppen und die Anzahl der Personen, die an dem "
        "Flüchtlingsdialog teilgenommen haben.",
        "45 Teilnehmende aus Verwaltung, Ehrenamt und Schulen",
    ),
    "rating": (
        "Bewertung des Ablaufs und der Ergebnisse\n\nWie zufrieden sind Sie mit dem Ablauf der "
        "Dialogveranstaltung(en)?",
        "Wir sind mit dem Ablauf sehr zufrieden.",
    ),
    "outcomes": (
        "Konkrete Ergebnisse, Maßnahmen und nächste Schritte\n\nWelche konkreten Ergebnisse wurden erarbeitet?",
        "Ein gemeinsamer Kalender wurde beschlossen.",
    ),
    "costs": (
        "Kosten und Effizienz\n\nWelche Kosten sind für die Veranstaltung entstanden?",
        "Gesamtkosten: 3.000 €, davon 1.800 € für die Moderation",
    ),
    "recommendations": (
        "Empfehlungen und sonstige Rückmeldungen\n\nWas würden Sie beim nächsten Mal anders machen?",
        "Mehr Zeit für die Gespräche einplanen.",
    ),
}
READ = {
    "municipality": "Quellstadt",
    "population": 14600,
    "participants": 45,
    "total_cost_eur": 3000,
    "moderation_cost_eur": 1800,
    "first_event_date": "2017-04-06",
    "event_hours": 3,
}
"""What has to be read from the untouched report."""


def form(title: str = "Steckbrief", order: list[str] | None = None, **answers: str) -> str:
    """The report, with other answers to the named sections, in another order if `order` is given.

    Parameters
    ----------
    title
        First line; tells two reports apart.
    order
        Keys of the sections to print.
    **answers
        New answer by section.
    """
    parts = [title, "Angaben zur Kommune"]
    for key in order or list(SECTIONS):
        label, answer = SECTIONS[key]
        parts.append(f"{label}\n\n{answers.get(key, answer)}")
    return "\n\n".join(parts) + "\n"
