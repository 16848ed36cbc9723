"""What joins the sentences of a narrative: "also" and "adding that", which are free of any relation between the facts.

No "because", no "but" that nobody said.  An opening such as "Against the ban, …" was tried and given up: verification
asks that every word stands where the passage has it, and rightly refuses what only we say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from winnow.text.edit import word_count
from winnow.types import CitedSentence, Operation

#: Two clauses of one speaker make one sentence up to so many words (METHODS: 20 to 30, where they allow).
MAX_FUSED = 36
#: A sentence with its speaker first.
_THAT_CLAUSE = re.compile(r"^(?P<who>.{2,90}?) (?P<verb>argues?|says?|adds?|said|argued) that ")


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


def fused(first: CitedSentence, second: CitedSentence) -> CitedSentence | None:
    """Return "Holm argues that …, adding that …" of two sentences of one speaker, ``None`` where that reads ill.

    Both must report in a that-clause; a clause with a figure stays in its own sentence, where verification holds it
    against its own passage alone.
    """
    one, two = _THAT_CLAUSE.match(first.text), _THAT_CLAUSE.match(second.text)
    if one is None or two is None or not first.text.endswith(".") or " adding " in first.text:
        return None
    clause = second.text[two.end() :]
    text = f"{first.text[:-1]}, adding that {clause}"
    if re.search(r"\d", clause) or word_count(text) > MAX_FUSED:
        return None
    evidence = (*first.evidence, *(e for e in second.evidence if e not in first.evidence))
    joined = Operation("join", second.text, f", adding that {clause}")
    operations = (*first.operations, *second.operations, joined)
    return replace(first, text=text, evidence=evidence, operations=operations, in_part=evidence)
