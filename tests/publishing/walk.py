"""A walk over every link of an output: pages, drawings in pages, drawings as files, workbook."""

import posixpath
import re
from pathlib import Path
from typing import NamedTuple

import openpyxl
from bs4 import BeautifulSoup

WORKBOOK = "en/kfd_comparison.xlsx"
OUTSIDE = re.compile(r"https?:")


class Link(NamedTuple):
    """A link: its kind, the file that holds it, its address as written, its name for a screen reader."""

    kind: str
    file: str
    address: str
    name: str

    @property
    def target(self) -> str:
        """The file it leads to, relative to the folder of the output."""
        path = self.address.partition("#")[0]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.file), path)) if path else self.file

    @property
    def anchor(self) -> str:
        """The place in the file, empty for none."""
        return self.address.partition("#")[2]


class Output:
    """The files of an output, read once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pages = {_name(path, folder): _read(path, "lxml") for path in sorted(folder.rglob("*.html"))}
        self.ids = {
            name: {tag["id"]: tag for tag in page.find_all(id=True)} for name, page in self.pages.items()
        }
        drawings = {_name(path, folder): _read(path, "xml") for path in sorted(folder.rglob("*.svg"))}
        self.links = [link for name, page in self.pages.items() for link in _page_links(name, page)]
        self.links += [link for name, page in drawings.items() for link in _svg_links("svg file", name, page)]
        if (folder / WORKBOOK).is_file():
            self.links += workbook_links(folder / WORKBOOK)

    def kind(self, kind: str):
        """The links of a kind."""
        return [link for link in self.links if link.kind == kind]

    def found(self, link: Link):
        """The element that a link leads to; None if it has no anchor or there is none."""
        return self.ids.get(link.target, {}).get(link.anchor)

    def lands(self, link: Link) -> bool:
        """Whether file and anchor are there."""
        if OUTSIDE.match(link.address):
            return True
        there = (self.folder / link.target).is_file()
        return there and (not link.anchor or self.found(link) is not None)


def marked(element) -> bool:
    """Whether an element of a page of a report is a mark or stands in one."""
    return element.name == "mark" or element.find_parent("mark") is not None


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _read(path: Path, parser: str) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), parser)


def _page_links(file: str, page):
    for tag in page.find_all("a", href=True):
        if tag.find_parent("svg") is None:
            yield Link("page", file, tag["href"], tag.get("aria-label") or tag.get_text())
    for drawing in page.find_all("svg"):
        yield from _svg_links("svg in page", file, drawing)


def _svg_links(kind: str, file: str, drawing):
    for tag in drawing.find_all("a"):
        yield Link(kind, file, tag["href"], tag.get("aria-label", ""))


def workbook_links(path: Path):
    """The links of every cell; those inside the workbook lead to a sheet."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in filter(lambda cell: cell.hyperlink, row):
                place = f"#{cell.hyperlink.location}" if cell.hyperlink.location else ""
                address = (cell.hyperlink.target or "") + place
                kind = "workbook inside" if address.startswith("#") else "workbook"
                yield Link(kind, WORKBOOK, address, str(cell.value))
