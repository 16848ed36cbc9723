"""Fit the weights of ``winnow.parse.weigh`` and print them.

    python -m benchmarks.extraction_fit --data publisher_html_fundus

The pages and bodies of publisher_html_fundus say which blocks of a page belong to its article.
Left out: blocks of the standfirst, which the data counts as body; pictures' captions, which never
belong to it; and what stands in other elements than paragraphs and is not in a body,
since most of the data's parsers read paragraphs alone.  First come figures with the publishers in
nine folds, each scored by weights fitted without it; then the weights from all pages.
article_extraction_scrapinghub is not looked at.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from selectolax.lexbor import LexborHTMLParser
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.common import read_jsonl
from benchmarks.extraction import address_of, gold_body, macro, pages_of, rouge_l, version_of
from winnow.parse.blocks import Block, blocks_of
from winnow.parse.body import extracted_text
from winnow.parse.clean import clean_text
from winnow.parse.decode import decode
from winnow.parse.metadata import read_facts
from winnow.parse.weigh import WEIGHTS, Wording, features, words_of

#: A block of more words weighs no more in the fit.
_MOST_WORDS = 60
_PICTURED = frozenset({"figure", "figcaption"})
_LISTED = frozenset({"li", "blockquote", "table"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as rows of numbers, and which rows belong to its article."""

    publisher: str
    title: str
    gold: str
    blocks: tuple[Block, ...]
    rows: NDArray[np.float64]
    belongs: NDArray[np.bool_]
    learned_from: NDArray[np.bool_]
    weights: NDArray[np.float64]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures in folds, then the weights from all pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args(argv).data
    html = pages_of(folder / "html.tar.gz")
    truth = list(read_jsonl(folder / "expected.jsonl.gz"))
    pages = [_page(entry, html[entry["file"]]) for entry in truth]
    texts = _in_folds(pages)
    gold = [
        {"articleBody": page.gold, "text": text} for page, text in zip(pages, texts, strict=True)
    ]
    rouge = [rouge_l(each["articleBody"], each["text"]) for each in gold]
    print({**macro(gold, lambda each: str(each["text"])), "rouge_l": sum(rouge) / len(rouge)})
    for name, weight in zip(WEIGHTS, _fit(pages).coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    return 0


def _page(entry: dict[str, Any], content: bytes) -> Page:
    html, url = decode(content), address_of(content)
    tree = LexborHTMLParser(html)
    facts, version = read_facts(tree, url), version_of(entry, content)
    blocks = tuple(b for b in blocks_of(tree) if not _PICTURED & b.frames)
    gold = gold_body(version)
    summary = set((version.get("body") or {}).get("summary") or ())
    body = Wording.of("\n".join(line for line in gold.split("\n") if line not in summary))
    lead = Wording.of("\n".join(summary))
    words = [words_of(block.text) for block in blocks]
    precise, plain = (extracted_text(html, url, precise=each) for each in (True, False))
    belongs = np.array([body.share(each) > 0.5 for each in words])
    ignored = [
        lead.share(each) > 0.5 or _says_nothing(block)
        for each, block in zip(words, blocks, strict=True)
    ]
    sizes = np.array([min(_MOST_WORDS, len(each)) + 1.0 for each in words])
    whole = max(50, sum(len(each) for each, own in zip(words, belongs, strict=True) if own))
    return Page(
        entry["publisher"],
        facts.title,
        gold,
        blocks,
        np.array(features(blocks, precise, plain, facts.body), dtype=float),
        belongs,
        belongs | ~np.array(ignored),
        sizes / whole,
    )


def _says_nothing(block: Block) -> bool:
    """Return whether a block would be missing from the data's bodies even if it belonged there."""
    return block.links < 0.5 and (block.tag != "p" or bool(_LISTED & block.frames))


def _fit(pages: Sequence[Page]) -> LogisticRegression:
    rows = np.vstack([page.rows[page.learned_from] for page in pages])
    belongs = np.concatenate([page.belongs[page.learned_from] for page in pages])
    weights = np.concatenate([page.weights[page.learned_from] for page in pages])
    model = LogisticRegression(max_iter=3000, fit_intercept=False)
    return model.fit(rows, belongs, sample_weight=weights / weights.mean())


def _in_folds(pages: Sequence[Page]) -> list[str]:
    texts = [""] * len(pages)
    groups = [page.publisher for page in pages]
    for fitted, held in GroupKFold(9).split(pages, groups=groups):
        weights = _fit([pages[i] for i in fitted]).coef_[0]
        for i in held:
            kept = zip(pages[i].blocks, pages[i].rows @ weights > 0, strict=True)
            text = "\n".join(block.text for block, own in kept if own)
            texts[i] = clean_text(text, title=pages[i].title)
    return texts


if __name__ == "__main__":
    raise SystemExit(main())
