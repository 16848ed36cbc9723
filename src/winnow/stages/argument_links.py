"""What joins the sentences of a narrative: "also", which is free of any relation between the facts.

No "because", no "but" that nobody said.  An opening such as "Against the ban, …" was tried and given up: verification
asks that every word stands where the passage has it, and rightly refuses what only we say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from winnow.types import CitedSentence, Operation

#: A sentence with its speaker first.
_THAT_CLAUSE = re.compile(r"^(?P<who>.{2,90}?) (?P<verb>argues?|says?|adds?) that ")


def with_also(sentence: CitedSentence, *, before: Sequence[CitedSentence]) -> CitedSentence:
    """Return "Holm also argues that …" after what another argued, once a paragraph."""
    match = _THAT_CLAUSE.match(sentence.text)
    if match is None or not before or not _THAT_CLAUSE.match(before[-1].text):
        return sentence
    if any(" also " in s.text for s in before):
        return sentence
    at = match.end("who")
    text = f"{sentence.text[:at]} also{sentence.text[at:]}"
    return replace(
        sentence, text=text, operations=(*sentence.operations, Operation("join", "", "also"))
    )
