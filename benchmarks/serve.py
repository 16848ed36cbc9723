"""How many pages does one process serve?  ``python -m benchmarks.serve --data DIR --json FILE``.

A store of 10,000 made stories: the demo's pages, each under its own id, title and day, five of them
a storyline, so that every page has other bytes.  The live server runs over it as ``winnow
serve`` does; ``wrk`` (Debian's package) asks over loopback, on the same machine.

- *cold*: every story once, in no order, each made from the store when it is asked for;
- *warm*: any story as likely as any other, which suits no cache;
- *gzip*: the same as a browser asks;
- *publishing*: the same while stories get new revisions, five a second as in a run, and the lists
  are made anew beside it.

Baselines serve the very same bytes as files: Starlette's file server, as ``winnow serve --out``
does, and nginx where it is installed (one worker).  ``rss_growth`` is the memory after the last
round over that after the first warm one.  ``--data`` names the folder in which the made store is
kept between runs.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.common import Result, finish, option_parser
from winnow.store import SqlStore
from winnow.types import LinkKind, Revision, Story, StoryId, StoryLink, content_id

STORIES = 10_000
#: Stories that continue one another.
CHAIN = 5
#: New revisions a second while publishing: what a run makes on one core.
PUBLISHED_PER_S = 5.0
#: What the site promises: pages a second, and the time within which all but one in a hundred come.
LEAST_PER_S, MOST_P99_MS = 300.0, 100.0
_CONNECTIONS = 32
_LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local started = 0
function setup(thread) thread:set("id", started); started = started + 1 end
function init(args) math.randomseed(7 + id); for i = 1, 9 do math.random() end end
function request() return wrk.format("GET", paths[math.random(#paths)], {%s}) end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a round of ``wrk`` saw."""

    per_s: float
    p50_ms: float
    p99_ms: float
    errors: int


# --------------------------------------------------------------------------------- the store


def make_store(path: Path, stories: int) -> list[str]:
    """Make a store of so many stories, unless it is there; return their places on the site."""
    done = path.with_suffix(f".{stories}")
    if not done.exists():
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        with TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "winnow", "demo", folder, "--no-serve"]
            subprocess.run(command, check=True, capture_output=True)
            _fill(path, Path(folder) / "demo.sqlite", stories)
        done.write_text("made\n", "utf-8")
    store = SqlStore.open(path)
    places = sorted(f"/s/{card.slug}/" for card in store.cards())
    store.close()
    return places


def _fill(path: Path, demo: Path, stories: int) -> None:
    source, store = SqlStore.open(demo), SqlStore.open(path)
    histories = [
        [source.revision(s.id, note.number) for note in notes]
        for s in source.stories()
        if (notes := source.revisions(s.id))
    ]
    for outlet in source.outlets().values():
        store.save_outlet(outlet)
    for first in range(0, stories, 500):
        with store.transaction():
            for number in range(first, min(first + 500, stories)):
                _add(store, number, made_story(histories[number % len(histories)], number))
    source.close()
    store.close()


def story_id(number: int) -> StoryId:
    """Return the id of a made story."""
    return content_id("made", str(number))


def made_story(history: Sequence[Revision], number: int) -> list[Revision]:
    """Return a story of its own: another's history under another id, title and day."""
    shift = timedelta(minutes=37 * number)
    made = []
    for revision in history:
        page = replace(
            revision.page,
            story_id=story_id(number),
            slug=f"made-story-{number}",
            title=f"{revision.page.title} ({number})",
            latest=revision.page.latest + shift,
        )
        made.append(
            replace(
                revision,
                page=page,
                published=revision.published + shift,
                digest=content_id(revision.digest, str(number)),
            )
        )
    return made


def _add(store: SqlStore, number: int, history: Sequence[Revision]) -> None:
    newest = history[-1].page
    times = history[0].published, history[-1].published
    store.save_story(Story(newest.story_id, newest.slug, (), *times))
    for revision in history:
        store.save_revision(newest.story_id, revision)
    if number % CHAIN:
        link = StoryLink(story_id(number - 1), LinkKind.CONTINUES_FROM, 0.7, "made for measuring")
        store.save_story_links(newest.story_id, (link, *_before(store, number)))


