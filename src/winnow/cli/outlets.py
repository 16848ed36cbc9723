"""``winnow outlets``: the catalogue, the operator's own entries, and raters' tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from winnow.cli.exits import Exit, tells_errors
from winnow.cli.printing import print_json, print_table
from winnow.cli.workshop import fetch_options
from winnow.errors import InputError, SettingsError
from winnow.outlets import (
    FeedAnswer,
    Flaw,
    Rating,
    RatingColumns,
    TableProblem,
    append_outlet,
    ask_feeds,
    check_catalogue,
    known_outlets,
    listed_flaws,
    load_ratings,
    merge_ratings,
    read_rating_table,
    shipped_catalogue,
    shipped_files,
    write_ratings,
)
from winnow.parse import outlet_of_url
from winnow.retrieve import Fetcher
from winnow.settings import Settings, load_settings, settings_path
from winnow.types import Outlet, Provenance

app = typer.Typer(
    name="outlets",
    help="Look outlets up, check them, add them, import ratings of them.",
    no_args_is_help=True,
)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
_DAY = "%Y-%m-%d"
_PROBLEMS_SHOWN = 40


class Kind(StrEnum):
    """Whose an outlet is, in one word."""

    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    NON_PROFIT = "non-profit"


class Axis(StrEnum):
    """What is rated."""

    LEFT_RIGHT = "left-right"
    ESTABLISHMENT = "establishment"


# ------------------------------------------------------------------------------------------ list


@app.command("list")
@tells_errors
def list_outlets(
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code: FR.")] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code: en.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of its owner.")] = None,
    owner: Annotated[str | None, typer.Option(help="Part of the owner's name.")] = None,
    agency: Annotated[bool, typer.Option("--agency", help="News agencies alone.")] = False,
    listed: Annotated[
        bool, typer.Option("--listed", help="Those the settings list alone.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> None:
    """List the outlets that are known: those the settings list, and the catalogue's."""
    rows = [
        (outlet, is_listed)
        for outlet, is_listed in _every_outlet(load_settings(config))
        if (country is None or outlet.country == country.upper())
        and (language is None or outlet.language == language.lower())
        and (kind is None or outlet.owner_kind == kind.value)
        and (owner is None or owner.casefold() in (outlet.owner or "").casefold())
        and (outlet.is_agency or not agency)
        and (is_listed or not listed)
    ]
    if json:
        print_json([{**asdict(outlet), "listed": is_listed} for outlet, is_listed in rows])
        return
    print_table(
        ("domain", "name", "country", "language", "kind", "owner", "feeds", "listed"),
        [
            (o.id, o.name, o.country, o.language, o.owner_kind, o.owner, len(o.feeds) or "", mark)
            for o, mark in ((o, "yes" if is_listed else "") for o, is_listed in rows)
        ],
    )
    typer.echo(f"{len(rows)} outlets", err=True)


def _every_outlet(settings: Settings) -> list[tuple[Outlet, bool]]:
    """Return each outlet with whether the settings list it; one that is not shows its feeds."""
    known = known_outlets(settings)
    listed = {outlet.id for outlet in known.listed}
    shipped = shipped_catalogue().outlets
    every = [
        o if i in listed else replace(o, feeds=shipped[i].feeds) for i, o in known.all().items()
    ]
    return [(outlet, outlet.id in listed) for outlet in every]


# ----------------------------------------------------------------------------------------- check


@app.command()
@tells_errors
def check(
    file: Annotated[
        Path | None, typer.Argument(help="File of outlets; else the settings and the catalogue.")
    ] = None,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="Ask each feed of the file, or of the settings.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --feeds: ask the catalogue's feeds, too.")
    ] = False,
    config: Config = None,
    json: Json = False,
) -> None:
    """Check what is written about outlets; with --feeds, tell what each of their feeds answers."""
    settings = load_settings(config)
    outlets, flaws = _checked_file(file) if file else _checked_settings(settings, every=every)
    if not json:
        for flaw in flaws:
            typer.echo(str(flaw))
        typer.echo(f"{len(flaws)} flaw(s) in what is written about outlets")
    answers = _asked(outlets, settings, show=not json) if feeds else []
    if json:
        print_json(
            {"flaws": [asdict(f) for f in flaws], "feeds": [asdict(each) for each in answers]}
        )
    if flaws:
        raise typer.Exit(int(Exit.SETTINGS))
    if answers and not any(each.ok for each in answers):
        raise typer.Exit(int(Exit.NOTHING_READ))


def _checked_file(file: Path) -> tuple[list[Outlet], list[Flaw]]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(str(file), f"cannot be read: {error}") from error
    catalogue, flaws = check_catalogue({file.name: text})
    return [entry.to_outlet() for entry in catalogue.entries], flaws


def _checked_settings(settings: Settings, *, every: bool) -> tuple[list[Outlet], list[Flaw]]:
    _, flaws = check_catalogue(shipped_files())
    flaws += listed_flaws(settings.outlets, file="settings")
    known = _every_outlet(settings)
    return [outlet for outlet, is_listed in known if every or is_listed], flaws


def _asked(outlets: Sequence[Outlet], settings: Settings, *, show: bool) -> list[FeedAnswer]:
    answers = []
    with Fetcher(fetch_options(settings)) as fetcher:
        for answer in ask_feeds(outlets, fetcher, now=datetime.now(UTC)):
            answers.append(answer)
            if show:
                mark = "ok    " if answer.ok else "FAILED"
                typer.echo(f"{mark}  {answer.outlet}  {answer.feed}  {answer.answer}")
    if show:
        good = sum(answer.ok for answer in answers)
        typer.echo(f"{good} of {len(answers)} feeds answered with items")
    return answers


