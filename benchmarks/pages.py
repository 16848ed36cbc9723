"""How much of an editor's page does ours carry?

``python -m benchmarks.pages --data gold --articles groundnews_2025 --json FILE``

Whole pages are built by the shipped pipeline for the stories of the gold pages and held against
them: facts, stances, origins, intruders, disputes, titles.  Nothing is fitted; both protocols are one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Result, cached_vectors, default_data, finish, read_jsonl
from benchmarks.pages_score import GoldPage, mean_metrics, page_metrics, pair_metrics
from winnow.encoder import load_encoder
from winnow.page.build import Built, build_page
from winnow.parse.jsonl import read_jsonl as read_articles
from winnow.pipeline.annotate import annotate, article_vector, vectors_of
from winnow.stages.assign import StoryAssigner, text_for_vector
from winnow.stages.assign_intruders import find_intruders
from winnow.stages.genre import genre_of
from winnow.stages.material import Material
from winnow.stages.origins import find_origins
from winnow.types import Annotation, Article, CitedSentence, Evidence, Fact, StatementKind

#: Undated articles count as seen on a day of their own choosing; any will do.
SEEN = datetime(2025, 8, 26, tzinfo=UTC)
_BASELINE_FACTS = 7


@dataclass(frozen=True, slots=True)
class Pool:
    """The articles that the gold pages speak of, in the order of the file."""

    articles: tuple[Article, ...]
    #: Ids in the data, and the data's own stories, by our article id.
    data_id: Mapping[str, str]
    story: Mapping[str, str]


class KeptEncoder:
    """The shipped encoder with its rows kept in the cache of the benchmarks between runs."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return cached_vectors(texts, load_encoder().encode)


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    gold = [GoldPage(json.loads(p.read_text("utf-8"))) for p in sorted(options.data.glob("*.json"))]
    pool = load_pool(options.articles or default_data() / "groundnews_2025")
    groups = {"given": given_groups, "assigned": assigned_groups}[options.grouping](pool, gold)
    built = [(page, *build(group)) for page, group in zip(gold, groups, strict=True)]
    metrics = scores(built, pool)
    leads = [(page, _with_leads(b, material), material) for page, b, material in built]
    result = Result(
        "pages",
        f"{options.data.name}-{options.grouping}",
        len(gold),
        metrics,
        {"lead sentences": {k: v for k, v in scores(leads, pool).items() if "fact" in k}},
    )
    return finish(result, options)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How much of an editor's page does ours carry?")
    parser.add_argument("--data", type=Path, required=True, help="folder of gold pages")
    parser.add_argument("--articles", type=Path, help="folder of the articles they speak of")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--grouping", choices=("given", "assigned"), default="assigned")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to these figures")
    return parser.parse_args(argv)


def load_pool(folder: Path) -> Pool:
    """Return the articles of a folder, read as the pipeline reads JSON lines."""
    path = folder / "articles.jsonl.gz"
    rows = {row["url"]: row for row in read_jsonl(path)}
    articles = tuple(
        a
        for a in read_articles(path, seen=SEEN)
        if isinstance(a, Article) and not a.set_aside and a.url in rows
    )
    return Pool(
        articles,
        {a.id: str(rows[a.url]["id"]) for a in articles},
        {a.id: str(rows[a.url].get("story_id")) for a in articles},
    )


def given_groups(pool: Pool, gold: Sequence[GoldPage]) -> list[list[Article]]:
    """Return the articles of each gold page as the data group them."""
    return [[a for a in pool.articles if pool.story[a.id] == page.story_id] for page in gold]


