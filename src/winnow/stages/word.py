"""Wording: a statement becomes a published sentence by licensed edits alone."""

from __future__ import annotations

import re
from dataclasses import replace

from winnow.stages.corroboration import evidence_of
from winnow.stages.printable import is_printable, tells_source
from winnow.text.edit import Worded, inside_quotes, word_count
from winnow.text.name_tables import MONTHS_AND_DAYS
from winnow.text.names import name_key
from winnow.text.polarity import is_unprintable
from winnow.text.relative_days import resolve_days
from winnow.text.wording import (
    MAX_WORDS,
    cut_judgements,
    resolve_speaker,
    shorten,
    tidy,
)
from winnow.types import (
    Article,
    CitedSentence,
    Evidence,
    NameKind,
    Operation,
    Statement,
    StatementKind,
)

#: A line without a final stop in its source is a headline, a caption or cut off.
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]?")
_ENDS_IN_SOURCE = re.compile(r"[.!…][\"”’')\]]{0,2}$")
#: Abbreviations that every reader knows.
_KNOWN = frozenset(
    [
        "US",
        "USA",
        "UK",
        "UN",
        "EU",
        "NATO",
        "AIDS",
        "AFP",
        "AP",
        "BBC",
        "CNN",
        "NBC",
        "ABC",
        "CBS",
        "FBI",
        "CIA",
        "NASA",
        "IMF",
        "WHO",
        "NGO",
        "CEO",
        "GDP",
        "TV",
        "PM",
        "MP",
        "MPS",
        "AM",
        "GOP",
        "ICE",
        "UNICEF",
        "UNESCO",
        "OPEC",
        "NFL",
        "NBA",
        "FIFA",
        "UEFA",
        "DNA",
        "COVID",
        "NPR",
        "RSS",
        "PTI",
        "ANI",
        "RT",
        "DW",
        "LGBT",
        "LGBTQ",
        "USD",
    ]
)
#: Where the outlet speaks for itself, its judgements are not a source's.
_OWN_VOICE = frozenset({StatementKind.EVENT, StatementKind.BACKGROUND})
_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")


def _insults(text: str) -> bool:
    """Return whether somebody is quoted with a slur or a threat: no page repeats it."""
    return any(is_unprintable(match[1]) for match in _QUOTED.finditer(text))


def word_statement(statement: Statement, article: Article) -> CitedSentence | None:
    """Return the statement as a sentence for the page, or ``None`` when it cannot be one.

    Edits: dateline, connective, asides, the outlet's judging adjectives and over-long loose clauses
    are cut, relative days become dates, "he said" gets its speaker's name (the passage that names him is cited too).
    """
    if not _ENDS_IN_SOURCE.search(statement.exact) or _insults(statement.exact):
        return None
    worded: Worded | None = resolve_days(
        tidy(statement.exact), article.published.date() if article.published else None
    )
    if worded is None:
        return None
    if statement.kind in _OWN_VOICE:
        worded = cut_judgements(worded)
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
    return _spelled_out(sentence, article, introduced)


def _spelled_out(sentence: CitedSentence, article: Article, introduced: set[str]) -> CitedSentence:
    """Return the sentence with an abbreviation in full where it stands first and the article spells it out."""
    for match in _ABBREVIATION.finditer(sentence.text):
        short = match[0]
        if short in introduced or short in _KNOWN or inside_quotes(sentence.text, match.start()):
            continue
        introduced.add(short)
        found = None if f"({short})" in sentence.text else _long_form(article, short)
        if found is None or found.exact in sentence.text:
            continue
        text = sentence.text[: match.start()] + found.exact + sentence.text[match.end() :]
        if word_count(text) > MAX_WORDS + 3:
            continue
        return replace(
            sentence,
            text=text,
            evidence=(*sentence.evidence, found),
            operations=(*sentence.operations, Operation("spell-out", short, found.exact)),
        )
    return sentence


def _long_form(article: Article, short: str) -> Evidence | None:
    """Return "Bureau of Ocean Energy Management (BOEM)" where the article introduces it so."""
    word = r"[A-Z][\w’'-]*"
    link = r"(?: (?:of|and|for|the|in|on|to|de|&))*"
    pattern = re.compile(rf"{word}(?:{link} {word}){{1,7}} \({short}\)")
    match = pattern.search(article.text)
    if match is None:
        return None
    for start in (m.start() for m in re.finditer(word, match[0])):
        name = match[0][start : -len(short) - 3]
        if "".join(w[0] for w in name.split() if w[0].isupper()) == short:
            at = match.start() + start
            return Evidence(article.id, at, match.end(), article.text[at : match.end()])
    return None


def _full_name(text: str, short: str, canonical: str) -> str | None:
    surname_only = len(short.split()) == 1 and canonical.endswith(" " + short)
    at = text.find(short)
    if not surname_only or at < 0 or canonical in text:
        return None
    before, after = text[:at], text[at + len(short) :]
    last = (before.split() or ["."])[-1]
    is_name = last[:1].isupper() and last.casefold() not in MONTHS_AND_DAYS
    in_other_name = is_name and not before.rstrip().endswith(".")
    in_phrase = before.endswith(("the ", "The ")) or after.startswith((" administration", "-"))
    opens = at == 0 or (before.endswith(" ") and not in_other_name and not in_phrase)
    return before + canonical + after if opens and before.count("“") == before.count("”") else None
