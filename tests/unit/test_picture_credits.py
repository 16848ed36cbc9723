"""A picture's own credit is asked for where the page gives none, once, and politely."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from test_parse_embedded import FILES

from winnow.pipeline.pictures import PictureCredits
from winnow.pipeline.tally import Tally
from winnow.pipeline.visits import Visited, Workers
from winnow.retrieve import Failed, Fetched, FetchResult, NotModified
from winnow.retrieve.results import FailureKind
from winnow.types import Article, Image, RawPage

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
PICTURE = "https://pictures.example/ferry.jpg"
CREDITED = FILES["jpeg xmp"]


@dataclass
class Script:
    """Answers by address; what is not there fails."""

    answers: dict[str, bytes]
    reserved: bool = False
    kind: FailureKind = FailureKind.STATUS
    asked: list[str] = field(default_factory=list)

    def fetch_picture(self, url: str, now: datetime) -> FetchResult:
        self.asked.append(url)
        if url not in self.answers:
            return Failed(url, self.kind, "not to be had")
        page = RawPage(url, url, 200, (), self.answers[url], now)
        return Fetched(url, page, reserved=self.reserved)


def credits(script: Script, workers: Workers | None = None) -> PictureCredits:
    return PictureCredits(script, workers or Workers(), Tally(), NOW)


def visited(image: Image | None, *, set_aside: str | None = None) -> Visited:
    url = "https://varby.example/1"
    told = Article("a", url, "varby.example", "T", "text", NOW, image=image, set_aside=set_aside)
    return Visited(NotModified(url), told)


def landed(pictures: PictureCredits, *pages: Visited) -> list[Image | None]:
    """Return the images of the articles as they land, all of them noticed before."""
    for each in pages:
        assert each.article is not None
        pictures.notice(each.article)
    found = [pictures.credited(each).article for each in pages]
    return [article.image for article in found if article]


def test_the_line_in_the_file_becomes_the_credit() -> None:
    """An image without a credit gets the one that its file carries; the rest stays as it was."""
    pictures = credits(Script({PICTURE: CREDITED}))
    found = landed(pictures, visited(Image(PICTURE, "The ferry", licence="by the page")))
    assert found == [Image(PICTURE, "The ferry", "Cy Orr/Lodewire & Co", "by the page")]
    assert dict(pictures.tally.report().counts) == {
        "pictures asked for a credit": 1,
        "picture credits found": 1,
        "pictures not to be had": 0,
    }


@pytest.mark.parametrize(
    "page",
    [
        visited(None),
        visited(Image("")),
        visited(Image(PICTURE, credit="Lodewire")),
        visited(Image(PICTURE), set_aside="too short"),
    ],
)
def test_nothing_is_asked_without_need(page: Visited) -> None:
    """No picture, a credit already, or an article that no page will show: no request."""
    script = Script({PICTURE: CREDITED})
    pictures = credits(script)
    assert page.article is not None
    pictures.notice(page.article)
    assert pictures.credited(page) is page
    assert script.asked == []


def test_each_picture_is_asked_for_once() -> None:
    """Articles that share a picture share the request, also when it carries nothing or many notice at once."""
    script = Script({PICTURE: CREDITED, "https://pictures.example/bare.jpg": b"\xff\xd8\xff\xd9"})
    with ThreadPoolExecutor(4) as pool:
        pictures = credits(script, Workers(pictures=pool))
        found = landed(pictures, *[visited(Image(url)) for url in script.answers] * 20)
    assert sorted(script.asked) == sorted(script.answers)
    assert sum(image.credit is not None for image in found if image) == 20


def test_a_reserved_picture_gives_nothing() -> None:
    """What a publisher reserves is not read."""
    pictures = credits(Script({PICTURE: CREDITED}, reserved=True))
    assert landed(pictures, visited(Image(PICTURE))) == [Image(PICTURE)]


def test_a_host_that_does_not_answer_is_left_alone() -> None:
    """Three silences are enough for one step; the next one tries again."""
    script = Script({}, kind=FailureKind.TIMEOUT)
    pictures = credits(script)
    pages = [visited(Image(f"https://pictures.example/{number}.jpg")) for number in range(6)]
    landed(pictures, *pages)
    assert len(script.asked) == 3
    assert pictures.tally["pictures not to be had"] == 6
    pictures.begin_step()
    landed(pictures, visited(Image(PICTURE)))
    assert len(script.asked) == 4


def test_a_run_that_is_given_up_asks_for_nothing_more() -> None:
    """Nobody waits for pictures that nobody will ask for."""
    script, workers = Script({PICTURE: CREDITED}), Workers()
    workers.stop.set()
    assert landed(credits(script, workers), visited(Image(PICTURE))) == [Image(PICTURE)]
    assert script.asked == []
