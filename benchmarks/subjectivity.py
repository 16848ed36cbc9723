"""Fact or opinion: macro-F1 on CheckThat! subjectivity (English), frozen rules of the product.

A sentence counts as subjective when it
carries at least half a mark of judgement outside quotations (see `judgement_of`).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from winnow.stages.statements import judgement_of

#: Chosen on train_en; nothing is fitted on dev.
THRESHOLD = 0.5


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Return the mean of both classes' F1 over (gold, predicted)."""
    scores = []
    for label in ("SUBJ", "OBJ"):
        hit = sum(g == p == label for g, p in pairs)
        total = sum((g == label) + (p == label) for g, p in pairs)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / 2


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--split", default="dev_en")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    options = parser.parse_args()
    with gzip.open(options.data / f"{options.split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pairs = [
        (row["label"], "SUBJ" if judgement_of(row["text"]) >= THRESHOLD else "OBJ") for row in rows
    ]
    metrics = {"macro_f1": round(macro_f1(pairs), 4)}
    baseline = {"macro_f1": round(macro_f1([(g, "OBJ") for g, _ in pairs]), 4)}
    report = {
        "benchmark": "subjectivity",
        "data": f"{options.data.name}/{options.split}",
        "n": len(rows),
        "metrics": metrics,
        "baselines": {"all objective": baseline},
    }
    print("macro-F1", metrics["macro_f1"], "all objective", baseline["macro_f1"])
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
