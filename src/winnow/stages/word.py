"""Wording: a statement becomes a published sentence by licensed edits alone."""

from __future__ import annotations

import re

from winnow.stages.corroboration import evidence_of
from winnow.stages.printable import is_printable, tells_source
from winnow.text.edit import Worded, apply, capital
from winnow.text.polarity import is_unprintable
from winnow.text.relative_days import resolve_days
from winnow.text.wording import (
    cut_also,
    cut_judgements,
    plain_verb,
    resolve_speaker,
    shorten,
    tidy,
)
from winnow.types import (
    Article,
    CitedSentence,
    Evidence,
    Statement,
    StatementKind,
)

#: Papers set the first words of a report in capitals.
_SHOUTED_OPENER = re.compile(
    r"(?:(?:An?|The|AN?|THE|IN|In) )?(?P<whole>(?P<word>[A-Z]{3,})(?P<owner>(?:[’']S)?))(?= [a-z])"
)
#: A line without a final stop in its source is a headline, a caption or cut off.
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]?")
_ENDS_IN_SOURCE = re.compile(r"[.!…][\"”’')\]]{0,2}$")
#: Where the outlet speaks for itself, its judgements are not a source's.
_OWN_VOICE = frozenset({StatementKind.EVENT, StatementKind.BACKGROUND})


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
        _in_lower_case(tidy(statement.exact), article),
        article.published.date() if article.published else None,
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
    worded = shorten(cut_also(plain_verb(worded, statement.cue or "")))
    if worded is None or not is_printable(worded.text, statement):
        return None
    return CitedSentence(
        text=worded.text,
        evidence=tuple(evidence),
        attribution=statement.speaker if tells_source(worded.text, statement) else None,
        operations=worded.operations,
        in_part=tuple(evidence[1:]),
    )


def _in_lower_case(worded: Worded, article: Article) -> Worded:
    """Return "A man has been hurt …" of "A MAN has been hurt …", where the article has the word in that form, too."""
    match = _SHOUTED_OPENER.match(worded.text)
    if match is None or len(re.findall(rf"\b{match['word']}\b", article.text)) > 1:
        return worded
    for form in (match["word"].lower(), match["word"].capitalize()):
        if re.search(rf"\b{form}\b", article.text):
            small = apply(worded, "lower-case", *match.span("whole"), form + match["owner"].lower())
            return Worded(capital(small.text), small.operations)
    return worded


def _mention(article: Article, name: str) -> Evidence | None:
    start = article.text.find(name)
    return None if start < 0 else Evidence(article.id, start, start + len(name), name)
