"""What a story is about, as one vector: where its articles open."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from winnow.stages.material import Material, Vectors


def opening_vector(material: Material) -> Vectors:
    """Return the mean vector of the articles' first sentences, of length one.

    An origin weighs 1 + ln of its articles: a wire report that seven outlets print is not seven
    voices, but it says more of what happened than one outlet's colour piece.
    """
    sums: dict[str, Vectors] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row, statement in enumerate(material.statements):
        if statement.position <= 1:
            origin = material.origin_of[statement.article_id]
            sums[origin] = sums.get(origin, 0.0) + material.vectors[row]
            articles[origin].add(statement.article_id)
    units = [
        v / max(1e-9, float(np.linalg.norm(v))) * (1.0 + math.log(len(articles[origin])))
        for origin, v in sorted(sums.items())
    ]
    if not units:
        return np.zeros(material.vectors.shape[1], dtype=np.float32)
    mean = np.mean(units, axis=0)
    return np.asarray(mean / max(1e-9, float(np.linalg.norm(mean))), dtype=np.float32)
