"""Missing voices: somebody whom the articles speak of again and again, and whom none of them lets speak.

Who is quoted, and who is only spoken about, is the plainest form of selection (source bias: Dunham 2013;
Hamborg, Donnay & Gipp 2019).  Silence is hard to show: words may stand under another name, come through a
spokesman, or there may be nobody left to ask.  So a voice is missing only when most origins speak of it at
some length, when no statement is its own or of anybody who speaks for it, and when the texts hold nothing
that looks like its words; the dead, courts and chambers, media and places are never listed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from winnow.stages.material import Material
from winnow.stages.stance import is_voice
from winnow.text.edit import word_count
from winnow.text.names import name_key
from winnow.types import ArticleId, Evidence, MissingVoice, NameKind, OriginId, Statement

#: Independent origins that must speak of somebody, and their share of all with a full text.
LEAST_ORIGINS = 4
LEAST_SHARE = 0.6
#: How often an article that speaks of somebody at length names them, and the share of such.
AT_LENGTH, LENGTHY_SHARE = 2, 0.5
#: Of the origins that speak of an organisation, those that name it in a headline.
HEADLINE_SHARE = 0.25
#: Shorter articles let nobody speak.
LEAST_WORDS = 120
#: Words shown on either side of the name.
SHOWN_WORDS = 8
#: At most so many are named, those most spoken of.
MOST = 2

#: Verbs after which somebody's own words come, whoever else is quoted.
_SAYING = (
    r"(?:sa(?:id|ys?)|told|tells?|add(?:s|ed)|w(?:rote|rites)|post(?:s|ed)|tweet(?:s|ed)|den(?:y|ies|ied)|argue[sd]?|"
    r"insist(?:s|ed)?|claim(?:s|ed)|announce[sd]?|call(?:s|ed)|warn(?:s|ed)|vow(?:s|ed)|urge[sd]?|state[sd]|note[sd]|"
    r"declare[sd]?|promise[sd]?|pledge[sd]?|accuse[sd]?|blame[sd]?|criticize[sd]?|criticise[sd]?|condemn(?:s|ed)?|"
    r"testif\w+|plead(?:s|ed)|respond(?:s|ed)|repl(?:y|ies|ied)|answer(?:s|ed)|explain(?:s|ed)?|describe[sd]?|"
    r"comment(?:s|ed)|maintain(?:s|ed)?|admit(?:s|ted)?|apologi\w+|welcome[sd]?|reject(?:s|ed)?|dismiss(?:es|ed)?|"
    r"express(?:es|ed)?|confirm(?:s|ed)?|reveal(?:s|ed)?|suggest(?:s|ed)?|acknowledge[sd]?|complain(?:s|ed)?)"
)
_FOR_IT = (
    r"(?:['’]s?)?\s+(?:own\s+)?(?:lawyers?|attorneys?|counsel|spokes\w+|office|team|representatives?|campaign|family|"
    r"officials?|executives?|leaders?|chief|CEO|president|chair\w*|director|boss|members?|founder|head|"
    r"statement|account|press|managers?|legal|website|page)\b"
)
_ITS_OWN = (
    r"(?:spokes\w+|lawyers?|attorneys?|officials?|representatives?|executives?|president|director|head|leaders?|members?|"
    r"chief|CEO|chair\w*|founder|statement|secretary|minister|commander|manager|counsel)"
)
#: Who is dead cannot be asked.
_DEATH = r"death(?! penalty| sentence| threat)"
_DEAD_BEFORE = (
    rf"\b(?:late|slain|deceased|murdered|killing|murder|{_DEATH}|deaths|assassination|"
    r"body|funeral|suicide)\b[^.]{0,30}"
)
_DEAD_AFTER = (
    r"[^.]{0,50}\b(?:died|dead|(?:was|were) killed|was shot dead|deceased|killed (?:him|her)self|suicide|"
    rf"{_DEATH})\b"
)
_NO_ACTOR = re.compile(
    r"\b(?:Court|Tribunal|Senate|Parliament|Congress|House|Assembly|Constitution|Act|Bill|Order|Amendment|Party|GOP|"
    r"War|Treaty|Agreement|Award|Cup|League|Games|Festival|Day|Street|Square|River|Road|Bridge|Airport|Hospital|"
    r"Prison|Jail|Plaza|Mosque|Church|Cathedral|Temple|University|College|School|Stadium|Hotel|Island|Strait|"
    r"Republicans?|Democrats?|Democratic|Conservatives?|Labour|Government|Administration|News|Times|Post|Media|"
    r"County|District|State|City|Province|Union|East|West|North|South)\b"
)
_ASKED = re.compile(
    r"\b(?:declined to (?:comment|be interviewed|answer)|(?:did|has|have) not (?:immediately |yet )?"
    r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|commented?)\b|could not "
    r"(?:immediately )?be reached|refused to comment|no comment)"
)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Somebody the story speaks of."""

    name: str
    pattern: re.Pattern[str]
    #: Articles with a full text that name them at all.
    articles: tuple[ArticleId, ...]
    origins: frozenset[OriginId]
    #: Articles that do so at length.
    lengthy: int
    #: How often the statements hold the name as it is printed.
    uses: int
    #: Named by a headline, or a person: an institution in the background is no voice.
    is_party: bool


