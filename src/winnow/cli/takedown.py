"""``winnow takedown``: a publication's text goes from the store and from every page, for good."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from json import loads
from pathlib import Path
from typing import Annotated

import typer

from winnow.cli.exits import tells_errors
from winnow.cli.printing import print_json, print_table
from winnow.cli.workshop import open_store, open_workshop
from winnow.codec import to_json
from winnow.pipeline.run import publisher_of
from winnow.pipeline.takedown import TakenDown, take_down, taken_down
from winnow.settings import load_settings

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


@tells_errors
def takedown(
    name: Annotated[
        str, typer.Argument(metavar="ARTICLE|URL", help="Id of an article, or its address.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the record.")],
    by: Annotated[
        str | None, typer.Option("--by", help="Who decides; else the login name.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    config: Config = None,
    json: Json = False,
) -> None:
    """Remove an article's text everywhere; its stories are published anew without it, or withdrawn."""
    settings = load_settings(config)
    if not yes:
        typer.confirm(f"Remove {name} from the store and from all pages, for good?", abort=True)
    now = datetime.now(UTC)
    with open_workshop(settings) as shop:
        publisher = publisher_of(shop, now)
        done = take_down(publisher, name, reason=reason, by=by or getpass.getuser(), now=now)
    if json:
        print_json(done)
    else:
        _tell(done)


@tells_errors
def takedowns(config: Config = None, json: Json = False) -> None:
    """List what was taken down: address, reason, by whom, when."""
    with open_store(load_settings(config)) as store:
        found = taken_down(store)
    if json:
        print_json([loads(to_json(judgement)) for judgement in found])
        return
    rows = [(j.subject, j.value, j.by, j.at.strftime("%Y-%m-%d %H:%M")) for j in found]
    if rows:
        print_table(("address", "reason", "by", "at"), rows)
    else:
        typer.echo("nothing was taken down")


def _tell(done: TakenDown) -> None:
    versions = len(done.article_ids)
    typer.echo(f"{done.urls[0]}: text of {versions} version{'' if versions == 1 else 's'} removed")
    for slug, outcome in done.stories:
        typer.echo(f"{slug}: {outcome}")
    if done.revisions:
        typer.echo(f"{done.revisions} revision(s) cleaned of it")
    typer.echo(
        "the address is refused from now on; `winnow build` brings the static site up to date"
    )
