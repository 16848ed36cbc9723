"""Are title and facts neutral?  ``python -m benchmarks.neutral --data neus_allsides --json FILE``

Each event of the validation part gives three articles, of which the data keep the headline and the first lines; a
page is built of them by the shipped stages and its title and facts are held against the neutral title and
summary that AllSides' editors wrote (Lee et al. 2022, NeuS).

- ``rouge1_recall``: share of the editors' words that ours hold; ``rouge1_recall_cut``: ours cut to the
  length of theirs, since more words hold more.
- ``loaded_share``: share of ours in the list of loaded words, which the product does not know: words that the
  articles of the *training* part use more than its neutral summaries do, by log-odds with an informative prior
  (Monroe et al. 2008): verbs, adjectives and adverbs, no names.
- ``supported_share``: share of titles and sentences that what they cite supports: sentences by verification, titles
  by their figures and most of their words, since a headline has its own grammar.

An event whose page is withheld counts with its title alone, as nothing.  Beside it: LexRank (Erkan & Radev 2004),
the three headlines, and the first lines of the article from the centre.  Nothing is fitted on the validation part.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np

from benchmarks.common import Result, arguments, finish, read_jsonl
from benchmarks.pages import build
from winnow.language import load_language
from winnow.page.build import Built
from winnow.stages.material import Material
from winnow.stages.support import carries_quantities, content_of, term_containment
from winnow.text.sentences import split_sentences
from winnow.text.similarity import STOPWORDS
from winnow.types import Article, StoryPage, Verdict
from winnow.verification import check_sentence

_SEEN = datetime(2022, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
#: A word is loaded from this deviation and this many uses on.
LOADED_Z, LOADED_USES = 1.96, 8
#: … where it mostly is a verb, an adjective or an adverb, read in so many of its sentences.
_COLOURS, _LOOKED_AT = frozenset({"VERB", "ADJ", "ADV"}), 5
#: How far a word's own share in all texts counts, in words.
_PRIOR = 5000.0
#: LexRank: cosines below this are no edge (as published); sentences are taken up to the mean length of the
#: neutral titles and summaries of the training part.
_EDGE, _MOST_WORDS, _DAMPING = 0.1, 76, 0.85
#: A title is supported when the passages it rests on hold its figures and this share of its words.
_TITLE_WORDS = 0.55


@dataclass(frozen=True, slots=True)
class Told:
    """What one method says of an event: sentences, of which the first may be a title."""

    sentences: tuple[str, ...]
    #: How many of these are checked, and pass.
    checked: int = 0
    passed: int = 0

    @property
    def words(self) -> list[str]:
        """Return its words in small letters."""
        return words_of(" ".join(self.sentences))


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Are title and facts neutral?", argv)
    events = list(read_jsonl(options.data / "val.jsonl.gz"))
    loaded = loaded_words(list(read_jsonl(options.data / "train.jsonl.gz")))
    gold = [words_of(f"{e['neutral_title']} {e['neutral_summary']}") for e in events]
    metrics = figures([_ours(event) for event in events], gold, loaded)
    others = {name: [tell(e) for e in events] for name, tell in BASELINES.items()}
    named = {name: figures(told, gold, loaded) for name, told in others.items()}
    named["neutral summaries"] = figures(
        [Told((e["neutral_title"], e["neutral_summary"])) for e in events], gold, loaded
    )
    return finish(Result("neutral", options.data.name, len(events), metrics, named), options)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.lower())


def figures(
    told: Sequence[Told], gold: Sequence[Sequence[str]], loaded: frozenset[str]
) -> dict[str, float]:
    """Return the means over the events; shares of loaded and supported over all that is told."""
    recall = [recalled(t.words, g) for t, g in zip(told, gold, strict=True)]
    cut = [recalled(t.words[: len(g)], g) for t, g in zip(told, gold, strict=True)]
    every = [w for t in told for w in t.words if w not in STOPWORDS]
    found = {
        "rouge1_recall": float(np.mean(recall)),
        "rouge1_recall_cut": float(np.mean(cut)),
        "loaded_share": sum(w in loaded for w in every) / max(1, len(every)),
        "words": float(np.mean([len(t.words) for t in told])),
        "told_share": float(np.mean([bool(t.sentences) for t in told])),
    }
    if checked := sum(t.checked for t in told):
        found["supported_share"] = sum(t.passed for t in told) / checked
    return {name: round(value, 4) for name, value in found.items()}


def recalled(told: Sequence[str], gold: Sequence[str]) -> float:
    """Return ROUGE-1 recall: the share of the words of ``gold`` that ``told`` holds, each as often."""
    shared = Counter(told) & Counter(gold)
    return sum(shared.values()) / max(1, len(gold))


def loaded_words(events: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the words that articles use and neutral summaries avoid; names and figures left out."""
    texts = [f"{i['title']}. {i['text']}" for e in events for i in e["inputs"]]
    partial = Counter(_small(texts))
    neutral = Counter(_small(f"{e['neutral_title']} {e['neutral_summary']}" for e in events))
    both, totals = partial + neutral, (sum(partial.values()), sum(neutral.values()))
    found = {
        word
        for word, uses in partial.items()
        if uses >= LOADED_USES
        and word not in STOPWORDS
        and _deviation(uses, neutral[word], _PRIOR * both[word] / sum(totals), totals) >= LOADED_Z
    }
    return _colours(sorted(found), texts)


