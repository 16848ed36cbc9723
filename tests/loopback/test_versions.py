"""A publisher's later edits: found, kept beside what was, and told on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from feed_site import BRIDGE, BRIDGE_OTHER, page
from newsroom import Edited, counts, feed, item, outlet, workshop
from script_server import Answer, Asked, Site, serving

from winnow.encoder import load_encoder
from winnow.pipeline.run import Workshop, run_feeds
from winnow.types import ArticleId, ChangeKind, Revision

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE = "Bridge at Lindholm collapses after rain"
CORRECTED = (
    BRIDGE[0].replace("two lorries", "three lorries"),
    *BRIDGE[1:],
    "Correction: an earlier version of this article gave a wrong number of lorries.",
)


@dataclass
class Newsroom:
    """Two outlets that tell of one event; the first one edits."""

    shop: Workshop
    one: Site
    two: Site
    bridge: Edited

    def run(self, after: timedelta) -> dict[str, int]:
        return counts(run_feeds(self.shop, now=NOW + after))

    def revision(self) -> Revision:
        [found] = self.shop.store.latest_revisions()
        return found

    def versions(self) -> tuple[ArticleId, ...]:
        return self.shop.store.article_ids_at(self.one.url("/bridge"))

    def told(self) -> list[str]:
        return [c.text for c in self.revision().changes if c.kind is ChangeKind.ARTICLES]


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    with serving() as one, serving() as two:
        bridge = Edited(TITLE, BRIDGE)
        one.routes["/bridge"] = bridge
        two.routes["/lorries"] = page("Lorries fall as Lindholm bridge collapses", BRIDGE_OTHER)
        one.routes["/feed"] = feed(item(one, "/bridge", updated="2024-03-05T10:00:00Z"))
        two.routes["/feed"] = feed(item(two, "/lorries"))
        outlets = (
            outlet(one, ["/feed"], "lindholm.example"),
            outlet(two, ["/feed"], "norrmark.example"),
        )
        with workshop(one, two, outlets=outlets) as shop:
            room = Newsroom(replace(shop, encoder=load_encoder()), one, two, bridge)
            assert room.run(timedelta(0))["pages published"] == 1
            yield room


def test_an_edit_that_the_feed_announces_is_a_new_version_told_in_the_history() -> None:
    """The page has the new version alone, two origins as before, and says who changed what."""
    with newsroom() as room:
        [first] = room.versions()
        room.bridge.edit(TITLE, CORRECTED)
        room.one.routes["/feed"] = feed(item(room.one, "/bridge", updated="2024-03-06T12:30:00Z"))
        assert room.run(HOUR)["articles changed"] == 1
        _, second = room.versions()
        revision = room.revision()
        assert revision.number == 2
        listed = {a.article_id for a in revision.page.articles}
        assert second in listed
        assert first not in listed
        assert (len(listed), revision.page.origins) == (2, 2)
        assert room.told() == [f"Lindholm changed its article: “{TITLE}”"]
        cited = {r.evidence.article_id for r in revision.page.references}
        assert first not in cited
        [change] = [c for c in revision.changes if c.kind is ChangeKind.ARTICLES]
        assert change.caused_by == (second,)
        assert "two lorries" in room.shop.store.article(first).text
        assert room.shop.store.story_of(second) == room.shop.store.story_of(first)


def test_a_quiet_edit_is_found_by_asking_again_and_what_is_unchanged_costs_little() -> None:
    """Asked again hour, two hours, four hours later, with validators; then the edit is found."""
    with newsroom() as room:
        asked = []
        for hours in range(1, 13):
            room.run(hours * HOUR)
            asked.append(room.bridge.unchanged)
        assert room.bridge.whole == 1
        assert asked[-1] == 3  # after one, three and seven hours, and a little
        room.bridge.edit("Three lorries fall at Lindholm", CORRECTED)
        room.run(30 * HOUR)
        assert room.bridge.whole == 2
        assert room.told() == [
            f"Lindholm changed its article: “{TITLE}” became “Three lorries fall at Lindholm”"
        ]
        assert "/lorries" not in room.two.paths()[2:]  # no validators: asked again in two days


def test_a_page_of_a_story_that_is_over_is_not_asked_again() -> None:
    """Ten days later only the feeds are asked."""
    with newsroom() as room:
        room.run(timedelta(days=10))
        assert (room.bridge.whole, room.bridge.unchanged) == (1, 0)
        room.run(timedelta(days=11))
        assert (room.bridge.whole, room.bridge.unchanged) == (1, 0)


def test_a_title_that_flips_back_shows_the_first_version_again() -> None:
    """Two headlines tried in turn make two versions, not a third; the page follows."""
    with newsroom() as room:
        [first] = room.versions()
        room.bridge.edit("Lindholm bridge is gone", BRIDGE)
        room.one.routes["/feed"] = feed(item(room.one, "/bridge", title="Gone"))
        room.run(HOUR)
        room.bridge.edit(TITLE, BRIDGE)
        room.one.routes["/feed"] = feed(item(room.one, "/bridge", title=TITLE))
        room.run(2 * HOUR)
        assert len(room.versions()) == 2
        assert first in {a.article_id for a in room.revision().page.articles}
        assert room.revision().number == 3


def test_a_page_that_differs_in_spaces_and_marks_is_no_version() -> None:
    """Only the words count: dashes and quotation marks make no revision."""
    with newsroom() as room:
        room.bridge.edit(TITLE, [p.replace(",", " –") for p in BRIDGE])
        room.one.routes["/feed"] = feed(item(room.one, "/bridge", updated="2024-03-06T12:30:00Z"))
        room.run(HOUR)
        assert room.bridge.whole == 2
        assert len(room.versions()) == 1
        assert room.revision().number == 1


def test_a_title_that_changed_in_the_feed_alone_counts_where_the_page_has_none() -> None:
    """A page without a headline of its own takes the feed's, and its change is a new version."""
    body = f"<html lang=en><body><article>{''.join(f'<p>{p}</p>' for p in BRIDGE)}</article></body>"

    def bare(asked: Asked) -> Answer:
        headers = (("ETag", '"1"'), ("Content-Type", "text/html"))
        same = asked.header("If-None-Match") == '"1"'
        return Answer(304, headers[:1]) if same else Answer(200, headers, body.encode())

    with newsroom() as room:
        room.one.routes["/bare"] = bare
        room.one.routes["/feed"] = feed(item(room.one, "/bare", title="Bridge down at Lindholm"))
        room.run(HOUR)
        room.one.routes["/feed"] = feed(item(room.one, "/bare", title="Bridge falls at Lindholm"))
        room.run(2 * HOUR)
        store = room.shop.store
        titles = [a.title for a in store.articles(store.article_ids_at(room.one.url("/bare")))]
        assert sorted(titles) == ["Bridge down at Lindholm", "Bridge falls at Lindholm"]