def find_missing_voices(material: Material) -> tuple[MissingVoice, ...]:
    """Return who is spoken of throughout and never heard, most spoken of first; usually nobody.

    A story read from a handful of origins says nothing about silence: it gives none.
    """
    full = [a.id for a in material.articles if word_count(a.text) >= LEAST_WORDS]
    every = {material.origin_of[a] for a in full}
    least = max(LEAST_ORIGINS, LEAST_SHARE * len(every))
    found = [
        one
        for one in _spoken_of(material, full)
        if one.is_party
        and len(one.origins) >= least
        and one.lengthy >= LENGTHY_SHARE * len(one.articles)
        and not _is_heard(one, material)
        and not _cannot_speak(one, material)
    ]
    found.sort(key=lambda one: (-len(one.origins), -one.lengthy, -one.uses, one.name))
    return tuple(_missing(one, material) for one in _different(found)[:MOST])


def _different(found: Sequence[_Spoken]) -> list[_Spoken]:
    """Return them without a second spelling or a relative of one before: they share a surname."""
    kept: dict[str, _Spoken] = {}
    for one in found:
        kept.setdefault(one.name.split()[-1], one)
    return list(kept.values())


def _spoken_of(material: Material, full: Sequence[ArticleId]) -> list[_Spoken]:
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[NameKind]] = defaultdict(Counter)
    for statement in material.statements:
        for name in statement.names:
            key = name_key(name.canonical)
            if len(key) > 2:
                forms[key][name.canonical] += 1
                kinds[key][name.kind] += 1
    places = {k for k in kinds if kinds[k].most_common(1)[0][0] is NameKind.PLACE}
    return [
        _spoken(forms[key], kinds[key].most_common(1)[0][0], material, full)
        for key in sorted(forms)
        if _may_speak(key, forms[key], kinds[key]) and not places.intersection(_parts(key))
    ]


def _parts(key: str) -> tuple[str, ...]:
    """Return the first and the last word: "ipsos india" is not heard of by who speaks of India."""
    words = key.split()
    return words[0], words[-1]


def _may_speak(key: str, forms: Counter[str], kinds: Counter[NameKind]) -> bool:
    """Return whether the name is a person's in full, or an organisation's that can speak for itself."""
    name = forms.most_common(1)[0][0]
    kind, uses = kinds.most_common(1)[0]
    if uses < 0.8 * sum(kinds.values()) or _NO_ACTOR.search(name) or not is_voice(name):
        return False
    return (kind is NameKind.PERSON and " " in key) or (
        kind is NameKind.ORGANISATION and " " in key
    )