# ------------------------------------------------------------------------------------------- add


@app.command()
@tells_errors
def add(
    domain: Annotated[str, typer.Argument(help="Domain of the outlet, or an address under it.")],
    name: Annotated[str | None, typer.Option(help="Name; else the catalogue's.")] = None,
    feed: Annotated[
        list[str] | None, typer.Option(help="Address of a feed; else the catalogue's. Repeatable.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code: FR.")] = None,
    language: Annotated[str | None, typer.Option(help="ISO 639-1 code: en.")] = None,
    owner: Annotated[str | None, typer.Option(help="Who owns it; needs --source.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of owner; needs --source.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Where owner and kind can be checked: a page, a register.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=[_DAY], help="Day of that; else today.")
    ] = None,
    agency: Annotated[bool, typer.Option("--agency", help="It is a news agency.")] = False,
    config: Config = None,
) -> None:
    """Write an outlet into the settings file; one that is listed there already is refused."""
    path = settings_path(config)
    if path is None:
        raise SettingsError("winnow.toml", "is not there; `winnow init` writes one")
    outlet_id = outlet_of_url(domain)
    known = shipped_catalogue().outlets.get(outlet_id)
    if name is None and known is None:
        raise typer.BadParameter(f"{outlet_id or domain} is not in the catalogue: give --name")
    if (owner or kind) and not source:
        raise typer.BadParameter("give --source: where a person can check owner and kind")
    day = as_of.date() if as_of else datetime.now(UTC).date()
    stated = [field for field, value in (("owner", owner), ("owner_kind", kind)) if value]
    outlet = Outlet(
        id=outlet_id,
        name=name or (known.name if known else ""),
        country=country.upper() if country else None,
        language=language.lower() if language else None,
        owner=owner,
        owner_kind=kind.value if kind else None,
        is_agency=agency,
        feeds=tuple(feed or (known.feeds if known else ())),
        provenance=tuple(Provenance(field, source or "", day) for field in stated),
    )
    typer.echo(append_outlet(path, outlet) + f"\nwritten into {path}")


# -------------------------------------------------------------------------------- import-ratings


@app.command("import-ratings")
@tells_errors
def import_ratings(
    file: Annotated[Path, typer.Argument(help="CSV with a header line.")],
    rater: Annotated[str | None, typer.Option(help="Who rates, where rows do not say.")] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=[_DAY], help="Day of the ratings, where rows do not say."),
    ] = None,
    axis: Annotated[Axis | None, typer.Option(help="What is rated, where rows do not say.")] = None,
    outlet_column: Annotated[str, typer.Option(help="Column of domains or names.")] = "domain",
    value_column: Annotated[str, typer.Option(help="Column of the rater's words.")] = "value",
    axis_column: Annotated[str, typer.Option(help="Column of the axis.")] = "axis",
    rater_column: Annotated[str, typer.Option(help="Column of the rater.")] = "rater",
    date_column: Annotated[str, typer.Option(help="Column of the day, YYYY-MM-DD.")] = "date",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell, and write nothing.")] = False,
    config: Config = None,
    json: Json = False,
) -> None:
    """Import a rater's table into the file of ratings; look at the rater's licence first."""
    settings = load_settings(config)
    columns = RatingColumns(
        outlet_column,
        value_column,
        axis_column,
        rater_column,
        date_column,
        every_axis=axis.value if axis else None,
        every_rater=rater,
        every_date=day.date() if day else None,
    )
    rows = read_rating_table(
        _table_text(file), known_outlets(settings).all(), columns=columns, file=str(file)
    )
    ratings = [row for row in rows if isinstance(row, Rating)]
    problems = [row for row in rows if isinstance(row, TableProblem)]
    path = settings.catalogue.ratings
    merged = merge_ratings(load_ratings(path), ratings)
    if ratings and not dry_run:
        write_ratings(path, merged.ratings)
    counts = {"rows": len(rows), "matched": len(ratings), "left out": len(problems)}
    counts |= {k: getattr(merged, k) for k in ("added", "changed", "unchanged", "outdated")}
    _tell_import(counts, problems, None if dry_run else path, json=json)
    if not ratings:
        raise typer.Exit(int(Exit.NOTHING_READ))


def _table_text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise InputError(str(file), f"cannot be read as UTF-8 text: {error}") from error


def _tell_import(
    counts: dict[str, int], problems: Sequence[TableProblem], path: Path | None, *, json: bool
) -> None:
    if json:
        told: dict[str, Any] = {"counts": counts, "problems": [asdict(p) for p in problems]}
        print_json({**told, "written": str(path) if path and counts["matched"] else None})
        return
    for name, number in counts.items():
        typer.echo(f"{number:>7}  {name}")
    for problem in problems[:_PROBLEMS_SHOWN]:
        typer.echo(f"line {problem.line}: {problem.kind}: {problem.message}")
    if len(problems) > _PROBLEMS_SHOWN:
        typer.echo(f"… and {len(problems) - _PROBLEMS_SHOWN} more (--json lists them)")
    if path and counts["matched"]:
        typer.echo(f"written into {path}")
