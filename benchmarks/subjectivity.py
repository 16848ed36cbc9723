"""Fact or opinion?  ``python -m benchmarks.subjectivity --data DIR --json FILE``

Macro-F1 of the product's own test, which keeps opinion out of facts: a sentence is subjective from so many marks
of judgement outside quotations (``judgement_of``), a number chosen on train_en of checkthat_subjectivity (Ruggeri
et al. 2023, English). Nothing is fitted; both protocols are one.

On checkthat_subjectivity the development part is scored. On babe (Spinde et al. 2021) ``macro_f1`` is of "entirely
factual" against opinion in any measure, where the annotators agree; ``macro_f1_bias`` of biased or not.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from benchmarks.common import Result, arguments, finish, read_jsonl
from winnow.errors import InputError
from winnow.stages.statements import judgement_of
from winnow.text.polarity import evaluation

#: Chosen on train_en; nothing is fitted on dev.
THRESHOLD = 0.5
_FACTUAL = "Entirely factual"
_NO_AGREEMENT = "No agreement"

#: Whether each sentence is opinion, by figure, and the sentences.
Labelled = dict[str, tuple[list[str], list[bool]]]


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Fact or opinion?", argv)
    sets = _load(options)
    metrics = {name: scored(texts, gold, is_opinion) for name, (texts, gold) in sets.items()}
    others: dict[str, Callable[[str], bool]] = {
        "all objective": lambda _: False,
        "any judging word": _judges,
    }
    named = {
        other: {name: scored(texts, gold, test) for name, (texts, gold) in sets.items()}
        for other, test in others.items()
    }
    count = max(len(texts) for texts, _ in sets.values())
    return finish(Result("subjectivity", options.data.name, count, metrics, named), options)


def is_opinion(text: str) -> bool:
    """Return what the product says of a sentence."""
    return judgement_of(text) >= THRESHOLD


def _judges(text: str) -> bool:
    return any(evaluation(word.strip(".,;:!?\"'").lower()) for word in text.split())


def scored(texts: Sequence[str], gold: Sequence[bool], test: Callable[[str], bool]) -> float:
    """Return the macro-F1 of a test."""
    return round(macro_f1([(g, test(t)) for t, g in zip(texts, gold, strict=True)]), 4)


def macro_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return the mean of both classes' F1 over (gold, predicted)."""
    scores = []
    for label in (True, False):
        hit = sum(g == p == label for g, p in pairs)
        total = sum((g == label) + (p == label) for g, p in pairs)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / 2


def _load(options: Namespace) -> Labelled:
    path = options.data / "dev_en.jsonl.gz"
    if path.exists():
        rows = list(read_jsonl(path))
        return {"macro_f1": ([r["text"] for r in rows], [r["label"] == "SUBJ" for r in rows])}
    path = options.data / "dev.jsonl.gz"
    if not path.exists():
        raise InputError(str(options.data), "holds neither dev_en.jsonl.gz nor dev.jsonl.gz")
    rows = list(read_jsonl(path))
    agreed = [r for r in rows if r["label_opinion"] != _NO_AGREEMENT]
    return {
        "macro_f1": ([r["text"] for r in agreed], [r["label_opinion"] != _FACTUAL for r in agreed]),
        "macro_f1_bias": ([r["text"] for r in rows], [bool(r["label_bias"]) for r in rows]),
    }


if __name__ == "__main__":
    sys.exit(main())
