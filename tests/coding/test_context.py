"""What the words around a method say about it: done, planned, given up, wished for (rule 8)."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.codes.terms import code_terms

SIGNS = {"used": "", "negated": "-", "planned": "~", "unspecified": ""}

# words of the section on the concept; codes that get a row (- negated, ~ planned)
IN_CONCEPT = [
    ("Auf ein World Café wurde bewusst verzichtet.", "world_cafe-"),
    (
        "Auf Vorträge, Podium und World Café wurde bewusst verzichtet.",
        "keynote_input- panel_discussion- world_cafe-",
    ),
    ("Statt eines World Cafés arbeiteten Kleingruppen an den Fragen.", "group_work world_cafe-"),
    ("Kleingruppen statt Podium und Vorträgen.", "group_work keynote_input- panel_discussion-"),
    ("Geplant war ein Open Space, es kam aber nicht zustande.", "open_space-"),
    ("Geplant war ein Open Space, durchgeführt wurde ein World Café.", "open_space- world_cafe"),
    (
        ("Ursprünglich war ein World Café geplant. Wegen der geringen Zahl arbeiteten wir in Kleingruppen."),
        "group_work world_cafe-",
    ),
    ("Ein World Café war geplant und wurde wegen Krankheit abgesagt.", "world_cafe-"),
    (
        "Wir haben auf ein Podium verzichtet und ein World Café durchgeführt.",
        "panel_discussion- world_cafe",
    ),
    ("Open Space wurde erwogen, aber verworfen.", "open_space-"),
    ("Auf einen Open Space wurde zugunsten eines World Cafés verzichtet.", "open_space- world_cafe"),
    ("Geplant war ein World Café. Dazu kam es leider nicht.", "world_cafe-"),
    ("Geplant war eine Zukunftswerkstatt. Stattdessen gab es ein Planspiel.", "future_workshop-"),
    ("Es gab kein klassisches Plenum, sondern eine Fishbowl.", "fishbowl plenary-"),
    ("Nicht im Plenum, sondern in Kleingruppen wurde gearbeitet.", "group_work plenary-"),
    ("Eine Podiumsdiskussion gab es nicht.", "panel_discussion-"),
    ("Podiumsdiskussion (entfallen)", "panel_discussion-"),
    (
        "Eine Podiumsdiskussion fand nicht statt, dafür gab es ein World Café.",
        "panel_discussion- world_cafe",
    ),
    ("Ein World Café ist eine Methode, bei der an Tischen diskutiert wird.", ""),
    ("Im World Café kam nicht jeder zu Wort.", "world_cafe"),
    ("Im Plenum gab es keine Einwände.", "plenary"),
    ("Nicht alle konnten am World Café teilnehmen.", "world_cafe"),
    ("Nach einem Impulsvortrag folgte das World-Cafe.", "keynote_input world_cafe"),
    ("Begrüßung, Fachvortrag, Arbeit in vier Gruppen, Abschlussplenum", "group_work keynote_input plenary"),
    ("Am Ende konnten alle per Handy abstimmen (Mentimeter).", "online_voting"),
    ("Abgestimmt wurde mit dem Smartphone.", "online_voting"),
    ("Priorisierung mit je drei Klebepunkten", "dot_voting"),
    ("Zuvor hatten wir eine Online-Umfrage gestartet.", "survey_online"),
    ("World Café an sechs Thementischen", "world_cafe"),
    ("Am Vormittag World Café, am Nachmittag Vertiefung in Kleingruppen", "group_work world_cafe"),
    ("Zuerst Kleingruppen, danach ein World Café", "group_work world_cafe"),
    ("Im nächsten Jahr ist eine Zukunftskonferenz geplant.", ""),
    (
        "Die Methoden waren bunt: Fish-Bowl, Open-Space und Murmelgruppen.",
        "buzz_groups fishbowl open_space",
    ),
    (
        "In 5 Arbeitsgruppen wurde diskutiert, danach Präsentation der Ergebnisse im Plenum.",
        "group_work plenary",
    ),
    ("Der Arbeitskreis Asyl bereitete den Abend vor.", ""),
    ('Eingeladen hatte das Plenum "Integration".', ""),
    ("Für das World Café war keine Zeit mehr.", "world_cafe-"),
    ("Ein Bürgerrat mit 20 ausgelosten Personen tagte zwei Tage.", "citizens_council"),
    ("Ideenwerkstatt mit fünf Teams", "group_work ideas_workshop"),
    ("Aufsuchende Gespräche auf dem Wochenmarkt", "outreach"),
    (
        "Eine Zukunftswerkstatt wurde angeboten, fand aber mangels Anmeldungen nicht statt.",
        "future_workshop-",
    ),
    ("Ein Open Space hätte den Rahmen gesprengt.", "open_space-"),
    (
        "Anders als zunächst geplant wurde kein Open Space, sondern ein World Café durchgeführt.",
        "open_space- world_cafe",
    ),
    ("Wie geplant wurde ein World Café durchgeführt.", "world_cafe"),
    (
        "Das Format war eine moderierte Podiumsdiskussion mit anschließender offener Fragerunde.",
        "panel_discussion",
    ),
    ("Es soll ein World Café mit fünf Tischen geben.", "world_cafe~"),
    ("Es wurde mit verschiedenen interaktiven Methoden gearbeitet.", "unspecified_methods"),
    (
        "Statt des geplanten World Cafés wurde eine Fishbowl-Diskussion durchgeführt.",
        "fishbowl world_cafe-",
    ),
    ("Die Ergebnisse einer Umfrage wurden vorgestellt.", "survey"),
    ("Ein Fragebogen zur Zufriedenheit wurde am Ende verteilt.", "feedback_round"),
    ("Moderierte Runden; Open Space kam nicht in Frage.", "open_space-"),
    ("Ein World Café wurde überlegt, aber nicht umgesetzt.", "world_cafe-"),
    ("Das World Café entfiel, weil zu wenige kamen.", "world_cafe-"),
    ("Wir entschieden uns gegen ein World Café und für eine Fishbowl.", "fishbowl world_cafe-"),
    ("Diskussion an Stehtischen ohne Podium", "panel_discussion-"),
    ("Die Bürger wurden mit Fragebögen vorab befragt.", "survey"),
    ("Methodisch setzten wir auf das World Café (5 Tische à 20 Minuten).", "world_cafe"),
    (
        (
            "Ablauf:\n- Begrüßung durch den Bürgermeister\n- Kurzvorträge von drei Fachleuten\n- "
            "Diskussion an Thementischen\n- Vorstellung der Ergebnisse im Plenum\n- Ausklang"
        ),
        "group_work keynote_input plenary",
    ),
    ("Es handelte sich um einen Open-Space-Tag mit 12 Arbeitsgruppen.", "group_work open_space"),
    ("Einstieg mit einer Podiumsrunde, dann Workshops parallel", "group_work panel_discussion"),
    ("An einem Infostand in der Fußgängerzone wurden Passanten befragt.", "outreach survey"),
    ("Mit einer schriftlichen Befragung aller Haushalte wurde der Dialog vorbereitet.", "survey_paper"),
    ("Die Ergebnisse wurden mit Klebepunkten priorisiert", "dot_voting"),
    ("Jede Person hatte drei Punkte zu vergeben, die sie auf die Plakate klebte.", "dot_voting"),
    ("Kurzer Input durch den Integrationsbeauftragten", "keynote_input"),
    ("Zunächst informierte Herr Beispiel in einem Vortrag über die Lage.", "keynote_input"),
    ("PowerPoint-Präsentation zur Situation der Geflüchteten", "keynote_input"),
    ("Drei Projekte wurden vorgestellt.", "keynote_input"),
    (
        "Vorgesehen war zunächst eine Podiumsdiskussion, gewählt wurde dann aber eine Fishbowl.",
        "fishbowl panel_discussion-",
    ),
    ("Der Dialog war kein Vortragsabend.", ""),
    ("Auf lange Vorträge haben wir verzichtet.", "keynote_input-"),
    ("Wir wollten keinen Frontalvortrag, sondern Austausch in Kleingruppen.", "group_work keynote_input-"),
    ("Die Abstimmung erfolgte online per TED-System.", "online_voting"),
    ("Die Teilnehmer konnten per Smartphone live abstimmen", "online_voting"),
    ("Die Teilnehmenden wurden in sechs Gruppen eingeteilt", "group_work"),
    ("In wechselnden Tischgruppen (World-Café-Methode) wurden drei Fragen diskutiert", "world_cafe"),
    ("Zukunftswerkstatt mit Kritik-, Visions- und Umsetzungsphase", "future_workshop"),
    ("Bürgerforum mit moderierten Arbeitskreisen", "citizens_dialogue group_work"),
    ("Auf dem Marktplatz standen vier Dialogstände", "outreach"),
    ("Im Vorfeld lief eine Online-Umfrage mit 300 Antworten.", "survey_online"),
    ("Die Methode des World Cafés hat sich bewährt", "world_cafe"),
    ("Ein Fachvortrag musste krankheitsbedingt ausfallen.", "keynote_input-"),
    ("Anstelle einer Podiumsdiskussion gab es Murmelgruppen.", "buzz_groups panel_discussion-"),
    ("World Café: nein", "world_cafe-"),
    ("Eine Umfrage im Vorfeld wurde nicht durchgeführt", "survey-"),
    (
        "Die ursprünglich geplante Zukunftskonferenz wurde durch ein World Café ersetzt.",
        "future_conference- world_cafe",
    ),
    (
        "Das World Café ersetzte die ursprünglich vorgesehene Podiumsdiskussion.",
        "panel_discussion- world_cafe",
    ),
    ("Aus Zeitgründen konnte das geplante Plenum nicht mehr stattfinden.", "plenary-"),
    ("Wir haben uns bewusst gegen ein Open Space entschieden.", "open_space-"),
    ("Im Herbst folgt eine Zukunftswerkstatt.", ""),
    ("Die Gruppe der Jugendlichen arbeitete mit Design Thinking", ""),
    (
        "Ein World Café, das ursprünglich im Freien stattfinden sollte, wurde in die Halle verlegt.",
        "world_cafe~",
    ),
    ("World-Café mit Gastgebern;\nanschließend Plenum", "plenary world_cafe"),
    ("Moderierte Kleingruppenarbeit", "group_work"),
    ("Arbeit in 4 Workshops (parallel), danach Bündelung im Plenum", "group_work plenary"),
    ("Vier parallele Workshops zu den Themen", "group_work"),
    ("In einem Gallery Walk wurden die Ergebnisse betrachtet.", ""),
    ("Jeder Tag begann mit einem Morgenplenum.", "plenary"),
    ("Am Ende bekam jeder drei Punkte zum Kleben.", "dot_voting"),
    ("Klebepunkte markieren, wer mitmacht.", ""),
    ("Podiumsdiskussion; ein zweiter Abend als Open Space ist für 2018 angedacht.", "panel_discussion"),
]

# section; words of the concept; words of that section; codes that get a row (- negated, ~ planned)
ELSEWHERE = [
    ("recommendations", "Gesprächsabend", "Beim nächsten Mal würden wir ein World Café wählen.", ""),
    ("recommendations", "Gesprächsabend", "Ein World Café wäre besser gewesen.", ""),
    (
        "outcomes",
        "Gesprächsabend",
        "- Arbeitsgruppe Wohnen\n- Umfrage unter Vermietern\n- Bürgerrat einrichten",
        "",
    ),
    ("outcomes", "Gesprächsabend", "Im Fishbowl wurden drei Vorhaben verabredet.", "fishbowl"),
    ("outcomes", "Gesprächsabend", "Es wurde beschlossen, eine Zukunftswerkstatt durchzuführen.", ""),
    ("outcomes", "Gesprächsabend", "Vereinbart wurde ein World Café im Herbst.", ""),
    ("rating", "Gesprächsabend", "Die Podiumsdiskussion war zu lang.", "panel_discussion"),
    ("occasion", "Gesprächsabend", "2015 gab es bereits ein World Café.", ""),
    (
        "rating",
        "World Café zu fünf Fragen.",
        "Das geplante World Café musste leider entfallen.",
        "world_cafe-",
    ),
    (
        "rating",
        "Mit einem World Café sollen Ideen gesammelt werden.",
        "Das World Café ist sehr gut angekommen.",
        "world_cafe",
    ),
    (
        "concept",
        "Mit einem World Café sollen Ideen gesammelt werden.",
        "Mit einem World Café sollen Ideen gesammelt werden.",
        "world_cafe~",
    ),
    ("moderation", "Abend", "Konzept und Moderation einer Zukunftswerkstatt", "future_workshop"),
    ("moderation", "Abend", "Frau N.N. soll auch das World Café im Herbst moderieren.", ""),
    ("rating", "World Café", "Die Gespräche in den Kleingruppen waren gut.", "world_cafe"),
    ("recommendations", "Abend", "Das World Café hat sich bewährt.", "world_cafe"),
    ("recommendations", "Abend", "Mehr Zeit für das Plenum einplanen.", ""),
    ("actors", "Abend", "Am World Café nahmen 60 Personen teil.", "world_cafe"),
    ("actors", "Abend", "Arbeitskreis Asyl, Kirchen, Arbeitsgruppe Integration", ""),
]


def methods(book, **answers):
    rows = code_terms(document(book, **answers), book).rows
    return sorted(row.code + SIGNS[row.state] for row in rows if row.variable == "method")


@pytest.mark.parametrize(("words", "expected"), IN_CONCEPT)
def test_methods_in_the_concept(book, words, expected):
    assert methods(book, concept=words) == sorted(expected.split())


@pytest.mark.parametrize(("section", "concept", "words", "expected"), ELSEWHERE)
def test_methods_in_other_sections(book, section, concept, words, expected):
    assert methods(book, **{"concept": concept, section: words}) == sorted(expected.split())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ein World Café wurde in der Halle\ndann aber nicht durchgeführt.", ["world_cafe-"]),
        ("- World Café\n- nicht alles wurde durchgeführt", ["world_cafe"]),
        (
            "Auf ein großes und von vielen seit Langem gewünschtes\nWorld Café wurde verzichtet.",
            ["world_cafe-"],
        ),
    ],
    ids=["goes on in small letters", "list items stand alone", "breaks before a noun"],
)
def test_a_sentence_may_run_over_lines(book, words, expected):
    assert methods(book, concept=words) == expected


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Geplant ist z.B. ein Open Space.", ["open_space~"]),
        ("Ca. 60 Gäste kamen zum World Café, das Plenum entfiel.", ["plenary-", "world_cafe"]),
        ("Auf ein Podium wurde am 3. Juni verzichtet.", ["panel_discussion-"]),
        ("Kein Podium! Ein World Café!", ["panel_discussion-", "world_cafe"]),
        ("Ohne Podium; World Café", ["panel_discussion-", "world_cafe"]),
    ],
    ids=["short form", "short form at the start", "ordinal", "exclamation", "semicolon"],
)
def test_where_a_sentence_ends(book, words, states):
    assert methods(book, concept=words) == states
