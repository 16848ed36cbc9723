"""Adding feeds to an operator's settings file: comments and order stay, only addresses come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from winnow.errors import InputError, SettingsError
from winnow.settings import parse_settings
from winnow.settings.reference import toml_value
from winnow.types import OutletId

_TABLE = re.compile(r"^[ \t]*\[\[\s*outlets\s*\]\][^\n]*\n?", re.MULTILINE)
_FEEDS = re.compile(r"^[ \t]*feeds\s*=\s*\[", re.MULTILINE)
# A string, a comment, or a bracket: what decides where an array ends.
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*|[\[\]]")


def add_feeds(path: Path, outlet_id: OutletId, feeds: Sequence[str]) -> None:
    """Write ``feeds`` into the entry of an outlet that a settings file lists already.

    The file is changed only when it then says the same as before and these feeds besides.
    """
    by_hand = InputError(outlet_id, f"its feeds in {path} cannot be changed here; add them by hand")
    try:
        text = path.read_text("utf-8")
        before = parse_settings(text, subject=str(path))
        place = [each.id for each in before.outlets].index(outlet_id)
        after_text = _with_feeds(text, place, feeds)
        after = parse_settings(after_text, subject=str(path))
    except (SettingsError, ValueError, IndexError) as error:
        raise by_hand from error
    expected = list(before.outlets)
    expected[place] = expected[place].model_copy(update={"feeds": (*expected[place].feeds, *feeds)})
    if after != before.model_copy(update={"outlets": tuple(expected)}):
        raise by_hand
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(after_text, "utf-8")
        beside.replace(path)
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error}") from error


def _with_feeds(text: str, place: int, feeds: Sequence[str]) -> str:
    """Return the text with ``feeds`` in the outlet's table; ``ValueError`` when it is not found."""
    tables = list(_TABLE.finditer(text))
    start = tables[place].end()
    end = tables[place + 1].start() if place + 1 < len(tables) else len(text)
    array = _FEEDS.search(text, start, end)
    if array is None:
        return f"{text[:start]}feeds = {toml_value(tuple(feeds))}\n{text[start:]}"
    depth, close, last = 1, -1, array.end()
    for token in _TOKEN.finditer(text, array.end(), end):
        depth += {"[": 1, "]": -1}.get(token.group(), 0)
        if depth == 0:
            close = token.start()
            break
        if token.group()[0] in "\"'":
            last = token.end()
    if close < 0:
        raise ValueError("the array has no end")
    is_empty = last == array.end()
    follows = text[last:close].lstrip(" \t").startswith(",")
    said = ", ".join(toml_value(feed) for feed in feeds)
    if is_empty:
        return f"{text[: array.end()]}{said}{text[array.end() :]}"
    cut = text.index(",", last) + 1 if follows else last
    return f"{text[:cut]}{' ' if follows else ', '}{said}{',' if follows else ''}{text[cut:]}"
