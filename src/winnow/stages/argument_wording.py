"""Arguments worded: a passage of a side as one sentence with its speaker, by licensed edits only.

Quotation → that-clause when nobody has to be renamed in it, else a short quotation, verbatim;
reported speech → the article's own sentence with its speaker named; an outlet's own judgement → the
sentence as it stands.  Whatever would read like a cutting (a dangling pronoun, an open quotation, an
appeal to the reader) is refused: ``None`` is a good answer here.
"""

from __future__ import annotations

import re

from winnow.stages.argument_naming import Argument, cite, dated_days, named_speaker, whole
from winnow.stages.argument_reported import report
from winnow.stages.argument_text import (
    LOOSE_THIS,
    MAX_WORDS,
    SAID_BY,
    first_sentences,
    has_marks,
    in_first_person,
    is_balanced,
    is_clause,
    is_printable,
    lowered,
    opens_quotation,
    points_back,
    reads_well,
)
from winnow.stages.side_passages import Passage
from winnow.stages.targets import Target
from winnow.text.edit import Worded, capital, word_count
from winnow.text.polarity import names_crime
from winnow.text.wording import shorten, tidy
from winnow.types import Article, Evidence, Operation, Statement, StatementKind

#: A quotation printed as such has at most so many words.
MAX_QUOTED = 24


#: Said to somebody in the room, not to a reader.
_TO_SOMEBODY = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)
#: Two words in capitals in a row are shouted.
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b\W+(?:[A-Z]+\W+){0,2}[A-Z]{4,}\b")
#: What a speaker opens with, going on from something else.
_CONNECTIVE = re.compile(
    r"^(?:And|But|So|In fact|Indeed|Again|Look|Well|Frankly|Moreover|Furthermore),?\s+(?=\w)"
)
_TAIL = re.compile(r"\s*(?:[—–;]|\s-\s)[^—–;]*$")
#: "This" is the measure where the quotation judges it so plainly and it was named so closely before.
_SURELY_JUDGED, _LOOK_BACK = 0.5, 300


def word_argument(
    passage: Passage, article: Article, contested: Target | None = None
) -> Argument | None:
    """Return the passage as a sentence of a narrative, ``None`` when it would not read as one.

    ``contested``: what the sides differ about, for quotations that call it "this".
    """
    statement = passage.unit.statement
    if not is_printable(statement.exact) or _SHOUTED.search(statement.exact):
        return None
    if statement.speaker is None:
        made = _own(passage, article)
    elif statement.kind is StatementKind.QUOTE or statement.quotes:
        made = _quoted(passage, article, contested)
    else:
        made = report(passage, article)
    if made is None or _TO_SOMEBODY.search(made.frame):
        return None
    return made if re.search(r"[.!][”\"]?$", made.frame) else None


# ------------------------------------------------------------------------------- the outlet's own


def _own(passage: Passage, article: Article) -> Argument | None:
    statement = passage.unit.statement
    worded = dated_days(shorten(tidy(statement.exact), MAX_WORDS), article)
    if worded is None or statement.kind is not StatementKind.EVALUATION:
        return None
    if not statement.is_self_contained or not reads_well(worded.text) or has_marks(worded.text):
        return None
    if LOOSE_THIS.search(worded.text):
        return None
    if SAID_BY.search(worded.text) or names_crime(re.findall(r"[A-Za-z]+", worded.text)):
        return None
    if in_first_person(worded.text):
        return None
    return Argument(passage, worded.text, None, None, (whole(statement),), worded.operations, False)


# --------------------------------------------------------------------------------------- quotation


def _quoted(passage: Passage, article: Article, contested: Target | None) -> Argument | None:
    """Return "X argues that …" or ``X says: "…"`` from the longest whole sentence quoted."""
    statement = passage.unit.statement
    named = named_speaker(statement, article)
    if named is None or not _is_vouched(statement, article):
        return None
    speaker, role, extra = named
    for start, end in sorted(statement.quotes, key=lambda q: (q[0] - q[1], q[0])):
        text = " ".join(article.text[start:end].split()).strip(" ,;:—–-")
        if not is_clause(text) or not opens_quotation(article.text, start, statement.start):
            continue
        about = _spoken_of(passage, article, contested) if points_back(text) else None
        made = _that_clause(text, article) or _short_quotation(
            text, f"the {about.exact}" if about else None
        )
        if made is not None:
            used = (start, start + _used_length(article.text[start:end], made[0]))
            evidence = (*cite(article, statement, used, extra), *((about,) if about else ()))
            operations = (Operation("report-speech", article.text[start:end], made[0]),)
            return Argument(passage, made[0], speaker, role, evidence, operations, made[1])
    return report(passage, article)


def _used_length(quoted: str, sentence: str) -> int:
    """Return how many characters of the quotation the sentence prints."""
    last = sentence.rstrip(".!,”").split()[-1]
    words = word_count(sentence)
    ends = [
        m.end()
        for m in re.finditer(re.escape(last), quoted)
        if word_count(quoted[: m.end()]) <= words
    ]
    return ends[-1] if ends else len(quoted)


def _is_vouched(statement: Statement, article: Article) -> bool:
    """Return whether the article says near the quotation whose it is: a cue beside it, the name close by."""
    last = (statement.speaker or "").split()[-1]
    nearby = article.text[max(0, statement.start - 400) : statement.end]
    return statement.cue is not None and (last in statement.exact or last in nearby)


def _that_clause(text: str, article: Article) -> tuple[str, bool] | None:
    text = _trimmed(first_sentences(_CONNECTIVE.sub("", text), MAX_WORDS - 4))
    dated = dated_days(Worded(text), article)
    if dated is None or in_first_person(text) or not reads_well(text) or has_marks(text):
        return None
    return "{who} {verb} that " + lowered(dated.text.rstrip(".!,"), article) + ".", False


def _trimmed(text: str) -> str:
    """Return a clause that is too long without what follows its last dash or semicolon."""
    while word_count(text) > MAX_WORDS - 4 and (cut := _TAIL.search(text)):
        text = capital(text[: cut.start()])
    return capital(text)


def _spoken_of(passage: Passage, article: Article, contested: Target | None) -> Evidence | None:
    """Return where "this" was named, ``None`` if unsure: a measure named before the quotation judges it."""
    if contested is None or not contested.is_measure:
        return None
    if abs(passage.unit.polarity.get(contested.key, 0.0)) < _SURELY_JUDGED:
        return None
    end = passage.unit.statement.start
    start = max(0, end - _LOOK_BACK)
    named = [
        m.span()
        for m in contested.pattern.finditer(article.text[start:end])
        if m[0] == contested.short
    ]
    if not named:
        return None
    at, to = start + named[-1][0], start + named[-1][1]
    return Evidence(article.id, at, to, article.text[at:to])


def _short_quotation(text: str, about: str | None = None) -> tuple[str, bool] | None:
    """Return ``X says: "…"``; with ``about``, ``On the ruling, X says: "This was …"``."""
    text = first_sentences(_CONNECTIVE.sub("", text), MAX_QUOTED)
    if re.search(r"\b(?:today|yesterday|tomorrow|tonight)\b", text, re.I):
        return None
    if (
        text.startswith("If ")
        or word_count(text) > MAX_QUOTED
        or not (reads_well(text) or (about and is_balanced(text)))
        or has_marks(text)
    ):
        return None
    opener = f"On {about}, " if about else ""
    return opener + "{who} says: “" + text.rstrip(".,!") + ".”", True
