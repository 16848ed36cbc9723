"""Stance: what each passage says for or against each target, and whose word it is.

Targeted polarity is read from the words beside a mention (Somasundaran & Wiebe 2010; connotation
frames after Rashkin, Singh & Choi 2016): evaluative words of the same clause fade with distance,
verbs say something of their subject and their object, "should" plus a verb of ending or keeping is a
demand, a negator turns the next words round.  "X accused / denied / sued Y" gives an edge from X to
Y outright (Thomas, Pang & Lee 2006 use such explicit agreements as their surest links).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.targets import Target
from winnow.text.names import name_key
from winnow.text.polarity import ARGUMENT_CUES, NEGATORS, demand, evaluation, frame, relation
from winnow.types import Article, ArticleId, Statement, StatementKind

_WORD = re.compile(r"[A-Za-z][\w'’-]*|[;:—–,.?!]")
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_CLAUSE_END = frozenset(";:—–.?!")
_CLAUSE_WORDS = frozenset(["but", "while", "although", "though", "whereas", "whilst", "despite"])
#: An evaluative word this far from the mention counts half; in another clause a quarter of that.
_HALF_DISTANCE = 5
_OTHER_CLAUSE = 0.25
#: A fainter polarity than this shows no stance of the voice.
_FAINT = 0.15
_REACH = 7
_MODALS = frozenset(["should", "must", "ought", "needs", "need", "shall"])
_BE = frozenset(["be", "been", "being", "is", "was", "were", "are", "am", "get", "gets", "got"])
_ENEMY_ROLE = re.compile(
    r"\b(?:critics?|opponents?|rivals?|foes?|anti|against|opposing|former)\b", re.I
)

_OFFICE = re.compile(
    r"\b(?:White House|Ministry|[Mm]inister|Department|Secretary|Attorney General|[Jj]unta|[Pp]rosecutor|DOI|DHS|"
    r"[Cc]abinet|[Aa]dministration|[Gg]overnment)\b"
)

#: Camps that stand against each other by what they are.
_RIVALS = {
    "camp:republicans": "camp:democrats",
    "camp:democrats": "camp:republicans",
    "camp:government": "camp:opposition",
    "camp:opposition": "camp:government",
}
#: An office or a party shows more than one passage does: it counts as so many origins.
_TIE_COUNT = 2

#: Kinds that speak for a voice; events and background only give "X accused Y" edges.
ARGUING = frozenset({StatementKind.QUOTE, StatementKind.ATTRIBUTED, StatementKind.EVALUATION})


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with whose word it is and what it says for or against each target."""

    statement: Statement
    #: Equal for one speaker in all articles; "outlet:<origin>" when no one is quoted.
    voice: str
    #: As printed: "Ranil Wickremesinghe"; ``None``: the outlet.
    speaker: str | None
    #: Target key → -1 (against) … 1 (for); only targets it speaks of.
    polarity: Mapping[str, float]
    #: How much it argues rather than reports (0 and up).
    argument: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A voice is for (positive) or against (negative) a target, as one passage has it."""

    voice: str
    target: str
    value: float
    origin: str


def voice_key(speaker: str) -> str:
    """Return what is equal for one speaker in every article."""
    return name_key(speaker) or speaker.lower()


def find_units(
    statements: Sequence[Statement], targets: Sequence[Target], origin_of: Mapping[ArticleId, str]
) -> tuple[Unit, ...]:
    """Return the statements that speak for someone, with what they say of the targets."""
    full = _full_keys(statements)
    units = []
    for statement in statements:
        if statement.kind not in ARGUING:
            continue
        judging = relation(statement.cue or "") != 0.0
        text = statement.exact if judging else said(statement)
        polarity = polarities(text, targets)
        origin = origin_of.get(statement.article_id, statement.article_id)
        key = voice_key(statement.speaker) if statement.speaker else ""
        voice = full.get(key, key) or f"outlet:{origin}"
        units.append(Unit(statement, voice, statement.speaker, polarity, _argument(text)))
    return tuple(units)


def _full_keys(statements: Iterable[Statement]) -> dict[str, str]:
    """Return key → the key it stands for: a surname alone, "dan mckee" beside "daniel mckee"."""
    counts = Counter(voice_key(s.speaker) for s in statements if s.speaker)
    by_surname: dict[str, list[str]] = {}
    for key in sorted(counts, key=lambda k: (-counts[k], k)):
        by_surname.setdefault(key.split()[-1] if key else "", []).append(key)
    merged: dict[str, str] = {}
    for surname, keys in by_surname.items():
        full = [k for k in keys if " " in k]
        if full and len({k[0] for k in full}) == 1:
            merged |= {k: full[0] for k in keys if k == surname or k in full}
    return merged


def said(statement: Statement) -> str:
    """Return what is said, without speaker and cue where they are known."""
    if statement.content is None:
        return statement.exact
    start, end = statement.content
    return (
        statement.exact[max(0, start - statement.start) : end - statement.start] or statement.exact
    )


def polarities(text: str, targets: Sequence[Target]) -> dict[str, float]:
    """Return target key → polarity (-1 to 1) for the targets that ``text`` mentions."""
    words = _tokens(text)
    found = {}
    for target in targets:
        mentions = [_mention(words, m.start(), m.end()) for m in target.pattern.finditer(text)]
        scores = [_toward(words, first, last) for first, last in mentions if first >= 0]
        if scores:
            found[target.key] = _clamp(sum(scores) / len(scores) ** 0.5)
    return found


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    clause: int
    #: Written large within a sentence: part of a name ("Fair Rent Act"), which judges nothing.
    is_name: bool


def _tokens(text: str) -> list[_Token]:
    clause, tokens = 0, []
    begins = True
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("’", "'")
        if word in _CLAUSE_END or word in _CLAUSE_WORDS:
            clause += 1
        is_name = (
            match[0][0].isupper()
            and not match[0].isupper()
            and (not begins or _NAME_GOES_ON.match(text, match.end()) is not None)
        )
        tokens.append(_Token(word, match.start(), clause, is_name))
        begins = word in _CLAUSE_END
    return tokens


def _mention(words: Sequence[_Token], start: int, end: int) -> tuple[int, int]:
    """Return the first and last token of a mention, (-1, -1) when it holds none."""
    inside = [i for i, token in enumerate(words) if start <= token.start < end]
    return (inside[0], inside[-1]) if inside else (-1, -1)


def _toward(words: Sequence[_Token], first: int, last: int) -> float:
    """Return what the other words of the sentence say of the mention ``words[first:last + 1]``."""
    score = 0.0
    for i, token in enumerate(words):
        if token.is_name or (first <= i <= last and not evaluation(token.word)):
            continue
        value = _word_toward(words, i, first, last)
        if value:
            score += -value if _negated(words, i) else value
    return score


def _word_toward(words: Sequence[_Token], i: int, first: int, last: int) -> float:
    token = words[i]
    same = token.clause == words[first].clause
    distance = max(first - i, i - last, 0)
    near = same and distance <= _REACH
    if near and (shown := frame(token.word)):
        after = i < first
        return shown.object if after != _is_passive(words, i) else shown.subject
    if near and i < first and (stands := relation(token.word)):
        return stands
    if near and (wanted := demand(token.word)) and _is_wanted(words, i):
        return wanted
    fade = 1.0 / (1.0 + distance / _HALF_DISTANCE)
    return 0.7 * evaluation(token.word) * fade * (1.0 if same else _OTHER_CLAUSE)


def _is_passive(words: Sequence[_Token], i: int) -> bool:
    return words[i].word.endswith(("ed", "en", "un")) and any(
        w.word in _BE for w in words[max(0, i - 3) : i]
    )


def _is_wanted(words: Sequence[_Token], i: int) -> bool:
    return any(w.word in _MODALS for w in words[max(0, i - 4) : i])


def _negated(words: Sequence[_Token], i: int) -> bool:
    before = [w.word for w in words[max(0, i - 3) : i] if w.clause == words[i].clause]
    return any(w in NEGATORS or w.endswith("n't") for w in before)


def _clamp(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _argument(text: str) -> float:
    """Return how much a passage argues: cues of reason and demand, evaluative words."""
    tokens = _tokens(text)
    words = [t.word for t in tokens]
    cues = sum(ARGUMENT_CUES.get(w, 0.0) for w in words)
    judged = sum(
        abs(evaluation(t.word)) + (0.6 if frame(t.word) else 0.0) for t in tokens if not t.is_name
    )
    return min(cues, 2.0) + min(judged, 3.0)


# ----------------------------------------------------------------------------------------- edges


def find_edges(
    statements: Sequence[Statement],
    units: Sequence[Unit],
    targets: Sequence[Target],
    articles: Sequence[Article],
    origin_of: Mapping[ArticleId, str],
) -> tuple[Edge, ...]:
    """Return every sign of a voice's stance: its passages, its role, "X accused Y", itself."""
    own = (
        Edge(unit.voice, key, value * _trust(unit), origin_of.get(unit.statement.article_id, ""))
        for unit in units
        for key, value in unit.polarity.items()
        if abs(value) >= _FAINT
    )
    voices = {u.voice: u.speaker for u in units}
    ties = (edge for unit in units for edge in _ties(unit, targets, origin_of))
    acts = (e for s in statements for e in _acts(s, targets, voices, origin_of))
    titles = (e for a in articles for e in _title_edges(a, targets, origin_of))
    return (*own, *ties, *acts, *titles)


