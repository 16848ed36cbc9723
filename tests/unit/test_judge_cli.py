"""``winnow judge``, as an editor meets it: on a store of its own, made by ``winnow ingest``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from winnow.cli import app
from winnow.cli.exits import Exit

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "src" / "winnow" / "demo" / "corpus"
runner = CliRunner()


@pytest.fixture
def settings(tmp_path: Path) -> str:
    """A settings file whose store holds the articles on a mine disaster and its look-alike."""
    path = tmp_path / "winnow.toml"
    path.write_text(f'[store]\nurl = "{tmp_path / "w.sqlite"}"\n', "utf-8")
    call(str(path), "ingest", str(CORPUS / "wire_heavy.jsonl"), str(CORPUS / "bill.jsonl"))
    return str(path)


def call(settings: str, *words: str, code: int = 0) -> str:
    result = runner.invoke(app, [*words, "-c", settings])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def pages(settings: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call(settings, "status", "--json"))["pages"]
    return sorted(found, key=lambda page: -page["articles"])


def page_of(settings: str, story: str) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(call(settings, "story", story, "--json"))["page"]
    return page


def test_two_stories_are_one_page_after_the_next_run_with_the_reason_on_it(
    settings: str, tmp_path: Path
) -> None:
    """Merged by slug; the next run renews the page, the site redirects, the reason names the editor."""
    large, small = pages(settings)[:2]
    told = call(settings, "judge", "same", large["slug"], small["slug"], "--by", "Ada Reed")
    assert "merged into" in told
    call(settings, "run")
    kept = page_of(settings, large["id"])
    assert kept["story_id"] == page_of(settings, small["slug"])["story_id"]
    assert len(kept["articles"]) == large["articles"] + small["articles"]
    given = [a["assignment"]["reason"] for a in kept["articles"]]
    assert sum(r.startswith("an editor put it here (Ada Reed, ") for r in given) in (
        large["articles"],
        small["articles"],
    )
    call(settings, "build", "-o", str(tmp_path / "site"))
    gone = ({large["slug"], small["slug"]} - {kept["slug"]}).pop()
    assert kept["slug"] in (tmp_path / "site" / "s" / gone / "index.html").read_text("utf-8")
    shown = (tmp_path / "site" / "s" / kept["slug"] / "index.html").read_text("utf-8")
    assert "an editor put it here (Ada Reed, " in shown


def test_an_article_taken_out_leaves_the_page_and_stays_out(settings: str) -> None:
    """After two more runs and reading everything again."""
    story = pages(settings)[0]
    article = page_of(settings, story["id"])["articles"][1]["article_id"]
    call(settings, "judge", "apart", article, story["id"], "--by", "Ada")
    for words in (("run",), ("ingest", str(CORPUS / "wire_heavy.jsonl")), ("run",)):
        call(settings, *words)
        assert article not in [a["article_id"] for a in page_of(settings, story["id"])["articles"]]
    view = json.loads(call(settings, "show", article, "--json"))
    assert view["story"]["id"] != story["id"]
    assert view["assignment"]["reason"].startswith("an editor put it here (Ada, ")


def test_judgements_are_listed_and_taken_back(settings: str) -> None:
    """In JSON with who, when, about what and whether in force; an undo stays in the list."""
    assert "nothing is judged" in call(settings, "judge", "list")
    story = pages(settings)[0]
    article = page_of(settings, story["id"])["articles"][1]["article_id"]
    made = json.loads(
        call(settings, "judge", "apart", article, story["id"], "--by", "Ada", "--json")
    )
    call(settings, "judge", "undo", made["id"], "--by", "Bo")
    first, second = json.loads(call(settings, "judge", "list", "--json"))
    assert first["id"] == made["id"]
    assert first["state"] == f"taken back by {second['id']}"
    assert (second["kind"], second["by"], second["subject"]) == ("undo", "Bo", made["id"])
    assert made["id"] in call(settings, "judge", "list")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("same", "nowhere", "nothing"), Exit.NOT_FOUND, "article or story nowhere"),
        (("undo", "feed"), Exit.NOT_FOUND, "judge list"),
        (("same", "a", "b", "--by", " "), Exit.INPUT, "say who decides"),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(
    settings: str, words: tuple[str, ...], code: Exit, told: str
) -> None:
    """With the code that docs/cli.md gives it."""
    assert told in call(settings, "judge", *words, code=int(code))


def test_every_judge_command_is_documented() -> None:
    """docs/cli.md names each."""
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for name in ("same", "apart", "list", "undo"):
        assert f"`winnow judge {name}" in text
