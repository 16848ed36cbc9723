"""Words of content and how much two texts share of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import lru_cache

from winnow.text.tables import word_set

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’][^\W_]+)*")

STOPWORDS = word_set("""
    a about above across after again against ago all almost along already also although always am
    among an and another any anyone anything are aren't around as at away back be became because
    become been before began being below between both but by came can can't cannot could couldn't
    did didn't do does doesn't doing don't done down during each either else even ever every
    everyone for from further gave get gets getting give given go goes going got had hadn't has
    hasn't have haven't having he he'd he'll he's her here hers herself him himself his how
    however i i'd i'll i'm i've if in into is isn't it it's its itself just later let like made
    make makes many may me might more most much must my myself near nearly need never no nor not
    now of off often on once one only onto or other others our ours ourselves out over own per put
    quite rather really said same say saying says see she she'd she'll she's should shouldn't
    since so some still such take taken than that that's the their theirs them themselves then
    there there's these they they'd they'll they're they've this those though through thus to told
    too took toward towards two under until up upon us use used very via want was wasn't way we
    we'd we'll we're we've well went were weren't what when where whether which while who whom
    whose why will with within without won't would wouldn't yet you you'd you'll you're you've
    your yours yourself mr mrs ms according added
    """)

#: Endings and what stands for them, longest first; the stem left must have three letters.
_ENDINGS = (
    ("ations", "ate"),
    ("ation", "ate"),
    ("ements", ""),
    ("ement", ""),
    ("ingly", ""),
    ("edly", ""),
    ("iness", "y"),
    ("ness", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ed", ""),
    ("ly", ""),
    ("es", "e"),
    ("s", ""),
)


def fold(text: str) -> str:
    """Return ``text`` in lower case, without diacritics, with straight apostrophes."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem of a lower-case word: "arrested", "arrests" → "arrest".

    Meant to join forms of one word, not to be a word: "banned" → "ban", "making" → "mak".
    """
    if word.endswith("'s"):
        word = word[:-2]
    if word.endswith("'"):
        word = word[:-1]
    if not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _tidy(word[: -len(ending)] + replacement)
    return _tidy(word)


def _tidy(stemmed: str) -> str:
    """Drop a final "e" and a doubled consonant, so that "ban", "banned", "make", "making" meet."""
    if len(stemmed) > 3 and stemmed.endswith("e"):
        stemmed = stemmed[:-1]
    if len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] in "bdgmnprt":
        stemmed = stemmed[:-1]
    return stemmed


def words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of ``text``, folded, in order."""
    return tuple(_WORD.findall(fold(text)))


def content_terms(text: str) -> tuple[str, ...]:
    """Return the words that carry content: folded, light-stemmed, stopwords removed, in order."""
    kept = (word for word in words(text) if word not in STOPWORDS)
    return tuple(term for word in kept if len(term := stem(word)) > 1 or word.isdigit())


def shingles(text: str, n: int = 4) -> frozenset[tuple[str, ...]]:
    """Return the runs of ``n`` successive words; of a shorter text, the whole of it."""
    tokens = words(text)
    if len(tokens) <= n:
        return frozenset([tokens]) if tokens else frozenset()
    return frozenset(tokens[i : i + n] for i in range(len(tokens) - n + 1))


def containment(a: AbstractSet[object], b: AbstractSet[object]) -> float:
    """Return the share of ``a`` that also stands in ``b`` (0 for an empty ``a``)."""
    return len(a & b) / len(a) if a else 0.0


def jaccard(a: AbstractSet[object], b: AbstractSet[object]) -> float:
    """Return the share of the union that ``a`` and ``b`` have in common (0 when both are empty)."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0
