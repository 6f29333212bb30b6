"""Further than one process: the workers of a cluster, folders that have an address and no path."""

import os
import re
import shutil
import signal
import sys
from concurrent.futures import CancelledError
from pathlib import Path

import pandas as pd
import pytest

import kfd_analysis as kfd
from kfd_analysis.cli import main
from kfd_analysis.dataset import TABLES
from kfd_analysis.errors import INSTALL
from kfd_analysis.loading.request import find_request
from kfd_analysis.publishing.package.stream import write_tables

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "tests" / "practice" / "reports"


class Promise:
    def __init__(self, value):
        self.value = value

    def result(self, timeout=None):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Client:
    """Does what a Dask client does, at once and here."""

    def __init__(self):
        self.chunks = []

    def submit(self, function, *arguments, pure):
        assert pure is False
        known = [given.value if isinstance(given, Promise) else given for given in arguments]
        if len(known) > 1:
            self.chunks.append(len(known[0]))
        return Promise(function(*known))

    def nthreads(self):
        return {"one": 1, "other": 1}


def same(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables()[name], other.tables()[name])


def test_a_client_changes_nothing():
    client = Client()
    same(kfd.load_dataset(REPORTS, client=client), kfd.load_dataset(REPORTS))
    assert sum(client.chunks) == len(list(REPORTS.glob("*.txt"))) - 1
    assert len(client.chunks) > 1


@pytest.mark.parametrize(
    ("library", "more"), [("distributed", ["--dask", "local"]), ("pyarrow", ["--parquet"])]
)
def test_without_its_library_an_option_says_how_to_get_it(library, more, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, library, None)
    assert main(["load", str(REPORTS), "--out", str(tmp_path / "out"), *more]) == 2
    (command,) = re.findall(r"pip install .*", capsys.readouterr().err)
    assert f"-m {command}`" in (ROOT / "docs" / "own_reports.md").read_text(encoding="utf-8")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_an_address(tmp_path, monkeypatch):
    pytest.importorskip("fsspec")
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "raw")
    (tmp_path / "raw" / "notes.xyz").write_text("no report", encoding="utf-8")
    near, far = kfd.load_dataset(tmp_path / "raw"), kfd.load_dataset((tmp_path / "raw").as_uri())
    same(near, far)
    monkeypatch.setenv("KFD_REPORTS", (tmp_path / "raw").as_uri())
    same(near, kfd.load_dataset())
    assert list(far.sources.columns) == list(near.sources.columns)
    with pytest.raises(kfd.NoReportsError, match="no such folder"):
        kfd.load_dataset((tmp_path / "nowhere").as_uri())


@pytest.fixture
def store(tmp_path):
    """The address of a folder in a store that fails over some files."""
    fsspec = pytest.importorskip("fsspec")
    from fsspec.implementations.local import LocalFileSystem

    class Store(LocalFileSystem):
        protocol = "failing"

        def get_file(self, path, target, **more):
            name = Path(path).name
            if name.startswith("vanished"):
                raise FileNotFoundError(path)
            if name.startswith("refused"):
                raise RuntimeError("the store is out of order")
            super().get_file(path, target, **more)

    fsspec.register_implementation("failing", Store, clobber=True)
    for name in ("a", "refused", "vanished"):
        shutil.copy(ROOT / "data" / "raw" / "plochingen.txt", tmp_path / f"{name}.txt")
    shutil.copy(ROOT / "data" / "raw" / "rems-murr-kreis.txt", tmp_path / "z.txt")
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(21_000_000)
    return f"failing://{tmp_path}"


@pytest.mark.parametrize("client", [None, Client()], ids=["here", "cluster"])
def test_a_file_that_cannot_be_fetched_is_named_and_the_others_go_on(store, client):
    found = kfd.load_dataset(store, client=client)
    assert list(found.reports["source_file"]) == ["a.txt", "z.txt"]
    errors = found.problems.query("severity == 'error'")
    assert list(zip(errors["source_file"], errors["code"], strict=True)) == [
        ("large.txt", "too_large"),
        ("refused.txt", "permission"),
        ("vanished.txt", "not_found"),
    ]


def test_sources_that_cannot_be_fetched_are_named(store, monkeypatch):
    place = Path(store.partition("://")[2])
    (place / "sources.csv").write_text("source_file\na.txt\n", encoding="utf-8")
    monkeypatch.setattr("kfd_analysis.loading.remote.SOURCES", "refused.txt")
    with pytest.raises(kfd.KfdError, match=r"refused\.txt: cannot be fetched \(RuntimeError\)\. Try again"):
        kfd.load_dataset(store)


