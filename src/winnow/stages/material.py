"""What the publishing stages know of one story: its articles and all that was read off them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from winnow.types import (
    Article,
    ArticleId,
    OriginId,
    OriginLink,
    Outlet,
    OutletId,
    Statement,
    StatementKind,
)

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Material:
    """One story's articles, origins, statements and their vectors, in a stable order."""

    articles: tuple[Article, ...]
    outlets: Mapping[OutletId, Outlet]
    #: One link per article, in the order of the articles.
    origins: tuple[OriginLink, ...]
    statements: tuple[Statement, ...]
    #: Shape (len(statements), 384), rows of length one.
    vectors: Vectors
    #: Articles whose genre is opinion, analysis, satire, …: they never supply facts.
    not_news: frozenset[ArticleId] = frozenset()
    #: Shape (len(articles), 384), rows of length one: title and lead.
    article_vectors: Vectors | None = None

    def like(self, article_id: ArticleId | None) -> Vectors | None:
        """Return the vector of an article's title and lead, if there are any vectors of articles."""
        if self.article_vectors is None or article_id is None:
            return None
        row = [a.id for a in self.articles].index(article_id)
        return np.asarray(self.article_vectors[row], dtype=np.float32)

    @cached_property
    def article_of(self) -> Mapping[ArticleId, Article]:
        """Return the articles by id."""
        return {a.id: a for a in self.articles}

    @cached_property
    def origin_of(self) -> Mapping[ArticleId, OriginId]:
        """Return the origin of each article."""
        return {link.article_id: link.origin_id for link in self.origins}

    @cached_property
    def origin_count(self) -> int:
        """Return the number of independent origins in the story."""
        return len(set(self.origin_of.values()))

    @cached_property
    def voice_count(self) -> int:
        """Return the number of origins with what partial reprints wrote themselves: no claim has more."""
        own = {link.own_origin_id for link in self.origins if link.own_origin_id}
        copied = {passage.origin_id for link in self.origins for passage in link.copied}
        return len(set(self.origin_of.values()) | own | copied)

    def origin_at(self, statement: Statement) -> OriginId:
        """Return the origin of one statement: in a partial reprint the source's, or the article's own.

        A sentence that stands in the source counts for the source however the rest was written.
        """
        link = self._link_of[statement.article_id]
        for passage in link.copied:
            shared = min(statement.end, passage.end) - max(statement.start, passage.start)
            if 2 * shared > statement.end - statement.start:
                return passage.origin_id
        return link.own_origin_id or link.origin_id

    def origins_of(self, statements: Sequence[Statement]) -> tuple[OriginId, ...]:
        """Return the independent origins behind the statements, sorted."""
        return tuple(sorted({self.origin_at(s) for s in statements}))

    @cached_property
    def _link_of(self) -> Mapping[ArticleId, OriginLink]:
        return {link.article_id: link for link in self.origins}

    def outlet_of(self, article_id: ArticleId) -> Outlet:
        """Return the outlet of an article; one that is not catalogued is known by its domain alone."""
        outlet_id = self.article_of[article_id].outlet_id
        return self.outlets.get(outlet_id) or Outlet(id=outlet_id, name=outlet_id)


#: Kinds that may become facts; evaluation and noise never do.
FACTUAL = frozenset(
    {
        StatementKind.EVENT,
        StatementKind.ATTRIBUTED,
        StatementKind.QUOTE,
        StatementKind.BACKGROUND,
    }
)
