"""Stance: whose word each passage is, and every sign of whom a voice stands with.

Signs are explicit: what a voice says of a target (``stages.argument_polarity``), "X accused / welcomed
/ sued Y" in anybody's report (Thomas, Pang & Lee 2006 use such links as their surest), the party or
office a voice speaks for, and who does what to whom in the headlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.argument_polarity import STRONG, argument_weight, polarities
from winnow.stages.genre import Genre, genre_of
from winnow.stages.targets import Target
from winnow.text.names import name_key
from winnow.text.polarity import relation
from winnow.types import Article, ArticleId, NameKind, Statement, StatementKind

__all__ = ["ARGUING", "Edge", "Unit", "find_edges", "find_units", "polarities", "said", "voice_key"]

#: Who speaks for somebody else.
_SPOKES = re.compile(
    r"\b(?:spokes\w+|lawyers?|attorneys?|press secretary|counsel|solicitor)\b", re.I
)
_ENEMY_ROLE = re.compile(
    r"\b(?:critics?|opponents?|rivals?|foes?|anti|against|opposing|former|ousted|ex)\b", re.I
)
#: Who speaks for a government by office.
_OFFICE = re.compile(
    r"\b(?:White House|[Jj]unta|[Pp]rosecutors?|[Cc]abinet|[Aa]dministration|[Gg]overnment|Interior|DOI|DHS|Homeland|"
    r"(?:[Pp]rime|[Ff]oreign|[Hh]ousing|[Ii]nterior|[Ii]nformation|[Ii]nfrastructure|[Ee]nergy|[Uu]nion|[Jj]ustice|"
    r"[Ff]inance|[Dd]efence|[Dd]eputy) \w*\s?[Mm]inister|Minister|Ministry)\b"
)
#: Offices of other governments, and of none any more, speak for nobody here.
_NOT_IN_OFFICE = re.compile(r"\b(?:former|ex-|opposition|shadow|danish|state rep)\b", re.I)
_PLACES_OF_JUDGEMENT = re.compile(
    r"\b(?:court|tribunal|judges?|(?<!of )justice(?! (?:department|minist))|jury|bench|magistrates?|"
    r"ruling(?! (?:\w+ )?(?:junta|party|coalition|council|family|class))|verdict|judgment)\b",
    re.I,
)
#: Measures that a court makes: its own reasons speak for them.
_COURT_MADE = frozenset(
    {"ruling", "acquittal", "conviction", "sentence", "injunction", "order", "verdict"}
)
#: What the statements sometimes take for a speaker: media, papers, cut-off sentences.
_NO_VOICE = re.compile(
    r"^(?:the )?(?:he|she|it|they|we|i|you|this|that|who|which|some|many|others|people|"
    r"statement|letter|report|reports|post|"
    r"source|sources|officials?|a source|local media|state media|media|newspaper|caption|video|photos?.*|documents?.*|"
    r"order|rules?|study|survey|poll|data|figures|lawyer|lawyers|spokes\w+|group|company|agency|party|leader|"
    r"one|two|head|man|woman|person|analysts|experts|.*\b(?:count based|maintenance sheet).*)$"
    r"|\b(?:Reuters|AFP|AP|Associated Press|Xinhua|BBC|CNN|ABC News|Fox News|Newswire|Bloomberg|Daily Mail|Guardian|"
    r"Times|Post|Ada Derana|ANI|PTI|Telegraph|Sky News|DW|magazine|newspaper|broadcaster|news agency|outlet)\b"
    r"|^(?:State |[a-z]+ for |born |(?:[A-Z]\w+ ){0,2}(?:Parliament|Senate|House|Assembly|Congress|"
    r"Lok Sabha|Texas)$)"
    r"|\bHouse of Representatives\b|^(?:\d|per )|^(?:In|On|At|By|For|Despite|Nobody|Aside|Reaction|Born|"
    r"Part of|What|When|While|As|If)\b|[—:;|]|^\W"
    r"|\b(?:approved|greenlit|passed|blocked|received|cannot|has|have|had|is|was|were|accusing|amid|despite|late|"
    r"last year|issued)\b"
)
#: Groups of many: what one "critic" says binds no other.
_CROWD = re.compile(
    r"^(?:the |some |many |most |other |industry |local |social |coastal |conservative |human rights |royalist )*"
    r"(?:critics|opponents|supporters|advocates|analysts|experts|activists|lawmakers|senators|residents|leaders|officials|"
    r"observers|royalists|campaigners|groups|lawyers|industry (?:bodies|leaders|groups)|fans|prosecutors|parents|"
    r"plaintiffs|miners|landlords|admirers.*|groups.*)$", re.I)  # fmt: skip

_WHERE = re.compile(r"\b[A-Z]\w+ (?:of|for|in)(?: the)? $|\bappointed by .*$")
#: Camps that stand against each other by what they are.
_RIVALS = {
    "camp:republicans": "camp:democrats",
    "camp:democrats": "camp:republicans",
    "camp:government": "camp:opposition",
    "camp:opposition": "camp:government",
}
_TIE, _OFFICE_TIE, _ACT, _TITLE = 0.8, 0.5, 1.0, 0.8
#: Verbs of procedure: "denied", "appealed" by or against a body tell no side by themselves in a report.
_NO_ACT = frozenset({"deny", "denied", "denies", "dismissed", "dismiss", "rejected", "thank"})

#: Kinds that speak for a voice; events and background only give "X accused Y" edges.
ARGUING = frozenset({StatementKind.QUOTE, StatementKind.ATTRIBUTED, StatementKind.EVALUATION})
OWN_VIEW = frozenset({Genre.OPINION, Genre.ANALYSIS})


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with whose word it is and what it says for or against each target."""

    statement: Statement
    #: Equal for one speaker in all articles; "article:<id>" for the writer of an opinion.
    voice: str
    #: As printed: "Ranil Wickremesinghe"; ``None``: the writer.
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
    statements: Sequence[Statement],
    targets: Sequence[Target],
    articles: Sequence[Article],
) -> tuple[Unit, ...]:
    """Return the statements that speak for someone, with what they say of the targets.

    What a report says in its own voice speaks for nobody; what an opinion says, for its writer.
    """
    full = _full_keys(statements)
    opinions = {a.id for a in articles if genre_of(a) in OWN_VIEW}
    units = []
    for statement in statements:
        voice = _voice(statement, full, opinions)
        if voice is None:
            continue
        judging = relation(statement.cue or "") != 0.0
        text = statement.exact if judging else said(statement)
        polarity = polarities(text, targets, of=statement.cue or "-")
        units.append(Unit(statement, voice, statement.speaker, polarity, argument_weight(text)))
    return tuple(units)


