"""Office and web formats to lines of text, in the order in which a person reads them.

Every function takes the bytes of a file and returns its text: a paragraph is a line, the cells of
a table row stand on consecutive lines (in a table of figures on one), list items begin with a bullet.
Nothing here knows the form.
These functions run in the child process of `worker`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kfd_analysis.errors import UnreadableReportError
from kfd_analysis.reading.formats.datatables import table_lines
from kfd_analysis.reading.formats.limits import check_archive

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "• "
_NUMBERED = re.compile(r"\d{1,3}[.)]")
MARKS = "•-–—*→·◦▪➢✓o‣●○■□"


def bulleted(text: str) -> str:
    """`text` with a bullet, unless it has a mark or a number of its own."""
    words = text.split(maxsplit=1)
    if not words or words[0] in MARKS or _NUMBERED.fullmatch(words[0]):
        return text
    return BULLET + text


def open_archive(data: bytes, suffix: str) -> zipfile.ZipFile:
    """The zip of an office document, after all checks of `limits`."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    check_archive(archive, suffix)
    return archive


def _tag(element: _Element) -> str:
    """Local name of an element; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# --- docx ---------------------------------------------------------------------------------------

_DOCX_SKIPPED = {"del", "moveFrom", "Fallback", "pPr", "rPr", "footnoteReference", "instrText", "delText"}
_DOCX_MARKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}


def docx_text(data: bytes) -> str:
    """Text of a Word document: body, nested tables, content controls, text boxes; no headers, no comments."""
    import docx

    open_archive(data, ".docx").close()
    document = docx.Document(io.BytesIO(data))
    styles = {style.style_id: style.element for style in document.styles}
    return "\n".join(_docx_lines(document.element.body, styles))


def _docx_lines(parent: Any, styles: dict[str, Any]) -> Iterator[str]:
    """Lines of the paragraphs below `parent`, tables in reading order."""
    for child in parent:
        tag = _tag(child)
        if tag == "p":
            boxes: list[Any] = []
            text = "".join(_docx_pieces(child, boxes))
            yield from _split(bulleted(text) if _docx_listed(child, styles) else text)
            for box in boxes:
                yield from _docx_lines(box, styles)
        elif tag not in _DOCX_SKIPPED:
            figures = _figures(child, lambda cell: list(_docx_lines(cell, styles))) if tag == "tbl" else None
            yield from figures or _docx_lines(child, styles)


def _figures(table: Any, lines_of: Callable[[Any], list[str]]) -> Iterator[str] | None:
    """The lines of a table of figures; None for another table, or one that holds a table."""
    if any(_tag(inner) in (_tag(table), "sdt") for inner in table.iterdescendants()):
        return None
    parts = (table, *_named(table, "table-header-rows", "table-rows", "table-row-group"))
    rows = [row for part in parts for row in _named(part, "tr", "table-row")]
    return table_lines([[lines_of(cell) for cell in _named(row, "tc", "table-cell")] for row in rows])


def _named(parent: Any, *tags: str) -> list[Any]:
    """The children of these names."""
    return [child for child in parent if _tag(child) in tags]


def _docx_pieces(parent: Any, boxes: list[Any]) -> Iterator[str]:
    """Pieces of text of one paragraph; text boxes are collected in `boxes`."""
    for child in parent:
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _DOCX_MARKS:
            yield _DOCX_MARKS[tag]
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag not in _DOCX_SKIPPED:
            yield from _docx_pieces(child, boxes)


def _docx_listed(paragraph: Any, styles: dict[str, Any]) -> bool:
    """True if a paragraph is a list item, by itself or by its style; numbered headings are none."""
    from docx.oxml.ns import qn

    owner, numbering = paragraph, None
    for _ in range(10):
        properties = getattr(owner, "pPr", None)  # absent where a broken file has another name space
        if properties is not None and properties.find(qn("w:outlineLvl")) is not None:
            return False
        if properties is not None and numbering is None:
            numbering = properties.numPr
        based = owner.find(qn("w:basedOn")) if owner is not paragraph else getattr(properties, "pStyle", None)
        owner = styles.get(getattr(based, "val", ""))
        if owner is None:
            break
    return numbering is not None and (numbering.numId is None or numbering.numId.val != 0)


def _split(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]


# --- odt ----------------------------------------------------------------------------------------

_ODT_BLOCKS = {"p", "h"}
_ODT_SKIPPED = {"tracked-changes", "annotation", "annotation-end", "note", "table-of-content"}
_ODT_SKIPPED |= {"sequence-decls", "forms", "desc", "title"}


def odt_text(data: bytes) -> str:
    """Text of an OpenDocument text: paragraphs, lists, tables, frames; no notes, no comments."""
    from lxml import etree

    with open_archive(data, ".odt") as archive:
        content = archive.read("content.xml")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root: Any = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableReportError("dtd")
    body = next((e for e in root.iter() if _tag(e) == "text" and _tag(e.getparent()) == "body"), None)
    if body is None:
        raise UnreadableReportError("wrong_type", "no OpenDocument text")
    return "\n".join(_odt_lines(body, listed=False))


def _odt_lines(parent: Any, listed: bool) -> Iterator[str]:
    for child in parent:
        tag = _tag(child)
        if tag in _ODT_BLOCKS:
            boxes: list[Any] = []
            text = "".join(_odt_pieces(child, boxes))
            yield from _split(bulleted(text) if listed and tag == "p" else text)
            for box in boxes:
                yield from _odt_lines(box, listed=False)
        elif tag and tag not in _ODT_SKIPPED:
            figures = _figures(child, lambda cell: list(_odt_lines(cell, listed))) if tag == "table" else None
            yield from figures or _odt_lines(child, listed or tag == "list-item")


def _odt_pieces(parent: Any, boxes: list[Any]) -> Iterator[str]:
    """Pieces of text of one paragraph; frames are collected in `boxes`."""
    yield _blanks(parent.text)
    for child in parent:
        tag = _tag(child)
        if tag == "s":
            yield " " * min(_number(child, "c", 1), 200)
        elif tag == "tab":
            yield "\t"
        elif tag == "line-break":
            yield "\n"
        elif tag in {"frame", "text-box", "custom-shape"}:
            boxes.append(child)
        elif tag and tag not in _ODT_SKIPPED:
            yield from _odt_pieces(child, boxes)
        yield _blanks(child.tail)


def _blanks(text: str | None) -> str:
    """Line ends and indentation of the XML source are blanks in OpenDocument."""
    return text.replace("\n", " ").replace("\t", " ") if text else ""


def _number(element: Any, name: str, default: int) -> int:
    value = next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
    return int(value) if value.isdecimal() and len(value) < 6 else default


# --- pptx ---------------------------------------------------------------------------------------

_SLIDE_END = "\n\n\n\n"
_LISTED_PLACEHOLDERS = {"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"}
_FURNITURE = {"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"}
_ROW_HEIGHT = 200_000  # EMU, about half a line of text: shapes that close together stand in one row


def pptx_text(data: bytes) -> str:
    """Text of a slide deck: shapes top to bottom, groups, tables, notes; three blank lines between slides."""
    import pptx

    open_archive(data, ".pptx").close()
    deck = pptx.Presentation(io.BytesIO(data))
    return _SLIDE_END.join("\n\n".join(_slide_parts(slide)) for slide in deck.slides)


def _slide_parts(slide: Any) -> Iterator[str]:
    """Text of each shape in reading order, then the notes."""
    for shape in _in_order(slide.shapes):
        lines = list(_shape_lines(shape))
        if any(line.strip() for line in lines):
            yield "\n".join(lines).strip("\n")
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        yield "\n".join(_split(notes.text.replace("\v", "\n")))


def _in_order(shapes: Iterable[Any]) -> Iterator[Any]:
    """The title first, then by row and from left to right; a group stands where its corner is."""
    for shape in sorted(shapes, key=_place):
        inner = getattr(shape, "shapes", None)
        if inner is not None:
            yield from _in_order(inner)
        elif _placeholder(shape) not in _FURNITURE:
            yield shape


def _placeholder(shape: Any) -> str:
    """Kind of placeholder (TITLE, BODY …), empty for other shapes."""
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    return kind.name if kind is not None else ""


def _place(shape: Any) -> tuple[int, int, int]:
    is_title = _placeholder(shape) in {"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"}
    return (0 if is_title else 1, (shape.top or 0) // _ROW_HEIGHT, shape.left or 0)


def _shape_lines(shape: Any) -> Iterator[str]:
    if getattr(shape, "has_table", False):
        rows = [
            [_split(cell.text_frame.text.replace("\v", "\n")) for cell in row.cells if not cell.is_spanned]
            for row in shape.table.rows
        ]
        yield from table_lines(rows) or (line for row in rows for cell in row for line in cell)
    elif shape.has_text_frame:
        listed = _placeholder(shape) in _LISTED_PLACEHOLDERS
        for paragraph in shape.text_frame.paragraphs:
            text = paragraph.text.replace("\v", "\n")
            yield from _split(bulleted(text) if _pptx_listed(paragraph, listed) else text)


def _pptx_listed(paragraph: Any, inherited: bool) -> bool:
    """True if a paragraph shows a bullet, by itself or as part of a list placeholder."""
    marks = {_tag(child) for child in paragraph._p.pPr} if paragraph._p.pPr is not None else set()
    return bool(marks & {"buChar", "buAutoNum", "buBlip"}) or (inherited and "buNone" not in marks)
