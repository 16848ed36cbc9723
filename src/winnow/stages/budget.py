"""How many words of each article a page may still print verbatim (DESIGN §5, rule 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from winnow.text.edit import word_count
from winnow.types import Article, ArticleId, Evidence, Span


class VerbatimBudget:
    """Counts the words of each article that a page shows; a passage shown twice counts once."""

    def __init__(self, articles: Iterable[Article], *, limit: int = 60) -> None:
        self._texts: Mapping[ArticleId, str] = {a.id: a.text for a in articles}
        self._spans: dict[ArticleId, list[Span]] = {}
        self.limit = limit

    def copy(self) -> VerbatimBudget:
        """Return a budget with the same bookings, to try things on."""
        other = VerbatimBudget((), limit=self.limit)
        other._texts = self._texts
        other._spans = {article_id: list(spans) for article_id, spans in self._spans.items()}
        return other

    def used(self, article_id: ArticleId) -> int:
        """Return the words of the article that the page shows by now."""
        return self._words(article_id, self._spans.get(article_id, []))

    def free(self, article_id: ArticleId) -> int:
        """Return the words of the article that may still be shown."""
        return max(0, self.limit - self.used(article_id))

    def fits(self, *evidence: Evidence) -> bool:
        """Return whether all the passages together stay within the limit of their articles."""
        return all(
            self._words(article_id, self._with(article_id, evidence)) <= self.limit
            for article_id in {e.article_id for e in evidence}
        )

    def take(self, *evidence: Evidence) -> bool:
        """Book the passages and return ``True``, or leave all as it was and return ``False``."""
        if not self.fits(*evidence):
            return False
        for article_id in {e.article_id for e in evidence}:
            self._spans[article_id] = self._with(article_id, evidence)
        return True

    def _with(self, article_id: ArticleId, evidence: Iterable[Evidence]) -> list[Span]:
        added = [(e.start, e.end) for e in evidence if e.article_id == article_id]
        return _union([*self._spans.get(article_id, []), *added])

    def _words(self, article_id: ArticleId, spans: list[Span]) -> int:
        text = self._texts.get(article_id, "")
        return sum(word_count(text[start:end]) for start, end in spans)


def _union(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
