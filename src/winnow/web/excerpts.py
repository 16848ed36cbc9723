"""Found texts, cut to what may be shown: a few words around a hit, few of any one article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from winnow.site.words import clean
from winnow.types import ArticleId, Hit, Marked

#: Words of one article that a page of results may print; the limit of a story page.
ARTICLE_WORDS = 60
#: Words of one text: two lines of a result.
_EXCERPT_WORDS = 32
#: Fewer say nothing.
_LEAST_WORDS = 6
_LEAD = 6
_GAP = "… "
_WORD = re.compile(r"\S+")


def excerpt(text: Marked, words: int = _EXCERPT_WORDS) -> Marked:
    """Return at most ``words`` words of a text around the first that was found.

    >>> excerpt((("one two three four five six seven eight ", False), ("nine", True)), 4)
    (('… six seven eight ', False), ('nine', True))
    """
    whole = "".join(piece for piece, _ in text)
    spans = [(m.start(), m.end()) for m in _WORD.finditer(whole)]
    if len(spans) <= words:
        return text
    hit = next((i for i, (_, end) in enumerate(spans) if end > _first_hit(text)), 0)
    first = max(0, min(hit - min(_LEAD, words - 1), len(spans) - words))
    start, end = spans[first][0], spans[first + words - 1][1]
    before = ((_GAP, False),) if first else ()
    is_cut = end < len(whole) and not whole[start:end].endswith("…")
    after = ((" …", False),) if is_cut else ()
    return _joined((*before, *_cut(text, start, end), *after))


def _first_hit(text: Marked) -> int:
    at = 0
    for piece, is_found in text:
        if is_found:
            return at
        at += len(piece)
    return 0


def _cut(text: Marked, start: int, end: int) -> Marked:
    pieces, at = [], 0
    for piece, is_found in text:
        part = piece[max(0, start - at) : max(0, end - at)]
        if part:
            pieces.append((part, is_found))
        at += len(piece)
    return tuple(pieces)


def _joined(text: Marked) -> Marked:
    """Return neighbours that are alike as one piece."""
    pieces: list[tuple[str, bool]] = []
    for piece, is_found in text:
        if pieces and pieces[-1][1] == is_found:
            pieces[-1] = (pieces[-1][0] + piece, is_found)
        else:
            pieces.append((piece, is_found))
    return tuple(pieces)


def excerpts(hits: Sequence[Hit]) -> list[Marked]:
    """Return what one page of results shows of each hit, in order.

    The words shown of any one article, in whatever results, are at most ``ARTICLE_WORDS``; where
    they are used up, the excerpt is shorter or empty.
    """
    spent: Counter[ArticleId] = Counter()
    shown = []
    for hit in hits:
        ids = hit.entry.article_ids
        left = min((ARTICLE_WORDS - spent[each] for each in ids), default=_EXCERPT_WORDS)
        text = excerpt(hit.text, min(left, _EXCERPT_WORDS)) if left >= _LEAST_WORDS else ()
        words = len(_WORD.findall("".join(piece for piece, _ in text)))
        spent.update(dict.fromkeys(ids, words))
        shown.append(clean_marked(text))
    return shown


def clean_marked(text: Marked) -> Marked:
    """Return a marked text without characters that act instead of being read.

    Spaces at the borders of pieces stay: they part words.
    """
    return tuple((_clean(piece), is_found) for piece, is_found in text)


def _clean(piece: str) -> str:
    bare = clean(piece)
    before = " " if piece[:1].isspace() and bare else ""
    after = " " if piece[-1:].isspace() else ""
    return f"{before}{bare}{after}"
