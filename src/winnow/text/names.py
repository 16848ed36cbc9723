"""Names of people, organisations, places and other things, resolved within a text.

Capitalised spans read with small gazetteers: no learned tagger.  A word that opens a sentence is a
name only with support: it stands capitalised elsewhere, is known, or more capitals follow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import replace

from winnow.text.name_runs import ACRONYM, Token, bare, capitalised_runs
from winnow.text.name_tables import (
    GIVEN_NAMES,
    KNOWN_ORGANISATIONS,
    NOBLE,
    ORGANISATION_HEADS,
    OTHER_HEADS,
    REALMS,
    STRONG_TITLES,
    TITLES,
)
from winnow.text.places import ADJECTIVES, place_name
from winnow.text.similarity import fold
from winnow.types import Name, NameKind, Span

_INTRODUCED = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|on)\s+)*){1,6}[A-Z][\w'’-]+)\s\(([A-Z]{3,6})\)"
)
_ACRONYM_AFTER = re.compile(r"\s?\([\"“‘']?([A-Z][A-Za-z&-]{1,9})[\"”’']?\)")


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
    found = [n for run in capitalised_runs(text) for n in _names_of_phrase(text, run)]
    acronyms = _acronyms(text, found)
    found = _promote(text, found)
    relatives = {
        n.canonical for n in found if _KIN_BEFORE.search(text[max(0, n.start - 24) : n.start])
    }
    people = _People(found, find_names(title) if title else (), relatives)
    return tuple(_resolve(name, people, acronyms) for name in found)


# ------------------------------------------------------------------------------ names of a run

#: "Secretary of the |": what comes is what the office is of, then perhaps a name.
_OFFICE_OF = re.compile(r"\b([A-Za-z]+) of (?:the )?(?:[A-Z][a-z]+,? and )?$")
#: Offices that no given name need follow to tell the name from what the office is of.
_OFFICES = frozenset(
    {"secretary", "undersecretary", "minister", "speaker", "chief", "commissioner"}
)
_IS_OF = re.compile(r" of (?:the )?[A-Z]")


def _names_of_phrase(text: str, run: list[Token]) -> list[Name]:
    """Return the names of a run, an office that stands around an "of" apart from who holds it."""
    if len(run) > 1 and run[-1].word in STRONG_TITLES and _IS_OF.match(text, run[-1].end):
        run = run[:-1]  # "Pennsylvania | Secretary of State"
    size = _realm_size(text, run)
    if not size:
        return _names_of_run(text, run)
    realm = [n for n in _names_of_run(text, run[:size]) if n.kind is not NameKind.OTHER]
    return [*realm, _make(text, run[size:], NameKind.PERSON, _plain(run[size:]))]


def _realm_size(text: str, run: list[Token]) -> int:
    """Return how many words of a run belong to an office before it: "Secretary of | State Al Holm" has one."""
    office = _OFFICE_OF.search(text, max(0, run[0].start - 60), run[0].start)
    title = office[1].lower() if office else ""
    if title not in STRONG_TITLES or run[0].word in GIVEN_NAMES:
        return 0
    for size in range(min(5, len(run) - 1), 0, -1):
        realm, rest = run[:size], run[size:]
        if _is_organisation(rest) or rest[-1].word in OTHER_HEADS or rest[0].word in REALMS:
            continue
        is_named = len(rest) > 1 and rest[0].word in GIVEN_NAMES
        is_place = len(rest) > 1 and place_name(_plain(realm)) is not None
        if is_named or is_place or (title in _OFFICES and realm[-1].word in REALMS):
            return size
    return 0


def _names_of_run(text: str, run: list[Token]) -> list[Name]:
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


def _adjective(run: list[Token]) -> str:
    phrase = " ".join(bare(t.text) for t in run)
    return ADJECTIVES.get(phrase, phrase)


def _adjective_size(run: list[Token]) -> int:
    for size in (2, 1):
        if len(run) >= size and " ".join(bare(t.text) for t in run[:size]) in ADJECTIVES:
            return size
    return 0


def _has_title(run: list[Token]) -> bool:
    return bool(run) and run[0].word in TITLES


def _is_organisation(run: list[Token]) -> bool:
    return any(t.word in ORGANISATION_HEADS for t in run)


def _make(text: str, run: list[Token], kind: NameKind, canonical: str) -> Name:
    start, end = run[0].start, _end(run[-1])
    return Name(text[start:end], start, end, kind, canonical)


def _end(token: Token) -> int:
    """Return where the name ends: before a possessive, and before a sentence's full stop."""
    return token.start + len(bare(token.text)) if token.text != "U.S" else token.end


