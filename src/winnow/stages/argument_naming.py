"""Whose sentence it is in a narrative, and the proof: the speaker's full name, the passages to cite."""

from __future__ import annotations

import re
from dataclasses import dataclass

from winnow.stages.introductions import describe, name_in_full
from winnow.stages.side_passages import Passage
from winnow.text.edit import Worded, word_count
from winnow.text.relative_days import resolve_days
from winnow.types import Article, Evidence, Operation, Span, Statement

_GENERIC = re.compile(
    r"^(?:the )?(?:\d\S* )?(?:he|she|they|it|statement|group|official|officials|source|sources|report|post|letter|"
    r"lawsuit|memo|article|release|spokesperson|spokesman|spokeswoman|some|many|others|people|who|person|man|woman|"
    r"lawyer|house|senate|chamber|camp|side|team|ministry|filing|document|survey|poll|study|company|organi[sz]ation|ruling|order|case|bill|map|sen|rep|gov|"
    r"governor|president|minister|prime minister|party|judge|leader|mayor|prosecutor|senator|director|author|"
    r"caption|video|headline|text|law|policy|decision|verdict|complaint|editor|reporter|host|magazine|outlet|"
    r"one|two|media|local media|reports|data|figures|state|county|city)$",
    re.I,
)
_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Miss|Sir|Dame|Prof)\.? ")
_BAD_ROLE = re.compile(r"[;:()\"“”]|\b(?:who|which|said|told|that|as|his|her|their|its)\b", re.I)
#: What sentences leave of a name when they are cut in the wrong place.
_BROKEN_NAME = re.compile(
    r"^[^A-Za-zÀ-ž]|^another\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yester|to)day\b|"
    r"\bon [A-Z][a-z]+\.? \d|"
    r"^(?:decision|move|response|reaction) |\b(?:Sen|Rep|Gov|Mr|Dr)\.?$|\s[a-z]+(?:ing|ed)\b|"
    r"\b(?:is|was|are|were|has|have|had|cannot|"
    r"that|which|despite|amid|just|not)\b|\b(?:case|bill|map|order|report|ruling|video|headline)$|"
    r"\b(?:for|of|the|and|to|with|in)$"
)
#: White space and marks that a trimmed passage does not begin or end with.
_EDGE = ' \n\t"“”,'
#: "a spokesperson for the Department of Homeland Security".
_MAX_SPEAKER = 9
#: A longer attribution is cited whole with its quotation.
_MAX_ATTRIBUTION = 25


#: A speaker's full name and role, and the passage that gives them where the sentence does not.
Named = tuple[str, str | None, Evidence | None]


@dataclass(frozen=True, slots=True)
class Argument:
    """A passage of a side, ready to be printed."""

    passage: Passage
    #: The sentence; ``{who}`` stands for the speaker, ``None`` of it for an outlet's own judgement.
    frame: str
    #: The speaker's name in full, ``None``: stated by the outlet.
    speaker: str | None
    role: str | None
    evidence: tuple[Evidence, ...]
    operations: tuple[Operation, ...]
    is_quotation: bool

    @property
    def statement(self) -> Statement:
        """The statement it comes from."""
        return self.passage.unit.statement

    @property
    def words(self) -> int:
        """Number of words as printed with the short name."""
        return word_count(self.frame.replace("{who}", "X"))


def mentions_of(statement: Statement, speaker: str) -> list[str]:
    """Return the last word of each way in which a sentence names its speaker: "Army", "TNLA"."""
    named = [n.text for n in statement.names if n.canonical == speaker]
    return sorted({text.split()[-1] for text in (speaker, *named)})


def named_speaker(statement: Statement, article: Article) -> Named | None:
    """Return the speaker's full name, role, and the passage that names them when the sentence does not."""
    speaker = _HONORIFIC.sub("", " ".join((statement.speaker or "").split()))
    speaker = name_in_full(speaker, article)
    if (
        not speaker
        or _GENERIC.match(speaker)
        or len(speaker.split()) > _MAX_SPEAKER
        or _BROKEN_NAME.search(speaker)
    ):
        return None
    role = " ".join((statement.speaker_role or "").split()) or None
    if role and re.search(r"^[^A-Za-z]|\b(?:for|of|the|and|to|with|in)$", role):
        return None
    if role and (
        _BAD_ROLE.search(role) or len(role.split()) > 8 or speaker.lower() in role.lower()
    ):
        role = None
    if role is None and " " in speaker:
        described = describe(speaker, article)
        if described is not None:
            return speaker, described[0], described[1]
    if speaker.lower() in statement.exact.lower() and (role is None or role in statement.exact):
        return speaker, role, None
    together = _introduction(speaker, role, article) if role else None
    if together is not None:
        return speaker, role, together
    if speaker in statement.exact:
        return speaker, None, None
    at = article.text.find(speaker)
    if at >= 0:
        return speaker, None, Evidence(article.id, at, at + len(speaker), speaker)
    return (speaker, None, None) if speaker.split()[-1] in statement.exact else None


def _introduction(speaker: str, role: str, article: Article) -> Evidence | None:
    """Return the shortest passage of the article that gives the name and the role together."""
    name, office = re.escape(speaker), re.escape(role)
    gap = r"[^.\n]{0,25}?"
    found = [
        m for m in (
            re.search(rf"\b{office}\b{gap}\b{name}\b", article.text),
            re.search(rf"\b{name}\b{gap}\b{office}\b", article.text),
        ) if m
    ]  # fmt: skip
    best = min(found, key=lambda m: (m.end() - m.start(), m.start()), default=None)
    return Evidence(article.id, best.start(), best.end(), best[0]) if best else None


def cite(
    article: Article, statement: Statement, quote: Span | None, extra: Evidence | None
) -> tuple[Evidence, ...]:
    """Return the evidence: the words quoted and the words that attribute them, else the statement."""
    named = () if extra is None else (extra,)
    if quote is None or statement.cue is None:
        return (whole(statement), *named)
    start, end = quote
    rest = [(statement.start, start), (end, statement.end)]
    outside = [
        trimmed(article, span) for span in rest if statement.cue in article.text[slice(*span)]
    ]
    if not outside or word_count(outside[0].exact) > _MAX_ATTRIBUTION:
        return (whole(statement), *named)
    return (trimmed(article, quote), outside[0], *named)


def trimmed(article: Article, span: Span) -> Evidence:
    """Return the passage without white space and marks at its ends."""
    start, end = span
    while start < end and article.text[start] in _EDGE:
        start += 1
    while end > start and article.text[end - 1] in _EDGE:
        end -= 1
    return Evidence(article.id, start, end, article.text[start:end])


def whole(statement: Statement) -> Evidence:
    """Return the statement as evidence."""
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)


def dated_days(worded: Worded | None, article: Article) -> Worded | None:
    """Return the sentence with its relative days as dates; ``None`` where that cannot be done."""
    return (
        resolve_days(worded, article.published.date() if article.published else None)
        if worded
        else None
    )
