"""What `help()` and `?` answer: units, errors, a reference and examples that run as printed."""

import doctest
import inspect
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


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.stem)
def test_examples_run_as_printed(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    module = import_module(".".join(path.relative_to(SOURCE).with_suffix("").parts))
    failed, tried = doctest.testmod(module)
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
