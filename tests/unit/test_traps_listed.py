"""docs/traps.md names a test for every trap, and every test that it names exists."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = (HERE.parents[1] / "docs" / "traps.md").read_text("utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", TABLE)


def test_every_row_names_a_test_that_exists() -> None:
    rows = [row for row in TABLE.splitlines() if row.startswith("| ") and "**" not in row][1:]
    assert len(rows) == len(NAMED) > 40
    for file, test in NAMED:
        assert f"def {test}(" in (HERE / file).read_text("utf-8"), f"{file}::{test}"


def test_every_test_of_a_trap_is_listed() -> None:
    listed = {test for _, test in NAMED}
    held_by_others = {"test_relative_days_become_dates"}
    for path in sorted(HERE.glob("test_traps_*.py")):
        if path.name != Path(__file__).name:
            found = set(re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M))
            assert found - listed - held_by_others == set(), path.name
