"""Other ways to group the same articles, in the same run: what peers do.

Each has its threshold tuned on the very set it is scored on (``TUNED``, by ``python -m
benchmarks.stories_peers --data DIR``), which favours it; the invented test stream takes those of the
development one, and a set not in the table those of the set most of its kind, dated or not. The
batch methods see all articles at once, which no live page can; in dated streams articles more than
ten days apart are kept from meeting.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from benchmarks.stories_baseline import one_pass_dense, one_pass_tfidf
from benchmarks.stories_data import Stream, article_scores, f1_of

Vectors = NDArray[np.float32]
Groups = Sequence[object]
Setting = tuple[float, ...]
Grouper = Callable[[Stream, Vectors, Sequence[int], Setting], Groups]

_WINDOW_DAYS = 10.0
_NEIGHBOURS = 15
_APART = 2.0
#: Thresholds of one-pass methods are tuned on so many orders of an undated stream.
_TUNED_ON = 2

#: Peer → data folder → its best setting there, of ``GRIDS``; found on 26 November 2026.
TUNED: dict[str, dict[str, Setting]] = {
    "one-pass TF-IDF": {
        "groundnews_2025": (0.12,),
        "ecbplus_docs": (0.22,),
        "allsides_stream": (0.18,),
        "invented_dev": (0.10,),
        "invented_test": (0.10,),
    },
    "one-pass vectors": {
        "groundnews_2025": (0.46,),
        "ecbplus_docs": (0.58,),
        "allsides_stream": (0.61,),
        "invented_dev": (0.40,),
        "invented_test": (0.40,),
    },
    "average linkage": {
        "groundnews_2025": (0.54,),
        "ecbplus_docs": (0.45,),
        "allsides_stream": (0.45,),
        "invented_dev": (0.69,),
        "invented_test": (0.69,),
    },
    "UMAP + HDBSCAN": {
        "groundnews_2025": (12, 5, 0),
        "ecbplus_docs": (8, 3, 0),
        "allsides_stream": (3, 1, 0),
        "invented_dev": (3, 1, 1),
        "invented_test": (3, 1, 1),
    },
    "Louvain": {
        "groundnews_2025": (0.55, 1.0),
        "ecbplus_docs": (0.65, 4.0),
        "allsides_stream": (0.65, 4.0),
        "invented_dev": (0.45, 4.0),
        "invented_test": (0.45, 4.0),
    },
}
GRIDS: dict[str, tuple[Setting, ...]] = {
    "one-pass TF-IDF": tuple((x / 100,) for x in range(6, 32, 2)),
    "one-pass vectors": tuple((x / 100,) for x in range(40, 76, 3)),
    "average linkage": tuple((x / 100,) for x in range(36, 76, 3)),
    "UMAP + HDBSCAN": tuple(product((2, 3, 5, 8, 12, 16, 24), (1, 3, 5), (0, 1))),
    "Louvain": tuple(product((0.35, 0.45, 0.55, 0.65), (1.0, 4.0))),
}


def average_linkage(
    stream: Stream, vectors: Vectors, order: Sequence[int], setting: Setting
) -> Groups:
    """Return the groups of average linkage on cosine distance, cut at a height."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = 1.0 - vectors @ vectors.T
    distance[_far(stream)] = _APART
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(np.clip(distance, 0, None), checks=False), "average")
    return [int(one) for one in fcluster(tree, setting[0], "distance")]


def umap_hdbscan(
    stream: Stream, vectors: Vectors, order: Sequence[int], setting: Setting
) -> Groups:
    """Return the groups of HDBSCAN on five UMAP dimensions, as BERTopic and Meridian make topics.

    What it calls noise stands alone; in dated streams a group parts where ten days pass in silence.
    """
    from sklearn.cluster import HDBSCAN

    clusterer = HDBSCAN(
        min_cluster_size=int(setting[0]),
        min_samples=int(setting[1]),
        cluster_selection_method="leaf" if setting[2] else "eom",
        copy=True,
    )
    labels = clusterer.fit_predict(_umap(vectors)).tolist()
    named = [label if label >= 0 else -2 - number for number, label in enumerate(labels)]
    return _parted(stream, named)


def louvain(stream: Stream, vectors: Vectors, order: Sequence[int], setting: Setting) -> Groups:
    """Return the communities of the graph of each article's nearest ones over a cosine."""
    import networkx

    least, resolution = setting
    likeness = (vectors @ vectors.T).astype(np.float64)
    likeness[_far(stream)] = 0.0
    np.fill_diagonal(likeness, 0.0)
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(vectors)))
    for number, row in enumerate(likeness):
        for other in np.argsort(-row, kind="stable")[:_NEIGHBOURS]:
            if row[other] >= least:
                graph.add_edge(number, int(other), weight=float(row[other]))
    found = networkx.community.louvain_communities(graph, resolution=resolution, seed=0)
    owner = {number: group for group, members in enumerate(found) for number in members}
    return [owner[number] for number in range(len(vectors))]


def _tfidf(stream: Stream, vectors: Vectors, order: Sequence[int], setting: Setting) -> Groups:
    return one_pass_tfidf(stream, vectors, order, setting[0])


