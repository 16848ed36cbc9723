"""How long does a build of the site take?  ``python -m benchmarks.build --data DIR --json FILE``.

Stores of made stories, the demo's pages each under its own id, title and day (``benchmarks.serve``).
``winnow build`` runs over them as an operator starts it, in a process of its own:

- *full*: into an empty folder;
- *unchanged*: again, nothing changed;
- *ten*: after ten stories got another revision.

The baseline *all anew* is the last of these without what the build before it remembered: every page is
made and compared with its file.  ``same_bytes`` is the share of files whose bytes are, after *ten*, those
of a build into an empty folder.  ``growth`` is the time for a story at the largest size over
that at the smallest.  ``--data`` names the folder in which the made stores are kept between runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.common import Result, finish, option_parser
from benchmarks.serve import make_store, story_id
from winnow.site.folder import MANIFEST, MEMORY
from winnow.store import SqlStore

SIZES = (1_000, 4_000)
#: Stories that get another revision between two builds.
CHANGED = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took."""

    seconds: float
    peak_mb: float


def build(settings: Path, out: Path) -> Cost:
    """Run ``winnow build`` in a process of its own; return what it took."""
    command = [sys.executable, "-m", "winnow", "build", "-c", str(settings), "--out", str(out)]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"winnow build ended with {process.returncode}")
    return Cost(time.monotonic() - started, used.ru_maxrss / 1024)


def change(path: Path, stories: int, number: int = CHANGED) -> None:
    """Give some stories, spread over the store, another revision."""
    store = SqlStore.open(path)
    for which in range(0, stories, stories // number):
        newest = store.revision(story_id(which))
        page = replace(newest.page, title=f"{newest.page.title}, again")
        again = replace(newest, number=newest.number + 1, page=page, digest=f"again-{which}")
        store.save_revision(page.story_id, again)
    store.close()


def same_bytes(one: Path, other: Path) -> float:
    """Return the share of two folders' files that are the same in both."""
    names = {
        p.relative_to(folder)
        for folder in (one, other)
        for p in folder.rglob("*")
        if p.is_file() and p.name not in (MANIFEST, MEMORY)
    }
    same = sum(_content(one / name) == _content(other / name) for name in names)
    return same / len(names)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def measure_size(made: Path, stories: int, base: str) -> tuple[dict[str, Cost], float]:
    """Return what builds of so many stories take, and whether the bytes are right."""
    make_store(made, stories)
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        store, settings = work / "store.sqlite", work / "winnow.toml"
        shutil.copy(made, store)
        settings.write_text(f"[site]\nbase_url = '{base}'\n[store]\nurl = '{store}'\n", "utf-8")
        costs = {
            "full": build(settings, work / "site"),
            "unchanged": build(settings, work / "site"),
        }
        change(store, stories)
        shutil.copytree(work / "site", work / "other")
        (work / "other" / MEMORY).unlink(missing_ok=True)
        costs["ten"] = build(settings, work / "site")
        costs["all anew"] = build(settings, work / "other")
        shutil.rmtree(work / "other")
        build(settings, work / "fresh")
        return costs, same_bytes(work / "site", work / "fresh")


def measure(folder: Path, sizes: Sequence[int]) -> Result:
    """Return the figures over all sizes."""
    metrics: dict[str, float] = {}
    anew: dict[str, float] = {}
    per_story: dict[str, list[float]] = {}
    for size in sizes:
        made = folder / f"build-{size}.sqlite"
        costs, same = measure_size(made, size, "https://news.example/")
        for name in ("full", "unchanged", "ten"):
            metrics[f"{name}_s_{size}"] = round(costs[name].seconds, 2)
            per_story.setdefault(name, []).append(costs[name].seconds / size)
        anew[f"ten_s_{size}"] = round(costs["all anew"].seconds, 2)
        metrics[f"full_over_unchanged_{size}"] = _ratio(costs, "full", "unchanged")
        metrics[f"full_over_ten_{size}"] = _ratio(costs, "full", "ten")
        metrics[f"anew_over_ten_{size}"] = _ratio(costs, "all anew", "ten")
        metrics[f"peak_mb_{size}"] = round(max(c.peak_mb for c in costs.values()), 1)
        metrics[f"same_bytes_{size}"] = same
    metrics |= {f"{n}_growth": round(each[-1] / each[0], 3) for n, each in per_story.items()}
    metrics["load_average"] = round(os.getloadavg()[0], 2)
    return Result("build", "made", max(sizes), metrics, {"all anew": anew})


def _ratio(costs: dict[str, Cost], one: str, other: str) -> float:
    return round(costs[one].seconds / costs[other].seconds, 2)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write; fail where a page has other bytes than a build from nothing gives it."""
    options = _options(argv)
    options.data.mkdir(parents=True, exist_ok=True)
    result = measure(options.data.resolve(), options.sizes)
    code = finish(result, options)
    wrong = [size for size in options.sizes if result.metrics[f"same_bytes_{size}"] < 1]
    for size in wrong:
        print(f"{size}: pages are not those of a build into an empty folder")
    return 1 if wrong else code


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = option_parser(__doc__ or "")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
