"""Codes of methods, topics, actors and services: patterns, claims on the same words, rows (rules 8 and 9)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.forms import document

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.coding.codes.hits import find_terms
from kfd_analysis.coding.codes.matching import Matcher, compile_pattern
from kfd_analysis.coding.codes.terms import code_terms
from kfd_analysis.errors import CodebookError
from kfd_analysis.fold import fold
from kfd_analysis.model import Line, Span

SAME_WORDS = {"und": ["&", "u."]}

# pattern; text; what is matched in the folded text (empty: nothing)
PATTERNS = [
    ("world cafe*", "Ein World Café am Abend", "world cafe"),
    ("world cafe*", "vier World-Cafés", "world-cafes"),
    ("world cafe*", "das Worldcafe", "worldcafe"),
    ("world cafe*", "World / Cafè", "world / cafe"),
    ("world cafe*", "WORLD\u00a0CAFÉ", "world cafe"),
    ("world cafe*", "world\ncafe", ""),
    ("world cafe*", "Weltcafé", ""),
    ("plenum", "im Plenum.", "plenum"),
    ("plenum", "das Plenumsgespräch", ""),
    ("plenum", "ein Stadtplenum", ""),
    ("*plenum", "ein Stadtplenum", "stadtplenum"),
    ("*plenum", "ein Stadtplenums", ""),
    ("*vortrag*", "drei Impulsvorträge, ein Fachvortrags-Teil", "fachvortrags"),
    ("in * gruppen", "in vier Gruppen", "in vier gruppen"),
    ("in * gruppen", "in den vier Gruppen", ""),
    ("in .. gruppen", "in den vier Gruppen", "in den vier gruppen"),
    ("in .. gruppen", "in Gruppen", "in gruppen"),
    ("in .. gruppen", "in der Halle. Vier Gruppen", ""),
    ("auf .. gruppen verteilt", "auf sechs bunte Gruppen verteilt", "auf sechs bunte gruppen verteilt"),
    ("arbeit der *", "die Arbeit der Vereine", "arbeit der vereine"),
    ("haupt und ehrenamt*", "Haupt- & Ehrenamtliche", "haupt- & ehrenamtliche"),
    ("haupt und ehrenamt*", "Haupt- und Ehrenamt", "haupt- und ehrenamt"),
    ("nein $", "World Café: nein", "nein"),
    ("nein $", "nein danke", ""),
    ('plenum "*', "das Plenum „Integration“", 'plenum "integration'),
    ("partizipativ* methode*", "partizipativen Methoden", "partizipativen methoden"),
    ("öffnung", "Öffnung", "öffnung"),
    ("öffnung", "Offnung", ""),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), PATTERNS)
def test_pattern_language(pattern, text, expected):
    folded = fold(text)
    matcher = Matcher([("all", compile_pattern(pattern, SAME_WORDS), "it")])
    found = [folded[start:-minus_end] for start, minus_end, *_ in matcher.find(folded, ["all"])["all"]]
    assert found == ([expected] if expected else [])


def test_a_pattern_without_a_word_is_an_error():
    with pytest.raises(CodebookError, match="holds no word to look for"):
        compile_pattern("* ..", SAME_WORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World-Cafè", "world-cafe"),
        ("Größe Äpfel", "größe äpfel"),
        ("„So“ – ‚nein‘", "\"so\" - 'nein'"),
        ("Señor Çelik", "senor celik"),
        ("İzmir", "İzmir"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


# variable; words; codes with the words that they claim
CLAIMS = [
    ("topic", "Sprache und Bildung", "language:Sprache education:Bildung"),
    ("topic", "Kiga/Schule", "children_families:Kiga education:Schule"),
    ("topic", "Freizeit/Teilhabe", "culture_leisure_sport:Freizeit/Teilhabe"),
    ("topic", "Haupt- und Ehrenamt", "networking_coordination:Haupt-_und_Ehrenamt"),
    ("topic", "Gemeinschaftsunterkünfte", "housing:Gemeinschaftsunterkünfte"),
    ("topic", "Wohnenm", "housing:Wohnenm"),
    ("topic", "Herkunft / Beruf / Lebensweg", ""),
    ("topic", "zur Sprache kam nichts", ""),
    ("topic", "Vereinbarung über Termine", ""),
    ("topic", "Einwohner", ""),
    ("topic", "Arbeitskreis", ""),
    ("topic", "Schulkinder", "children_families:Schulkinder education:Schulkinder"),
    ("method", "Online-Befragung der Vereine", "survey_online:Online-Befragung"),
    ("method", "Laut einer Umfrage des Landes", ""),
    ("method", "Referat für Integration", ""),
    ("method", "Klebepunkte für Teilnahme am Namensschild", ""),
    ("method", "Fish-Bowl", "fishbowl:Fish-Bowl"),
    ("actor", "BürgermeisterInnen", "municipalities:BürgermeisterInnen"),
    ("actor", "Ehrenamtliche in der Flüchtlingsarbeit", "volunteers:Ehrenamtliche"),
    ("actor", "migrantische Organisationen", "migrant_organisations:migrantische_Organisationen"),
    ("actor", "Migrant*innen", "migrants:Migrant"),
    ("actor", "Schulamt und Schulen", "school_authority:Schulamt schools:Schulen"),
    ("actor", "Volkshochschule", "education_providers:Volkshochschule"),
    ("actor", "Freiwillige Feuerwehr", "police_fire:Freiwillige_Feuerwehr"),
    (
        "actor",
        "Vertreter des Landkreises (Sozialer Dienst)",
        "county_administration:Landkreises_(Sozialer_Dienst",
    ),
    (
        "service",
        "Vor- und Nachbereitung",
        "preparation:Vor-_und_Nachbereitung follow_up:Vor-_und_Nachbereitung",
    ),
    ("service", "Fotodokumentation", "documentation:Fotodokumentation"),
]


@pytest.mark.parametrize(("variable", "words", "expected"), CLAIMS)
def test_which_code_claims_which_words(book, variable, words, expected):
    hits = find_terms([Line(1, words)], book, (variable,))
    assert sorted(f"{hit.code}:{hit.span.text}".replace(" ", "_") for hit in hits) == sorted(expected.split())
    assert not any(hit.rivals for hit in hits)


def test_span_counts_in_the_source_line(book):
    lines = [Line(7, "Begrüßung", 2), Line(9, "dann World-Cafés", 4, "-")]
    (hit,) = find_terms(lines, book, ("method",))
    assert hit.span == Span(9, 9, 20, "World-Cafés")


def test_rivals_become_a_problem():
    data = dict(load_codebook().data)
    data["topics"] = [*data["topics"], {"code": "kitchen", "patterns": ["*rassis*"]}]
    book = Codebook(data)
    coded = code_terms(document(book, topics="- Rassismus"), book)
    assert [(p.code, p.field, p.detail) for p in coded.problems] == [
        ("rival_codes", "topics", "Rassismus: anti_discrimination, kitchen")
    ]
    assert [row.code for row in coded.rows] == ["anti_discrimination"]


# words of the section on topics; strict codes
TOPICS = [
    ("Wohnen, Arbeit, nicht aber Sprache", "housing work"),
    ("Wohnen, Arbeit und Sprache wurden bearbeitet, Gesundheit nicht.", "housing language work"),
    ("Wohnen, Arbeit, Sprache (Gesundheit entfiel aus Zeitgründen)", "housing language work"),
    ("- Wohnen\n- Gesundheit (nicht behandelt)\n- Arbeit", "housing work"),
    (
        (
            "Das Thema Mobilität war vorgesehen, wurde aber nicht besprochen. Im Mittelpunkt standen "
            "Schule und Kita."
        ),
        "children_families education",
    ),
    (
        "Das Thema Religion wurde bewusst ausgeklammert; bearbeitet wurden Ehrenamt und Nachbarschaft.",
        "encounter volunteering",
    ),
    ("- Sonstiges\n- Wohnungssuche", "housing"),
    ("- Ankommen im Alltag\n- Deutsch lernen\n- Kinderbetreuung", "children_families encounter language"),
    ("1. Schulische und berufliche Bildung 2. Gesundheitsversorgung", "education health work"),
    ("Kein Wohnraum, fehlende Kitaplätze, Vorurteile", "anti_discrimination children_families housing"),
    ("Es sollten die Themen Wohnen und Arbeit bearbeitet werden.", "housing work"),
    (
        "- Vereinbarkeit von Familie und Beruf\n- Mobilität / ÖPNV\n- Umgang mit Behörden",
        "children_families mobility other work",
    ),
    (
        "In Arbeitsgruppen wurden die Themen Sport, Gesundheit und Bildung bearbeitet",
        "culture_leisure_sport education health",
    ),
    ("Freizeit/Teilhabe, gesellschaftliche Teilhabe", "culture_leisure_sport participation"),
    (
        "Ursprünglich sollte es um Wohnen gehen, die Teilnehmer wählten jedoch Sprache und Begegnung.",
        "encounter language",
    ),
    ("Sicherheit im Ort", "safety"),
    ("Siehe Anlage", ""),
    ("Folgende Themen wurden bearbeitet:\n- Wohnen\n- Frauen", "housing other"),
    (
        "Zusammenarbeit Haupt- und Ehrenamt; Patenschaften; Abbau von Vorurteilen",
        "anti_discrimination networking_coordination volunteering",
    ),
    ("Integration in Ausbildung und Arbeit", "work"),
    (
        (
            "Die Bildung von Arbeitskreisen erfolgte spontan. Themen waren Arbeit & Ausbildung, Kultur "
            "& Sport."
        ),
        "culture_leisure_sport work",
    ),
    ("Nicht behandelt wurden Gesundheit und Religion. Behandelt wurde Wohnen.", "housing"),
    (
        "Schwerpunkt war das Zusammenleben im Stadtteil. Auch die Kinderbetreuung kam zur Sprache.",
        "children_families encounter",
    ),
    (
        "Kommunikationswege, Interkulturelle Kompetenz, Werte",
        "intercultural_opening networking_coordination shared_understanding",
    ),
    ("Wohnraum / Unterkunft\nSpracherwerb / Dolmetscher\nArbeitsmarkt", "housing language work"),
    ("• Wohnen • Arbeit • Sprache", "housing language work"),
    (
        "Vernetzung der Akteure, Öffentlichkeitsarbeit, Rassismus und Vorurteile",
        "anti_discrimination information networking_coordination",
    ),
    ("Im World Café ging es um Wohnen, Bildung und Freizeit.", "culture_leisure_sport education housing"),
    ("1) Ausbildung/Praktikum 2) Kinderbetreuung 3) Frauen", "children_families work"),
    (
        "Kita und Schule; Vereine und Sport; Gesundheit",
        "children_families culture_leisure_sport education health",
    ),
    ("Integration vor Ort", "other"),
    ("- Asylrecht\n- Wohnungsmarkt\n- Radverkehr", "housing other"),
    (
        "- Mobilität im ländlichen Raum\n- Hauptamt und Ehrenamt besser verzahnen",
        "mobility networking_coordination",
    ),
    (
        "- Schulen (Vorbereitungsklassen)\n- berufliche Orientierung\n- Jugendliche",
        "children_families education work",
    ),
    ("Themen: Begegnung schaffen; Sprache lernen; Wohnraum finden", "encounter housing language"),
    (
        "Die Teilnehmenden bearbeiteten fünf Felder: Wohnen, Arbeit, Bildung, Begegnung und Gesundheit.",
        "education encounter health housing work",
    ),
    ("k. A.", ""),
    ("-", ""),
    ("Sicherheit und Ordnung, Religion, Werte", "religion safety shared_understanding"),
    ("Freiwilliges Engagement, Teilhabe, Bildungschancen", "education participation volunteering"),
    ("Gemeinsam kochen", "other"),
    (
        "Das Thema Gesundheit musste aus Zeitgründen entfallen. Besprochen wurden Arbeit, Sprache.",
        "language work",
    ),
    ("Sprache (insbesondere Kurse für Frauen mit Kindern)", "children_families language"),
    (
        "Nachbarschaft, Begegnung; das ebenfalls geplante Thema Mobilität wurde nicht bearbeitet",
        "encounter",
    ),
]


def codes(book, variable, basis="strict", **answers):
    rows = code_terms(document(book, **answers), book).rows
    return sorted(row.code for row in rows if row.variable == variable and row.basis == basis)


@pytest.mark.parametrize(("words", "expected"), TOPICS)
def test_topics(book, words, expected):
    assert codes(book, "topic", topics=words) == sorted(expected.split())


# section; words; broad topics
BROAD = [
    ("outcomes", "Im Themenfeld Gesundheit wurde ein Lotsendienst verabredet.", "health"),
    (
        "concept",
        "Vier Gruppen zu den Themen Wohnen, Bildung/Ausbildung und Sport",
        "culture_leisure_sport education housing work",
    ),
    ("concept", "Tisch 3: Sprache", "language"),
    ("outcomes", "Die Gesundheit aller ist uns wichtig.", ""),
    ("outcomes", "Zum Thema Integration gab es Fragen nach Wohnraum.", ""),
    ("occasion", "Das Thema Wohnen drängt.", ""),
    ("recommendations", "Das Thema Wohnen vertiefen", ""),
]


@pytest.mark.parametrize(("section", "words", "expected"), BROAD)
def test_topics_outside_their_section_need_a_label(book, section, words, expected):
    assert codes(book, "topic", "broad", **{section: words}) == sorted(expected.split())


@pytest.mark.parametrize(
    ("concept", "topics", "state"),
    [
        ("Gearbeitet wurde mit vordefinierten Fragen.", "Wohnen", "preset"),
        ("Arbeit in den Handlungsfeldern des Integrationskonzepts", "Wohnen", "preset"),
        ("In der Halle entstanden neue Themen.", "Wohnen", "emerged"),
        ("Abend", "Wohnen; im Plenum wurde der Schwerpunkt beschlossen", "emerged"),
        ("Mit vorgegebenen Fragen entstanden neue Themen.", "Wohnen", ""),
        ("Abend", "Wohnen", ""),
    ],
)
def test_topics_are_preset_or_emerged(book, concept, topics, state):
    rows = code_terms(document(book, concept=concept, topics=topics), book).rows
    assert {row.state for row in rows if row.variable == "topic"} == {state}


# words of the section on actors; strict codes; items that no code matched
ACTORS = [
    ("Bürgerschaft 24, Geflüchtete 17, Gemeinderat 6", "citizens politics refugees", []),
    (
        "- Freundeskreis Asyl\n- Mitarbeiter der Stadtverwaltung\n- GO Teilnehmer",
        "city_administration volunteers",
        ["GO Teilnehmer"],
    ),
    (
        "Jobcenter, Agentur für Arbeit, Handwerkskammer, Aids-Hilfe, Sprachkursträger",
        "chambers education_providers jobcenter_employment_agency specialist_services",
        [],
    ),
    (
        "Städte und Gemeinden, Unternehmer, Jugendamt, freie Träger, Schulamt",
        "companies county_administration municipalities school_authority welfare_organisations",
        [],
    ),
    ("Eingeladen waren Vereine und Kirchen.", "associations churches", []),
    (
        "Polizei, Feuerwehr, Lokalpresse, Jugendhaus, Wohnungsbau GmbH",
        "housing_companies media police_fire youth",
        [],
    ),
    ("Kirchen und Vereine; die IHK war nicht vertreten", "associations churches", []),
    ("Es kamen keine Geflüchteten, aber viele Ehrenamtliche.", "volunteers", []),
    ("Imkerbund, Kirchen", "churches", ["Imkerbund"]),
    ("insgesamt 40 Personen", "", []),
]


@pytest.mark.parametrize(("words", "expected", "unmatched"), ACTORS)
def test_actors(book, words, expected, unmatched):
    coded = code_terms(document(book, actors=words), book)
    assert sorted(row.code for row in coded.rows if row.variable == "actor") == sorted(expected.split())
    assert [(p.code, p.field, p.detail) for p in coded.problems] == [
        ("unmatched_item", "actors", item) for item in unmatched
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Vorbereitungsgruppe mit Geflüchteten und Vereinen", "associations refugees"),
        ("Eingeladen waren die Kirchen.", "churches"),
        ("Die Lage der Geflüchteten war das Thema.", ""),
    ],
)
def test_actors_in_the_concept_need_a_label(book, words, expected):
    assert codes(book, "actor", "broad", concept=words) == sorted(expected.split())


SERVICES = [
    ("Konzept, Begleitung des Prozesses, Moderation, Dokumentation", "concept documentation moderation"),
    ("Beratung bezüglich Methoden, Ablaufplanung, Moderation", "method_advice moderation running_order"),
    ("Vorbereitungsgespräch und Moderation des Abends", "moderation preparation"),
    ("Vor- und Nachbereitung, Bündelung der Ergebnisse", "follow_up preparation summary_proposals"),
    ("keine externe Moderation; Leitung durch das Amt", ""),
    ("Frau N. N. soll auch künftige Treffen moderieren.", ""),
    ("Die Firma hat ihn geplant, moderiert und nachbereitet.", "concept follow_up moderation"),
    ("Auswahl der Methoden und Konzeption durch ein Büro", "concept method_advice"),
]


@pytest.mark.parametrize(("words", "expected"), SERVICES)
def test_services(book, words, expected):
    assert codes(book, "service", moderation=words) == sorted(expected.split())


def test_rows_say_where_and_how_often(book):
    report = document(
        book,
        concept="World Café an fünf Tischen",
        rating="Das World Café kam gut an.",
        topics="Wohnen, Miete",
    )
    rows = {row.code: row for row in code_terms(report, book).rows}
    cafe = rows["world_cafe"]
    assert (cafe.basis, cafe.state, cafe.mentions, cafe.parent) == ("strict", "used", 2, "")
    assert cafe.spans == (Span(2, 0, 10, "World Café"), Span(4, 4, 14, "World Café"))
    assert (rows["housing"].mentions, rows["housing"].basis) == (2, "strict")


def test_a_child_names_its_parent(book):
    (row,) = code_terms(document(book, concept="Online-Umfrage unter allen Vereinen"), book).rows
    assert (row.code, row.parent) == ("survey_online", "survey")


def test_unnamed_methods_have_a_row_unless_the_sentence_names_them(book):
    unnamed = code_terms(document(book, moderation="Auswahl der partizipativen Methoden"), book).rows
    assert ("unspecified_methods", "unspecified") in {(row.code, row.state) for row in unnamed}
    named = code_terms(document(book, concept="partizipative Methoden (Fishbowl, Soziogramm)"), book).rows
    assert {row.code for row in named} == {"fishbowl", "sociogram"}


WORDS = ["World", "Café", "wurde", "nicht", "drei", "Gruppen", "statt", "Plenum", "Wohnen", *",.()–;:\n"]
BOOK = load_codebook()


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_every_span_is_a_slice_of_its_line(words):
    book = BOOK
    report = document(book, concept=" ".join(words), topics=" ".join(words), rating=" ".join(words))
    for row in code_terms(report, book).rows:
        assert row.spans
        for span in row.spans:
            assert report.source[span.line - 1][span.start : span.end] == span.text
