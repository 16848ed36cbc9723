"""Small stories for tests of the stages: a few invented articles made into `Material`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from winnow.encoder import Encoder, HashingEncoder
from winnow.stages.genre import genre_of
from winnow.stages.material import Material
from winnow.stages.origins import find_origins
from winnow.stages.statements import find_statements
from winnow.types import Article, OriginLink, OriginRole, Outlet

START = datetime(2024, 5, 2, 9, tzinfo=UTC)


def article(
    name: str,
    text: str,
    *,
    hour: float = 0,
    title: str = "A flood in Caldria",
    credit: str | None = None,
) -> Article:
    """Return an article of the outlet ``name``, published ``hour`` hours after the first."""
    when = START + timedelta(hours=hour)
    return Article(
        name,
        f"https://{name}.example/1",
        f"{name}.example",
        title,
        text,
        when,
        when,
        credited_to=credit,
    )


def material(
    *articles: Article,
    origins: dict[str, str] | None = None,
    encoder: Encoder | None = None,
    alike: bool = False,
) -> Material:
    """Return the story of ``articles``; each is its own origin unless ``origins`` says whose it is.

    ``alike`` gives every statement the same vector: all are about one thing.
    """
    statements = tuple(s for a in articles for s in find_statements(a))
    texts = ["one thing" if alike else s.exact for s in statements]
    outlets = {a.outlet_id: Outlet(a.outlet_id, a.id.title()) for a in articles}
    return Material(
        articles=articles,
        outlets=outlets,
        origins=tuple(_link(a, origins) for a in articles),
        statements=statements,
        vectors=(encoder or HashingEncoder()).encode(texts),
        not_news=frozenset(a.id for a in articles if not genre_of(a).supplies_facts),
    )


def _link(own: Article, origins: dict[str, str] | None) -> OriginLink:
    source = (origins or {}).get(own.id)
    role = OriginRole.REPRINT if source else OriginRole.ORIGINAL
    return OriginLink(own.id, source or own.id, role, source, None, 1.0 if source else 0.0, "")


def found_origins(articles: Sequence[Article]) -> dict[str, str]:
    """Return the origin that the program finds for each article."""
    return {link.article_id: link.origin_id for link in find_origins(articles, {})}


def rows_alike(count: int, cosine: float) -> np.ndarray:
    """Return ``count`` unit vectors, any two of which have this cosine."""
    rows = np.zeros((count, 384), np.float32)
    rows[:, 0] = np.sqrt(cosine)
    rows[np.arange(count), np.arange(1, count + 1)] = np.sqrt(1 - cosine)
    return rows
