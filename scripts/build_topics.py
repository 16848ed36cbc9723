"""Encode the descriptions of the topics: ``python scripts/build_topics.py`` writes media_topics.npz.

Each topic's vector is the mean of what the shipped encoder makes of its name and of its phrases in
``winnow/data/media_topics.txt``.  A test holds text and vectors together by the text's hash.
"""

from __future__ import annotations

import numpy as np

from winnow.encoder import load_encoder
from winnow.stages.topics import TEXT, VECTORS, phrases_of, read_rows, text_digest


def main() -> None:
    encoder = load_encoder()
    means = np.stack([encoder.encode(phrases_of(row)).mean(axis=0) for row in read_rows(TEXT)])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    with VECTORS.open("wb") as file:
        np.savez(file, vectors=means.astype(np.float16), text=np.array(text_digest(TEXT)))


if __name__ == "__main__":
    main()
