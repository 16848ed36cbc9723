"""``winnow digest``: what is new, by mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from winnow.cli.exits import Exit, tells_errors
from winnow.cli.printing import print_json, write_file
from winnow.cli.workshop import open_store, site_options
from winnow.errors import InputError, NotFoundError
from winnow.mail import (
    MailServer,
    News,
    SentReport,
    checked_address,
    choose_stories,
    compose,
    is_due,
    new_subscriber,
    send_digests,
)
from winnow.settings import Settings, load_settings

app = typer.Typer(
    name="digest", help="What is new, by mail to who asked for it.", no_args_is_help=True
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="Mail address.")]


@app.command()
@tells_errors
def add(
    address: Address,
    every: Annotated[str, typer.Option("--every", help="day or week.")] = "day",
    config: Config = None,
) -> None:
    """Send the digest to an address from now on; only to people who asked for it."""
    with open_store(load_settings(config)) as store, store.transaction():
        if store.subscriber(address=checked_address(address)) is not None:
            raise InputError(address, "gets the digest already")
        subscriber = new_subscriber(address, every, datetime.now(UTC))
        store.save_subscriber(subscriber)
    typer.echo(f"{subscriber.address} gets the digest every {subscriber.every}")


@app.command()
@tells_errors
def remove(address: Address, config: Config = None) -> None:
    """Send an address no more; it is forgotten."""
    with open_store(load_settings(config)) as store, store.transaction():
        if store.subscriber(address=address) is None:
            raise NotFoundError(address, "gets no digest; `winnow digest list` lists who does")
        store.remove_subscriber(address)
    typer.echo(f"{address} gets no digest any more")


@app.command("list")
@tells_errors
def list_(config: Config = None, as_json: Json = False) -> None:
    """List who gets the digest."""
    with open_store(load_settings(config)) as store:
        found = store.subscribers()
    if as_json:
        print_json([_row(s.address, s.every, s.since, s.last_sent) for s in found])
        return
    for one in found:
        last = f"last {one.last_sent:%Y-%m-%d %H:%M} UTC" if one.last_sent else "none yet"
        typer.echo(f"{one.address}  every {one.every}, {last}")
    if not found:
        typer.echo("nobody gets the digest; `winnow digest add ADDRESS`")


def _row(
    address: str, every: str, since: datetime, last_sent: datetime | None
) -> dict[str, str | None]:
    last = last_sent.isoformat() if last_sent else None
    return {"address": address, "every": every, "since": since.isoformat(), "last_sent": last}


@app.command()
@tells_errors
def send(
    config: Config = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Also to those whose time has not come.")
    ] = False,
    dry_run: Annotated[
        Path | None,
        typer.Option(
            "--dry-run", metavar="FOLDER", help="Write the mails here, send and note none."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Send every subscriber whose time has come what is new to them."""
    settings = load_settings(config)
    now = datetime.now(UTC)
    if dry_run is not None:
        _write(settings, dry_run, now, everybody)
        return
    server, sender = mail_server(settings)
    with open_store(settings) as store:
        report = send_digests(
            store,
            site_options(settings),
            server,
            sender=sender,
            now=now,
            limit=settings.digest.most_stories,
            even_if_not_due=everybody,
        )
    _tell(report, as_json)
    if report.problems and not report.sent:
        raise typer.Exit(int(Exit.NOTHING_READ))


def mail_server(settings: Settings) -> tuple[MailServer, str]:
    """Return the server of the settings and the sender's address; what is missing is named."""
    digest = settings.digest
    for name in ("host", "sender"):
        if not getattr(digest, name):
            raise InputError(f"[digest] {name}", "is empty; say it in winnow.toml to send mail")
    server = MailServer(digest.host, digest.port, digest.security, digest.user, digest.password)
    return server, checked_address(digest.sender)


def _write(settings: Settings, folder: Path, now: datetime, everybody: bool) -> None:
    sender = checked_address(settings.digest.sender or "digest@localhost.localdomain")
    number = 0
    with open_store(settings) as store:
        news = News(store)
        for subscriber in store.subscribers():
            if not everybody and not is_due(subscriber, now):
                continue
            stories = choose_stories(news, subscriber, now, limit=settings.digest.most_stories)
            if not stories:
                continue
            message = compose(stories, subscriber, site_options(settings), sender=sender, now=now)
            name = re.sub(r"[^A-Za-z0-9.@_-]", "_", subscriber.address).lstrip(".")
            write_file(folder / f"{name}.eml", message.as_bytes())
            html = message.get_body(("html",))
            assert html is not None
            write_file(folder / f"{name}.html", html.get_content().encode())
            number += 1
    typer.echo(f"{folder}: {number} {'mail' if number == 1 else 'mails'} written, none sent")


def _tell(report: SentReport, as_json: bool) -> None:
    if as_json:
        print_json(report)
        return
    for problem in report.problems:
        typer.echo(f"{problem.stage}: {problem.subject}: {problem.message}", err=True)
    if report.not_tried:
        number = len(report.not_tried)
        typer.echo(f"digest: {number} not tried: the mail server is gone", err=True)
    typer.echo(
        f"{len(report.sent)} sent, {len(report.nothing_new)} with nothing new, "
        f"{len(report.not_due)} not due, {len(report.problems)} refused"
    )
