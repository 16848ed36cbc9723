"""``winnow judge``: a person's word on which articles are one story; it outranks the model."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from winnow.cli.exits import tells_errors
from winnow.cli.printing import print_json, print_table
from winnow.cli.workshop import open_store
from winnow.errors import InputError
from winnow.pipeline.judging import Judged, Listed, judge_apart, judge_same, listed, undo
from winnow.settings import load_settings

app = typer.Typer(
    name="judge",
    help="Decide which articles are one story; the model never goes against it.",
    no_args_is_help=True,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
By = Annotated[
    str | None,
    typer.Option("--by", help="Who decides, as pages name them; else the login name."),
]
Thing = Annotated[str, typer.Argument(help="Id of an article, or id or slug of a story.")]


@app.command()
@tells_errors
def same(
    one: Thing, other: Thing, by: By = None, config: Config = None, json: Json = False
) -> None:
    """Hold two articles, or two stories, together; their stories become one."""
    with open_store(load_settings(config)) as store:
        _tell(judge_same(store, one, other, by=_name(by), now=datetime.now(UTC)), json)


@app.command()
@tells_errors
def apart(
    one: Thing, other: Thing, by: By = None, config: Config = None, json: Json = False
) -> None:
    """Keep two articles in two stories, or take an article out of a story."""
    with open_store(load_settings(config)) as store:
        _tell(judge_apart(store, one, other, by=_name(by), now=datetime.now(UTC)), json)


@app.command("undo")
@tells_errors
def take_back(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a judgement, or its beginning.")],
    by: By = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Take a judgement back, or an undo; both stay in the list."""
    with open_store(load_settings(config)) as store:
        _tell(undo(store, id_, by=_name(by), now=datetime.now(UTC)), json)


@app.command("list")
@tells_errors
def list_all(config: Config = None, json: Json = False) -> None:
    """List every judgement on grouping, oldest first, with whether it is in force."""
    with open_store(load_settings(config)) as store:
        found = listed(store)
    if json:
        print_json([_plain(each) for each in found])
        return
    if not found:
        typer.echo("nothing is judged yet; `winnow judge same` and `winnow judge apart` do")
        return
    columns = ("id", "kind", "about", "by", "at", "state")
    print_table(columns, [_row(each) for each in found])


def _name(by: str | None) -> str:
    """Return who decides, on one line."""
    try:
        name = getpass.getuser() if by is None else by
    except (KeyError, OSError) as error:
        raise InputError("--by", "the login name is not known; say who decides") from error
    name = " ".join(name.split())
    if not name:
        raise InputError("--by", "is empty; say who decides")
    return name


def _tell(judged: Judged, json: bool) -> None:
    if json:
        judgement = _fields(judged.id, judged)
        print_json({**judgement, "overruled": list(judged.overruled), "done": judged.done})
        return
    typer.echo(f"judgement {judged.id}: {judged.done}")
    for each in judged.overruled:
        typer.echo(f"it overrules judgement {each}")
    typer.echo("pages follow at the next `winnow run` or `winnow ingest`")


def _fields(id_: str, told: Judged | Listed) -> dict[str, Any]:
    judgement = told.judgement
    return {
        "id": id_,
        "kind": judgement.kind,
        "subject": judgement.subject,
        "value": judgement.value,
        "by": judgement.by,
        "at": judgement.at.isoformat(),
        "binds": [list(group) for group in judgement.binds],
    }


def _plain(each: Listed) -> dict[str, Any]:
    return {**_fields(each.id, each), "state": each.state}


def _row(each: Listed) -> tuple[str, ...]:
    judgement = each.judgement
    at = judgement.at.strftime("%Y-%m-%d %H:%M")
    about = f"{judgement.subject} · {judgement.value}"
    return each.id, judgement.kind, about, judgement.by, at, each.state
