"""Fixtures for tests over HTTP on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clock import Clock
from script_server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()