def _voice(statement: Statement, full: Mapping[str, str], opinions: set[ArticleId]) -> str | None:
    speaker = statement.speaker
    if speaker is None:
        is_own = statement.article_id in opinions and statement.kind is not StatementKind.NOISE
        return f"article:{statement.article_id}" if is_own else None
    if statement.kind not in ARGUING or not is_voice(speaker):
        return None
    if _PLACES_OF_JUDGEMENT.search(speaker) and "lawyer" not in speaker.lower():
        return "court"
    if _CROWD.match(speaker) or speaker[:1].islower():
        return f"crowd:{statement.article_id}:{statement.position}"
    key = voice_key(speaker)
    return full.get(key, key)


def is_voice(speaker: str) -> bool:
    """Return whether the words name somebody who can hold a view: no paper, no piece of a sentence."""
    return len(speaker.split()) <= 8 and _NO_VOICE.search(speaker) is None


def _full_keys(statements: Iterable[Statement]) -> dict[str, str]:
    """Return key → the key it stands for: a surname alone, "dan mckee" beside "daniel mckee"."""
    counts = Counter(voice_key(s.speaker) for s in statements if s.speaker)
    by_surname: dict[str, list[str]] = {}
    for key in sorted(counts, key=lambda k: (-counts[k], k)):
        by_surname.setdefault(key.split()[-1] if key else "", []).append(key)
    merged: dict[str, str] = {}
    for surname, keys in by_surname.items():
        full = [k for k in keys if " " in k]
        for key in full:  # "farmer otto brandt" is "otto brandt"
            shorter = [k for k in full if key.endswith(f" {k}")]
            merged |= {key: min(shorter, key=len)} if shorter else {}
        named = [k for k in full if k not in merged]
        if named and len({k[0] for k in named}) == 1:
            merged |= {k: named[0] for k in keys if k == surname or k in named}
            merged |= {k: named[0] for k in full if merged.get(k) in named}
    return merged


def said(statement: Statement) -> str:
    """Return what is said, without speaker and cue where they are known."""
    if statement.content is None:
        return statement.exact
    start, end = statement.content
    return (
        statement.exact[max(0, start - statement.start) : end - statement.start] or statement.exact
    )


# ----------------------------------------------------------------------------------------- edges


def find_edges(
    statements: Sequence[Statement],
    units: Sequence[Unit],
    targets: Sequence[Target],
    articles: Sequence[Article],
    origin_of: Mapping[ArticleId, str],
) -> tuple[Edge, ...]:
    """Return every sign of a voice's stance: its passages, its role, "X accused Y", an opinion's title."""
    own = (
        Edge(unit.voice, key, value, origin_of.get(unit.statement.article_id, ""))
        for unit in units
        if not is_court(unit)
        for key, value in unit.polarity.items()
        if abs(value) >= STRONG
    )
    voices = {u.voice for u in units}
    ties = {edge for unit in units for edge in _ties(unit, targets)}
    acts = (e for s in statements for e in _acts(s, targets, voices, origin_of))
    titles = (e for a in articles for e in _title_edges(a, targets, origin_of))
    return (*own, *sorted(ties, key=lambda e: (e.voice, e.target)), *acts, *titles)


