"""What a story is about: topics of the IPTC's list, two levels of it.

The mean of a story's articles (title and lead, one vote an origin) is laid beside what the encoder makes
of each topic's typical phrases ("dataless" classification: Chang et al. 2008; Yin et al. 2019).  A top
level topic counts half by the nearest of the topics under it and half by their mean, so that neither one
lucky phrase nor breadth decides; the section that addresses name ("/sport/") adds a little.  A story like
no topic has none.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from winnow.stages.material import Material, Vectors
from winnow.types import Article, Topic

TEXT = Path(__file__).parent.parent / "data" / "media_topics.txt"
VECTORS = TEXT.with_suffix(".npz")

# Chosen on half of the events of allsides_stream (benchmarks/topics.py).
#: A story less like its best top level topic has none; a second one comes this near to the first.
LEAST, SECOND_WITHIN = 0.20, 0.02
#: A topic of the second level must be this like the story.
LEAST_NARROW = 0.27
#: What the sections that all addresses name would add.
SECTION_WEIGHT = 0.04
#: Parts of an address → code of the top level topic.
SECTIONS: Mapping[str, str] = {
    word: code
    for code, words in {
        "01000000": "arts culture entertainment film media movies music television tv",
        "02000000": "courts crime law legal",
        "04000000": "business companies economy finance markets money",
        "05000000": "education schools",
        "06000000": "climate environment",
        "07000000": "coronavirus health healthcare",
        "10000000": "food lifestyle style travel",
        "11000000": "campaigns congress election elections policy politics politik white-house",
        "12000000": "faith religion",
        "13000000": "science tech technology",
        "15000000": "football sport sports",
        "17000000": "weather",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the list with the phrases that are typical of it."""

    topic: Topic
    phrases: tuple[str, ...]


def read_rows(path: Path) -> tuple[TopicRow, ...]:
    """Return the topics of a list, top level topics before those under them."""
    rows: list[TopicRow] = []
    parent: str | None = None
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, phrases = (part.strip() for part in line.split("|"))
        is_top = not line.startswith(" ")
        parent = code if is_top else parent
        topic = Topic(code, name, None if is_top else parent)
        rows.append(TopicRow(topic, tuple(p.strip() for p in phrases.split(";"))))
    return tuple(rows)


def phrases_of(row: TopicRow) -> list[str]:
    """Return what is encoded of a topic: its name and its phrases."""
    return [row.topic.name, *row.phrases]


def text_digest(path: Path) -> str:
    """Return what tells one list from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@dataclass(frozen=True)
class TopicList:
    """The topics and their vectors, one row each, of length one."""

    topics: tuple[Topic, ...]
    vectors: NDArray[np.float32]

    def under(self, code: str) -> list[int]:
        """Return the rows of a top level topic and of all under it."""
        return [i for i, t in enumerate(self.topics) if code in (t.code, t.parent)]


@cache
def topic_list() -> TopicList:
    """Return the shipped topics."""
    with np.load(VECTORS) as held:
        vectors = held["vectors"].astype(np.float32)
    return TopicList(tuple(row.topic for row in read_rows(TEXT)), vectors)


def find_topics(material: Material) -> tuple[Topic, ...]:
    """Return the story's topics: one or two of the top level, each followed by one under it if one is near.

    The main topic comes first; a story like none has none, nor has one without article vectors.
    """
    if material.article_vectors is None:
        return ()
    listed = topic_list()
    alike = listed.vectors @ _about(material, material.article_vectors)
    hints = _hints(material)
    broad = {
        t.code: _broad(alike[listed.under(t.code)]) + SECTION_WEIGHT * hints.get(t.code, 0.0)
        for t in listed.topics
        if t.parent is None
    }
    best = sorted(broad, key=lambda code: (-broad[code], code))[:2]
    kept = [c for c in best if broad[c] >= LEAST and broad[best[0]] - broad[c] <= SECOND_WITHIN]
    return tuple(topic for code in kept for topic in _line(code, listed, alike))


def _about(material: Material, vectors: Vectors) -> Vectors:
    """Return the mean of the articles' vectors, every origin with one vote, of length one."""
    by_origin: defaultdict[str, list[int]] = defaultdict(list)
    for row, article in enumerate(material.articles):
        by_origin[material.origin_of[article.id]].append(row)
    mean = np.mean(
        [_unit(vectors[rows].mean(axis=0)) for _, rows in sorted(by_origin.items())], axis=0
    )
    return _unit(mean)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / max(1e-9, float(np.linalg.norm(vector))), dtype=np.float32)


def _broad(alike: NDArray[np.float32]) -> float:
    return 0.5 * float(alike.max()) + 0.5 * float(alike.mean())


def _line(code: str, listed: TopicList, alike: NDArray[np.float32]) -> list[Topic]:
    rows = listed.under(code)
    nearest = max(rows[1:], key=lambda i: (float(alike[i]), -i), default=None)
    found = [listed.topics[rows[0]]]
    if nearest is not None and alike[nearest] >= LEAST_NARROW:
        found.append(listed.topics[nearest])
    return found


def _hints(material: Material) -> Mapping[str, float]:
    """Return top level code → share of the articles whose address names its section."""
    found: defaultdict[str, float] = defaultdict(float)
    for article in material.articles:
        for code in sections_of(article):
            found[code] += 1.0 / len(material.articles)
    return found


def sections_of(article: Article) -> Sequence[str]:
    """Return the top level topics that the folders of an article's address name."""
    try:
        folders = urlsplit(article.url).path.casefold().split("/")[:-1]
    except ValueError:
        return ()
    return sorted({SECTIONS[folder] for folder in folders if folder in SECTIONS})
