"""Who a source is: "he", "the minister" or "Wickremesinghe" resolved within one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from winnow.language.people import gender_of_name
from winnow.language.people_tables import PRONOUNS
from winnow.text.attribution import Attribution
from winnow.text.cues import SPEAKER_NOUNS
from winnow.text.name_tables import REALMS, TITLES
from winnow.text.quotes import Quote
from winnow.types import Article, Name, NameKind

_PRONOUN = re.compile(r"^(?:he|she|they|it|who|his|her|their)\b", re.IGNORECASE)
_SELF = re.compile(r"^(?:i|we|you)\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|its|their|another|one|some|many|several)\s+", re.IGNORECASE
)
_ROLE_AFTER = re.compile(
    r"^,\s*(?=\S)(?:who (?:is|was) )?(?P<role>(?!\s|\d|and\b|who\b|which\b|where\b)[^,;“”\"]{4,90}?)(?=,|$)"
)
#: Lower-case words that may stand inside a role before a name: "head of the navy Admiral X".
_IN_ROLE = frozenset(
    {"of", "for", "the", "and", "&", "former", "then", "acting", "deputy", "senior"}
)
#: "Secretary of State Al Hobday": the office ends where the name begins.
_OFFICE_END = re.compile(rf"\sof (?:the )?(?:\w+ )?(?:{'|'.join(sorted(REALMS))}) $", re.IGNORECASE)
#: How many sentences back a pronoun may point.
_MEMORY = 4


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something in an article."""

    #: Canonical name, or the description without its article: "police", "two officials".
    name: str
    role: str | None = None
    is_person: bool = False
    #: The sentence itself names only a pronoun or a bare role.
    is_pronoun: bool = False


@dataclass(slots=True)
class _Memory:
    """The people named in one sentence, and who spoke in it."""

    speaker: Speaker | None
    persons: tuple[str, ...]
    #: Two- and three-word names of unknown kind.
    unknown: tuple[str, ...]
    paragraph: int
    left_open: bool


