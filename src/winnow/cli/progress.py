"""Progress of long work: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import (
    Progress as Bars,
)

from winnow.pipeline.tally import Progress

#: A log gets a line at the first, each so-manieth and the last of a step.
_EVERY = 50


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give a function that shows progress on stderr, as suits what stderr is."""
    if sys.stderr.isatty():
        with _bars() as bars:
            yield _on_terminal(bars)
    else:
        yield _in_log()


def _bars() -> Bars:
    return Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _on_terminal(bars: Bars) -> Progress:
    tasks: dict[str, TaskID] = {}

    def show(step: str, done: int, total: int | None) -> None:
        if step not in tasks:
            tasks[step] = bars.add_task(step, total=total)
        bars.update(tasks[step], completed=done, total=total)

    return show


def _in_log() -> Progress:
    log = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "event"]),
        ],
    )

    def show(step: str, done: int, total: int | None) -> None:
        if total is None or done in (1, total) or done % _EVERY == 0:
            log.info(step, done=done, **({} if total is None else {"of": total}))

    return show
