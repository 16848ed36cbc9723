"""Claims and the passages they are held against, from four public sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.common import read_jsonl
from winnow.errors import InputError


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the text it is held against in lines, and whether that says it."""

    claim: str
    lines: tuple[str, ...]
    is_supported: bool
    #: Cases of one document are never parted between folds.
    group: str
    #: Of summedits: "news", "podcast" …; else "".
    domain: str = ""


def load_cases(folder: Path) -> list[Case]:
    """Return the cases of a set, which is known by its files.

    Of wice, a claim supported in part counts as not supported; of qags, the majority of votes decides.
    Raises ``InputError`` for a folder that is none of the four.
    """
    claims, summaries = folder / "claim_dev.jsonl.gz", folder / "cnndm.jsonl.gz"
    if claims.exists():
        return [_of_wice(row) for row in read_jsonl(claims)]
    if summaries.exists():
        return [case for row in read_jsonl(summaries) for case in _of_qags(row)]
    paths = sorted(folder.glob("*.jsonl.gz"))
    rows = [row for path in paths for row in read_jsonl(path)]
    if rows and "summary" in rows[0]:
        return [_of_summedits(row) for row in rows]
    if rows and "evidence" in rows[0]:
        return [_of_fever(row) for row in rows]
    raise InputError(str(folder), "is none of wice, summedits, fever_symmetric and qags")


def _of_wice(row: dict[str, Any]) -> Case:
    lines = tuple(str(line) for line in row["evidence"] if str(line).strip())
    return Case(row["claim"], lines, row["label"] == "supported", row["id"])


def _of_qags(row: dict[str, Any]) -> Iterator[Case]:
    for sentence in row["sentences"]:
        majority = 2 * sentence["votes_yes"] > sentence["n"]
        yield Case(sentence["text"], _lines(row["doc"]), majority, row["id"])


def _of_summedits(row: dict[str, Any]) -> Case:
    return Case(row["summary"], _lines(row["doc"]), row["label"] == 1, row["doc"], row["domain"])


def _of_fever(row: dict[str, Any]) -> Case:
    evidence = str(row["evidence"])
    return Case(row["claim"], (evidence,), row["label"] == "SUPPORTS", evidence)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
