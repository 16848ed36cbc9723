"""Reading ``winnow.toml``, and saying clearly what is wrong with it."""

from __future__ import annotations

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError as UnreadableVariable

from winnow.errors import SettingsError
from winnow.settings.model import Settings, section_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FILE_NAME = "winnow.toml"
PATH_VARIABLE = "WINNOW_CONFIG"


def settings_path(given: str | Path | None = None) -> Path | None:
    """Return the file to read: as given, else ``$WINNOW_CONFIG``, else ``./winnow.toml`` if there.

    ``None``: there is none, and the defaults hold.
    """
    chosen = given or os.environ.get(PATH_VARIABLE)
    if chosen:
        return Path(chosen)
    return Path(FILE_NAME) if Path(FILE_NAME).exists() else None


def load_settings(given: str | Path | None = None) -> Settings:
    """Return the settings in force; what is wrong with them is a ``SettingsError``.

    Paths in a file are seen from its folder, so that ``winnow --config`` works from anywhere.
    """
    path = settings_path(given)
    settings = parse_settings(read_text(path) if path else "", subject=str(path or FILE_NAME))
    return _anchored(settings, path.parent if path else Path())


def parse_settings(text: str, *, subject: str = FILE_NAME) -> Settings:
    """Return the settings that ``text``, in TOML, spells out."""
    try:
        return Settings(**tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(subject, f"is no TOML: {error}") from error
    except ValidationError as error:
        raise SettingsError(subject, _explain(error)) from error
    except UnreadableVariable as error:
        raise SettingsError("environment", f"{error}; a section there is JSON") from error


def read_text(path: Path) -> str:
    """Return a settings file's text; SettingsError says why it cannot be had."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise SettingsError(str(path), "is not there; `winnow init` writes one") from error
    except (OSError, UnicodeError) as error:
        raise SettingsError(str(path), f"cannot be read: {error}") from error


def _anchored(settings: Settings, folder: Path) -> Settings:
    url = settings.store.url
    store = url if "://" in url else str(folder / url)
    warc = settings.fetch.warc
    ratings = folder / settings.catalogue.ratings
    return settings.model_copy(
        update={
            "site": settings.site.model_copy(update={"out": folder / settings.site.out}),
            "store": settings.store.model_copy(update={"url": store}),
            "fetch": settings.fetch.model_copy(update={"warc": warc and str(folder / warc)}),
            "catalogue": settings.catalogue.model_copy(update={"ratings": ratings}),
        }
    )


def _explain(error: ValidationError) -> str:
    # A misspelt key is also a missing one: the misspelling is what helps.
    errors = sorted(error.errors(include_url=False), key=lambda e: e["type"] != "extra_forbidden")
    key = ".".join(str(part) for part in errors[0]["loc"]) or "the file"
    return f"{key}: {_what_is_wrong(errors[0])}"


def _what_is_wrong(error: ErrorDetails) -> str:
    if error["type"] != "extra_forbidden":
        return error["msg"].removeprefix("Value error, ")
    known = _keys_at(error["loc"][:-1])
    near = get_close_matches(str(error["loc"][-1]), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return f"there is no such setting; {hint}"


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in loc:
        if isinstance(part, str):
            model = section_of(model.model_fields[part].annotation) or model
    return list(model.model_fields)
