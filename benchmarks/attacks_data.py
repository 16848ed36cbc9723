"""True sentences for the attacks: bullets of real articles, and paraphrases people judged supported."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.attacks_bullet import Bullet
from benchmarks.attacks_text import Cast, words_of
from benchmarks.common import read_jsonl
from winnow.parse.jsonl import read_jsonl as read_articles
from winnow.stages.statements import find_statements
from winnow.stages.word import word_statement
from winnow.types import Article, CitedSentence, Evidence, Statement, StatementKind

FILES = ("articles.jsonl.gz", "dev.jsonl.gz")
#: Articles read per half: enough for every kind of attack, and for less than two minutes.
ARTICLES_PER_HALF = 220
#: Bullets kept of an article, from its top: what stands later is rarely on a page.
BULLETS_PER_ARTICLE = 25
#: Passages cited for a paraphrase whose annotators did not say which.
CITED_PASSAGES = 4
_SEEN = datetime(2025, 8, 26, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a folder's articles, by id, and their bullets in a fixed order."""

    articles: Mapping[str, Article]
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A sentence somebody wrote from a source, with whether the source says it."""

    cited: CitedSentence
    article: Article
    is_supported: bool


def half_of(key: str) -> str:
    """Return the half, "dev" or "test", to which a story or document belongs for good."""
    return ("dev", "test")[_hash(key) % 2]


def _hash(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest()[:12], 16)


def load_half(folder: Path, half: str) -> Half:
    """Return the bullets of the stories that fall into ``half``; no story lies in both."""
    path = next((folder / f for f in FILES if (folder / f).exists()), folder / FILES[0])
    story = {
        r["url"]: str(r.get("story_id") or r.get("event_id") or r["id"]) for r in read_jsonl(path)
    }
    articles = [
        a
        for a in read_articles(path, seen=_SEEN)
        if isinstance(a, Article) and not a.set_aside and half_of(story.get(a.url, a.id)) == half
    ]
    kept = sorted(articles, key=lambda a: _hash(a.id))[:ARTICLES_PER_HALF]
    return Half(
        {a.id: a for a in kept}, tuple(_bullets(kept, {a.id: story.get(a.url, a.id) for a in kept}))
    )


def _bullets(articles: Sequence[Article], story: Mapping[str, str]) -> Iterator[Bullet]:
    sentences = {
        a.id: [s for s in find_statements(a) if s.kind is not StatementKind.NOISE] for a in articles
    }
    cited = {a.id: list(_cited(a, sentences[a.id])) for a in articles}
    by_story: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        by_story[story[article.id]].append(article.id)
    for article in articles:
        cast = Cast([s.exact for s in sentences[article.id]])
        near = [i for i in by_story[story[article.id]] if i != article.id][:8]
        strangers = [c for i in near for c in cited[i]]
        for bullet in cited[article.id]:
            siblings = [c for c in cited[article.id] if c is not bullet]
            yield Bullet(bullet, cast, siblings, strangers)


def _cited(article: Article, statements: Sequence[Statement]) -> Iterator[CitedSentence]:
    """Yield what the writer prints of each sentence, else the sentence as it stands."""
    seen: set[str] = set()
    for statement in statements[:BULLETS_PER_ARTICLE]:
        is_whole = statement.exact.rstrip("\"”’' ").endswith((".", "!"))
        if not is_whole or not 9 <= len(statement.exact.split()) <= 45 or statement.exact in seen:
            continue
        seen.add(statement.exact)
        passage = Evidence(article.id, statement.start, statement.end, statement.exact)
        written = word_statement(statement, article)
        text, evidence = (
            (written.text, written.evidence)
            if written
            else (" ".join(statement.exact.split()), (passage,))
        )
        yield CitedSentence(text, evidence)


# ----------------------------------------------------------------------------------- paraphrases


def load_paraphrases(folder: Path, half: str) -> list[Paraphrase]:
    """Return the news paraphrases of summedits, or the claims of wice, that fall into ``half``."""
    summaries, claims = folder / "dev.jsonl.gz", folder / "claim_dev.jsonl.gz"
    if claims.exists():
        rows = (r for r in read_jsonl(claims) if r["label"] in {"supported", "not_supported"})
        return [_claim(r) for r in rows if half_of(r["id"]) == half]
    rows = (r for r in read_jsonl(summaries) if r["domain"] == "news" and half_of(r["doc"]) == half)
    return [_summary(r) for r in rows]


def _article(name: str, text: str) -> Article:
    return Article(name, f"https://{name}.example/", f"{name}.example", "", text, _SEEN)


def _claim(row: Mapping[str, object]) -> Paraphrase:
    lines = [str(s) or "-" for s in row["evidence"]]  # type: ignore[attr-defined]
    sets = [s for s in row.get("supporting_sentences") or [] if s]  # type: ignore[attr-defined]
    chosen = list(sets[0]) if sets else likest_lines(str(row["claim"]), lines)
    return paraphrase(str(row["id"]), str(row["claim"]), lines, chosen, row["label"] == "supported")


def _summary(row: Mapping[str, object]) -> Paraphrase:
    article = _article("doc", str(row["doc"]))
    lines = [s.exact for s in find_statements(article)]
    text = str(row["summary"])
    return paraphrase(str(row["id"]), text, lines, likest_lines(text, lines), row["label"] == 1)


def likest_lines(text: str, lines: Sequence[str]) -> list[int]:
    """Return the lines that together share most words with ``text``, chosen one after another."""
    wanted = {w.text.lower() for w in words_of(text)}
    chosen: list[int] = []
    while len(chosen) < CITED_PASSAGES:
        gains = [
            (len(wanted & _lower(line)), -i) for i, line in enumerate(lines) if i not in chosen
        ]
        if not gains or max(gains)[0] < (2 if chosen else 1):
            break
        best = -max(gains)[1]
        wanted -= _lower(lines[best])
        chosen.append(best)
    return chosen or [0]


def _lower(line: str) -> set[str]:
    return {w.text.lower() for w in words_of(line)}


def paraphrase(
    name: str, text: str, lines: Sequence[str], chosen: Sequence[int], is_supported: bool
) -> Paraphrase:
    article = _article(name, "\n".join(lines))
    starts = [sum(len(x) + 1 for x in lines[:i]) for i in range(len(lines))]
    evidence = tuple(
        Evidence(name, starts[i], starts[i] + len(lines[i]), lines[i]) for i in chosen if lines[i]
    )
    return Paraphrase(CitedSentence(text, evidence), article, is_supported)
