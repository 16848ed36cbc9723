"""Coreference of pronouns with named persons, on ontogum: is "he" who we say he is?

A pronoun (he, she and their forms) counts when its annotated chain holds a proper name.  It is hit when
the person we give it to has a name among the mentions of that chain.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.language_data import GoldSentence, paragraphs_of, read_lines
from winnow.language import Person, Sentence, find_people
from winnow.language.people_tables import PRONOUNS
from winnow.types import Span

Counts = Counter[tuple[str, str]]


def chains_of(path: Path) -> dict[str, list[list[tuple[Span, bool]]]]:
    """Return document → chains of (span in the document's words, has a proper noun as last word)."""
    found: dict[str, dict[str, list[tuple[Span, bool]]]] = defaultdict(lambda: defaultdict(list))
    document, position = "", 0
    open_: list[tuple[str, int]] = []
    proper: list[bool] = []
    for line in read_lines(path):
        if line.startswith("# newdoc"):
            document, position, open_, proper = line.partition("=")[2].strip(), 0, [], []
        fields = line.split("\t")
        if not fields[0].isdigit():
            continue
        proper.append(fields[3] == "PROPN")
        match = re.search(r"(?:^|\|)Entity=([^|]*)", fields[9])
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", match[1] if match else ""):
            key = piece.strip("()").split("-")[0]
            if piece.startswith("("):
                open_.append((key, position))
            if piece.endswith(")"):
                at = next(i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == key)
                first = open_.pop(at)[1]
                named = any(proper[first : position + 1])
                found[document][key].append(((first, position + 1), named))
        position += 1
    return {name: list(chains.values()) for name, chains in found.items()}


def count_people(
    gold: Sequence[Sequence[GoldSentence]],
    chains: Path,
    read: Sequence[Sequence[Sentence]],
    counts: Counts,
) -> None:
    """Count pronouns given to the right person over documents."""
    truth = chains_of(chains)
    for one, sentences in zip(gold, read, strict=True):
        text, starts = paragraphs_of(one)
        words = [(at + a, at + b) for s, at in zip(one, starts, strict=True) for a, b in s.spans]
        pronouns, named = _owners(truth.get(one[0].document, []), words)
        wanted = {span: n for span, n in pronouns.items() if text[slice(*span)].lower() in PRONOUNS}
        _count(find_people(sentences), wanted, named, counts)


def _owners(
    chains: Sequence[Sequence[tuple[Span, bool]]], words: Sequence[Span]
) -> tuple[dict[Span, int], dict[int, set[Span]]]:
    """Return single word → its chain, and chain → the spans of its mentions with a name."""
    single: dict[Span, int] = {}
    named: dict[int, set[Span]] = defaultdict(set)
    for number, chain in enumerate(chains):
        for (first, stop), has_name in chain:
            if stop == first + 1 and not has_name:
                single[words[first]] = number
            if has_name:
                named[number].add((words[first][0], words[stop - 1][1]))
    return single, named


def _count(
    people: Sequence[Person],
    wanted: Mapping[Span, int],
    named: Mapping[int, set[Span]],
    counts: Counts,
) -> None:
    said = {(m.start, m.end): person for person in people for m in person.mentions if m.is_pronoun}
    counts["pronoun_f1", "said"] += len(said)
    for span, number in wanted.items():
        if number not in named:
            continue
        counts["pronoun_f1", "true"] += 1
        person = said.get(span)
        counts["pronoun_f1", "hit"] += person is not None and _is_named_in(person, named[number])


def _is_named_in(person: Person, spans: set[Span]) -> bool:
    """Tell whether most names of a person lie in the chain's mentions."""
    names = [m for m in person.mentions if not m.is_pronoun]
    inside = sum(any(a <= m.start and m.end <= b for a, b in spans) for m in names)
    return inside * 2 > len(names)
