"""What ``winnow status`` tells."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import typer

from winnow.cli.printing import print_table
from winnow.store import StoreReader

_STORIES_SHOWN = 30


def status_of(store: StoreReader) -> dict[str, Any]:
    """Return the state of a store as plain data: articles, feeds, stories, the last run."""
    runs = store.runs(limit=1)
    stories = store.stories()
    published = store.latest_revisions()
    return {
        "articles": store.count_articles(),
        "set_aside": dict(store.set_aside_counts()),
        "stories": len(stories),
        "stories_published": len(published),
        "stories_touched": len(store.touched_stories()),
        "feeds": [asdict(state) for state in store.feed_states()],
        "pages": [
            {
                "id": r.page.story_id,
                "slug": r.page.slug,
                "title": r.page.title,
                "articles": len(r.page.articles),
                "origins": r.page.origins,
                "revision": r.number,
                "published": r.published,
            }
            for r in published
        ],
        "last_run": {
            "started": runs[0].started,
            "finished": runs[0].finished,
            "counts": dict(runs[0].report.counts),
            "problems": [asdict(p) for p in runs[0].report.problems],
        }
        if runs
        else None,
    }


def print_status(view: dict[str, Any]) -> None:
    """Print the state of a store for a person."""
    typer.echo(
        f"{view['articles']} articles, {view['stories']} stories, "
        f"{view['stories_published']} published, {view['stories_touched']} out of date"
    )
    for reason, number in view["set_aside"].items():
        typer.echo(f"{number:>7}  set aside: {reason}")
    if view["feeds"]:
        typer.echo("")
        print_table(
            ("feed", "last success", "next check", "failures", "last error"),
            [
                (
                    f["url"],
                    _short(f["last_success"]),
                    _short(f["next_check"]),
                    f["failures"] or "",
                    f["last_error"],
                )
                for f in view["feeds"]
            ],
        )
    if view["pages"]:
        typer.echo("")
        print_table(
            ("story", "title", "articles", "origins", "revision", "published"),
            [
                (
                    p["id"],
                    p["title"],
                    p["articles"],
                    p["origins"],
                    p["revision"],
                    _short(p["published"]),
                )
                for p in view["pages"][:_STORIES_SHOWN]
            ],
        )
    if view["last_run"]:
        problems = len(view["last_run"]["problems"])
        typer.echo(f"\nlast run {_short(view['last_run']['started'])}: {problems} problem(s)")


def _short(at: Any) -> str:
    return at.strftime("%Y-%m-%d %H:%M") if at else ""
