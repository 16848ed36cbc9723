"""The support benchmark: its sets, folds, thresholds, and what its features see."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.support import FOLDS, figures, folds_of, over_threshold, passes
from benchmarks.support_data import Case, load_cases
from benchmarks.support_features import NAMES, Passages, features, read_all
from winnow.errors import InputError
from winnow.language import load_language


def write(path: Path, *rows: dict[str, object]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_sets_are_known_by_their_files(tmp_path: Path) -> None:
    for name, file, row in (
        (
            "wice",
            "claim_dev.jsonl.gz",
            {"id": "w", "claim": "A.", "evidence": ["A.", " "], "label": "partially_supported"},
        ),
        (
            "qags",
            "cnndm.jsonl.gz",
            {"id": "q", "doc": "A.\n\nB.", "sentences": [{"text": "A.", "votes_yes": 2, "n": 3}]},
        ),
        (
            "summedits",
            "dev.jsonl.gz",
            {"doc": "A.\nB.", "summary": "A.", "label": 1, "domain": "news"},
        ),
        ("fever", "dev.jsonl.gz", {"claim": "A.", "evidence": "A.", "label": "REFUTES"}),
    ):
        (tmp_path / name).mkdir()
        write(tmp_path / name / file, row)
    wice, qags, edits, fever = (
        load_cases(tmp_path / n)[0] for n in ("wice", "qags", "summedits", "fever")
    )
    assert (wice.is_supported, wice.lines) == (False, ("A.",))
    assert (qags.is_supported, qags.lines) == (True, ("A.", "B."))
    assert (edits.is_supported, edits.domain) == (True, "news")
    assert fever.is_supported is False
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="none of wice"):
        load_cases(tmp_path / "none")


def test_the_headline_is_of_the_news_alone() -> None:
    gold, found = np.array([1, 1, 0, 0, 1, 0], bool), np.array([1, 0, 0, 0, 0, 1], bool)
    news = np.array([1, 1, 1, 1, 0, 0], bool)
    assert figures(gold, found, news) == {
        "balanced_accuracy": 0.75,
        "supported_passed": 0.5,
        "unsupported_caught": 1.0,
        "balanced_accuracy_other": 0.0,
    }


def test_a_document_lies_in_one_fold_and_thresholds_come_from_the_others() -> None:
    groups = [f"d{n // 4}" for n in range(80)]
    folds = folds_of(groups)
    assert set(folds) == set(range(FOLDS))
    assert all(
        len({f for f, g in zip(folds, groups, strict=True) if g == group}) == 1 for group in groups
    )
    gold = np.arange(80) % 2 == 0
    scores = np.where(gold, 0.8, 0.2) + np.linspace(0, 0.1, 80)
    scores[folds == 0] = (
        1 - scores[folds == 0]
    )  # the fold's own scores must not choose its threshold
    found = over_threshold(scores, gold, folds)
    assert (found == gold)[folds != 0].all()
    assert not (found == gold)[folds == 0].any()


def test_verification_passes_what_is_said_and_nothing_else() -> None:
    lines = ("The council of Ardel closed the bridge on Monday.", "It rained.")
    assert passes(Case("The council of Ardel closed the bridge on Monday.", lines, True, "g"))
    assert not passes(Case("The council of Ardel opened the bridge on Monday.", lines, False, "g"))


def test_features_see_figures_negation_and_who_did_what_to_whom() -> None:
    language = load_language()
    passage = "The mayor of Ardel praised the miners after 12 houses were saved."
    claims = [
        passage,
        "The miners praised the mayor of Ardel after 12 houses were saved.",
        "The mayor of Ardel praised the miners after 15 houses were saved.",
        "The mayor of Ardel never praised the miners after 12 houses were saved.",
    ]
    held = Passages([r for one in read_all([passage], language) for r in one])
    same, turned, figure, negated = (
        dict(zip(NAMES, features(read[0], held).tolist(), strict=True))
        for read in read_all(claims, language)
    )
    assert (
        same["unmatched"] == same["figures_missing"] == same["negation"] == same["arcs_turned"] == 0
    )
    assert same["arcs_held"] == 1 > turned["arcs_held"]
    assert figure["figures_missing"] == 1
    assert negated["negation"] == 1
