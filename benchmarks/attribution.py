"""Who said it: token P/R/F1 of source, cue and content on PolNeAR.

A token (a run of letters or digits) counts for a part when any attribution of the article has it
in that part.  ``--split train`` is for development, the headline is ``dev``; nothing is fitted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from winnow.text.attribution import find_attributions
from winnow.text.quotes import find_quotes
from winnow.text.sentences import split_sentences
from winnow.types import Span

PARTS = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+")


def predicted(text: str) -> dict[str, list[Span]]:
    """Return the spans of each part that the product finds in ``text``."""
    spans: dict[str, list[Span]] = {part: [] for part in PARTS}
    quotes = find_quotes(text)
    for start, end in split_sentences(text):
        local = [
            (q.start - start, q.end - start) for q in quotes if q.start < end and start < q.end
        ]
        for found in find_attributions(text[start:end], local):
            spans["cue"].append((found.cue[0] + start, found.cue[1] + start))
            if found.source:
                spans["source"].append((found.source[0] + start, found.source[1] + start))
            spans["content"] += [(a + start, b + start) for a, b in found.content]
    spans["content"] += [q.span for q in quotes if len(text[q.start : q.end].split()) >= 6]
    return spans


def gold(row: dict[str, Any]) -> dict[str, list[Span]]:
    """Return the annotated spans of each part."""
    return {
        part: [tuple(s) for a in row["attributions"] for x in a.get(part) or [] for s in x["spans"]]
        for part in PARTS
    }


def _tokens_in(tokens: list[Span], spans: list[Span]) -> set[Span]:
    return {t for t in tokens if any(s <= t[0] and t[1] <= e for s, e in spans)}


def measure(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return precision, recall and F1 of each part over all tokens of ``rows``."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        tokens = [m.span() for m in _TOKEN.finditer(row["text"])]
        truth, guess = gold(row), predicted(row["text"])
        for part in PARTS:
            wanted, got = _tokens_in(tokens, truth[part]), _tokens_in(tokens, guess[part])
            counts[part, "hit"] += len(wanted & got)
            counts[part, "gold"] += len(wanted)
            counts[part, "found"] += len(got)
    return {name: value for part in PARTS for name, value in _scores(part, counts).items()}


def _scores(part: str, counts: Counter[tuple[str, str]]) -> dict[str, float]:
    hit = counts[part, "hit"]
    precision = hit / max(1, counts[part, "found"])
    recall = hit / max(1, counts[part, "gold"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    values = {"p": precision, "r": recall, "f1": f1}
    return {f"{part}_{name}": round(value, 4) for name, value in values.items()}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    options = parser.parse_args()
    rows = read_rows(options.data / f"{options.split}.jsonl.gz")
    metrics = measure(rows)
    report = {
        "benchmark": "attribution",
        "data": f"{options.data.name}/{options.split}",
        "n": len(rows),
        "metrics": metrics,
        "baselines": {},
    }
    for part in PARTS:
        print(part.ljust(8), *(f"{k} {metrics[f'{part}_{k}']:.3f}" for k in ("p", "r", "f1")))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
