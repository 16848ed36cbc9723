"""`winnow outlets`, as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from winnow.cli import app
from winnow.cli.exits import Exit
from winnow.cli.outlets import app as outlets_app
from winnow.outlets import load_ratings
from winnow.settings import load_settings
from winnow.types import Provenance

ROOT = Path(__file__).parents[2]
SETTINGS = """\
# My outlets.
[[outlets]]
id = "herald.example"
name = "The Herald"
owner = "Lind Press"
owner_kind = "private"
country = "FR"
feeds = ["https://herald.example/feed"]
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder with settings that list one outlet."""
    monkeypatch.delenv("WINNOW_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "winnow.toml").write_text(SETTINGS, "utf-8")
    yield tmp_path


def invoke(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["outlets", *words])
    assert result.exit_code == code, result.output
    return result


# ---------------------------------------------------------------------------------- list, check


def test_list_tells_listed_and_catalogued_outlets() -> None:
    """An operator sees who is read and who is only known."""
    rows = {row["id"]: row for row in json.loads(invoke("list", "--json").stdout)}
    assert rows["herald.example"]["listed"]
    assert not rows["bbc.com"]["listed"]
    assert rows["bbc.com"]["feeds"]
    assert rows["bbc.com"]["provenance"][0]["source"]


def test_list_is_narrowed() -> None:
    """By country, language, kind, owner and whether it is an agency or listed."""
    words = ["list", "--json", "--country", "fr", "--kind", "private", "--owner", "lind"]
    assert [row["id"] for row in json.loads(invoke(*words).stdout)] == ["herald.example"]
    states = json.loads(invoke("list", "--json", "--kind", "state", "--agency").stdout)
    assert {"tass.com", "news.cn"} <= {row["id"] for row in states}
    assert all(row["owner_kind"] == "state" and row["is_agency"] for row in states)
    assert len(json.loads(invoke("list", "--json", "--listed").stdout)) == 1
    german = json.loads(invoke("list", "--json", "--language", "DE").stdout)
    assert {row["language"] for row in german} == {"de"}


def test_list_prints_a_table() -> None:
    """For a person, with the number on stderr."""
    assert "herald" in invoke("list", "--listed").stdout


def test_check_finds_the_settings_and_the_catalogue_in_order() -> None:
    """Nothing to complain of is exit code 0."""
    assert "0 flaw(s)" in invoke("check").stdout


def test_check_names_what_is_wrong_in_the_settings(folder: Path) -> None:
    """A country that does not exist loads, but is a flaw."""
    (folder / "winnow.toml").write_text(SETTINGS.replace('"FR"', '"XX"'), "utf-8")
    result = invoke("check", code=Exit.SETTINGS)
    assert "herald.example: country: XX is no ISO 3166-1 code" in result.stdout


def test_check_of_a_file_names_its_flaws(folder: Path) -> None:
    """A file for the catalogue is held to the catalogue's rules: sources are asked for."""
    (folder / "one.toml").write_text(SETTINGS, "utf-8")
    told = json.loads(invoke("check", "one.toml", "--json", code=Exit.SETTINGS).stdout)
    assert [flaw["message"].split(":")[0] for flaw in told["flaws"]] == ["owner", "owner_kind"]
    invoke("check", "nowhere.toml", code=Exit.INPUT)


# -------------------------------------------------------------------------------------------- add


def test_add_writes_an_entry_that_loads(folder: Path) -> None:
    """What stood there stays; owner and kind keep their source and date."""
    invoke(
        "add", "https://www.gazette.example/news", "--name", 'The "Gazette"',
        "--feed", "https://gazette.example/a", "--feed", "https://gazette.example/b",
        "--country", "ie", "--language", "EN", "--owner", "Falk Media", "--kind", "private",
        "--source", "gazette.example, imprint", "--as-of", "2025-02-01", "--agency",
    )  # fmt: skip
    assert (folder / "winnow.toml").read_text("utf-8").startswith(SETTINGS)
    added = load_settings().outlets[1].to_outlet()
    assert (added.id, added.name) == ("gazette.example", 'The "Gazette"')
    assert (added.country, added.language, added.is_agency) == ("IE", "en", True)
    assert added.feeds == ("https://gazette.example/a", "https://gazette.example/b")
    source, day = "gazette.example, imprint", date(2025, 2, 1)
    assert added.provenance == (
        Provenance("owner", source, day),
        Provenance("owner_kind", source, day),
    )