def is_court(unit: Unit) -> bool:
    """Return whether a court speaks: it takes sides by what it rules alone."""
    who = f"{unit.statement.speaker_role or ''} {unit.speaker or ''}"
    return _PLACES_OF_JUDGEMENT.search(who) is not None and "lawyer" not in who.lower()


def _ties(unit: Unit, targets: Sequence[Target]) -> Iterator[Edge]:
    """A voice is for itself, for whom its role says that it speaks, and against the rival of that."""
    if unit.speaker is None:
        return
    keys = {t.key for t in targets}
    for target in targets:
        value = _tie(unit, target)
        if value:
            yield Edge(unit.voice, target.key, value, "tie")
            rival = _RIVALS.get(target.key, "")
            if rival in keys:
                yield Edge(unit.voice, rival, -value, "tie")


def _tie(unit: Unit, target: Target) -> float:
    """Return 1 for itself, _TIE for whom the role speaks for, -_TIE for whom it opposes, else 0."""
    speaker, role = unit.speaker or "", unit.statement.speaker_role or ""
    if target.key == unit.voice:
        return 1.0
    if is_court(unit):
        return 1.0 if target.is_measure and target.short in _COURT_MADE else 0.0
    who = f"{role} {speaker}"
    match = target.pattern.search(who)
    if target.is_measure:
        return 0.0
    hostile = _ENEMY_ROLE.search(who[: match.start()] if match else "") or _ENEMY_ROLE.search(
        who[match.end() : match.end() + 14] if match else ""
    )
    if match is not None and _WHERE.search(who[: match.start()]):
        return 0.0  # "ACLU of Florida" speaks for no Florida
    if match is not None:
        former = hostile is not None and hostile[0].lower() in {"former", "ex", "ousted"}
        return 0.0 if former else -_TIE if hostile else _TIE
    if target.key == "camp:government" and _OFFICE.search(who):
        return 0.0 if _NOT_IN_OFFICE.search(who) else _OFFICE_TIE
    return 0.0


def party_of(unit: Unit, targets: Sequence[Target]) -> str | None:
    """Return the actor that a speaker is or speaks for by name or role; ``None`` for nobody's voice.

    Who is named outranks a camp ("the TNLA", not "the opposition").
    """
    actors = [t for t in targets if not t.is_measure]
    if own := next((t for t in actors if t.key == unit.voice), None):
        role = unit.statement.speaker_role or ""
        if not _SPOKES.search(role):
            return own.key
    able = [(t, value) for t in actors if t is not own and (value := _tie(unit, t)) > 0]
    best = max(able, key=_surest, default=(own, 0.0))[0]
    return best.key if best else None


def _surest(tie: tuple[Target, float]) -> tuple[float, bool, str]:
    target, value = tie
    return value, not target.key.startswith("camp:"), target.key


def _acts(
    statement: Statement,
    targets: Sequence[Target],
    voices: set[str],
    origin_of: Mapping[ArticleId, str],
) -> Iterator[Edge]:
    """ "X accused Y", "X sued Y", "X welcomed the ruling": X's stance, whoever reports it."""
    for name, after in _name_acts(statement):
        actor = voice_key(name)
        if actor not in voices:
            continue
        for key, value in polarities(after, targets).items():
            if abs(value) >= 0.7 and key != actor:
                yield Edge(actor, key, _ACT * value, origin_of.get(statement.article_id, ""))


def _name_acts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield (name, clause after it) where a verb of support or opposition follows the name at once."""
    for name in statement.names:
        if name.kind not in (NameKind.PERSON, NameKind.ORGANISATION):
            continue
        after = statement.exact[name.end - statement.start :]
        match = re.match(r"(?:\s+(?:has|have|had|also|strongly|openly))*\s+([a-z]+)\b", after)
        if match and relation(match[1]) and match[1] not in _NO_ACT:
            clause = re.split(r"[;:“\"]|, (?:and|but|while)\b", after)[0]
            yield name.canonical, clause


def _title_edges(
    article: Article, targets: Sequence[Target], origin_of: Mapping[ArticleId, str]
) -> Iterator[Edge]:
    """What an opinion's headline says is its writer's stance; a report's headline is nobody's."""
    if genre_of(article) not in OWN_VIEW:
        return
    for key, value in polarities(article.title, targets).items():
        if abs(value) >= STRONG:
            yield Edge(f"article:{article.id}", key, _TITLE * value, origin_of.get(article.id, ""))
