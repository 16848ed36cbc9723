"""How commands print: tables and lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from winnow.codec import to_json
from winnow.errors import InputError
from winnow.site.folder import write_atomically
from winnow.types import RunReport

_VIOLATIONS_SHOWN = 20


def print_json(value: Any) -> None:
    """Print a value of ours, or plain data, as JSON on stdout."""
    plain = value if isinstance(value, Mapping | list | str) else json.loads(to_json(value))
    print(json.dumps(plain, ensure_ascii=False, indent=2, default=str))


def print_report(report: RunReport) -> None:
    """Print what a run did: counts, then each problem in one line, then failed sentences."""
    console = Console(highlight=False)
    for name, number in report.counts:
        console.print(f"{number:>7}  {name}")
    if report.problems:
        console.print(f"\n[bold]{len(report.problems)} problem(s)[/bold]; everything else landed:")
    for problem in report.problems:
        console.print(
            escape(f"  {problem.stage}: {problem.subject}: {problem.message}"), soft_wrap=True
        )
    if report.violations:
        console.print(
            f"\n{len(report.violations)} sentence(s) failed verification and were left out:"
        )
    for violation in report.violations[:_VIOLATIONS_SHOWN]:
        line = f"  {violation.rule}: {violation.message}: {violation.sentence}"
        console.print(escape(line), soft_wrap=True)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under columns; text from sources is never read as markup."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    Console(highlight=False).print(table)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; where that cannot be, say so."""
    try:
        write_atomically(path, content)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error