def _trust(unit: Unit) -> float:
    """Return how far a passage shows its voice's stance: what reporters write judges less than it seems."""
    return 1.0 if unit.speaker is not None else 0.5 if unit.argument >= 2.0 else 0.25


def _ties(
    unit: Unit, targets: Sequence[Target], origin_of: Mapping[ArticleId, str]
) -> Iterator[Edge]:
    """A voice is for itself, and for whom its role says that it speaks."""
    if unit.speaker is None:
        return
    origin = origin_of.get(unit.statement.article_id, "")
    role = unit.statement.speaker_role or ""
    keys = {t.key for t in targets}
    for target in targets:
        value = _tie(unit, target, role)
        if value:
            yield from (
                Edge(unit.voice, target.key, value, f"{origin}:{n}") for n in range(_TIE_COUNT)
            )
            rival = _RIVALS.get(target.key)
            if rival in keys:
                yield from (
                    Edge(unit.voice, str(rival), -value, f"{origin}:{n}") for n in range(_TIE_COUNT)
                )


def _tie(unit: Unit, target: Target, role: str) -> float:
    """Return 1 for itself, 0.8 for whom the role speaks for, -0.8 for whom it opposes, else 0."""
    if target.key == unit.voice:
        return 1.0
    if target.is_measure:
        return 0.0
    if target.pattern.search(unit.speaker or ""):
        return 1.0
    match = _in_role(target, role)
    hostile = _ENEMY_ROLE.search(role[: match.start()]) if match else None
    if match is None or (hostile is not None and hostile[0].lower() == "former"):
        return 0.0
    return -0.8 if hostile else 0.8


