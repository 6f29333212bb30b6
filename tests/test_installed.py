"""The wheel, installed where nothing else of the project is: the example runs from its own data."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command without what the test run itself put into the environment."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("KFD_", "PYTHON", "COVERAGE_"))}
    done = subprocess.run(command, cwd=cwd, env=inherited, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Folder of the commands of a fresh environment that shares the libraries of this one, not its project."""
    pytest.importorskip("ensurepip", reason="this Python sets up no environments")
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    places = {"base": str(environment), "platbase": str(environment)}
    shared = Path(sysconfig.get_path("purelib", "venv", places)) / "shared.pth"
    shared.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    commands = Path(sysconfig.get_path("scripts", "venv", places))
    run(commands / "python", "-m", "pip", "install", "--no-deps", "--no-index", "-qq", wheel, cwd=folder)
    return commands


def test_the_example_needs_nothing_but_the_wheel(installed, tmp_path):
    place = run(installed / "python", "-c", "import kfd_analysis; print(kfd_analysis.__file__)", cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(installed.parent)
    said = run(installed / "kfd", "report", "--example", "--pages-only", cwd=tmp_path)
    assert said == f"5 reports; open {Path('output', 'index.html')}\n"
    pages = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    assert {"output/index.html", "output/en/00_summary.html", "output/en/reports/plochingen.html"} <= pages


def test_the_packaged_notebooks_rerun_on_a_folder_beside_them(installed, tmp_path):
    """As ``kfd lab`` leaves them: a kernel stands in ``notebooks/``, and there is no ``data/raw``."""
    copy_out = "from kfd_analysis.publishing.places import own_notebooks; own_notebooks()"
    run(installed / "python", "-c", copy_out, cwd=tmp_path)
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "data" / "raw" / "plochingen.txt", tmp_path / "reports")
    cell = "import kfd_analysis as kfd; print(len(kfd.load_dataset('reports').reports)); kfd.rerun('reports')"
    said = run(installed / "python", "-c", cell, cwd=tmp_path / "notebooks").splitlines()
    assert (said[0], said[-1]) == ("1", str(tmp_path / "output" / "index.html"))
    assert (tmp_path / "output" / "en" / "reports" / "plochingen.html").is_file()
