"""Names of people, organisations, places and other things, resolved within a text.

Capitalised spans read with small gazetteers: no learned tagger.  A word that opens a sentence is a
name only with support: it stands capitalised elsewhere, is known, or more capitals follow.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from winnow.text.name_tables import (
    COMMON_ENDING,
    COMMON_NOUNS,
    COMMON_OPENERS,
    GIVEN_NAMES,
    KNOWN_ORGANISATIONS,
    MONTHS_AND_DAYS,
    NOBLE,
    ORGANISATION_HEADS,
    OTHER_HEADS,
    PARTICLES,
    STRONG_TITLES,
    TITLES,
)
from winnow.text.places import ADJECTIVES, place_name
from winnow.text.sentences import paragraphs, split_sentences
from winnow.text.similarity import STOPWORDS, fold
from winnow.types import Name, NameKind, Span

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_](?:[\w]|[’'&-](?=\w)|&)*\.?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,7}s?$|(?:[A-Z]\.){2,}$")
_ACRONYM_AFTER = re.compile(r"\s?\([\"“‘']?([A-Z][A-Za-z&-]{1,9})[\"”’']?\)")
_CONNECTORS = frozenset({"of", "the", "and", "for", "&"})
_SENTENCE_OPEN = re.compile(r"[\"“‘'«(\[—–:•*·-]\s*$|[.!?…][\"”’')]*\s+$")


@dataclass(frozen=True, slots=True)
class _Token:
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


def name_key(canonical: str) -> str:
    """Return a key that is equal across articles: folded, titles and full stops dropped.

    ``name_key("Mr. Sergéi Lavrov") == name_key("Sergei Lavrov")``.
    """
    words = [w.strip(".,") for w in fold(canonical).replace("-", " ").split()]
    kept = [w for i, w in enumerate(words) if w not in TITLES and not (i == 0 and w == "the")]
    return " ".join(kept or words)


def find_names(text: str, *, title: str = "") -> tuple[Name, ...]:
    """Return the mentions of names in ``text`` in order, each resolved to a canonical name.

    A surname stands for the person named in full, an acronym for the organisation that it was
    introduced for, an adjective for its country.  ``title`` lends its names to the resolution.
    """
    tokens = _tokens(text)
    support = _support(tokens)
    found = [n for run in _runs(text, tokens, support) for n in _names_of_run(text, run)]
    acronyms = _acronyms(text, found)
    found = _promote(text, found)
    people = _People(found, find_names(title) if title else ())
    return tuple(_resolve(name, people, acronyms) for name in found)


# --------------------------------------------------------------------------------- tokens, runs


_POSSESSIVE = re.compile(r"[’']s?$")
_DOTTED = re.compile(r"(?:\w\.)+")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")


def _bare(word: str) -> str:
    """Return ``word`` without a possessive ending or a final full stop that is no abbreviation's."""
    if word.isalpha():
        return word
    word = _POSSESSIVE.sub("", word)
    return word if _DOTTED.fullmatch(word) else word.rstrip(".")


