"""What does a sentence say of a target it mentions: against it, nothing, or for it?

``python -m benchmarks.stance --data newsmtsc|basil --json FILE [--protocol cv|frozen]``

On newsmtsc every marked target of a sentence is asked about; on basil every entity whose author's feeling is
labelled, from its mentions outside quotation marks.  The figure is the macro-F1 of the three labels.

*frozen* scores the shipped weights: those over words know no sentence of the set, those of the last step over a
few features without words were fitted on its training part.  *cv* fits the last step in folds grouped by story
(newsmtsc) or event (basil), the shipped heads being as they are.  Beside them: the majority label, judging
words counted, our four constructions alone, and (cv) a head over all encoder states fitted on newsmtsc itself,
which may not be shipped.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import Result, arguments, finish
from benchmarks.stance_data import AGAINST, FOR, NEITHER, Asked, Subject, basil, newsmtsc
from benchmarks.stance_fit import ARTICLE_BALANCE, LARGE_C, LAST_C, Labels, fit_linear, in_folds
from winnow.stages.argument_polarity import STRONG, toward_mention
from winnow.stages.stance_model import (
    Floats,
    Linear,
    StanceModel,
    article_features,
    load_stance,
    view_rows,
)
from winnow.text.polarity import evaluation
from winnow.types import Span

_NAMES = {AGAINST: "f1_against", NEITHER: "f1_neither", FOR: "f1_for"}


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("What does a sentence say of a target?", argv)
    is_basil = options.data.name.startswith("basil")
    model = load_stance()
    if is_basil:
        result = on_articles(basil(options.data), model, options.protocol)
    else:
        result = on_sentences(newsmtsc(options.data), model, options.protocol)
    gold, found, others = result
    metrics = macro(gold, found)
    baselines = {name: macro(gold, labels) for name, labels in others.items()}
    done = Result("stance", options.data.name, len(gold), metrics, baselines)
    return finish(done, options)


def on_sentences(
    asked: Sequence[Asked], model: StanceModel, protocol: str
) -> tuple[Labels, Labels, dict[str, Labels]]:
    """Return the true labels, ours, and those of the baselines."""
    gold = labels_of(asked)
    mentions = model.mentions(pairs_of(asked))
    rows = model.inputs(mentions)
    others = {
        "majority": np.full_like(gold, np.bincount(gold).argmax()),
        "judging words": np.array([_by_sign(_judging(a.text), 0.0) for a in asked]),
        "constructions": np.array(
            [_by_sign(toward_mention(a.text, *a.span), STRONG) for a in asked]
        ),
        "heads alone": rows[:, :3].argmax(axis=1),
    }
    if protocol == "frozen":
        return gold, model.last(rows).argmax(axis=1), others
    groups = [a.group for a in asked]
    found = in_folds(rows, gold, groups, lambda x, y: fit_linear(x, y, LAST_C))
    views = np.stack([m.views() for m in mentions])
    large = np.hstack([view_rows(views, range(views.shape[1])), rows])
    others["fitted on newsmtsc, not shipped"] = in_folds(
        large, gold, groups, lambda x, y: fit_linear(x, y, LARGE_C)
    )
    return gold, found, others


def on_articles(
    subjects: Sequence[Subject], model: StanceModel, protocol: str
) -> tuple[Labels, Labels, dict[str, Labels]]:
    """Return the true labels, ours, and those of the baselines."""
    gold = np.array([s.gold for s in subjects])
    rows = article_rows(subjects, model)
    others = {
        "majority": np.full_like(gold, np.bincount(gold).argmax()),
        "judging words": np.array([_by_sign(_judged_around(s), 0.0) for s in subjects]),
    }
    if protocol == "frozen":
        return gold, model.article(rows).argmax(axis=1), others
    groups = [s.group for s in subjects]
    return gold, in_folds(rows, gold, groups, fit_article), others


def fit_article(rows: Floats, gold: Labels) -> Linear:
    """Return the step from an article's mentions to its author's stance."""
    return fit_linear(rows, gold, LAST_C, ARTICLE_BALANCE)


def article_rows(subjects: Sequence[Subject], model: StanceModel) -> Floats:
    """Return what an article's stance is told from, one row a subject."""
    every = [m for s in subjects for m in s.mentions]
    likely = model.read(every)
    rows, at = [], 0
    for subject in subjects:
        own = likely[at : at + len(subject.mentions)]
        rows.append(article_features(own, subject.title_mentions))
        at += len(subject.mentions)
    return np.array(rows, dtype=np.float32)


def labels_of(asked: Sequence[Asked]) -> Labels:
    """Return the true labels."""
    return np.array([a.gold for a in asked])


def pairs_of(asked: Sequence[Asked]) -> list[tuple[str, Span]]:
    """Return what the model is asked: texts and spans."""
    return [(a.text, a.span) for a in asked]


def macro(gold: Labels, found: Labels) -> dict[str, float]:
    """Return the F1 of each label and their mean."""
    each = {_NAMES[label]: round(f1(gold == label, found == label), 4) for label in _NAMES}
    return {"macro_f1": round(sum(each.values()) / len(each), 4), **each}


def f1(true: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """Return the harmonic mean of precision and recall, 0 when nothing is right."""
    hits = int((true & found).sum())
    return 2 * hits / (int(true.sum()) + int(found.sum())) if hits else 0.0


def _judging(text: str) -> float:
    return sum(evaluation(word.strip(".,;:!?\"'“”")) for word in text.split())


def _judged_around(subject: Subject) -> float:
    return sum(_judging(text) for text in {text for text, _ in subject.mentions})


def _by_sign(value: float, least: float) -> int:
    return FOR if value > least else AGAINST if value < -least else NEITHER


if __name__ == "__main__":
    sys.exit(main())
