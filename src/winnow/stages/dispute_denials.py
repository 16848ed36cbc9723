"""Denials: one side denies or rejects what another alleges of it.

A court that dismisses charges or denies a request decides and denies nothing; the object of the
denial must be an accusation, a claim or a deed, and the accusation must name who denies it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from winnow.stages.centre import opening_vector
from winnow.stages.material import FACTUAL, Material
from winnow.stages.support import content_of
from winnow.stages.word import word_statement
from winnow.text.cues import SPEAKER_NOUNS
from winnow.text.edit import inside_quotes
from winnow.text.name_tables import TITLES
from winnow.text.names import name_key
from winnow.text.similarity import content_terms
from winnow.types import Account, CitedSentence, Dispute, NameKind, Operation, Statement

#: A denial and what it denies are about one thing above this cosine.  Read on the gold stories.
DENIAL_NEAR = 0.45
MAX_DENIALS = 2
#: Mean cosine of the two accounts with the articles' openings below which a dispute is another
#: story's (read on the same: .33 for one told in passing, .59 and more for the others).
CENTRAL = 0.45

_OBJECT = (
    r"(?P<object>allegations?|accusations?|claims?|charges?|wrongdoing|suggestions?|reports?|involvement|"
    r"responsibility|guilt|portrayal|assertions?|criticisms?)"
)
_DENIAL = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|"
    rf"dismiss(?:es|ed|ing)?)\s+"
    rf"(?:(?!one of|request|motion|bail|appeal|case|petition|lawsuit)[\w’'-]+\s+){{0,5}}?{_OBJECT}\b"
    r"|\bden(?:y|ies|ied|ying) (?:that|having|any|\w+ing)\b",
    re.IGNORECASE,
)
#: "…, a claim that Rwanda denies": the sentence accuses and denies at once; its speaker accuses.
_WITHIN = re.compile(
    r",\s+(?:an? |some )?(?:claims?|charges?|accusations?|allegations?|something|which)\b[^.]*\bdeni",
    re.I,
)
#: Who is accused stands behind the verb, or before its passive.
_ACTIVE = re.compile(
    r"\b(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|alleg(?:e|es|ed|ing))\b", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:(?:is|was|are|were|been|being|stands?) (?:also |being )?(?:accused|charged)|accused of|"
    r"alleged(?:ly)?)\b",
    re.IGNORECASE,
)
#: Words, names apart, that accusation and denial of one deed share.
_SHARED_DEED = 2
#: "accused the government of making an example of X": X is not the one accused.
_OBJECT_ENDS = re.compile(r"\b(?:of|for)\b")
#: Characters within which the accused stands before the passive: "X was charged".
_NEAR_SUBJECT = 60
#: Denials of these answer what somebody said; …
_SAID_OF = frozenset({"allegation", "accusation", "claim"})
#: … namely that the denier has done something.
_PAST_DEED = re.compile(
    r"(?![’'])\W*(?:\w+\W+){0,6}?(?:had|has|have|was|were)\b(?: \w+ly)? [\"“]?\w+ed\b"
)
#: "Thaksin, who had denied wrongdoing, appeared …": the sentence is about something else.
_SUBORDINATE = re.compile(r"\bwho (?:has |had |have )?(?:\w+ly )?(?:always )?$")
#: "For all that X did, she denied …": X need not be who denies.
_LATE_PRONOUN = re.compile(r"\W(?:he|she|they|it)\b(?: \w+){0,2}\s*$")
#: "had always denied": told as background; what was denied may have been settled since.
_LONG_AGO = re.compile(r"\bhad (?:\w+ ){0,2}$")
#: "denied claims by the widow that …"
_DENIED_CONTENT = re.compile(
    r"\b(?:allegations?|accusations?|claims?|reports?|suggestions?)\b[^.]*? that ", re.IGNORECASE
)
_DECIDES = re.compile(r"\b(?:court|judge|magistrate|tribunal|jury|panel|justice|bench)\b", re.I)
_NO_SOURCE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:later|earlier|late|last|media|reports?|some|many|others?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Denial:
    row: int
    statement: Statement
    #: Last word of the denier's name, folded.
    key: str
    #: "allegations", "claims", …; "" when a deed is denied.
    object: str


def denials(material: Material) -> Iterator[tuple[int, Dispute]]:
    """Yield at most `MAX_DENIALS` disputes, one per denier, with the number of origins behind each."""
    by_denier: dict[str, list[_Denial]] = {}
    for row, statement in enumerate(material.statements):
        denial = _denial(row, statement, material)
        if denial is not None:
            by_denier.setdefault(denial.key, []).append(denial)
    ranked = sorted(
        by_denier.values(),
        key=lambda group: (-_origins([d.statement for d in group], material), group[0].key),
    )
    found = (d for group in ranked if (d := _dispute(group, material)) is not None)
    for _, dispute in zip(range(MAX_DENIALS), found, strict=False):
        yield dispute


def _origins(statements: Sequence[Statement], material: Material) -> int:
    return len(material.origins_of(statements))


def _denial(row: int, statement: Statement, material: Material) -> _Denial | None:
    if (
        statement.kind not in FACTUAL
        or statement.article_id in material.not_news
        or not _is_source(statement.speaker)
        or _WITHIN.search(statement.exact)
    ):
        return None
    match = next(
        (
            m
            for m in _DENIAL.finditer(statement.exact)
            if not inside_quotes(statement.exact, m.start())
        ),
        None,
    )
    speaker = _alias(statement)
    if (
        match is None
        or _DECIDES.search(speaker)
        or not _speaks_before(match.start(), speaker, statement)
    ):
        return None
    return _Denial(row, statement, _key(speaker), (match["object"] or "").lower())


def _is_source(speaker: str | None) -> bool:
    if not speaker or _NO_SOURCE.search(speaker) or len(_key(speaker)) < 3:
        return False
    is_known_noun = speaker.split()[-1].casefold() in SPEAKER_NOUNS
    return speaker[:1].isupper() or len(speaker.split()) > 1 or is_known_noun


def _alias(statement: Statement) -> str:
    """Return the speaker as the sentence calls him: "TNLA" for the army of that name."""
    speaker = statement.speaker or ""
    named = (n.text for n in statement.names if n.canonical == speaker and n.text.isupper())
    return next(named, speaker)


def _speaks_before(at: int, speaker: str, statement: Statement) -> bool:
    """Return whether who denies stands before the verb, as its subject: by name or as a pronoun."""
    before = statement.exact[:at].casefold()
    if any(p.search(before) for p in (_SUBORDINATE, _LATE_PRONOUN, _LONG_AGO)):
        return False
    return _key(speaker) in before or bool(re.match(r"(?:he|she|they|it)\b", before))


def _key(name: str) -> str:
    """Return the word a source is known by: the surname, or "tnla" of "a TNLA spokesperson"."""
    capitals = [w for w in name.split() if w[:1].isupper()]
    words = name_key(re.sub(r"[’']s?$", "", capitals[-1] if capitals else name)).split()
    return words[-1] if words else ""


def _dispute(group: Sequence[_Denial], material: Material) -> tuple[int, Dispute] | None:
    key = group[0].key
    for denial in sorted(group, key=lambda d: (-_fitness(d.statement), d.statement.article_id)):
        own = _account(denial.statement, _full_name(key, material), material)
        accusation = _accusation(denial, material) if own else None
        if own and accusation and _is_central(denial, accusation[0], material):
            statement, other = accusation
            weight = _origins([*(d.statement for d in group), statement], material)
            return weight, Dispute(_about(denial.object, own.source), (other, own))
    return None


def _is_central(denial: _Denial, accusation: Statement, material: Material) -> bool:
    vectors = material.vectors[[denial.row, material.statements.index(accusation)]]
    return float((vectors @ opening_vector(material)).mean()) >= CENTRAL


def _fitness(statement: Statement) -> int:
    return statement.is_self_contained + (len(statement.exact.split()) >= 14)


def _accusation(denial: _Denial, material: Material) -> tuple[Statement, Account] | None:
    """Return the passage that best states what is denied: it names the denier and is another's."""
    closeness = material.vectors @ material.vectors[denial.row]
    rows = [
        i
        for i, s in enumerate(material.statements)
        if closeness[i] >= DENIAL_NEAR and _accuses(s, denial, material)
    ]
    rows.sort(key=lambda i: (-round(float(closeness[i]), 4), i))
    for i in rows:
        statement = material.statements[i]
        account = _account(statement, _accuser(statement) or "", material)
        if account:
            return statement, replace(
                account, sentence=_without_reply(account.sentence, denial.key)
            )
    return None


