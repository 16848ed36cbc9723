"""Fit ``src/winnow/stages/stance_weights.npz``: what a sentence says of a target it mentions.

    PYTHONPATH=. python scripts/train_stance.py --newsmtsc FOLDER --basil FOLDER

The heads over the encoder's states are fitted on scripts/data/stance_sentences.txt alone, which is our own.
NewsMTSC and BASIL are used for nothing but the weights of the last steps over a few features without words.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.common import default_data
from benchmarks.stance import article_rows, fit_article, labels_of, pairs_of
from benchmarks.stance_data import basil, newsmtsc, own_sentences
from benchmarks.stance_fit import LAST_C, fit_heads, fit_linear
from winnow.language import load_language
from winnow.stages.stance_model import Linear, StanceModel

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "scripts/data/stance_sentences.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--newsmtsc", type=Path, default=default_data() / "newsmtsc")
    parser.add_argument("--basil", type=Path, default=default_data() / "basil")
    args = parser.parse_args()
    model = fit(args.newsmtsc, args.basil)
    path = ROOT / "src/winnow/stages/stance_weights.npz"
    parts = {f"head{n}": head for n, head in enumerate(model.heads)}
    named = {**parts, "last": model.last, "article": model.article}
    np.savez_compressed(path, **{k: v for name, one in named.items() for k, v in _plain(name, one)})
    print(f"wrote {path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")


def fit(sentences_and_targets: Path, articles: Path) -> StanceModel:
    """Return the reader with all its weights fitted."""
    own = own_sentences(SENTENCES)
    empty = Linear(*(np.zeros(0, np.float32) for _ in range(4)))
    model = StanceModel(load_language(), (), empty, empty)
    views = np.stack([m.views() for m in model.mentions(pairs_of(own))])
    model = StanceModel(model.language, fit_heads(views, labels_of(own)), empty, empty)
    asked = newsmtsc(sentences_and_targets)
    last = fit_linear(model.inputs(model.mentions(pairs_of(asked))), labels_of(asked), LAST_C)
    model = StanceModel(model.language, model.heads, last, empty)
    subjects = basil(articles)
    rows = article_rows(subjects, model)
    gold = np.array([s.gold for s in subjects])
    return StanceModel(model.language, model.heads, last, fit_article(rows, gold))


def _plain(name: str, one: Linear) -> list[tuple[str, np.ndarray]]:
    kind = np.float16 if name.startswith("head") else np.float32
    fields = ("mean", "scale", "weights", "bias")
    return [(f"{name}.{field}", getattr(one, field).astype(kind)) for field in fields]


if __name__ == "__main__":
    main()
