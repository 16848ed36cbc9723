"""The first ``winnow.toml``: every setting, commented, and a starter list of outlets."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

from winnow.errors import SettingsError
from winnow.outlets import shipped_catalogue, starter_toml
from winnow.settings.model import sections
from winnow.settings.reference import own_fields, toml_value
from winnow.settings.section import Section

_OPENING = """\
# Settings of Winnow. A line that begins with "# name =" shows a default: take the "#" away to
# change it. Fill in [site] contact (or [fetch] contact) first: it goes along with every request,
# so that a publisher can reach you.
"""


def starter_settings() -> str:
    """Return the text of a commented ``winnow.toml`` with the starter outlets."""
    parts = [
        _section(header, section)
        for header, section in sections().items()
        if not header.startswith("[[") and own_fields(section)
    ]
    return "\n".join([_OPENING, *parts, starter_toml(shipped_catalogue())])


def write_starter_settings(path: Path) -> None:
    """Write a starter ``winnow.toml``; a file that is there already is left alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(starter_settings())
    except FileExistsError as error:
        raise SettingsError(str(path), "is there already; move it away first") from error
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error}") from error


def _section(header: str, section: type[Section]) -> str:
    summary = (inspect.getdoc(section) or "").replace("`", "")
    lines = [*_comment(summary), header, *_fields(section)]
    return "\n".join(lines) + "\n"


def _fields(section: type[Section]) -> Iterator[str]:
    for name, field in own_fields(section).items():
        yield from _comment((field.description or "").replace("`", ""))
        yield f"# {name} = {toml_value(field.default)}"


def _comment(text: str) -> list[str]:
    return ["# " + line for line in textwrap.wrap(" ".join(text.split()), 96)]
