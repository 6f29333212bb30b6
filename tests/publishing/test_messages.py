"""The catalogues: complete, up to date, with the same placeholders and marks in every language."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from kfd_analysis import language
from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.messages import collect, missing, renewed
from kfd_analysis.publishing.prose import blocks

LANGUAGES = [lang for lang in language.languages() if lang != language.SOURCE]
MARKUP = re.compile(r"<[^>]*>|&\w+;|\*\*|`[^`]*`")


def read(lang: str) -> Catalog:
    with language.catalogue_path(lang).open("rb") as file:
        return read_po(file, lang)


def forms(words: object) -> list[str]:
    return list(words) if isinstance(words, tuple | list) else [str(words)]


def slots(words: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(words) if name is not None}


def faults(message: Message) -> list[str]:
    """What differs between a message and its translation, and must not."""
    source, own = forms(message.id), forms(message.string)
    found = []
    for words, wanted in zip(own, source, strict=True):
        if slots(words) != slots(wanted):
            found.append("placeholders")
        if sorted(MARKUP.findall(words)) != sorted(MARKUP.findall(wanted)):
            found.append("markup")
        if words.rstrip("“").endswith(".") != wanted.endswith("."):
            found.append("full stop")
    return found


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return collect()


def test_there_is_german():
    assert language.languages() == ["en", "de"]


def test_code_templates_notebooks_codebook_and_coding_are_read(messages):
    kinds = {place.partition("/")[0] for message in messages for place, _line in message.locations}
    assert kinds >= {"showing", "publishing", "notebooks", "codebook", "coding", "language.py"}
    assert "weak" in messages, "a message in an f-string"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_is_complete_and_up_to_date(lang, messages):
    catalog = read(lang)
    known = {message.id for message in catalog if message.id}
    wanted = {message.id for message in messages if message.id}
    assert sorted(map(str, wanted - known)) == [], "new: run `make messages`, then translate"
    assert sorted(map(str, known - wanted)) == [], "no longer in use: run `make messages`"
    assert list(missing(catalog)) == [], "to be translated"
    assert not catalog.obsolete


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_stands_as_make_messages_writes_it(lang):
    assert renewed(lang) == language.catalogue_path(lang).read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_and_markup_are_those_of_the_message(lang):
    assert {
        str(message.id): found for message in read(lang) if message.id and (found := faults(message))
    } == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_form_is_there(lang):
    catalog = read(lang)
    assert catalog.num_plurals == 2
    assert [m.id for m in catalog if m.pluralizable and len(forms(m.string)) != catalog.num_plurals] == []


def test_german_is_set_as_german_is_set():
    wrong = [
        words
        for message in read("de")
        if message.id
        for words in forms(message.string)
        if re.search(r"[\"'“”](?=\w)|\d %|\d EUR| - |\.\.\.", words.replace("“", "", words.count("„")))
    ]
    assert wrong == [], "„…“, no-break space before %, EUR, mm; dashes; ellipsis"


@pytest.mark.parametrize(
    ("id_", "string", "found"),
    [
        ("{n} of {m}", "{n} von {m}", []),
        ("{n} of {m}", "{n} von", ["placeholders"]),
        ("**Question.** Why?", "Frage. Warum?", ["markup"]),
        ("<b>Why</b>", "<b>Warum", ["markup"]),
        ("It is so.", "Es ist so", ["full stop"]),
        (("{n} day", "{n} days"), ("ein Tag", "{n} Tage"), ["placeholders"]),
        (("one day", "{n} days"), ("ein Tag", "{n} Tage"), []),
    ],
)
def test_a_faulty_translation_would_be_noticed(id_, string, found):
    assert faults(Message(id_, string)) == found


def test_an_untranslated_and_an_uncertain_message_would_be_noticed():
    catalog = Catalog("de")
    catalog.add("open", "")
    catalog.add("perhaps", "vielleicht", flags=["fuzzy"])
    catalog.add("done", "fertig")
    assert list(missing(catalog)) == ["open", "perhaps"]


@pytest.mark.parametrize("name", sorted(load_codebook().data))
def test_what_the_codebook_says_in_english_it_says_in_german(name):
    def lacking(entry, place=""):
        if isinstance(entry, dict):
            for key, value in entry.items():
                other = re.sub(
                    r"\ben\b|(?<=_)en\b|^english$",
                    lambda m: "german" if m[0] == "english" else "de",
                    str(key),
                )
                if other != str(key) and not entry.get(other):
                    yield f"{place}.{key}"
                yield from lacking(value, f"{place}.{key}")
        elif isinstance(entry, list):
            for number, value in enumerate(entry):
                yield from lacking(value, f"{place}[{number}]")

    assert list(lacking(load_codebook().data[name], name)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "# A title\n\nWords\nin two lines.\n\n- one\n- two\n  lines\n\n1. first",
            ["A title", "Words in two lines.", "one", "two lines", "first"],
        ),
        ("**Question.** Why?", ["**Question.** Why?"]),
        ("", []),
    ],
)
def test_prose_is_taken_apart(source, found):
    assert list(blocks(source)) == found
