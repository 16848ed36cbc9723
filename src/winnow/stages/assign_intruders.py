"""Finds articles of a story that are not about it: another text under the right headline, page
furniture where the article should be, or another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.text.similarity import content_terms
from winnow.types import Article, ArticleId

# Tuned on the intruders of the gold stories: precision .82, recall .75. A text that speaks so much
# less of what the others speak of, by the median, is another text …
_FOREIGN = 0.40
# … and so is one that does so a little less strongly and whose vector lies apart.
_DOUBTFUL, _APART = 0.60, 0.47
#: A word in this share of the other articles belongs to the story's own words.
_OWN_WORD = 0.30
#: With fewer texts nobody can say what the story is about.
_LEAST_TEXTS = 4
_LEAST_CHARACTERS = 200
_WORDS_READ = 600

Terms = Mapping[str, int]


def find_intruders(
    articles: Sequence[Article], vectors: NDArray[np.float32]
) -> tuple[tuple[ArticleId, str], ...]:
    """Return the articles that are not about the story, with the reason, sorted by id.

    The story's words are those that three in ten of its texts use. An article that uses them less
    than two fifths as much as is usual there is an intruder, whatever its headline; so is one that
    uses them less than three fifths as much and whose title and lead are unlike the others'.
    ``vectors`` are the rows of ``text_for_vector``. Headlines do not count; very short texts and
    stories with fewer than four texts are not judged.
    """
    rows = [row for row, one in enumerate(articles) if len(one.text) >= _LEAST_CHARACTERS]
    if len(rows) < _LEAST_TEXTS:
        return ()
    terms = [_terms(articles[row].text) for row in rows]
    focus = _focus(terms)
    usual = float(np.median(focus))
    likeness = _likeness(vectors[rows])
    found = [
        (articles[row].id, reason)
        for row, own, like in zip(rows, focus, likeness, strict=True)
        if usual and (reason := _reason(own / usual, like))
    ]
    return tuple(sorted(found))


def _reason(share: float, likeness: float) -> str | None:
    if share < _FOREIGN:
        return f"uses the story's words {round(share * 100)} % as much as is usual in it"
    if share < _DOUBTFUL and likeness < _APART:
        return "tells of something else: neither its words nor its sense are the story's"
    return None


def _focus(texts: Sequence[Terms]) -> list[float]:
    """Return how much each text speaks in words that the other texts use as well."""
    holders = Counter(term for text in texts for term in text)
    least = max(2.0, _OWN_WORD * len(texts))
    own_words = {term: count for term, count in holders.items() if count >= least}
    others = len(texts) - 1
    return [
        sum((own_words[t] - 1) / others * n for t, n in text.items() if t in own_words)
        / max(1, sum(text.values()))
        for text in texts
    ]


def _likeness(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return each row's cosine to the mean of the others."""
    rest = vectors.sum(axis=0) - vectors
    norms = np.maximum(np.linalg.norm(rest, axis=1), 1e-9)
    return np.asarray((rest * vectors).sum(axis=1) / norms, dtype=np.float64)


def _terms(text: str) -> dict[str, int]:
    """Return the text's terms; a word counts three times at most."""
    return _capped(content_terms(" ".join(text.split()[:_WORDS_READ])))


def _capped(terms: Iterable[str]) -> dict[str, int]:
    return {term: min(3, count) for term, count in Counter(terms).items()}