def _dense(stream: Stream, vectors: Vectors, order: Sequence[int], setting: Setting) -> Groups:
    return one_pass_dense(stream, vectors, order, setting[0])


PEERS: dict[str, Grouper] = {
    "one-pass TF-IDF": _tfidf,
    "one-pass vectors": _dense,
    "average linkage": average_linkage,
    "UMAP + HDBSCAN": umap_hdbscan,
    "Louvain": louvain,
}
#: Peer → a module of the extra ``bench`` that it needs.
NEEDS = {"one-pass TF-IDF": "sklearn", "UMAP + HDBSCAN": "umap", "Louvain": "networkx"}
#: Those to which the order of arrival is one.
_BATCH = frozenset({"average linkage", "UMAP + HDBSCAN", "Louvain"})


def measured(
    name: str, stream: Stream, vectors: Vectors, orders: Sequence[Sequence[int]]
) -> tuple[list[Groups] | None, dict[str, float]]:
    """Return a peer's groups in each order, its seconds for one, and the MB it took on top.

    It runs in a process of its own, so that its memory is its own. ``None``: what it needs is not
    installed.
    """
    if name in NEEDS and importlib.util.find_spec(NEEDS[name]) is None:
        Console(stderr=True).print(f"{name} skipped: pip install '.[bench]' brings {NEEDS[name]}")
        return None, {}
    needed = orders[:1] if name in _BATCH else orders
    with multiprocessing.get_context("fork").Pool(1) as pool:
        found, seconds, grown = pool.apply(_run, (name, stream, vectors, needed))
    groups = list(found) * (len(orders) // len(found))
    cost = {"seconds": round(seconds / len(needed), 2), "extra_mb": round(grown, 1)}
    return groups, cost


def _run(
    name: str, stream: Stream, vectors: Vectors, orders: Sequence[Sequence[int]]
) -> tuple[list[Groups], float, float]:
    before, start = _most_mb(), time.perf_counter()
    setting = _setting(name, stream)
    found = [PEERS[name](stream, vectors, order, setting) for order in orders]
    return found, time.perf_counter() - start, _most_mb() - before


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _setting(name: str, stream: Stream) -> Setting:
    known = TUNED[name]
    return (
        known.get(stream.name) or known["allsides_stream" if stream.is_dated else "groundnews_2025"]
    )


def _days(stream: Stream) -> NDArray[np.float64]:
    return np.array([article.when.timestamp() / 86400 for article in stream.articles])


def _far(stream: Stream) -> NDArray[np.bool_]:
    days = _days(stream)
    return np.asarray(np.abs(days[:, None] - days[None, :]) > _WINDOW_DAYS)


def _parted(stream: Stream, groups: Sequence[int]) -> list[tuple[int, int]]:
    days = _days(stream)
    parts, last, count = [(0, 0)] * len(groups), dict[int, float](), dict[int, int]()
    for number in np.argsort(days, kind="stable").tolist():
        group = groups[number]
        if days[number] - last.get(group, days[number]) > _WINDOW_DAYS:
            count[group] = count.get(group, 0) + 1
        last[group] = days[number]
        parts[number] = group, count.get(group, 0)
    return parts


_EMBEDDED: dict[int, Any] = {}


def _umap(vectors: Vectors) -> Any:
    if id(vectors) not in _EMBEDDED:
        import umap

        reducer = umap.UMAP(
            n_neighbors=_NEIGHBOURS,
            n_components=5,
            min_dist=0.0,
            metric="cosine",
            random_state=0,
            n_jobs=1,
        )
        _EMBEDDED[id(vectors)] = reducer.fit_transform(vectors)
    return _EMBEDDED[id(vectors)]


def best_settings(stream: Stream, vectors: Vectors) -> Iterable[tuple[str, Setting, float]]:
    """Yield each peer with the setting of its grid that groups this stream best, and its F1."""
    for name in PEERS:
        orders = stream.orders(1 if name in _BATCH else _TUNED_ON)
        scored = [(_mean_f1(name, stream, vectors, orders, one), one) for one in GRIDS[name]]
        f1, setting = max(scored)
        yield name, setting, f1


def _mean_f1(
    name: str, stream: Stream, vectors: Vectors, orders: Sequence[Sequence[int]], setting: Setting
) -> float:
    found = [PEERS[name](stream, vectors, order, setting) for order in orders]
    return float(np.mean([f1_of(*article_scores(one, stream.events)) for one in found]))


def main() -> int:
    from benchmarks.common import cached_vectors
    from benchmarks.stories_data import load_stream
    from winnow.encoder import load_encoder
    from winnow.stages.assign import text_for_vector

    parser = argparse.ArgumentParser(description="Find the best setting of every batch peer.")
    parser.add_argument("--data", type=Path, required=True)
    stream = load_stream(parser.parse_args().data)
    vectors = cached_vectors([text_for_vector(a) for a in stream.articles], load_encoder().encode)
    for name, setting, f1 in best_settings(stream, vectors):
        print(f"{name} · {stream.name}: {setting} {f1:.4f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