def test_an_article_that_moved_takes_the_place_of_what_it_was() -> None:
    """The same guid at another address with much the same text: one article on the page, not two."""
    with newsroom() as room:
        [first] = room.versions()
        room.one.routes["/new-address"] = page(TITLE, CORRECTED)
        guid = room.one.url("/bridge")
        room.one.routes["/feed"] = feed(item(room.one, "/new-address", guid=guid))
        room.run(HOUR)
        revision = room.revision()
        urls = {a.url for a in revision.page.articles}
        assert urls == {room.one.url("/new-address"), room.two.url("/lorries")}
        assert revision.page.origins == 2
        assert room.told() == [f"Lindholm changed its article: “{TITLE}”"]
        assert room.shop.store.has_article(first)


def test_a_guid_used_again_for_another_article_replaces_nothing() -> None:
    """Another text under an old guid is another article; the first stays on its page."""
    other = tuple(
        p.replace("Lindholm", "Varby").replace("bridge", "mill") for p in reversed(BRIDGE_OTHER)
    )
    with newsroom() as room:
        [first] = room.versions()
        room.one.routes["/mill"] = page("Mill of Varby closes its gates", other)
        guid = room.one.url("/bridge")
        room.one.routes["/feed"] = feed(item(room.one, "/mill", guid=guid))
        room.run(HOUR)
        assert first in {a.article_id for a in room.revision().page.articles}
        assert len(room.shop.store.article_ids()) == 3


def test_a_publisher_that_reserves_its_text_later_is_left_out_from_then_on() -> None:
    """A reservation found on the next visit takes the article off: one origin publishes nothing new."""
    with newsroom() as room:
        answer = room.bridge(Asked("/bridge", ()))
        reserved = replace(answer, headers=(*answer.headers, ("TDM-Reservation", "1")))
        room.one.routes["/bridge"] = reserved
        room.one.routes["/feed"] = feed(item(room.one, "/bridge", updated="2024-03-06T12:30:00Z"))
        report = room.run(HOUR)
        assert report["articles set aside"] == 1
        assert report["stories withheld"] == 1


def test_a_page_that_is_gone_is_told_once_and_not_asked_again() -> None:
    """404 on a later visit: the article stays, one line tells it, and that is all."""
    with newsroom() as room:
        room.one.routes["/bridge"] = Answer(404)
        first = run_feeds(room.shop, now=NOW + 2 * HOUR)
        assert [(p.stage, p.subject) for p in first.problems] == [
            ("revisit", room.one.url("/bridge"))
        ]
        assert run_feeds(room.shop, now=NOW + 9 * HOUR).problems == ()
        assert len(room.revision().page.articles) == 2
