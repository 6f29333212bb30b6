"""`make bench-steps`: every step of the program as it is now stands in the table, with time of its own."""

from pathlib import Path

from benchmarks import steps


def test_every_step_takes_time(tmp_path: Path) -> None:
    """A function that is not called any more where it is looked for would leave its step without time."""
    out = tmp_path / "steps.md"
    steps.main(["--reports", "20", "--rounds", "1", "--out", str(out)])
    printed = [line.strip("| ").split(" | ") for line in out.read_text(encoding="utf-8").splitlines()[6:]]
    spent = {step: float(figure) for step, figure in printed}
    assert list(spent) == [*steps.STEPS, steps.REST, steps.LINES, "all"]
    assert min(spent.values()) > 0
    assert abs(2 * spent["all"] - sum(spent.values())) < 0.1
