"""Fit ``src/winnow/stages/assign_weights.json``: is a pair of articles about one happening?

    PYTHONPATH=. python scripts/train_assigner.py [--data FOLDER]

Replays the development streams of ``benchmarks.stories``, the demo and benchmarks/streams/invented_dev through
the assigner's own index and fits boosted trees on the pair features, which hold no words.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.common import default_data
from benchmarks.stories_model import fit, training_pairs

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=default_data())
    args = parser.parse_args()
    pairs = training_pairs(args.data)
    model = fit(pairs)
    path = ROOT / "src/winnow/stages/assign_weights.json"
    path.write_text(json.dumps(model.as_plain()) + "\n", "utf-8")
    print(f"{sum(len(p.labels) for p in pairs)} pairs; wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
