"""The command line: parse, call, print."""

from winnow.cli.app import app

__all__ = ["app"]
