"""What ``winnow show ARTICLE`` tells."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.text import Text

from winnow.codec import from_json, to_json
from winnow.store import StoreReader
from winnow.types import ArticleId, Assignment


def article_view(store: StoreReader, article_id: ArticleId) -> dict[str, Any]:
    """Return an article, its assignment and its statements as plain data."""
    article = store.article(article_id)
    annotation = store.annotation(article_id)
    assignment = store.assignment(article_id)
    story = store.story_of(article_id)
    return {
        "article": json.loads(to_json(article)),
        "story": {"id": story.id, "slug": story.slug} if story else None,
        "assignment": json.loads(to_json(assignment)) if assignment else None,
        "statements": [json.loads(to_json(s)) for s in annotation.statements] if annotation else [],
    }


def print_article(view: dict[str, Any]) -> None:
    """Print it for a person; text from sources is never read as markup."""
    console, article = Console(highlight=False), view["article"]
    console.print(Text(article["title"], style="bold"))
    for label in ("outlet_id", "url", "published", "seen", "language", "credited_to", "set_aside"):
        if article.get(label):
            console.print(Text(f"{label.replace('_', ' ')}: {article[label]}", style="dim"))
    if view["story"]:
        console.print(Text(f"story: {view['story']['slug']} ({_why(view)})", style="dim"))
    console.print()
    for statement in view["statements"]:
        who = f" · {statement['speaker']}" if statement.get("speaker") else ""
        console.print(Text(f"[{statement['kind']}{who}] ", style="cyan"), Text(statement["exact"]))
    if not view["statements"]:
        console.print(Text(article["text"]))


def _why(view: dict[str, Any]) -> str:
    """Return the reason of an assignment, and its score where one was measured."""
    given = from_json(Assignment, json.dumps(view["assignment"]))
    likeness = f"; likeness {given.score:.2f}" if given.is_measured else ""
    return f"{given.reason}{likeness}{'; opened the story' if given.is_new else ''}"
