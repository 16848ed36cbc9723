"""The site's own words in the language of the site.

English stands in the code and the templates; other languages are gettext catalogues beside this
package (``languages/de/LC_MESSAGES/winnow.mo``).  What pages are made of (titles, facts, changes) is
in the language of the articles and is not translated.

A page is made ``with speaking(language)``; outside of it, everything is English.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeAlias

from markupsafe import Markup

from winnow.site.options import SiteOptions

P = ParamSpec("P")

#: The language of articles and of all that is made from them.
CONTENT_LANGUAGE = "en"
FOLDER = Path(__file__).parent / "languages"
_DOMAIN = "winnow"
_ENGLISH = gettext.NullTranslations()
Catalogue: TypeAlias = gettext.NullTranslations
#: A path and how its bytes are made.
_File: TypeAlias = tuple[str, Callable[[], bytes]]

_language: ContextVar[str] = ContextVar("language", default=CONTENT_LANGUAGE)
_catalogue: ContextVar[Catalogue] = ContextVar("catalogue", default=_ENGLISH)


def languages() -> tuple[str, ...]:
    """Return the languages that the site can speak, English first."""
    return (CONTENT_LANGUAGE, *sorted(f.parent.parent.name for f in FOLDER.glob("*/*/winnow.mo")))


@cache
def catalogue(language: str) -> Catalogue:
    """Return the messages of a language; of one without any, the English ones."""
    return gettext.translation(_DOMAIN, FOLDER, [language], fallback=True)


@contextmanager
def speaking(language: str, messages: Catalogue | None = None) -> Iterator[None]:
    """Say everything inside in this language."""
    spoken = _language.set(language)
    said = _catalogue.set(messages or catalogue(language))
    try:
        yield
    finally:
        _language.reset(spoken)
        _catalogue.reset(said)


def in_its_language(
    files: Callable[P, Iterator[_File]],
) -> Callable[P, Iterator[_File]]:
    """Make a maker of files speak the language of the ``SiteOptions`` among its arguments."""

    @wraps(files)
    def speaks(*args: P.args, **kwargs: P.kwargs) -> Iterator[_File]:
        given = (*args, *kwargs.values())
        language = next(a for a in given if isinstance(a, SiteOptions)).language
        messages = _catalogue.get() if _language.get() == language else catalogue(language)
        with speaking(language, messages):
            found = list(files(*args, **kwargs))
        return ((path, _speaks(make, language, messages)) for path, make in found)

    return speaks


def _speaks(make: Callable[[], bytes], language: str, messages: Catalogue) -> Callable[[], bytes]:
    def made() -> bytes:
        with speaking(language, messages):
            return make()

    return made


def spoken() -> tuple[str, Catalogue]:
    """Return the language that is spoken, and its messages."""
    return _language.get(), _catalogue.get()


def say(message: str, **values: object) -> str:
    """Return a message in the language that is spoken, ``%(name)s`` filled in.

    >>> say("By %(who)s", who="AFP")
    'By AFP'
    """
    said = _catalogue.get().gettext(message)
    return said % values if values else said


def say_many(one: str, many: str, number: int, **values: object) -> str:
    """Return a message in the form that goes with a number, which is ``%(n)d`` in it.

    >>> say_many("%(n)d article", "%(n)d articles", 2)
    '2 articles'
    """
    return _catalogue.get().ngettext(one, many, number) % {"n": number, **values}


def mark(message: str) -> str:
    """Return a message as it is, to be said later: tables hold such."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a message as they are, to be said later."""
    return one, many


def foreign() -> Markup:
    """Return the ``lang`` attribute of what is not in the language of the page around it."""
    if _language.get() == CONTENT_LANGUAGE:
        return Markup("")
    return Markup(f' lang="{CONTENT_LANGUAGE}"')


def of_articles() -> Markup:
    """Return the attributes of a paragraph from the articles, in a page of another language.

    Its direction must be said: sentences that each go their own way would stand in the order of
    the page around them.
    """
    if _language.get() == CONTENT_LANGUAGE:
        return Markup("")
    return Markup(f' lang="{CONTENT_LANGUAGE}" dir="ltr"')
