"""Which notebooks read tables alone: what is public leads to tables, and nothing else is let through."""

import pytest
from tests.publishing.small import write_notebook

from kfd_analysis.publishing.notebooks import read_notebook
from kfd_analysis.publishing.places import notebooks
from kfd_analysis.publishing.reach import reads_tables_alone

LOAD = "import kfd_analysis as kfd\nfrom kfd_analysis import showing as show\nds = kfd.load_dataset(None)"
TABLES = [
    "",
    "from kfd_analysis import load_dataset, showing\nshowing.topics(load_dataset())",
    "import kfd_analysis\nkfd_analysis.showing.topics(kfd_analysis.load_dataset())",
    "import kfd_analysis.showing\nkfd_analysis.showing.topics(kfd_analysis.load_dataset())",
    "import kfd_analysis.showing as show\nshow.CHARTS",
    "from kfd_analysis.showing import topics as drawn\ndrawn",
    "def mean(frame):\n    return frame['value'].mean()\nprint(f'{mean(ds.comparison):.1f}')",
    "display(*[show.topics(ds) for n in range(1)])",
    "rows = ds.values[ds.values['low'] > 5]\nrows.groupby('report_id').sum()",
    "try:\n    kfd.load_dataset(None)\nexcept kfd.NoReportsError:\n    raise",
]
MORE = [
    "import pandas as pd",
    "from pathlib import Path",
    "from kfd_analysis.reading.document import read_document",
    "import kfd_analysis.reading.document",
    "import kfd_analysis.showing\nkfd_analysis.codebook",
    "import kfd_analysis.codebook as kfd",
    "from kfd_analysis import codebook",
    "from kfd_analysis import *",
    "from kfd_analysis.showing import chart",
    "from . import showing",
    "open('x')",
    "list(ds.folder.iterdir())",
    "__import__('os')",
    "%load x.py",
    "!cat x",
    "ls",
    "ls -l",
    "kfd.codebook.Path('note.txt').read_text()",
    "kfd.codebook.load_codebook('my-codebook')",
    "kfd.loading.folder",
    "show.exhibits.import_module('os')",
    "kfd.showing.exhibits.import_module('os')",
    "more = kfd\nmore.codebook",
    "more = kfd.showing\nmore.exhibits",
    "[kfd][0].codebook",
    "'{0.codebook}'.format(kfd)",
    "getattr(kfd, 'codebook')",
    "get = getattr\nget(ds, 'fol' + 'der')",
    "globals()['kfd'].codebook",
    "vars(kfd)['codebook']",
    "locals()",
    "__builtins__.open('x')",
    "__loader__",
    "_oh",
    "kfd.__loader__.get_data('x')",
    "show.topics.__globals__['Path']",
    "show._MODULES",
    "type(ds).__init__",
    "ds.reports.query('@kfd.codebook.Path')",
    "ds.reports.eval('@kfd.codebook.Path')",
    "match ds:\n    case object(folder=place):\n        place",
    "ds.comparison.plot()",
    "get_ipython()",
    "import kfd_analysis as show",
]


@pytest.mark.parametrize("code", TABLES)
def test_what_is_public_leads_to_tables(tmp_path, code):
    assert reads_tables_alone(read_notebook(write_notebook(tmp_path, "00_summary", LOAD, code)))


@pytest.mark.parametrize("code", MORE)
def test_what_may_lead_elsewhere(tmp_path, code):
    assert not reads_tables_alone(read_notebook(write_notebook(tmp_path, "00_summary", LOAD, code)))


def test_every_notebook_of_the_suite_reads_tables_alone():
    assert all(reads_tables_alone(read_notebook(path)) for path in notebooks())
