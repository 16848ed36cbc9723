"""Golden pages: a folder per story, the articles that went in and the page that came out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from winnow.cli.demo import demo_settings
from winnow.encoder import load_encoder
from winnow.parse import read_jsonl
from winnow.pipeline.run import Workshop, run_by_day
from winnow.retrieve import Failed, FailureKind, FetchResult
from winnow.site import terminal_text
from winnow.store import MemoryStore
from winnow.types import Article, FeedState

FOLDER = Path(__file__).parent
CORPUS = Path(__file__).parents[2] / "src" / "winnow" / "demo" / "corpus"
NOW = datetime(2024, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NoNetwork:
    """A retriever for tests that must fetch nothing."""

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        return Failed(url, FailureKind.CONNECTION, "golden tests fetch nothing")


def stories() -> list[str]:
    """Return the names of the golden stories: the folders beside this file."""
    return sorted(p.name for p in FOLDER.iterdir() if (p / "articles.txt").exists())


def articles_of(name: str) -> list[Article]:
    """Return a story's articles: the corpus file that ``articles.txt`` names."""
    file = CORPUS / (FOLDER / name / "articles.txt").read_text("utf-8").strip()
    found = list(read_jsonl(file, seen=NOW))
    return [a for a in found if isinstance(a, Article)]


@contextmanager
def workshop() -> Iterator[Workshop]:
    """Give what a run needs, with a store in memory."""
    outlets = tuple(demo_settings(FOLDER).known_outlets().values())
    yield Workshop(MemoryStore(), load_encoder(), NoNetwork(), outlets)


def pages_of(articles: list[Article]) -> str:
    """Return every revision of every page that the articles give, as plain text."""
    with workshop() as shop:
        run_by_day(shop, articles, now=NOW)
        parts = []
        for newest in sorted(shop.store.latest_revisions(), key=lambda r: r.page.slug):
            for note in shop.store.revisions(newest.page.story_id):
                revision = shop.store.revision(newest.page.story_id, note.number)
                parts.append(terminal_text(revision, width=100))
                parts.extend(f"  changed ({c.kind.value}): {c.text}\n" for c in revision.changes)
        return ("\n" + "=" * 100 + "\n\n").join(["".join(parts)]) if parts else "no page\n"


def expected_path(name: str) -> Path:
    """Return where a story's page is kept."""
    return FOLDER / name / "page.txt"
