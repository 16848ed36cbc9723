"""What ``winnow status`` tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import typer

from winnow.cli.printing import print_table
from winnow.store import StoreReader
from winnow.types import FeedState

_STORIES_SHOWN = 30
#: Of a page, never of a feed.
_OF_PAGES = ("article_id", "asked_as", "unchanged")


def status_of(store: StoreReader) -> dict[str, Any]:
    """Return the state of a store as plain data: articles, feeds, stories, the last run."""
    runs = store.runs(limit=1)
    stories = store.stories()
    published = [r for r in store.latest_revisions() if not r.page.withdrawn]
    return {
        "articles": store.count_articles(),
        "set_aside": dict(store.set_aside_counts()),
        "stories": len(stories),
        "stories_published": len(published),
        "stories_touched": len(store.touched_stories()),
        "feeds": _feeds(store),
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


def _feeds(store: StoreReader) -> list[dict[str, Any]]:
    """Return each feed that was visited or is due for the first time, with its outlet."""
    outlets = {feed: outlet.id for outlet in store.outlets().values() for feed in outlet.feeds}
    outcomes = store.item_outcomes()
    states = {state.url: state for state in store.feed_states()}
    return [
        _feed(states.get(url, FeedState(url)), outlets.get(url), outcomes.get(url, {}))
        for url in sorted({*outlets, *states})
    ]


def _feed(state: FeedState, outlet: str | None, outcomes: Mapping[str, int]) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(state).items() if name not in _OF_PAGES}
    return {
        **plain,
        "outlet": outlet,
        "kept": outcomes.get("kept", 0),
        "known": outcomes.get("known", 0),
        "set_aside": _reasons(outcomes, "set aside"),
        "failed": _reasons(outcomes, "failed"),
    }


def _reasons(outcomes: Mapping[str, int], kind: str) -> dict[str, int]:
    """Return reason → number of items that came to this, the most frequent first."""
    found = {
        outcome.partition(": ")[2]: number
        for outcome, number in outcomes.items()
        if outcome.partition(": ")[0] == kind
    }
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def print_status(view: dict[str, Any]) -> None:
    """Print the state of a store for a person."""
    typer.echo(
        f"{view['articles']} articles, {view['stories']} stories, "
        f"{view['stories_published']} published, {view['stories_touched']} out of date"
    )
    for reason, number in view["set_aside"].items():
        typer.echo(f"{number:>7}  set aside: {reason}")
    if view["feeds"]:
        _print_feeds(view["feeds"])
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


def _print_feeds(feeds: list[dict[str, Any]]) -> None:
    typer.echo("")
    print_table(
        ("feed", "last success", "next check", "kept", "known", "not kept, and errors"),
        [
            (
                f["url"],
                _short(f["last_success"]) or "never",
                "never again" if f["retired"] else _short(f["next_check"]) or "at the next run",
                f["kept"],
                f["known"] or "",
                "; ".join(_remarks(f)),
            )
            for f in feeds
        ],
    )


def _remarks(feed: dict[str, Any]) -> list[str]:
    """Return what went wrong with a feed, then why items of it gave no article."""
    remarks = []
    if feed["last_error"]:
        times = f" ({feed['failures']} times in a row)" if feed["failures"] > 1 else ""
        remarks.append(f"{feed['last_error']}{times}")
    for kind, word in (("set_aside", "set aside"), ("failed", "failed")):
        remarks += [f"{number} {word}: {reason}" for reason, number in feed[kind].items()]
    return remarks


def _short(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M") if at else ""
