"""What the assigner looks at in an article: terms by field, names, numbers, days."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from winnow.stages.genre import Genre, labelled_genre
from winnow.text.similarity import content_terms
from winnow.text.tables import word_set
from winnow.types import Article

#: Fields of an article. "opening" is the headline with the first two sentences; "pairs" are
#: neighbouring words; "all" holds every word of headline and body once.
FIELDS = (
    "lead",
    "title",
    "body",
    "names",
    "opening",
    "opening_names",
    "title_names",
    "body_names",
    "pairs",
    "numbers",
    "body_numbers",
    "all",
    "weekdays",
    "dates",
    "years",
)

# News says what happened in its first lines; the lengths are those of the fitted weights: change
# them and scripts/train_assigner.py must run again.
_LEAD_WORDS = 150
_BODY_WORDS = 400
_OPENING_WORDS = 120
_VECTOR_CHARACTERS = 1000
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_LOWER_WORD = re.compile(r"\b[a-z][\w’'-]+")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b")
_TITLE_NUMBER = re.compile(r"\b\d+\b")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_SENTENCE_END = re.compile(r'(?<=[.!?])["”’]?\s+(?=["“‘A-Z0-9])')
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH_DAY = re.compile(rf"\b({_MONTH})[a-z]*\.? (\d{{1,2}})\b|\b(\d{{1,2}}) ({_MONTH})[a-z]*\b")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\s+([a-z]+)\b", re.IGNORECASE)

_CALENDAR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """)
#: Ordinals before these count pieces of time, not the instances of a thing that comes again.
_SPANS = word_set("century day week month year time straight consecutive anniversary street avenue")
Bag = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """An article as the assigner remembers it, without its text."""

    article_id: str
    outlet_id: str
    #: Days since 1970; the date it counts as.
    day: float
    #: The publisher gave a date; else ``day`` says little about the event.
    is_dated: bool
    #: Field → term → how often it stands there.
    fields: Mapping[str, Bag]
    #: Name term → as written, for reasons.
    names: Mapping[str, str]
    #: Logarithm of one plus the number of terms.
    length: float
    #: Thing → its number in a row, as the headline says: "package" → "12".
    ordinals: Mapping[str, str]
    #: It strings together unrelated news, and must not tie stories to one another.
    is_round_up: bool
    #: A live blog, which tells of whatever happens beside its event.
    is_live: bool = False


def text_for_vector(article: Article) -> str:
    """Return what the encoder should read of an article: its title and lead."""
    return f"{article.title}. {article.text[:_VECTOR_CHARACTERS]}"


def terms_of(article: Article) -> ArticleTerms:
    """Return the article's terms by field, its names and what its headline counts."""
    words, label = article.text.split(), labelled_genre(article)
    title, lead, body = article.title, " ".join(words[:_LEAD_WORDS]), " ".join(words[:_BODY_WORDS])
    title_terms, lead_terms, body_terms = (content_terms(text) for text in (title, lead, body))
    names, body_names = names_in(f"{title} . {lead}"), names_in(f"{title} . {body}")
    opening = content_terms(f"{title} . {_first_sentences(words)}")
    fields = {
        "lead": (*title_terms, *title_terms, *lead_terms),
        "title": title_terms,
        "body": body_terms,
        "names": names,
        "opening": opening,
        "opening_names": [term for term in opening if term in names],
        "title_names": [term for term in title_terms if term in names],
        "body_names": body_names,
        "pairs": [f"{a}_{b}" for t in (lead_terms, title_terms) for a, b in pairwise(t)],
        "numbers": set(_NUMBER.findall(f"{title} . {lead}")),
        "body_numbers": {*_NUMBER.findall(body), *_TITLE_NUMBER.findall(title)},
        "all": {*title_terms, *body_terms},
        "weekdays": {day.lower() for day in _WEEKDAY.findall(body)},
        "dates": set(_dates(f"{title} {body}")),
        "years": set(_YEAR.findall(f"{title} {lead}")),
    }
    return ArticleTerms(
        article_id=article.id,
        outlet_id=article.outlet_id,
        day=article.when.timestamp() / 86400,
        is_dated=article.published is not None,
        fields={name: _bag(fields[name]) for name in FIELDS},
        names=names,
        length=math.log1p(len(body_terms)),
        ordinals={
            thing.lower(): number
            for number, thing in _ORDINAL.findall(title)
            if thing.lower() not in _SPANS
        },
        is_round_up=label is not None and label.genre is Genre.ROUND_UP,
        is_live=label is not None and label.genre is Genre.LIVE_BLOG,
    )


def names_in(text: str) -> dict[str, str]:
    """Return term → as written of words that ``text`` writes with a capital, and never without."""
    lower = {term for word in _LOWER_WORD.findall(text) for term in content_terms(word)}
    found: dict[str, str] = {}
    for match in _NAME.findall(text):
        for word in match.split():
            for term in content_terms(word):
                if term not in lower and word.lower() not in _CALENDAR:
                    found.setdefault(term, word.removesuffix("'s").removesuffix("’s"))
    return found


def another_in_the_row(one: ArticleTerms, other: ArticleTerms) -> str | None:
    """Return the thing of which two headlines name different instances: "12th"/"13th package"."""
    for thing, number in one.ordinals.items():
        if other.ordinals.get(thing, number) != number:
            return thing
    return None


def _first_sentences(words: list[str]) -> str:
    return " ".join(_SENTENCE_END.split(" ".join(words[:_OPENING_WORDS]))[:2])


def _dates(text: str) -> Iterable[str]:
    for month, day, day_first, month_last in _MONTH_DAY.findall(text):
        yield f"{month or month_last}-{int(day or day_first)}"


def _bag(terms: Iterable[str]) -> dict[str, int]:
    counts = Counter(iter(terms))
    return {term: counts[term] for term in sorted(counts)}