def _without_reply(sentence: CitedSentence, key: str) -> CitedSentence:
    """Return an accusation without what the accused says to it: ", while Republicans have asserted …"."""
    reply = re.search(
        rf", (?:while|but|although) (?=[^.]*\b{re.escape(key)}\b)", sentence.text, re.I
    )
    if reply is None or sentence.text[: reply.start()].count('"') % 2:
        return sentence
    operation = Operation("delete-reply", sentence.text[reply.start() :].strip(), ".")
    text = sentence.text[: reply.start()].rstrip(",") + "."
    return replace(sentence, text=text, operations=(*sentence.operations, operation))


def _accuses(statement: Statement, denial: _Denial, material: Material) -> bool:
    if statement.kind not in FACTUAL or statement.article_id in material.not_news:
        return False
    source = _accuser(statement)
    return (
        _is_source(source)
        and not _DECIDES.search(source or "")
        and denial.key not in name_key(source or "").split()
        and (_is_accused(denial.key, statement.exact) or _says_of(statement, denial))
        and not _DENIAL.search(statement.exact)
        and not content_of(statement.exact).negated
        and (bool(denial.object) or _of_one_deed(statement, denial))
        and not _of_another(statement, denial)
    )


def _of_one_deed(statement: Statement, denial: _Denial) -> bool:
    """Return whether a denied deed ("denied having met …") is the one of the accusation."""
    one, two = content_of(statement.exact), content_of(denial.statement.exact)
    named = {w for n in (*statement.names, *denial.statement.names) for w in content_terms(n.text)}
    return len((one.terms & two.terms) - named) >= _SHARED_DEED


