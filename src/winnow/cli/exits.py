"""Exit codes, and how an error of ours becomes one."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

from winnow.errors import InputError, NotFoundError, SettingsError, StoreError, WinnowError

P = ParamSpec("P")
R = TypeVar("R")


class Exit(IntEnum):
    """What the shell is told."""

    OK = 0  # done; problems with single inputs, if any, are in the report
    NOTHING_READ = 1  # every input failed
    USAGE = 2  # the command line is wrong
    SETTINGS = 3  # winnow.toml is missing, unreadable or wrong
    STORE = 4  # the store cannot be opened, read or written
    NOT_FOUND = 5  # no such story, article or revision
    INPUT = 6  # an address or a folder given cannot be used


_OF_ERROR: tuple[tuple[type[WinnowError], Exit], ...] = (
    (SettingsError, Exit.SETTINGS),
    (StoreError, Exit.STORE),
    (NotFoundError, Exit.NOT_FOUND),
    (InputError, Exit.INPUT),
)


def tells_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Print an error of ours as one line on stderr and leave with its code; a bug is raised."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except WinnowError as error:
            typer.echo(f"winnow: {error}", err=True)
            code = next((c for kind, c in _OF_ERROR if isinstance(error, kind)), Exit.INPUT)
            raise typer.Exit(int(code)) from error

    return told
