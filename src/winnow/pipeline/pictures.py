"""Credits of pictures whose page gives none: the picture's file may carry one (IPTC, XMP).

Without a credit a picture is never shown, so it is worth one request, made as politely as any other;
nothing of the file is kept but the line.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from winnow.parse import embedded_credit
from winnow.pipeline.visits import host_of
from winnow.retrieve import Failed, Fetched, FetchResult, Retriever
from winnow.types import Article

#: A host of pictures that failed so often is asked for no more of them in this run.
_MOST_FAILURES = 3


@dataclass
class PictureCredits:
    """Asks pictures for their credit, each address once; used by many workers at once."""

    retriever: Retriever
    now: datetime
    #: Pictures asked for, and those that gave a credit.
    asked: int = 0
    found: int = 0
    _lines: dict[str, str] = field(default_factory=dict)
    _failures: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def credited(self, article: Article) -> Article:
        """Return the article with its picture's own credit, where the page gave none."""
        image = article.image
        if image is None or image.credit or article.set_aside or article.reserved:
            return article
        line = self._line(image.url)
        return replace(article, image=replace(image, credit=line)) if line else article

    def _line(self, url: str) -> str:
        host = host_of(url)
        with self._lock:
            if url in self._lines:
                return self._lines[url]
            if self._failures[host] >= _MOST_FAILURES:
                return ""
            self.asked += 1
        result = self.retriever.fetch(url, None, self.now)
        line = _credit_in(result)
        with self._lock:
            self._failures[host] += isinstance(result, Failed)
            self.found += bool(line) and url not in self._lines
            self._lines[url] = line
        return line


def _credit_in(result: FetchResult) -> str:
    """Return the line in a picture that was fetched and that its publisher does not reserve, or ""."""
    if not isinstance(result, Fetched) or result.reserved:
        return ""
    credit = embedded_credit(result.page.content)
    return credit.line if credit else ""
