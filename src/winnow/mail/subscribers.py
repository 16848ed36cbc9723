"""Addresses that mail may be sent to."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from winnow.errors import InputError
from winnow.types import Subscriber

#: One address and nothing else: no name, no list, no line that could become a header.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{2,63}"
)
EVERY = ("day", "week")


def checked_address(address: str) -> str:
    """Return an address without spaces around it, else raise ``InputError``."""
    plain = address.strip()
    if len(plain) > 254 or not _ADDRESS.fullmatch(plain):
        raise InputError(repr(plain[:80]), "is no mail address; write one such as ada@example.org")
    return plain


def new_subscriber(address: str, every: str, now: datetime) -> Subscriber:
    """Return a subscriber with a token that nobody can guess."""
    if every not in EVERY:
        raise InputError(repr(every), "is no rhythm; say day or week")
    return Subscriber(checked_address(address), secrets.token_urlsafe(24), every, now)
