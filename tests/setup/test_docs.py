"""The pages for readers: generated parts are current, links lead somewhere, make targets exist."""

import re
from pathlib import Path

import pytest
from tests.handbook import BLOCKS, DOCS, MARKED, ROOT, renewed

from kfd_analysis.codebook import load_codebook

PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("data/*/README.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([.a-z]+):", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The places of a page that a link can name, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_generated_parts_are_current(page):
    text = page.read_text(encoding="utf-8")
    assert renewed(text, load_codebook()) == text, f"docs/{page.name} is out of date: run `make docs`"


def test_every_part_stands_on_one_page():
    names = [m[2] for page in DOCS.glob("*.md") for m in MARKED.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(BLOCKS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page):
    dead = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, anchor = link.partition("#")
        if "://" in link or link.startswith("mailto:"):
            continue
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_that_are_named_exist(page):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"`make ([.a-z]+)", page.read_text(encoding="utf-8")))
    assert named <= targets


def test_every_page_of_docs_stands_in_its_index():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= set(LINK.findall(index))