def _plain(run: list[Token]) -> str:
    return " ".join(bare(t.text) if t is run[-1] else t.text for t in run)


def _classify(text: str, run: list[Token]) -> list[Name]:
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


def _inner_title(run: list[Token]) -> int | None:
    """Return where a title begins inside a run: "Homeland Security | Secretary Kristi Noem"."""
    last = next((i for i in range(len(run) - 2, 0, -1) if run[i].word in STRONG_TITLES), None)
    if last is None or _is_organisation(run[last + 1 :]) or run[last + 1].word in {"of", "for"}:
        return None
    while last > 1 and run[last - 1].word in TITLES and run[last - 1].word in STRONG_TITLES:
        last -= 1
    return last


def _title_count(run: list[Token]) -> int:
    count = 0
    for token in run:
        is_link = token.word in {"of", "for", "and", "&"} and 0 < count < len(run) - 1
        if token.word.rstrip(".") not in TITLES and not is_link:
            break
        count += 1
    while count and run[count - 1].word in {"of", "for", "and", "&"}:
        return 0
    return count


def _last_title_is_personal(titles: list[Token]) -> bool:
    return any(t.word in STRONG_TITLES for t in titles)


def _kind(run: list[Token]) -> NameKind:
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
    if len(run) == 1 and ACRONYM.match(last.text):
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
    for introduced in _INTRODUCED.finditer(text):  # "Immigration and Customs Enforcement (ICE)"
        words, short = introduced[1].split(), introduced[2]
        large = [n for n, w in enumerate(words) if w[0].isupper()][-len(short) :]
        if large and "".join(words[n][0] for n in large) == short and len(short) > 2:
            table.setdefault(short, " ".join(words[large[0] :]))
    for name in names:
        match = _ACRONYM_AFTER.match(text, name.end)
        if match and name.kind is not NameKind.PERSON and " " in name.text:
            short = match[1]
            if sum(c.isupper() for c in short) >= 2 and short[0].lower() in _initials(name.text):
                table.setdefault(short, name.canonical)
    return table


def _initials(phrase: str) -> str:
    return "".join(w[0] for w in phrase.lower().split())


#: "his father Laurent Varga": brought in as a relative.
_KIN_BEFORE = re.compile(
    r"\b(?:father|mother|wife|husband|son|daughter|brother|sister|widow|nephew|niece|cousin|uncle|aunt),? "
    r"(?:of )?(?:(?:the |her |his )?(?:late|former|then|ex-?|media|press|property|business) ?)*"
    r"(?:president |king |queen |sir |baron |tycoon |mogul |magnate )?$",
    re.I,
)


class _People:
    """The persons that a text names in full, found by whole name and by last name."""

    def __init__(self, names: list[Name], title: tuple[Name, ...], relatives: Set[str]) -> None:
        self._full: dict[str, Name] = {}
        self._by_surname: dict[str, Counter[str]] = {}
        self._relatives = {name_key(canonical) for canonical in relatives}
        for name in [*names, *title]:
            key = name_key(name.canonical)
            if name.kind is NameKind.PERSON and " " in key and not _opens_with_place(name):
                self._full.setdefault(key, name)
                self._by_surname.setdefault(key.split()[-1], Counter())[key] += 1

    def full_name(self, name: Name) -> Name | None:
        """Return the person whose last name (or whole name) ``name`` is.

        Of several of one surname the one named in full most often, at least twice as often as the
        next: a former president, not the wife mentioned once. Who is only brought in as somebody's
        father or wife does not own the surname.
        """
        key = name_key(name.canonical)
        if " " in key:
            return self._full.get(key)
        found = self._by_surname.get(key, Counter())
        own = Counter({k: n for k, n in found.items() if k not in self._relatives})
        for longer in [k for k in own if any(k.endswith(f" {other}") for other in own)]:
            # "DAG Todd Blanche" is Todd Blanche, not a second Blanche.
            own[next(k for k in own if longer.endswith(f" {k}"))] += own.pop(longer)
        fits = own.most_common(2)
        if not fits or (len(fits) == 2 and fits[0][1] < 2 * fits[1][1]):
            return None
        return self._full[fits[0][0]]


def _opens_with_place(name: Name) -> bool:
    """Return whether a place took the given name's stead: "China Lee" is nobody."""
    first = name.canonical.split()[0]
    return place_name(first) is not None and first.casefold() not in GIVEN_NAMES


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
