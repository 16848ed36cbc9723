"""A rater's table, as CSV, read row by row; a row that cannot be used is told, never guessed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from winnow.errors import InputError
from winnow.outlets.ratings import Rating
from winnow.parse.outlets import outlet_of_url
from winnow.types import Outlet, OutletId

AXES = ("left-right", "establishment")
#: A rating is a word or a number, never a text.
_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class RatingColumns:
    """Which column holds what, and what holds for all rows where there is no such column."""

    outlet: str = "domain"
    value: str = "value"
    axis: str = "axis"
    rater: str = "rater"
    rated_on: str = "date"
    #: For rows that say nothing themselves.
    every_axis: str | None = None
    every_rater: str | None = None
    every_date: date | None = None


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A row that was left out."""

    line: int
    #: "unknown outlet" or "unusable".
    kind: str
    message: str


RatingRow = Rating | TableProblem


def read_rating_table(
    text: str, outlets: Mapping[OutletId, Outlet], *, columns: RatingColumns, file: str
) -> list[RatingRow]:
    """Return a rating or a problem for each row of a table.

    An outlet is found by its domain (or any address under it), else by its exact name when one
    outlet alone has it.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        _check_header(reader.fieldnames or (), columns, file)
        names = _ids_by_name(outlets.values())
        return list(_rows(reader, outlets, names, columns))
    except csv.Error as error:
        raise InputError(file, f"line {reader.line_num} is no CSV: {error}") from error


def _check_header(given: Iterable[str], columns: RatingColumns, file: str) -> None:
    header = list(given)
    needed = [(columns.outlet, "--outlet-column"), (columns.value, "--value-column")]
    needed += [] if columns.every_axis else [(columns.axis, "--axis-column or --axis")]
    needed += [] if columns.every_rater else [(columns.rater, "--rater-column or --rater")]
    for name, option in needed:
        if name not in header:
            known = ", ".join(header) or "none"
            raise InputError(file, f"has no column {name!r} (there are: {known}); give {option}")


def _rows(
    reader: csv.DictReader[str],
    outlets: Mapping[OutletId, Outlet],
    names: Mapping[str, list[OutletId]],
    columns: RatingColumns,
) -> Iterator[RatingRow]:
    for row in reader:
        cells = {str(k): (v or "").strip() for k, v in row.items() if isinstance(v, str | None)}
        given = cells.get(columns.outlet, "")
        found = _outlets_named(given, outlets, names)
        if len(found) != 1:
            message = f"{given}: {_why_not(len(found))}" if given else "names no outlet"
            yield TableProblem(reader.line_num, "unknown outlet" if given else "unusable", message)
            continue
        try:
            yield _rating(found[0], cells, columns)
        except ValueError as error:
            yield TableProblem(reader.line_num, "unusable", f"{given}: {error}")


def _why_not(number: int) -> str:
    if number:
        return f"{number} outlets have this name; give the domain"
    return "neither the settings nor the catalogue know it; `winnow outlets add` does"


def _rating(outlet: OutletId, cells: Mapping[str, str], columns: RatingColumns) -> Rating:
    axis = cells.get(columns.axis) or columns.every_axis or ""
    if axis not in AXES:
        raise ValueError(f"axis {axis!r} is not one of {', '.join(AXES)}")
    value = " ".join(cells.get(columns.value, "").lower().split())
    if not value or len(value) > _LONGEST_VALUE or not value.isprintable():
        raise ValueError(f"value {value[:_LONGEST_VALUE]!r} is no rating")
    rater = " ".join((cells.get(columns.rater) or columns.every_rater or "").split())
    if not rater or not rater.isprintable():
        raise ValueError("names no rater")
    return Rating.model_validate(
        {
            "outlet": outlet,
            "axis": axis,
            "value": value,
            "rater": rater,
            "rated_on": _date(cells.get(columns.rated_on, "")) or columns.every_date,
        }
    )


def _date(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise ValueError(f"date {given!r} is not YYYY-MM-DD") from None


def _outlets_named(
    given: str, outlets: Mapping[OutletId, Outlet], names: Mapping[str, list[OutletId]]
) -> list[OutletId]:
    domain = outlet_of_url(given) if "." in given and " " not in given else ""
    return [domain] if domain in outlets else names.get(given.casefold(), [])


def _ids_by_name(outlets: Iterable[Outlet]) -> dict[str, list[OutletId]]:
    found: dict[str, list[OutletId]] = {}
    for outlet in outlets:
        found.setdefault(outlet.name.casefold(), []).append(outlet.id)
    return found