def _before(store: SqlStore, number: int) -> tuple[StoryLink, ...]:
    return tuple(k for k in store.story_links(story_id(number)) if k.kind is LinkKind.CONTINUED_IN)


# --------------------------------------------------------------------------------- servers


@contextmanager
def process(command: Sequence[str], port: int) -> Iterator[int]:
    """A server process that answers on a port; yields its id."""
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield started.pid
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(20)


def _wait_for(port: int, patience_s: float = 120) -> None:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def live_server(store: Path, folder: Path, port: int) -> list[str]:
    """Return the command of the live server, as an operator would start it."""
    settings = folder / "winnow.toml"
    settings.write_text(f"[store]\nurl = '{store}'\n", "utf-8")
    return [sys.executable, "-m", "winnow", "serve", "--config", str(settings), "--port", str(port)]  # fmt: skip


def nginx_server(pages: Path, folder: Path, port: int) -> list[str]:
    """Return the command of nginx over a folder of pages: one worker, what is read stays open."""
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
        "events { worker_connections 256; } http { access_log off; types { text/html html; }"
        f" client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;"
        f" uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; "
        f" server {{ listen 127.0.0.1:{port}; root {pages}; }} }}",
        "utf-8",
    )
    return ["nginx", "-c", str(conf), "-p", str(folder)]


