"""Who says what in one sentence: source, cue and content, by rules over words and punctuation.

Covers "X said that Y", "Y, X said", "“Y,” said X, “Z”", "according to X, Y", "X told R that Y",
"X accused Z of Y", "X, a role, said Y".  Sources are spans of the sentence, faithful to it; who
they are is resolved by `winnow.stages.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from winnow.text.attribution_tables import (
    ADDRESSED,
    BE,
    BEFORE_ADJECTIVE,
    BEFORE_NOUN,
    CLOSERS,
    CUE_VERBS,
    INVERTIBLE,
    NEEDS_PARTICLE,
    NOUN_BASES,
    NOUN_LIKE,
    PHRASAL,
    PLURAL,
    TAIL,
)
from winnow.text.cues import (
    ABBREVIATIONS_BEFORE_NAME,
    MENTAL_VERBS,
    OBJECT_VERBS,
    PRONOUNS,
    SPEAKER_NOUNS,
)
from winnow.text.dates import WEEKDAYS
from winnow.text.name_tables import TITLES
from winnow.text.subjects import FINITE, SentenceToken, first_of_verb_group, subject_before
from winnow.types import Span

_ABBREVIATED = "|".join(re.escape(w) for w in sorted(ABBREVIATIONS_BEFORE_NAME) if w.isalpha())
_TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|\b(?:[A-Z]|(?i:{_ABBREVIATED}))\.(?=\s)|\w+(?:[’'.,-]\w+)*[’']?|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of a sentence, as offsets into it."""

    cue: Span
    #: Pieces of what is said, in order; empty when the content stands in another sentence.
    content: tuple[Span, ...]
    #: The source with its role, as written; ``None`` when only implied.
    source: Span | None = None
    #: The cue is a verb of holding ("believes"), not of saying.
    is_mental: bool = False