def test_add_of_a_catalogued_outlet_needs_its_domain_alone() -> None:
    """Name and feeds are the catalogue's; the owner stays there, to be corrected there."""
    invoke("add", "theguardian.com")
    added = load_settings().outlets[1]
    assert (added.name, added.owner) == ("The Guardian", None)
    assert added.feeds == ("https://www.theguardian.com/world/rss",)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["herald.example"], Exit.USAGE, "--name"),
        (["herald.example", "--name", "N"], Exit.INPUT, "is listed in"),
        (["a.example", "--name", "A", "--owner", "O"], Exit.USAGE, "--source"),
        (["a.example", "--name", "A", "--feed", "file:///etc/x"], Exit.INPUT, "no http(s) address"),
        (["a.example", "--name", "A", "--country", "XX"], Exit.INPUT, "ISO 3166-1"),
        (["a.example", "--name", "A", "--country", "France"], Exit.INPUT, "country"),
        (
            ["a.example", "--name", "A", "--feed", "https://herald.example/feed"],
            Exit.INPUT,
            "stands at herald.example",
        ),
        (["Not a domain", "--name", "A"], Exit.INPUT, "id"),
    ],
)
def test_add_refuses_what_is_wrong_and_leaves_the_file_alone(
    folder: Path, words: list[str], code: Exit, message: str
) -> None:
    """Nothing is half written."""
    assert message in invoke("add", *words, code=code).output.replace("\n", " ")
    assert (folder / "winnow.toml").read_text("utf-8") == SETTINGS


def test_add_without_a_settings_file_says_how_to_begin(folder: Path) -> None:
    """`winnow init` comes first."""
    (folder / "winnow.toml").unlink()
    assert "winnow init" in invoke("add", "bbc.com", code=Exit.SETTINGS).output


# --------------------------------------------------------------------------------- import-ratings

TABLE = """\
domain,axis,value,rater,date
https://www.herald.example/,left-right,Lean  Left,,
The Guardian,left-right,CENTER,Other Rater,2024-05-06
nowhere.example,left-right,right,,
herald.example,up-down,right,,
herald.example,establishment,,,
herald.example,establishment,pro,,May 2024
,left-right,left,,
"""


def imported(folder: Path, table: str, *words: str, code: int = 0) -> dict[str, int]:
    (folder / "table.csv").write_text(table, "utf-8")
    result = invoke("import-ratings", "table.csv", "--json", *words, code=code)
    counts: dict[str, int] = json.loads(result.stdout)["counts"]
    return counts


def test_ratings_are_imported_with_rater_and_date(folder: Path) -> None:
    """A row's own rater and date outrank those of the command; the rest is told, line by line."""
    (folder / "table.csv").write_text("\ufeff" + TABLE, "utf-8")
    words = ["import-ratings", "table.csv", "--rater", "One Rater", "--date", "2025-01-31"]
    told = json.loads(invoke(*words, "--json").stdout)
    assert told["counts"]["matched"] == 2
    ratings = {r.outlet: r.to_lean() for r in load_ratings(folder / "ratings.toml")}
    herald, guardian = ratings["herald.example"], ratings["theguardian.com"]
    assert (herald.value, herald.rater, herald.rated_on) == (
        "lean left",
        "One Rater",
        date(2025, 1, 31),
    )
    assert (guardian.value, guardian.rater, guardian.rated_on) == (
        "center",
        "Other Rater",
        date(2024, 5, 6),
    )
    assert [(p["line"], p["kind"]) for p in told["problems"]] == [
        (4, "unknown outlet"),
        (5, "unusable"),
        (6, "unusable"),
        (7, "unusable"),
        (8, "unusable"),
    ]


