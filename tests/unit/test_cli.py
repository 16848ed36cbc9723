"""The command line, as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from winnow.cli import app
from winnow.cli.exits import Exit

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "src" / "winnow" / "demo" / "corpus"
runner = CliRunner()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings and one story read into its store."""
    folder = tmp_path_factory.mktemp("newsroom")
    (folder / "winnow.toml").write_text('[site]\ntitle = "Test"\n', "utf-8")
    result = runner.invoke(
        app,
        ["ingest", str(CORPUS / "wire_heavy.jsonl"), "-c", str(folder / "winnow.toml"), "--json"],
    )
    assert result.exit_code == 0, result.output
    (folder / "report.json").write_text(result.stdout, "utf-8")
    return folder


def invoke(folder: Path, *words: str) -> str:
    result = runner.invoke(app, [*words, "-c", str(folder / "winnow.toml")])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_ingest_reports_in_json(folder: Path) -> None:
    """The report counts what was read and published, as JSON on stdout alone."""
    report = json.loads((folder / "report.json").read_text("utf-8"))
    counts = dict(report["counts"])
    assert counts["articles new"] == 9
    assert counts["pages published"] == 1
    assert report["problems"] == []


def test_status_lists_the_story_and_its_origins(folder: Path) -> None:
    """Seven of the nine articles are copies: the page counts three origins."""
    status = json.loads(invoke(folder, "status", "--json"))
    [page] = status["pages"]
    assert (page["articles"], page["origins"]) == (9, 3)
    assert page["title"] in invoke(folder, "status").replace("\n", " ") or len(page["title"]) > 20


def test_a_story_is_printed_by_id_and_by_slug(folder: Path) -> None:
    """Facts with citation marks, and the references they point to."""
    [page] = json.loads(invoke(folder, "status", "--json"))["pages"]
    by_id, by_slug = invoke(folder, "story", page["id"]), invoke(folder, "story", page["slug"])
    assert by_id == by_slug
    assert "[1]" in by_id
    assert "References" in by_id
    assert json.loads(invoke(folder, "story", page["id"], "--json"))["number"] == 1


def test_an_article_is_shown_with_its_statements(folder: Path) -> None:
    """`show` tells what was read off an article and why it is in its story."""
    [page] = json.loads(invoke(folder, "status", "--json"))["pages"]
    revision = json.loads(invoke(folder, "story", page["id"], "--json"))
    article_id = revision["page"]["articles"][0]["article_id"]
    view = json.loads(invoke(folder, "show", article_id, "--json"))
    assert view["article"]["id"] == article_id
    assert view["statements"]
    for statement in view["statements"]:
        text = view["article"]["text"][statement["start"] : statement["end"]]
        assert text == statement["exact"]
    assert view["article"]["title"] in invoke(folder, "show", article_id)


def test_build_writes_a_site_and_writes_it_once(folder: Path) -> None:
    """A second build of the same store changes nothing."""
    first = json.loads(invoke(folder, "build", "--json"))
    second = json.loads(invoke(folder, "build", "--json"))
    assert (folder / "site" / "index.html").exists()
    assert first["written"]
    assert second["written"] == []


def test_init_writes_settings_that_load_and_never_overwrites(tmp_path: Path) -> None:
    """The starter file is read without complaint; a second init leaves it alone."""
    path = tmp_path / "winnow.toml"
    assert runner.invoke(app, ["init", str(path)]).exit_code == 0
    assert runner.invoke(app, ["status", "-c", str(path)]).exit_code == 0
    assert runner.invoke(app, ["init", str(path)]).exit_code == Exit.SETTINGS


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["status", "-c", "nowhere.toml"], Exit.SETTINGS),
        (["story", "nosuchstory", "-c", "{}"], Exit.NOT_FOUND),
        (["show", "nosucharticle", "-c", "{}"], Exit.NOT_FOUND),
        (["ingest", "nowhere.jsonl", "-c", "{}"], Exit.NOTHING_READ),
        (["build", "--nonsense"], Exit.USAGE),
        (["serve", "--out", "nowhere"], Exit.NOT_FOUND),
    ],
)
def test_each_failure_has_its_exit_code(folder: Path, words: list[str], code: Exit) -> None:
    """What went wrong is told to the shell by a documented code, and to a person in one line."""
    given = [w.format(folder / "winnow.toml") for w in words]
    result = runner.invoke(app, given)
    assert result.exit_code == code, result.output


def test_every_command_and_exit_code_is_documented() -> None:
    """docs/cli.md names each command and each code."""
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]
        assert f"`winnow {name}" in text, name
    for code in Exit:
        assert f"| {code.value} |" in text
