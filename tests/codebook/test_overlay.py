"""A codebook of one's own: synonyms, new codes, and errors that name file, entry and remedy."""

import shutil
from pathlib import Path

import pytest

import kfd_analysis as kfd
from kfd_analysis import showing
from kfd_analysis.codebook import load_codebook
from kfd_analysis.coding.cues import cues
from kfd_analysis.reading.form.labels import label_map

RAW = Path(__file__).parents[2] / "data" / "raw"


def overlay(tmp_path, name: str, text: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_codebook(tmp_path)


def test_a_synonym_is_added_to_a_code(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "reports").mkdir()
    text = (RAW / "rems-murr-kreis.txt").read_text(encoding="utf-8")
    changed = text.replace("Arbeitsmarktintegration, Wohnen,", "Arbeitsmarktintegration, Quartiersfragen,")
    (tmp_path / "reports" / "report.txt").write_text(changed, encoding="utf-8")
    (tmp_path / "book" / "topics.yml").write_text(
        "- code: housing\n  patterns: [quartiersfrage*]\n", encoding="utf-8"
    )

    def topics(**options):
        rows = kfd.load_dataset(tmp_path / "reports", **options).codings
        return set(rows[(rows["variable"] == "topic") & (rows["basis"] == "strict")]["code"])

    assert changed != text
    assert "housing" not in topics()
    assert "housing" in topics(codebook=tmp_path / "book")


def test_a_shared_list_counts_as_words_of_each_entry(tmp_path):
    text = "- {code: housing, exclusions: [&both [heim, dach]]}\n- {code: work, exclusions: [*both, hof]}\n"
    own, packaged = (
        {entry["code"]: entry.get("exclusions") for entry in book.data["topics"]}
        for book in (overlay(tmp_path, "topics.yml", text), load_codebook())
    )
    assert own["housing"] == [*packaged["housing"], "heim", "dach"]
    assert own["work"] == [*packaged["work"], "heim", "dach", "hof"]


ENTRY = "- {code: sauna, en: Sauna, de: Sauna, definition: Sauna., patterns: [%s], example: Sauna}\n"


def own_topic(tmp_path, pattern: str) -> kfd.Dataset:
    text = (RAW / "rems-murr-kreis.txt").read_text(encoding="utf-8")
    (tmp_path / "report.txt").write_text(
        text.replace("integration, Wohnen,", "integration, Saunabau,"), encoding="utf-8"
    )
    own = tmp_path / "book"
    own.mkdir()
    (own / "topics.yml").write_text(ENTRY % pattern, encoding="utf-8")
    return kfd.load_dataset(tmp_path, codebook=own)


def test_a_new_topic_is_coded(tmp_path):
    found = own_topic(tmp_path, "sauna*")
    assert "sauna" in set(found.codings["code"])
    assert "rival_codes" not in set(found.problems["code"])


def test_charts_and_tables_use_the_labels_of_ones_own(tmp_path):
    own = tmp_path / "book"
    own.mkdir()
    (own / "topics.yml").write_text("- {code: housing, en: Homes, de: Zuhause}\n", encoding="utf-8")
    assert "Homes" in repr(showing.topics(kfd.load_dataset(RAW, codebook=own)))
    assert "Homes" not in repr(showing.topics(kfd.load_dataset(RAW)))


def test_two_codes_that_claim_the_same_words_are_a_problem(tmp_path):
    assert "rival_codes" in set(own_topic(tmp_path, "freizeit").problems["code"])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("topics.yml", "- code: [", "topics.yml is not valid YAML"),
        ("topics.yml", "- code: housing\n  patterns: [*wohnen]", "line 2 .*put words that begin with"),
        ("topics.yml", "housing: wohnen", "write a list of entries"),
        ("topics.yml", "- en: Housing", "entry 1: 'code' is missing"),
        ("topics.yml", "- code: sauna\n  en: Sauna", "entry sauna: 'de' must be text"),
        ("topics.yml", "- {code: housing, patterns: [12]}", "put it in quotation marks"),
        ("cues.yml", "invited: geladen", "entry invited: write a list"),
        ("bounds.yml", "population: 5", "entry population: write a mapping"),
        ("bounds.yml", "population: {low: many}", "entry population.low: 'many' is no number; write one"),
        ("bounds.yml", "population: {low: 9, high: 5}", "entry population: low 9 is above high 5; exchange"),
        ("bounds.yml", "inhabitants: {low: 9}", "unknown entry 'inhabitants'; known are event_hours, "),
        ("amounts.yml", "qualifiers: {about: {below: x}}", "entry qualifiers.about.below: 'x' is no number"),
        ("dates.yml", "spoken: {kurz vor: x}", "entry spoken.kurz vor: 'x' is no number"),
        ("recipes.yml", "- tea", "is unknown; the files are"),
    ],
)
def test_a_broken_codebook_names_file_entry_and_remedy(tmp_path, name, text, words):
    with pytest.raises(kfd.CodebookError, match=words):
        overlay(tmp_path, name, text)


@pytest.mark.parametrize("cue", ["***", "", "."])
def test_a_cue_without_a_word_is_named(tmp_path, cue):
    with pytest.raises(kfd.CodebookError, match=r"list invited: .* is no word; write every cue as a word"):
        cues(overlay(tmp_path, "cues.yml", f'invited: ["{cue}"]'))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "budget: {labels: [Budget]}",
            "entry keys.budget: 'kind' must be one of field, section, question; add",
        ),
        ("budget: {kind: section}", "entry keys.budget: 'labels' is missing; add it"),
        (
            "budget: {kind: question, section: x, printed: [Was?]}",
            "keys.budget: there is no section 'x'; correct",
        ),
    ],
)
def test_an_incomplete_entry_of_the_form_is_named(tmp_path, text, words):
    with pytest.raises(kfd.CodebookError, match=f"form.yml, .*{words}"):
        label_map(overlay(tmp_path, "form.yml", f"keys:\n  {text}\n"))


def test_percentages_are_data(tmp_path):
    shutil.copy(RAW / "rems-murr-kreis.txt", tmp_path)
    own = tmp_path / "book"
    own.mkdir()
    (own / "amounts.yml").write_text("qualifiers:\n  about: {below: 20, above: 20}\n", encoding="utf-8")
    values = kfd.load_dataset(tmp_path, codebook=own).values.set_index("field")
    assert (values.loc["total_cost_eur", "low"], values.loc["total_cost_eur", "high"]) == (5600, 8400)


def test_no_such_folder(tmp_path):
    with pytest.raises(kfd.CodebookError, match="there is no codebook folder"):
        load_codebook(tmp_path / "nowhere")
