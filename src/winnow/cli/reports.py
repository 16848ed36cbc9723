"""``winnow reports``: what readers say is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from winnow.cli.exits import tells_errors
from winnow.cli.printing import print_json
from winnow.cli.workshop import open_store
from winnow.codec import to_json
from winnow.errors import InputError, NotFoundError
from winnow.settings import load_settings
from winnow.site.words import clean
from winnow.store import StoreReader
from winnow.types import ErrorReport

app = typer.Typer(name="reports", help="Readers' reports of errors.", no_args_is_help=True)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]


@app.command("list")
@tells_errors
def list_(
    config: Config = None,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    as_json: Json = False,
) -> None:
    """List the reports that are open, oldest first."""
    with open_store(load_settings(config)) as store:
        found = store.error_reports(closed=every)
        facts = {report.id: _fact_of(store, report) for report in found}
    if as_json:
        print_json([json.loads(to_json(r)) | {"fact": facts[r.id]} for r in found])
        return
    for report in found:
        _print(report, facts[report.id])
    if not found:
        typer.echo("no report is open")


@app.command()
@tells_errors
def close(
    report_id: Annotated[str, typer.Argument(metavar="ID", help="Of the report, or its start.")],
    config: Config = None,
) -> None:
    """Note that you are done with a report; it is kept, and listed with --all."""
    with open_store(load_settings(config)) as store, store.transaction():
        report = _named(store, report_id)
        if report.closed is not None:
            raise InputError(f"report {report.id}", "is closed already")
        store.save_error_report(replace(report, closed=datetime.now(UTC)))
    typer.echo(f"closed {report.id}")


def _named(store: StoreReader, start: str) -> ErrorReport:
    found = [r for r in store.error_reports(closed=True) if start and r.id.startswith(start)]
    if len(found) > 1:
        raise InputError(f"report {start}", "may be several; give more of its id")
    if not found:
        raise NotFoundError(f"report {start}", "is not kept; `winnow reports list --all` lists all")
    return found[0]


def _fact_of(store: StoreReader, report: ErrorReport) -> str:
    """Return the fact a report is about, as the reader saw it; "" for the page as a whole."""
    page = store.revision(report.story_id, report.revision).page
    facts = page.bullets
    return next((f.text for f in facts if f.claim_id == report.claim_id), "")


def _print(report: ErrorReport, fact: str) -> None:
    """Print a report for a person; what a reader wrote is never read as markup."""
    console = Console(highlight=False)
    state = f", closed {report.closed:%Y-%m-%d}" if report.closed else ""
    head = f"{report.id}  {report.at:%Y-%m-%d %H:%M}  story {report.story_id}, revision"
    console.print(Text(f"{head} {report.revision}{state}", style="bold"))
    if fact:
        console.print(Text(f"  fact: {clean(fact)}", style="dim"))
    for line in report.text.splitlines():
        console.print(Text(f"  {clean(line)}"))
    if report.contact:
        console.print(Text(f"  from: {clean(report.contact)}", style="dim"))
