"""Treebanks and entity columns are read as text with spans."""

from __future__ import annotations

import gzip
from pathlib import Path

from benchmarks.language_data import (
    documents,
    paragraphs_of,
    part,
    read_columns,
    read_treebank,
)
from winnow.types import NameKind

TREEBANK = """\
# newdoc id = invented
# newpar
# text = Mayor Ada Holm doesn't sail.
1	Mayor	mayor	PROPN	NNP	_	2	nmod:desc	_	Entity=(1-person-new
2	Ada	Ada	PROPN	NNP	_	6	nsubj	_	_
3	Holm	Holm	PROPN	NNP	_	2	flat	_	Entity=1)
4-5	doesn't	_	_	_	_	_	_	_	_
4	does	do	AUX	VBZ	_	6	aux	_	_
5	n't	not	PART	RB	_	6	advmod	_	_
6	sail	sail	VERB	VB	_	0	root	_	SpaceAfter=No
7	.	.	PUNCT	.	_	6	punct	_	_

# text = Torvik waits.
1	Torvik	Torvik	PROPN	NNP	_	2	nsubj	_	Entity=(2-place-new)
2	waits	wait	VERB	VBZ	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newpar
# text = Fine
1	Fine	fine	ADJ	JJ	_	0	root	_	_

"""

COLUMNS = """\
Ada I-PER
Holm I-PER
( O
Torvik I-LOC
) O
did O
n't O
say O
`` O
no O
'' O
. O

-DOCSTART- O
Norden I-ORG
Lines I-ORG
"""


def packed(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode("utf-8")))
    return path


def test_a_treebank_is_read_as_spans_trees_and_names(tmp_path: Path) -> None:
    """Words are found in the text, heads count from nought, titles are no part of a name."""
    first, second, _ = read_treebank(packed(tmp_path / "t.gz", TREEBANK), names=True)
    words = [first.text[start:end] for start, end in first.spans]
    assert words == ["Mayor", "Ada", "Holm", "does", "n't", "sail", "."]
    assert first.heads == (1, 5, 1, 5, 5, -1, 5)
    assert first.names is not None
    assert [(first.text[a:b], kind) for a, b, kind in first.names] == [
        ("Ada Holm", NameKind.PERSON)
    ]
    assert second.names == ((0, 6, NameKind.PLACE),)


def test_the_raw_text_keeps_paragraphs(tmp_path: Path) -> None:
    """Sentences of a paragraph stand on one line, and each begins where it is said to."""
    (one,) = documents(read_treebank(packed(tmp_path / "t.gz", TREEBANK)))
    text, starts = paragraphs_of(one)
    assert text == "Mayor Ada Holm doesn't sail. Torvik waits.\nFine"
    assert [text[s : s + 4] for s in starts] == ["Mayo", "Torv", "Fine"]


def test_columns_are_put_together_as_prose(tmp_path: Path) -> None:
    """Signs and contractions join the words they belong to; names keep their places."""
    first, second = read_columns(packed(tmp_path / "c.gz", COLUMNS))
    assert first.text == 'Ada Holm (Torvik) didn\'t say "no".'
    assert [(first.text[a:b], kind) for a, b, kind in first.names or ()] == [
        ("Ada Holm", NameKind.PERSON),
        ("Torvik", NameKind.PLACE),
    ]
    assert second.text == "Norden Lines"


def test_parts_do_not_share_documents(tmp_path: Path) -> None:
    """Every document is in one part."""
    found = read_columns(packed(tmp_path / "c.gz", COLUMNS))
    assert sum(len(part(found, name)) for name in ("train", "dev", "test")) == len(found)
