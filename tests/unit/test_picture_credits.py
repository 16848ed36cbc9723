"""A picture's own credit is asked for where the page gives none, once, and politely."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from test_parse_embedded import FILES

from winnow.encoder import HashingEncoder
from winnow.pipeline.collect import Collector
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.pictures import PictureCredits
from winnow.pipeline.tally import Tally
from winnow.retrieve import Failed, Fetched, FetchResult
from winnow.retrieve.results import FailureKind
from winnow.store import MemoryStore
from winnow.types import Article, FeedState, Image, Outlet, RawPage

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
PICTURE = "https://pictures.example/ferry.jpg"
CREDITED = FILES["jpeg xmp"]


@dataclass
class Script:
    """Answers by address; what is not there fails."""

    answers: dict[str, bytes]
    reserved: bool = False
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        self.asked.append(url)
        if url not in self.answers:
            return Failed(url, FailureKind.STATUS, "404", 404)
        page = RawPage(url, url, 200, (), self.answers[url], now)
        return Fetched(url, page, reserved=self.reserved)


def article(image: Image | None, *, set_aside: str | None = None) -> Article:
    url = "https://varby.example/1"
    return Article("a", url, "varby.example", "T", "text", NOW, image=image, set_aside=set_aside)


def test_the_line_in_the_file_becomes_the_credit() -> None:
    """An image without a credit gets the one that its file carries; the rest stays as it was."""
    pictures = PictureCredits(Script({PICTURE: CREDITED}), NOW)
    found = pictures.credited(article(Image(PICTURE, caption="The ferry"))).image
    assert found == Image(PICTURE, caption="The ferry", credit="Cy Orr/Lodewire & Co")
    assert (pictures.asked, pictures.found) == (1, 1)


@pytest.mark.parametrize(
    "told",
    [
        article(None),
        article(Image(PICTURE, credit="Lodewire")),
        article(Image(PICTURE), set_aside="too short"),
    ],
)
def test_nothing_is_asked_without_need(told: Article) -> None:
    """No picture, a credit already, or an article that no page will show: no request."""
    script = Script({PICTURE: CREDITED})
    assert PictureCredits(script, NOW).credited(told) == told
    assert script.asked == []


def test_each_picture_is_asked_for_once() -> None:
    """Articles that share a picture share the request, also when it carries nothing."""
    script = Script({PICTURE: CREDITED, "https://pictures.example/bare.jpg": b"\xff\xd8\xff\xd9"})
    pictures = PictureCredits(script, NOW)
    for url in (*script.answers, *script.answers):
        pictures.credited(article(Image(url)))
    assert script.asked == list(script.answers)


def test_a_reserved_picture_gives_nothing() -> None:
    """What a publisher reserves is not read."""
    pictures = PictureCredits(Script({PICTURE: CREDITED}, reserved=True), NOW)
    assert pictures.credited(article(Image(PICTURE))) == article(Image(PICTURE))


def test_a_host_that_keeps_failing_is_left_alone() -> None:
    """Three pictures that fail are enough for one run."""
    script = Script({})
    pictures = PictureCredits(script, NOW)
    for number in range(6):
        pictures.credited(article(Image(f"https://pictures.example/{number}.jpg")))
    assert len(script.asked) == 3


@pytest.mark.parametrize(("wanted", "credit"), [(True, "Cy Orr/Lodewire & Co"), (False, None)])
def test_the_collector_asks_when_the_settings_say_so(wanted: bool, credit: str | None) -> None:
    """The stored article has the credit, and the run's report the count."""
    feed, page = "https://varby.example/feed", "https://varby.example/1"
    text = "The ferry between Varby and the island of Sund will run every hour from May. " * 8
    script = Script(
        {
            feed: f'<rss version="2.0"><channel><title>F</title><item><title>Ferry</title><link>{page}</link>'
            "</item></channel></rss>".encode(),
            page: f'<html><head><title>Ferry</title><meta property="og:image" content="{PICTURE}"></head>'
            f"<body><article><h1>Ferry</h1><p>{text}</p></article></body></html>".encode(),
            PICTURE: CREDITED,
        }
    )
    store, tally = MemoryStore(), Tally()
    ingestor = Ingestor(store, HashingEncoder(), tally, NOW)
    collector = Collector(store, script, ingestor, tally, NOW, picture_credits=wanted)
    outlet = Outlet("varby.example", "Varby", feeds=(feed,))
    store.save_outlet(outlet)
    collector.collect([outlet])
    (stored,) = store.articles(store.article_ids())
    assert stored.image is not None
    assert stored.image.credit == credit
    assert (PICTURE in script.asked) is wanted
