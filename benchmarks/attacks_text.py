"""Reading a sentence for the attacks: words, names, numbers, quotations.

Made apart from `winnow.text` on purpose: an attack found with the verifier's own eyes would only
show the verifier what it sees already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a table."""
    return tuple(words.split())


_EDGES = " \t\n.,;:!?\"'“”‘’()[]…–—"
_NEVER_NAMES = frozenset(
    listed("""
    I The A An And But In On At He She It They We You His Her Their Its This That These
    Those There When While As If For With After Before Since Mr Mrs Ms Dr Sir Lord Sen
    Rep Gov Gen President Minister Prime Senator Judge Justice Secretary Representative
    Governor Mayor King Queen Prince Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday January February March April May June July August September October November
    December Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec Republican Republicans
    Democrat Democrats Democratic Not No Yes
    """)
)
_AMERICA = frozenset(
    listed("""
    US U.S USA U.S.A United States America American Americans
    """)
)
_AFTER_PLACE = frozenset(
    listed("""
    in at near from outside across into
    """)
)
SPELLED = dict(
    zip(
        listed("""
    two three four five six seven eight nine ten eleven twelve
    """),
        range(2, 13),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word without the punctuation around it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a sentence: a name with its kind, a number, a quotation."""

    text: str
    start: int
    end: int
    kind: str = ""


def words_of(text: str) -> list[Word]:
    """Return the words of ``text`` with their places; a possessive "'s" is left off."""
    words, at = [], 0
    for piece in text.split():
        begin = text.index(piece, at)
        at = begin + len(piece)
        core = piece.strip(_EDGES)
        if core:
            start = begin + piece.index(core)
            core = core.removesuffix("'s").removesuffix("’s")
            words.append(Word(core, start, start + len(core)))
    return words


def names_in(text: str, *, with_openers: bool = True) -> list[Found]:
    """Return runs of capitalised words, titles left off; those that open a sentence may be none."""
    runs: list[list[Word]] = []
    openers: set[int] = set()
    for i, word in enumerate(words_of(text)):
        if i == 0 or text[: word.start].rstrip()[-1:] in {".", "!", "?", ":", "“", '"'}:
            openers.add(word.start)
        if not _looks_like_name(word.text):
            continue
        if runs and text[runs[-1][-1].end : word.start] in {" ", " of ", " of the "}:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_joined(text, run) for run in runs if with_openers or run[0].start not in openers]


def _looks_like_name(word: str) -> bool:
    return word[:1].isupper() and word not in _NEVER_NAMES and any(c.isalpha() for c in word[1:])


def _joined(text: str, run: Sequence[Word]) -> Found:
    start, end = run[0].start, run[-1].end
    return Found(text[start:end], start, end)


class Cast:
    """The names of an article, with what kind of thing each seems to be."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Read the article's sentences."""
        self._uses: dict[str, Counter[str]] = {}
        self._lower: set[str] = set()
        for sentence in sentences:
            self._lower.update(w.text for w in words_of(sentence) if w.text[:1].islower())
            for name in names_in(sentence, with_openers=False):
                self._uses.setdefault(name.text, Counter())[_use(sentence, name)] += 1

    def kind(self, name: str) -> str:
        """Return "person", "place" or "other"; "" for what is no name."""
        uses = self._uses.get(name)
        if uses is None or name.lower() in self._lower:
            return ""
        if uses["speaks"] or (" " in name and self._surname_stands_alone(name)):
            return "person"
        if any(name in n.split()[1:] and self.kind(n) == "person" for n in self._uses if n != name):
            return "person"
        return "place" if 2 * uses["placed"] > uses.total() else "other"

    def others(self, name: str) -> list[str]:
        """Return names of the same kind for something else, those of as many words first."""
        kind, size = self.kind(name), len(name.split())
        other = [n for n in self._uses if self.kind(n) == kind and not self._same(n, name)]
        fitting = [n for n in other if len(n.split()) == size]
        return sorted(fitting or other)

    def _surname_stands_alone(self, name: str) -> bool:
        return len(name.split()) <= 3 and name.split()[-1] in self._uses

    def _same(self, a: str, b: str) -> bool:
        parts = set(a.split()), set(b.split())
        if parts[0] & parts[1] or (parts[0] <= _AMERICA and parts[1] <= _AMERICA):
            return True
        if _initials(a) == b.replace(".", "") or _initials(b) == a.replace(".", ""):
            return True
        return any(parts[0] & set(n.split()) and parts[1] & set(n.split()) for n in self._uses)


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split())


def _use(sentence: str, name: Found) -> str:
    before = sentence[: name.start].split()[-1:]
    after = sentence[name.end :].split()[:1]
    if after and after[0].strip(_EDGES) in {"said", "says", "told", "added"}:
        return "speaks"
    return "placed" if before and before[0].lower() in _AFTER_PLACE else "named"


def numbers_of(text: str) -> list[Found]:
    """Return words that begin with a digit or spell two to twelve; years have the kind "year"."""
    found = []
    for word in words_of(text):
        core = word.text.lstrip("$£€")
        start = word.end - len(core)
        digits = "".join(c for c in core if c.isdigit() or c in ".,")
        if core[:1].isdigit() and core.startswith(digits):
            is_year = len(core) == 4 and core.isdigit() and core[:2] in {"18", "19", "20"}
            kind = "year" if is_year else "figure"
            found.append(Found(digits, start, start + len(digits), kind))
        elif word.text in SPELLED:
            found.append(Found(word.text, word.start, word.end, "spelled"))
    return found


def quotations_in(text: str) -> list[Found]:
    """Return what stands between double quotation marks, marks excluded."""
    found, opened = [], -1
    for i, char in enumerate(text):
        if char == "“" or (char == '"' and opened < 0):
            opened = i + 1
        elif char in '”"' and opened >= 0:
            found.append(Found(text[opened:i], opened, i))
            opened = -1
    return found


def next_word(text: str, at: int) -> str:
    """Return the word after a place, without punctuation."""
    return next((p.strip(_EDGES) for p in text[at:].split()[:1]), "")