def _in_role(target: Target, role: str) -> re.Match[str] | None:
    """Return where the role names the target; any office of state speaks for the government."""
    if target.key == "camp:government" and (match := _OFFICE.search(role)):
        return match
    return target.pattern.search(role)


def _acts(
    statement: Statement,
    targets: Sequence[Target],
    voices: Mapping[str, str | None],
    origin_of: Mapping[ArticleId, str],
) -> Iterator[Edge]:
    """ "X accused Y", "X sued Y", "X welcomed the ruling": X's stance, whoever reports it."""
    words = _tokens(statement.exact)
    for target in targets:
        for match in target.pattern.finditer(statement.exact):
            first, _ = _mention(words, match.start(), match.end())
            for i in range(max(0, first - 5), max(0, first)):
                stands = relation(words[i].word) if words[i].clause == words[first].clause else 0.0
                actor = _actor(statement, words[i].start, voices) if stands else None
                if actor and actor != target.key:
                    sign = -stands if _negated(words, i) else stands
                    yield Edge(actor, target.key, sign, origin_of.get(statement.article_id, ""))


def _actor(statement: Statement, at: int, voices: Mapping[str, str | None]) -> str | None:
    """Return the voice named last before offset ``at`` of the statement."""
    before = [
        n
        for n in statement.names
        if n.end - statement.start <= at and at - (n.end - statement.start) < 30
    ]
    key = voice_key(before[-1].canonical) if before else ""
    return key if key in voices else None


def _title_edges(
    article: Article, targets: Sequence[Target], origin_of: Mapping[ArticleId, str]
) -> Iterator[Edge]:
    origin = origin_of.get(article.id, article.id)
    for key, value in polarities(article.title, targets).items():
        if abs(value) >= 0.4:
            yield Edge(f"outlet:{origin}", key, 0.6 * value, origin)
