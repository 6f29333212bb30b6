"""The environment: one locked set for make, conda and pip; nothing in the tree is tied to a machine."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DIRECT = [
    Requirement(line) for line in chain(PROJECT["dependencies"], PROJECT["optional-dependencies"]["test"])
]

# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "debian" + ".org", "anaconda" + ".org")
MACHINE_FOLDERS = ("work", "home", "root", "tmp", "opt", "Users", "private", "mnt")
ABSOLUTE = re.compile(r"(?<![\w.~*}>)\]-])/(?:" + "|".join(MACHINE_FOLDERS) + r")/\w|\b[A-Z]:\\{1,2}\w")


def entries(lock):
    """Each requirement of the lock as one line, options included, comments left out."""
    lines = (line for line in lock.splitlines() if not line.lstrip().startswith("#"))
    return [" ".join(entry.split()) for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry]


LOCKED = [Requirement(entry.partition(" --hash")[0]) for entry in entries(LOCK)]
VERSIONS = {canonicalize_name(r.name): next(iter(r.specifier)).version for r in LOCKED}


def lock_faults(lock):
    """Entries that are not `NAME==VERSION [; marker] --hash=sha256:…` and nothing else."""
    entry = re.compile(r"[a-z0-9-]+==[\w.+!]+( ; [^;@]*?)?( --hash=sha256:[0-9a-f]{64})+")
    return [e for e in entries(lock) if not entry.fullmatch(e)]


def places(text):
    """Absolute paths of a machine and addresses of package registries in a text."""
    return ABSOLUTE.findall(text) + [name for name in REGISTRIES if name in text]


def own_files():
    """Files that git tracks or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_every_locked_package_is_pinned_with_hashes():
    assert len(LOCKED) > 50
    assert lock_faults(LOCK) == []


@pytest.mark.parametrize(
    "line",
    [
        "pandas==3.1.1",
        "pandas>=3.0 --hash=sha256:" + 64 * "0",
        "pandas @ file:wheels/pandas.whl --hash=sha256:" + 64 * "0",
        "--index" + "-url https://example.org/simple",
        "--find-links wheels",
        "-e .",
    ],
)
def test_a_faulty_lock_would_be_noticed(line):
    assert lock_faults(f"    # via kfd-analysis\n{line}\n") == [line]


def test_the_lock_names_no_address_and_no_path():
    assert [sign for sign in ("://", "file:", "--index", "--find-links", "--extra") if sign in LOCK] == []


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda r: r.name)
def test_direct_dependencies_are_locked_once(requirement):
    locked = [r for r in LOCKED if canonicalize_name(r.name) == canonicalize_name(requirement.name)]
    assert len(locked) == 1
    assert VERSIONS[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("name", ["scipy", "scikit-learn"])
def test_seaborn_starts_without(name):
    assert name not in VERSIONS, f"{name} nearly doubles the time that seaborn takes to import"


def test_an_upper_limit_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + (ROOT / "environment.yml").read_text(
        "utf-8"
    )
    limited = re.compile(r'^\s*(?:"[\w.-]+|- \w+ ).*(?:<|==|~=)\s*\d')
    assert [line for line in text.splitlines() if limited.match(line) and "#" not in line] == []
    assert limited.match('    "pandas>=3.0,<4",')
    assert limited.match("  - python >=3.11,<3.15")


def test_conda_installs_the_same_set():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, pip, packages = environment["dependencies"]
    assert environment["channels"] == ["conda-forge"]
    assert python.startswith(f"python {PROJECT['requires-python']}")
    assert (pip, packages) == ("pip", {"pip": ["-r requirements.lock"]})


def test_the_lock_is_what_is_installed():
    differing = {}
    for requirement in LOCKED:
        if requirement.marker and not requirement.marker.evaluate():
            continue
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            found = "missing"
        if found not in requirement.specifier:
            differing[requirement.name] = found
    assert differing == {}, "not the locked environment; `make .venv` or environment.yml sets it up"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("open('" + "/ho" + "me/ann/report.txt')", True),
        ("PYTHON=" + "/op" + "t/python/bin/python3", True),
        ("see C" + ":\\Data\\reports", True),
        ("index: " + "https://" + REGISTRIES[0] + "/simple", True),
        ("https://example.org/home/page", False),
        ("docs/" + "work/plan.md and ../tmp/x", False),
        ("make PYTHON=/path/to/python3", False),
    ],
)
def test_what_counts_as_tied_to_a_machine(text, found):
    assert bool(places(text)) is found


def test_no_file_is_tied_to_a_machine():
    tied = {}
    for path in own_files():
        content = path.read_bytes()
        if b"\0" not in content and (found := places(content.decode("utf-8", errors="replace"))):
            tied[path.relative_to(ROOT).as_posix()] = sorted(set(found))
    assert tied == {}


def test_one_version_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]


def test_make_lists_its_commands():
    try:
        shown = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("make is not installed")
    listed = {line.split()[1] for line in shown.splitlines()}
    assert {"help", "report", "test", "check", "lab", "notebooks"} <= listed


def test_the_wheel_carries_data_and_notebooks(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src" / "kfd_analysis"
    data = [p for p in package.rglob("*") if p.suffix in {".yml", ".j2", ".css", ".mplstyle", ".typed"}]
    expected = {p.relative_to(package.parent).as_posix() for p in data}
    expected |= {f"kfd_analysis/_example/raw/{p.name}" for p in (ROOT / "data" / "raw").glob("*.*")}
    expected |= {f"kfd_analysis/_example/coding/{p.name}" for p in (ROOT / "data" / "coding").glob("*.*")}
    expected |= {f"kfd_analysis/_example/notebooks/{p.name}" for p in (ROOT / "notebooks").glob("*.ipynb")}
    assert "kfd_analysis/py.typed" in expected
    assert expected <= packed
