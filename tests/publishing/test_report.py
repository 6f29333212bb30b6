"""The whole job on the invented data set: everything of the contract is there, or nothing is changed."""

import os
import time
from pathlib import Path

import pytest
from tests.publishing.sample import sample
from tests.publishing.site import dead_links
from tests.publishing.small import write_notebook

from kfd_analysis import showing
from kfd_analysis.codebook import load_codebook
from kfd_analysis.publishing.notebooks import NotebookError
from kfd_analysis.publishing.report import Job, publish

BOOK = load_codebook()
ROOT = Path(__file__).resolve().parents[2]
NAME = "02_cost_per_participant"
SHOWN = f"""from kfd_analysis.showing import CHARTS
from tests.publishing.sample import sample
CHARTS["{NAME}"](sample())"""


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    """A job with one notebook that shows one chart."""
    folder = tmp_path_factory.mktemp("job")
    path = write_notebook(folder, "00_summary", "import sys\nfrom tests.publishing import sample", SHOWN)
    return Job(reports=folder, notebooks=[path], out=folder / "output")


@pytest.fixture(autouse=True, scope="module")
def one_chart():
    """Draw one chart, and let kernels find the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "CHARTS", {NAME: showing.CHARTS[NAME]})
        patch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'src'}")
        yield


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def output(job, one_chart):
    publish(sample(), BOOK, job)
    return contents(job.out)


def test_the_output_of_the_contract_is_there(output):
    charts = [f"en/charts/{NAME}{end}" for end in ("-column.pdf", "-column.png", "-column.svg")]
    charts += [f"en/charts/{NAME}.{kind}" for kind in ("csv", "pdf", "png", "svg")]
    pages = ["00_summary.html", "index.html", "kfd_comparison.html", "kfd_comparison.xlsx"]
    pages += ["wording.html", "wording/captions.csv", "wording/sentences.csv"]
    reports = ["reports/landkreis-beispiel.html", "reports/musterhausen.html"]
    expected = [*charts, *(f"en/{name}" for name in pages + reports), "index.html"]
    assert sorted(output) == sorted(expected)


def test_every_link_lands(job, output):
    assert dead_links(job.out) == []


def test_the_chart_stands_in_the_page_with_its_links(output):
    page = output["en/00_summary.html"].decode()
    assert "<svg" in page
    assert "data:image/png" not in page
    assert 'href="reports/musterhausen.html#' in page
    assert 'href="../reports/musterhausen.html#' in output[f"en/charts/{NAME}.svg"].decode()


def test_a_second_run_gives_the_same_bytes(job, output):
    time.sleep(1.1)
    publish(sample(), BOOK, job)
    assert contents(job.out) == output


def test_a_failing_notebook_leaves_the_last_output(job, output, tmp_path):
    bad = write_notebook(tmp_path, "01_bad", "1/0")
    with pytest.raises(NotebookError, match=r"01_bad.*cell 2"):
        publish(sample(), BOOK, job._replace(notebooks=[*job.notebooks, bad]))
    assert contents(job.out) == output
    assert sorted(path.name for path in job.out.parent.iterdir()) == ["00_summary.ipynb", "output"]


def test_pages_alone(job, tmp_path, output):
    named = []
    publish(sample(), BOOK, job._replace(out=tmp_path / "out", exports=False), named.append)
    assert not any(
        "charts/" in name or name.endswith((".xlsx", "comparison.html")) for name in contents(tmp_path)
    )
    assert dead_links(tmp_path / "out") == []
    assert named == ["en: notebook 1 of 1, 00_summary"]
