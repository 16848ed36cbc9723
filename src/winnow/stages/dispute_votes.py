"""Votes in dispute: independent sources give one vote otherwise, "5–0" and "6–0".

A vote is a pair of counts and nothing is rounded in it, so that any difference is a discrepancy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from winnow.stages.material import FACTUAL, Material
from winnow.stages.support import content_of
from winnow.stages.word import word_statement
from winnow.types import Account, Dispute, Statement

#: Two sentences tell of one vote from this cosine and this share of common words on.  Chosen, as for figures
#: not counted once, where sentences of the gold stories still tell of one thing.
NEAR, SAME_WORDS = 0.75, 0.60

_PAIR = re.compile(r"(?<![\d.,])(\d{1,4})\s?(?:[-–—]|votes? to|to)\s?(\d{1,4})(?![\d.,]?\d)")
_VOTING = re.compile(r"\b(?:vot\w+|pass\w*|approv\w+|ballots?|reject\w*|adopt\w*)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Vote:
    row: int
    statement: Statement
    counts: tuple[int, int]
    when: datetime
    origin: str


def votes_in_dispute(material: Material) -> Iterator[tuple[int, Dispute]]:
    """Yield the votes that are told in two ways, each with the number of origins behind it."""
    left = list(_votes(material))
    while left:
        group = [vote for vote in left if _is_same(left[0], vote, material)]
        left = [vote for vote in left if vote not in group]
        accounts = _accounts(group, material)
        if len(accounts) >= 2:
            yield len({vote.origin for vote in group}), Dispute("Count of the vote", accounts)


def _votes(material: Material) -> Iterator[_Vote]:
    for row, statement in enumerate(material.statements):
        if statement.kind not in FACTUAL or statement.article_id in material.not_news:
            continue
        pairs = list(_PAIR.finditer(statement.exact))
        if len(pairs) == 1 and _VOTING.search(statement.exact):
            one, other = int(pairs[0][1]), int(pairs[0][2])
            article = material.article_of[statement.article_id]
            yield _Vote(row, statement, (one, other), article.when, material.origin_of[article.id])


def _is_same(a: _Vote, b: _Vote, material: Material) -> bool:
    one, two = content_of(a.statement.exact), content_of(b.statement.exact)
    shared = len(one.terms & two.terms) / max(1, min(len(one.terms), len(two.terms)))
    near = float(material.vectors[a.row] @ material.vectors[b.row]) >= NEAR
    return a.row == b.row or (near and shared >= SAME_WORDS)


def _accounts(group: Sequence[_Vote], material: Material) -> tuple[Account, ...]:
    """Return an account for each count, earliest first, when two origins give different ones."""
    accounts: dict[tuple[int, int], tuple[str, Account]] = {}
    for vote in sorted(group, key=lambda v: (v.when, v.statement.article_id, v.statement.start)):
        article = material.article_of[vote.statement.article_id]
        sentence = word_statement(vote.statement, article)
        if sentence is not None and vote.counts not in accounts and _PAIR.search(sentence.text):
            source = vote.statement.speaker or material.outlet_of(article.id).name
            account = Account(sentence, source, article.published)
            accounts[vote.counts] = (vote.origin, account)
    origins = {origin for origin, _ in accounts.values()}
    return tuple(a for _, a in accounts.values()) if len(origins) > 1 else ()
