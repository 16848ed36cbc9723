"""How ``benchmarks.pages`` compares a page with the one an editor wrote."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from winnow.stages.material import Material
from winnow.text.edit import word_count
from winnow.text.similarity import content_terms
from winnow.types import CitedSentence, Dispute, Evidence, StoryPage

if TYPE_CHECKING:
    from winnow.page.build import Built

#: Cosine of two bullets that tell the same, by the shipped encoder.
SAME_MEANING = 0.70
#: Share of the shorter passage's words that overlapping passages share.
SAME_PASSAGE = 0.80
#: … and of two passages of one article that share characters.
_OVERLAP = 0.50
#: Cosine of two accounts of one dispute.
_SAME_ACCOUNT = 0.55

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True)
class GoldPage:
    """A page as an editor would publish it, as read from its file."""

    content: Mapping[str, Any]

    @property
    def story_id(self) -> str:
        return str(self.content["story_id"])

    @property
    def facts(self) -> Sequence[Mapping[str, Any]]:
        facts: Sequence[Mapping[str, Any]] = self.content["facts"]
        return facts


def page_metrics(
    gold: GoldPage, built: Built, material: Material, data_id: Mapping[str, str], encode: Encode
) -> dict[str, float]:
    """Return the figures of one page; a withheld page carries nothing.

    A gold fact is carried by a bullet or, where ours shows it as one of two accounts, by a dispute.
    """
    page = built.page
    if page is None:
        return {"fact_coverage": 0.0, "violations": float(len(built.violations))}
    passages = _Passages(material, data_id)
    accounts = [a.sentence for d in page.disputes for a in d.accounts]
    # Editors put what came before among the facts; here it stands under them, as background.
    bullets = (*page.facts, *page.context)
    sentences = [*(s for f in bullets for s in f.sentences), *accounts]
    told = [*(f.text for f in bullets), *(a.text for a in accounts)]
    by_evidence = [passages.any_shared(fact, sentences) for fact in gold.facts]
    by_meaning = _by_meaning([f["text"] for f in gold.facts], told, encode)
    either = [a or b for a, b in zip(by_evidence, by_meaning, strict=True)]
    more = [s for f in page.more_facts for s in f.sentences]
    asked = [passages.any_shared(fact, more) for fact in gold.facts]
    meant = _by_meaning([f["text"] for f in gold.facts], [s.text for s in more], encode)
    lengths = [word_count(f.text) for f in page.facts]
    return {
        "fact_coverage": _mean(either),
        "fact_coverage_with_more": _mean(
            [any(found) for found in zip(either, asked, meant, strict=True)]
        ),
        "fact_coverage_evidence": _mean(by_evidence),
        "fact_coverage_meaning": _mean(by_meaning),
        "fact_order": _order(gold, page, encode),
        "stance": stance_score(gold.content["stances"], _positions(page, data_id)),
        "disputes_found": _mean(_disputes_found(gold, page.disputes, encode)),
        "disputes_precise": _disputes_precise(gold, page.disputes, encode),
        "title_overlap": _title_overlap(gold.content["title"], page.title),
        "facts_per_page": float(len(page.facts)),
        "words_per_fact": _mean(lengths),
        "disputes_per_page": float(len(page.disputes)),
        "violations": float(len(built.violations)),
        "violation_share": (built.failed + built.abstained) / max(1, built.checked),
    }


def mean_metrics(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return each figure's mean over the pages; a page that lacks one counts as 0."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: round(_mean([row.get(name, 0.0) for row in rows]), 4) for name in names}


# -------------------------------------------------------------------------------------- facts


class _Passages:
    """Where the gold passages lie in our reading of the articles."""

    def __init__(self, material: Material, data_id: Mapping[str, str]) -> None:
        self._material = material
        self._article = {data_id[a.id]: a for a in material.articles}

    def any_shared(self, gold_fact: Mapping[str, Any], told: Iterable[CitedSentence]) -> bool:
        """Return whether some sentence of the page rests on a passage that the gold fact rests on."""
        cited = [e for s in told for e in s.evidence if len(e.exact) > 25]
        return any(self._shared(g, e) for g in gold_fact["evidence"] for e in cited)

    def _shared(self, gold: Mapping[str, Any], evidence: Evidence) -> bool:
        article = self._article.get(gold["article_id"])
        if article is None:
            return False
        if article.id == evidence.article_id and _overlaps(article.text, gold["exact"], evidence):
            return True
        one_origin = (
            self._material.origin_of[article.id] == self._material.origin_of[evidence.article_id]
        )
        return one_origin and _shared_words(gold["exact"], evidence.exact) >= SAME_PASSAGE


def _overlaps(text: str, exact: str, evidence: Evidence) -> bool:
    start = text.find(exact)
    if start < 0:
        return False
    shared = min(start + len(exact), evidence.end) - max(start, evidence.start)
    return shared >= _OVERLAP * min(len(exact), len(evidence.exact))


def _shared_words(a: str, b: str) -> float:
    one, two = (set(re.findall(r"\w+", t.casefold())) for t in (a, b))
    return len(one & two) / max(1, min(len(one), len(two)))


def _by_meaning(gold: Sequence[str], ours: Sequence[str], encode: Encode) -> list[bool]:
    if not ours:
        return [False] * len(gold)
    cosines = encode(gold) @ encode(ours).T
    return [bool(row.max() >= SAME_MEANING) for row in cosines]


def _order(gold: GoldPage, page: StoryPage, encode: Encode) -> float:
    """Return the share of pairs of the page's facts that stand as their nearest gold facts do."""
    if len(page.facts) < 2:
        return 0.0
    cosines = encode([f.text for f in page.facts]) @ encode([f["text"] for f in gold.facts]).T
    places = cosines.argmax(axis=1)
    pairs = [(places[i], places[j]) for i, j in itertools.combinations(range(len(places)), 2)]
    judged = [float(a < b) for a, b in pairs if a != b]
    return _mean(judged)


