"""The workers of a run: one bad task fails alone."""

from __future__ import annotations

import os
import time
from concurrent.futures import BrokenExecutor

import pytest

from winnow.cli.workers import GuardedPool
from winnow.pipeline.visits import SerialExecutor


def double(number: int) -> int:
    """Answer, or die at 13, or never end at 14, or fail at 15."""
    if number == 13:
        os._exit(3)
    if number == 14:
        time.sleep(600)
    if number == 15:
        raise ValueError("fifteen")
    return 2 * number


@pytest.mark.slow
def test_a_task_that_ends_its_process_or_never_ends_fails_alone() -> None:
    """Two bad tasks among eight: the six others give their results, an error stays an error."""
    with GuardedPool(task_s=3.0) as pool:
        futures = {n: pool.submit(double, n) for n in (1, 13, 2, 14, 3, 15, 4, 5)}
        for bad in (13, 14):
            with pytest.raises(BrokenExecutor):
                futures[bad].result(timeout=60)
        with pytest.raises(ValueError, match="fifteen"):
            futures[15].result(timeout=60)
        assert [futures[n].result(timeout=60) for n in (1, 2, 3, 4, 5)] == [2, 4, 6, 8, 10]


def test_the_serial_executor_does_the_work_at_once() -> None:
    """Results and errors are there when ``submit`` returns."""
    pool = SerialExecutor()
    assert pool.submit(double, 4).result() == 8
    assert isinstance(pool.submit(double, 15).exception(), ValueError)