def _spoken(
    forms: Counter[str], kind: NameKind, material: Material, full: Sequence[ArticleId]
) -> _Spoken:
    name = min(forms, key=lambda form: (-forms[form], form))
    pattern = _any_name(forms, is_person=kind is NameKind.PERSON)
    uses = {a: len(pattern.findall(material.article_of[a].text)) for a in full}
    naming = tuple(a for a in full if uses[a])
    lengthy = sum(uses[a] >= AT_LENGTH for a in naming)
    origins = frozenset(material.origin_of[a] for a in naming)
    heading = {material.origin_of[a] for a in full if pattern.search(material.article_of[a].title)}
    is_party = kind is NameKind.PERSON or len(heading) >= HEADLINE_SHARE * max(1, len(origins))
    return _Spoken(name, pattern, naming, origins, lengthy, forms[name], is_party)


def _any_name(forms: Iterable[str], *, is_person: bool) -> re.Pattern[str]:
    """Return what finds a name in full; a person's surname alone, an organisation's capitals."""
    names = set(forms)
    for form in list(names):
        words = form.split()
        capitals = "".join(w[0] for w in words if w[0].isupper())
        short = words[-1] if is_person else capitals if len(capitals) > 2 else form
        names.add(short)
    ordered = sorted((n for n in names if len(n) > 2), key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


def _is_heard(one: _Spoken, material: Material) -> bool:
    """Return whether anything in the story's articles may be their words, or those of who speaks for them."""
    for statement in material.statements:
        who = f"{statement.speaker or ''} {statement.speaker_role or ''}"
        if one.pattern.search(who):
            return True
    body = one.pattern.pattern
    looks = re.compile(
        rf"{body}(?:,[^,.\n]{{0,60}},)?(?:\s[\w'’-]+){{0,2}}\s{_SAYING}\b"
        rf"|\b(?:said|says|told|added|wrote|asked|according to)\s(?:[\w.'’-]+\s){{0,4}}?{body}"
        rf"(?=[,.;:)”\"]|\s(?:on|in|at)\s)"
        rf"|\b{_ITS_OWN} (?:for|of|at|from|by|to)\s(?:[\w.'’-]+\s){{0,3}}?{body}"
        rf"|{body}{_FOR_IT}|{body}[:—–-]\s?[“\"']|{body}[^.“”\"\n]{{0,30}}[,:]\s[“\"]"
    )
    return any(looks.search(a.text) or looks.search(a.title) for a in material.articles)


def _cannot_speak(one: _Spoken, material: Material) -> bool:
    dead = re.compile(
        rf"{_DEAD_BEFORE}{one.pattern.pattern}|{one.pattern.pattern}{_DEAD_AFTER}", re.I
    )
    return any(dead.search(a.text) for a in material.articles)


def _missing(one: _Spoken, material: Material) -> MissingVoice:
    asked = {
        material.origin_of[s.article_id]
        for s in material.statements
        if one.pattern.search(s.exact) and _ASKED.search(s.exact)
    }
    return MissingVoice(
        one.name, len(one.articles), len(one.origins), len(asked), _shown(one, material)
    )


def _shown(one: _Spoken, material: Material) -> tuple[Evidence, ...]:
    """Return passages that speak of them, one an origin, those that name them first in their article."""
    chosen: dict[OriginId, Statement] = {}
    for statement in material.statements:
        if statement.article_id in one.articles and one.pattern.search(statement.exact):
            chosen.setdefault(material.origin_of[statement.article_id], statement)
    return tuple(_around(one, s) for _, s in sorted(chosen.items()))


def _around(one: _Spoken, statement: Statement) -> Evidence:
    """Return the statement, of a long one the words around the name."""
    match = one.pattern.search(statement.exact)
    if match is None or word_count(statement.exact) <= 2 * SHOWN_WORDS:
        return Evidence(statement.article_id, statement.start, statement.end, statement.exact)
    words = [m.span() for m in re.finditer(r"\S+", statement.exact)]
    at = next(i for i, (_, end) in enumerate(words) if end > match.start())
    start = words[max(0, at - SHOWN_WORDS)][0]
    end = words[min(len(words) - 1, at + SHOWN_WORDS)][1]
    shown = statement.exact[start:end]
    return Evidence(statement.article_id, statement.start + start, statement.start + end, shown)