class SpeakerResolver:
    """Resolves the sources of one article, sentence after sentence."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._memory: list[_Memory] = []
        #: Last word of a role → the persons who were given it.
        self._roles: dict[str, set[str]] = {}
        self._role_of: dict[str, str] = {}

    def speaker_of(
        self,
        attribution: Attribution | None,
        sentence: str,
        offset: int,
        names: Sequence[Name],
    ) -> Speaker | None:
        """Return the speaker of an attribution, ``None`` when there is none or it is unclear.

        ``names`` are those outside quotations; ``offset`` is the sentence's place in the article.
        """
        if attribution is None or attribution.source is None:
            return None
        start, end = attribution.source
        source = sentence[start:end]
        if _SELF.match(source):
            return None
        if _PRONOUN.match(source):
            found = self._antecedent(source, names, offset + start)
            return None if found and _meant_twice(found, names, offset + end) else found
        within = [n for n in names if offset + start <= n.start and n.end <= offset + end]
        return self._named(source, within, offset + start) or self._described(
            source, within, offset + start
        )

    def speaker_of_running_quote(self, paragraph: int, is_continued: bool) -> Speaker | None:
        """Return who goes on speaking in a quotation that names nobody."""
        if not self._memory:
            return None
        last = self._memory[-1]
        goes_on = is_continued or last.left_open or paragraph - last.paragraph <= 1
        return self._again(last.speaker) if last.speaker and goes_on else None

    def remember(
        self,
        speaker: Speaker | None,
        names: Sequence[Name],
        paragraph: int,
        quotes: Sequence[Quote],
    ) -> None:
        """Keep what later sentences may point at."""
        outside = [n for n in names if not any(q.start <= n.start < q.end for q in quotes)]
        persons = dict.fromkeys(n.canonical for n in outside if n.kind is NameKind.PERSON)
        unknown = dict.fromkeys(n.canonical for n in outside if _may_be_person(n))
        for name in names:
            if name.kind is NameKind.PERSON:
                self._learn_title(name)
        left_open = bool(quotes) and not quotes[-1].is_closed
        self._memory = [
            *self._memory[-_MEMORY:],
            _Memory(speaker, tuple(persons), tuple(unknown), paragraph, left_open),
        ]

    # ---------------------------------------------------------------- one kind of source each

    def _named(self, source: str, within: list[Name], start: int) -> Speaker | None:
        name = _head_name(within, source, start)
        if name is None:
            return None
        person = name.kind is NameKind.PERSON or _may_be_person(name)
        role = self._role(source, name, start) if person else None
        if role:
            self._role_of.setdefault(name.canonical, role)
            self._roles.setdefault(_head_noun(role), set()).add(name.canonical)
        return Speaker(name.canonical, role or self._role_of.get(name.canonical), person)

    def _role(self, source: str, name: Name, start: int) -> str | None:
        prefix = role_before(f"{source[: name.start - start]} {_titles_in(name)}")
        if prefix:
            return prefix
        match = _ROLE_AFTER.match(source[name.end - start :])
        return _DETERMINER.sub("", match["role"]).strip() if match else None

    def _learn_title(self, name: Name) -> None:
        titles = _titles_in(name)
        if titles:
            self._role_of.setdefault(name.canonical, titles)
            self._roles.setdefault(_head_noun(titles), set()).add(name.canonical)

    def _described(self, source: str, within: list[Name], start: int) -> Speaker | None:
        """Return "police", "two officials" as they stand, or the person whose role is named."""
        described = re.split(r",| who | which ", source)[0].strip()
        definite = re.match(r"^(?:the|his|her|its|their)\s", described, re.IGNORECASE) is not None
        phrase = _DETERMINER.sub("", described).strip() if definite else described
        persons = self._roles.get(_head_noun(phrase), set())
        if definite and len(persons) == 1 and len(phrase.split()) <= 3:
            person = next(iter(persons))
            return Speaker(person, self._role_of.get(person), True, is_pronoun=True)
        if not phrase:
            return None
        if (
            phrase[0].isupper()
            and phrase.split()[0].lower() in SPEAKER_NOUNS | TITLES | _QUANTIFIERS
        ):
            phrase = phrase[0].lower() + phrase[1:]
        return Speaker(phrase)

    def _antecedent(self, pronoun: str, names: Sequence[Name], before: int) -> Speaker | None:
        earlier = [n.canonical for n in names if n.kind is NameKind.PERSON and n.end <= before]
        if len(earlier) == 1:
            only = next(iter(earlier))
            return Speaker(only, self._role_of.get(only), True)
        plural = pronoun.lower().split()[0] in {"they", "it", "their"}
        for memory in reversed(self._memory):
            known = memory.speaker
            if known and known.is_person != plural and not _unlike(pronoun, known.name):
                if pronoun.lower() == "they" and not _is_plural(known.name):
                    return None
                return None if earlier and not plural else self._again(known)
            if plural:
                continue
            if known and not known.is_person and known.name[:1].isupper():
                return None  # a name of which nobody knows that it is a person's
            persons = [p for p in memory.persons if not _unlike(pronoun, p)]
            if len(persons) == 1 and not memory.unknown:
                return self._person(persons[0])
            if persons or memory.unknown:
                return None
        return None

    def _again(self, speaker: Speaker) -> Speaker:
        return Speaker(speaker.name, speaker.role, speaker.is_person, is_pronoun=True)

    def _person(self, canonical: str) -> Speaker:
        return Speaker(canonical, self._role_of.get(canonical), True, is_pronoun=True)


_QUANTIFIERS = frozenset({"two", "three", "four", "five", "several", "some", "many", "a", "an", "one",
                          "another", "most", "other", "local", "state", "federal"})  # fmt: skip


def _head_name(within: list[Name], source: str, start: int) -> Name | None:
    """Return the name that the source is, if it is one.

    "Abigail Jackson, a White House spokeswoman" is Jackson; "the Trump administration", "Trump's
    lawyer" and "a spokesman for Hamas" are descriptions.
    """
    segment = re.split(r",|\(| who ", source)[0].rstrip()
    opening = start + len(segment) - len(_DETERMINER.sub("", segment))
    exact = [n for n in within if n.start == opening and n.end == start + len(segment)]
    if exact:
        return exact[0]
    whole = [n for n in within if n.end == start + len(segment) and n.kind is NameKind.PERSON]
    before_name = _OFFICE_END.sub(" ", source[: whole[-1].start - start]) if whole else ""
    if whole and not re.search(r"\b(?:of|for|to|with) (?:\w+ )?$", before_name):
        return whole[-1]
    head = re.split(r" of | from | for | in | at | and ", segment)[0].rstrip()
    fits = [n for n in within if n.end == start + len(head)]
    if not fits:
        return None
    before = source[: fits[-1].start - start].split()
    lowered = [w for w in before if w[0].islower() and w.lower() not in TITLES | _IN_ROLE]
    if fits[-1].kind is NameKind.PERSON:
        return fits[-1]
    return fits[-1] if (not lowered and fits[-1].kind is not NameKind.PLACE) or not before else None


def _meant_twice(speaker: Speaker, names: Sequence[Name], after: int) -> bool:
    """Return whether the speaker is named behind the pronoun: "she said that Varga …" is not Varga."""
    return any(n.start >= after and n.canonical == speaker.name for n in names)


def _unlike(pronoun: str, name: str) -> bool:
    """Return whether a given name tells that "he" or "she" is somebody else."""
    gender = PRONOUNS.get(pronoun.lower().split()[0], "")
    return bool(gender) and gender_of_name(name) not in ("", gender)


def _is_plural(name: str) -> bool:
    head = name.split(" of ")[0].split(" in ")[0].split()[-1]
    return head.endswith("s") or head in {"police", "people", "union", "party", "group", "family"}


def _may_be_person(name: Name) -> bool:
    return name.kind is NameKind.OTHER and 1 <= name.canonical.count(" ") <= 2


def _titles_in(name: Name) -> str:
    """Return the titles that precede a name in its mention: "Prime Minister"."""
    words: list[str] = []
    for word in name.text.split():
        if word.lower().strip(".") not in TITLES and word not in {"of", "and", "for"}:
            break
        words.append(word)
    return " ".join(words) if words and words[-1].lower().strip(".") in TITLES else ""


def role_before(before: str) -> str | None:
    """Return the role that ends where a name begins: "… Russian Foreign Minister | Sergei X"."""
    words = before.replace(",", " ").split()
    kept: list[str] = []
    for word in reversed(words):
        plain = word.lower().strip(".’'s") if word.lower() not in TITLES else word.lower()
        if not (word[0].isupper() or plain in TITLES or plain in SPEAKER_NOUNS | _IN_ROLE):
            break
        kept.insert(0, word)
    while kept and kept[0].lower() in {"of", "for", "the", "and", "&", "in", "on", "with", "but"}:
        kept.pop(0)
    known = any(w.lower().strip(".") in TITLES or w.lower() in SPEAKER_NOUNS for w in kept)
    return " ".join(kept) if kept and known else None


def _head_noun(phrase: str) -> str:
    head = re.split(r",| of | for | at | in | from | who ", phrase)[0].split()
    return head[-1].lower().strip(".’'") if head else ""
