"""``winnow feeds``: lists of feeds from and for feed readers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from winnow.cli.exits import Exit, tells_errors
from winnow.errors import InputError
from winnow.outlets import append_outlet, shipped_catalogue
from winnow.outlets.operator_feeds import add_feeds
from winnow.parse import outlet_of_url
from winnow.parse.opml import OpmlFeed, parse_opml, write_opml
from winnow.settings import load_settings, settings_path
from winnow.settings.reading import FILE_NAME
from winnow.types import Outlet

app = typer.Typer(
    name="feeds", help="Take lists of feeds (OPML) in, give them out.", no_args_is_help=True
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]


@app.command("import")
@tells_errors
def import_opml(
    file: Annotated[Path, typer.Argument(help="OPML file, as feed readers write it.")],
    config: Config = None,
) -> None:
    """Add the feeds of an OPML file to the outlets of the settings file, by domain.

    What is listed already stays as it is; a domain that is not listed becomes an outlet, with what
    the catalogue knows of it.
    """
    feeds = parse_opml(_content(file), subject=str(file))
    path = settings_path(config) or Path(FILE_NAME)
    settings = load_settings(path)
    listed = {each.id: each for each in settings.outlets}
    known = {feed for each in settings.outlets for feed in each.feeds}
    new = sorted((f for f in feeds if f.url not in known), key=_domain)
    added, failed = 0, 0
    for domain, group in groupby(new, key=_domain):
        of_outlet = list(group)
        try:
            if domain in listed:
                add_feeds(path, domain, [each.url for each in of_outlet])
            else:
                append_outlet(path, _outlet(domain, of_outlet))
        except InputError as error:
            failed += len(of_outlet)
            typer.echo(f"{error.subject}: {error.message}", err=True)
            continue
        added += len(of_outlet)
    typer.echo(f"{path}: {added} feeds added, {len(feeds) - len(new)} listed already")
    if failed and not added:
        raise typer.Exit(int(Exit.NOTHING_READ))


@app.command("export")
@tells_errors
def export_opml(
    file: Annotated[Path | None, typer.Argument(help="File to write; else stdout.")] = None,
    config: Config = None,
) -> None:
    """Write the feeds that are read as an OPML file, an outlet a folder."""
    settings = load_settings(config)
    outlets = [each.to_outlet() for each in settings.outlets]
    text = write_opml(outlets, title=settings.site.title)
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(str(file), f"cannot be written: {error}") from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(str(file), f"cannot be read: {error}") from error


def _domain(feed: OpmlFeed) -> str:
    """Return the outlet's domain: that of its site, since feeds often lie elsewhere."""
    return outlet_of_url(feed.home_url or "") or outlet_of_url(feed.url)


def _outlet(domain: str, feeds: Sequence[OpmlFeed]) -> Outlet:
    addresses = tuple(feed.url for feed in feeds)
    entry = shipped_catalogue().entry(domain)
    titles = [feed.folders[-1] if len(feeds) > 1 and feed.folders else feed.title for feed in feeds]
    name = entry.name if entry else next(filter(None, titles), domain)
    return Outlet(domain, name, feeds=addresses)
