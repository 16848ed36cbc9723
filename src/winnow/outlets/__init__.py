"""Outlets: what Winnow's catalogue, the operator and named raters say about them, put together.

The catalogue lies in ``winnow/data/outlets``; the operator's own words outrank it.  Nothing is
guessed: what neither says is unknown, and leans come from raters alone.
"""

from winnow.outlets.catalogue import (
    Catalogue,
    CatalogueEntry,
    check_catalogue,
    load_catalogue,
    shipped_catalogue,
    shipped_files,
)
from winnow.outlets.feeds import FeedAnswer, ask_feeds
from winnow.outlets.known import KnownOutlets, known_outlets
from winnow.outlets.operator_file import append_outlet, write_ratings
from winnow.outlets.rating_table import RatingColumns, RatingRow, TableProblem, read_rating_table
from winnow.outlets.ratings import Rating, load_ratings, merge_ratings
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
    "append_outlet",
    "ask_feeds",
    "check_catalogue",
    "known_outlets",
    "listed_flaws",
    "load_catalogue",
    "load_ratings",
    "merge_ratings",
    "outlet_toml",
    "read_rating_table",
    "shipped_catalogue",
    "shipped_files",
    "starter_toml",
    "write_ratings",
]
