"""How the tables came about, as an RO-Crate: files, sources, program, versions, licences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kfd_analysis.codebook import Codebook
from kfd_analysis.publishing.package.resources import File
from kfd_analysis.publishing.package.summary import Source, Summary

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
AUTHORS = "#contributors"
PROGRAM = "#kfd_analysis"
Entity = dict[str, Any]


def crate_of(summary: Summary, book: Codebook, files: Sequence[File]) -> Entity:
    """The content of ``ro-crate-metadata.json`` (RO-Crate 1.1) for files that lie beside it.

    Parameters
    ----------
    summary, book
        What is known of the tables, and the codebook that they were made with.
    files
        All other files of the folder.
    """
    study = book.data["study"]
    described = list(map(_file, files))
    sources = list(map(_source, summary.sources))
    made, read = list(map(_link, described)), list(map(_link, sources))
    graph: list[Entity] = [
        {"@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": PROFILE}},
        _root(summary, study, made, read),
        *described,
        *sources,
        *_licences(study),
        *_versions(summary),
        {"@id": AUTHORS, "@type": "Organization", "name": "kfd_analysis contributors"},
        *_reading(summary, study, made, read),
    ]
    return {"@context": CONTEXT, "@graph": graph}


def _link(entity: Entity) -> Entity:
    return {"@id": entity["@id"]}


def _root(summary: Summary, study: Mapping[str, Any], made: list[Entity], read: list[Entity]) -> Entity:
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": study["title"]["en"],
        "description": study["abstract"]["en"],
        "keywords": study["keywords"],
        "inLanguage": ["en", "de"],
        "datePublished": str(study["released"]),
        "version": summary.versions["rules"],
        "identifier": [{"@id": f"#version-{name}"} for name in summary.versions],
        "creator": {"@id": AUTHORS},
        "license": {"@id": study["licences"]["tables"]["path"]},
        "usageInfo": {"@id": "#quotations"},
        "isBasedOn": read,
        "hasPart": made,
        "mentions": {"@id": "#reading"},
    }
    if summary.days:
        root["temporalCoverage"] = "/".join(summary.days)
    return root


def _versions(summary: Summary) -> list[Entity]:
    return [
        {
            "@id": f"#version-{name}",
            "@type": "PropertyValue",
            "name": f"version of the {name}",
            "value": value,
        }
        for name, value in summary.versions.items()
    ]


def _reading(
    summary: Summary, study: Mapping[str, Any], made: list[Entity], read: list[Entity]
) -> list[Entity]:
    """The program and what it did."""
    program: Entity = {"@id": PROGRAM, "@type": "SoftwareApplication", "name": "kfd_analysis"}
    program |= {
        "version": summary.versions["rules"],
        "license": {"@id": study["licences"]["program"]["path"]},
    }
    action: Entity = {
        "@id": "#reading",
        "@type": "CreateAction",
        "name": "Reading, coding and comparing the reports",
    }
    action |= {"agent": {"@id": AUTHORS}, "instrument": {"@id": PROGRAM}}
    return [program, action | {"object": read, "result": made}]


def _file(file: File) -> Entity:
    entity: Entity = {"@id": file.name, "@type": "File" if file.digest else "Dataset", "name": file.name}
    entity |= {"description": file.words, "encodingFormat": file.media}
    known = {"contentSize": str(file.size), "sha256": file.digest}
    return entity | known if file.digest else entity


def _source(source: Source) -> Entity:
    """A publication; without an address, what is known of the file."""
    entity: Entity = {"@id": source.address or f"#{source.file}", "@type": "CreativeWork"}
    entity["name"] = source.title or source.file
    known = {"publisher": source.publisher, "usageInfo": source.licence}
    return entity | {name: words for name, words in known.items() if words}


def _licences(study: Mapping[str, Any]) -> list[Entity]:
    """The licences of tables and program, and what is said of the words of the reports."""
    known = study["licences"]
    found = [
        {"@id": known[name]["path"], "@type": "CreativeWork", "name": known[name]["name"],
         "description": known[name]["en"]}
        for name in ("tables", "program")
    ]  # fmt: skip
    quotations = {"@id": "#quotations", "@type": "CreativeWork", "name": "Quotations"}
    return [*found, quotations | {"description": known["quotations"]["en"]}]
