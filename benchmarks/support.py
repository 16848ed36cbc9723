"""Does the passage say it?  ``python -m benchmarks.support --data DIR --json FILE [--protocol cv|frozen]``

On wice, summedits (the headline is its news), fever_symmetric and qags; the figure is the balanced accuracy of
the verification that ships: what it passes counts as supported, what fails or is abstained on does not.
Nothing of it is fitted, so both protocols are one.

Beside it, in the same run: all supported; the lexical test of ``stages.support`` on any one passage; shared
words and vectors, with the threshold that is best on the other folds; and boosted trees over the features of
``benchmarks.support_features``, fitted in five folds by document (on qags, whose texts may train nothing, on the
three other sets).  None of these ships: docs/decisions/0006 says why.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from benchmarks.attacks_data import likest_lines, paraphrase
from benchmarks.common import Result, arguments, cached_vectors, default_data, finish
from benchmarks.support_data import Case, load_cases
from benchmarks.support_features import Passages, claim_row, read_all
from winnow.encoder import load_encoder
from winnow.language import load_language
from winnow.stages.support import content_of, supports, term_containment
from winnow.text.sentences import split_sentences
from winnow.types import Verdict
from winnow.verification import check_sentence

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

FOLDS = 5
#: What the trees may be fitted on (licences: Apache-2.0, CC BY-SA).
CLEAN = ("summedits", "fever_symmetric", "wice")
#: Lines of a long text that a claim is held against: those that share most words with it.
_LINES = 24


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Does the passage say it?", argv)
    cases = load_cases(options.data)
    gold = np.array([case.is_supported for case in cases])
    passed = np.array([passes(case) for case in cases])
    news = np.array([case.domain in {"", "news"} for case in cases])
    metrics = figures(gold, passed, news)
    others = baselines(cases, options.data)
    named = {name: figures(gold, found, news) for name, found in others.items()}
    return finish(Result("support", options.data.name, len(cases), metrics, named), options)


def passes(case: Case) -> bool:
    """Return whether verification lets the claim stand on the lines that share most words with it."""
    lines = [s for line in case.lines for s in _sentences(line)] or ["-"]
    made = paraphrase("case", case.claim, lines, likest_lines(case.claim, lines), case.is_supported)
    checked = check_sentence(made.cited, {made.article.id: made.article})
    return checked.verdict is Verdict.PASSED


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in split_sentences(line)]


def figures(gold: Bools, found: Bools, news: Bools) -> dict[str, float]:
    """Return balanced accuracy on the headline's cases and what it is made of; and on the rest."""
    held, caught = _rates(gold[news], found[news])
    named = {
        "balanced_accuracy": (held + caught) / 2,
        "supported_passed": held,
        "unsupported_caught": caught,
    }
    if not news.all():
        named["balanced_accuracy_other"] = sum(_rates(gold[~news], found[~news])) / 2
    return {name: round(float(value), 4) for name, value in named.items()}


def _rates(gold: Bools, found: Bools) -> tuple[float, float]:
    return float(found[gold].mean()), float((~found[~gold]).mean())


# --------------------------------------------------------------------------------- baselines


def baselines(cases: Sequence[Case], folder: Path) -> dict[str, Bools]:
    """Return what other ways of telling say of each case."""
    gold = np.array([case.is_supported for case in cases])
    folds = folds_of([case.group for case in cases])
    shared = np.array([_shared(case) for case in cases])
    return {
        "all supported": np.ones(len(cases), dtype=bool),
        "lexical test": np.array([any(supports(line, c.claim) for line in c.lines) for c in cases]),
        "shared words": over_threshold(shared, gold, folds),
        "vectors": over_threshold(_cosines(cases), gold, folds),
        "trees": _trees(cases, gold, folds, folder),
    }


def folds_of(groups: Sequence[str]) -> NDArray[np.int64]:
    """Return the fold of each case: groups in order of appearance, dealt out in turn."""
    numbers = {group: n for n, group in enumerate(dict.fromkeys(groups))}
    return np.array([numbers[group] % FOLDS for group in groups])


def over_threshold(scores: Floats, gold: Bools, folds: NDArray[np.int64]) -> Bools:
    """Return which scores lie above the threshold that is best on the cases of the other folds."""
    found = np.zeros(len(scores), dtype=bool)
    for fold in range(FOLDS):
        others = folds != fold
        grid = np.unique(np.quantile(scores[others], np.linspace(0.02, 0.98, 49)))
        best = max(grid, key=lambda t: sum(_rates(gold[others], scores[others] >= t)))
        found[~others] = scores[~others] >= best
    return found


def _shared(case: Case) -> float:
    own = content_of(case.claim)
    return max((term_containment(own, content_of(line)) for line in case.lines), default=0.0)


def _cosines(cases: Sequence[Case]) -> Floats:
    encode = load_encoder().encode
    texts = list(dict.fromkeys(t for case in cases for t in (case.claim, *case.lines)))
    row = dict(zip(texts, cached_vectors(texts, encode), strict=True))
    return np.array([max(float(row[c.claim] @ row[line]) for line in c.lines) for c in cases])


def _trees(cases: Sequence[Case], gold: Bools, folds: NDArray[np.int64], folder: Path) -> Bools:
    rows = rows_of(cases)
    if folder.name.startswith("qags"):
        return _fitted_on_clean()(rows)
    found = np.zeros(len(cases), dtype=bool)
    for fold in range(FOLDS):
        others = folds != fold
        found[~others] = fit([rows[others]], [gold[others]])(rows[~others])
    return found


def _fitted_on_clean() -> Callable[[Floats], Bools]:
    sets = [load_cases(default_data() / name) for name in CLEAN]
    return fit(
        [rows_of(cases) for cases in sets], [np.array([c.is_supported for c in s]) for s in sets]
    )


def fit(rows: Sequence[Floats], gold: Sequence[Bools]) -> Callable[[Floats], Bools]:
    """Return the trees fitted on the sets, each set and each label weighing the same."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=200, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=1.0,
        random_state=0,
    )  # fmt: skip
    weights = np.concatenate([np.where(y, 0.5 / y.sum(), 0.5 / (~y).sum()) for y in gold])
    weights *= len(weights) / weights.sum()
    model.fit(np.concatenate(rows), np.concatenate(gold), sample_weight=weights)
    return lambda asked: np.asarray(model.predict(asked), dtype=bool)


def rows_of(cases: Sequence[Case]) -> Floats:
    """Return the features of each case, shape (cases, three times ``support_features.NAMES``)."""
    language = load_language()
    claims = list(dict.fromkeys(case.claim for case in cases))
    reads = dict(zip(claims, read_all(claims, language), strict=True))
    known: dict[tuple[str, ...], Passages] = {}
    rows = []
    for case in track(cases, description="features", disable=not sys.stderr.isatty()):
        lines = _near(case)
        if lines not in known:
            known = {lines: Passages([r for one in read_all(lines, language) for r in one])}
        rows.append(claim_row(reads[case.claim], known[lines]))
    return np.stack(rows).astype(np.float64)


def _near(case: Case) -> tuple[str, ...]:
    if len(case.lines) <= _LINES:
        return case.lines
    own = content_of(case.claim)
    order = sorted(case.lines, key=lambda line: -term_containment(own, content_of(line)))
    return tuple(order[:_LINES])


if __name__ == "__main__":
    sys.exit(main())
