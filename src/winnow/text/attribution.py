"""Who says what in one sentence: source, cue and content, by rules over words and punctuation.

Covers "X said that Y", "Y, X said", "“Y,” said X, “Z”", "according to X, Y", "X told R that Y",
"X accused Z of Y", "X, a role, said Y".  Sources are spans of the sentence, faithful to it; who
they are is resolved by `winnow.stages.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from winnow.text.cues import (
    ABBREVIATIONS_BEFORE_NAME,
    MENTAL_VERBS,
    OBJECT_VERBS,
    PRONOUNS,
    REPORTING_VERBS,
    SPEAKER_NOUNS,
)
from winnow.text.name_tables import TITLES
from winnow.text.similarity import STOPWORDS
from winnow.text.tables import word_set
from winnow.types import Span

_ABBREVIATED = "|".join(re.escape(w) for w in sorted(ABBREVIATIONS_BEFORE_NAME) if w.isalpha())
_TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|\b(?:[A-Z]|(?i:{_ABBREVIATED}))\.(?=\s)|\w+(?:[’'.,-]\w+)*[’']?|[^\w\s]"
)
_CLOSERS = frozenset("”\"'’»")
_BREAKS = frozenset(',;:—–()[]“”"«»-•')
_AUXILIARIES = word_set(
    """
    has have had having would will could can may might did does do also later then previously not
    reportedly allegedly further just even still already once again repeatedly publicly both himself
    herself themselves itself is are was were first always never often now soon subsequently earlier recently today
    yesterday didn't doesn't hasn't haven't ever instead thus all on
    monday tuesday wednesday thursday friday saturday sunday
    """
)
_BE = word_set("is are was were be been being am isn't wasn't weren't aren't get gets got")
_SUBORDINATORS = word_set(
    """
    that as while when after because but if although though where what since before until so why how
    whether than then yet or nor like
    """
)
#: Forms that are as often nouns: a cue only after a subject, never after these words.
_NOUN_LIKE = word_set(
    """
    claims claim report reports call calls plan plans hope hopes fear fears order orders demand
    demands comment comments post posts request view views promise estimate estimates state states
    support read show shows appeal appeals signal doubt welcome rule rules blame praise pledge vow
    note notes warning ruling finding saying writing meaning posting concern worries vows pledges
    thought quote quotes cautions stress remarks remark echoes feel find promises dispute disputes
    blast order thanks backs mention tweet tweets understanding planning feeling express
    """
)
#: … plural verbs only: a cue after a plural, a noun after anything else ("a media post").
_NOUN_BASES = word_set(
    """
    post report claim call plan order demand comment request view note show appeal state support
    estimate tweet quote express rule doubt fear hope promise pledge vow blame praise welcome mention
    remark stress read find feel dispute signal
    """
)
_PLURAL = word_set("people police they we i you who men women children also still")
#: A participle after these describes a noun: "for alleged lies".
_BEFORE_ADJECTIVE = word_set(
    "to be the a an his her its their our my of in on at by for from with about into against"
)
_BEFORE_NOUN = word_set(
    """
    the a an his her its their our my your this that these those of in on at by for from with to any
    some no such new recent more many several under over about into and or other 's' public official
    false similar social joint united blog news police federal between against each every
    """
)
#: What can follow a cue when the sentence's content stands before it.
_TAIL = word_set(
    """
    in on at during after to while when late early earlier last this as by from before through via
    monday tuesday wednesday thursday friday saturday sunday yesterday today of about outside inside
    following later with without for again reporters and but referring citing adding
    """
)
_ADDRESSED = word_set(
    """
    told tell tells telling informed inform assured asked asks ask warned warns reminded advised
    urged notified
    """
)
_INVERTIBLE = word_set(
    """
    said says added adds wrote writes explained explains noted notes asked asks argued argues replied
    warned warns tweeted posted reads read continued concluded insisted insists told recalled
    reported reports stated states claimed claims declared announced observed remarked admitted
    """
)
#: Particles that belong to a cue: "called | for", "pointed | out".
_PHRASAL = {
    **dict.fromkeys(word_set("called calls call calling"), word_set("for on")),
    **dict.fromkeys(word_set("pointed points point pointing"), word_set("out to")),
    **dict.fromkeys(word_set("referred refers refer referring alluded alluding"), word_set("to")),
    **dict.fromkeys(word_set("spoke speaks speak speaking talked talks talk talking"), word_set("about of out")),
    **dict.fromkeys(word_set("asked asks ask"), word_set("about for")),
    **dict.fromkeys(word_set("warned warns warn warning complained complains"), word_set("of about against")),
    **dict.fromkeys(word_set("hinted hints"), word_set("at")),
    **dict.fromkeys(word_set("apologised apologized"), word_set("for")),
}  # fmt: skip
#: Verbs that are cues only with their particle.
_NEEDS_PARTICLE = word_set(
    """
    pointed points point pointing referred refers refer referring alluded alluding spoke speaks speak
    speaking talked talks talk talking
    """
)
_CUE_VERBS = REPORTING_VERBS | _NEEDS_PARTICLE
_APPOSITIVE = word_set("a an the who whose which its his her one formerly then now also both where")
#: Longest subject and longest appositive, in tokens (read off sentences of polnear train).
_SUBJECT_LIMIT = 14
_APPOSITIVE_LIMIT = 28


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


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    word: str
    start: int
    end: int
    quoted: bool


def find_attributions(sentence: str, quotes: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """Return the attributions of ``sentence`` in order of their cues.

    ``quotes`` are the spans within quotation marks: a cue inside one is the speaker's own word.
    """
    tokens = _tokens(sentence, quotes)
    found = [*_according(tokens), *_verbal(tokens)]
    return tuple(sorted(found, key=lambda a: a.cue))


def _tokens(sentence: str, quotes: Sequence[Span]) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(sentence):
        quoted = any(s <= match.start() < e for s, e in quotes)
        text = match.group()
        tokens.append(
            _Token(text, text.lower().replace("’", "'"), match.start(), match.end(), quoted)
        )
    return tokens


# -------------------------------------------------------------------------------- "according to"


def _according(tokens: list[_Token]) -> list[Attribution]:
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


def _source_end(tokens: list[_Token], begin: int, *, opens: bool = False) -> int:
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


def _appositive_after(tokens: list[_Token], comma: int, opens: bool) -> bool:
    """Tell whether a comma opens a description that closes with the next comma or full stop."""
    if comma + 1 >= len(tokens):
        return False
    following = tokens[comma + 1]
    stop = _next(tokens, comma + 1, {",", ".", ";"})
    if opens and (stop >= len(tokens) or tokens[stop].word != ","):
        return False
    if following.word in {"who", "whose", "which"} or following.word.isdigit():
        return True
    has_verb = any(t.word in _FINITE for t in tokens[comma + 1 : stop])
    is_role = following.word in {"a", "an", "the"} or following.word in SPEAKER_NOUNS | TITLES
    return is_role and not has_verb


_FINITE = word_set("is are was were has have had will would can could may might should must did do")


def _next(tokens: list[_Token], begin: int, marks: set[str]) -> int:
    return next((i for i in range(begin, len(tokens)) if tokens[i].word in marks), len(tokens))


def _starts_tail(tokens: list[_Token], i: int) -> bool:
    """Tell whether a place, time or manner begins that belongs to the saying, not to the source."""
    word = tokens[i].word
    if word in {"on", "during", "while", "when", "after", "late", "last", "yesterday", "today"}:
        return True
    if word.endswith("day") and tokens[i].text[0].isupper():
        return True
    follows = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return word in {"in", "at"} and follows in {"a", "an", "his", "her", "their", "its", "the"}


# ------------------------------------------------------------------------------------ verbs


def _verbal(tokens: list[_Token]) -> list[Attribution]:
    found: list[Attribution] = []
    for i, token in enumerate(tokens):
        if token.quoted or token.word not in _CUE_VERBS or not _is_verb(tokens, i):
            continue
        attribution = _of_verb(tokens, i)
        if attribution is not None:
            found.append(attribution)
    return found


def _is_verb(tokens: list[_Token], i: int) -> bool:
    before = tokens[i - 1].word if i else ""
    if before in _BEFORE_ADJECTIVE or tokens[i].text[0].isupper():
        return False
    if before in _BE and not tokens[i].word.endswith("ing"):
        return False
    after = tokens[i + 1].word if i + 1 < len(tokens) else ""
    if after in {"-", "'"} or before == "-":
        return False
    if before.endswith(("'s", "s'")):
        return False
    if tokens[i].word.endswith("s") and tokens[i].word in _NOUN_LIKE:
        subject = tokens[i - 1] if i else tokens[i]
        if not (subject.text[0].isupper() or before in PRONOUNS | SPEAKER_NOUNS | {"also", "who"}):
            return False
    if tokens[i].word in _NOUN_BASES and not (before.endswith("s") or before in _PLURAL):
        return False
    return not (tokens[i].word in _NOUN_LIKE and before in _BEFORE_NOUN)


def _particle(tokens: list[_Token], i: int) -> int:
    """Return 1 when the next word belongs to the cue: "called for"."""
    follows = tokens[i + 1].word if i + 1 < len(tokens) else ""
    return int(follows in _PHRASAL.get(tokens[i].word, ()))


def _of_verb(tokens: list[_Token], i: int) -> Attribution | None:
    if tokens[i].word in _NEEDS_PARTICLE and not _particle(tokens, i):
        return None
    mental = tokens[i].word in MENTAL_VERBS
    if _is_inverted(tokens, i):
        end = _source_end(tokens, i + 1)
        return _build(tokens, i, (i + 1, end), after=end, before=i, mental=mental)
    first = _first_of_verb_group(tokens, i)
    is_bare_participle = tokens[i].word.endswith("ing") and first == i
    if is_bare_participle and i and tokens[i - 1].word != ",":
        return None  # "a law calling for …"
    subject = None if is_bare_participle else _subject(tokens, first)
    if subject is None:
        if tokens[i].word.endswith("ing") and first > 0 and not mental:
            return _participle(tokens, i)
        return None
    return _build(tokens, i, subject, after=i + 1, before=subject[0], mental=mental)


def _is_inverted(tokens: list[_Token], i: int) -> bool:
    """Tell whether the source follows the verb: "…,” said X"."""
    if tokens[i].word not in _INVERTIBLE or i + 1 >= len(tokens) or i == 0:
        return False
    if tokens[i - 1].word not in _CLOSERS and tokens[i - 1].word != ",":
        return False
    following = tokens[i + 1]
    if tokens[i - 1].word == ",":
        stop = _next(tokens, i + 1, {",", ".", ";"})
        if any(t.word in _FINITE for t in tokens[i + 1 : stop]):
            return False  # "X, a lawyer, said Holm's plea should fail"
    return (
        following.text[0].isupper()
        or following.word in SPEAKER_NOUNS
        or (
            following.word in {"a", "an", "the", "one", "another", "his", "her"}
            and tokens[i - 1].word in _CLOSERS
        )
    )


def _first_of_verb_group(tokens: list[_Token], i: int) -> int:
    """Return the first token of the verb with its auxiliaries and adverbs: "has also | said"."""
    first = i
    while first > 0:
        word = tokens[first - 1].word
        if word in _AUXILIARIES or (word.endswith("ly") and word != "family"):
            first -= 1
        else:
            break
    return first


def _subject(tokens: list[_Token], end: int) -> tuple[int, int] | None:
    """Return the span of tokens of the subject that ends before ``end``."""
    if end == 0:
        return None
    if tokens[end - 1].word == ",":
        return _subject_with_appositive(tokens, end - 1)
    if tokens[end - 1].word == "who":
        if tokens[end].word in MENTAL_VERBS:
            return None
        stop = end - 1 - (tokens[end - 2].word == "," if end > 1 else 0)
        begin = _subject_begin(tokens, stop)
        return (begin, stop) if _can_speak(tokens, begin, stop) else None
    begin = _subject_begin(tokens, end)
    return (begin, end) if _can_speak(tokens, begin, end) else None


def _subject_begin(tokens: list[_Token], end: int) -> int:
    begin = end
    while begin > 0 and end - begin < _SUBJECT_LIMIT:
        token = tokens[begin - 1]
        if token.quoted or (token.word in _BREAKS and token.word != "-"):
            break
        if token.word in _SUBORDINATORS or token.word in {"who", "which", "said", "says"}:
            break
        if token.word == "and" and not _joins_subjects(tokens, begin, end):
            break
        if token.word == "." and not _is_initial(tokens, begin - 1):
            break
        begin -= 1
    return _skip_opening_adverbial(tokens, begin, end)


def _is_initial(tokens: list[_Token], i: int) -> bool:
    return i > 0 and len(tokens[i - 1].text) <= 5 and tokens[i - 1].text[0].isupper()


def _joins_subjects(tokens: list[_Token], begin: int, end: int) -> bool:
    left = tokens[begin - 2] if begin >= 2 else None
    if left is None or left.quoted:
        return False
    right_is_name = tokens[begin].text[0].isupper() and tokens[begin].word not in PRONOUNS
    if right_is_name and left.text[0].isupper():
        return True
    right = any(t.word in SPEAKER_NOUNS for t in tokens[begin:end])
    return right and left.word in SPEAKER_NOUNS


def _skip_opening_adverbial(tokens: list[_Token], begin: int, end: int) -> int:
    """Move past "On Friday police": a preposition and what it governs before the subject."""
    while begin < end and tokens[begin].word in {
        "and",
        "but",
        "so",
        "also",
        "however",
        "meanwhile",
    }:
        begin += 1
    days = next((k for k in range(begin, end) if tokens[k].word.endswith("day")), None)
    if begin < end and tokens[begin].word in {"on", "last", "in", "late", "earlier"} and days:
        return days + 1 if days + 1 < end else begin
    pronoun = next((k for k in range(begin, end) if tokens[k].word in {"he", "she", "they"}), None)
    return pronoun if pronoun is not None else begin


def _can_speak(tokens: list[_Token], begin: int, end: int) -> bool:
    """Tell whether a span can be a source: a name, a pronoun, or a noun for those who speak."""
    if begin >= end:
        return False
    span = tokens[begin:end]
    if any(t.word in _FINITE for t in span):
        return False
    if span[0].word in PRONOUNS | {"i", "there"}:
        return span[0].word not in {"there", "it"} or len(span) == 1
    named = any(t.text[0].isupper() and k + begin > 0 for k, t in enumerate(span))
    noun = any(t.word in SPEAKER_NOUNS or t.word in TITLES for t in span)
    opener = span[0].text[0].isupper() and span[0].word not in STOPWORDS
    return named or noun or (opener and begin == 0)


def _subject_with_appositive(tokens: list[_Token], comma: int) -> tuple[int, int] | None:
    """Return a subject followed by a description between commas: "X, a role in Y, said"."""
    for k in range(comma - 1, max(0, comma - _APPOSITIVE_LIMIT), -1):
        if tokens[k].quoted:
            return None
        if tokens[k].word != ",":
            continue
        following = tokens[k + 1]
        opens = following.word in _APPOSITIVE or following.word.isdigit()
        role = following.word in SPEAKER_NOUNS or following.word in TITLES
        place = following.text[0].isupper() and comma - k <= 4
        if opens or role or place:
            begin = _subject_begin(tokens, k)
            if begin < k and _can_speak(tokens, begin, k):
                return begin, comma
    return None


def _participle(tokens: list[_Token], i: int) -> Attribution | None:
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
    tokens: list[_Token], i: int, source: tuple[int, int], *, after: int, before: int, mental: bool
) -> Attribution | None:
    """Return the attribution of the verb at ``i``, its content before, after or around it."""
    if source[0] >= source[1]:
        return None
    first = i if source[0] > i else _first_of_verb_group(tokens, i)
    while tokens[first].word.endswith("day") or tokens[first].word == "on":
        first += 1
    cue = tokens[first].start, tokens[i + _particle(tokens, i)].end
    span = tokens[source[0]].start, tokens[source[1] - 1].end
    pieces = _content(tokens, i, before=before, after=after)
    if not pieces and mental:
        return None
    return Attribution(cue, pieces, span, mental)


def _content(tokens: list[_Token], i: int, *, before: int, after: int) -> tuple[Span, ...]:
    ahead = _piece(tokens, 0, before)
    follows_content = before > 0 and (
        tokens[before - 1].word in _CLOSERS or tokens[before - 1].word in {",", "—", "–"}
    )
    quoted_after = _quoted_after(tokens, after)
    if follows_content and ahead and _is_tail(tokens, i, after):
        rest = _piece(tokens, quoted_after, len(tokens)) if quoted_after is not None else None
        return tuple(p for p in (ahead, rest) if p)
    begin = _content_begin(tokens, i) if after == i + 1 else after
    behind = _piece(tokens, begin, len(tokens))
    return (behind,) if behind else ()


def _quoted_after(tokens: list[_Token], begin: int) -> int | None:
    return next((k for k in range(begin, len(tokens)) if tokens[k].quoted), None)


def _is_tail(tokens: list[_Token], i: int, after: int) -> bool:
    """Tell whether what follows a cue adds nothing to the content that stood before it."""
    if after >= len(tokens):
        return True
    following = tokens[after].word
    if tokens[i].word in OBJECT_VERBS and following not in {".", ","} and after == i + 1:
        return tokens[i].word in _INVERTIBLE and following in _TAIL
    if following in {".", ",", ";", "—", "–", "(", ":"} or following in _CLOSERS:
        return True
    if tokens[i].word in _ADDRESSED:
        return not any(t.word == "that" or t.quoted for t in tokens[after : after + 12])
    return following in _TAIL and not any(t.word == "that" for t in tokens[after : after + 9])


def _content_begin(tokens: list[_Token], i: int) -> int:
    """Return where the content after a verb begins: past the person told, place and time."""
    begin = i + 1 + _particle(tokens, i)
    window = range(begin, min(len(tokens), begin + 14))
    quoted = next((k for k in window if tokens[k].quoted), None)
    that = next((k for k in window if tokens[k].word == "that"), None)
    starts_late = begin < len(tokens) and tokens[begin].word in _TAIL | {","}
    if tokens[i].word in _ADDRESSED or starts_late:
        if that is not None and (quoted is None or that < quoted):
            return that
        if quoted is not None:
            return quoted
        if tokens[i].word in _ADDRESSED and tokens[i].word not in OBJECT_VERBS:
            return min(begin + 1, len(tokens))
    return begin


def _piece(tokens: list[_Token], begin: int, end: int) -> Span | None:
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
