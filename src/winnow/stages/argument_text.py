"""What reads like a sentence of its own: checks and small edits of a clause, for narratives."""

from __future__ import annotations

import re

from winnow.text.edit import word_count
from winnow.text.polarity import is_unprintable
from winnow.text.tables import word_set
from winnow.types import Article

MIN_WORDS = 8
MAX_WORDS = 36

_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]\w+|me|my|mine|we|we['’]\w+|us|our|ours|you|your|you['’]\w+|let['’]s)\b", re.I
)
_DANGLING_START = re.compile(
    r"^[\"“'‘]?(?:he|she|it|they|him|her|his|its|their|them|that|those|these|there|here|so|such|both|then|"
    r"which|who|whom|what|why|how|where|when|and|but|or|nor|as such|this is|this was|this will|this would|this has|"
    r"it['’]s|that['’]s|he['’]s|she['’]s|they['’]\w+|there['’]s|also|yet|instead|just|got|being|"
    r"having|thank|please|the (?:latter|former|two|pair|"
    r"statement|post|video|report|same))\b",
    re.I,
)
#: "I do not have any reason to believe that."
_DANGLING_END = re.compile(
    r"\b(?:that|this|these|those|it|them|so|him|her|there|do|did|does|is|was)\W*$", re.I
)
_BARE_THIS = re.compile(
    r"^this (?!(?:\w+ ){0,2}(?:decision|move|action|order|ruling|law|bill|policy|plan|map|ban|arrest|verdict|"
    r"case|trial|project|measure|legislation|injunction|halt|deal|government|country|administration|judge|court|"
    r"regime|tax|tariffs?|prosecution|process|agreement|attack|facility|site|festival|judgment|proposal|rule)\b)",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its)\b", re.I)
_ODD = re.compile(r"^\s*[-–—•*·►]|[<>{}|@#_]|https?:|\bwww\.|\.\.\.|…|\[[^\]]*\]|^\W*\d+\W*$")
_READER = re.compile(
    r"\b(?:click|subscribe|newsletter|sign up|read more|follow us|file photo|getty|"
    r"advertisement(?!s? (?:of|for|by|that|on)\b)|cookies)\b",
    re.I,
)
SAID_BY = re.compile(
    r"\b(?:said|says|say|told|argued|argues|added|adds|claimed|claims|noted|stated|according to|expressed|"
    r"countered|concerns?|announced|reported|"
    r"asked|ruled|approved|passed|"
    r"voted|countered|warned|urged|accused|alleged|wrote)\b", re.I)  # fmt: skip
LOOSE_THIS = re.compile(
    r"\b[Tt]his (?:by|in|with|and|to|as|has|is|was)\b|\b[Tt]his[,.]|^(?:\w+ ){1,3}(?:that|those|these) "
)
_QUOTE_MARKS = '"“”'
_FUNCTION_WORDS = word_set(
    "the a an this these those if in on at by for with from no not any every all some many most more to when while "
    "because since after before without under even only now there people as such our his her their its one two "
    "nothing nobody everyone each both once like rather"
)


def reads_well(text: str, *, least: int = MIN_WORDS - 2) -> bool:
    """Return whether a clause stands alone: no dangling start, no loose pronoun early, whole."""
    words = text.split()
    if not least <= word_count(text) <= MAX_WORDS or text.rstrip().endswith(("?", ",", ":")):
        return False
    if (
        _DANGLING_END.search(text)
        or _DANGLING_START.match(text)
        or _BARE_THIS.match(text)
        or not is_balanced(text)
    ):
        return False
    return not _PRONOUN.search(" ".join(words[:3]))


def points_back(text: str) -> bool:
    """Return whether a clause opens with "this" or "that" for what was spoken of before."""
    return re.match(r"[“\"]?(?:this|that) (?:is|was|will|would|has)\b", text, re.I) is not None


def is_balanced(text: str) -> bool:
    """Return whether every mark that opens in the text closes in it."""
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("‘") <= len(re.findall(r"’(?!\w)", text))
    )


def unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks."""
    return re.sub(r"[\"“][^\"”]*[\"”]", "", text)


def first_sentences(text: str, limit: int) -> str:
    """Return the leading sentences that fit ``limit`` words; the whole when the first does not."""
    parts = re.split(r"(?<=[.!])\s+(?=[A-Z“\"])", text)
    kept = parts[0]
    for part in parts[1:]:
        break_at = word_count(kept) + word_count(part) > limit
        if break_at or word_count(kept) >= MIN_WORDS + 2:
            break
        kept = f"{kept} {part}"
    return kept


def is_clause(text: str) -> bool:
    """Return whether a quotation is a sentence of its own, not a scrap."""
    first = text[:1]
    return word_count(text) >= 6 and (first.isupper() or first.isdigit()) and not text.endswith("?")


def opens_quotation(text: str, start: int, sentence: int) -> bool:
    """Return whether the quoted words begin a sentence of the speaker's, not run on in the reporter's."""
    before = text[sentence:start].rstrip(" \"“”'‘")
    return not before or before[-1] in ",:.!?…—–"


def lowered(text: str, article: Article) -> str:
    """Return the clause as it stands after "that": its first word small unless the article writes it large."""
    first, *rest = (word.strip(",;:") for word in text.split()[:2])
    if first.lower() in _FUNCTION_WORDS:
        return text[:1].lower() + text[1:]
    if rest and rest[0][:1].isupper():  # "Sri Lanka's former president": two capitals are a name
        return text
    is_name = any(c.isupper() for c in first[1:]) or first == "I"
    # Behind another capital it is part of a longer name: "Revolution Wind" makes no name of "wind".
    if is_name or re.search(rf"(?:^|\s)[a-z][\w’'-]*,? {re.escape(first)}(?!\w)", article.text):
        return text
    return text[:1].lower() + text[1:]


def is_printable(text: str) -> bool:
    """Return whether a passage may be worked on at all: no page furniture, no slur, no threat."""
    return not (_ODD.search(text) or _READER.search(text) or is_unprintable(text))


def has_marks(text: str) -> bool:
    """Return whether the text holds a quotation mark."""
    return any(mark in text for mark in _QUOTE_MARKS)


def in_first_person(text: str) -> bool:
    """Return whether the text speaks of "I", "we" or "you"."""
    return _FIRST_PERSON.search(text) is not None
