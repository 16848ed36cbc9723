"""Schemathesis asks the running server whatever its OpenAPI document allows, and what it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from live_server import filled, running

pytest.importorskip("schemathesis", reason="schemathesis is not installed")


@pytest.mark.slow
def test_answers_are_as_documented_whatever_is_asked(tmp_path: Path):
    """Statuses, types and bodies conform; no answer is an error of the server."""
    filled(tmp_path / "winnow.sqlite").close()
    with running(tmp_path / "winnow.sqlite") as server:
        command = [
            str(Path(sys.executable).with_name("schemathesis")), "run",
            f"{server.address}/api/v1/openapi.json", "--checks", "all", "--max-examples", "60",
            "--seed", "7", "--suppress-health-check", "all",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=600)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
