"""The digest: what is new to a subscriber, as mail that a real server takes, and the way out."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from live_server import filled, running
from site_pages import NEWEST, NOW, PAGE
from typer.testing import CliRunner

from winnow.cli.app import app
from winnow.errors import FetchError, InputError
from winnow.mail import (
    MailServer,
    News,
    checked_address,
    choose_stories,
    compose,
    is_due,
    new_subscriber,
    send_digests,
)
from winnow.site import SiteOptions
from winnow.store import SqlStore
from winnow.types import Change, ChangeKind, Revision, SentStory

aiosmtpd = pytest.importorskip("aiosmtpd.controller", reason="aiosmtpd is not installed")

SITE = SiteOptions(title="The Sieve", base_url="https://news.example/")
LATER = NOW + timedelta(hours=1)
SENDER = "digest@news.example"


@dataclass
class Postbox:
    """What a mail server took, and whom it refuses."""

    port: int = 0
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    #: Closes the connection after so many mails.
    hang_up_after: int | None = None
    #: Takes so many mails, then is gone and stays away.
    dies_after: int | None = None
    #: Happens while a mail is taken.
    on_mail: Callable[[], None] = lambda: None
    stop: Callable[[], None] = lambda: None

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hang_up_after == len(self.taken):
            self.hang_up_after = None
            server.transport.close()
            return "421 closing"
        if self.dies_after == len(self.taken):
            self.stop()
            server.transport.close()
            return "421 closing"
        self.on_mail()
        self.on_mail = lambda: None
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((list(envelope.rcpt_tos), message))
        return "250 OK"


@contextmanager
def mail_server(**options: Any) -> Iterator[Postbox]:
    box = Postbox(**options)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        box.port = free.getsockname()[1]
    controller = aiosmtpd.Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    box.stop = lambda: controller.server.close()
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    kept = filled(tmp_path / "winnow.sqlite")
    for address in ("ada@quill.example", "bo@quill.example"):
        kept.save_subscriber(new_subscriber(address, "day", NOW - timedelta(days=9)))
    yield kept
    kept.close()


def send(store: SqlStore, box: Postbox, **changes: Any) -> Any:
    server = MailServer("127.0.0.1", box.port, "none")
    given = {"sender": SENDER, "now": LATER, "limit": 3} | changes
    return send_digests(store, SITE, server, **given)


def publish(store: SqlStore, revision: Revision) -> None:
    store.save_revision(revision.page.story_id, revision)


def test_each_subscriber_gets_what_is_new_as_text_and_html(store: SqlStore) -> None:
    """Subject, both bodies, the facts with their outlets, and links that lead to the pages."""
    with mail_server() as box:
        report = send(store, box)
    assert report.sent == ["ada@quill.example", "bo@quill.example"] and not report.problems
    recipients, mail = box.taken[0]
    assert recipients == ["ada@quill.example"] and mail["To"] == "ada@quill.example"
    assert mail["Subject"] == "The Sieve: 3 stories"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for body in (text, html):
        assert PAGE.title in body and "https://news.example/s/lavrov-visits-mali/" in body
        assert "Northwire" in body and "7 articles" in body and "Pro-Russia" in body
    assert "&" not in text.replace("&c", "") or "&amp;" not in text


def test_mail_can_be_left_by_one_click(store: SqlStore, tmp_path: Path) -> None:
    """RFC 8058: the header's address takes one POST without a page; a GET changes nothing."""
    with mail_server() as box:
        send(store, box)
    mail = box.taken[0][1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = str(mail["List-Unsubscribe"]).strip(" <>").replace("https://news.example", "")
    with running(tmp_path / "winnow.sqlite") as live:
        page = live.client.get(leave)
        assert page.status_code == 200 and "<form" in page.text
        assert live.store.subscriber(address="ada@quill.example") is not None
        answer = live.client.post(leave, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and "unsubscribed" in answer.text
        assert live.store.subscriber(address="ada@quill.example") is None
        assert live.store.subscriber(address="bo@quill.example") is not None
        # Twice is as good as once, and a stranger's token tells nothing.
        assert live.client.post(leave).status_code == 200
        assert live.client.post("/unsubscribe?token=guess").text == answer.text
        assert live.client.post("/unsubscribe").status_code == 422
        assert live.client.post("/unsubscribe", content=b"x" * 5000).status_code == 413


def test_an_unchanged_story_never_comes_twice(store: SqlStore) -> None:
    """The next round tells only what is new; a story that changed comes again, marked, with what changed."""
    with mail_server() as box:
        send(store, box, limit=100)
        box.taken.clear()
        tomorrow = LATER + timedelta(days=1)
        assert send(store, box, now=tomorrow).nothing_new == [
            "ada@quill.example",
            "bo@quill.example",
        ]
        assert box.taken == []
        changed = Revision(
            3,
            tomorrow,
            replace(PAGE, title="Lavrov Leaves Mali"),
            (Change(ChangeKind.TITLE, "was “Russia’s Lavrov Visits Mali”"),),
            "d3",
        )
        publish(store, changed)
        send(store, box, now=tomorrow + timedelta(minutes=1))
    (_, mail), _ = box.taken
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert mail["Subject"] == "The Sieve: 1 story, updated"
    assert "UPDATED: Lavrov Leaves Mali" in text and "changed: Title: was “Russia’s Lavrov" in text


def test_a_revision_that_says_the_same_is_nothing_new(store: SqlStore) -> None:
    """What counts is the page, not the number of its revision."""
    with mail_server() as box:
        send(store, box, limit=100)
        box.taken.clear()
        publish(store, replace(NEWEST, number=3, published=LATER + timedelta(hours=1)))
        report = send(store, box, now=LATER + timedelta(days=1))
    assert box.taken == [] and len(report.nothing_new) == 2


def test_nobody_is_written_to_before_their_time(store: SqlStore) -> None:
    """A day is twenty hours at the least, a week six and a half days."""
    with mail_server() as box:
        send(store, box)
        again = send(store, box, now=LATER + timedelta(hours=19))
    assert again.not_due == ["ada@quill.example", "bo@quill.example"] and len(box.taken) == 2
    weekly = replace(new_subscriber("a@b.example", "week", NOW), last_sent=NOW)
    assert not is_due(weekly, NOW + timedelta(days=6))
    assert is_due(weekly, NOW + timedelta(days=6, hours=12))


def test_a_refused_address_stops_nobody_else_s_mail(store: SqlStore) -> None:
    """It is told with the server's words, and tried again next time."""
    with mail_server(refused=("ada@quill.example",)) as box:
        report = send(store, box)
        assert report.sent == ["bo@quill.example"]
        (problem,) = report.problems
        assert problem.subject == "ada@quill.example" and "no such person here" in problem.message
        box.refused = ()
        assert send(store, box).sent == ["ada@quill.example"]


def test_who_leaves_while_their_mail_is_under_way_stays_away(store: SqlStore) -> None:
    """Noting what was sent does not bring an address back."""
    with mail_server() as box:
        box.on_mail = lambda: store.remove_subscriber("ada@quill.example")
        send(store, box)
    assert [s.address for s in store.subscribers()] == ["bo@quill.example"]
    assert store.sent_stories("ada@quill.example") == {}


def test_the_way_out_stands_in_the_header_as_it_is(store: SqlStore) -> None:
    """On the wire, however long: a mail program does not decode it. One click is for https."""
    for base in (f"https://{'long.' * 30}example/", "http://news.example/"):
        ada = store.subscribers()[0]
        stories = choose_stories(News(store), ada, LATER, limit=3)
        site = replace(SITE, base_url=base)
        head = compose(stories, ada, site, sender=SENDER, now=LATER).as_bytes().split(b"\r\n")
        link = f"List-Unsubscribe: <{base}unsubscribe?token={ada.token}>".encode()
        assert link in head
        one_click = b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
        assert one_click is base.startswith("https:")


def test_a_server_that_dies_midway_is_not_waited_for(store: SqlStore) -> None:
    """Two failures in a row end the round; who had their mail does not get it again."""
    for number in range(4):
        address = f"cy{number}@quill.example"
        store.save_subscriber(new_subscriber(address, "day", NOW - timedelta(days=9)))
    with mail_server(dies_after=1) as box:
        report = send(store, box)
    assert report.sent == ["ada@quill.example"]
    assert len(report.problems) == 2 and len(report.not_tried) == 3
    with mail_server() as box:
        assert len(send(store, box).sent) == 5


def test_a_story_merged_into_another_is_not_new_again(store: SqlStore) -> None:
    """Who had it is told of the other only when that changes."""
    other = next(c.story_id for c in store.cards() if c.story_id != PAGE.story_id)
    ada = store.subscribers()[0]
    store.save_sent_stories(ada.address, [SentStory(other, 1, "d1")])
    store.merge_story(other, PAGE.story_id)
    told = choose_stories(News(store), ada, LATER, limit=9)
    assert PAGE.story_id not in {s.revision.page.story_id for s in told}
    changed = (Change(ChangeKind.TITLE, "“A” became “B”"),)
    number = store.revision(PAGE.story_id).number + 1
    publish(store, Revision(number, LATER, replace(PAGE, title="B"), changed, "other"))
    found = choose_stories(News(store), ada, LATER, limit=9)
    again = next(s for s in found if s.revision.page.story_id == PAGE.story_id)
    assert again.had and again.changes == changed


def test_of_what_changed_the_weightiest_comes_first(store: SqlStore) -> None:
    """Named by its kind, however it stands in the history; the rest is counted."""
    ada = store.subscribers()[0]
    kinds = ("ARTICLES", "NARRATIVE", "TITLE", "ADDED", "CORRECTED")
    changed = tuple(Change(ChangeKind[k], f"what {k}") for k in kinds)
    number = store.revision(PAGE.story_id).number
    store.save_sent_stories(ada.address, [SentStory(PAGE.story_id, number, "d")])
    publish(store, Revision(number + 1, LATER, replace(PAGE, title="B"), changed, "other"))
    stories = choose_stories(News(store), ada, LATER, limit=9)
    mail = compose(stories, ada, SITE, sender=SENDER, now=LATER)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    told = [line.split("changed: ")[1] for line in text.splitlines() if "changed: " in line]
    assert told == [
        "Corrected by its publisher: what CORRECTED",
        "New: what ADDED",
        "Title: what TITLE",
        "and 2 more changes",
    ]


def test_each_page_is_weighed_once_a_round(store: SqlStore) -> None:
    """However many subscribers there are."""
    news = News(store)
    read = []
    plain = news.read
    news.read = lambda s, n: read.append((s, n)) or plain(s, n)
    for subscriber in store.subscribers():
        for card in store.cards():
            news.weight(card)
        assert choose_stories(news, subscriber, LATER, limit=1)
    assert len(read) == len(store.cards()) + 2


def test_a_server_that_hangs_up_is_called_again(store: SqlStore) -> None:
    """Every mail arrives once."""
    with mail_server(hang_up_after=1) as box:
        report = send(store, box)
    assert report.sent == ["ada@quill.example", "bo@quill.example"]
    assert [to for to, _ in box.taken] == [["ada@quill.example"], ["bo@quill.example"]]


def test_without_a_server_nothing_is_noted_as_sent(store: SqlStore) -> None:
    """The error names host and port; the next round sends."""
    with mail_server() as box:
        pass
    with pytest.raises(FetchError, match=rf"127\.0\.0\.1:{box.port}"):
        send(store, box)
    assert store.sent_stories("ada@quill.example") == {}
    with mail_server() as box:
        assert len(send(store, box).sent) == 2


def test_a_hostile_title_adds_no_header_and_no_element(store: SqlStore) -> None:
    """Line breaks and markup from feeds stay text."""
    hostile = replace(
        PAGE,
        title="Talks\r\nBcc: all@quill.example\r\n\r\n<script>alert(1)</script>",
        slug=PAGE.slug,
    )
    publish(store, Revision(3, LATER, hostile, (), "d3"))
    subscriber = store.subscribers()[0]
    site = replace(SITE, title="The Sieve\r\nBcc: all@quill.example")
    stories = choose_stories(News(store), subscriber, LATER, limit=3)
    mail = compose(stories, subscriber, site, sender=SENDER, now=LATER)
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read["Bcc"] is None and read["Subject"].startswith("The Sieve Bcc: all@quill.example")
    assert "<script>" not in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@quill.example, bo@quill.example", "a\nb@quill.example", "<a@b.example>",
                "a@b.example\r\nBcc: c@d.example", "@quill.example", "a@" + "b" * 300]
)  # fmt: skip
def test_what_is_no_single_address_is_refused(address: str) -> None:
    """Nothing that could become a second recipient or a header."""
    with pytest.raises(InputError, match="no mail address"):
        checked_address(address)


