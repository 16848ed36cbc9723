"""What the assigner looks at in an article: terms by field, names, numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from winnow.text.similarity import content_terms
from winnow.text.tables import word_set
from winnow.types import Article

#: Fields that have an index of their own.
FIELDS = ("lead", "title", "body", "names", "numbers")

# News says what happened in its first lines; the lengths are those of the TF-IDF baseline and
# of the fitted weights: change them and scripts/train_assigner.py must run again.
_LEAD_WORDS = 150
_BODY_WORDS = 400
_VECTOR_CHARACTERS = 1000
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_LOWER_WORD = re.compile(r"\b[a-z][\w’'-]+")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b")

_CALENDAR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    """)

Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ArticleTerms:
    """An article as the assigner remembers it, without its text."""

    article_id: str
    outlet_id: str
    #: Days since 1970; the date it counts as.
    day: float
    #: The publisher gave a date; else ``day`` says little about the event.
    is_dated: bool
    #: Field → term → weight before the terms' rarity.
    fields: Mapping[str, Bag]
    #: Name term → as written, for reasons.
    names: Mapping[str, str]
    #: Logarithm of one plus the number of terms.
    length: float


def text_for_vector(article: Article) -> str:
    """Return what the encoder should read of an article: its title and lead."""
    return f"{article.title}. {article.text[:_VECTOR_CHARACTERS]}"


def terms_of(article: Article) -> ArticleTerms:
    """Return the article's terms by field: title, lead, body, names and numbers."""
    words = article.text.split()
    lead, rest = " ".join(words[:_LEAD_WORDS]), " ".join(words[_LEAD_WORDS:_BODY_WORDS])
    title, lead_terms = content_terms(article.title), content_terms(lead)
    whole = (*lead_terms, *content_terms(rest))
    opening = f"{article.title} . {lead}"
    names = names_in(opening)
    return ArticleTerms(
        article_id=article.id,
        outlet_id=article.outlet_id,
        day=article.when.timestamp() / 86400,
        is_dated=article.published is not None,
        fields={
            "lead": _bag((*title, *title, *lead_terms)),
            "title": _bag(title),
            "body": _bag(whole),
            "names": _bag(names.keys()),
            "numbers": _bag(set(_NUMBER.findall(opening))),
        },
        names=names,
        length=math.log1p(len(whole)),
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


def _bag(terms: Iterable[str]) -> dict[str, float]:
    counts = Counter(iter(terms))
    return {term: 1 + math.log(counts[term]) for term in sorted(counts)}
