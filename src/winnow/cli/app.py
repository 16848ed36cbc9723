"""The commands of ``winnow``; each parses, calls and prints."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from winnow import __version__
from winnow.cli.demo import build_demo
from winnow.cli.digest import app as digest_app
from winnow.cli.exits import Exit, tells_errors
from winnow.cli.feeds import app as feeds_app
from winnow.cli.init import write_starter_settings
from winnow.cli.judge import app as judge_app
from winnow.cli.outlets import app as outlets_app
from winnow.cli.printing import print_json, print_report, write_file
from winnow.cli.reports import app as reports_app
from winnow.cli.serve import serve_store
from winnow.cli.status import print_status, status_of
from winnow.cli.takedown import takedown, takedowns
from winnow.cli.workshop import open_store, open_workshop, site_options
from winnow.pipeline.publish import published_history
from winnow.pipeline.published import PublishedPages
from winnow.pipeline.run import run_feeds, run_inputs
from winnow.pipeline.storylines import story_with_links
from winnow.settings import Settings, load_settings
from winnow.site import BuildReport, render_terminal, serve_site, story_archive, update_site
from winnow.store import StoreReader
from winnow.types import RunReport

app = typer.Typer(
    name="winnow",
    help="News pages that keep facts apart from spin, with proof.",
    epilog="Exit codes: "
    + " · ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in Exit)
    + ". docs/cli.md explains them.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.add_typer(outlets_app)
app.add_typer(feeds_app)
app.add_typer(judge_app)
app.add_typer(reports_app)
app.add_typer(digest_app)

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="Settings file; else $WINNOW_CONFIG, else ./winnow.toml."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Folder of the site; else the settings' [site] out."),
]
Port = Annotated[int, typer.Option("--port", "-p", help="Port to serve on.", min=1, max=65535)]
Host = Annotated[str, typer.Option("--host", help="Address to serve on.")]


def _now() -> datetime:
    return datetime.now(UTC)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"winnow {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News pages that keep facts apart from spin, with proof."""


@app.command()
@tells_errors
def init(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("winnow.toml"),
) -> None:
    """Write a commented settings file with a starter list of outlets and feeds."""
    write_starter_settings(path)
    typer.echo(f"wrote {path}: fill in [site] contact, choose your outlets, then `winnow run`")


@app.command()
@tells_errors
def run(config: Config = None, json: Json = False) -> None:
    """Run both loops once: read the feeds that are due, bring their stories' pages up to date."""
    settings = load_settings(config)
    with open_workshop(settings) as shop:
        report = run_feeds(shop, now=_now())
    _tell(report, json)


@app.command()
@tells_errors
def ingest(
    inputs: Annotated[
        list[str], typer.Argument(help="Files (JSONL, .gz, HTML, feed), folders or addresses.")
    ],
    config: Config = None,
    json: Json = False,
) -> None:
    """Read files, folders and addresses; bring the pages of their stories up to date."""
    settings = load_settings(config)
    with open_workshop(settings) as shop:
        report = run_inputs(shop, inputs, now=_now())
    _tell(report, json)
    counts = dict(report.counts)
    if report.problems and not counts.get("articles read"):
        raise typer.Exit(int(Exit.NOTHING_READ))


@app.command()
@tells_errors
def build(config: Config = None, out: Out = None, json: Json = False) -> None:
    """Build the static site into a folder; files that did not change are left alone."""
    settings = load_settings(config)
    folder = out or settings.site.out
    with open_store(settings) as store:
        report = site_from(store, settings, folder)
    if json:
        print_json(report)
        return
    for problem in report.problems:
        typer.echo(f"{problem.stage}: {problem.subject}: {problem.message}", err=True)
    typer.echo(
        f"{folder}: {len(report.written)} written, {len(report.unchanged)} unchanged, "
        f"{len(report.removed)} removed"
    )


def site_from(store: StoreReader, settings: Settings, folder: Path) -> BuildReport:
    """Build the site of everything published in ``store`` into ``folder``."""
    return update_site(
        PublishedPages(store),
        store.outlets(),
        folder,
        options=site_options(settings),
        now=_now(),
        merged=store.merged_slugs(),
    )


@app.command()
@tells_errors
def serve(
    config: Config = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Serve this built folder instead of the store."),
    ] = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Serve site, API and search from the store until interrupted."""
    if out is not None:
        typer.echo(f"http://{host}:{port}/ serves {out}; Ctrl-C stops it")
        serve_site(out, host, port)
        return
    settings = load_settings(config)
    typer.echo(f"http://{host}:{port}/ serves {settings.store.url}; Ctrl-C stops it")
    serve_store(settings, host, port)


@app.command()
@tells_errors
def story(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="Id or slug of a story.")],
    revision: Annotated[
        int | None, typer.Option("--revision", "-r", help="An earlier revision, by number.")
    ] = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Print a story's page in the terminal."""
    with open_store(load_settings(config)) as store:
        found, others = story_with_links(store, story_id, revision)
    if json:
        print_json(found)
    else:
        Console().print(render_terminal(found, others))


@app.command()
@tells_errors
def show(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE", help="Id of an article.")],
    config: Config = None,
    json: Json = False,
) -> None:
    """Print an article as it was read: text, statements, and the story it was put in."""
    from winnow.cli.show import article_view, print_article

    with open_store(load_settings(config)) as store:
        view = article_view(store, article_id)
    if json:
        print_json(view)
    else:
        print_article(view)


@app.command()
@tells_errors
def status(config: Config = None, json: Json = False) -> None:
    """Tell what is stored, what was set aside and why, how the feeds do, which stories are out."""
    with open_store(load_settings(config)) as store:
        view = status_of(store)
    if json:
        print_json(view)
    else:
        print_status(view)


@app.command()
@tells_errors
def export(
    story_id: Annotated[str, typer.Argument(metavar="STORY", help="Id or slug of a story.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File to write; else SLUG.zip here.")
    ] = None,
    config: Config = None,
) -> None:
    """Write a story as an archive of its own: pages, JSON, feeds, style, evidence."""
    settings = load_settings(config)
    with open_store(settings) as store:
        history = published_history(store, story_id)
        content = story_archive(history, store.outlets(), site_options(settings))
    path = out or Path(f"{history[-1].page.slug}.zip")
    write_file(path, content)
    typer.echo(f"wrote {path}")


app.command()(takedown)
app.command()(takedowns)


@app.command()
@tells_errors
def reindex(config: Config = None) -> None:
    """Make the index of search and lists anew from what is published."""
    with open_store(load_settings(config)) as store:
        stories = store.reindex()
    typer.echo(f"indexed {stories} published {'story' if stories == 1 else 'stories'}")


@app.command()
@tells_errors
def demo(
    folder: Annotated[Path, typer.Argument(help="Where the demo's store and site go.")] = Path(
        "build/demo"
    ),
    serve_it: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the site when it is built.")
    ] = True,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Build the demo: invented articles by invented outlets, read day by day, as a site."""
    site = build_demo(folder)
    typer.echo(f"the demo's site is in {site}")
    if serve_it:
        typer.echo(f"open http://{host}:{port}/ (Ctrl-C stops it)")
        serve_site(site, host, port)


def _tell(report: RunReport, json: bool) -> None:
    if json:
        print_json(report)
    else:
        print_report(report)
