"""What is known of an outlet: operator, catalogue and raters together, down to a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from winnow.encoder.testing import HashingEncoder
from winnow.outlets import Rating, known_outlets, load_catalogue, write_ratings
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.run import Workshop, run_inputs
from winnow.pipeline.tally import Tally
from winnow.retrieve import FetchResult
from winnow.settings import Settings, load_settings, parse_settings
from winnow.stages.origins import find_origins
from winnow.store import MemoryStore
from winnow.types import Article, FeedState, Lean, Outlet

CATALOGUE = load_catalogue(
    {
        "one.toml": """
[[outlets]]
id = "herald.example"
name = "The Herald"
other_domains = ["herald-us.example"]
country = "GB"
language = "en"
owner = "Lind Press"
owner_kind = "private"
feeds = ["https://herald.example/feed"]
provenance = [
  { field = "owner", source = "imprint", as_of = 2025-01-31 },
  { field = "owner_kind", source = "imprint", as_of = 2025-01-31 },
]
[[outlets]]
id = "tribune.example"
name = "The Tribune"
owner = "Lind Press"
provenance = [{ field = "owner", source = "imprint", as_of = 2025-01-31 }]
"""
    }
)
NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WINNOW_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def settings_of(lines: str) -> Settings:
    return parse_settings(f'[[outlets]]\nid = "herald.example"\nname = "Herald"\n{lines}')


def listed(lines: str) -> Outlet:
    [outlet] = known_outlets(settings_of(lines), CATALOGUE).listed
    return outlet


def test_what_the_operator_leaves_out_comes_from_the_catalogue() -> None:
    """Owner, kind and their sources are known without being written down again."""
    outlet = listed("")
    assert (outlet.name, outlet.country, outlet.owner) == ("Herald", "GB", "Lind Press")
    assert {p.field for p in outlet.provenance} == {"owner", "owner_kind"}


def test_what_the_operator_says_outranks_the_catalogue() -> None:
    """And the catalogue's source for another statement goes."""
    outlet = listed('owner = "Someone Else"\ncountry = "IE"')
    assert (outlet.owner, outlet.country, outlet.owner_kind) == ("Someone Else", "IE", "private")
    assert {p.field for p in outlet.provenance} == {"owner_kind"}


def test_an_empty_owner_is_unknown() -> None:
    """An operator can take the catalogue's word back."""
    assert listed('owner = ""').owner is None


def test_feeds_are_the_operators_choice() -> None:
    """Listing an outlet without a feed does not make Winnow read it."""
    assert listed("").feeds == ()
    assert all(o.feeds == () for o in known_outlets(Settings(), CATALOGUE).others.values())


def test_the_catalogue_can_be_left_aside() -> None:
    """`[catalogue] use = false`: the operator's words alone."""
    known = known_outlets(parse_settings("[catalogue]\nuse = false"), CATALOGUE)
    assert known.all() == {}


def test_imported_ratings_are_leans_and_own_ones_outrank_them(tmp_path: Path) -> None:
    """One rating a rater and axis; a further domain has those of the first."""
    write_ratings(
        tmp_path / "ratings.toml",
        [
            Rating(outlet="herald.example", axis="left-right", value="left", rater="A"),
            Rating(
                outlet="herald.example",
                axis="left-right",
                value="center",
                rater="B",
                rated_on=date(2025, 1, 2),
            ),
        ],
    )
    lean = 'leans = [{ axis = "left-right", value = "right", rater = "A" }]'
    b = Lean("left-right", "center", "B", date(2025, 1, 2))
    assert listed(lean).leans == (Lean("left-right", "right", "A"), b)
    others = known_outlets(Settings(), CATALOGUE).others
    assert others["herald-us.example"].leans == (Lean("left-right", "left", "A"), b)


def test_ratings_lie_beside_the_settings_file(tmp_path: Path) -> None:
    """So that a file named from elsewhere reads the same ones."""
    path = tmp_path / "etc" / "winnow.toml"
    path.parent.mkdir()
    path.write_text("")
    assert load_settings(path).catalogue.ratings == path.parent / "ratings.toml"


# ------------------------------------------------------------------------------------- in a run


class _Silent:
    """A retriever that nobody asks."""

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        raise AssertionError(url)


def article(outlet: str, text: str = "A short text.") -> Article:
    url = f"https://{outlet}/1"
    article_id = Article.make_id(url, "A headline", text)
    return Article(article_id, url, outlet, "A headline", text, seen=NOW, published=NOW)


def test_an_unlisted_outlet_is_stored_with_its_first_article() -> None:
    """The list of outlets that are read holds those that were, not the whole catalogue."""
    store = MemoryStore()
    catalogue = known_outlets(Settings(), CATALOGUE).others
    ingestor = Ingestor(store, HashingEncoder(), Tally(), NOW, catalogue=catalogue)
    ingestor.land([article("tribune.example"), article("nobody.example")])
    assert {o.id: o.owner for o in store.outlets().values()} == {"tribune.example": "Lind Press"}


def test_a_corrected_catalogue_corrects_what_is_stored() -> None:
    """What the store learned from an older catalogue is brought up to date by the next run."""
    store = MemoryStore()
    known = known_outlets(Settings(), CATALOGUE).others["tribune.example"]
    store.save_outlet(replace(known, owner="Former Owner"))
    shop = Workshop(store, HashingEncoder(), _Silent(), catalogue={known.id: known})
    run_inputs(shop, [], now=NOW)
    assert store.outlet("tribune.example").owner == "Lind Press"


def test_unlisted_sister_papers_count_as_one_origin() -> None:
    """Two papers of one owner that print much the same are one voice, listed or not."""
    shared = (
        "The bridge over the Ostra at Lindholm collapsed early on Tuesday after three days of rain, "
        "and two lorries fell into the river. Both drivers were saved. "
    )
    own = (
        "Shops along the quay stayed shut while engineers looked at the remaining pillars from boats. "
        "The council meets on Thursday and residents want to know why nobody warned them in autumn. "
        "Bakers on the market square gave away bread to those who could not get home before dark. "
        "A chapel beside the western ramp lost its windows and its bell."
    )
    other = (
        "A ferry will carry commuters across from next week, free of charge, the harbour office wrote. "
        "Schools on the eastern bank open an hour later until the detour has been signposted. "
        "Anglers were asked to keep away from the piers until the divers have finished their work. "
        "The regatta planned for Sunday moves upstream to the old mill."
    )
    papers = [
        article("herald.example", shared + own),
        article("tribune.example", shared + other),
    ]
    store = MemoryStore()
    catalogue = known_outlets(Settings(), CATALOGUE).others
    ingestor = Ingestor(store, HashingEncoder(), Tally(), NOW, catalogue=catalogue)
    ingestor.land(papers)
    apart = {link.origin_id for link in find_origins(papers, {})}
    together = {link.origin_id for link in find_origins(papers, store.outlets())}
    assert (len(apart), len(together)) == (2, 1)
