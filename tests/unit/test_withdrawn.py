"""A story that was published and may be no more: its page is emptied, its address and history stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.test_judging import DAY, HOUR, apart, article, home, read
from winnow.encoder import HashingEncoder
from winnow.page.build import PagePolicy, Stages
from winnow.pipeline.publish import Publisher, revisions_of
from winnow.pipeline.tally import Tally
from winnow.site.build import site_files
from winnow.site.options import SiteOptions
from winnow.site.terminal import terminal_text
from winnow.store import MemoryStore
from winnow.types import ChangeKind, Revision

TEXTS = (
    "A barge struck the Torvik bridge on Thursday. Engineers from Nordal said 12 pillars were cracked. "
    "Police questioned Captain Ana Brekke in Torvik for three hours on Thursday evening.",
    "Engineers from Nordal said that 12 pillars of the Torvik bridge were cracked after the barge struck. "
    "Captain Ana Brekke was questioned by police in Torvik for three hours.",
)


def publish(store: MemoryStore, hours: float) -> dict[str, int]:
    tally = Tally()
    now = DAY + hours * HOUR
    Publisher(store, HashingEncoder(), tally, now, PagePolicy(), Stages()).publish()
    return dict(tally.report().counts)


@pytest.fixture
def store() -> MemoryStore:
    """A published story of two articles that an editor has just parted."""
    store = MemoryStore()
    read(store, *(article(f"bridge-{n}", hours=n, text=text) for n, text in enumerate(TEXTS)))
    assert publish(store, 3)["pages published"] == 1
    apart(store, "bridge-0", "bridge-1")
    return store


def newest(store: MemoryStore) -> Revision:
    return store.revision(home(store, "bridge-0"))


def test_a_page_that_one_origin_is_left_of_is_emptied(store: MemoryStore) -> None:
    """It must not go on showing what an editor took out; the reason is told, and it is told once."""
    assert publish(store, 4)["pages withdrawn"] == 1
    found = newest(store)
    assert found.number == 2
    assert found.page.withdrawn == "only one independent origin reports it"
    assert not found.page.facts
    assert not found.page.articles
    assert [change.kind for change in found.changes] == [ChangeKind.WITHDRAWN]
    store.mark_touched(home(store, "bridge-0"))
    assert "pages withdrawn" not in publish(store, 5)
    assert newest(store).number == 2


def test_the_address_stays_but_nothing_leads_there(store: MemoryStore) -> None:
    """Front page, archive and feeds leave it out; the page says that it was withdrawn, with its history."""
    publish(store, 4)
    found = newest(store)
    files, problems = site_files(revisions_of(store), {}, options=SiteOptions())
    slug = found.page.slug
    assert not problems
    (page,) = [body for path, body in files.items() if path.endswith(f"{slug}/index.html")]
    assert b"no longer published" in page
    assert b"12 pillars" not in page.split(b'id="history"')[0]
    for path in ("index.html", "feed.xml", "feed.json", "archive/index.html"):
        assert slug.encode() not in files[path], path


def test_an_earlier_revision_still_shows_what_was_said(store: MemoryStore) -> None:
    """History is kept, not rewritten."""
    publish(store, 4)
    files, _ = site_files(revisions_of(store), {}, options=SiteOptions())
    earlier = [body for path, body in files.items() if "/1/" in path and path.endswith(".html")]
    assert any(b"12 pillars" in body for body in earlier)


def test_a_withdrawn_page_comes_back(store: MemoryStore) -> None:
    """Once another origin reports it, at the same address."""
    publish(store, 4)
    slug = newest(store).page.slug
    read(store, article("bridge-7", hours=6, text=TEXTS[1] + " The road is shut until Friday."))
    if home(store, "bridge-7") != home(store, "bridge-0"):
        pytest.fail("the new report joined the other story: the test needs another text")
    publish(store, 7)
    found = newest(store)
    assert (found.number, found.page.slug, found.page.withdrawn) == (3, slug, None)
    assert found.page.facts
    assert found.published == DAY + timedelta(hours=7)


def test_the_terminal_tells_that_a_story_was_withdrawn(store: MemoryStore) -> None:
    """In place of empty headings."""
    publish(store, 4)
    text = terminal_text(newest(store))
    assert "no longer published: only one independent origin reports it." in text
    assert "The facts" not in text
