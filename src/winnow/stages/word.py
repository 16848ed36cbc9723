"""Wording: a statement becomes a published sentence by licensed edits alone."""

from __future__ import annotations

from dataclasses import replace

from winnow.stages.corroboration import evidence_of
from winnow.stages.printable import is_printable, tells_source
from winnow.text.names import name_key
from winnow.text.wording import Worded, resolve_days, resolve_speaker, shorten, tidy
from winnow.types import Article, CitedSentence, Evidence, NameKind, Operation, Statement


def word_statement(statement: Statement, article: Article) -> CitedSentence | None:
    """Return the statement as a sentence for the page, or ``None`` when it cannot be one.

    Edits: dateline, connective, asides and over-long loose clauses are cut, relative days become
    dates, "he said" gets its speaker's name (the passage that names him is cited too).
    """
    worded: Worded | None = resolve_days(
        tidy(statement.exact), article.published.date() if article.published else None
    )
    if worded is None:
        return None
    evidence = [evidence_of(statement)]
    if statement.speaker and statement.cue:
        before = worded
        worded = resolve_speaker(worded, statement.speaker, statement.cue)
        if worded is not before:
            named = _mention(article, statement.speaker)
            if named is None:
                return None
            evidence.append(named)
    worded = shorten(worded)
    if worded is None or not is_printable(worded.text, statement):
        return None
    return CitedSentence(
        text=worded.text,
        evidence=tuple(evidence),
        attribution=statement.speaker if tells_source(worded.text, statement) else None,
        operations=worded.operations,
    )


def _mention(article: Article, name: str) -> Evidence | None:
    start = article.text.find(name)
    return None if start < 0 else Evidence(article.id, start, start + len(name), name)


def introduce(
    sentence: CitedSentence, statement: Statement, article: Article, introduced: set[str]
) -> CitedSentence:
    """Return the sentence with a person's full name where the page names him for the first time.

    ``introduced`` holds the names met so far and is added to; the mention of the full name is cited.
    """
    for name in statement.names:
        key = name_key(name.canonical)
        if name.kind is not NameKind.PERSON or key in introduced:
            continue
        introduced.add(key)
        full = _full_name(sentence.text, name.text, name.canonical)
        mention = _mention(article, name.canonical) if full else None
        if full and mention:
            operation = Operation("resolve-name", name.text, name.canonical)
            sentence = replace(
                sentence,
                text=full,
                evidence=(*sentence.evidence, mention),
                operations=(*sentence.operations, operation),
            )
    return sentence


def _full_name(text: str, short: str, canonical: str) -> str | None:
    surname_only = len(short.split()) == 1 and canonical.endswith(" " + short)
    at = text.find(short)
    if not surname_only or at < 0 or canonical in text:
        return None
    before, after = text[:at], text[at + len(short) :]
    in_other_name = (before.split() or ["."])[-1][:1].isupper() and not before.rstrip().endswith(
        "."
    )
    opens = at == 0 or (before.endswith(" ") and not in_other_name)
    return before + canonical + after if opens and before.count("“") == before.count("”") else None
