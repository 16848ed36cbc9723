"""Sheets for people who read pages with the sources open, and the tally of what they found.

``python -m benchmarks.reading sheets --store winnow.sqlite --out DIR --pages 10`` writes for each of
so many pages a sheet (the page, and under each sentence its passages as they stand in their articles)
and a form to fill in, a line of JSON per bullet.
``python -m benchmarks.reading tally --data DIR --json FILE`` adds the filled-in forms up.

Pages are drawn by a hash of their address, so that nobody picks them; ``--only SLUG`` adds some.
The questions are those of Liu et al. 2023 ("Evaluating verifiability in generative search engines":
is a sentence supported by all, some or none of its citations) and, after Rudinger et al., whether it
stands by itself; the rest is what an editor asks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import Result, finish
from winnow.errors import InputError
from winnow.store import SqlStore, StoreReader
from winnow.types import CitedSentence, Evidence, StoryPage

#: What a reader answers of each bullet, and the answers there are.
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "supported": ("all", "some", "none"),
    "attribution_kept": ("yes", "no"),
    "self_contained": ("yes", "no"),
    "evaluative": ("no", "yes"),
    "redundant": ("no", "yes"),
    "unchanged": ("yes", "no"),
}
_CONTEXT = 240
_LEAST_FACTS = 3


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    if options.command == "sheets":
        return _write_sheets(options)
    return finish(tally(options.data), options)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pages read with the sources open.")
    commands = parser.add_subparsers(dest="command", required=True)
    sheets = commands.add_parser("sheets", help="write what is to be read")
    sheets.add_argument("--store", type=Path, required=True, help="SQLite file of a run")
    sheets.add_argument("--out", type=Path, required=True, help="folder for sheets and forms")
    sheets.add_argument("--pages", type=int, default=10)
    sheets.add_argument("--only", action="append", default=[], help="slug of a page to add")
    filled = commands.add_parser("tally", help="add filled-in forms up")
    filled.add_argument("--data", type=Path, required=True, help="folder of filled-in forms")
    filled.add_argument("--json", type=Path, help="where to write the figures")
    filled.add_argument("--raise-floors", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


# ------------------------------------------------------------------------------------ sheets


def _write_sheets(options: argparse.Namespace) -> int:
    store = SqlStore.open(f"sqlite:///{options.store}")
    try:
        pages = [revision.page for revision in store.latest_revisions()]
        options.out.mkdir(parents=True, exist_ok=True)
        for page in drawn(pages, options.pages, options.only):
            (options.out / f"{page.slug}.md").write_text(sheet(page, store), "utf-8")
            (options.out / f"{page.slug}.jsonl").write_text(form(page), "utf-8")
    finally:
        store.close()
    return 0


def drawn(pages: Sequence[StoryPage], count: int, only: Sequence[str] = ()) -> list[StoryPage]:
    """Return the pages named in ``only`` and ``count`` others with three facts or more, by hash."""
    named = [page for page in pages if page.slug in only]
    if missing := set(only) - {page.slug for page in named}:
        raise InputError(", ".join(sorted(missing)), "no page has this slug; see `winnow status`")
    able = [p for p in pages if len(p.facts) >= _LEAST_FACTS and p.slug not in only]
    return named + sorted(able, key=_drawn_by)[:count]


def _drawn_by(page: StoryPage) -> str:
    return hashlib.sha256(page.story_id.encode()).hexdigest()


def bullets(page: StoryPage) -> Iterator[tuple[str, tuple[CitedSentence, ...]]]:
    """Yield what is judged, by name: title, facts, context, accounts and narratives."""
    for number, fact in enumerate(page.facts, 1):
        yield f"fact {number}", fact.sentences
    for number, fact in enumerate(page.more_facts, 1):
        yield f"more {number}", fact.sentences
    for number, fact in enumerate(page.context, 1):
        yield f"context {number}", fact.sentences
    for number, dispute in enumerate(page.disputes, 1):
        yield f"dispute {number}: {dispute.about}", tuple(a.sentence for a in dispute.accounts)
    for narrative in page.narratives:
        for number, sentence in enumerate(narrative.sentences, 1):
            yield f"{narrative.side.label} {number}", (sentence,)


def sheet(page: StoryPage, store: StoreReader) -> str:
    """Return a page as text for a reader: each bullet, then its passages between their neighbours."""
    dates = sorted(a.published.date().isoformat() for a in page.articles if a.published)
    head = f"Articles of {dates[0]} to {dates[-1]}, as the page says at its top." if dates else ""
    lines = [f"# {page.title}", "", head, "", *_quoted(page.title_evidence, store), ""]
    for name, sentences in bullets(page):
        lines += [f"## {name}", ""]
        for sentence in sentences:
            lines += [
                f"**{sentence.text}**",
                "",
                *_quoted(sentence.evidence, store, sentence.in_part),
                "",
            ]
    lines += ["## articles", ""]
    lines += [f"- {a.outlet.name}: {a.title} ({a.position})" for a in page.articles]
    return "\n".join(lines) + "\n"


def _quoted(
    evidence: Sequence[Evidence], store: StoreReader, in_part: Sequence[Evidence] = ()
) -> list[str]:
    return [
        f"- {'[said to carry a part] ' if one in in_part else ''}{_passage(one, store)}"
        for one in evidence
    ]


def _passage(evidence: Evidence, store: StoreReader) -> str:
    article = store.article(evidence.article_id)
    before = article.text[max(0, evidence.start - _CONTEXT) : evidence.start]
    after = article.text[evidence.end : evidence.end + _CONTEXT]
    passage = f"…{before}⟦{evidence.exact}⟧{after}…".replace("\n", " ")
    date = article.published.date().isoformat() if article.published else "undated"
    return f"{article.outlet_id}, {date}, “{article.title}”: {passage}"


def form(page: StoryPage) -> str:
    """Return the lines to fill in: each bullet with every question, unanswered."""
    rows = [
        {"page": page.slug, "bullet": name, "text": " ".join(s.text for s in sentences)}
        | dict.fromkeys(QUESTIONS, "")
        | {"note": ""}
        for name, sentences in bullets(page)
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


# ------------------------------------------------------------------------------------- tally


def tally(folder: Path) -> Result:
    """Return the share of good answers, for facts and for what else is on the pages.

    Raises ``InputError`` for an answer that is missing or is none of those asked for.
    """
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in _answers(path)]
    if not rows:
        raise InputError(str(folder), "holds no filled-in forms (*.jsonl)")
    metrics: dict[str, float] = {}
    for kind in ("fact", "more", "context", "dispute", "narrative"):
        own = [row for row in rows if _kind(row) == kind]
        metrics |= {f"{kind}_{name}": value for name, value in _shares(own).items()}
    return Result("reading", folder.name, len(rows), metrics)


def _answers(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        for question, answers in QUESTIONS.items():
            if row.get(question) not in answers:
                wanted = " or ".join(answers)
                raise InputError(f"{path}:{number}", f"{question}: say {wanted}")
        yield row


def _kind(row: Mapping[str, Any]) -> str:
    first = str(row["bullet"]).split(" ", 1)[0]
    return first if first in {"fact", "more", "context", "dispute"} else "narrative"


def _shares(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    if not rows:
        return {}
    found: dict[str, float] = {"read": len(rows)}
    for question, answers in QUESTIONS.items():
        good = sum(row[question] == answers[0] for row in rows)
        found[question] = round(good / len(rows), 4)
    found["unsupported"] = round(sum(r["supported"] == "none" for r in rows) / len(rows), 4)
    return found


if __name__ == "__main__":
    sys.exit(main())
