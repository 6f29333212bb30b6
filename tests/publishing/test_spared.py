"""A changed report: what does not depend on it is not made again, and the output is that of a run from scratch."""

import json
import shutil
from pathlib import Path

import pytest
from tests.publishing.small import write_notebook

from kfd_analysis import showing
from kfd_analysis.cli import main
from kfd_analysis.publishing import charts, kernels
from kfd_analysis.publishing.places import notebooks
from kfd_analysis.publishing.spared import Made, Memory
from kfd_analysis.publishing.unchanged import CACHE

RAW = Path(__file__).parents[2] / "data" / "raw"
LOAD = "import kfd_analysis as kfd\nfrom kfd_analysis import showing as show\nds = kfd.load_dataset(None)"
COST, METHODS = "02_cost_per_participant", "04_methods"
TOLD = "Gesamtkosten von ca. 6.000€"


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replaced(old, new):
    """Change the words of a report."""
    path = Path("in/plochingen.txt")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(capsys, out="output", *more):
    """Run the suite; the names of what is made."""
    assert main(["report", "in", "--out", out, *more]) == 0
    return [line.removeprefix("kfd: en: ") for line in capsys.readouterr().err.splitlines()]


def spared_as_from_scratch(capsys, *more):
    """Run after a change; what is made. The output is compared with that of a run that knows nothing."""
    made = run(capsys, "output", *more)
    run(capsys, "scratch", *more)
    assert contents(Path("output")) == contents(Path("scratch"))
    return made


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with three reports and three notebooks, of which one reads a file, that was run once."""
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(showing, "CHARTS", {name: showing.CHARTS[name] for name in (COST, METHODS)})
        patch.setattr(charts, "PRINT_DPI", 50)
        Path("in").mkdir()
        for name in ("ilm-kreis", "landkreis-konstanz", "plochingen"):
            shutil.copy(RAW / f"{name}.txt", "in")
        Path("notebooks").mkdir()
        write_notebook(Path("notebooks"), "00_summary", LOAD, "show.cost_per_participant(ds)")
        write_notebook(Path("notebooks"), "01_methods", LOAD, "show.method_states(ds)")
        write_notebook(Path("notebooks"), "02_own", "print(len(open('../in/plochingen.txt').read()))")
        assert main(["report", "in", "--quiet"]) == 0
        shutil.copytree(folder, folder.with_name("as-run"))
        yield folder


@pytest.fixture
def place(project):
    """The project as it was left by its run."""
    shutil.copytree(project.with_name("as-run"), project, dirs_exist_ok=True)
    yield project
    for path in project.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


OWN, WORKBOOK = "notebook 3 of 3, 02_own", "kfd_comparison.xlsx"


def test_a_word_that_changes_no_table(place, capsys):
    replaced("Angaben zur Kommune", "Angaben zur Kommune hier")
    assert spared_as_from_scratch(capsys) == [OWN, WORKBOOK]


def test_a_figure(place, capsys):
    replaced(TOLD, "Gesamtkosten von ca. 6.500€")
    assert spared_as_from_scratch(capsys) == ["notebook 1 of 3, 00_summary", OWN, WORKBOOK, f"chart {COST}"]
    assert "6,500" in Path("output/en/reports/plochingen.html").read_text(encoding="utf-8")


def test_one_report_more_and_one_less(place, capsys):
    shutil.copy(RAW / "korntal-muenchingen.txt", "in")
    assert len(spared_as_from_scratch(capsys)) == 6
    Path("in/landkreis-konstanz.txt").unlink()
    assert len(spared_as_from_scratch(capsys)) == 6
    shutil.copytree("output", "before")
    Path("in/more.txt").write_text("Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n")
    assert main(["report", "in"]) == 1
    assert "chart" not in capsys.readouterr().err
    assert contents(Path("output")) != contents(Path("before"))


def test_a_language_or_the_exports_more(place, capsys):
    assert run(capsys, "pages", "--pages-only") == [
        f"notebook {n}" for n in ("1 of 3, 00_summary", "2 of 3, 01_methods", OWN[9:])
    ]
    made = spared_as_from_scratch(capsys, "--lang", "en", "--lang", "de")
    assert made[:2] == [OWN, WORKBOOK]
    assert len(made) == 8
    assert run(capsys, "pages") == [OWN, WORKBOOK, f"chart {COST}", f"chart {METHODS}"]


def test_no_kernel_where_no_notebook_runs(place, capsys, monkeypatch):
    Path("notebooks/02_own.ipynb").unlink()
    run(capsys)
    replaced("Angaben zur Kommune", "Angaben zur Kommune hier")
    monkeypatch.delattr(kernels, "warm")
    assert run(capsys, "output", "--pages-only") == []
    shutil.rmtree("output")
    Path("in/plochingen.txt").touch()
    assert run(capsys, "output", "--pages-only") == []


def test_what_all_depend_on_redoes_all(place, capsys):
    Path("coding").mkdir()
    Path("coding/beside.csv").touch()
    assert len(run(capsys)) == 6


def test_a_chart_that_is_not_as_it_was_left_is_as_it_was_made(place, capsys):
    Path(f"output/en/charts/{METHODS}.png").write_bytes(b"")
    assert spared_as_from_scratch(capsys) == [OWN, WORKBOOK]


def test_a_kept_chart_that_is_not_as_it_was_kept_is_drawn_again(place, capsys):
    Path(f"output/en/charts/{METHODS}.png").write_bytes(b"")
    for path in CACHE.glob("steps-*/*"):
        if path.read_bytes().startswith(b"\x89PNG"):
            path.write_bytes(b"")
    made = spared_as_from_scratch(capsys)
    assert made == [OWN, WORKBOOK, f"chart {COST}", f"chart {METHODS}"]
    replaced("Angaben zur Kommune", "Angaben zur Kommune hier")
    assert run(capsys) == [OWN, WORKBOOK]


def test_a_run_of_less_forgets_nothing(place, capsys):
    assert run(capsys, "output", "--pages-only") == [OWN]
    assert spared_as_from_scratch(capsys) == [OWN, WORKBOOK]
    assert len(run(capsys, "output", "--lang", "de")) == 6
    replaced("Angaben zur Kommune", "Angaben zur Kommune hier")
    assert spared_as_from_scratch(capsys) == [OWN, WORKBOOK]


def test_what_is_kept_does_not_grow(place, capsys):
    before = len([*CACHE.rglob("*")])
    for words in ("6.500", "6.600"):
        replaced("ca. 6.000€" if words == "6.500" else "ca. 6.500€", f"ca. {words}€")
        run(capsys)
    run(capsys, "other")
    shutil.rmtree("other")
    run(capsys, "output", "--pages-only")
    assert len([*CACHE.rglob("*")]) == before


def test_a_failing_run_forgets_nothing(place, capsys):
    replaced("Angaben zur Kommune", "Angaben zur Kommune hier")
    kept = contents(CACHE)
    shutil.move("in/plochingen.txt", "plochingen.txt")
    assert main(["report", "in"]) == 2
    shutil.move("plochingen.txt", "in/plochingen.txt")
    assert contents(CACHE) == kept
    capsys.readouterr()
    assert run(capsys) == [OWN, WORKBOOK]


def test_the_suite_with_a_changed_figure(tmp_path, monkeypatch, capsys):
    """The nine notebooks: those on methods, people and ratings do not read what a dialogue cost."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RAW, "in")
    shutil.copytree(notebooks()[0].parent, "notebooks")
    assert len(run(capsys, "output", "--pages-only")) == 9
    replaced(TOLD, "Gesamtkosten von ca. 6.500€")
    made = spared_as_from_scratch(capsys, "--pages-only")
    assert [name.rpartition(" ")[2] for name in made] == [
        "00_summary", "01_reports_and_evidence", "02_cost_per_participant", "03_moderation_spending",
        "05_topics", "08_reliability",
    ]  # fmt: skip


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A memory of a step that read two parts and wrote a file."""
    monkeypatch.chdir(tmp_path)
    for name in ("out", "fresh"):
        Path(name).mkdir()
    Path("out/a.png").write_bytes(b"picture")
    memory = Memory(Path("out"), "program")
    parts = {"cases": "1", "texts": "2", "facts": "3"}
    memory.keep(
        {"a": Made(["words"], {"cases", "texts"}, ["a.png"]), "b": Made("x", {"elsewhere"}), "c": Made()},
        parts,
    )
    return parts


def recalled(name, parts, program="program"):
    return Memory(Path("out"), program).recall(name, parts, Path("fresh"))


def test_what_is_recalled_is_what_was_made(kept):
    made = recalled("a", kept | {"facts": "other"})
    assert (made.result, sorted(made.read), made.files) == (["words"], ["cases", "texts"], ["a.png"])
    assert Path("fresh/a.png").read_bytes() == b"picture"


def test_what_may_be_otherwise_is_not_recalled(kept):
    assert recalled("a", kept | {"texts": "other"}) is None
    assert recalled("a", {"cases": "1"}) is None
    assert recalled("a", kept, "other program") is None
    assert recalled("b", kept) is None
    assert recalled("c", kept) is None
    [file] = CACHE.glob("steps-*/*")
    file.unlink()
    assert recalled("a", kept) is None
    assert list(Path("fresh").iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "[]", "null", "{}", '{"program": "program"}', '{"program": "program", "steps": 1}']
)
def test_a_broken_memory_is_none(kept, content):
    [path] = CACHE.glob("*.json")
    path.write_text(content)
    assert recalled("a", kept) is None


def test_what_this_run_was_not_asked_for_stays_but_not_what_may_now_be_otherwise(kept):
    memory = Memory(Path("out"), "program")
    memory.keep({"d": Made("more", {"cases"})}, kept)
    assert recalled("a", kept).result == ["words"]
    assert recalled("d", kept).result == "more"
    Memory(Path("out"), "program").keep({"a": Made("anything")}, kept)
    assert recalled("a", kept) is None
    assert recalled("d", kept).result == "more"
    Memory(Path("out"), "other program").keep({"a": Made("x", ())}, kept)
    assert recalled("d", kept, "other program") is None


def test_a_memory_without_a_place_is_none(kept):
    shutil.rmtree(CACHE)
    CACHE.write_text("a file")
    Memory(Path("out"), "program").keep({"a": Made("x", ())}, kept)
    assert recalled("a", kept) is None


def test_what_is_kept_holds_nothing_of_the_machine(place):
    [path] = CACHE.glob("steps-*.json")
    text = path.read_text(encoding="utf-8")
    assert json.loads(text)["steps"]
    assert str(place) not in text
