"""Who does a run's parallel work on one machine: threads that wait for hosts, processes that read pages."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from typing import Any

from winnow.pipeline.visits import Workers

#: Hosts visited at the same time.
_HOSTS = 32
#: Hosts of pictures asked at the same time.
_PICTURE_HOSTS = 8
#: Seconds after which the process that reads a page is ended: real pages take less than one.
_PAGE_S = 60.0


@contextmanager
def open_workers(page_s: float = _PAGE_S) -> Iterator[Workers]:
    """Give the workers of a run; processes start with the first page that is handed to them."""
    pages = GuardedPool(page_s)
    visits = ThreadPoolExecutor(_HOSTS, thread_name_prefix="visit")
    pictures = ThreadPoolExecutor(_PICTURE_HOSTS, thread_name_prefix="picture")
    workers = Workers(visits, pages, pictures)
    try:
        yield workers
    finally:
        workers.stop.set()
        visits.shutdown(cancel_futures=True)
        pictures.shutdown(cancel_futures=True)
        pages.shutdown(cancel_futures=True)


class GuardedPool(Executor):
    """A process pool that outlives a task which ends its process, or does not end itself.

    The tasks that were under way when a process died are done once more, each in a pool of its
    own: the one to blame breaks that too, and its future alone fails with ``BrokenExecutor``.
    """

    def __init__(self, task_s: float = _PAGE_S) -> None:
        self._task_s = task_s
        self._lock = threading.Lock()
        self._alone = threading.Lock()
        self._pool = _new_pool(os.cpu_count() or 1)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of a call, which must not mind being made twice."""
        outer: Future[Any] = Future()
        inner = self._handed_out(fn, *args, **kwargs)
        inner.add_done_callback(lambda done: self._settle(outer, done, fn, args, kwargs))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _handed_out(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        with self._lock:
            try:
                return self._pool.submit(_timed, self._task_s, fn, args, kwargs)
            except BrokenExecutor:
                self._pool = _new_pool(os.cpu_count() or 1)
                return self._pool.submit(_timed, self._task_s, fn, args, kwargs)

    def _settle(
        self,
        outer: Future[Any],
        done: Future[Any],
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        if done.cancelled():
            outer.cancel()
        elif isinstance(done.exception(), BrokenExecutor):
            # Not here: this thread is the broken pool's own.
            again = threading.Thread(target=self._again, args=(outer, fn, args, kwargs))
            again.start()
        elif error := done.exception():
            outer.set_exception(error)
        else:
            outer.set_result(done.result())

    def _again(
        self,
        outer: Future[Any],
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        with self._alone, _new_pool(1) as pool:
            try:
                outer.set_result(pool.submit(_timed, self._task_s, fn, args, kwargs).result())
            except BaseException as error:
                outer.set_exception(error)


def _new_pool(processes: int) -> ProcessPoolExecutor:
    # Not forked: the threads of this process may hold locks.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, killed or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _timed(
    seconds: float, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Return ``fn(…)``; where there are alarms, this process ends when the time is over."""
    if not hasattr(signal, "setitimer"):
        return fn(*args, **kwargs)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return fn(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
