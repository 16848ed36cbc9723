"""Loaded language: the words and phrases that separate the sides of one story.

Log-odds of a term between two sides with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008,
"Fightin' Words"): what a term's share would be by English at large is added to both counts, and the difference is
divided by its deviation, so that neither everyday words nor words used once come up.  Counted are passages: the
same words of one origin once.  Names and numbers separate sides too, but tell nothing of their language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.assign_vocabulary import background
from winnow.stages.genre import Genre, genre_of
from winnow.stages.log_odds import log_odds
from winnow.stages.material import Material
from winnow.stages.sides import Sides
from winnow.stages.stance import said
from winnow.text.loaded import LOADED
from winnow.text.polarity import evaluation, is_unprintable
from winnow.text.similarity import STOPWORDS, stem
from winnow.types import Article, ArticleId, Evidence, LoadedTerm, Statement

# Chosen by reading the terms of the 34 stories of groundnews_2025.
#: A term must be so sure, stand in so many passages and so many origins of its side …
LEAST_Z, LEAST_USES, LEAST_ORIGINS = 1.7, 4, 2
#: … a word that judges may be rarer …
LEAST_LOADED_Z, LEAST_LOADED_USES = 1.0, 2
#: … a word that does not is left out when so many texts at large hold it, or so many headlines of the story.
EVERYDAY, TOPIC = 0.04, 0.2
#: With fewer passages, a side's words are a speaker's.
LEAST_PASSAGES = 5
#: Terms shown of a side, and examples of each.
MOST, EXAMPLES = 4, 2
#: Words of an example on either side of its term.
_AROUND = 3

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]|[^\w\s]|\d+")
#: They praise in some uses only.
_VAGUE = frozenset(
    {"right", "love", "safe", "promise", "promises", "promising", "promised", "convicted"}
)
_OWN_VIEW = frozenset({Genre.OPINION, Genre.ANALYSIS})


@dataclass(frozen=True, slots=True)
class _Use:
    """A term in a passage."""

    #: Stems of its words.
    term: str
    #: Its words as they stand there, in small letters.
    form: str
    origin: str
    article: ArticleId
    start: int
    end: int


def find_loaded_terms(sides: Sides, material: Material) -> tuple[LoadedTerm, ...]:
    """Return the terms of each side, most telling first, in the order of the sides; none without two sides.

    Parties with their own accounts differ in what they tell, not in how: they have none.
    """
    if len(sides.sides) < 2 or sides.is_by_account:
        return ()
    by_id = material.article_of
    by_side = _statements_by_side(sides, material)
    if min(map(len, by_side)) < LEAST_PASSAGES:
        return ()
    uses = [_uses(statements, material) for statements in by_side]
    names = _names(material.articles) | _topic(material.articles)
    counts = [Counter(u.term for u in own) for own in uses]
    found = []
    for number, side in enumerate(sides.sides):
        others: Counter[str] = sum((c for i, c in enumerate(counts) if i != number), Counter())
        scored = log_odds(counts[number], others)
        chosen = _chosen(scored, counts[number], uses[number], names)
        found += [
            LoadedTerm(
                _form(term, uses[number]),
                side.label,
                counts[number][term],
                others[term],
                round(scored[term], 2),
                _examples(term, uses[number], by_id),
            )
            for term in chosen
        ]
    return tuple(found)


def _stems(form: str) -> str:
    return " ".join(stem(word) for word in form.split())


def _form(term: str, uses: Sequence[_Use]) -> str:
    """Return the term as its side mostly writes it."""
    forms = Counter(use.form for use in uses if use.term == term)
    return max(forms, key=lambda form: (forms[form], form))


def _chosen(
    scored: Mapping[str, float], counts: Counter[str], uses: Sequence[_Use], names: frozenset[str]
) -> list[str]:
    spread: defaultdict[str, set[str]] = defaultdict(set)
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for use in uses:
        spread[use.term].add(use.origin)
        forms[use.term].add(use.form)
    fit = [
        term
        for term, z in scored.items()
        if len(spread[term]) >= LEAST_ORIGINS
        and not names.intersection(w for form in forms[term] for w in form.split())
        and not any(is_unprintable(form) for form in forms[term])
        and _is_sure(term, z, counts[term], judges=_judges(forms[term]))
    ]
    kept: list[str] = []
    for term in sorted(
        fit, key=lambda t: (-scored[t] * (1.5 if _judges(forms[t]) else 1.0), -len(t), t)
    ):
        if not any(set(term.split()) & set(other.split()) for other in kept):
            kept.append(term)
    return kept[:MOST]


def _is_sure(term: str, z: float, uses: int, *, judges: bool) -> bool:
    if judges:
        return z >= LEAST_LOADED_Z and uses >= LEAST_LOADED_USES
    common = min(background().get(word, 0.0) for word in term.split())
    return z >= LEAST_Z and uses >= LEAST_USES and common < EVERYDAY


def _judges(forms: Iterable[str]) -> bool:
    words = {word for form in forms for word in form.split()} - _VAGUE
    return any(word in LOADED or abs(evaluation(word)) == 1.0 for word in words)


def _statements_by_side(sides: Sides, material: Material) -> list[list[Statement]]:
    """Return what each side says: its passages, and all of the opinions that stand with it."""
    opinions = {a.id for a in material.articles if genre_of(a) in _OWN_VIEW}
    stands = {s.article_id: s.position for s in sides.stances if s.article_id in opinions}
    found = []
    for side, passages in zip(sides.sides, sides.passages, strict=True):
        own = {
            (p.unit.statement.article_id, p.unit.statement.start): p.unit.statement
            for p in passages
        }
        own |= {
            (u.article_id, u.start): u
            for u in material.statements
            if u.speaker is None and stands.get(u.article_id) == side.label
        }
        found.append([own[key] for key in sorted(own)])
    return found


def _uses(statements: Sequence[Statement], material: Material) -> list[_Use]:
    """Return each term of each passage once; a passage that an origin repeats counts once."""
    seen: set[tuple[str, str]] = set()
    found = []
    for statement in statements:
        origin = material.origin_at(statement)
        key = origin, " ".join(re.findall(r"\w+", said(statement).lower()))
        if key in seen:
            continue
        seen.add(key)
        terms = {
            _stems(form): _Use(_stems(form), form, origin, statement.article_id, start, end)
            for form, start, end in _terms(statement)
        }
        found += [terms[term] for term in sorted(terms)]
    return found


def _terms(statement: Statement) -> Iterator[tuple[str, int, int]]:
    """Yield the words and the pairs of neighbouring words, with where they stand in the article."""
    last: tuple[str, int] | None = None
    for match in _WORD.finditer(statement.exact):
        word = match[0].lower().replace("’", "'").removesuffix("'s")
        if len(word) < 4 or word in STOPWORDS or not word[0].isalpha():
            last = None
            continue
        start, end = statement.start + match.start(), statement.start + match.end()
        yield word, start, end
        if last is not None:
            yield f"{last[0]} {word}", last[1], end
        last = word, start


def _names(articles: Sequence[Article]) -> frozenset[str]:
    """Return the words that the articles mostly write large within their sentences."""
    large, small = Counter[str](), Counter[str]()
    for article in articles:
        for match in re.finditer(r"(?<=[a-z,;] )[A-Za-z][\w'’-]+", article.text):
            word = match[0].lower().replace("’", "'").removesuffix("'s")
            (large if match[0][0].isupper() else small)[word] += 1
    return frozenset(word for word, n in large.items() if n > small[word])


def _topic(articles: Sequence[Article]) -> frozenset[str]:
    """Return the words that do not judge and that many headlines hold: what the story is about."""
    counts = Counter(
        word
        for a in articles
        for word in {w.lower() for w in re.findall(r"[A-Za-z'’-]{4,}", a.title)}
    )
    many = max(2.0, TOPIC * len(articles))
    return frozenset(word for word, n in counts.items() if n >= many and not _judges([word]))


def _examples(
    term: str, uses: Sequence[_Use], by_id: Mapping[ArticleId, Article]
) -> tuple[Evidence, ...]:
    """Return a few words around the term, from as many origins as there are examples."""
    chosen: dict[str, Evidence] = {}
    seen = set()
    for use in sorted((u for u in uses if u.term == term), key=lambda u: (u.article, u.start)):
        shown = _around(use, by_id[use.article].text)
        words = tuple(re.findall(r"\w+", shown.exact.lower()))
        if words not in seen and use.origin not in chosen and not is_unprintable(shown.exact):
            seen.add(words)
            chosen[use.origin] = shown
    return tuple(chosen.values())[:EXAMPLES]


def _around(use: _Use, text: str) -> Evidence:
    before = re.search(
        rf"(?:[^\s.!?]+[ \t]){{0,{_AROUND}}}$", text[max(0, use.start - 80) : use.start]
    )
    after = re.match(rf"[^\s.!?]*(?:[ \t][^\s.!?]+){{0,{_AROUND}}}", text[use.end : use.end + 80])
    start = use.start - (len(before[0]) if before else 0)
    end = use.end + (len(after[0]) if after else 0)
    return Evidence(use.article, start, end, text[start:end])
