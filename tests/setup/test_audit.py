"""``make audit`` says whether it found faults or could not look."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt" or not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    ("said", "status", "expected"),
    [
        ("No known vulnerabilities found", 0, ""),
        ("Found 2 known vulnerabilities in 1 package", 1, "audit: known faults are listed above"),
        ("ERROR: x: Dependency not found and could not be audited", 1, "audit: NOT CHECKED"),
        ("could not connect", 2, "audit: NOT CHECKED"),
    ],
)
def test_faults_found_and_faults_not_looked_up_differ(
    tmp_path: Path, said: str, status: int, expected: str
) -> None:
    uv = tmp_path / "uv"
    uv.write_text(f"#!/bin/sh\necho '{said}'\nexit {status}\n", encoding="utf-8")
    uv.chmod(0o755)
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["make", "audit"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert said in done.stdout
    assert (done.returncode == 0) == (status == 0)
    assert done.stderr.startswith(expected)
    assert bool(done.stderr) == bool(expected)
