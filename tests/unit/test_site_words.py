"""Text and times as readers see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from site_pages import cited, fact

from winnow.errors import InputError
from winnow.site.urls import Urls, checked_slug
from winnow.site.words import (
    clean,
    clock,
    country,
    day,
    iso,
    lean,
    origin_count,
    passage_link,
    safe_link,
    short_fact,
    text_fragment,
)
from winnow.types import Lean, Outlet


def test_times_are_printed_in_utc_and_in_english():
    """A time in another zone is shown as the UTC date and time it is."""
    at = datetime(2023, 2, 8, 0, 5, tzinfo=timezone(timedelta(hours=10)))
    assert (day(at), clock(at), iso(at)) == ("Feb 07, 2023", "14:05 UTC", "2023-02-07T14:05:00Z")


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("safe \u202egnp.exe", "safe gnp.exe"),
        ("a\u2066b\u2069c\u200f", "abc"),
        ("line\r\nbreak\u2028here", "line break here"),
        ("\x1b[31mred\x07", "[31mred"),
        ("half \ud83d pair", "half  pair"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_characters_that_act_are_removed(hostile, shown):
    """Direction overrides, terminal escapes and lone surrogates go; joiners stay."""
    assert clean(hostile) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:///nohost",
        "//example.org/x",
        "http://[broken",
        "https://example.org/\u202etxt",
        "",
    ],
)
def test_only_web_addresses_become_links(url):
    """Anything but http and https with a host is printed as text."""
    assert safe_link(url) is None
    assert passage_link(url, "some words") is None


def test_a_web_address_is_kept_byte_for_byte():
    """A link is not rewritten, quotes and all; templates escape it."""
    assert safe_link("HTTPS://example.org/a?b='\"&c") == "HTTPS://example.org/a?b='\"&c"


def test_a_short_passage_is_found_by_all_its_words():
    """Commas, hyphens and ampersands are syntax in a text directive and are encoded."""
    assert text_fragment("well-known, R&D") == ":~:text=well%2Dknown%2C%20R%26D"


def test_a_long_passage_is_found_by_its_ends():
    """The first and the last six words, within their own paragraphs."""
    words = [f"w{i}" for i in range(1, 31)]
    one = " ".join(words)
    assert (
        text_fragment(one)
        == ":~:text=w1%20w2%20w3%20w4%20w5%20w6,w25%20w26%20w27%20w28%20w29%20w30"
    )
    assert text_fragment("one two\nthree four") == ":~:text=one%20two,three%20four"


def test_a_fragment_that_the_address_has_is_kept():
    """The directive follows the fragment of the publisher."""
    assert passage_link("https://e.org/a#top", "x") == "https://e.org/a#top:~:text=x"
    assert passage_link("https://e.org/a", "x") == "https://e.org/a#:~:text=x"


def test_a_lean_names_its_rater_and_none_is_never_centre():
    """Each lean is printed with rater and year; an unrated outlet says so."""
    rated = Outlet("a.example", "A", leans=(
        Lean("left-right", "lean left", "AllSides", date(2019, 1, 1)),
        Lean("establishment", "critical", "operator"),
    ))  # fmt: skip
    assert lean(rated) == "lean left — AllSides, 2019; critical — operator"
    assert lean(Outlet("b.example", "B")) == "lean not rated"


def test_counts_say_at_most_only_where_it_means_something():
    """One origin cannot be fewer; more may be, when an owner is not known."""
    assert origin_count(3, at_most=True) == "at most 3 independent origins"
    assert origin_count(1, at_most=True) == "1 independent origin"


def test_an_unknown_country_code_is_shown_as_it_is():
    """A code without a name stays a code; no country is no words."""
    assert (country("ML"), country("QQ"), country(None)) == ("Mali", "QQ", "")


def test_a_fact_is_shortened_at_a_sentence_border():
    """A second sentence that does not fit is left out whole."""
    two = fact(2, 2, cited("Gen. A. Brown met Mr. C. in the U.S. on Monday.", "arrive"),
               cited("The talks lasted two hours.", "third"))  # fmt: skip
    assert short_fact(two, limit=60) == "Gen. A. Brown met Mr. C. in the U.S. on Monday."
    assert short_fact(two).endswith("lasted two hours.")


def test_a_fact_too_long_for_a_card_ends_at_a_clause():
    """A single long sentence is cut where it pauses, with an ellipsis."""
    long = fact(
        2, 2, cited("The council voted to close the road, the mayor said, and left.", "arrive")
    )
    assert short_fact(long, limit=55) == "The council voted to close the road, the mayor said …"


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "A",
        "é",
        "a--b",
        "-a",
        "a-",
        "con",
        "a.html",
        "x" * 121,
        "a\n",
    ],
)
def test_a_slug_that_is_no_plain_word_is_refused(slug):
    """A slug becomes a folder's name, so everything else is an error."""
    with pytest.raises(InputError):
        checked_slug(slug)


@pytest.mark.parametrize(
    ("place", "seen_from", "link"),
    [
        ("", "", "./"),
        ("", "s/a/", "../../"),
        ("s/a/", "s/a/", "./"),
        ("s/a/", "s/a/r/2/", "../../"),
        ("s/b/", "s/a/", "../b/"),
        ("static/winnow.css", "about/", "../static/winnow.css"),
        ("static/winnow.css", "", "static/winnow.css"),
    ],
)
def test_links_between_pages_are_relative(place, seen_from, link):
    """A site works under any base path, because no link names it."""
    assert Urls().relative(place, seen_from) == link


def test_links_can_name_the_file_for_reading_without_a_server():
    """With ``explicit_index`` a link to a page names its file."""
    assert Urls(explicit_index=True).relative("s/a/", "") == "s/a/index.html"


def test_absolute_addresses_keep_the_base_path():
    """Feeds and metadata name the site as the operator does."""
    urls = Urls("https://example.org/news")
    assert urls.absolute("s/a/") == "https://example.org/news/s/a/"
    assert urls.rooted("s/a/") == "/news/s/a/"


def test_iso_times_have_no_fractions():
    """A time for machines is to the second."""
    assert iso(datetime(2023, 2, 7, 1, 2, 3, 999, tzinfo=UTC)) == "2023-02-07T01:02:03Z"
