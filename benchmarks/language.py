"""Words, trees and names: ``python -m benchmarks.language --data ud_english_ewt --json FILE``.

``--data`` is a treebank (``test.conllu.gz``, ``dep.test.conllu.gz``) or a folder of entity columns.  On
a treebank the plain names of the metrics are those with **given** sentences and words; ``raw_`` before
a name says that the text alone was given, as CoNLL 2018 counts it: F1 over words that both have, in
relations the universal part.  ``--part`` picks another part, for development.

Names are compared as spans of text with their kind, articles and titles before them left aside, since
every set cuts those in its own way.  Of re3d, which also marks "he" and "the victims", only what is
written as a name counts, and only persons, organisations and places.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.common import Result, finish, peak_mb
from benchmarks.language_data import (
    GoldSentence,
    Name,
    documents,
    paragraphs_of,
    part,
    read_columns,
    read_treebank,
)
from benchmarks.language_people import count_people
from winnow.language import Language, Sentence, load_language
from winnow.language.tokens import tokenize
from winnow.text.name_tables import TITLES
from winnow.text.names import find_names
from winnow.text.sentences import split_sentences
from winnow.types import NameKind, Span

Counts = Counter[tuple[str, str]]
#: (text, start, end, kind) of names, with ``Sentence`` or rules behind it.
FindNames = Callable[[str], list[Name]]

_ARTICLES = frozenset({"the", "a", "an"})


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    language = load_language(1)
    treebank = next(iter(sorted(options.data.glob(f"*{options.part}.conllu.gz"))), None)
    if treebank is not None:
        result = measure_treebank(language, treebank, options.data.name, options.genre)
    else:
        result = measure_columns(language, options.data, options.part)
    narrowed = [options.part.replace("test", ""), options.genre]
    name = "/".join([options.data.name, *filter(None, narrowed)])  # floors are for whole test parts
    return finish(replace(result, data=name), options)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Words, trees and names")
    parser.add_argument("--data", type=Path, required=True, help="folder of evaluation data")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--genre", default="", help="only documents with this in their name")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to these figures")
    return parser.parse_args(argv)


# ------------------------------------------------------------------------------------ treebanks


def measure_treebank(language: Language, path: Path, data: str, genre: str) -> Result:
    """Return the figures of a treebank's part, with given words and from raw text."""
    has_names = "Entity" in path.name or path.name.startswith("dep.")
    gold = [s for s in read_treebank(path, names=has_names) if genre in s.document]
    counts: Counts = Counter()
    count_given(language, gold, counts)
    texts = [paragraphs_of(one) for one in documents(gold)]
    began = time.process_time()
    read = language.analyse_all([text for text, _ in texts])
    seconds = time.process_time() - began
    rules: Counts = Counter()
    for one, (text, starts), sentences in zip(documents(gold), texts, read, strict=True):
        count_raw(one, starts, sentences, counts)
        count_rules(one, starts, text, rules)
    if has_names:
        count_document_names(gold, texts, read, counts, rules)
    chains = path.with_name(path.name.replace("dep.", "ontogum."))
    if chains != path and chains.exists():
        count_people(documents(gold), chains, read, counts)
    metrics = scores(counts)
    metrics |= {"sentences_per_s": sum(map(len, read)) / seconds, "peak_mb": peak_mb()}
    baseline = scores(rules)
    return Result("language", data, len(gold), metrics, {"rules": baseline})


def count_given(language: Language, gold: Sequence[GoldSentence], counts: Counts) -> None:
    """Count tags and arcs on given words."""
    for sentence in gold:
        read = language.parse(sentence.text, sentence.spans)
        for token, tag, head, relation in zip(
            read.tokens, sentence.upos, sentence.heads, sentence.deprels, strict=True
        ):
            attached = token.head == head
            named = _universal(token.deprel) == _universal(relation)
            marks = {"upos": token.upos == tag, "uas": attached, "las": attached and named}
            for name, hit in marks.items():
                _add(counts, name, int(hit), 1, 1)


def _universal(relation: str) -> str:
    return relation.split(":")[0]


def _add(counts: Counts, name: str, hit: int, said: int, true: int) -> None:
    counts[name, "hit"] += hit
    counts[name, "said"] += said
    counts[name, "true"] += true


