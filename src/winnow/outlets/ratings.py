"""Ratings of outlets by named raters, as they are kept beside the settings.

One rating holds for an outlet, an axis and a rater: the newest.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from winnow.errors import SettingsError
from winnow.settings import LeanSettings
from winnow.settings.reference import toml_value
from winnow.types import Lean

_HEADER = """\
# Ratings of outlets, imported by `winnow outlets import-ratings`, which writes this file anew each
# time. Look at the rater's licence before you publish them.
"""


class Rating(LeanSettings):
    """Where one rater places one outlet on one axis."""

    outlet: str = Field(description="Domain of the outlet.", min_length=1)

    @property
    def subject(self) -> tuple[str, str, str]:
        """What is rated, and by whom."""
        return self.outlet, self.axis, self.rater

    def to_lean(self) -> Lean:
        """Return the lean, without its outlet."""
        return Lean(self.axis, self.value, self.rater, self.rated_on)


@dataclass(frozen=True, slots=True)
class Merged:
    """Ratings after an import, and what became of the new ones."""

    ratings: tuple[Rating, ...]
    added: int
    changed: int
    unchanged: int
    #: Older than what stands: left out.
    outdated: int


def load_ratings(path: Path) -> tuple[Rating, ...]:
    """Return the ratings in a file; none when it is not there."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        tables = content.get("ratings", [])
        return tuple(Rating(**table) for table in tables)
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(str(path), f"{where}: {first['msg']}") from error
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise SettingsError(str(path), f"cannot be read as ratings: {error}") from error


def merge_ratings(old: Iterable[Rating], new: Sequence[Rating]) -> Merged:
    """Return old and new ratings together, the newer of two on the same subject.

    A rating without a date gives way to one with a date, and to a later import without one.
    """
    held = {rating.subject: rating for rating in old}
    added = changed = unchanged = outdated = 0
    for rating in new:
        before = held.get(rating.subject)
        if before is None:
            added += 1
        elif before == rating:
            unchanged += 1
        elif (rating.rated_on or date.min) < (before.rated_on or date.min):
            outdated += 1
            continue
        else:
            changed += 1
        held[rating.subject] = rating
    ratings = tuple(held[subject] for subject in sorted(held))
    return Merged(ratings, added, changed, unchanged, outdated)


def ratings_toml(ratings: Iterable[Rating]) -> str:
    """Return the file that :func:`load_ratings` reads."""
    return "\n".join([_HEADER, *(_table(rating) for rating in ratings)])


def _table(rating: Rating) -> str:
    lines = ["[[ratings]]"]
    lines += [f"{k} = {toml_value(getattr(rating, k))}" for k in ("outlet", "axis", "value")]
    lines.append(f"rater = {toml_value(rating.rater)}")
    if rating.rated_on is not None:
        lines.append(f"rated_on = {rating.rated_on.isoformat()}")
    return "\n".join(lines) + "\n"
