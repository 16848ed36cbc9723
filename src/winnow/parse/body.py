"""The text of a page's article: what an extractor finds, less what the page's markup speaks against.

The body that the page states in its data (JSON-LD) is taken where it is the fuller one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser
from trafilatura import extract

from winnow.errors import ParseError
from winnow.parse.blocks import blocks_of
from winnow.parse.weigh import Wording, scores, words_of

#: Characters.  Below this the extractor is asked again, in its wider mode: precision sometimes takes
#: a teaser for the article (publisher_html_fundus: 250 to 800 tie).
_SUSPICIOUSLY_SHORT = 400
#: A block that weighs less than this is no part of the article though the extractor took it
#: (publisher_html_fundus: body ROUGE-L .961 at -2, .963 at -1, .967 here).
_REJECTED = 0.0
#: If less than this is left, the markup was misread, and nothing is dropped.
_LEAST_SHARE = 0.6


def article_body(html: str, tree: LexborHTMLParser, stated: str, url: str) -> str:
    """Return the paragraphs of a page's article, one a line, before they are cleaned.

    ``stated`` is the body in the page's own data (JSON-LD), ``""`` where it has none.
    """
    precise, plain = (extracted_text(html, url, precise=each) for each in (True, False))
    is_teaser = len(precise) < _SUSPICIOUSLY_SHORT and len(plain) > 2 * len(precise)
    found = plain if is_teaser else precise
    kept = _not_rejected(found, tree, precise, plain, stated)
    return _fuller(kept if len(kept) >= _LEAST_SHARE * len(found) else found, stated)


def extracted_text(html: str, url: str, *, precise: bool) -> str:
    """Return what trafilatura finds, in its precise or its plain mode; ``""`` for nothing."""
    try:
        found = extract(
            html,
            url=url,
            favor_precision=precise,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    except Exception as error:  # whatever hostile markup makes a parser raise
        raise ParseError(url, f"the page cannot be read ({type(error).__name__})") from error
    return found or ""


def _not_rejected(found: str, tree: LexborHTMLParser, precise: str, plain: str, stated: str) -> str:
    """Return the lines of ``found`` but those that stand in rejected blocks alone."""
    blocks = blocks_of(tree)
    weighed = scores(blocks, precise, plain, stated)
    good, bad = (
        Wording.of(
            "\n".join(
                block.text
                for block, score in zip(blocks, weighed, strict=True)
                if (score < _REJECTED) is rejected
            )
        )
        for rejected in (False, True)
    )
    return "\n".join(line for line in found.split("\n") if not _is_rejected(line, good, bad))


def _is_rejected(line: str, good: Wording, bad: Wording) -> bool:
    words: Sequence[str] = words_of(line)
    return bool(words) and bad.share(words) > 0.8 and good.share(words) < 0.5


def _fuller(found: str, stated: str) -> str:
    """Return ``stated`` unless it is a summary, cut short, without paragraphs, or says all twice."""
    if len(stated) < 300 or len(stated) < 0.6 * len(found) or stated.count(stated[:200]) > 1:
        return found
    covered = _share(stated, found)
    if "\n" not in stated.strip() and covered > 0.8:
        return found  # the same text, but with its paragraphs
    return stated if "\n" in stated.strip() else _in_paragraphs(stated, found)


def _in_paragraphs(stated: str, found: str) -> str:
    """Return ``stated``, which is one line, broken where paragraphs of ``found`` begin in it."""
    beginnings = (line[:40] for line in found.split("\n") if len(line) >= 40)
    breaks = sorted({place for begin in beginnings if (place := stated.find(begin)) > 0})
    edges = [0, *breaks, len(stated)]
    return "\n".join(stated[a:b].strip() for a, b in pairwise(edges))


def _share(part: str, whole: str) -> float:
    """Return the share of the words of ``part`` that stand in ``whole``."""
    a, b = Counter(part.split()), Counter(whole.split())
    return sum((a & b).values()) / max(1, sum(a.values()))
