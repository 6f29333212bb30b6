"""The packaged codebook for the tests of the rules."""

import pytest

from kfd_analysis.codebook import load_codebook


@pytest.fixture(scope="session")
def book():
    return load_codebook()
