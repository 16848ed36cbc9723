"""The title of a page: the most central, plainest of the articles' own headlines, cleaned.

clean headlines | score each by what the origins share | set in headline case | cite

A headline is judged by how many origins use its words in their headlines and leads (a centroid, after
Radev et al. 2004), and marked down for loaded words, quotation marks, questions, colons, previews of
what others report as done, and words that its own article does not support.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from winnow.stages.genre import Genre, genre_of
from winnow.stages.title_case import headline_case
from winnow.text.cues import LOADED
from winnow.text.polarity import names_crime
from winnow.text.sentences import split_sentences
from winnow.text.similarity import content_terms
from winnow.types import Article, Evidence, OriginLink, Outlet, OutletId

MIN_WORDS = 5
MAX_WORDS = 14
#: At most so many passages are cited for a title.
_MAX_EVIDENCE = 2
#: Sentences from the top of an article in which its headline is looked for.
_LEAD = 14

_PREFIX = re.compile(
    r"^\s*(?:(?:breaking(?: news)?|just in|watch(?: live)?|video|live(?: updates?| blog)?|updated?|developing|"
    r"exclusive|"
    r"opinion|analysis|explainer|explained|editorial|photos?|report|news|alert|listen|read|editor['’]s pick|"
    r"fact check|the latest|morning brief)\s*[:|–—-]\s*)+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+[|–—•*·-]+\s+[^|–—•*]{2,70}$|\s+\|.*$|\s+\*\s.*$")
_TRAILING = re.compile(
    r"\s*[,:;–—-]\s*(?:(?:local )?media(?: reports?)?|reports?|sources?|lawyer says|"
    r"[A-Z][\w ]{1,25} (?:says?|reports?|News)|"
    r"explained|what we know.*|here['’]s (?:what|why).*|details (?:here|inside)|watch|video|AFP says)\s*$"
)
#: Opinion, analysis and live pages give no title: theirs is a view, or about something else.
_PLAIN = frozenset({Genre.NEWS, Genre.VIDEO})
#: What marks a headline down, and by how much; each set by reading the titles of real stories.
_MARKS = (
    (re.compile(r"\?"), 0.6),
    (re.compile(r"[\"“”]"), 0.25),
    (re.compile(r"(?<!\w)['‘](?!s\b)[^'’]+['’](?!\w)"), 0.15),
    (re.compile(r"!"), 0.6),
    (re.compile(r"…|\.\.\.|…$"), 0.8),
    (re.compile(r":\s"), 0.18),
    (re.compile(r"\s[–—|-]\s"), 0.25),
    (re.compile(r"\b(?:live updates?|live blog|recap|roundup|week in|things to know|what to know|what is|who is|"
                r"explained|"
                r"everything|you need|here's|here’s|how|why|watch|photos|video|must|opinion|letters?)\b", re.I), 0.5),
    (re.compile(r"\b(?:I|we|our|my|you|your|us)\b"), 0.4),
    (re.compile(r"\b(?:faces?|awaits?|set to|to (?:rule|vote|decide|hear|debate|consider)|expected to|due|poised|"
                r"looms?|"
                r"ahead of|prepares?|could|may|might|"
                r"what['’]s next|eyes)\b", re.I), 0.22),
    (re.compile(r"\b(?:amid|dodges?|big win|power grab|finally|just|historic|massive|shares? crash|crash(?:es)?|"
                r"landmark|sweet|jubilant|dramatic|activist|far[- ]left|far[- ]right|leftist|woke|MAGA|blow|slap|"
                r"boost|kills?|fury|row|snub|only|hits? out|bets? on|slaps?|vows?|"
                r"defiant|hands off|stunning|controversial|allies|havens?)\b", re.I), 0.25),
    (re.compile(r"\b[Gg]ives? [A-Z]|\b[Dd]eals? [A-Z]"), 0.12),
    (re.compile(r"\b[A-Z][a-z]+ Judge\b|\b(?:Obama|Trump|Biden|Clinton|Bush)(?:-appointed| judge)\b", re.I), 0.12),
    (re.compile(r"\b(?:ex|ex-\w+|prez|govt|gov't|HC|SC|fm|pm|dy|cong|admin)\b", re.I), 0.06),
    (re.compile(r"\b(?:reports?|media|says?|said|claims?)\b", re.I), 0.1),
    (re.compile(r"\b(?:today|yesterday|tomorrow|tonight)\b", re.I), 0.3),
)  # fmt: skip
#: Beside the name of a crime, one of these keeps a charge a charge.
_IS_ACCUSATION = re.compile(
    r"\b(?:alleg\w+|accus\w+|charg\w+|suspect\w*|suspicion|claims?|den(?:y|ies|ied)|trial|case|convict\w*|guilty|"
    r"jailed|sentenced|acquit\w*|cleared|probe|investigat\w+|crackdown|anti-\w+|law|bill)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A page's title and the passages it rests on."""

    text: str
    evidence: tuple[Evidence, ...]


#: Taken off the headline of an outlet that a state owns: it may be a party to the story.
STATE_OWNED = 0.4


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    text: str
    score: float


