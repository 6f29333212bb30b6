"""Data package, DDI codebook and RO-Crate of the five reports, checked with what others wrote for them.

Frictionless checks the tables against their description; the profile of version 2, which dplib carries, checks
the description. No package carries the schema of DDI-Codebook 2.5, so the order of its elements is held
here (schema of 2012-01-17), and every reference. The validator of RO-Crate needs the network; the crate is
read with the library rocrate, and its references and digests are followed.
"""

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from lxml import etree

from kfd_analysis import load_reports
from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.package.schema import tables

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "processed"
BOOK = load_codebook()
TABLES = tables(BOOK)
DDI = "{ddi:codebook:2_5}"
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc controlledVocabUsed notes",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe dataKind",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng undocCod universe "
    "TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept derivation varFormat geoMap "
    "catLevel notes",
    "catgry": "catValu labl txt catStat mrow",
}  # fmt: skip


@pytest.fixture(scope="module")
def package():
    return json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ddi():
    return etree.parse(FOLDER / "ddi-codebook.xml").getroot()


@pytest.fixture(scope="module")
def graph():
    content = json.loads((FOLDER / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    return {entity["@id"]: entity for entity in content["@graph"]}


def test_frictionless_finds_no_fault_in_the_tables():
    import frictionless

    report = frictionless.validate(str(FOLDER / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(TABLES)


def test_frictionless_would_find_a_fault(tmp_path):
    import frictionless

    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b",reported,", b",rumoured,"))
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert ["constraint-error"] in found


def test_the_description_follows_version_2(package):
    profile = json.loads(
        (files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text(encoding="utf-8")
    )
    checker = jsonschema.Draft7Validator(profile)
    assert list(checker.iter_errors(package)) == []
    assert list(checker.iter_errors(package | {"resources": []})) != []


def test_every_closed_list_is_labelled_and_gaps_too(package):
    for resource in package["resources"]:
        (gap,) = resource["schema"]["missingValues"]
        assert gap["value"] == ""
        assert "missing_reason" in gap["label"]
        for field in resource["schema"]["fields"]:
            codes = TABLES[resource["name"]].column(field["name"]).codes
            labelled = {one["value"]: one["label"] for one in field.get("categories", [])}
            joined = "pattern" in field.get("constraints", {})
            assert list(labelled) == ([] if joined else list(codes))
            assert all(labelled.values())


def test_codes_of_columns_and_their_meanings_agree():
    named = BOOK.data["codes"]
    used = set()
    for table, entry in BOOK.data["columns"].items():
        for column in entry["columns"]:
            own = f"{table}.{column['name']}"
            key = own if own in named else column["name"]
            if "codes" in column:
                used.add(key)
                assert [str(code) for code in column["codes"]] == [str(code) for code in named[key]]
    assert used == set(named)


def test_ddi_elements_stand_in_the_order_of_the_schema(ddi):
    known = {name: words.split() for name, words in ORDER.items()}
    for element in ddi.iter(f"{DDI}*"):
        places = known.get(element.tag.removeprefix(DDI))
        if places:
            found = [places.index(child.tag.removeprefix(DDI)) for child in element]
            assert found == sorted(found), etree.tostring(element)[:300]


def test_ddi_names_are_unique_and_references_lead_somewhere(ddi):
    names = [element.get("ID") for element in ddi.iter() if element.get("ID")]
    assert len(names) == len(set(names))
    assert all(set(element.get("files", "").split()) <= set(names) for element in ddi.iter(f"{DDI}var"))


def test_ddi_describes_every_column_with_wording_universe_instruction_and_gaps(ddi):
    variables = {element.get("ID"): element for element in ddi.iter(f"{DDI}var")}
    assert list(variables) == [f"V_{t.name}_{c.name}" for t in TABLES.values() for c in t.columns]
    cost = variables["V_reports_total_cost_eur"]
    (asked,) = BOOK.data["form"]["keys"]["cost_amount"]["printed"]
    assert [e.text for e in cost.iter(f"{DDI}qstnLit")] == [asked]
    assert cost.find(f"{DDI}universe") is not None
    assert [e.text for e in cost.iter(f"{DDI}codInstr")] == [
        BOOK.data["sheet"]["fields"]["total_cost_eur"]["rule"]
    ]
    missing = [e for e in variables["V_reports_participants"].iter(f"{DDI}catgry") if e.get("missing") == "Y"]
    assert {e.get("missType") for e in missing} <= set(BOOK.data["codes"]["missing_reason"])
    assert missing


def test_every_field_of_the_form_has_its_wording(ddi):
    asked = {e.get("ID") for e in ddi.iter(f"{DDI}var") if e.find(f"{DDI}qstn") is not None}
    fields = {f"V_reports_{name}" for name in BOOK.data["sheet"]["fields"]}
    assert fields <= asked


def test_the_crate_can_be_read_and_holds_every_file():
    from rocrate.rocrate import ROCrate

    crate = ROCrate(str(FOLDER))
    named = {entity.id for entity in crate.data_entities}
    assert named == {path.name for path in FOLDER.iterdir() if path.name != "ro-crate-metadata.json"}
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"


def references(content):
    """Every ``@id`` that an entity names."""
    if isinstance(content, dict):
        yield from (
            [content["@id"]]
            if set(content) == {"@id"}
            else (x for v in content.values() for x in references(v))
        )
    elif isinstance(content, list):
        yield from (x for value in content for x in references(value))


def test_the_crate_leads_nowhere_unknown_and_its_digests_hold(graph):
    outside = {"https://w3id.org/ro/crate/1.1"}
    assert set(references(list(graph.values()))) <= set(graph) | outside
    for entity in graph.values():
        if entity["@type"] == "File":
            data = (FOLDER / entity["@id"]).read_bytes()
            assert (entity["sha256"], entity["contentSize"]) == (
                hashlib.sha256(data).hexdigest(),
                str(len(data)),
            )


def test_the_versions_stand_in_every_export(package, ddi, graph):
    parts = package["versions"]
    told = ddi.find(f".//{DDI}verStmt/{DDI}version").text
    assert told == ", ".join(f"{name} {parts[name]}" for name in ("rules", "codebook", "data"))
    assert {name: graph[f"#version-{name}"]["value"] for name in parts} == parts


def test_licences_are_told_apart(package, ddi, graph):
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert "quotations" in package["licenses"][0]["title"]
    assert graph["#kfd_analysis"]["license"]["@id"].endswith("MIT.html")
    assert graph["./"]["usageInfo"]["@id"] == "#quotations"
    assert "Quotations" in ddi.find(f".//{DDI}restrctn").text


def test_the_citation_file_bears_the_day_of_the_version_once_it_is_released():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (state,) = re.findall(rf"^## {re.escape(str(citation['version']))}, (.+)$", changes, re.MULTILINE)
    day = None if state == "not yet released" else BOOK.data["study"]["released"]
    assert citation.get("date-released") == day
    assert state in ("not yet released", day)


def test_the_docstring_of_the_tidy_table_tells_columns_and_units_of_the_codebook():
    words = load_reports.__doc__
    columns = {column.name: column for column in TABLES["reports"].columns}
    assert f"{len(columns)} columns" in words
    units = {"EUR": "EUR", "h": "hours", "persons": "persons"}
    for column in columns.values():
        if column.unit in units:
            assert f"``{column.name}``" in words
            assert units[column.unit] in words
