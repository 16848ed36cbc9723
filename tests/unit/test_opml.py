"""Lists of feeds, in and out, and what they do to an operator's settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from winnow.cli import app
from winnow.errors import ParseError
from winnow.parse.opml import OpmlFeed, parse_opml, write_opml
from winnow.settings import load_settings
from winnow.types import Outlet

OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="World">
  <outline text="Herald &amp; Post" type="rss" xmlUrl="https://herald.example/world?a=1&b=2"
   htmlUrl="https://www.herald.example/"/>
  <outline text="Herald sport" XMLURL="https://feeds.example/herald-sport" htmlurl="https://herald.example/sport"/>
</outline>
<outline title="Quay News" xmlUrl="https://quay.example/rss"/>
<outline title="Again" xmlUrl="https://quay.example/rss"/>
<outline title="Hostile" xmlUrl="file:///etc/passwd"/>
<outline title="Empty"/>
</body></opml>"""
SETTINGS = """\
# My outlets.
[site]
title = "Lindholm Watch"

[[outlets]]
id = "herald.example"
name = "The Herald"  # [a comment]
feeds = [
  "https://herald.example/feed",  # the old one ]
]

[[outlets]]
id = "bay.example"
name = "Bay"
"""


def test_feeds_come_with_title_site_and_folders() -> None:
    """Nested outlines, odd capitals, bare ampersands; each address once, http(s) only."""
    assert parse_opml(OPML) == (
        OpmlFeed(
            "https://herald.example/world?a=1&b=2",
            "Herald & Post",
            "https://www.herald.example/",
            ("World",),
        ),
        OpmlFeed(
            "https://feeds.example/herald-sport",
            "Herald sport",
            "https://herald.example/sport",
            ("World",),
        ),
        OpmlFeed("https://quay.example/rss", "Quay News"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no list",
        b"<html><body/></html>",
        b"<opml><body><outline",
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><opml/>',
        b"<opml>" + b"<outline>" * 5_000,
    ],
)
def test_what_is_no_list_is_one_clear_line(content: bytes) -> None:
    """Empty, foreign, cut and hostile files are refused."""
    with pytest.raises(ParseError) as caught:
        parse_opml(content)
    assert "\n" not in caught.value.message


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))),
        max_size=4,
    )
)
def test_what_is_written_is_read_back(names: list[str]) -> None:
    """Every feed of every outlet, whatever the names hold."""
    outlets = [
        Outlet(f"o{i}.example", name, feeds=(f"https://o{i}.example/?a=1&b={i}",))
        for i, name in enumerate(names)
    ]
    found = parse_opml(write_opml(outlets, title="<&>").encode())
    assert [each.url for each in found] == [feed for o in outlets for feed in o.feeds]


# ----------------------------------------------------------------------------------- the command


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder with settings and a list of feeds."""
    monkeypatch.delenv("WINNOW_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "winnow.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "mine.opml").write_bytes(OPML)
    yield tmp_path


def invoke(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["feeds", *words])
    assert result.exit_code == code, result.output
    return result


def feeds_by_outlet() -> dict[str, tuple[str, ...]]:
    return {each.id: each.feeds for each in load_settings().outlets}


def test_import_adds_feeds_by_domain(folder: Path) -> None:
    """A listed outlet gets its new feeds, a domain that is not listed becomes an outlet."""
    assert "3 feeds added" in invoke("import", "mine.opml").output
    assert feeds_by_outlet() == {
        "herald.example": (
            "https://herald.example/feed",
            "https://herald.example/world?a=1&b=2",
            "https://feeds.example/herald-sport",
        ),
        "bay.example": (),
        "quay.example": ("https://quay.example/rss",),
    }
    text = (folder / "winnow.toml").read_text("utf-8")
    assert "# My outlets." in text and "# the old one ]" in text


def test_import_twice_is_import_once(folder: Path) -> None:
    """What is listed already stays as it is."""
    invoke("import", "mine.opml")
    before = (folder / "winnow.toml").read_text("utf-8")
    assert "0 feeds added, 3 listed already" in invoke("import", "mine.opml").output
    assert (folder / "winnow.toml").read_text("utf-8") == before


def test_an_outlet_without_feeds_gets_its_first(folder: Path) -> None:
    """Its entry has no line for feeds; one is written."""
    (folder / "bay.opml").write_text(
        '<opml><body><outline text="Bay" xmlUrl="https://bay.example/a.xml"/></body></opml>'
    )
    invoke("import", "bay.opml")
    assert feeds_by_outlet()["bay.example"] == ("https://bay.example/a.xml",)


def test_export_gives_what_import_takes(folder: Path) -> None:
    """Out to a file or to stdout, and in again at another place."""
    printed = invoke("export").output
    invoke("export", "out.opml")
    assert (folder / "out.opml").read_text("utf-8") == printed
    assert "Lindholm Watch" in printed
    (folder / "winnow.toml").write_text("", "utf-8")
    invoke("import", "out.opml")
    assert feeds_by_outlet() == {"herald.example": ("https://herald.example/feed",)}


def test_a_missing_file_is_one_clear_line() -> None:
    """The command says which file it is."""
    assert "nowhere.opml" in invoke("import", "nowhere.opml", code=6).output