def choose_title(
    articles: Sequence[Article],
    origins: Sequence[OriginLink],
    outlets: Mapping[OutletId, Outlet] | None = None,
) -> Title | None:
    """Return the title of the story, ``None`` when no article has a headline fit for it.

    The headline of an outlet that a state owns is taken only when it is clearly the better one.

    >>> from winnow.stages.title import clean_headline
    >>> clean_headline("BREAKING: Minister Visits Mali - Example News")
    'Minister Visits Mali'
    """
    origin_of = {link.article_id: link.origin_id for link in origins}
    readable = [a for a in articles if not a.reserved and a.text]
    usable = [a for a in readable if genre_of(a) in _PLAIN] or readable
    terms = _shared_terms(usable, origin_of)
    newest = _recency(usable)
    states = {o.id for o in (outlets or {}).values() if o.owner_kind == "state"}
    candidates = [
        replace(c, score=c.score - STATE_OWNED * (a.outlet_id in states))
        for a in usable
        if (c := _candidate(a, terms, newest[a.id])) is not None
    ]
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.text, c.article.id)):
        if evidence := _evidence(candidate.text, candidate.article):
            return Title(headline_case(candidate.text, [a.text for a in usable]), evidence)
    return None


def clean_headline(title: str) -> str:
    """Return a headline without "BREAKING:", without its outlet's name, on one line."""
    text = " ".join(title.split())
    text = _PREFIX.sub("", text)
    for _ in range(3):
        shorter = _SUFFIX.sub("", text)
        if len(shorter.split()) < MIN_WORDS:
            break
        text = shorter
    text = _TRAILING.sub("", text)
    return text.strip(" .,;:|–—-")


def _shared_terms(articles: Sequence[Article], origin_of: Mapping[str, str]) -> dict[str, float]:
    """Return how many origins use each term in a headline (and half as much in a lead), as a share."""
    in_title: defaultdict[str, set[str]] = defaultdict(set)
    in_lead: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        origin = origin_of.get(article.id, article.id)
        for term in set(content_terms(clean_headline(article.title))):
            in_title[term].add(origin)
        for term in set(content_terms(article.text[:700])):
            in_lead[term].add(origin)
    total = max(1, len({origin_of.get(a.id, a.id) for a in articles}))
    return {
        t: (len(in_title[t]) + 0.5 * len(in_lead[t])) / (1.5 * total) for t in {*in_title, *in_lead}
    }


def _recency(articles: Sequence[Article]) -> dict[str, float]:
    """Return 0 for the oldest article to 1 for the newest, 0 for all when none is dated."""
    dated = sorted(a.published for a in articles if a.published)
    if not dated or dated[0] == dated[-1]:
        return dict.fromkeys((a.id for a in articles), 0.0)
    whole = (dated[-1] - dated[0]).total_seconds()
    return {
        a.id: (a.published - dated[0]).total_seconds() / whole if a.published else 0.0
        for a in articles
    }


def _candidate(article: Article, terms: Mapping[str, float], recency: float) -> _Candidate | None:
    text = clean_headline(article.title)
    words = text.split()
    found = content_terms(text)
    if not MIN_WORDS <= len(words) <= MAX_WORDS or not found:
        return None
    central = sum(terms.get(t, 0.0) for t in set(found)) / (len(set(found)) + 2.0)
    alone = sum(1 for t in set(found) if terms.get(t, 0.0) < 0.12) / len(set(found))
    lead = set(content_terms(article.text[:6000]))
    unsupported = sum(1 for t in set(found) if t not in lead) / len(set(found))
    score = (
        2.0 * central
        + 0.05 * min(len(set(found)), 8)
        - 0.5 * alone
        - 0.8 * unsupported
        - _marks(text)
        + 0.15 * recency
        - (0.15 if len(words) < 7 else 0.0)
    )
    return _Candidate(article, text, score)


def _marks(text: str) -> float:
    """Return what is taken off a headline for its manner."""
    loaded = sum(1 for w in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()) if w in LOADED)
    accused = names_crime(re.findall(r"[A-Za-z]+", text)) and not _IS_ACCUSATION.search(text)
    shouting = sum(1 for w in re.findall(r"\b[A-Z]{4,}\b", text)) >= 3
    return (
        sum(cost for pattern, cost in _MARKS if pattern.search(text))
        + 0.25 * loaded
        + 0.2 * shouting
        + 0.4 * accused
    )


# ------------------------------------------------------------------------------------- evidence


def _evidence(title: str, article: Article) -> tuple[Evidence, ...]:
    """Return the sentences that support the title, best first: each adds words not yet covered."""
    wanted = Counter(set(content_terms(title)))
    spans = split_sentences(article.text)[:_LEAD]
    terms = {span: set(content_terms(article.text[slice(*span)])) for span in spans}
    chosen: list[Evidence] = []
    open_terms = set(wanted)
    while open_terms and len(chosen) < _MAX_EVIDENCE:
        best = max(
            spans,
            key=lambda s: (len(terms[s] & open_terms) - 0.04 * len(terms[s]), -s[0]),
            default=None,
        )
        gained = terms[best] & open_terms if best else set()
        if best is None or len(gained) < (2 if chosen else max(2, len(wanted) // 3)):
            break
        chosen.append(Evidence(article.id, *best, article.text[slice(*best)]))
        open_terms -= gained
    return tuple(chosen)
