"""Reads treebanks (CoNLL-U) and entity columns as text with spans."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from winnow.text.name_tables import STRONG_TITLES, TITLES
from winnow.text.places import ADJECTIVES
from winnow.types import NameKind, Span

#: Where two of ten documents go in a set without official parts, by the last digit of their number.
_PARTS = {8: "dev", 9: "test"}
_GUM_KINDS = {
    "person": NameKind.PERSON,
    "organization": NameKind.ORGANISATION,
    "place": NameKind.PLACE,
}
_COLUMN_KINDS = {
    "PER": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "LOC": NameKind.PLACE,
    "MISC": NameKind.OTHER,
    "Person": NameKind.PERSON,
    "Organisation": NameKind.ORGANISATION,
    "Location": NameKind.PLACE,
}
_ARTICLES = {"the", "a", "an"}
_POSSESSIVE = {"'s", "’s"}

Name = tuple[int, int, NameKind]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence as annotated; offsets are into ``text``."""

    text: str
    #: Which document, and whether a paragraph begins here.
    document: str
    opens_paragraph: bool
    spans: tuple[Span, ...]
    #: Empty when the set has no parts of speech and trees.
    upos: tuple[str, ...] = ()
    #: Positions in the sentence, -1 for the root.
    heads: tuple[int, ...] = ()
    deprels: tuple[str, ...] = ()
    #: ``None`` when the set has no names.
    names: tuple[Name, ...] | None = None
    #: Positions of tokens about which the annotation of names says nothing.
    unsure: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Word:
    form: str
    start: int
    end: int
    upos: str
    head: int
    deprel: str
    misc: str


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a gzipped text."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


# ------------------------------------------------------------------------------------ treebanks


def read_treebank(path: Path, *, names: bool = False) -> list[GoldSentence]:
    """Return the sentences of a CoNLL-U file; those whose words are not in the text are left out."""
    found: list[GoldSentence] = []
    document, opens, text, rows = "", True, "", []
    for line in read_lines(path):
        if line.startswith("# newdoc"):
            document, opens = line.partition("=")[2].strip(), True
        elif line.startswith("# newpar"):
            opens = True
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            sentence = _sentence(text, rows, document, opens, names=names)
            rows, opens = [], opens and sentence is None
            if sentence is not None:
                found.append(sentence)
    return found


def _sentence(
    text: str, rows: list[list[str]], document: str, opens: bool, *, names: bool
) -> GoldSentence | None:
    words = _words(text, rows)
    if words is None:
        return None
    found = _gum_names(words) if names else None
    return GoldSentence(
        text,
        document,
        opens,
        tuple((w.start, w.end) for w in words),
        tuple(w.upos for w in words),
        tuple(w.head for w in words),
        tuple(w.deprel for w in words),
        found,
        _unsure(words, found) if found is not None else frozenset(),
    )


def _words(text: str, rows: list[list[str]]) -> list[_Word] | None:
    """Return the words with their places; ``None`` when the forms cannot be found in order."""
    words: list[_Word] = []
    position = 0
    for row in rows:
        if not row[0].isdigit():
            continue
        while position < len(text) and text[position].isspace():
            position += 1
        end = position + len(row[1])
        if text[position:end] != row[1]:
            return None
        words.append(_Word(row[1], position, end, row[3], int(row[6]) - 1, row[7], row[9]))
        position = end
    return words if not text[position:].strip() else None


