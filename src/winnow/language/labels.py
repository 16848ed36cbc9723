"""The closed sets that the networks choose from, in the order of their outputs."""

from __future__ import annotations

from winnow.types import NameKind

#: The universal parts of speech.
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
KINDS = (NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE, NameKind.OTHER)