def _colours(candidates: Sequence[str], texts: Sequence[str]) -> frozenset[str]:
    """Return the words that mostly are verbs, adjectives or adverbs where the texts use them."""
    seen: dict[str, list[str]] = {word: [] for word in candidates}
    for sentence in (s for text in texts for s in _sentences(text)):
        for word in set(re.findall(r"[a-z-]+", sentence)) & seen.keys():
            if len(seen[word]) < _LOOKED_AT:
                seen[word].append(sentence)
    asked = [(word, sentence) for word, sentences in seen.items() for sentence in sentences]
    tags: dict[str, Counter[str]] = {word: Counter() for word in candidates}
    for (word, _), read in zip(
        asked, load_language().analyse_all([s for _, s in asked]), strict=True
    ):
        tags[word].update(t.upos for one in read for t in one.tokens if t.text == word)
    return frozenset(w for w, n in tags.items() if n and n.most_common(1)[0][0] in _COLOURS)


def _small(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that stand in small letters within a sentence."""
    return (w for text in texts for w in re.findall(r"(?<=[a-z,] )[a-z]+(?:-[a-z]+)?\b", text))


def _deviation(one: int, other: int, prior: float, totals: tuple[int, int]) -> float:
    """Return the log-odds of a word between two samples over its deviation (Monroe et al., eq. 22)."""
    odds = [
        math.log((count + prior) / (total + _PRIOR - count - prior))
        for count, total in zip((one, other), totals, strict=True)
    ]
    return (odds[0] - odds[1]) / math.sqrt(1 / (one + prior) + 1 / (other + prior))


# -------------------------------------------------------------------------------------- what is told


def articles_of(event: Mapping[str, Any]) -> list[Article]:
    """Return the event's articles; nothing of them tells the side that they come from."""
    return [
        Article(
            f"{event['event_id']}-{n}", f"https://a{n}.example/", f"a{n}.example", i["title"], i["text"], _SEEN
        )
        for n, i in enumerate(event["inputs"])
    ]  # fmt: skip


def _ours(event: Mapping[str, Any]) -> Told:
    built, material = build(articles_of(event))
    return told_on(built, material)


def told_on(built: Built, material: Material) -> Told:
    """Return title and facts of a page; nothing where it is withheld."""
    page = built.page
    if page is None:
        return Told(())
    sentences = [s for f in (*page.facts, *page.context) for s in f.sentences]
    verdicts = [check_sentence(s, material.article_of).verdict for s in sentences]
    passed = sum(v is Verdict.PASSED for v in verdicts) + _is_supported(page)
    return Told((page.title, *(s.text for s in sentences)), len(sentences) + 1, passed)


def _is_supported(page: StoryPage) -> bool:
    held = content_of(" ".join(e.exact for e in page.title_evidence))
    title = content_of(page.title)
    return carries_quantities(title, held) and term_containment(title, held) >= _TITLE_WORDS


def _headlines(event: Mapping[str, Any]) -> Told:
    return Told(tuple(i["title"] for i in event["inputs"]))


def _centre(event: Mapping[str, Any]) -> Told:
    inputs = event["inputs"]
    own = next((i for i in inputs if i.get("bias") == "center"), inputs[0])
    return Told((own["title"], own["text"]))


def _lexrank(event: Mapping[str, Any]) -> Told:
    sentences = [s for i in event["inputs"] for s in _sentences(i["text"])]
    taken: list[int] = []
    for n in lexrank(sentences):
        if sum(len(words_of(sentences[k])) for k in (*taken, n)) <= _MOST_WORDS or not taken:
            taken.append(n)
    return Told(tuple(sentences[n] for n in sorted(taken)))


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def lexrank(sentences: Sequence[str]) -> list[int]:
    """Return the sentences' positions, most central first (Erkan & Radev 2004, continuous weights)."""
    bags = [Counter(w for w in words_of(s) if w not in STOPWORDS) for s in sentences]
    spread = Counter(w for bag in bags for w in bag)
    names = {w: n for n, w in enumerate(sorted(spread))}
    rows = np.zeros((len(bags), len(names)))
    for row, bag in zip(rows, bags, strict=True):
        for word, uses in bag.items():
            row[names[word]] = uses * math.log(1 + len(bags) / spread[word])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    alike = rows @ rows.T
    alike[alike < _EDGE] = 0.0
    steps = alike / np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    scores = np.full(len(bags), 1 / max(1, len(bags)))
    for _ in range(100):
        scores = (1 - _DAMPING) / max(1, len(bags)) + _DAMPING * steps.T @ scores
    return sorted(range(len(bags)), key=lambda n: (-round(float(scores[n]), 9), n))


BASELINES = {"LexRank": _lexrank, "headlines": _headlines, "centre": _centre}


if __name__ == "__main__":
    sys.exit(main())
