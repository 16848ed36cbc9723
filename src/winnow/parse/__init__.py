"""Parsing: bytes in, values out; meets no network and no clock.

Feeds become items, pages become articles, JSON files become articles; what is not what it claims
to be is a ``ParseError`` or a ``Problem`` in one line.
"""

from winnow.parse.article import Draft, extract_article, make_article
from winnow.parse.clean import clean_text
from winnow.parse.embedded import ImageCredit, embedded_credit
from winnow.parse.feeds import ParsedFeed, SitemapRef, parse_feed
from winnow.parse.jsonl import DEFAULT_MAPPING, JsonlMapping, read_jsonl
from winnow.parse.outlets import clean_title, outlet_of_url
from winnow.parse.paths import read_path

__all__ = [
    "DEFAULT_MAPPING",
    "Draft",
    "ImageCredit",
    "JsonlMapping",
    "ParsedFeed",
    "SitemapRef",
    "clean_text",
    "clean_title",
    "embedded_credit",
    "extract_article",
    "make_article",
    "outlet_of_url",
    "parse_feed",
    "read_jsonl",
    "read_path",
]
