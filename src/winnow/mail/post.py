"""Digests handed to a mail server, one subscriber after the other; one refusal stops nobody else's."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.message import EmailMessage

from winnow.errors import FetchError, WinnowError
from winnow.mail.choice import DigestStory, News, choose_stories, is_due
from winnow.mail.message import compose
from winnow.site import SiteOptions
from winnow.store import Store
from winnow.types import Problem, SentStory, Subscriber

_TIMEOUT_S = 30
#: Failures to reach a server in a row after which the round waits for it no more.
_MOST_FAILURES = 2
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
    #: The server could not be reached any more when their turn came.
    not_tried: list[str] = field(default_factory=list)
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
    ``FetchError``: the server cannot be reached at all.
    """
    report, news = SentReport(), News(store)
    with closing(_Post(server, sender)) as post:
        for subscriber in store.subscribers():
            if not even_if_not_due and not is_due(subscriber, now):
                report.not_due.append(subscriber.address)
            elif post.is_given_up:
                report.not_tried.append(subscriber.address)
            else:
                _serve(subscriber, news, options, post, report, store=store, now=now, limit=limit)
                tell(subscriber.address)
    return report


def _serve(
    subscriber: Subscriber,
    news: News,
    options: SiteOptions,
    post: _Post,
    report: SentReport,
    *,
    store: Store,
    now: datetime,
    limit: int,
) -> None:
    """Send one subscriber their digest; a fault in it is told and holds up nobody else's."""
    address = subscriber.address
    try:
        stories = choose_stories(news, subscriber, now, limit=limit)
        if not stories:
            report.nothing_new.append(address)
            return
        message = compose(stories, subscriber, options, sender=post.sender, now=now)
    except (WinnowError, ValueError, LookupError) as error:
        report.problems.append(Problem(address, _STAGE, f"{type(error).__name__}: {error}"))
        return
    fault = post.hand_in(address, message)
    if fault:
        report.problems.append(Problem(address, _STAGE, fault))
    else:
        note_sent(store, subscriber, stories, now)
        report.sent.append(address)


def note_sent(
    store: Store, subscriber: Subscriber, stories: Iterable[DigestStory], now: datetime
) -> None:
    """Note that a subscriber has these stories now; who has left meanwhile stays forgotten."""
    sent = [
        SentStory(s.revision.page.story_id, s.revision.number, s.revision.digest) for s in stories
    ]
    with store.transaction():
        known = store.subscriber(address=subscriber.address)
        if known is None or known.token != subscriber.token:
            return
        store.save_sent_stories(subscriber.address, sent)
        store.save_subscriber(replace(known, last_sent=now))


class _Post:
    """One connection, made for the first mail and anew once when the server drops it."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self.sender = sender
        self._server = server
        self._open: smtplib.SMTP | None = None
        self._failures = 0
        self._was_open = False

    @property
    def is_given_up(self) -> bool:
        """Whether the server could not be reached so often in a row that nobody waits for it."""
        return self._failures >= _MOST_FAILURES

    def hand_in(self, address: str, message: EmailMessage) -> str:
        """Return why the server did not take a message; "": it did."""
        for attempt in (1, 2):
            try:
                self._connection().send_message(message, self.sender, [address])
            except FetchError as error:
                if not self._was_open:
                    raise
                self._failures += 1
                return error.message
            except smtplib.SMTPServerDisconnected as error:
                self._open = None
                if attempt == 2:
                    self._failures += 1
                    return _said(error)
            except (smtplib.SMTPException, OSError) as error:
                self._reset()
                return _said(error)
            else:
                self._failures = 0
                return ""
        return ""

    def close(self) -> None:
        if self._open is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._open.quit()

    def _connection(self) -> smtplib.SMTP:
        if self._open is None:
            self._open = self._server.connect()
            self._was_open = True
        return self._open

    def _reset(self) -> None:
        """Make the connection fit for the next mail, or let go of it."""
        try:
            if self._open is not None:
                self._open.rset()
        except (smtplib.SMTPException, OSError):
            self._open = None


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
