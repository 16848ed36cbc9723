"""The error rates that were measured on public data and come with this version."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from winnow.site.options import ErrorRate

FILE = Path(__file__).parent.parent / "data" / "measured.toml"


@cache
def measured_rates() -> tuple[ErrorRate, ...]:
    """Return the shipped error rates, in the order in which they are printed."""
    listed = tomllib.loads(FILE.read_text("utf-8"))["rate"]
    return tuple(ErrorRate(r["what"], r["share"], r["cases"], r["measured_on"]) for r in listed)