def _of_another(statement: Statement, denial: _Denial) -> bool:
    """Return whether what is denied was done by somebody of whom the accusation does not speak.

    "Denied claims that the duke lied" answers no accusation that leaves the duke out.
    """
    text = denial.statement.exact
    match = _DENIED_CONTENT.search(text)
    if match is None:
        return False
    start = denial.statement.start + match.end()
    person = next((n for n in denial.statement.names if n.start >= start), None)
    if person is None or person.kind is not NameKind.PERSON:
        return False
    last = name_key(person.canonical).split()[-1]
    return last != denial.key and last not in name_key(statement.exact).split()


def _says_of(statement: Statement, denial: _Denial) -> bool:
    """Return whether somebody is reported to say what an accusation denied says: "X did it"."""
    if statement.content is None or denial.object.rstrip("s") not in _SAID_OF:
        return False
    start, end = (at - statement.start for at in statement.content)
    named = re.compile(rf"(?<![\w-]){re.escape(denial.key)}(?![\w-])", re.IGNORECASE)
    found = named.search(statement.exact, start, end)
    # Not "the band's microphones were …": the deed must be the denier's own.
    return bool(found and _PAST_DEED.match(statement.exact, found.end(), end))


def _accuser(statement: Statement) -> str | None:
    """Return the speaker, else whoever is named last before the accusing verb."""
    if statement.speaker:
        return statement.speaker
    verb = _ACTIVE.search(statement.exact)
    before = [
        n.canonical
        for n in statement.names
        if verb
        and n.kind in (NameKind.PERSON, NameKind.ORGANISATION)
        and n.end - statement.start <= verb.start()
    ]
    return before[-1] if before else None


def _is_accused(key: str, text: str) -> bool:
    """Return whether the named one is the verb's object, or the subject close before its passive."""
    folded = text.casefold()
    named = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    active, passive = _ACTIVE.search(folded), _PASSIVE.search(folded)
    return bool(
        (active and named.search(_OBJECT_ENDS.split(folded[active.end() :])[0]))
        or (passive and named.search(folded[: passive.start()][-_NEAR_SUBJECT:]))
    )


def _account(statement: Statement, source: str, material: Material) -> Account | None:
    article = material.article_of[statement.article_id]
    sentence: CitedSentence | None = word_statement(statement, article)
    if sentence is None:
        return None
    role = statement.speaker_role if source == statement.speaker else None
    return Account(sentence, f"{role} {source}" if role else source, article.published)


def _full_name(key: str, material: Material) -> str:
    """Return the fullest common name of a speaker: "Ranil Wickremesinghe" for "wickremesinghe".

    A person known by the first name is found when nobody bears it as a last name and one alone as a first.
    """
    persons = Counter(
        _untitled(n.canonical)
        for s in material.statements
        for n in s.names
        if n.kind is NameKind.PERSON
    )
    last = {n: c for n, c in persons.items() if n.casefold().split()[-1:] == [key]}
    first = {n: c for n, c in persons.items() if n.casefold().split()[:1] == [key]}
    others = Counter(s.speaker for s in material.statements if s.speaker and _key(s.speaker) == key)
    full = {n for n in last if " " in n}
    names = last if full or len(first) != 1 else first
    names = names or others
    return min(names, key=lambda n: (-min(2, len(n.split())), -names[n], n))


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].casefold() in TITLES | {"pm"}:
        words.pop(0)
    return " ".join(words)


def _about(denied: str, denier: str) -> str:
    if denied.rstrip("s") in {"allegation", "accusation", "charge"}:
        noun = denied if denied.endswith("s") else denied + "s"
        return f"The {noun} against {denier}"
    if denied in {"wrongdoing", "guilt", "responsibility", "involvement", ""}:
        return f"What {denier} is accused of"
    return f"What is claimed about {denier}"
