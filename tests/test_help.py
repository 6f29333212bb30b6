"""What `help()` and `?` answer: units, errors, a reference and examples that run as printed."""

import ast
import doctest
import inspect
import re
from importlib import import_module
from pathlib import Path
from rlcompleter import Completer

import pytest

import kfd_analysis as kfd
from kfd_analysis import showing as show

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
WITH_EXAMPLES = sorted(path for path in SOURCE.rglob("*.py") if ">>>" in path.read_text(encoding="utf-8"))
PUBLIC = ["load_reports", "load_dataset", "rerun"]
EXHIBITS = {entry.function: entry for entry in (*show.CHARTS.values(), *show.TABLES.values())}


def offered(module):
    """The public names that the package takes from a module."""
    return [name for name in show.__all__ if getattr(getattr(show, name), "__module__", "") == module]


@pytest.fixture(scope="module")
def cell():
    """The names that the first cell of every notebook makes."""
    return {"kfd": kfd, "show": show, "ds": kfd.load_dataset(ROOT / "data" / "raw")}


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.stem)
def test_examples_run_as_printed(path, cell, monkeypatch):
    monkeypatch.chdir(ROOT)
    module = import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    failed, tried = doctest.testmod(module, extraglobs=cell)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("section", ["Parameters", "Returns", "Raises", "Examples"])
def test_public_functions_answer_in_full(name, section):
    words = inspect.getdoc(getattr(kfd, name)) or ""
    assert f"{section}\n{'-' * len(section)}\n" in words


@pytest.mark.parametrize("name", kfd.__all__)
def test_every_public_name_answers_with_an_example(name):
    words = inspect.getdoc(getattr(kfd, name)) or ""
    assert "Examples\n--------\n>>> " in words


@pytest.mark.parametrize(
    ("typed", "offered"), [("kfd.lo", "load_dataset"), ("kfd.re", "rerun"), ("show.cost", "cost_scope")]
)
def test_completion_offers_what_is_loaded_on_demand(typed, offered):
    found = Completer({"kfd": kfd, "show": show}).attr_matches(typed)
    assert f"{typed.partition('.')[0]}.{offered}" in [words.partition("(")[0] for words in found]


@pytest.mark.parametrize("package", [kfd, show], ids=lambda package: package.__name__)
def test_completion_offers_the_public_names_alone(package):
    assert dir(package) == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("name", [name for module in show.modules() for name in offered(module)])
def test_what_is_shown_answers_with_an_example_and_where_to_read_on(name):
    words = inspect.getdoc(getattr(show, name)) or ""
    assert re.search(r"Examples\n-{8}\n>>> .*\bshow\.", words)
    page, heading = re.search(r"References\n-{10}\n``(docs/\w+\.md)``(?:, ([^.]+))?\.\n", words).groups()
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert heading is None or heading in headings


@pytest.mark.parametrize("name", EXHIBITS)
def test_an_exhibit_names_its_unit_and_when_it_is_empty(name):
    words = inspect.getdoc(getattr(show, name)) or ""
    assert re.search(r"\b(Units?:|unit is|EUR)", words)
    assert re.search(r"[Ee]mpty|left out|[Ww]ithout", words)


def test_types_are_known_of_every_name_that_is_loaded_on_demand():
    tree = ast.parse(Path(show.__file__).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    typed = {(node.module, name.name) for node in block.body for name in node.names}
    loaded = {(module, name) for module in show.modules() for name in offered(module)}
    assert {pair for pair in typed if pair[0].startswith(show.__name__)} == loaded


def test_loading_names_units_and_where_to_read_on():
    words = inspect.getdoc(kfd.load_reports) or ""
    assert all(unit in words for unit in ("EUR", "hours", "persons"))
    assert all("docs/method.md" in (inspect.getdoc(f) or "") for f in (kfd.load_reports, kfd.load_dataset))


def test_a_data_set_names_its_tables():
    ds = kfd.load_dataset(ROOT / "data" / "raw")
    lines = repr(ds).splitlines()
    assert lines[0] == "Dataset: 5 reports from raw"
    assert [line.split()[0] for line in lines[1:]] == list(ds.tables())
    markup = ds._repr_html_()
    assert all(f"ds.{name}</td><td>{len(frame)}</td>" in markup for name, frame in ds.tables().items())


def test_a_data_set_names_what_was_not_read(tmp_path):
    (tmp_path / "plochingen.txt").write_bytes((ROOT / "data" / "raw" / "plochingen.txt").read_bytes())
    (tmp_path / "a<b>.txt").write_text("Sehr geehrte Damen und Herren", encoding="utf-8")
    ds = kfd.load_dataset(tmp_path)
    assert repr(ds).splitlines()[-1].startswith("Not read: a<b>.txt: The text is neither")
    assert "<p>Not read: a&lt;b&gt;.txt: " in ds._repr_html_()
