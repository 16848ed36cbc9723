"""Views → HTML, by templates that escape everything and decide nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from winnow.site.speech import Catalogue, foreign, of_articles, spoken

_SAID = re.compile(r'\{\{ _\("((?:[^"\\]|\\.)*)"\) \}\}')
#: What stands for the ``lang`` of what is from the articles; the same all over a page.
_ATTRIBUTES = {"{{ foreign() }}": foreign, "{{ of_articles() }}": of_articles}


class _Words(Extension):
    """Puts the words of the language into a template when it is read, not whenever it is filled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template's source with every ``{{ _("…") }}`` said."""
        messages: Catalogue = self.environment.messages  # type: ignore[attr-defined]
        for placeholder, attribute in _ATTRIBUTES.items():
            source = source.replace(placeholder, attribute())
        plain = str if not self.environment.autoescape else escape
        return _SAID.sub(lambda m: plain(messages.gettext(m.group(1))), source)


@lru_cache(maxsize=16)
def _environment(language: str, messages: Catalogue, autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("winnow.site", "templates"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.messages = messages  # type: ignore[attr-defined]
    environment.globals |= {"foreign": foreign, "of_articles": of_articles}
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        messages.gettext, messages.ngettext, newstyle=False
    )
    environment.add_extension(_Words)
    return environment


def render(template: str, view: Any) -> str:
    """Return ``template`` filled with ``view``, in the language that is spoken."""
    environment = _environment(*spoken(), True)
    return environment.get_template(template).render(view=view, script_json=_script_json)


def render_text(template: str, view: Any) -> str:
    """Return a template of plain text filled with ``view``: nothing is escaped, for no browser reads it."""
    return _environment(*spoken(), False).get_template(template).render(view=view)


def _script_json(text: str) -> Markup:
    """JSON that ``jsonld.json_ld`` made safe for a script element, as it is."""
    return Markup(text)


def static_files() -> dict[str, bytes]:
    """Return what lies beside the pages: place → bytes."""
    folder = files("winnow.site") / "static"
    return {f"static/{f.name}": f.read_bytes() for f in folder.iterdir() if f.is_file()}
