"""The site's own words: every one is marked, every catalogue whole, English as it stands in the code."""

from __future__ import annotations

import gettext
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from site_pages import OUTLETS, PAGE, site

from scripts.messages import LANGUAGES, as_po, untranslated, updated
from winnow.site import SiteOptions, site_files
from winnow.site.speech import catalogue, languages, speaking
from winnow.site.words import lean

OPTIONS = SiteOptions(
    title="1", tagline="2", base_url="https://news.example/", contact="3@4.example", live=True
)
#: What is printed as others say it, though nothing marks it as such.
NAMES = [
    words for o in OUTLETS.values() for words in (lean(o), o.name) if o.leans or words == o.name
]
CATALOGUES = sorted(LANGUAGES.glob("*/LC_MESSAGES/winnow.po"))
OPEN, CLOSE = "⟦", "⟧"


class Pseudo(gettext.NullTranslations):
    """Every message in brackets: what stands outside of them was not marked."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"


def pages(options: SiteOptions = OPTIONS) -> dict[str, str]:
    files, problems = site_files(site(), OUTLETS, options=options)
    assert not problems
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def unmarked(html: str) -> list[str]:
    """Return what a reader sees or hears that is neither said nor from the articles."""
    found: list[str] = []
    depth = 0

    def look(text: str, is_content: bool) -> None:
        nonlocal depth
        for piece in re.split(f"([{OPEN}{CLOSE}])", text):
            depth += (piece == OPEN) - (piece == CLOSE)
            for name in NAMES:
                piece = piece.replace(name, "")
            if depth == 0 and not is_content and re.search(r"[^\W\d_]{2}", piece):
                found.append(piece.strip())

    def walk(element, is_content: bool) -> None:
        if not isinstance(element.tag, str) or element.tag.endswith(("}script", "}style")):
            return
        is_content = is_content or element.get("dir") == "auto"
        for name in ("aria-label", "title", "alt", "placeholder"):
            if element.get("dir") != "auto" and element.get(name):
                before = depth
                look(element.get(name), is_content)
                assert depth == before
        look(element.text or "", is_content)
        for child in element:
            walk(child, is_content)
            look(child.tail or "", is_content)

    walk(html5lib.parse(html).find("{http://www.w3.org/1999/xhtml}body"), False)
    return found


def test_every_word_of_a_page_is_marked():
    """In a language of brackets nothing but names, numbers and articles stands outside of them."""
    with speaking("xx", Pseudo()):
        made = pages(replace(OPTIONS, language="xx"))
    assert len(made) > 20
    left = {path: words for path, html in made.items() if (words := unmarked(html))}
    assert left == {}


def test_the_search_for_unmarked_words_can_fail():
    """One word in a page is found."""
    with speaking("xx", Pseudo()):
        page = pages(replace(OPTIONS, language="xx"))["index.html"]
    assert unmarked(page.replace("<main", "<p>Forgotten</p><main")) == ["Forgotten"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parent.parent.name)
def test_a_catalogue_is_whole_and_current(path: Path):
    """Every message of today, each translated; compiled as it stands: ``python -m scripts.messages``."""
    today = updated(path)
    assert untranslated(today) == []
    assert as_po(today) == path.read_bytes()
    with path.with_suffix(".mo").open("rb") as file:
        compiled = _messages(read_mo(file))
    assert compiled == _messages(today)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parent.parent.name)
def test_a_translation_has_the_places_and_the_marks_of_its_message(path: Path):
    """Nothing that is filled in is lost, and no element is added that a page's policy would not bear."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.parent.name)
    for message in known:
        if not message.id:
            continue
        ids = _forms(message.id)
        for said in _forms(message.string):
            assert _places(said) == _places(ids[-1]), message.id
            assert _elements(said) == _elements(ids[-1]), message.id
            assert said[:1].isspace() == ids[-1][:1].isspace(), message.id
            assert said[-1:].isspace() == ids[-1][-1:].isspace(), message.id


def _messages(known: Catalog) -> list[tuple[list[str], list[str]]]:
    """Return every message with its translation, sorted."""
    return sorted((_forms(m.id), _forms(m.string)) for m in known if m.id)


def _forms(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [str(form) for form in said]  # type: ignore[attr-defined]


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", text))


def _elements(text: str) -> list[str]:
    return sorted(re.findall(r"<[^>]*>", text))


def test_german_is_spoken_around_english_articles():
    """The page is in German, what is from the articles says that it is not."""
    made = pages(replace(OPTIONS, language="de"))
    html = made[f"s/{PAGE.slug}/index.html"]
    assert '<html lang="de" dir="ltr">' in html
    assert "Die Fakten" in html and "The facts" not in html
    assert f'<h1 dir="auto" lang="en">{PAGE.title}</h1>' in html
    assert "7. Feb. 2023, 14:05 UTC" in html and "unabhängige Ursprünge" in html
    assert "Wie die Seiten entstehen" in made["about/index.html"]
    assert not re.search(r"<[^>]* lang=[^>]* lang=", "".join(made.values()))


def test_a_language_without_a_catalogue_speaks_english_in_its_direction():
    """Nothing breaks; what is said is English, and says so."""
    html = pages(replace(OPTIONS, language="ar"))["index.html"]
    assert 'dir="rtl"' in html and "Front page" in html


def test_sites_of_two_languages_do_not_mix():
    """One after the other in a process: each has its own bytes."""
    before = pages()
    pages(replace(OPTIONS, language="de"))
    assert pages() == before


def test_machines_are_told_the_language_of_the_articles():
    """Feeds, JSON and metadata hold English, whatever the site speaks."""
    german = replace(OPTIONS, language="de")
    files, _ = site_files(site(), OUTLETS, options=german)
    assert b'xml:lang="en"' in files["feed.xml"] and b'"language": "en"' in files["feed.json"]
    assert '"inLanguage": "en"' in files[f"s/{PAGE.slug}/index.html"].decode()
    english, _ = site_files(site(), OUTLETS, options=OPTIONS)
    path = f"s/{PAGE.slug}/page.json"
    assert files[path] == english[path]


def test_the_languages_are_listed():
    """English first; what is not there is not pretended."""
    assert languages()[0] == "en" and "de" in languages()
    assert catalogue("xx").gettext("The facts") == "The facts"
