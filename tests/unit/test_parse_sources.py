"""Whom a feed or a page names as the source of an article."""

from __future__ import annotations

from winnow.parse.sources import named_source


def source(stated: str | None, canonical: str | None = None) -> str | None:
    return named_source(
        stated, canonical, outlet_id="valepost.example", names=("The Vale Post", "Vale Post")
    )


def test_a_feed_names_another_outlet() -> None:
    """The name in `<source>` is kept as written; an address is reduced to its outlet."""
    assert source("Northwire ") == "Northwire"
    assert source("https://feeds.northwire.example/all.xml") == "northwire.example"


def test_an_outlet_that_names_itself_names_nobody() -> None:
    """Its own name with or without the article, or an address of its own, is no other source."""
    assert source("Vale Post") is None
    assert source("The Vale Post: Politics") is None
    assert source("https://www.valepost.example/rss") is None
    assert source(None) is None


def test_a_canonical_link_to_another_outlet_names_it() -> None:
    """The page says where the original stands, when the feed says nothing of another outlet."""
    assert source(None, "https://hillpost.example/2024/flood") == "hillpost.example"
    assert source("Vale Post", "https://hillpost.example/2024/flood") == "hillpost.example"
    assert source(None, "https://valepost.example/2024/flood") is None


def test_a_broken_address_names_nobody() -> None:
    """What cannot be read as an address is no outlet."""
    assert source("https://[broken", "http://") is None