def test_imported_ratings_are_shown_with_the_outlet(folder: Path) -> None:
    """What was imported is what the settings' outlets carry from then on."""
    imported(folder, TABLE, "--rater", "One Rater")
    [row] = json.loads(invoke("list", "--listed", "--json").stdout)
    assert [lean["value"] for lean in row["leans"]] == ["lean left"]


def test_a_newer_rating_replaces_an_older_one_and_not_the_other_way(folder: Path) -> None:
    """Twice is the same as once; one rating holds for an outlet, an axis and a rater."""
    table = "domain,value\nherald.example,{}\n"
    words = ("--rater", "R", "--axis", "left-right", "--date")
    assert imported(folder, table.format("left"), *words, "2024-01-01")["added"] == 1
    assert imported(folder, table.format("left"), *words, "2024-01-01")["unchanged"] == 1
    assert imported(folder, table.format("center"), *words, "2025-01-01")["changed"] == 1
    assert imported(folder, table.format("right"), *words, "2023-01-01")["outdated"] == 1
    [rating] = load_ratings(folder / "ratings.toml")
    assert (rating.value, rating.rated_on) == ("center", date(2025, 1, 1))


def test_columns_are_chosen(folder: Path) -> None:
    """A rater's table is read as it comes."""
    table = "source,bias\nherald.example,-12.5\n"
    columns = ("--outlet-column", "source", "--value-column", "bias")
    imported(folder, table, *columns, "--rater", "R", "--axis", "left-right")
    [rating] = load_ratings(folder / "ratings.toml")
    assert rating.value == "-12.5"


def test_a_hostile_table_leaves_the_settings_loadable(folder: Path) -> None:
    """Control characters, quotes and endless cells are left out or escaped, never written raw."""
    rows = ["herald.example,le\x7fft", 'herald.example,"a ""b"" \\ [[c]]"', f"bbc.com,{'x' * 5000}"]
    table = "domain,value\n" + "\n".join(rows) + "\n"
    assert imported(folder, table, "--rater", 'R"\n', "--axis", "left-right")["matched"] == 1
    [rating] = load_ratings(folder / "ratings.toml")
    assert (rating.value, rating.rater) == ('a "b" \\ [[c]]', 'R"')


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """It tells what would happen."""
    assert imported(folder, TABLE, "--rater", "R", "--dry-run")["matched"] == 2
    assert not (folder / "ratings.toml").exists()


def test_unusable_tables_are_refused(folder: Path) -> None:
    """A missing column is named with the option; nothing matched is exit code 1."""
    table = folder / "table.csv"
    table.write_text("domain,value\nherald.example,left\n", "utf-8")
    assert "--axis" in invoke("import-ratings", "table.csv", code=Exit.INPUT).output
    words = ("table.csv", "--axis", "left-right")
    assert "--rater" in invoke("import-ratings", *words, code=Exit.INPUT).output
    table.write_bytes(b"\xff\xfe\x00")
    invoke("import-ratings", *words, "--rater", "R", code=Exit.INPUT)
    invoke("import-ratings", "nowhere.csv", code=Exit.INPUT)
    assert imported(folder, "domain,value\nx.example,left\n", *words[1:], "--rater", "R", code=1)
    assert not (folder / "ratings.toml").exists()


def test_a_damaged_file_of_ratings_is_a_settings_error(folder: Path) -> None:
    """And is not written over."""
    (folder / "ratings.toml").write_text("[[ratings]]\noutlet = 3\n", "utf-8")
    (folder / "table.csv").write_text(TABLE, "utf-8")
    invoke("import-ratings", "table.csv", "--rater", "R", code=Exit.SETTINGS)
    assert "outlet = 3" in (folder / "ratings.toml").read_text("utf-8")


def test_every_outlets_command_is_documented() -> None:
    """docs/cli.md and docs/outlets.md name each."""
    for page in ("cli.md", "outlets.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        for command in outlets_app.registered_commands:
            name = command.name or command.callback.__name__  # type: ignore[union-attr]
            assert f"winnow outlets {name}" in text, (page, name)
