"""The command line: what it writes, says and returns (invented reports)."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from benchmarks.start import bare_script

import kfd_analysis
from kfd_analysis import cli, showing
from kfd_analysis.cli import main
from tests.lists import rows
from tests.publishing.small import write_notebook

ROOT = Path(__file__).resolve().parents[1]
FORM = """Angaben zur Kommune

Name der Stadt oder Gemeinde
{name}

Einwohnerzahl
12.345

Landkreis
Beispiel

Regierungsbezirk
Freiburg

Veranstaltungskonzept:

Bitte beschreiben Sie kurz die Zielsetzung, das Format und die methodische Umsetzung des Flüchtlingsdialogs.

Durchführung am 03.03.2017, 18 bis 21 Uhr, 45 Personen, World Café
{costs}
"""
COSTS = """
Kosten

Kosten der Veranstaltung?
Insgesamt ca. 2.000 €
"""


def report(folder, name="Musterhausen", costs=COSTS):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.lower()}.txt"
    path.write_text(FORM.format(name=name, costs=costs), encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder to work in, with one small notebook and one chart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path / "notebooks", "00_summary", "print('ran')")
    monkeypatch.setattr(
        showing, "CHARTS", {"02_cost_per_participant": showing.CHARTS["02_cost_per_participant"]}
    )
    return tmp_path


def test_load_writes_the_tables(place, capsys):
    report(place / "in")
    assert main(["load", "in", "--out", "tables"]) == 0
    assert rows(place / "tables/reports.csv")[0]["municipality"] == "Musterhausen"
    assert len(list((place / "tables").iterdir())) == 12
    assert len(rows(place / "tables/problems.csv")) == 1
    assert capsys.readouterr().out == "1 report read; tables in tables, 1 warning in problems.csv\n"


def test_quiet_says_nothing(place, capsys):
    report(place / "in")
    assert main(["load", "in", "--out", "tables", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["load", "in/musterhausen.txt"], "in/musterhausen.txt is a file; name the folder that it lies in"),
        (["lab", "in/musterhausen.txt"], "in/musterhausen.txt is a file; name the folder that it lies in"),
        (["explain", "x", "--reports", "afile"], "afile is a file; name the folder that it lies in"),
        (["load", "in", "--codebook", "afile"], "afile is a file; name the folder of the codebook"),
        (["load"], "data/raw; name the folder that holds the reports; kfd report --example shows"),
        (["lab"], "data/raw; name the folder that holds the reports; kfd report --example shows"),
        (["report", "in", "--example"], "--example reads the packaged reports. Leave it out to read in."),
        (["load", "above"], "no report in above; put in reports as"),
        (["load", "above"], "(folders in it are not read)"),
        (["load", "in", "--corrections", "stale.csv"], "stale.csv, row 2: there is no report 'nowhere'"),
        (["load", "in", "--out", "afile"], "afile: is a file. Choose a folder with --out."),
        (["load", "in", "--out", "afile/tables"], "afile/tables: cannot be written ("),
        pytest.param(
            ["report", "in", "--out", "shut/new", "--pages-only"],
            "shut/new: cannot be written (",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="a folder that not even root can fill"),
        ),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(place, capsys, words, message):
    report(place / "in")
    report(place / "above" / "below")
    (place / "afile").write_text("x")
    (place / "shut").symlink_to("/proc")
    (place / "stale.csv").write_text(
        "report,field,was,value,reason,coder,date\nnowhere,participants,,1,x,ab,2017-01-01\n"
    )
    before = sorted(place.rglob("*"))
    assert main(words) == 2
    assert message in capsys.readouterr().err.replace(os.sep, "/")
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["load", "in", "--oot", "x"], "usage: kfd load "),
        (["load", "in", "-o", "x"], "kfd load: error: unrecognized arguments: -o x\n"),
        (["load", "in", "--lang", "de"], "usage: kfd load "),
        (["report", "Bad", "Urach"], "unrecognized arguments: Urach; name one folder, in quotation marks"),
        (["lab", "Bad", "Urach"], "usage: kfd lab "),
        (["load", ""], "argument FOLDER: it is empty; name a folder or a file"),
        (["sheet", ""], "argument FOLDER: it is empty; name a folder or a file"),
        (["load", "in", "--out", " "], "argument --out: it is empty; name a folder or a file"),
    ],
)
def test_a_call_that_cannot_be_understood_shows_the_usage_of_its_command(capsys, words, message):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--version"], f"kfd {version('kfd_analysis')}\n"),
        (["help"], "usage: kfd [-h] [--version] COMMAND ..."),
        (["help", "load"], "--out FOLDER "),
        (["help", "report"], "--out FOLDER "),
        (["help", "load"], "--jobs N "),
        (["help", "lab"], "Other options go to JupyterLab"),
    ],
)
def test_help_and_version(capsys, words, said):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 0
    assert said in capsys.readouterr().out


def test_the_package_names_its_version():
    assert kfd_analysis.__version__ == version("kfd_analysis")


@pytest.mark.parametrize("command", ["load", "report"])
def test_a_missing_folder(place, capsys, command):
    assert main([command, "nowhere", "--out", "out"]) == 2
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert said.count("\n") == 1
    assert not (place / "out").exists()


@pytest.mark.parametrize("command", ["load", "report"])
def test_an_empty_folder(place, capsys, command):
    (place / "in").mkdir()
    assert main([command, "in", "--out", "out"]) == 2
    assert "no report in in" in capsys.readouterr().err
    assert not (place / "out").exists()


def test_a_file_that_is_no_report_is_named_and_the_others_are_written(place, capsys):
    report(place / "in")
    (place / "in" / "brief.txt").write_text("Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n")
    assert main(["load", "in", "--out", "out"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("kfd: brief.txt: ")
    assert "Traceback" not in said
    assert [row["report_id"] for row in rows(place / "out/reports.csv")] == ["musterhausen"]
    assert "brief.txt" in {row["source_file"] for row in rows(place / "out/problems.csv")}


def test_nothing_but_files_that_are_no_report(place, capsys):
    (place / "in").mkdir()
    (place / "in" / "brief.txt").write_text("Sehr geehrte Damen und Herren,\n\nanbei die Rechnung.\n")
    assert main(["load", "in", "--out", "out"]) == 2
    assert "brief.txt" in capsys.readouterr().err
    assert not (place / "out").exists()


def test_a_failed_run_leaves_the_last_tables(place):
    report(place / "in")
    main(["load", "in", "--out", "out", "--quiet"])
    before = {path.name: path.read_bytes() for path in (place / "out").iterdir()}
    assert main(["load", "nowhere", "--out", "out"]) == 2
    assert {path.name: path.read_bytes() for path in (place / "out").iterdir()} == before


def test_a_report_without_costs(place):
    report(place / "in", costs="")
    assert main(["load", "in", "--out", "out", "--quiet"]) == 0
    assert rows(place / "out/reports.csv")[0]["total_cost_eur"] == ""
    gaps = {row["field"]: row["missing_reason"] for row in rows(place / "out/values.csv")}
    assert gaps["total_cost_eur"] != ""


def test_what_no_rule_understood_is_written(place):
    report(place / "in")
    assert main(["load", "in", "--out", "out", "--unmatched", "unmatched.yml", "--quiet"]) == 0
    assert (place / "unmatched.yml").read_text(encoding="utf-8").startswith("# What no code matched.")


@pytest.mark.parametrize(
    ("file", "reason"), [("other", "is a folder"), ("away/entries.yml", "there is no folder away")]
)
def test_a_wrong_place_for_what_was_not_understood(place, capsys, file, reason):
    report(place / "in")
    (place / "other").mkdir()
    assert main(["load", "in", "--out", "out", "--unmatched", file, "--quiet"]) == 2
    assert f"--unmatched {file}: {reason}" in capsys.readouterr().err
    assert not (place / "out").exists()


@pytest.mark.parametrize("name", ["old.doc", "OLD.RTF"])
def test_a_text_in_another_format_is_named_with_the_remedy(place, capsys, name):
    report(place / "in")
    (place / "in" / name).write_bytes(b"x")
    assert main(["load", "in", "--out", "out", "--quiet"]) == 0
    said = capsys.readouterr().err
    assert name in said
    assert "save it as .docx or .pdf" in said


def test_a_folder_among_the_reports_is_named(place, capsys):
    report(place / "in")
    report(place / "in" / "more")
    (place / "in" / ".hidden").mkdir()
    assert main(["load", "in", "--out", "out"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("kfd: more: A folder within the folder of reports; nothing in it was read.")
    assert said.err.count("\n") == 1
    assert said.out == "1 report read; tables in out, 2 warnings in problems.csv\n"
    (row,) = (row for row in rows(place / "out/problems.csv") if row["source_file"] == "more")
    assert (row["severity"], row["code"]) == ("warning", "other_folder")


def test_report_writes_the_output(place, capsys):
    report(place / "in")
    assert main(["report", "in", "--pages-only"]) == 0
    names = {path.relative_to(place / "output").as_posix() for path in (place / "output").rglob("*.html")}
    pages = {"index.html", "00_summary.html", "wording.html", "reports/musterhausen.html"}
    assert names == {"index.html", *(f"en/{page}" for page in pages)}
    assert "output/index.html" in capsys.readouterr().out.replace(os.sep, "/")


def test_a_failing_notebook_leaves_the_last_output(place, capsys):
    report(place / "in")
    main(["report", "in", "--pages-only", "--quiet"])
    before = (place / "output/en/00_summary.html").read_bytes()
    write_notebook(place / "notebooks", "00_summary", "1/0")
    assert main(["report", "in", "--pages-only"]) == 2
    assert "00_summary.ipynb: cell 2 failed (ZeroDivisionError" in capsys.readouterr().err
    assert (place / "output/en/00_summary.html").read_bytes() == before
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == [".kfd-cache"]


def test_a_folder_of_others_is_not_overwritten(place, capsys):
    report(place / "in")
    assert main(["report", "in", "--out", "in", "--pages-only"]) == 2
    assert "lies in the folder of the reports (in)" in capsys.readouterr().err
    assert [path.name for path in (place / "in").iterdir()] == ["musterhausen.txt"]
    report(place / "other")
    assert main(["report", "in", "--out", "other", "--pages-only"]) == 2
    assert "Choose another folder with --out" in capsys.readouterr().err
    assert [path.name for path in (place / "other").iterdir()] == ["musterhausen.txt"]


@pytest.mark.parametrize(
    "words",
    [
        ["report", "in", "--out", "in/output"],
        ["report", "in", "--out", "."],
        ["load", "in", "--out", "in"],
        ["load", "in", "--out", "new", "--unmatched", "in/unmatched.yml"],
        ["sheet", "in", "--out", "in/../in/musterhausen.xlsx"],
        ["questions", "in", "--out", "in/musterhausen.docx"],
    ],
)
def test_nothing_is_written_among_the_reports(place, capsys, words):
    report(place / "in")
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "the reports (in)" in said
    assert "Choose a place outside that folder" in said
    assert [path.name for path in (place / "in").iterdir()] == ["musterhausen.txt"]
    assert not (place / "new").exists()


def test_a_fault_of_the_program_is_said_without_words_of_a_report(place, capsys, monkeypatch):
    report(place / "in")
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    def fail(*_arguments, **_more):
        raise KeyError("Frau Quendel, 0700 12345")

    monkeypatch.setattr("kfd_analysis.publishing.package.stream.write_tables", fail)
    assert main(["load", "in", "--out", "tables"]) == 2
    said = capsys.readouterr().err
    assert "a fault of this program (KeyError in kfd_analysis.cli_load, line" in said
    assert "report these words" in said
    assert "Quendel" not in said
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    monkeypatch.setenv("KFD_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["load", "in", "--out", "tables"])


def test_whole_texts_come_with_a_warning(place, capsys):
    report(place / "in")
    assert main(["report", "in", "--pages-only", "--full-text", "--quiet"]) == 0
    assert "do not publish" in capsys.readouterr().err
    assert "World Café" in (place / "output/en/reports/musterhausen.html").read_text(encoding="utf-8")


def test_a_language_that_is_not_there(place, capsys):
    report(place / "in")
    assert main(["report", "in", "--lang", "fr"]) == 2
    assert "--lang fr: no such language" in capsys.readouterr().err


def test_explain_shows_words_rule_and_correction(place, capsys):
    report(place / "in")
    assert main(["explain", "musterhausen", "total_cost_eur", "--reports", "in"]) == 0
    said = capsys.readouterr().out
    assert "2,000" in said
    assert "ca. 2.000 €" in said
    assert "musterhausen,total_cost_eur,2000" in said
    assert "VALUE,REASON,CODER,YYYY-MM-DD" in said
    assert "\033" not in said


def test_explain_takes_the_file_itself(place, capsys):
    report(place / "in")
    file = next((place / "in").glob("*.txt"))
    assert main(["explain", f"in/{file.name}", "total_cost_eur"]) == 0
    assert "2,000" in capsys.readouterr().out


def test_explain_shows_every_value(place, capsys):
    report(place / "in")
    assert main(["explain", "Musterhausen", "--reports", "in"]) == 0
    said = capsys.readouterr().out
    assert all(f"{field}  " in said for field in ("municipality", "population", "participants", "price_year"))


def test_explain_shows_a_code(place, capsys):
    report(place / "in")
    assert main(["explain", "musterhausen", "world_cafe", "--reports", "in"]) == 0
    assert "World Café" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["musterhaus"], "Try one of: musterhausen"),
        (["musterhausen", "total_cost"], "Try one of: total_cost_eur"),
    ],
)
def test_explain_names_what_is_alike(place, capsys, words, expected):
    report(place / "in")
    assert main(["explain", *words, "--reports", "in"]) == 2
    assert expected in capsys.readouterr().err


def test_lab_reads_the_folder(place, monkeypatch):
    report(place / "in")
    started = []

    def start(command, env, check):
        started.append((command[1:], env["KFD_REPORTS"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", start)
    assert main(["lab", "in", "--port", "8890"]) == 0
    ((command, reports),) = started
    assert command[:2] == ["-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={place}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/00_summary.ipynb" in command
    assert command[-2:] == ["--port", "8890"]
    assert reports == str(place / "in")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a system without a root user")
@pytest.mark.parametrize(
    ("more", "said"), [([], "add --allow-root to what you typed"), (["--allow-root"], "")]
)
def test_lab_as_root(place, capsys, monkeypatch, more, said):
    report(place / "in")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", lambda command, **_more: subprocess.CompletedProcess(command, 1))
    assert main(["lab", "in", *more]) == 1
    err = capsys.readouterr().err
    assert said in err if said else err == ""


def test_lab_without_the_folder(place, capsys):
    assert main(["lab", "nowhere"]) == 2
    assert "there is no folder nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["load", "--nonsense"],
        ["load", "--jobs", "0"],
        ["load", "--jobs", "two"],
        ["sheet"],
        ["agree"],
        ["questions", "--lang", "fr"],
    ],
)
def test_a_wrong_call(words):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", ["load", "report", "explain", "lab", "sheet", "agree", "questions"])
def test_help_names_the_common_options(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--codebook", "--corrections", "--jobs", "--quiet"))
    assert ("--out" in said) is (command not in ("explain", "lab"))


LOADED = """
import atexit, sys
from kfd_analysis.cli import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main(sys.argv[1:])
"""
DRAWING = {"matplotlib", "seaborn", "PIL"}
JUPYTER = {"IPython", "ipykernel", "jupyterlab", "jupyter_client", "nbclient", "nbconvert", "nbformat", "zmq"}
WRITING = {"jinja2", "nltk", "openpyxl"}
TABLES = {"pandas", "numpy", "yaml", "babel"}


def run(*words):
    """Run Python in a process of its own, without the tracer of `make coverage`, which imports much."""
    env = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    env["PYTHONPATH"] = str(ROOT / "src")
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, cwd=ROOT, env=env
    )


def test_help_imports_nothing_heavy():
    loaded = set(run("-c", LOADED, "--help").stderr.split())
    assert "kfd_analysis.cli" in loaded
    assert loaded.isdisjoint(DRAWING | JUPYTER | WRITING | TABLES | {"typing"})


@pytest.mark.parametrize("command", [[], ["load"], ["agree"]])
def test_the_parser_that_the_start_is_measured_by_is_the_same(tmp_path, command):
    script = tmp_path / "bare.py"
    script.write_text("\n".join(bare_script(cli._parser())), encoding="utf-8")
    bare, own = (run(*way, *command, "--help") for way in ([script], ["-m", "kfd_analysis"]))
    assert bare.stdout == own.stdout != ""


def test_load_imports_nothing_that_draws_or_takes_frames(tmp_path):
    report(tmp_path / "in")
    done = run("-c", LOADED, "load", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert done.stdout.startswith("1 report read")
    loaded = set(done.stderr.split())
    assert "kfd_analysis.publishing.package" in loaded
    assert loaded.isdisjoint(DRAWING | JUPYTER | WRITING | {"pandas", "numpy"})


def test_publishing_imports_no_grammar_of_addresses():
    asked = "import sys; from kfd_analysis.cli import main; main(['report', '--lang', 'none'])"
    code = f"{asked}; import kfd_analysis.publishing.report; print(*sys.modules)"
    loaded = set(run("-c", code).stdout.split())
    assert {"nbformat", "jsonschema"} <= loaded
    assert loaded.isdisjoint({"lark", "arrow"})


def test_the_package_itself_imports_nothing_heavy():
    loaded = set(run("-c", "import sys, kfd_analysis; print(*sys.modules)").stdout.split())
    assert "kfd_analysis" in loaded
    assert loaded.isdisjoint(DRAWING | JUPYTER | WRITING | TABLES)


def test_the_module_does_what_the_command_does():
    done = run("-m", "kfd_analysis", "load", "nowhere-at-all")
    assert done.returncode == 2
    assert done.stderr.startswith("kfd: ")