def rss_mb(pid: int) -> float:
    """Return the memory that a process holds now, in MB."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


# ---------------------------------------------------------------------------------- the load


def wrk(port: int, places: Path, seconds: int, *, headers: str = "") -> Load:
    """Return what ``wrk`` sees of a server in so many seconds."""
    script = places.with_suffix(".lua")
    script.write_text(_LUA % (places, headers), "utf-8")
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script)]
    address = f"http://127.0.0.1:{port}/"
    done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    return parse_wrk(done.stdout)


def parse_wrk(output: str) -> Load:
    """Return the figures in what ``wrk --latency`` prints."""
    quantiles = dict(re.findall(r"^\s+(50|99)%\s+(\S+)\s*$", output, flags=re.M))
    per_s = re.search(r"Requests/sec:\s+([\d.]+)", output)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(
        r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output
    )
    if per_s is None or len(quantiles) < 2:
        raise ValueError(f"wrk printed no figures:\n{output}")
    errors = int(bad.group(1)) if bad else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    return Load(
        float(per_s.group(1)), milliseconds(quantiles["50"]), milliseconds(quantiles["99"]), errors
    )


def milliseconds(printed: str) -> float:
    """Return a duration as ``wrk`` prints it.

    >>> milliseconds("950.00us"), milliseconds("1.20s")
    (0.95, 1200.0)
    """
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", printed).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[unit]


def every_page(port: int, places: Sequence[str], into: Path) -> Load:
    """Ask for each page once, keep the bytes as files; return what that was like."""
    order = list(places)
    random.Random(7).shuffle(order)
    times: list[float] = []
    errors = 0
    began = time.perf_counter()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        for place in order:
            asked = time.perf_counter()
            answer = client.get(place)
            times.append(1000 * (time.perf_counter() - asked))
            errors += answer.status_code != 200
            file = into / place.strip("/") / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(answer.content)
    times.sort()
    p50, p99 = (times[int(q * (len(times) - 1))] for q in (0.5, 0.99))
    return Load(len(order) / (time.perf_counter() - began), p50, p99, errors)


@contextmanager
def publishing(path: Path, stories: int) -> Iterator[None]:
    """Give stories new revisions, ``PUBLISHED_PER_S``, until the block ends."""
    stop = threading.Event()

    def publish() -> None:
        store, random_ = SqlStore.open(path), random.Random(7)
        while not stop.wait(1 / PUBLISHED_PER_S):
            newest = store.revision(story_id(random_.randrange(stories)))
            page = replace(newest.page, title=f"{newest.page.title}, again")
            again = replace(newest, number=newest.number + 1, page=page, digest=f"{time.time()}")
            store.save_revision(page.story_id, again)
        store.close()

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _metrics(name: str, load: Load) -> dict[str, float]:
    return {
        f"{name}_pages_per_s": round(load.per_s, 1),
        f"{name}_p50_ms": round(load.p50_ms, 2),
        f"{name}_p99_ms": round(load.p99_ms, 2),
        f"{name}_errors": float(load.errors),
    }


def measure(folder: Path, stories: int, seconds: int) -> Result:
    """Return the figures of the live server and of the baselines."""
    store = folder / "serve.sqlite"
    places = make_store(store, stories)
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        work.chmod(0o755)
        listed, pages = work / "places", work / "pages"
        listed.write_text("\n".join(places) + "\n", "utf-8")
        shutil.copy(store, work / "store.sqlite")  # publishing changes it
        port = free_port()
        with process(live_server(work / "store.sqlite", work, port), port) as pid:
            metrics = _live(pid, port, work, places, seconds)
        baselines = _baselines(pages, work, seconds)
    metrics |= {
        f"ratio_{name.replace(' ', '_')}": round(metrics["warm_pages_per_s"] / base["warm_pages_per_s"], 3)
        for name, base in baselines.items()
    }  # fmt: skip
    metrics["load_average"] = round(os.getloadavg()[0], 2)
    return Result("serve", f"made-{stories}", stories, metrics, baselines)


def _live(pid: int, port: int, work: Path, places: Sequence[str], seconds: int) -> dict[str, float]:
    listed, pages = work / "places", work / "pages"
    httpx.get(f"http://127.0.0.1:{port}/", timeout=600)  # the lists are made
    metrics = {"rss_start_mb": rss_mb(pid)}
    metrics |= _metrics("cold", every_page(port, places, pages))
    metrics |= _metrics("warm", wrk(port, listed, seconds))
    metrics["rss_warm_mb"] = rss_mb(pid)
    gzip = '["Accept-Encoding"] = "gzip"'
    metrics |= _metrics("gzip", wrk(port, listed, seconds, headers=gzip))
    with publishing(work / "store.sqlite", len(places)):
        metrics |= _metrics("publishing", wrk(port, listed, seconds))
    metrics |= _metrics("again", wrk(port, listed, seconds))
    metrics["rss_end_mb"] = rss_mb(pid)
    metrics["rss_growth"] = metrics["rss_end_mb"] / metrics["rss_warm_mb"]
    return {name: round(value, 3) for name, value in metrics.items()}


def _baselines(pages: Path, work: Path, seconds: int) -> dict[str, dict[str, float]]:
    (pages / "index.html").write_text("<!doctype html>", "utf-8")
    found = {}
    for name in ("starlette files", "nginx files"):
        if name == "nginx files" and not shutil.which("nginx"):
            continue
        port = free_port()
        by_nginx = name == "nginx files"
        command = nginx_server(pages, work, port) if by_nginx else _files_server(pages, port)
        with process(command, port):
            found[name] = _metrics("warm", wrk(port, work / "places", seconds))
    return found


def _files_server(pages: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "winnow", "serve", "--out", str(pages), "--port", str(port)]  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write; fail where the site serves less than it promises."""
    options = _options(argv)
    options.data.mkdir(parents=True, exist_ok=True)
    result = measure(options.data.resolve(), options.stories, options.seconds)
    code = finish(result, options)
    short = broken_promises(result.metrics)
    for line in short:
        print(line)
    return 1 if short else code


def broken_promises(metrics: dict[str, float] | object) -> list[str]:
    """Return a line for each round that was slower than promised, or in which an answer failed."""
    assert isinstance(metrics, dict)
    lines = []
    for name in ("warm", "gzip", "publishing", "again"):
        if metrics[f"{name}_pages_per_s"] < LEAST_PER_S:
            lines.append(f"{name}: fewer than {LEAST_PER_S:.0f} pages a second")
        if metrics[f"{name}_p99_ms"] > MOST_P99_MS:
            lines.append(f"{name}: 99 % took more than {MOST_P99_MS:.0f} ms")
        if metrics[f"{name}_errors"]:
            lines.append(f"{name}: {metrics[f'{name}_errors']:.0f} answers failed")
    return lines


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = option_parser(__doc__ or "")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--seconds", type=int, default=20, help="length of each round")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
