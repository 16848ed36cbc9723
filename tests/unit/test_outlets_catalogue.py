"""The shipped catalogue, and the rules that every file of outlets is held to."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from winnow.errors import SettingsError
from winnow.outlets import check_catalogue, load_catalogue, shipped_catalogue, shipped_files
from winnow.parse import outlet_of_url
from winnow.site.countries import COUNTRIES as COUNTRY_NAMES
from winnow.stages.genre import Genre, genre_of
from winnow.types import Article

SEEN = datetime(2025, 3, 4, 12, tzinfo=UTC)

GOOD = """
[[outlets]]
id = "herald.example"
name = "The Herald"
country = "FR"
language = "fr"
owner = "Lind Press"
provenance = [{ field = "owner", source = "herald.example, imprint", as_of = 2025-01-31 }]
"""


def flaws_of(text: str) -> list[str]:
    return [str(flaw) for flaw in check_catalogue({"one.toml": text})[1]]


# ------------------------------------------------------------------------------ what is shipped


def test_the_shipped_catalogue_has_no_flaw() -> None:
    """Every rule that an operator's file is held to holds of ours."""
    assert check_catalogue(shipped_files())[1] == []


def test_many_outlets_of_many_countries_and_kinds() -> None:
    """An operator of any place finds outlets to begin with."""
    entries = shipped_catalogue().entries
    assert len(entries) >= 150
    assert len({entry.country for entry in entries if entry.country}) >= 40
    assert sum(entry.language == "en" for entry in entries) >= 90
    assert sum(entry.language != "en" for entry in entries) >= 90
    kinds = Counter(entry.owner_kind for entry in entries)
    assert all(kinds[kind] >= 30 for kind in ("state", "public", "private", "non-profit"))
    assert sum(entry.is_agency for entry in entries) >= 40
    assert sum(bool(entry.feeds) for entry in entries) >= 150


def test_every_id_is_a_registrable_domain_and_stands_once() -> None:
    """An article's address leads to its outlet."""
    domains = [d for e in shipped_catalogue().entries for d in (e.id, *e.other_domains)]
    assert [d for d, times in Counter(domains).items() if times > 1] == []
    assert [d for d in domains if outlet_of_url(f"https://www.{d}/world/1") != d] == []


def test_every_feed_stands_once_and_is_fetched_safely() -> None:
    """No feed is read twice a run, and none without encryption."""
    feeds = [feed for entry in shipped_catalogue().entries for feed in entry.feeds]
    assert len(feeds) == len(set(feeds))
    assert all(feed.startswith("https://") for feed in feeds)


def test_every_owner_and_kind_has_a_source_and_a_date() -> None:
    """A person can check what is stated."""
    for outlet in shipped_catalogue().outlets.values():
        sourced = {p.field: p for p in outlet.provenance}
        for field in ("owner", "owner_kind"):
            if getattr(outlet, field) is not None:
                assert sourced[field].source, outlet.id
                assert date(2015, 1, 1) <= sourced[field].as_of <= date(2026, 12, 31), outlet.id


def test_owners_have_several_outlets_under_one_name() -> None:
    """Families share the owner's name letter by letter, so that they count as one origin."""
    owned = Counter(o.owner for o in shipped_catalogue().entries if o.owner)
    families = [owner for owner, number in owned.items() if number >= 2]
    assert len(families) >= 60
    for owner in ("News Corp", "Gannett (USA Today Co.)", "Sinclair", "Reach plc", "Hearst"):
        assert owned[owner] >= 5
    spellings = Counter("".join(filter(str.isalnum, owner.casefold())) for owner in owned)
    assert [name for name, number in spellings.items() if number > 1] == []


def test_one_owner_is_of_one_kind() -> None:
    """The same owner is not private here and public there."""
    kinds: dict[str, set[str | None]] = {}
    for entry in shipped_catalogue().entries:
        if entry.owner:
            kinds.setdefault(entry.owner, set()).add(entry.owner_kind)
    assert [owner for owner, found in kinds.items() if len(found) > 1] == []


def test_no_lean_is_shipped() -> None:
    """Leans come from raters whom the operator names."""
    assert all(entry.leans == () for entry in shipped_catalogue().entries)


def test_starter_outlets_are_english_and_have_feeds() -> None:
    """What `winnow init` suggests can be read at once."""
    starters = [entry for entry in shipped_catalogue().entries if entry.starter]
    assert 40 <= len(starters) <= 120
    assert all(entry.feeds and entry.language == "en" for entry in starters)
    assert {e.owner_kind for e in starters} >= {"state", "public", "private", "non-profit"}


