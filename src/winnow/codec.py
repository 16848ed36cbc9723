"""Values to JSON bytes and back, for the store.

The shape of the JSON is the shape of the dataclass; what comes back equals what went in.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from winnow.errors import StoreError

T = TypeVar("T")

_CONFIG = ConfigDict(
    ser_json_bytes="base64",
    val_json_bytes="base64",
    # By default an infinite float becomes null, which no ``float`` field can read back.
    ser_json_inf_nan="strings",
)


def to_json(value: object, *, without: Collection[str] = ()) -> bytes:
    """Return ``value``, one of the frozen dataclasses of :mod:`winnow.types`, as JSON.

    ``without`` names fields of it that are left out: for fingerprints, not for keeping.

    A lone surrogate (half of a UTF-16 pair, which broken input can smuggle into a ``str``) has no
    UTF-8 form: the value is refused with a :class:`StoreError`, never silently altered, because
    ids and offsets were made from the text as it is.  So is a value of another type than its
    field's: a list for a tuple would not come back equal.
    """
    try:
        return _adapter(type(value)).dump_json(
            (value,), warnings="error", exclude={0: set(without)}
        )[1:-1]
    except (PydanticSerializationError, UnicodeError) as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise StoreError(_subject(value), f"cannot be written as JSON: {reason}") from error


def from_json(kind: type[T], data: bytes | str) -> T:
    """Return the ``kind`` that :func:`to_json` wrote as ``data``."""
    text = data.encode() if isinstance(data, str) else data
    try:
        result: T = _adapter(kind).validate_json(b"[" + text + b"]")[0]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "its start"
        message = f"stored value is damaged at {where}: {first['msg']}"
        raise StoreError(kind.__name__, message) from error
    return result


def _adapter(kind: Any) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = _cached_adapter(kind)
    return adapter


@lru_cache(maxsize=64)
def _cached_adapter(kind: Any) -> TypeAdapter[Any]:
    # pydantic takes no config for a dataclass that is not its own, but does for a tuple of one:
    # hence the brackets that the two functions above take off and put back.
    return TypeAdapter(tuple[kind], config=_CONFIG)


def _subject(value: object) -> str:
    identity = getattr(value, "id", None) or getattr(value, "article_id", None)
    return f"{type(value).__name__} {identity}" if identity else type(value).__name__
