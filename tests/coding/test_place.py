"""Name, type, population, county and region (rules 1, 2 and 11)."""

import pytest
from tests.coding.forms import document

from kfd_analysis.coding.place import bare_name, code_place


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Landkreis Beispiel -> www.lra.example", "Landkreis Beispiel"),
        ("Musterkreis-> www.musterkreis.example", "Musterkreis"),
        ("Stadt Musterhafen->www.musterhafen.example", "Musterhafen"),
        ("Landkreis Musterstadt> www.landkreis.example", "Landkreis Musterstadt"),
        ("Landkreis Beispiel - www.example.org", "Landkreis Beispiel"),
        ("Stadtverwaltung Musterbach -> www.musterbach.example", "Musterbach"),
        ("Gemeinde Musterlingen", "Musterlingen"),
        ("Große Kreisstadt Muster-Stetten", "Muster-Stetten"),
        ("Musterstadt (Stadt)", "Musterstadt"),
        ("Musterwangen (www.musterwangen.example) -->", "Musterwangen"),
        ("Muster-Beispiel", "Muster-Beispiel"),
        ("Stadtilm", "Stadtilm"),
    ],
)
def test_bare_name(book, printed, name):
    assert bare_name(printed, book) == name


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"name": "Stadt Musterhafen"}, "city"),
        ({"name": "Gemeinde Musterlingen"}, "municipality"),
        ({"name": "Landkreis Beispiel"}, "county"),
        ({"name": "Rhein-Muster-Kreis"}, "county"),
        ({"name": "Musterstadt (Stadt)"}, "city"),
        ({"name": "Musterhausen", "occasion": "Die Stadt Musterhausen steht vor Aufgaben."}, "city"),
        ({"name": "Musterhausen", "actors": "Mitarbeiter der Stadtverwaltung"}, "city"),
        ({"name": "Musterhausen", "occasion": "Unsere Gemeinde hat ein Wohnheim gebaut."}, "municipality"),
        ({"name": "Musterhausen", "occasion": "Es war viel los."}, None),
    ],
)
def test_type(book, answers, kind):
    assert code_place(document(book, **answers), book).values["municipality_type"].value == kind


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "as_of"),
    [
        ("280.288", 280288, "exact", None),
        ("19368", 19368, "exact", None),
        ("ca. 14.000", 14000, "about", None),
        ("ca. 19000 Einwohner", 19000, "about", None),
        ("419.456 Stand 31.12.2015", 419456, "exact", "2015-12-31"),
        ("2'870", 2870, "exact", None),
        ("5 230", 5230, "exact", None),
        ("knapp 14.000", 14000, "about", None),
        ("Kernstadt 9.000, gesamt 14.000", 14000, "exact", None),
        ("14.000 mit Ortsteilen, Kernstadt 9.000", 14000, "exact", None),
    ],
)
def test_population(book, printed, value, qualifier, as_of):
    found = code_place(document(book, population=printed), book).values
    assert (found["population"].value, found["population"].qualifier) == (value, qualifier)
    assert found["population_as_of"].value == as_of


@pytest.mark.parametrize(
    ("printed", "region"),
    [
        ("Regierungsbezirk Freiburg", "Freiburg"),
        ("Freiburg im Breisgau", "Freiburg"),
        ("RP Tübingen", "Tübingen"),
        ("Südwürttemberg", None),
    ],
)
def test_region(book, printed, region):
    assert code_place(document(book, region=printed), book).values["administrative_region"].value == region


def test_title_and_address_overrule_a_copied_name(book):
    answers = {
        "name": "Gemeinde Wiesenmuster",
        "contact": "Rathaus, 70000 Musterstein",
        "mail": "rathaus@musterstein.example",
    }
    found = code_place(document(book, title="Gemeinde Musterstein", **answers), book)
    assert found.values["municipality"].value == "Musterstein"
    assert [p.code for p in found.problems] == ["name_overruled"]


def test_the_name_field_stands_where_the_title_alone_differs(book):
    answers = {
        "name": "Musterstein",
        "contact": "Rathaus, 70000 Musterstein",
        "mail": "rathaus@musterstein.example",
    }
    found = code_place(document(book, title="Ein Dorf redet", **answers), book)
    assert found.values["municipality"].value == "Musterstein"
    assert found.problems == ()


def test_an_empty_name_field_takes_the_title(book):
    found = code_place(document(book, title="Steckbrief\nMusterstein", name=""), book)
    assert found.values["municipality"].value == "Musterstein"
    assert [p.code for p in found.problems] == ["name_from_title"]


@pytest.mark.parametrize("label", ["Kommune", "Kommune:", "Stadt"])
def test_a_label_of_the_form_is_no_name(book, label):
    found = code_place(document(book, title=f"{label}\nMusterstein", name=""), book)
    assert found.values["municipality"].value == "Musterstein"


def test_of_spellings_in_i_and_l_the_plausible_one(book):
    found = code_place(document(book, title="Dialog in Immerstein", name="lmmerstein"), book)
    assert found.values["municipality"].value == "Immerstein"
