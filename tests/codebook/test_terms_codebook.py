"""The codebook of methods, topics, actors and services: every pattern works, every broken entry is named."""

import copy

import pytest

from kfd_analysis.codebook import Codebook, load_codebook
from kfd_analysis.coding.codes.hits import find_terms
from kfd_analysis.coding.codes.lexicon import FILES, entries
from kfd_analysis.errors import CodebookError
from kfd_analysis.model import Line

BOOK = load_codebook()
LISTS = ("patterns", "vague", "parts")
ITEMS = [(variable, item) for variable, file in FILES.items() for item in BOOK.data[file]]
NAMES = [f"{variable}-{item['code']}" for variable, item in ITEMS]

# The codes that other programs may rely on.
CODES = {
    "method": """world_cafe online_voting survey survey_paper survey_online future_workshop open_space
        fishbowl ideas_workshop future_conference citizens_council citizens_dialogue
        expert_workshop group_work buzz_groups plenary panel_discussion dot_voting outreach
        keynote_input sociogram feedback_round testimony commitment_list unspecified_methods""",
    "topic": """housing work education language health culture_leisure_sport volunteering participation
        encounter intercultural_opening anti_discrimination networking_coordination information
        children_families religion safety mobility shared_understanding other""",
    "actor": """county_administration city_administration municipalities politics school_authority schools
        education_providers jobcenter_employment_agency chambers companies housing_companies
        welfare_organisations social_services specialist_services churches associations volunteers
        migrant_organisations migrants refugees citizens youth police_fire media other""",
    "service": """concept method_advice running_order preparation moderation documentation follow_up
        summary_proposals""",
}


def written_out(pattern: str, ending: str = "", beginning: str = "") -> str:
    """Words that a pattern matches."""
    words = []
    for token in pattern.split():
        if token == "..":
            words.append("zwei drei")
        elif token == "*":
            words.append("vier")
        elif token != "$":
            words.append(
                (beginning if token.startswith("*") else "")
                + token.strip("*")
                + (ending if token.endswith("*") else "")
            )
    return " ".join(words)


def codes(text: str, variable: str, book: Codebook = BOOK) -> dict[str, tuple[str, ...]]:
    return {hit.code: hit.rivals for hit in find_terms([Line(1, text)], book, (variable,))}


@pytest.mark.parametrize("variable", FILES)
def test_codes_are_those_of_the_contract(variable):
    assert {entry.code for entry in entries(BOOK, variable)} == set(CODES[variable].split())


@pytest.mark.parametrize(("variable", "item"), ITEMS, ids=NAMES)
def test_every_pattern_is_found_as_its_code_without_rivals(variable, item):
    for pattern in (pattern for key in LISTS for pattern in item.get(key, ())):
        for text in (written_out(pattern), written_out(pattern, "xen", "aller")):
            assert codes(text, variable).get(item["code"]) == (), (pattern, text)


@pytest.mark.parametrize(("variable", "item"), ITEMS, ids=NAMES)
def test_every_exclusion_keeps_its_code_away(variable, item):
    for exclusion in item.get("exclusions", ()):
        assert item["code"] not in codes(written_out(exclusion), variable), exclusion


@pytest.mark.parametrize(("variable", "item"), ITEMS, ids=NAMES)
def test_every_entry_is_complete_and_its_example_shows_it(variable, item):
    assert all(item.get(key) for key in ("code", "en", "de", "definition", "example"))
    if item["patterns"]:
        assert item["code"] in codes(item["example"], variable)


@pytest.mark.parametrize(("variable", "item"), ITEMS, ids=NAMES)
def test_no_pattern_stands_twice(variable, item):
    for key in (*LISTS, "exclusions"):
        patterns = item.get(key, [])
        assert sorted(set(patterns)) == sorted(patterns)


@pytest.mark.parametrize(("variable", "item"), ITEMS, ids=NAMES)
def test_every_code_has_words_enough(variable, item):
    if (variable, item["code"]) != ("topic", "other"):
        assert len(item["patterns"]) >= 6


BROKEN = [
    ("no code", {"en": "Quiz", "patterns": ["quiz"]}, "entry 26: an entry needs 'code"),
    ("no entry at all", "quiz", "entry 26: an entry needs 'code"),
    ("no patterns", {"code": "quiz"}, "entry quiz: 'patterns: [...]' is missing"),
    (
        "unknown key",
        {"code": "quiz", "patterns": ["quiz"], "pattern": ["x"]},
        "entry quiz: unknown key 'pattern'",
    ),
    ("a word, not a list", {"code": "quiz", "patterns": "quiz"}, "entry quiz: 'patterns' must be a list"),
    ("a number", {"code": "quiz", "patterns": [2017]}, "entry quiz: 'patterns' must be a list"),
    ("empty word", {"code": "quiz", "patterns": [" "]}, "entry quiz: 'patterns' must be a list"),
    ("nothing but a star", {"code": "quiz", "patterns": ["*"]}, "holds no word to look for"),
    (
        "unknown parent",
        {"code": "quiz", "patterns": ["quiz"], "parent": "game"},
        "no entry has the code 'game'",
    ),
    (
        "unknown code beside",
        {"code": "quiz", "patterns": ["quiz"], "also": ["game"]},
        "no entry has the code 'game'",
    ),
]


def test_an_entry_may_have_its_name_in_one_more_language():
    data = copy.copy(BOOK.data)
    data["methods"] = [*BOOK.data["methods"], {"code": "quiz", "fr": "Jeu", "patterns": ["quiz"]}]
    assert entries(Codebook(data), "method")[-1].code == "quiz"


@pytest.mark.parametrize(("entry", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_entry_is_named_with_file_and_remedy(entry, message):
    data = copy.copy(BOOK.data)
    data["methods"] = [*BOOK.data["methods"], entry]
    with pytest.raises(CodebookError, match=r"methods\.yml") as error:
        entries(Codebook(data), "method")
    assert message in str(error.value)


def test_a_file_that_is_no_list_is_named():
    with pytest.raises(CodebookError, match=r"topics\.yml: a list of entries is needed"):
        entries(Codebook({**BOOK.data, "topics": {"code": "housing"}}), "topic")


def test_two_codes_with_the_same_pattern_are_rivals():
    quiz = [{"code": name, "patterns": ["quizrunde*"]} for name in ("quiz", "game")]
    book = Codebook({**BOOK.data, "methods": [*BOOK.data["methods"], *quiz]})
    assert codes("eine Quizrunde", "method", book) == {"quiz": ("game",)}


def test_an_added_synonym_is_found():
    extra = {"code": "barcamp", "patterns": ["kennenlernspiel*"]}
    book = Codebook({**BOOK.data, "methods": [*BOOK.data["methods"], extra]})
    assert codes("Kennenlernspiele zu Beginn", "method", book) == {"barcamp": ()}