def assigned_groups(pool: Pool, gold: Sequence[GoldPage]) -> list[list[Article]]:
    """Return for each gold page the story, as Winnow assigns articles, that shares most with it."""
    vectors = KeptEncoder().encode([text_for_vector(a) for a in pool.articles])
    assigner = StoryAssigner()
    story: dict[str, str] = {}
    kept: dict[str, str] = {}
    for article, vector in zip(pool.articles, vectors, strict=True):
        story[article.id] = assigner.assign(article, vector, SEEN).story_id
        story.update({moved.article_id: moved.story_id for moved in assigner.moves()})
        kept.update(assigner.merges())
    final = {article_id: _follow(s, kept) for article_id, s in story.items()}
    return [_most_alike(page, pool, final) for page in gold]


def _follow(story: str, kept: Mapping[str, str]) -> str:
    while story in kept:
        story = kept[story]
    return story


def _most_alike(page: GoldPage, pool: Pool, story: Mapping[str, str]) -> list[Article]:
    own = [story[a.id] for a in pool.articles if pool.story[a.id] == page.story_id]
    best = max(sorted(set(own)), key=own.count)
    return [a for a in pool.articles if story[a.id] == best]


def build(articles: Sequence[Article]) -> tuple[Built, Material]:
    """articles | annotate | eject intruders | origins | page."""
    encoder = KeptEncoder()
    annotations = {a.id: annotate([a], encoder)[0] for a in articles}
    vectors = np.stack([article_vector(annotations[a.id]) for a in articles])
    ejected = find_intruders(articles, vectors)
    out = {article_id for article_id, _ in ejected}
    kept = sorted((a for a in articles if a.id not in out), key=lambda a: a.id)
    material = _material(kept, [annotations[a.id] for a in kept])
    return build_page("gold", "gold", material, ejected=ejected), material


def _material(articles: Sequence[Article], annotations: Sequence[Annotation]) -> Material:
    return Material(
        tuple(articles),
        {},
        find_origins(articles, {}),
        tuple(s for a in annotations for s in a.statements),
        np.concatenate([vectors_of(a) for a in annotations]),
        frozenset(a.id for a in articles if not genre_of(a).supplies_facts),
        np.stack([article_vector(a) for a in annotations]),
    )


def scores(
    built: Sequence[tuple[GoldPage, Built, Material]],
    pool: Pool,
    encode: Callable[[Sequence[str]], NDArray[np.float32]] | None = None,
) -> dict[str, float]:
    """Return the metrics, averaged over the gold pages; pairs are pooled."""
    encode = encode or KeptEncoder().encode
    rows = [page_metrics(page, b, m, pool.data_id, encode) for page, b, m in built]
    ours = {page.story_id: _own(page, pool) for page, _, _ in built}
    return mean_metrics(rows) | pair_metrics(built, pool.data_id, ours)


def _own(page: GoldPage, pool: Pool) -> set[str]:
    return {pool.data_id[a.id] for a in pool.articles if pool.story[a.id] == page.story_id}


# ---------------------------------------------------------------------------------- baseline


def _with_leads(built: Built, material: Material) -> Built:
    """Return the page with other facts: first sentences of the articles most like all the others."""
    if built.page is None:
        return built
    return replace(built, page=replace(built.page, facts=lead_facts(material), disputes=()))


def lead_facts(material: Material, count: int = _BASELINE_FACTS) -> tuple[Fact, ...]:
    """Return the first sentence of the articles nearest to the story's mean, one per origin."""
    firsts: dict[str, int] = {}
    for row, statement in enumerate(material.statements):
        if statement.kind is not StatementKind.NOISE:
            firsts.setdefault(statement.article_id, row)
    rows = sorted(firsts.values())
    vectors = material.vectors[rows]
    near = vectors @ vectors.mean(axis=0)
    facts: dict[str, Fact] = {}
    for i in np.argsort(-near, kind="stable"):
        statement = material.statements[rows[int(i)]]
        evidence = Evidence(statement.article_id, statement.start, statement.end, statement.exact)
        sentence = CitedSentence(statement.exact, (evidence,))
        origin = material.origin_of[statement.article_id]
        facts.setdefault(origin, Fact(origin, (sentence,), 1, 1))
    return tuple(facts.values())[:count]


if __name__ == "__main__":
    sys.exit(main())
