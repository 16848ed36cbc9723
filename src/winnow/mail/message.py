"""A digest as a message: text and HTML of the same stories, with headers to leave by one click."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from winnow.errors import InputError
from winnow.mail.choice import DigestStory
from winnow.site import SiteOptions
from winnow.site.digest_view import digest_view
from winnow.site.html import render, render_text
from winnow.site.speech import speaking
from winnow.site.urls import Urls
from winnow.site.words import clean, day
from winnow.types import Subscriber

#: Headers are not folded: Python would spell a link too long for a line in a code that no mail
#: program reads there.  998 is what a line may hold (RFC 5322).
_POLICY = SMTP.clone(max_line_length=998)
_KINDS = {"day": "daily", "week": "weekly"}


def compose(
    stories: Sequence[DigestStory],
    subscriber: Subscriber,
    options: SiteOptions,
    *,
    sender: str,
    now: datetime,
) -> EmailMessage:
    """Return the message for a subscriber.

    Raises ``InputError`` when the site's own address is not known: links and the way out need it.
    """
    if not options.base_url:
        raise InputError(
            "[site] base_url", "is empty; a digest leads to pages: say where they stand"
        )
    urls = Urls(options.base_url)
    leave = f"{urls.absolute(urls.unsubscribe)}?token={subscriber.token}"
    told = [(s.revision, s.had is not None, s.changes) for s in stories]
    with speaking(options.language):
        view = digest_view(told, options, urls, leave=leave, every=subscriber.every, at=day(now))
        text, html = render_text("digest.txt", view), render("digest.html", view)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = f"{clean(options.title)}: {view.summary}"[:200]
    message["From"] = Address(clean(options.title)[:80], addr_spec=sender)
    message["To"] = Address(addr_spec=subscriber.address)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = _message_id(stories, subscriber, urls, now)
    message["List-Id"] = (
        f"{_KINDS[subscriber.every]} digest <{subscriber.every}.digest.{_host(urls)}>"
    )
    message["List-Unsubscribe"] = f"<{leave}>"
    if leave.startswith("https:"):
        # RFC 8058: the mail program leaves for the reader, with one request; over https alone.
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _message_id(
    stories: Sequence[DigestStory], subscriber: Subscriber, urls: Urls, now: datetime
) -> str:
    parts = [subscriber.token, now.isoformat(), *(s.revision.digest for s in stories)]
    return f"<{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}@{_host(urls)}>"


def _host(urls: Urls) -> str:
    return urlsplit(urls.base_url).hostname or "localhost"
