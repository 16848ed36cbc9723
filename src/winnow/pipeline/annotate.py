"""Annotation: the costly reading of an article, done once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from winnow.encoder import DIMENSIONS, Encoder
from winnow.stages.assign_terms import text_for_vector
from winnow.stages.material import Vectors
from winnow.stages.statements import find_statements
from winnow.types import Annotation, Article, Statement, StatementKind

#: Part of every annotation: a new version makes the old ones be read again.
VERSION = "1"
#: Statements kept per article: what stands later is rarely about the story.
MAX_STATEMENTS = 60


def annotate(articles: Sequence[Article], encoder: Encoder) -> list[Annotation]:
    """Return one annotation per article: its statements, noise left out, and the vectors."""
    statements = [_statements(a) for a in articles]
    texts = [
        [text_for_vector(a), *(s.exact for s in group)]
        for a, group in zip(articles, statements, strict=True)
    ]
    vectors = encoder.encode([t for group in texts for t in group])
    borders = np.cumsum([0, *(len(group) for group in texts)])
    return [
        Annotation(article.id, group, vectors[start:end].astype("<f4").tobytes(), VERSION)
        for article, group, (start, end) in zip(
            articles, statements, pairwise(int(b) for b in borders), strict=True
        )
    ]


def _statements(article: Article) -> tuple[Statement, ...]:
    kept = (s for s in find_statements(article) if s.kind is not StatementKind.NOISE)
    return tuple(kept)[:MAX_STATEMENTS]


def vectors_of(annotation: Annotation) -> Vectors:
    """Return the statements' vectors, shape (statements, 384)."""
    return _rows(annotation)[1:]


def article_vector(annotation: Annotation) -> Vectors:
    """Return the vector of the article's title and lead, shape (384,)."""
    row: Vectors = _rows(annotation)[0]
    return row


def _rows(annotation: Annotation) -> Vectors:
    flat = np.frombuffer(annotation.vectors, dtype="<f4")
    return flat.reshape(-1, DIMENSIONS).astype(np.float32)