def find_attributions(sentence: str, quotes: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of ``sentence`` in order of their cues.

    ``quotes`` are the spans within quotation marks: a cue inside one is the speaker's own word.
    """
    tokens = _tokens(sentence, quotes)
    found = [*_according(tokens), *_verbal(tokens)]
    return tuple(sorted(found, key=lambda a: a.cue))


def _tokens(sentence: str, quotes: Sequence[Span]) -> list[SentenceToken]:
    tokens = []
    for match in _TOKEN.finditer(sentence):
        quoted = any(s <= match.start() < e for s, e in quotes)
        text = match.group()
        tokens.append(
            SentenceToken(text, text.lower().replace("’", "'"), match.start(), match.end(), quoted)
        )
    return tokens


# -------------------------------------------------------------------------------- "according to"


def _according(tokens: list[SentenceToken]) -> list[Attribution]:
    found = []
    for i in range(len(tokens) - 2):
        if tokens[i].quoted or tokens[i].word != "according" or tokens[i + 1].word != "to":
            continue
        end = _source_end(tokens, i + 2, opens=i == 0)
        if end <= i + 2:
            continue
        cue = tokens[i].start, tokens[i + 1].end
        source = tokens[i + 2].start, tokens[end - 1].end
        content = [_piece(tokens, 0, i), _piece(tokens, end, len(tokens))]
        found.append(Attribution(cue, tuple(p for p in content if p), source))
    return found


def _source_end(tokens: list[SentenceToken], begin: int, *, opens: bool = False) -> int:
    """Return where the source that starts at ``begin`` ends, its appositives included.

    When the attribution ``opens`` the sentence, a description must close with a comma of its own.
    """
    i = begin
    while i < len(tokens):
        token = tokens[i]
        if token.word in {".", ";", ":", "—", "–", "“"} or (token.quoted and i > begin):
            break
        if token.word == "," and not _appositive_after(tokens, i, opens):
            break
        if i > begin and _starts_tail(tokens, i):
            break
        i += 1
    return i


def _appositive_after(tokens: list[SentenceToken], comma: int, opens: bool) -> bool:
    """Tell whether a comma opens a description that closes with the next comma or full stop."""
    if comma + 1 >= len(tokens):
        return False
    following = tokens[comma + 1]
    stop = _next(tokens, comma + 1, {",", ".", ";"})
    if opens and (stop >= len(tokens) or tokens[stop].word != ","):
        return False
    if following.word in {"who", "whose", "which"} or following.word.isdigit():
        return True
    has_verb = any(t.word in FINITE for t in tokens[comma + 1 : stop])
    is_role = following.word in {"a", "an", "the"} or following.word in SPEAKER_NOUNS | TITLES
    return is_role and not has_verb


def _next(tokens: list[SentenceToken], begin: int, marks: set[str]) -> int:
    return next((i for i in range(begin, len(tokens)) if tokens[i].word in marks), len(tokens))


def _starts_tail(tokens: list[SentenceToken], i: int) -> bool:
    """Tell whether a place, time or manner begins that belongs to the saying, not to the source."""
    word = tokens[i].word
    if word in {"on", "during", "while", "when", "after", "late", "last", "yesterday", "today"}:
        return True
    if word in WEEKDAYS and tokens[i].text[0].isupper():
        return True
    follows = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return word in {"in", "at"} and follows in {"a", "an", "his", "her", "their", "its", "the"}


# ------------------------------------------------------------------------------------ verbs


def _verbal(tokens: list[SentenceToken]) -> list[Attribution]:
    found: list[Attribution] = []
    for i, token in enumerate(tokens):
        if token.quoted or token.word not in CUE_VERBS or not _is_verb(tokens, i):
            continue
        attribution = _of_verb(tokens, i)
        if attribution is not None:
            found.append(attribution)
    return found


def _is_verb(tokens: list[SentenceToken], i: int) -> bool:
    before = tokens[i - 1].word if i else ""
    if before in BEFORE_ADJECTIVE or tokens[i].text[0].isupper():
        return False
    if before in BE and not tokens[i].word.endswith("ing"):
        return False
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if after in {"-", "'"} or before == "-":
        return False
    if before.endswith(("'s", "s'")):
        return False
    if tokens[i].word.endswith("s") and tokens[i].word in NOUN_LIKE:
        subject = tokens[i - 1] if i else tokens[i]
        if not (subject.text[0].isupper() or before in PRONOUNS | SPEAKER_NOUNS | {"also", "who"}):
            return False
    if tokens[i].word in NOUN_BASES and not (before.endswith("s") or before in PLURAL):
        return False
    return not (tokens[i].word in NOUN_LIKE and before in BEFORE_NOUN)


def _particle(tokens: list[SentenceToken], i: int) -> int:
    """Return 1 when the next word belongs to the cue: "called for"."""
    follows = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return int(follows in PHRASAL.get(tokens[i].word, ()))


def _of_verb(tokens: list[SentenceToken], i: int) -> Attribution | None:
    if tokens[i].word in NEEDS_PARTICLE and not _particle(tokens, i):
        return None
    mental = tokens[i].word in MENTAL_VERBS
    if _is_inverted(tokens, i):
        end = _source_end(tokens, i + 1)
        return _build(tokens, i, (i + 1, end), after=end, before=i, mental=mental)
    first = first_of_verb_group(tokens, i)
    is_bare_participle = tokens[i].word.endswith("ing") and first == i
    if is_bare_participle and i and tokens[i - 1].word != ",":
        return None  # "a law calling for …"
    subject = None if is_bare_participle else subject_before(tokens, first)
    if subject is None:
        if tokens[i].word.endswith("ing") and first > 0 and not mental:
            return _participle(tokens, i)
        return None
    return _build(tokens, i, subject, after=i + 1, before=subject[0], mental=mental)


def _is_inverted(tokens: list[SentenceToken], i: int) -> bool:
    """Tell whether the source follows the verb: "…,” said X"."""
    if tokens[i].word not in INVERTIBLE or i + 1 >= len(tokens) or i == 0:
        return False
    if tokens[i - 1].word not in CLOSERS and tokens[i - 1].word != ",":
        return False
    following = tokens[i + 1]
    if tokens[i - 1].word == ",":
        stop = _next(tokens, i + 1, {",", ".", ";"})
        if any(t.word in FINITE for t in tokens[i + 1 : stop]):
            return False  # "X, a lawyer, said Holm's plea should fail"
    return (
        following.text[0].isupper()
        or following.word in SPEAKER_NOUNS
        or (
            following.word in {"a", "an", "the", "one", "another", "his", "her"}
            and tokens[i - 1].word in CLOSERS
        )
    )


def _participle(tokens: list[SentenceToken], i: int) -> Attribution | None:
    """Return "…, saying that Y": the source is the sentence's own subject, left open."""
    if tokens[i].word not in {"saying", "adding", "arguing", "claiming", "warning", "noting",
                              "telling", "stating", "stressing", "writing", "insisting", "alleging",
                              "accusing", "calling", "urging", "suggesting", "explaining",
                              "referring", "pointing", "denouncing", "describing", "announcing"}:  # fmt: skip
        return None
    content = _piece(tokens, _content_begin(tokens, i), len(tokens))
    cue = tokens[i].start, tokens[i + _particle(tokens, i)].end
    return Attribution(cue, (content,)) if content else None


def _build(
    tokens: list[SentenceToken],
    i: int,
    source: tuple[int, int],
    *,
    after: int,
    before: int,
    mental: bool,
) -> Attribution | None:
    """Return the attribution of the verb at ``i``, its content before, after or around it."""
    if source[0] >= source[1]:
        return None
    first = i if source[0] > i else first_of_verb_group(tokens, i)
    while tokens[first].word in WEEKDAYS or tokens[first].word == "on":
        first += 1
    cue = tokens[first].start, tokens[i + _particle(tokens, i)].end
    span = tokens[source[0]].start, tokens[source[1] - 1].end
    pieces = _content(tokens, i, before=before, after=after)
    if not pieces and mental:
        return None
    return Attribution(cue, pieces, span, mental)


def _content(tokens: list[SentenceToken], i: int, *, before: int, after: int) -> tuple[Span, ...]:
    ahead = _piece(tokens, 0, before)
    follows_content = before > 0 and (
        tokens[before - 1].word in CLOSERS or tokens[before - 1].word in {",", "—", "–"}
    )
    quoted_after = _quoted_after(tokens, after)
    if follows_content and ahead and _is_tail(tokens, i, after):
        rest = _piece(tokens, quoted_after, len(tokens)) if quoted_after is not None else None
        return tuple(p for p in (ahead, rest) if p)
    begin = _content_begin(tokens, i) if after == i + 1 else after
    behind = _piece(tokens, begin, len(tokens))
    return (behind,) if behind else ()


def _quoted_after(tokens: list[SentenceToken], begin: int) -> int | None:
    return next((k for k in range(begin, len(tokens)) if tokens[k].quoted), None)


def _is_tail(tokens: list[SentenceToken], i: int, after: int) -> bool:
    """Tell whether what follows a cue adds nothing to the content that stood before it."""
    if after >= len(tokens):
        return True
    following = tokens[after].word
    if tokens[i].word in OBJECT_VERBS and following not in {".", ","} and after == i + 1:
        return tokens[i].word in INVERTIBLE and following in TAIL
    if following in {".", ",", ";", "—", "–", "(", ":"} or following in CLOSERS:
        return True
    if tokens[i].word in ADDRESSED:
        return not any(t.word == "that" or t.quoted for t in tokens[after : after + 12])
    return following in TAIL and not any(t.word == "that" for t in tokens[after : after + 9])


def _content_begin(tokens: list[SentenceToken], i: int) -> int:
    """Return where the content after a verb begins: past the person told, place and time."""
    begin = i + 1 + _particle(tokens, i)
    window = range(begin, min(len(tokens), begin + 14))
    quoted = next((k for k in window if tokens[k].quoted), None)
    that = next((k for k in window if tokens[k].word == "that"), None)
    starts_late = begin < len(tokens) and tokens[begin].word in TAIL | {","}
    if tokens[i].word in ADDRESSED or starts_late:
        if that is not None and (quoted is None or that < quoted):
            return that
        if quoted is not None:
            return quoted
        if tokens[i].word in ADDRESSED and tokens[i].word not in OBJECT_VERBS:
            return min(begin + 1, len(tokens))
    return begin


def _piece(tokens: list[SentenceToken], begin: int, end: int) -> Span | None:
    """Return the span of tokens without the punctuation at its borders, quotation marks kept."""
    while begin < end and tokens[begin].word in {",", ";", ":", "—", "–", "-", "."}:
        begin += 1
    while end > begin and tokens[end - 1].word in {",", ";", ":", "—", "–", "-", "."}:
        end -= 1
    if begin >= end:
        return None
    start = tokens[begin].start
    if begin and tokens[begin].quoted and tokens[begin - 1].word in {"“", '"', "‘", "'", "«"}:
        start = tokens[begin - 1].start
    return start, tokens[end - 1].end
