"""The demo: the bundled corpus, read day by day into a store of its own, as a site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from winnow.cli.workshop import open_workshop, site_options
from winnow.errors import InputError
from winnow.parse import read_path
from winnow.pipeline.published import PublishedPages
from winnow.pipeline.run import Workshop, run_by_day
from winnow.settings import Settings, parse_settings
from winnow.site import update_site
from winnow.types import Article, Problem, RunReport

#: The run's time for articles that state none, and for the site's manifest.
DEMO_NOW = datetime(2024, 4, 1, tzinfo=UTC)
_TITLE = "Winnow: the demo"
_TAGLINE = "Invented articles by invented outlets, to show what a page is made of. Not news."


def demo_settings(folder: Path) -> Settings:
    """Return the demo's settings: its invented outlets, its own store, a plain title."""
    outlets = files("winnow.demo").joinpath("outlets.toml").read_text("utf-8")
    head = (
        f'[site]\ntitle = "{_TITLE}"\ntagline = "{_TAGLINE}"\n'
        f"[store]\nurl = {_toml(folder / 'demo.sqlite')}\n"
    )
    return parse_settings(head + outlets, subject="the demo's settings")


def _toml(path: Path) -> str:
    return "'" + str(path.resolve()) + "'"


def demo_articles() -> Iterator[Article]:
    """Yield the bundled articles, file by file; a line that cannot be read is an ``InputError``."""
    with as_file(files("winnow.demo") / "corpus") as folder:
        for found in read_path(folder, seen=DEMO_NOW):
            if isinstance(found, Problem):
                raise InputError(found.subject, found.message)
            if isinstance(found, Article):
                yield found


def run_demo(shop: Workshop) -> RunReport:
    """Return the report of reading the demo corpus as it would have happened."""
    return run_by_day(shop, list(demo_articles()), now=DEMO_NOW)


def build_demo(folder: Path) -> Path:
    """Build the demo's store and site anew under ``folder``; return the site's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("demo.sqlite*"):
        old.unlink()
    settings = demo_settings(folder)
    with open_workshop(settings) as shop:
        run_demo(shop)
        update_site(
            PublishedPages(shop.store),
            shop.store.outlets(),
            folder / "site",
            options=site_options(settings),
            now=DEMO_NOW,
            merged=shop.store.merged_slugs(),
        )
    return folder / "site"