def f1(counts: Counts, name: str) -> float:
    """Return F1: twice what was found rightly by all that was said and all there is."""
    both = counts[name, "said"] + counts[name, "true"]
    return round(2 * counts[name, "hit"] / both, 4) if both else 0.0


def scores(counts: Counts) -> dict[str, float]:
    """Return F1 by name, of what occurs at all."""
    return {key: f1(counts, key) for key in sorted({k for k, _ in counts}) if _occurs(counts, key)}


def _occurs(counts: Counts, name: str) -> bool:
    return counts[name, "said"] + counts[name, "true"] > 0


def count_raw(
    gold: Sequence[GoldSentence], starts: Sequence[int], read: Sequence[Sentence], counts: Counts
) -> None:
    """Count sentences, words, tags and arcs of one document read from its raw text."""
    _compare(counts, "sentence_f1", {(s.start, s.end) for s in read}, _bounds(gold, starts))
    said, true = _words_said(read), _words_true(gold, starts)
    _compare(counts, "token_f1", set(said), set(true))
    shared = said.keys() & true.keys()
    for name, fields in (("raw_upos", (0,)), ("raw_uas", (1,)), ("raw_las", (1, 2))):
        hit = sum(all(said[w][f] == true[w][f] for f in fields) for w in shared)
        _add(counts, name, hit, len(said), len(true))


def _compare(counts: Counts, name: str, said: set[Span], true: set[Span]) -> None:
    _add(counts, name, len(said & true), len(said), len(true))


def _bounds(gold: Sequence[GoldSentence], starts: Sequence[int]) -> set[Span]:
    return {
        (start + s.spans[0][0], start + s.spans[-1][1])
        for s, start in zip(gold, starts, strict=True)
    }


Said = tuple[str, Span | None, str]


def _words_said(read: Sequence[Sentence]) -> dict[Span, Said]:
    """Return span → (part of speech, span of the head, relation)."""
    found: dict[Span, Said] = {}
    for sentence in read:
        spans = [(t.start, t.end) for t in sentence.tokens]
        for token, span in zip(sentence.tokens, spans, strict=True):
            head = spans[token.head] if token.head >= 0 else None
            found[span] = token.upos, head, _universal(token.deprel)
    return found


def _words_true(gold: Sequence[GoldSentence], starts: Sequence[int]) -> dict[Span, Said]:
    found: dict[Span, Said] = {}
    for sentence, at in zip(gold, starts, strict=True):
        spans = [(at + a, at + b) for a, b in sentence.spans]
        for n, span in enumerate(spans):
            head = spans[sentence.heads[n]] if sentence.heads[n] >= 0 else None
            found[span] = sentence.upos[n], head, _universal(sentence.deprels[n])
    return found


def count_rules(
    gold: Sequence[GoldSentence], starts: Sequence[int], text: str, counts: Counts
) -> None:
    """Count what the rule splitter makes of the raw text, and our words in its sentences."""
    spans = split_sentences(text)
    _compare(counts, "sentence_f1", set(spans), _bounds(gold, starts))
    words = {word for span in spans for word in tokenize(text, *span)}
    _compare(counts, "token_f1", words, set(_words_true(gold, starts)))


# ---------------------------------------------------------------------------------------- names


def count_document_names(
    gold: Sequence[GoldSentence],
    texts: Sequence[tuple[str, list[int]]],
    read: Sequence[Sequence[Sentence]],
    counts: Counts,
    rules: Counts,
) -> None:
    """Count the names of a treebank's documents, ours and the rules'."""
    for one, (text, starts), sentences in zip(documents(gold), texts, read, strict=True):
        true = [
            (a + s, b + s, kind)
            for sentence, s in zip(one, starts, strict=True)
            for a, b, kind in sentence.names or ()
        ]
        count_names(text, true, names_of(sentences), counts)
        count_names(text, true, _rule_names(text), rules)


def names_of(sentences: Sequence[Sentence]) -> list[Name]:
    """Return the names of sentences as plain spans."""
    return [(e.start, e.end, e.kind) for s in sentences for e in s.entities]


