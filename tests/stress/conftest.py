"""Write the figures of a full run when it ends."""

from tests.stress import counts


def pytest_sessionfinish() -> None:
    if counts.FULL and counts._done:
        counts.write_figures()
