"""Languages: the one asked for, else English."""

import pytest

from kfd_analysis import language
from kfd_analysis.codebook import load_codebook
from kfd_analysis.showing.labels import code_label
from kfd_analysis.tables import problem_words


@pytest.mark.parametrize(("lang", "name"), [("en", "English"), ("de", "Deutsch"), ("fr", "Français")])
def test_a_language_is_called_as_its_readers_call_it(lang, name):
    assert language.name_of(lang) == name


@pytest.mark.parametrize(("lang", "label"), [("en", "Survey"), ("de", "Umfrage"), ("fr", "Survey")])
def test_words_of_the_codebook_that_a_language_lacks_are_english(lang, label):
    with language.using(lang):
        assert code_label("method", "survey") == label
        assert language.chosen({"en": "Survey", "de": "Umfrage"}) == label


def test_a_problem_and_its_remedy_fall_back_together():
    book = load_codebook()
    assert problem_words("empty", "", book, "fr") == problem_words("empty", "", book, "en")
    assert problem_words("empty", "", book, "de") != problem_words("empty", "", book, "en")