def test_a_withdrawn_story_is_not_sent(store: SqlStore) -> None:
    """What is published no more is not told by mail either."""
    gone = replace(PAGE, withdrawn="taken down", facts=(), narratives=(), disputes=(), articles=())
    publish(store, Revision(3, LATER, gone, (), "d3"))
    chosen = choose_stories(News(store), store.subscribers()[0], LATER, limit=100)
    assert PAGE.story_id not in {s.revision.page.story_id for s in chosen} and chosen


def test_the_command_line_adds_lists_writes_and_removes(store: SqlStore, tmp_path: Path) -> None:
    """A dry run writes mails to look at and notes none; what is missing in the settings is named."""
    config = tmp_path / "winnow.toml"
    config.write_text(
        f'[site]\nbase_url = "https://news.example/"\n[store]\nurl = "sqlite:///{tmp_path}/winnow.sqlite"\n'
    )
    run = CliRunner()

    def winnow(*words: str) -> Any:
        return run.invoke(app, ["digest", *words, "--config", str(config)])

    assert (
        "cy@quill.example gets the digest every week"
        in winnow("add", "cy@quill.example", "--every", "week").output
    )
    assert winnow("add", "CY@quill.example").exit_code != 0
    assert "cy@quill.example" in winnow("list").output
    for revision in (replace(NEWEST, number=3, published=_now(), digest="new"),):
        publish(store, revision)
    done = winnow("send", "--dry-run", str(tmp_path / "mails"))
    assert "3 mails written, none sent" in done.output
    assert {p.suffix for p in (tmp_path / "mails").iterdir()} == {".eml", ".html"}
    assert store.sent_stories("cy@quill.example") == {}
    assert "[digest] host" in winnow("send").output
    assert winnow("remove", "cy@quill.example").exit_code == 0
    assert "cy@quill.example" not in winnow("list").output


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC) - timedelta(minutes=1)
