"""Capitalised spans of a text, from which `winnow.text.names` makes names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from winnow.text.name_tables import (
    COMMON_ENDING,
    COMMON_NOUNS,
    COMMON_OPENERS,
    GIVEN_NAMES,
    KNOWN_ORGANISATIONS,
    MONTHS_AND_DAYS,
    ORGANISATION_HEADS,
    OTHER_HEADS,
    PARTICLES,
    STRONG_TITLES,
    TITLES,
)
from winnow.text.places import ADJECTIVES, place_name
from winnow.text.sentences import paragraphs, split_sentences
from winnow.text.similarity import STOPWORDS

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_](?:[\w]|[’'&-](?=\w)|&)*\.?")
ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,7}s?$|(?:[A-Z]\.){2,}$")
_CONNECTORS = frozenset({"of", "the", "and", "for", "&"})
_SENTENCE_OPEN = re.compile(r"[\"“‘'«(\[—–:•*·-]\s*$|[.!?…][\"”’')]*\s+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, with what its place tells."""

    text: str
    start: int
    end: int
    #: It opens a sentence, a quotation or a list item.
    opens: bool
    #: It stands in a headline whose words are all capitalised.
    in_headline: bool

    #: In lower case, without a possessive ending.
    word: str
    is_capital: bool


_POSSESSIVE = re.compile(r"[’']s?$")
_DOTTED = re.compile(r"(?:\w\.)+")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")


def bare(word: str) -> str:
    """Return ``word`` without a possessive ending or a final full stop that is no abbreviation's."""
    if word.isalpha():
        return word
    word = _POSSESSIVE.sub("", word)
    return word if _DOTTED.fullmatch(word) else word.rstrip(".")


def _tokens(text: str) -> list[Token]:
    opening = {start for start, _ in split_sentences(text)}
    tokens: list[Token] = []
    for start, end in paragraphs(text):
        headline = _is_headline(text[start:end])
        for match in _TOKEN.finditer(text, start, end):
            opens = _opens(text, match.start(), start, opening)
            word = match.group()
            capital = word[0].isupper() or _INNER_CAPITAL.match(word) is not None
            tokens.append(
                Token(
                    word, match.start(), match.end(), opens, headline, bare(word).lower(), capital
                )
            )
    return tokens


def _opens(text: str, position: int, line: int, opening: set[int]) -> bool:
    if position in opening or position == line:
        return True
    return _SENTENCE_OPEN.search(text, max(line, position - 4), position) is not None


def _is_headline(line: str) -> bool:
    """Tell whether most longer words of a short line are capitalised: a headline or a menu."""
    longer: list[str] = re.findall(r"[^\W\d_]{4,}", line)
    if len(longer) < 3 or len(line) > 250 or line.rstrip("\"”’'").endswith("."):
        return False
    return sum(w[0].isupper() for w in longer) / len(longer) > 0.8


@dataclass(frozen=True, slots=True)
class _Support:
    """How often words stand capitalised inside sentences, and in lower case."""

    inside: Counter[str]
    lower: Counter[str]

    def is_name(self, word: str) -> bool:
        return self.inside[word] > self.lower[word]


def _support(tokens: list[Token]) -> _Support:
    inside: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for token in tokens:
        if not token.is_capital:
            lower[token.word] += 1
        elif not token.opens and not token.in_headline:
            inside[token.word] += 1
    return _Support(inside, lower)


def _runs(text: str, tokens: list[Token], support: _Support) -> list[list[Token]]:
    """Return maximal runs of capitalised tokens, joined by "of", "and" … where names are."""
    runs: list[list[Token]] = []
    run: list[Token] = []
    for i, token in enumerate(tokens):
        if run and not _adjacent(text, run[-1], token):
            runs.append(run)
            run = []
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        if _is_part(token, run, follows, support) or (
            run and _connects(text, run, token, follows, support)
        ):
            run.append(token)
        elif run:
            runs.append(run)
            run = []
    return [_trim(r) for r in [*runs, run] if r]


def _adjacent(text: str, left: Token, right: Token) -> bool:
    if right.opens or left.text.endswith(("’s", "'s")):
        return False
    return text[left.end : right.start] in {" ", "\u00a0", "-", " & "}


def _is_part(token: Token, run: list[Token], follows: Token | None, support: _Support) -> bool:
    word = token.word
    if not token.is_capital or (word in MONTHS_AND_DAYS and not run) or word == "i":
        return False
    if word.startswith(("i'", "i’")):
        return False
    if token.in_headline:
        return _is_known(token) or (support.is_name(word) and word not in COMMON_OPENERS)
    if not token.opens:
        return word not in STOPWORDS or ACRONYM.match(token.text) is not None
    return _opener_is_name(token, follows, support)


def _opener_is_name(token: Token, follows: Token | None, support: _Support) -> bool:
    word = token.word
    if word in STOPWORDS or (word in COMMON_OPENERS and not _known_pair(token, follows)):
        return ACRONYM.match(token.text) is not None and len(word) > 1 and word not in STOPWORDS
    if _is_known(token) or support.is_name(word):
        return True
    followed = follows is not None and follows.is_capital and not follows.opens
    if followed and follows is not None and follows.start - token.end <= 1:
        return not word.endswith(("ly", "ing")) or support.lower[word] == 0
    return support.lower[word] == 0 and _looks_foreign(word)


def _known_pair(token: Token, follows: Token | None) -> bool:
    """Tell whether an opener that is a common word starts a name: "New York", "Federal Court"."""
    if follows is None or follows.opens or not follows.is_capital:
        return False
    pair = f"{token.text} {bare(follows.text)}"
    head = follows.word in ORGANISATION_HEADS
    head = head or (follows.word in TITLES and token.word in TITLES)
    return place_name(pair) is not None or head or pair in ADJECTIVES


def _looks_foreign(word: str) -> bool:
    return len(word) > 3 and COMMON_ENDING.search(word) is None and word not in COMMON_NOUNS


def _is_known(token: Token) -> bool:
    plain = bare(token.text)
    return (
        plain in ADJECTIVES
        or place_name(plain) is not None
        or token.text in KNOWN_ORGANISATIONS
        or plain in KNOWN_ORGANISATIONS
        or (token.word in GIVEN_NAMES and token.word not in COMMON_OPENERS)
        or (token.word in STRONG_TITLES and token.text[0].isupper())
    )


def _connects(
    text: str,
    run: list[Token],
    token: Token,
    follows: Token | None,
    support: _Support,
) -> bool:
    """Tell whether a lower-case word joins two parts of one name."""
    word = token.word
    if follows is None or not _adjacent(text, token, follows):
        return False
    if word in PARTICLES and word not in _CONNECTORS:
        return follows.is_capital
    if word in {"of", "for"}:
        is_body = run[-1].word in ORGANISATION_HEADS or run[-1].word in OTHER_HEADS
        if follows.word in MONTHS_AND_DAYS:
            return False
        return is_body and (follows.is_capital or follows.word == "the")
    if word == "the":
        return run[-1].word in {"of", "for"} and follows.is_capital
    if word == "and":
        after_of = any(t.word == "of" for t in run)
        return after_of and follows.is_capital and follows.word not in GIVEN_NAMES
    return False


def _trim(run: list[Token]) -> list[Token]:
    while run and not run[-1].is_capital and not run[-1].word.isdigit():
        run = run[:-1]
    return run


def capitalised_runs(text: str) -> list[list[Token]]:
    """Return the runs of capitalised words that can be names, in order."""
    tokens = _tokens(text)
    return _runs(text, tokens, _support(tokens))