def _tokens(text: str) -> list[_Token]:
    opening = {start for start, _ in split_sentences(text)}
    tokens: list[_Token] = []
    for start, end in paragraphs(text):
        headline = _is_headline(text[start:end])
        for match in _TOKEN.finditer(text, start, end):
            opens = _opens(text, match.start(), start, opening)
            word = match.group()
            capital = word[0].isupper() or _INNER_CAPITAL.match(word) is not None
            tokens.append(
                _Token(
                    word, match.start(), match.end(), opens, headline, _bare(word).lower(), capital
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


def _support(tokens: list[_Token]) -> _Support:
    inside: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for token in tokens:
        if not token.is_capital:
            lower[token.word] += 1
        elif not token.opens and not token.in_headline:
            inside[token.word] += 1
    return _Support(inside, lower)


def _runs(text: str, tokens: list[_Token], support: _Support) -> list[list[_Token]]:
    """Return maximal runs of capitalised tokens, joined by "of", "and" … where names are."""
    runs: list[list[_Token]] = []
    run: list[_Token] = []
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


def _adjacent(text: str, left: _Token, right: _Token) -> bool:
    if right.opens or left.text.endswith(("’s", "'s")):
        return False
    return text[left.end : right.start] in {" ", "\u00a0", "-", " & "}


def _is_part(token: _Token, run: list[_Token], follows: _Token | None, support: _Support) -> bool:
    word = token.word
    if not token.is_capital or (word in MONTHS_AND_DAYS and not run) or word == "i":
        return False
    if word.startswith(("i'", "i’")):
        return False
    if token.in_headline:
        return _is_known(token) or (support.is_name(word) and word not in COMMON_OPENERS)
    if not token.opens:
        return word not in STOPWORDS or _ACRONYM.match(token.text) is not None
    return _opener_is_name(token, follows, support)


def _opener_is_name(token: _Token, follows: _Token | None, support: _Support) -> bool:
    word = token.word
    if word in STOPWORDS or (word in COMMON_OPENERS and not _known_pair(token, follows)):
        return _ACRONYM.match(token.text) is not None and len(word) > 1 and word not in STOPWORDS
    if _is_known(token) or support.is_name(word):
        return True
    followed = follows is not None and follows.is_capital and not follows.opens
    if followed and follows is not None and follows.start - token.end <= 1:
        return not word.endswith(("ly", "ing")) or support.lower[word] == 0
    return support.lower[word] == 0 and _looks_foreign(word)


def _known_pair(token: _Token, follows: _Token | None) -> bool:
    """Tell whether an opener that is a common word starts a name: "New York", "Federal Court"."""
    if follows is None or follows.opens or not follows.is_capital:
        return False
    pair = f"{token.text} {_bare(follows.text)}"
    head = follows.word in ORGANISATION_HEADS
    head = head or (follows.word in TITLES and token.word in TITLES)
    return place_name(pair) is not None or head or pair in ADJECTIVES


def _looks_foreign(word: str) -> bool:
    return len(word) > 3 and COMMON_ENDING.search(word) is None and word not in COMMON_NOUNS


def _is_known(token: _Token) -> bool:
    bare = _bare(token.text)
    return (
        bare in ADJECTIVES
        or place_name(bare) is not None
        or token.text in KNOWN_ORGANISATIONS
        or bare in KNOWN_ORGANISATIONS
        or (token.word in GIVEN_NAMES and token.word not in COMMON_OPENERS)
        or (token.word in STRONG_TITLES and token.text[0].isupper())
    )


def _connects(
    text: str,
    run: list[_Token],
    token: _Token,
    follows: _Token | None,
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


def _trim(run: list[_Token]) -> list[_Token]:
    while run and not run[-1].is_capital and not run[-1].word.isdigit():
        run = run[:-1]
    return run


# ------------------------------------------------------------------------------ names of a run


def _names_of_run(text: str, run: list[_Token]) -> list[Name]:
    """Split a run into names: a leading adjective of place, a title with its person, the rest."""
    names: list[Name] = []
    while run:
        size = _adjective_size(run)
        if not size:
            break
        if _is_organisation(run) and len(run) > size and not _has_title(run[size:]):
            break
        names.append(_make(text, run[:size], NameKind.PLACE, _adjective(run[:size])))
        run = run[size:]
    if not run:
        return names
    return [*names, *_classify(text, run)]


def _adjective(run: list[_Token]) -> str:
    phrase = " ".join(_bare(t.text) for t in run)
    return ADJECTIVES.get(phrase, phrase)


def _adjective_size(run: list[_Token]) -> int:
    for size in (2, 1):
        if len(run) >= size and " ".join(_bare(t.text) for t in run[:size]) in ADJECTIVES:
            return size
    return 0


def _has_title(run: list[_Token]) -> bool:
    return bool(run) and run[0].word in TITLES


def _is_organisation(run: list[_Token]) -> bool:
    return any(t.word in ORGANISATION_HEADS for t in run)


def _make(text: str, run: list[_Token], kind: NameKind, canonical: str) -> Name:
    start, end = run[0].start, _end(run[-1])
    return Name(text[start:end], start, end, kind, canonical)


def _end(token: _Token) -> int:
    """Return where the name ends: before a possessive, and before a sentence's full stop."""
    return token.start + len(_bare(token.text)) if token.text != "U.S" else token.end


def _plain(run: list[_Token]) -> str:
    return " ".join(_bare(t.text) if t is run[-1] else t.text for t in run)


def _classify(text: str, run: list[_Token]) -> list[Name]:
    whole = _plain(run)
    place = place_name(whole) or (place_name(whole.title()) if whole.isupper() else None)
    if place is not None:
        return [_make(text, run, NameKind.PLACE, place)]
    titles = _title_count(run)
    if titles == len(run):
        return []  # "the Prime Minister": a role, no name
    rest = run[titles:]
    if titles and not _is_organisation(rest) and _last_title_is_personal(run[:titles]):
        if (located := place_name(_plain(rest))) is not None and len(rest) == 1:
            return [_make(text, rest, NameKind.PLACE, located)]
        shown = run[titles - 1 :] if len(rest) == 1 and run[titles - 1].word in NOBLE else rest
        return [_make(text, run, NameKind.PERSON, _plain(shown))]
    split = _inner_title(run)
    if split is not None:
        before = _names_of_run(text, run[:split])
        return [*before, *_classify(text, run[split:])]
    kind = _kind(run)
    if kind is NameKind.PERSON and titles:
        return [_make(text, run, kind, _plain(rest))]
    return [_make(text, run, kind, whole)]


def _inner_title(run: list[_Token]) -> int | None:
    """Return where a title begins inside a run: "Homeland Security | Secretary Kristi Noem"."""
    last = next((i for i in range(len(run) - 2, 0, -1) if run[i].word in STRONG_TITLES), None)
    if last is None or _is_organisation(run[last + 1 :]) or run[last + 1].word in {"of", "for"}:
        return None
    while last > 1 and run[last - 1].word in TITLES and run[last - 1].word in STRONG_TITLES:
        last -= 1
    return last


def _title_count(run: list[_Token]) -> int:
    count = 0
    for token in run:
        is_link = token.word in {"of", "for", "and", "&"} and 0 < count < len(run) - 1
        if token.word.rstrip(".") not in TITLES and not is_link:
            break
        count += 1
    while count and run[count - 1].word in {"of", "for", "and", "&"}:
        return 0
    return count


def _last_title_is_personal(titles: list[_Token]) -> bool:
    return any(t.word in STRONG_TITLES for t in titles)


def _kind(run: list[_Token]) -> NameKind:
    last = run[-1]
    whole = _plain(run)
    if whole in KNOWN_ORGANISATIONS:
        return NameKind.ORGANISATION
    if last.word in OTHER_HEADS or any(t.word in {"act", "bill", "treaty"} for t in run):
        return NameKind.OTHER
    if _is_organisation(run):
        return NameKind.ORGANISATION
    if len(run) > 1 and run[0].word.split("-")[0] in GIVEN_NAMES:
        return NameKind.PERSON
    if len(run) == 1 and _ACRONYM.match(last.text):
        return NameKind.ORGANISATION
    return NameKind.OTHER


# ---------------------------------------------------------------------------------- resolution

_SPEAKS = re.compile(
    r"(?:,? \(?\d\d\)?,)|,? (?:who|said|says|told|added|wrote|tweeted|argued|testified|has said)\b"
)


def _promote(text: str, names: list[Name]) -> list[Name]:
    """Make persons of unknown two- and three-word names that act as persons do.

    They speak, have an age, or their last word stands alone elsewhere in the text.
    """
    single = {name.canonical for name in names if " " not in name.canonical}
    persons = {n.canonical for n in names if _is_unknown(n) and _acts_as_person(text, n, single)}
    return [
        replace(n, kind=NameKind.PERSON) if _is_unknown(n) and n.canonical in persons else n
        for n in names
    ]


def _is_unknown(name: Name) -> bool:
    return name.kind is NameKind.OTHER and 1 <= name.canonical.count(" ") <= 3


def _acts_as_person(text: str, name: Name, single: set[str]) -> bool:
    words = name.canonical.split()
    if any(w.lower() in OTHER_HEADS or w in ADJECTIVES or w.isdigit() for w in words):
        return False
    said = text[max(0, name.start - 6) : name.start].endswith(("said ", "says ", "added "))
    return said or words[-1] in single or _SPEAKS.match(text, name.end) is not None


def _acronyms(text: str, names: list[Name]) -> dict[str, str]:
    """Return acronym → full name, as introduced by "Full Name (FN)"."""
    table: dict[str, str] = {}
    for name in names:
        match = _ACRONYM_AFTER.match(text, name.end)
        if match and name.kind is not NameKind.PERSON and " " in name.text:
            short = match[1]
            if sum(c.isupper() for c in short) >= 2 and short[0].lower() in _initials(name.text):
                table.setdefault(short, name.canonical)
    return table


def _initials(phrase: str) -> str:
    return "".join(w[0] for w in phrase.lower().split())


class _People:
    """The persons that a text names in full, found by whole name and by last name."""

    def __init__(self, names: list[Name], title: tuple[Name, ...]) -> None:
        self._full: dict[str, Name] = {}
        self._by_surname: dict[str, Counter[str]] = {}
        for name in [*names, *title]:
            key = name_key(name.canonical)
            if name.kind is NameKind.PERSON and " " in key:
                self._full.setdefault(key, name)
                self._by_surname.setdefault(key.split()[-1], Counter())[key] += 1

    def full_name(self, name: Name) -> Name | None:
        """Return the person whose last name (or whole name) ``name`` is.

        Of several of one surname the one named in full most often, at least twice as often as the
        next: a former president, not the wife mentioned once.
        """
        key = name_key(name.canonical)
        if " " in key:
            return self._full.get(key)
        fits = self._by_surname.get(key, Counter()).most_common(2)
        if not fits or (len(fits) == 2 and fits[0][1] < 2 * fits[1][1]):
            return None
        return self._full[fits[0][0]]


def _resolve(name: Name, people: _People, acronyms: dict[str, str]) -> Name:
    if name.canonical in acronyms:
        return replace(name, canonical=acronyms[name.canonical], kind=NameKind.ORGANISATION)
    if name.kind in {NameKind.PERSON, NameKind.OTHER}:
        full = people.full_name(name)
        if full is not None:
            return replace(name, canonical=full.canonical, kind=full.kind)
    return name


def names_within(names: tuple[Name, ...], span: Span) -> tuple[Name, ...]:
    """Return the names that lie wholly within ``span``."""
    return tuple(n for n in names if span[0] <= n.start and n.end <= span[1])
