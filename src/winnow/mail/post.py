"""Digests handed to a mail server, one subscriber after the other; one refusal stops nobody else's."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage

from winnow.errors import FetchError
from winnow.mail.choice import DigestStory, choose_stories, is_due
from winnow.mail.message import compose
from winnow.site import SiteOptions
from winnow.store import Store
from winnow.types import Problem, SentStory, Subscriber

_TIMEOUT_S = 30
_STAGE = "digest"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int = 587
    #: "starttls", "tls" or "none".
    security: str = "starttls"
    user: str = ""
    password: str = ""

    def connect(self) -> smtplib.SMTP:
        """Return a connection that is ready to take mail; raise ``FetchError`` when there is none."""
        try:
            return self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise FetchError(
                f"{self.host}:{self.port}", f"takes no mail: {_said(error)}"
            ) from error

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=_TIMEOUT_S, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_S)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass
class SentReport:
    """What a round of digests came to."""

    sent: list[str] = field(default_factory=list)
    #: Nothing new to tell them.
    nothing_new: list[str] = field(default_factory=list)
    #: Their time has not come.
    not_due: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def send_digests(
    store: Store,
    options: SiteOptions,
    server: MailServer,
    *,
    sender: str,
    now: datetime,
    limit: int,
    even_if_not_due: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> SentReport:
    """Send every subscriber whose time has come what is new to them; return what came of it.

    What was taken by the server is noted at once, so that a round that breaks off repeats nothing.
    """
    report = SentReport()
    with_news = []
    for subscriber in store.subscribers():
        if not even_if_not_due and not is_due(subscriber, now):
            report.not_due.append(subscriber.address)
            continue
        stories = choose_stories(store, subscriber, now, limit=limit)
        if stories:
            with_news.append((subscriber, stories))
        else:
            report.nothing_new.append(subscriber.address)
    if with_news:
        post = _Post(server, sender)
        try:
            for subscriber, stories in with_news:
                message = compose(stories, subscriber, options, sender=sender, now=now)
                fault = post.hand_in(subscriber.address, message)
                if fault:
                    report.problems.append(Problem(subscriber.address, _STAGE, fault))
                else:
                    note_sent(store, subscriber, stories, now)
                    report.sent.append(subscriber.address)
                tell(subscriber.address)
        finally:
            post.close()
    return report


def note_sent(
    store: Store, subscriber: Subscriber, stories: Iterable[DigestStory], now: datetime
) -> None:
    """Note that a subscriber has these stories now."""
    sent = [
        SentStory(s.revision.page.story_id, s.revision.number, s.revision.digest) for s in stories
    ]
    with store.transaction():
        store.save_sent_stories(subscriber.address, sent)
        store.save_subscriber(replace(subscriber, last_sent=now))


class _Post:
    """One connection, opened anew once when the server drops it."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server = server
        self._sender = sender
        self._open = server.connect()

    def hand_in(self, address: str, message: EmailMessage) -> str:
        """Return why the server did not take a message; "": it did."""
        for attempt in (1, 2):
            try:
                self._open.send_message(message, self._sender, [address])
            except smtplib.SMTPServerDisconnected as error:
                if attempt == 2:
                    return _said(error)
                try:
                    self._open = self._server.connect()
                except FetchError as again:
                    return again.message
            except (smtplib.SMTPException, OSError) as error:
                with suppress(smtplib.SMTPException, OSError):
                    self._open.rset()
                return _said(error)
            else:
                return ""
        return ""

    def close(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._open.quit()


def _said(error: Exception) -> str:
    """Return what a server answered, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [f"{code} {_plain(text)}" for code, text in error.recipients.values()]
        return f"the server refuses the address: {'; '.join(answers)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    return " ".join(str(error).split()) or type(error).__name__


def _plain(text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(said.split())[:200]
