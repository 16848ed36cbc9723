"""The settings in words: the reference page, and the values as TOML writes them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from winnow.settings.model import section_of, sections
from winnow.settings.section import Section

_OPENING = """\
# Settings

Printed by `python -m winnow.settings`; do not edit.

All settings live in one file, `winnow.toml`: the one named by `--config`, else by the variable
`WINNOW_CONFIG`, else the one in the current folder. `winnow init` writes a commented one. Every
setting has a default; without a file the defaults hold. A variable such as `WINNOW_STORE__URL`
outranks the file.
"""


def reference() -> str:
    """Return ``docs/settings.md``: every setting with its default and what it means."""
    return "\n".join([_OPENING, *_lines()])


def toml_value(value: Any) -> str:
    """Return ``value`` as TOML writes it.

    >>> toml_value(("url", "link"))
    '["url", "link"]'
    """
    if isinstance(value, tuple):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    if isinstance(value, Path):
        value = value.as_posix()
    return json.dumps(value, ensure_ascii=False)


def own_fields(section: type[Section]) -> dict[str, FieldInfo]:
    """Return the settings of a section, without the sections inside it."""
    fields = section.model_fields.items()
    return {name: field for name, field in fields if section_of(field.annotation) is None}


def _lines() -> Iterator[str]:
    for header, section in sections().items():
        yield f"## `{header}`\n\n{inspect.getdoc(section)}\n"
        if fields := own_fields(section):
            yield "| setting | default | meaning |\n|---|---|---|"
            yield from (_row(name, field) for name, field in fields.items())
            yield ""


def _row(name: str, field: FieldInfo) -> str:
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{name}` | {_default(field)} | {meaning} |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return "none" if field.default is None else f"`{toml_value(field.default)}`"
