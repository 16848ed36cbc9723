"""`winnow outlets check --feeds` against a real server."""

from __future__ import annotations

import json
from pathlib import Path

from feed_site import HTML, RSS, rss
from script_server import Answer, Site
from typer.testing import CliRunner

from winnow.cli import app
from winnow.cli.exits import Exit


def written(folder: Path, site: Site, feeds: dict[str, str]) -> Path:
    outlets = "".join(
        f'[[outlets]]\nid = "{domain}"\nname = "N"\nfeeds = ["{site.url(path)}"]\n'
        for domain, path in feeds.items()
    )
    head = f'[fetch]\nper_host_delay_s = 0\nallow_private_hosts = ["{site.host}"]\n'
    path = folder / "winnow.toml"
    path.write_text(head + outlets, "utf-8")
    return path


def check(path: Path) -> tuple[int, dict[str, dict[str, object]]]:
    words = ["outlets", "check", "--feeds", "--json", "-c", str(path)]
    result = CliRunner().invoke(app, words)
    told = json.loads(result.stdout)
    assert told["flaws"] == []
    return result.exit_code, {each["outlet"]: each for each in told["feeds"]}


def test_each_feed_is_asked_once_and_told(site: Site, tmp_path: Path) -> None:
    """Good, moved, missing, closed by robots.txt, no feed at all: each in its own words."""
    feed = Answer(200, (("Content-Type", RSS),), rss(site, ["/1", "/2"]))
    site.routes |= {
        "/good": feed,
        "/old": Answer(301, (("Location", "/good"),)),
        "/closed": feed,
        "/page": Answer(200, HTML, b"<html><body><p>No feed here.</p></body></html>"),
        "/robots.txt": Answer(200, (), b"User-agent: *\nDisallow: /closed\n"),
    }
    feeds = {f"{name}.example": f"/{name}" for name in ("good", "old", "gone", "closed", "page")}
    code, told = check(written(tmp_path, site, feeds))
    assert code == Exit.OK
    assert {domain.split(".")[0] for domain, each in told.items() if each["ok"]} == {"good", "old"}
    assert told["good.example"]["items"] == 2
    assert told["old.example"]["moved_to"] == site.url("/good")
    assert "404" in str(told["gone.example"]["answer"])
    assert "robots.txt" in str(told["closed.example"]["answer"])
    assert sorted(set(site.paths())) == ["/gone", "/good", "/old", "/page"]
    assert not list(tmp_path.glob("*.sqlite"))


def test_when_no_feed_answers_the_shell_is_told(site: Site, tmp_path: Path) -> None:
    """A script need not read the words."""
    code, told = check(written(tmp_path, site, {"gone.example": "/gone"}))
    assert code == Exit.NOTHING_READ
    assert not told["gone.example"]["ok"]


def test_a_file_of_outlets_is_asked_in_place_of_the_settings(site: Site, tmp_path: Path) -> None:
    """A contributor tries a file before sending it."""
    site.routes["/good"] = Answer(200, (("Content-Type", RSS),), rss(site, ["/1"]))
    settings = written(tmp_path, site, {"gone.example": "/gone"})
    one = tmp_path / "one.toml"
    one.write_text(
        f'[[outlets]]\nid = "good.example"\nname = "N"\nfeeds = ["{site.url("/good")}"]\n'
    )
    words = ["outlets", "check", str(one), "--feeds", "-c", str(settings)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "1 of 1 feeds answered with items" in result.stdout
    assert site.paths() == ["/good"]