def test_pages_can_name_every_country() -> None:
    """No reader meets a bare code."""
    codes = {entry.country for entry in shipped_catalogue().entries if entry.country}
    assert codes <= set(COUNTRY_NAMES)


def test_satire_is_known_as_such() -> None:
    """What is noted as satire never supplies facts."""
    satirical = [entry for entry in shipped_catalogue().entries if entry.note == "Satire."]
    assert len(satirical) >= 5
    for entry in satirical:
        url = f"https://{entry.id}/a"
        article = Article("a", url, entry.id, "A headline", "Text.", seen=SEEN)
        assert genre_of(article) is Genre.SATIRE, entry.id


# -------------------------------------------------------------------------------- what is refused


def test_a_good_file_is_read() -> None:
    """The rules let through what is right."""
    catalogue = load_catalogue({"one.toml": GOOD})
    [outlet] = catalogue.outlets.values()
    assert (outlet.id, outlet.owner, outlet.provenance[0].as_of) == (
        "herald.example",
        "Lind Press",
        date(2025, 1, 31),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"FR"', '"XX"', "herald.example: country: XX is no ISO 3166-1 code"),
        ('"fr"', '"xx"', "herald.example: language: xx is no ISO 639-1 code"),
        ('"herald.example"', '"news.herald.example"', "no registrable domain; write herald.ex"),
        ('"herald.example"', '"herald/x"', "herald/x: id: "),
        ("owner =", "ownr =", "ownr: there is no such field; did you mean owner?"),
        ('owner = "Lind Press"', 'owner_kind = "royal"', "owner_kind: "),
        ('"owner", s', '"owner_kind", s', "owner: has no source"),
        ('"owner", s', '"country", s', "owner: has no source"),
        ("name =", 'feeds = ["ftp://herald.example/f"]\nname =', "is no http(s) address"),
        ("name =", 'feeds = ["https:///f"]\nname =', "is no http(s) address"),
        ("name =", "starter = true\nname =", "starter: has no feed"),
        ("as_of = 2025-01-31", 'as_of = "lately"', "provenance.0.as_of: "),
        (GOOD, GOOD + GOOD, "domain herald.example stands at herald.example; keep one"),
        (GOOD, "[site]\n" + GOOD, "site: is unknown"),
        (GOOD, "outlets = 3", "is no list of tables"),
        (GOOD, "[[outlets]", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named_with_file_outlet_and_what_to_do(
    old: str, new: str, message: str
) -> None:
    """A contributor finds the line and the cure in the message."""
    flaws = flaws_of(GOOD.replace(old, new, 1))
    assert any(message in flaw and flaw.startswith("one.toml: ") for flaw in flaws), flaws


def test_a_lean_in_the_catalogue_is_refused() -> None:
    """Ratings have a file of their own, with the rater's name."""
    lean = 'leans = [{ axis = "left-right", value = "left", rater = "R" }]\nname ='
    assert any("import-ratings" in flaw for flaw in flaws_of(GOOD.replace("name =", lean)))


def test_a_domain_or_feed_of_another_file_is_refused() -> None:
    """Two files do not claim one outlet, nor one feed."""
    feed = GOOD.replace("name =", 'feeds = ["https://herald.example/f"]\nname =')
    other = feed.replace('"herald.example"', '"other.example"').replace(
        "name =", 'other_domains = ["herald.example"]\nname ='
    )
    with pytest.raises(SettingsError) as caught:
        load_catalogue({"one.toml": feed, "two.toml": other})
    assert "two.toml: other.example: domain herald.example stands at" in str(caught.value)
    assert "feed https://herald.example/f stands at herald.example" in str(caught.value)


def test_all_flaws_are_told_at_once() -> None:
    """A contributor does not correct one by one."""
    assert len(flaws_of(GOOD.replace('"FR"', '"XX"').replace('"fr"', '"xx"'))) == 2


def test_the_figures_on_the_outlets_page_are_current() -> None:
    """docs/outlets.md says how many outlets each file has, and all together."""
    text = (Path(__file__).parents[2] / "docs" / "outlets.md").read_text("utf-8")
    catalogue = shipped_catalogue()
    assert f"| **all** |  | {len(catalogue.entries)} |" in text
    for name, entries in catalogue.regions.items():
        [row] = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        assert f" | {len(entries)} | " in row
