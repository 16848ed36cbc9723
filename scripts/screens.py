"""Pictures of every kind of page, made of the demo: ``python -m scripts.screens``.

Writes ``docs/screens/NAME.webp`` and the page that shows them, ``docs/screens.md``. Needs Chromium and
the ``dev`` extra. Look at the pictures after a change of templates or stylesheet: that is what they are for.
"""

from __future__ import annotations

import base64
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.types import ASGIApp

from winnow.cli.demo import build_demo, demo_settings
from winnow.cli.workshop import site_options
from winnow.mail.choice import News, choose_stories
from winnow.mail.message import compose
from winnow.mail.subscribers import new_subscriber
from winnow.site import SiteOptions
from winnow.store import SqlStore
from winnow.web import live_app

_DOCS = Path(__file__).parents[1] / "docs"
_WIDE, _PHONE = 1180, 390
_QUALITY = 72
#: When the digest goes out: in the demo's last week.
_MAILED = datetime(2024, 3, 15, 7, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture to be taken."""

    name: str
    says: str
    path: str
    width: int = _WIDE
    height: int = 1500
    scheme: str = "light"
    #: Where the picture begins: the top of the first element that a CSS selector finds.
    at: str = ""
    #: What is clicked or opened before.
    opens: str = ""
    language: str = "en"
    media: str = "screen"


_STORY = "s/{mali}/"
SHOTS = (
    Shot("front", "Front page", ""),
    Shot("front-phone", "Front page on a phone, dark", "", _PHONE, 1400, "dark"),
    Shot("story", "Story", _STORY, height=1700),
    Shot("story-dark", "Story, dark", _STORY, height=1200, scheme="dark"),
    Shot("story-phone", "Story on a phone", _STORY, _PHONE, 1700),
    Shot("citation", "A citation, opened", _STORY, height=800, opens="sup.cite button"),
    Shot("narratives", "Narratives", _STORY, height=1300, at="#narratives"),
    Shot("articles", "Articles, side by side and in time", _STORY, height=1800, at="#articles"),
    Shot("history", "History of a story", _STORY, height=900, at="#history"),
    Shot("revision", "An earlier revision, with what changed since", _STORY + "r/1/", height=1100),
    Shot("story-print", "Story, printed", _STORY, height=1300, media="print"),
    Shot("story-german", "Site in German", _STORY, height=1100, language="de"),
    Shot(
        "story-right-to-left", "Site written from right to left", _STORY, height=1100, language="ar"
    ),
    Shot("topics", "Topics", "topics/", height=900),
    Shot("topic", "A topic", "topics/politics-and-government/", height=1100),
    Shot("figures", "Who is heard", "figures/", height=900),
    Shot("figure", "What someone said, across stories", "figures/{figure}/", height=1000),
    Shot("outlets", "Outlets", "outlets/", height=1100),
    Shot("outlet", "An outlet", "outlets/{outlet}/", height=1200),
    Shot("archive", "All stories", "archive/", height=900),
    Shot("search", "Search", "search?q=mine", height=1100),
    Shot("report", "Report an error in a fact", "report?story={story}&fact={fact}", height=900),
    Shot("unsubscribe", "Leave the digest", "unsubscribe?token=none", height=500),
    Shot("about", "How pages are made", "about/", height=1700),
    Shot("missing", "No such page", "s/no-such-story/", height=600),
)
_DIGEST = Shot("digest", "Digest, by mail", "", 720, 1300)


def main() -> int:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if not found:
        print("no Chromium: install it", file=sys.stderr)
        return 2
    out = _DOCS / "screens"
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        take_all(Path(folder), chromium, out)
        chromium.close()
    (_DOCS / "screens.md").write_text(gallery(), "utf-8")
    return 0


def take_all(folder: Path, browser: Browser, out: Path) -> None:
    """Write a picture for each of ``SHOTS`` and one of the digest."""
    build_demo(folder)
    settings = demo_settings(folder)
    site = replace(
        site_options(settings, live=True),
        base_url="https://winnow.example/",
        contact="desk@winnow.example",
    )
    store = SqlStore.open(f"sqlite:///{folder / 'demo.sqlite'}")
    places = _places(store)
    for language in sorted({shot.language for shot in SHOTS}):
        app = live_app(store, replace(site, language=language))
        with served(app) as address:
            for shot in SHOTS:
                if shot.language == language:
                    take(browser, shot, address + shot.path.format(**places), out)
    mail = folder / "digest.html"
    mail.write_text(_digest(store, site), "utf-8")
    take(browser, _DIGEST, mail.as_uri(), out)


def _places(store: SqlStore) -> dict[str, str]:
    pages = [revision.page for revision in store.latest_revisions()]
    mali = next(page for page in pages if "mali" in page.slug)
    return {
        "mali": mali.slug,
        "story": mali.slug,
        "fact": mali.facts[0].claim_id,
        "outlet": mali.articles[0].outlet.id,
        "figure": "darian-holt",
    }


def _digest(store: SqlStore, site: SiteOptions) -> str:
    reader = new_subscriber("reader@winnow.example", "week", _MAILED)
    stories = choose_stories(News(store), reader, _MAILED, limit=12)
    message = compose(stories, reader, site, sender="digest@winnow.example", now=_MAILED)
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Yield the address of a server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join(5)


def take(browser: Browser, shot: Shot, address: str, out: Path) -> None:
    """Write one picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": 900},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.emulate_media(media=shot.media)
    page.goto(address)
    if shot.opens:
        page.locator(shot.opens).first.click()
    top = page.locator(shot.at).first.bounding_box()["y"] if shot.at else 0
    whole = page.evaluate("document.documentElement.scrollHeight")
    clip = {
        "x": 0,
        "y": top,
        "width": shot.width,
        "height": min(shot.height, whole - top),
        "scale": 1,
    }
    taken: dict[str, Any] = context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": _QUALITY,
            "clip": clip,
            "captureBeyondViewport": not shot.opens,
        },
    )
    (out / f"{shot.name}.webp").write_bytes(base64.b64decode(taken["data"]))
    context.close()


def gallery() -> str:
    """Return the page that shows the pictures."""
    lines = [
        "# What pages look like",
        "",
        "Of the demo, whose articles and outlets are invented; made by `python -m scripts.screens`.",
        "",
    ]
    for shot in (*SHOTS, _DIGEST):
        lines += [f"## {shot.says}", "", f"![{shot.says}](screens/{shot.name}.webp)", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