def paragraphs_of(sentences: Sequence[GoldSentence]) -> tuple[str, list[int]]:
    """Return the raw text, one paragraph a line, and where each sentence begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    position = 0
    for number, sentence in enumerate(sentences):
        joint = "" if number == 0 else "\n" if sentence.opens_paragraph else " "
        parts += [joint, sentence.text]
        starts.append(position + len(joint))
        position += len(joint) + len(sentence.text)
    return "".join(parts), starts


def documents(sentences: Sequence[GoldSentence]) -> list[list[GoldSentence]]:
    """Return the sentences document by document."""
    groups: dict[str, list[GoldSentence]] = {}
    for sentence in sentences:
        groups.setdefault(sentence.document, []).append(sentence)
    return list(groups.values())


# ---------------------------------------------------------------------------- names in a treebank


def _gum_names(words: list[_Word]) -> tuple[Name, ...]:
    """Return the proper names among the annotated entities, cut as news corpora cut them.

    The entities of GUM are whole noun phrases.  One is a name when its head is a proper noun; the
    name is the run of name words around the head, without articles and titles.
    """
    names: dict[Span, NameKind] = {}
    for first, last, kind in _entities(words):
        head = next((i for i in range(first, last + 1) if not first <= words[i].head <= last), last)
        run = _name_run(words, first, last, head)
        if run is not None and kind != "time":
            demonym = run[0] == run[1] and words[run[0]].form in ADJECTIVES
            kind = "" if demonym else kind
            names.setdefault(run, _GUM_KINDS.get(kind, NameKind.OTHER))
    for at, word in enumerate(words):  # "Iranian" has no entity of its own there, elsewhere it has
        if word.upos == "ADJ" and word.form in ADJECTIVES:
            names.setdefault((at, at), NameKind.OTHER)
    return _outermost(names, words)


def _entities(words: list[_Word]) -> list[tuple[int, int, str]]:
    """Return (first, last, type) of every entity, the longest of nested ones first."""
    open_: list[tuple[str, int, str]] = []
    found = []
    for position, word in enumerate(words):
        match = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", match[1] if match else ""):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                open_.append((fields[0], position, fields[1] if len(fields) > 1 else ""))
            if part.endswith(")"):
                key = part.strip("()").split("-")[0]
                at = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == key), None)
                if at is not None:
                    _, first, kind = open_.pop(at)
                    found.append((first, position, kind))
    return sorted(found, key=lambda e: (e[0] - e[1], e[0]))


def _name_run(words: list[_Word], first: int, last: int, head: int) -> Span | None:
    """Return the first and last position of the name, or ``None`` when it is no name."""
    head = _name_below_title(words, first, last, head)
    if words[head].upos != "PROPN" or not words[head].form[:1].isupper():
        return None
    start = end = head
    while start > first and _joins(words, start - 1, start - 2, first):
        start -= 1
    while end < last and _joins_right(words, end + 1, last):
        end += 1
    while start < head and not words[start].form[:1].isalnum():
        start += 1
    start = _after_titles(words, start, end)
    while end > head and not (words[end].upos == "PROPN" or words[end].form.isalnum()):
        end -= 1
    is_role = _drops(words[end].form) or not words[start].form[:1].isupper()
    return None if is_role or start > end else (start, end)


def _after_titles(words: list[_Word], start: int, end: int) -> int:
    """Return where the name begins: "Russian Foreign Minister | Sergei Lavrov", "the | Senate"."""
    titles = [
        at
        for at in range(start, end)
        if _drops(words[at].form) and words[at + 1].form not in _POSSESSIVE
    ]
    return next((at + 1 for at in reversed(titles) if _named(words, at + 1)), start)


def _named(words: list[_Word], at: int) -> bool:
    return words[at].upos == "PROPN" and words[at].form[:1].isupper()


def _name_below_title(words: list[_Word], first: int, last: int, head: int) -> int:
    """Return the name that hangs flat on a role: "manager → Chet Clem"."""
    if words[head].upos == "PROPN" and words[head].form.lower() not in STRONG_TITLES:
        return head
    flat = [i for i in range(head + 1, last + 1) if words[i].head == head]
    flat = [i for i in flat if words[i].deprel == "flat" and words[i].upos == "PROPN"]
    return flat[0] if flat and first <= flat[0] else head


def _drops(form: str) -> bool:
    return form.lower() in _ARTICLES or form.lower().rstrip(".") in STRONG_TITLES


def _joins(words: list[_Word], at: int, before: int, first: int) -> bool:
    word = words[at]
    # "United" is a verb there.
    if word.form[:1].isupper() and word.upos in {"PROPN", "ADJ", "NOUN", "NUM", "VERB"}:
        return at > 0 or word.upos != "VERB" or word.form == "United"
    if word.form in {"-", "of", "&", "'s", "’s", "for"} and before >= first:
        return words[before].upos == "PROPN" and words[before].form[:1].isupper()
    return word.form == "the" and before >= first and words[before].form == "of" and before > first


def _joins_right(words: list[_Word], at: int, last: int) -> bool:
    word = words[at]
    if word.upos == "PROPN" or (word.upos in {"ADJ", "NOUN"} and word.form[:1].isupper()):
        return True
    if word.upos == "NUM" and word.deprel in {"nummod", "flat", "dep"}:
        return True
    if word.form in {"of", "the", "-", "&", "'s", "’s", "for", "and"} and at < last:
        ahead = at + 1
        while ahead < last and words[ahead].form in {"the", "-"}:
            ahead += 1
        links = word.form != "and" or words[at].head <= at + 2
        return links and words[ahead].upos in {"PROPN", "ADJ"} and words[ahead].form[:1].isupper()
    return False


def _outermost(names: dict[Span, NameKind], words: list[_Word]) -> tuple[Name, ...]:
    """Return names that do not overlap, longer ones first, as character spans."""
    taken: set[int] = set()
    kept = []
    for first, last in sorted(names, key=lambda s: (s[0] - s[1], s[0])):
        if not taken & set(range(first, last + 1)):
            taken |= set(range(first, last + 1))
            kept.append((words[first].start, words[last].end, names[first, last]))
    return tuple(sorted(kept))


def _unsure(words: list[_Word], names: tuple[Name, ...]) -> frozenset[int]:
    """Return capitalised words inside a sentence that no entity covers and that are no titles."""

    def covered(word: _Word) -> bool:
        return any(start <= word.start < end for start, end, _ in names)

    return frozenset(
        i
        for i, word in enumerate(words)
        if i
        and word.form[:1].isupper()
        and word.upos in {"ADJ", "PROPN"}
        and word.form.lower().rstrip(".") not in TITLES
        and not covered(word)
    )


# -------------------------------------------------------------------------------- entity columns


def read_columns(path: Path) -> list[GoldSentence]:
    """Return the sentences of a file of "token tag" lines, put together as a reader sees them."""
    found: list[GoldSentence] = []
    document = 0
    rows: list[tuple[str, str]] = []
    for line in [*read_lines(path), ""]:
        if line.startswith("-DOCSTART-"):
            document, rows = document + 1, []
        elif line.strip():
            token, _, tag = line.replace("\t", " ").rpartition(" ")
            rows.append((token, tag))
        elif rows:
            found.append(_from_columns(rows, str(document)))
            rows = []
    return found


def part(sentences: Sequence[GoldSentence], name: str) -> list[GoldSentence]:
    """Return the documents of one part (train, dev, test) of a set without official parts."""
    return [s for s in sentences if _PARTS.get(int(s.document) % 10, "train") == name]


_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]|n't|'(?:s|re|ve|ll|d|m)?|''|…)$", re.IGNORECASE)
_NO_SPACE_AFTER = re.compile(r"^(?:[(\[{$£€#]|``)$")
_WRITTEN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


def _from_columns(rows: list[tuple[str, str]], document: str) -> GoldSentence:
    parts: list[str] = []
    spans: list[Span] = []
    position, glue, quoted = 0, True, False
    for token, _ in rows:
        shown = _WRITTEN.get(token, token)
        opens = shown == '"' and not quoted
        tight = glue or _NO_SPACE_BEFORE.match(token) or (shown == '"' and quoted)
        joint = "" if (tight and not opens) or not parts else " "
        if opens and glue:
            joint = ""
        parts += [joint, shown]
        spans.append((position + len(joint), position + len(joint) + len(shown)))
        position = spans[-1][1]
        quoted = quoted != (shown == '"')
        glue = opens or _NO_SPACE_AFTER.match(token) is not None
    names = tuple(_names_of_tags([tag for _, tag in rows], spans))
    return GoldSentence("".join(parts), document, False, tuple(spans), names=names)


def _names_of_tags(tags: list[str], spans: list[Span]) -> Iterator[Name]:
    """Yield the names of IOB tags: I- goes on with a name of its own kind, else opens one."""
    current: tuple[int, int, str] | None = None
    for (start, end), tag in zip([*spans, (0, 0)], [*tags, "O"], strict=True):
        mark, _, kind = tag.partition("-")
        if current and mark == "I" and kind == current[2]:
            current = current[0], end, kind
            continue
        if current:
            yield current[0], current[1], _COLUMN_KINDS.get(current[2], NameKind.OTHER)
        current = (start, end, kind) if mark in {"B", "I"} else None
