"""Writing into an operator's files: what is there stays as it is, and what comes is checked first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from winnow.errors import InputError, SettingsError
from winnow.outlets.ratings import Rating, ratings_toml
from winnow.outlets.rules import listed_flaws
from winnow.outlets.toml import outlet_toml
from winnow.settings import parse_settings, read_text
from winnow.types import Outlet


def append_outlet(path: Path, outlet: Outlet) -> str:
    """Write an outlet at the end of a settings file; return what was written.

    A domain or a feed that is listed already is refused, and so is whatever would not load.
    """
    text = read_text(path)
    listed = parse_settings(text, subject=str(path)).outlets
    if any(each.id == outlet.id for each in listed):
        raise InputError(outlet.id, f"is listed in {path} already; change its entry there")
    table = outlet_toml(outlet)
    addition = ("" if not text or text.endswith("\n") else "\n") + "\n" + table
    try:
        outlets = parse_settings(text + addition, subject=str(path)).outlets
    except SettingsError as error:
        raise InputError(outlet.id, f"cannot be written into {path}: {error.message}") from error
    flaws = [f for f in listed_flaws(outlets, file=path.name) if f.outlet == outlet.id]
    if flaws:
        raise InputError(outlet.id, "; ".join(flaw.message for flaw in flaws))
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(addition)
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error}") from error
    return table


def write_ratings(path: Path, ratings: Iterable[Rating]) -> None:
    """Write the file of ratings anew; a reader sees the old one or the new one, whole."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(ratings_toml(ratings), "utf-8")
        beside.replace(path)
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error}") from error
