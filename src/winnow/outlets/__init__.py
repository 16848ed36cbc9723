"""Outlets: what Winnow's catalogue, the operator and named raters say about them, put together.

The catalogue lies in ``winnow/data/outlets``; the operator's own words outrank it.  Nothing is
guessed: what neither says is unknown, and leans come from raters alone.
"""

from winnow.outlets.catalogue import (
    Catalogue,
    CatalogueEntry,
    parse_entries,
    shipped_catalogue,
)
from winnow.outlets.feeds import FeedAnswer, ask_feeds
from winnow.outlets.known import KnownOutlets, known_outlets
from winnow.outlets.rating_table import RatingColumns, RatingRow, TableProblem, read_rating_table
from winnow.outlets.ratings import Rating, load_ratings, merge_ratings, ratings_toml
from winnow.outlets.rules import Flaw, listed_flaws
from winnow.outlets.toml import outlet_toml, starter_toml

__all__ = [
    "Catalogue",
    "CatalogueEntry",
    "FeedAnswer",
    "Flaw",
    "KnownOutlets",
    "Rating",
    "RatingColumns",
    "RatingRow",
    "TableProblem",
    "ask_feeds",
    "known_outlets",
    "listed_flaws",
    "load_ratings",
    "merge_ratings",
    "outlet_toml",
    "parse_entries",
    "ratings_toml",
    "read_rating_table",
    "shipped_catalogue",
    "starter_toml",
]
