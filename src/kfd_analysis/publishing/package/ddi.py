"""The tables as a DDI codebook (version 2.5): question wording, universe, coder instructions, codes, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from kfd_analysis.codebook import FILES, Codebook
from kfd_analysis.publishing.package.resources import MEDIA
from kfd_analysis.publishing.package.schema import Column, TableInfo, tables
from kfd_analysis.publishing.package.summary import Source, Summary

NAMESPACE = "ddi:codebook:2_5"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NATURES = {"ordinal": "ordinal", "interval": "interval", "ratio": "ratio"}
KINDS = {"integer": "numeric", "number": "numeric", "date": "datetime", "time": "datetime", "string": "text"}
Element = Any


def ddi_bytes(summary: Summary, book: Codebook, kind: str) -> bytes:
    """The DDI codebook of a data set, whose tables are ``csv`` or ``parquet``, as an XML file.

    The element order is that of the schema of DDI-Codebook 2.5 (DDI Alliance, 2012).
    """
    names: Any = {None: NAMESPACE}
    root = etree.Element(f"{{{NAMESPACE}}}codeBook", {LANG: "en", "version": "2.5"}, names)
    study = book.data["study"]
    _citation(_add(root, "docDscr"), summary, study)
    _study(_add(root, "stdyDscr"), summary, study)
    for info in tables(book).values():
        _file(root, info, summary.rows[info.name], kind)
    described = _add(root, "dataDscr")
    for info in tables(book).values():
        for column in info.columns:
            _variable(described, info, column, book, summary.gaps)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data


def _add(parent: Element, tag: str, words: str = "", /, **attributes: str) -> Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    child.text = words or None
    return child


def _both(parent: Element, tag: str, words: Mapping[str, str], /) -> None:
    """An element in each language."""
    for lang in ("en", "de"):
        _add(parent, tag, words[lang]).set(LANG, lang)


def _citation(parent: Element, summary: Summary, study: Mapping[str, Any]) -> Element:
    citation = _add(parent, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", study["title"]["en"])
    _add(titles, "parTitl", study["title"]["de"]).set(LANG, "de")
    _add(_add(citation, "rspStmt"), "AuthEnty", "kfd_analysis contributors")
    production = _add(citation, "prodStmt")
    _add(production, "producer", "kfd_analysis contributors")
    _add(production, "copyright", study["licences"]["tables"]["en"])
    _add(production, "software", "kfd_analysis", version=summary.versions["rules"])
    version = _add(citation, "verStmt")
    parts = ", ".join(f"{name} {words}" for name, words in summary.versions.items())
    _add(version, "version", parts, date=str(study["released"]))
    return citation


def _study(parent: Element, summary: Summary, study: Mapping[str, Any]) -> None:
    _citation(parent, summary, study)
    info = _add(parent, "stdyInfo")
    subject = _add(info, "subject")
    for word in study["keywords"]:
        _add(subject, "keyword", word)
    _both(info, "abstract", study["abstract"])
    covered = _add(info, "sumDscr")
    for event, day in zip(("start", "end"), summary.days, strict=False):
        _add(covered, "timePrd", day, event=event, date=day)
    _add(covered, "nation", study["nation"]["en"], abbr=study["nation"]["abbr"])
    _both(covered, "anlyUnit", study["unit"])
    _both(covered, "universe", study["universe"])
    _both(covered, "dataKind", study["kind"])
    collection = _add(_add(parent, "method"), "dataColl")
    _both(collection, "collMode", study["mode"])
    sources = _add(collection, "sources")
    for source in summary.sources:
        _add(sources, "dataSrc", _told(source))
    use = _add(_add(parent, "dataAccs"), "useStmt")
    licences = study["licences"]
    _add(use, "restrctn", licences["quotations"]["en"])
    _add(use, "conditions", f"{licences['tables']['en']}: {licences['tables']['path']}")


def _told(source: Source) -> str:
    parts = (source.title or source.file, source.address, source.basis)
    return "; ".join(part for part in parts if part)


def _file(root: Element, info: TableInfo, n: int, kind: str) -> None:
    described = _add(_add(root, "fileDscr", ID=f"F_{info.name}"), "fileTxt")
    _add(described, "fileName", f"{info.name}.{kind}")
    _both(described, "fileCont", info.text)
    size = _add(described, "dimensns")
    _add(size, "caseQnty", str(n))
    _add(size, "varQnty", str(len(info.columns)))
    _add(described, "fileType", MEDIA[kind], charset="UTF-8")


def _variable(
    parent: Element, info: TableInfo, column: Column, book: Codebook, gaps: Mapping[str, Counter[str]]
) -> None:
    sheet = book.data["sheet"]
    rule = sheet["fields"].get(column.name, {}) if info.name == "reports" else {}
    variable = _add(parent, "var", **_attributes(info, column, str(rule.get("level", ""))))
    _both(variable, "labl", column.text)
    for wording in _questions(column, book):
        question = _add(variable, "qstn")
        _add(question, "qstnLit", wording).set(LANG, "de")
    if column.form:
        _both(variable, "universe", book.data["study"]["universe"])
    for code, label in _categories(info, column, book):
        category = _add(variable, "catgry")
        _add(category, "catValu", code)
        _add(category, "labl", label)
    reasons = book.data["codes"]["missing_reason"]
    for reason, n in sorted(_gaps(info, column, gaps).items()):
        gap = _add(variable, "catgry", missing="Y", missType=reason)
        _add(gap, "labl", reasons[reason]["en"])
        _add(gap, "catStat", str(n), type="freq")
    for instruction in _instructions(info, column, rule, sheet):
        _add(variable, "codInstr", instruction)
    kind = "numeric" if column.type in ("integer", "number") else "character"
    category = column.type if column.type in ("date", "time") else "other"
    _add(variable, "varFormat", type=kind, category=category)


def _gaps(info: TableInfo, column: Column, gaps: Mapping[str, Counter[str]]) -> Mapping[str, int]:
    return gaps.get(column.name, {}) if info.name == "reports" else {}


def _attributes(info: TableInfo, column: Column, level: str) -> dict[str, str]:
    found = {"ID": f"V_{info.name}_{column.name}", "name": column.name, "files": f"F_{info.name}"}
    found["intrvl"] = "contin" if column.type == "number" else "discrete"
    found["representationType"] = "code" if column.codes else KINDS.get(column.type, "other")
    if column.unit:
        found["measUnit"] = column.unit
    if column.decimals is not None:
        found["dcml"] = str(column.decimals)
    if level:
        found["nature"] = NATURES.get(level, "nominal")
    return found


def _questions(column: Column, book: Codebook) -> Iterator[str]:
    """The wording of the form: its questions, or the label of a field."""
    keys = book.data["form"]["keys"]
    for name in column.form:
        yield from keys[name].get("printed", keys[name].get("labels", [])[:1])


def _categories(info: TableInfo, column: Column, book: Codebook) -> Iterator[tuple[str, str]]:
    for code, words in column.codes.items():
        yield code, words["en"]
    if (info.name, column.name) == ("codings", "code"):
        for variable, name in FILES.items():
            for entry in book.data[name]:
                yield entry["code"], f"{entry['en']} ({variable}): {entry['definition']}"


def _instructions(
    info: TableInfo, column: Column, rule: Mapping[str, Any], sheet: Mapping[str, Any]
) -> Iterator[str]:
    if rule:
        yield str(rule["rule"])
    if (info.name, column.name) == ("codings", "code"):
        for variable, entry in sheet["variables"].items():
            yield f"{variable}: {entry['rule']}"
