"""Views → HTML, by templates that escape everything and decide nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("winnow.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, view: Any) -> str:
    """Return ``template`` filled with ``view``."""
    return _environment().get_template(template).render(view=view, script_json=_script_json)


@cache
def _text_environment() -> Environment:
    return Environment(
        loader=PackageLoader("winnow.site", "templates"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_text(template: str, view: Any) -> str:
    """Return a template of plain text filled with ``view``: nothing is escaped, for no browser reads it."""
    return _text_environment().get_template(template).render(view=view)


def _script_json(text: str) -> Markup:
    """JSON that ``jsonld.json_ld`` made safe for a script element, as it is."""
    return Markup(text)


def static_files() -> dict[str, bytes]:
    """Return what lies beside the pages: place → bytes."""
    folder = files("winnow.site") / "static"
    return {f"static/{f.name}": f.read_bytes() for f in folder.iterdir() if f.is_file()}