# ------------------------------------------------------------------------- stances, disputes, title


def _positions(page: StoryPage, data_id: Mapping[str, str]) -> dict[str, str]:
    return {data_id[entry.article_id]: entry.position for entry in page.articles}


def stance_score(gold: Mapping[str, str], ours: Mapping[str, str]) -> float:
    """Return the share of the gold stances that ours match under the best naming of the sides.

    Where gold has a side, our "unclear" counts a half; an article that the page does not list is
    "unclear".
    """
    theirs = sorted(set(gold.values()) - {"both", "unclear"})
    labels = sorted(set(ours.values()) - {"both", "unclear"})
    names = [*theirs, *("" for _ in labels)]
    return max(
        _stance_match(gold, ours, dict(zip(labels, order, strict=False)))
        for order in itertools.permutations(names, len(labels))
    )


def _stance_match(
    gold: Mapping[str, str], ours: Mapping[str, str], name: Mapping[str, str]
) -> float:
    points = 0.0
    for article, stance in gold.items():
        said = ours.get(article, "unclear")
        said = name.get(said, said)
        is_side = stance not in {"both", "unclear"}
        points += 1.0 if said == stance else 0.5 if is_side and said == "unclear" else 0.0
    return points / max(1, len(gold))


def _accounts_alike(
    gold: Mapping[str, Any], dispute: Dispute, encode: Encode
) -> NDArray[np.float32]:
    theirs = encode([a["text"] for a in gold["accounts"]])
    return np.asarray(theirs @ encode([a.sentence.text for a in dispute.accounts]).T)


def _is_dispute(gold: Mapping[str, Any], dispute: Dispute, encode: Encode) -> bool:
    """Two accounts of ours match two different accounts of the gold dispute."""
    alike = _accounts_alike(gold, dispute, encode) >= _SAME_ACCOUNT
    rows, columns = alike.any(axis=1).sum(), alike.any(axis=0).sum()
    return bool(min(rows, columns) >= 2)


def _disputes_found(gold: GoldPage, ours: Sequence[Dispute], encode: Encode) -> list[bool]:
    return [any(_is_dispute(g, d, encode) for d in ours) for g in gold.content["disputes"]]


def _disputes_precise(gold: GoldPage, ours: Sequence[Dispute], encode: Encode) -> float:
    """Return the share of our disputes that an editor shows too; 1 when we show none."""
    right = [any(_is_dispute(g, d, encode) for g in gold.content["disputes"]) for d in ours]
    return _mean(right) if right else 1.0


def _title_overlap(gold: str, ours: str) -> float:
    """Return F1 of the titles' content words."""
    one, two = set(content_terms(gold)), set(content_terms(ours))
    return 2 * len(one & two) / max(1, len(one) + len(two))


# --------------------------------------------------------------------------- origins, intruders


def pair_metrics(
    built: Sequence[tuple[GoldPage, Built, Material]],
    data_id: Mapping[str, str],
    own: Mapping[str, set[str]],
) -> dict[str, float]:
    """Return figures of the pairs of one origin, and of the articles taken off the stories.

    An article of the data's story that was read but is not on our page, for whatever reason, counts
    as taken off; those set aside for want of text were never put on.
    """
    true_pairs: set[tuple[str, str]] = set()
    said_pairs: set[tuple[str, str]] = set()
    true_out: set[str] = set()
    said_out: set[str] = set()
    for gold, _, material in built:
        listed = {data_id[a.id] for a in material.articles}
        true_pairs |= {p for group in gold.content["origins"] for p in _pairs(group)}
        # Of articles that the assignment brought in from other stories the gold page says nothing.
        said = {p for group in _origin_groups(material, data_id) for p in _pairs(group)}
        said_pairs |= {pair for pair in said if own[gold.story_id].issuperset(pair)}
        true_out |= set(gold.content["intruders"]) & own[gold.story_id]
        said_out |= own[gold.story_id] - listed
    return {
        "origins_f1": round(_f1(true_pairs, said_pairs), 4),
        "intruders_p": round(len(true_out & said_out) / max(1, len(said_out)), 4),
        "intruders_r": round(len(true_out & said_out) / max(1, len(true_out)), 4),
        "intruders_f1": round(_f1(true_out, said_out), 4),
    }


def _origin_groups(material: Material, data_id: Mapping[str, str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for article_id, origin in material.origin_of.items():
        groups.setdefault(origin, []).append(data_id[article_id])
    return list(groups.values())


def _pairs(group: Iterable[str]) -> Iterable[tuple[str, str]]:
    return itertools.combinations(sorted(group), 2)


def _f1(true: set[Any], said: set[Any]) -> float:
    return 2 * len(true & said) / (len(true) + len(said)) if true or said else 1.0


def _mean(values: Sequence[float] | Sequence[bool] | Sequence[int]) -> float:
    return float(np.mean(values)) if values else 0.0