@pytest.mark.parametrize(
    "words",
    [
        ["load", "--out", "memory://tables"],
        ["load", "--unmatched", "file:///unmatched.yml"],
        ["report", "file:///reports"],
        ["explain", "plochingen", "--reports", "file:///reports"],
    ],
    ids=" ".join,
)
def test_an_address_is_refused_where_a_path_is_wanted(words, capsys):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert f"{words[-1]} is an address; only the reports of kfd load may have one." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "module", "words"),
    [
        ("s3://bucket/reports", "s3fs", f"needs s3fs; {INSTALL} s3fs"),
        ("smb://host/reports", "smbclient", 'SMB requires "smbprotocol"'),
    ],
)
def test_an_address_whose_library_is_missing(address, module, words, monkeypatch):
    pytest.importorskip("fsspec")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(kfd.NoReportsError, match=f"^{re.escape(f'{address}: {words}')}"):
        kfd.load_dataset(address)


def test_an_address_of_an_unknown_kind_leads_to_those_that_are_known():
    known = pytest.importorskip("fsspec").available_protocols()
    words = r"^foo://x: cannot be opened \(Protocol not known: foo\)\. Give the path of a folder, or"
    with pytest.raises(kfd.NoReportsError, match=words) as raised:
        kfd.load_dataset("foo://x")
    named = set(re.findall(r"(\w+)://", str(raised.value))) - {"foo"}
    assert "s3" in named
    assert named <= set(known)


@pytest.mark.parametrize("address", ["nonsense", "foo://x:1", "tcp://127.0.0.1:abc"])
def test_what_is_no_address_of_a_scheduler_is_told_from_one_that_does_not_answer(
    address, tmp_path, monkeypatch, capsys
):
    pytest.importorskip("distributed")
    monkeypatch.setattr("kfd_analysis.cli_load._ANSWER", 0.1)
    words = ["load", str(REPORTS), "--out", str(tmp_path / "out"), "--dask"]
    assert main([*words, address]) == 2
    assert f"--dask {address}: not the address of a scheduler (" in capsys.readouterr().err
    assert main([*words, "tcp://127.0.0.1:1"]) == 2
    assert "--dask tcp://127.0.0.1:1: no scheduler has answered within 0.1 s (" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("workers", "killed"), [(2, 1), (1, 1), (2, 2)])
def test_killed_workers_change_nothing(workers, killed, tmp_path):
    distributed = pytest.importorskip("distributed")
    cluster = distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    )
    with cluster, distributed.Client(cluster) as client:
        victims = list(client.run(os.getpid).values())[:killed]

        def kill(done, _total, _name):
            while done == 3 and victims:
                os.kill(victims.pop(), signal.SIGKILL)

        write_tables(find_request(REPORTS, None, None), tmp_path / "dask", client=client, progress=kill)
    assert not victims
    write_tables(find_request(REPORTS, None, None), tmp_path / "here")
    for path in sorted((tmp_path / "here").iterdir()):
        assert path.read_bytes() == (tmp_path / "dask" / path.name).read_bytes()


class Failing(Client):
    """Its workers fail over every chunk."""

    def __init__(self, error, workers):
        super().__init__()
        self.error, self.nthreads = error, lambda: workers

    def submit(self, function, *arguments, pure):
        return Promise(self.error)


def test_a_cluster_that_is_lost_is_told_in_words(monkeypatch):
    monkeypatch.setattr("kfd_analysis.loading.workers._WITHOUT_WORKERS", 0)
    for error in (CancelledError(), OSError("stream is closed")):
        with pytest.raises(kfd.KfdError, match="the Dask scheduler does not answer any more"):
            kfd.load_dataset(REPORTS, client=Failing(error, {"one": 1}))
    with pytest.raises(kfd.KfdError, match="the Dask scheduler has no workers left"):
        kfd.load_dataset(REPORTS, client=Failing(TimeoutError(), {}))


def test_a_report_that_ends_worker_after_worker_is_named():
    distributed = pytest.importorskip("distributed")
    error = distributed.KilledWorker("load_chunk", None, 3)
    second = sorted(path.name for path in REPORTS.glob("*.txt"))[1]
    with pytest.raises(kfd.KfdError, match=f"^{second}, or a report soon after it: .* without Dask"):
        kfd.load_dataset(REPORTS, client=Failing(error, {"one": 1}))
