"""The digest by mail: which stories a subscriber has not had, as one message, handed to a server."""

from winnow.mail.choice import DigestStory, News, choose_stories, is_due
from winnow.mail.message import compose
from winnow.mail.post import MailServer, SentReport, send_digests
from winnow.mail.subscribers import checked_address, new_subscriber

__all__ = [
    "DigestStory",
    "MailServer",
    "News",
    "SentReport",
    "checked_address",
    "choose_stories",
    "compose",
    "is_due",
    "new_subscriber",
    "send_digests",
]
