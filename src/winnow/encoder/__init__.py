"""The embedded sentence encoder: texts → unit vectors of 384 dimensions.

``load_encoder()`` gives the shipped one; any object with ``encode`` serves in its place.
"""

from winnow.encoder.onnx import DIMENSIONS, MAX_TOKENS, Encoder, OnnxEncoder, load_encoder
from winnow.encoder.testing import HashingEncoder

__all__ = [
    "DIMENSIONS",
    "MAX_TOKENS",
    "Encoder",
    "HashingEncoder",
    "OnnxEncoder",
    "load_encoder",
]
