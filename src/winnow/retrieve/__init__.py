"""Retrieval: an address in, bytes out, politely and safely.

Guards against private addresses, bombs and endless answers; honours robots.txt and reservations
of text and data mining; keeps validators byte for byte.  Knows nothing of feeds and articles.
"""

from winnow.retrieve.fetcher import Fetcher
from winnow.retrieve.results import (
    Exchange,
    Failed,
    FailureKind,
    Fetched,
    FetchOptions,
    FetchResult,
    NotModified,
    PictureRetriever,
    Retriever,
)
from winnow.retrieve.schedule import is_due, next_check, remember
from winnow.retrieve.warc import WarcArchive

__all__ = [
    "Exchange",
    "Failed",
    "FailureKind",
    "FetchOptions",
    "FetchResult",
    "Fetched",
    "Fetcher",
    "NotModified",
    "PictureRetriever",
    "Retriever",
    "WarcArchive",
    "is_due",
    "next_check",
    "remember",
]