def _rule_names(text: str) -> list[Name]:
    return [(n.start, n.end, n.kind) for n in find_names(text)]


def count_names(text: str, true: Sequence[Name], said: Sequence[Name], counts: Counts) -> None:
    """Count names that agree in span and kind, and each kind by itself."""
    truth, guess = _bare_all(text, true), _bare_all(text, said)
    _add(counts, "entity_f1", len(truth & guess), len(guess), len(truth))
    for kind in NameKind:
        a, b = ({n for n in names if n[2] is kind} for names in (truth, guess))
        _add(counts, f"entity_f1_{kind}", len(a & b), len(b), len(a))
    spans = [{n[:2] for n in names} for names in (truth, guess)]
    _add(counts, "entity_span_f1", len(spans[0] & spans[1]), len(spans[1]), len(spans[0]))


def _bare_all(text: str, names: Sequence[Name]) -> set[Name]:
    return {bare for name in names if (bare := _bare(text, name)) is not None}


def _bare(text: str, name: Name) -> Name | None:
    """Return the name without articles and titles before it; ``None`` when nothing is left."""
    start, end, kind = name
    dropped = _ARTICLES | TITLES if kind is NameKind.PERSON else _ARTICLES
    while start < end:
        word = text[start:end].split(maxsplit=1)[0]
        if word.lower().rstrip(".") not in dropped or len(word) == end - start:
            break
        start += len(word)
        start += len(text[start:end]) - len(text[start:end].lstrip())
    return (start, end, kind) if start < end else None


# ------------------------------------------------------------------------------- entity columns


def measure_columns(language: Language, folder: Path, which: str) -> Result:
    """Return the figures on wikigold (our part of its documents) and on re3d's test part."""
    metrics: dict[str, float] = {}
    baseline: dict[str, float] = {}
    wikigold = part(read_columns(folder / "wikigold.conll.gz"), which)
    n, seconds, read = 0, 0.0, 0
    for prefix, gold in (("", wikigold), ("re3d_", _re3d(folder, which))):
        counts: Counts = Counter()
        rules: Counts = Counter()
        began = time.process_time()
        found = language.analyse_all([s.text for s in gold])
        seconds += time.process_time() - began
        for sentence, sentences in zip(gold, found, strict=True):
            true, said = list(sentence.names or ()), names_of(sentences)
            by_rules = _rule_names(sentence.text)
            if prefix:
                true, said, by_rules = (_three_kinds(x) for x in (true, said, by_rules))
            count_names(sentence.text, true, said, counts)
            count_names(sentence.text, true, by_rules, rules)
        n, read = n + len(gold), read + sum(map(len, found))
        metrics |= _prefixed(counts, prefix)
        baseline |= _prefixed(rules, prefix)
    metrics |= {"sentences_per_s": read / seconds, "peak_mb": peak_mb()}
    return Result("language", folder.name, n, metrics, {"rules": baseline})


def _re3d(folder: Path, which: str) -> list[GoldSentence]:
    """Return re3d with the names that are written as names; its train part is never fitted here."""
    name = "re3d.test.conll.gz" if which == "test" else "re3d.train.conll.gz"
    return [
        GoldSentence(
            s.text, s.document, False, s.spans,
            names=tuple(n for n in s.names or () if _is_written_as_name(s.text, n)),
        )
        for s in read_columns(folder / name)
    ]  # fmt: skip


def _is_written_as_name(text: str, name: Name) -> bool:
    bare = _bare(text, name)
    if bare is None:
        return False
    words = [w for w in text[bare[0] : bare[1]].split() if w.isalpha()]
    pronouns = {"I", "We", "He", "She", "It", "They", "You", "Our", "His", "Their", "Its", "My"}
    long = [w for w in words if len(w) > 3]
    return (
        bool(words)
        and words[0][0].isupper()
        and words[0] not in pronouns
        and all(w[0].isupper() for w in long)
    )


def _three_kinds(names: Sequence[Name]) -> list[Name]:
    return [name for name in names if name[2] is not NameKind.OTHER]


def _prefixed(counts: Counts, prefix: str) -> Mapping[str, float]:
    return {prefix + name: value for name, value in scores(counts).items()}


if __name__ == "__main__":
    sys.exit(main())
