"""Targets in sentences, and entities in articles, with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import read_jsonl
from winnow.types import Span

AGAINST, NEITHER, FOR = 0, 1, 2
_MARKED = re.compile(r"\[([^\]]+)\]([+0-])")
_SIGN = {"-": AGAINST, "0": NEITHER, "+": FOR}
_POLARITY = {2.0: AGAINST, 4.0: NEITHER, 6.0: FOR}
_FEELING = {"neg": AGAINST, "neu": NEITHER, "pos": FOR}
_AUTHOR = "author_feeling_"


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention of a target with what its sentence says of it."""

    text: str
    span: Span
    gold: int
    #: What must stay in one fold: the event or article it is from.
    group: str


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity in an article with what the author makes of it."""

    gold: int
    group: str
    #: Its mentions outside quotation marks, the title's first.
    mentions: tuple[tuple[str, Span], ...]
    title_mentions: int


def own_sentences(path: Path) -> list[Asked]:
    """Return the targets marked in a file of sentences such as "[Holm]- lied to [the council]0"."""
    found = []
    lines = (line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#")
    for number, line in enumerate(lines):
        text, spans = _plain(line)
        found += [Asked(text, span, gold, str(number // 4)) for span, gold in spans]
    return found


def _plain(line: str) -> tuple[str, list[tuple[Span, int]]]:
    text, at = "", 0
    spans = []
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        spans.append(((len(text), len(text) + len(match[1])), _SIGN[match[2]]))
        text += match[1]
        at = match.end()
    return text + line[at:], spans


def newsmtsc(folder: Path) -> list[Asked]:
    """Return the targets of every part of NewsMTSC in the folder, grouped by the story they are from."""
    found = []
    for path in sorted(folder.glob("*.jsonl*")):
        for row in read_jsonl(path):
            group = "_".join(row["id"].split("_")[:2])
            for target in row["targets"]:
                span = int(target["from"]), int(target["to"])
                found.append(Asked(row["text"], span, _POLARITY[float(target["polarity"])], group))
    return found


def basil(folder: Path) -> list[Subject]:
    """Return the entities of BASIL's articles whose author's feeling is labelled and who are named."""
    rows = (row for path in sorted(folder.glob("*.jsonl*")) for row in read_jsonl(path))
    return [subject for row in rows for subject in _subjects(row)]


def _subjects(row: dict[str, object]) -> Iterator[Subject]:
    labels = row["article_labels"]
    sentences = [str(row["title"]), *map(str, row["sentences"])]  # type: ignore[call-overload]
    for key, value in sorted(labels.items()):  # type: ignore[attr-defined]
        if not key.startswith(_AUTHOR) or key.endswith("main_event") or value not in _FEELING:
            continue
        name = key.removeprefix(_AUTHOR).split("_")[-1]
        per_sentence = [_mentions(sentence, name) for sentence in sentences]
        mentions = tuple(m for found in per_sentence for m in found)
        if mentions:
            yield Subject(_FEELING[value], str(row["event_id"]), mentions, len(per_sentence[0]))


def _mentions(sentence: str, name: str) -> list[tuple[str, Span]]:
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    return [(sentence, m.span()) for m in found if not _quoted(sentence[: m.start()])]


def _quoted(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
