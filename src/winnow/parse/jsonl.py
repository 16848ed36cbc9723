"""Articles from files of JSON: one object a line (``.jsonl``, ``.jsonl.gz``), or one list."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from winnow.errors import ParseError
from winnow.parse.article import Draft, make_article
from winnow.parse.feeds import web_address
from winnow.parse.outlets import outlet_of_url
from winnow.parse.times import parse_time
from winnow.types import Article, Image, Problem

#: A longer line is not an article.
MAX_LINE_BYTES = 4_000_000
#: A JSON list is read whole, so it has a limit; JSON lines have none.
MAX_LIST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class JsonlMapping:
    """Which name each field of an article has in the file: the first that is there is taken.

    Names with a dot reach inside: ``"author.name"``.  Fields of the file that no name leads to
    (a gold ``story_id``, an outlet's ``bias``) are not looked at.
    """

    url: tuple[str, ...] = ("url", "link", "canonical_url")
    title: tuple[str, ...] = ("title", "headline")
    text: tuple[str, ...] = ("text", "body", "content", "articleBody", "maintext")
    #: A domain or an address; without it the outlet is the one the address belongs to.
    outlet: tuple[str, ...] = ("outlet_id", "outlet", "domain", "source_domain")
    published: tuple[str, ...] = (
        "published",
        "published_at",
        "date_publish",
        "datePublished",
        "date",
    )
    updated: tuple[str, ...] = ("updated", "updated_at", "date_modify", "dateModified")
    authors: tuple[str, ...] = ("authors", "author", "byline")
    standfirst: tuple[str, ...] = ("standfirst", "description", "summary")
    section: tuple[str, ...] = ("section", "category")
    language: tuple[str, ...] = ("language", "lang")
    image_url: tuple[str, ...] = ("image.url", "image_url", "image")
    image_caption: tuple[str, ...] = ("image.caption", "image_caption")
    image_credit: tuple[str, ...] = ("image.credit", "image_credit")
    image_licence: tuple[str, ...] = ("image.licence", "image_licence")
    #: The agency or outlet whose text it is, where the file says so.
    credited_to: tuple[str, ...] = ("credited_to", "agency")
    reserved: tuple[str, ...] = ("reserved", "tdm_reservation")

    def read(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return, for each field of the mapping, the value the record has for it, or ``None``."""
        return {each.name: _first(record, getattr(self, each.name)) for each in fields(self)}


DEFAULT_MAPPING = JsonlMapping()


def read_jsonl(
    path: Path, mapping: JsonlMapping = DEFAULT_MAPPING, *, seen: datetime
) -> Iterator[Article | Problem]:
    """Yield the articles of a file in its order, and a problem for each line that is none.

    What can be read is read: a bad line costs that line, a cut archive what lies behind the cut.
    """
    count = 0
    try:
        for number, record in _records(path):
            count += 1
            yield _article_or_problem(path, number, record, mapping, seen)
    except (OSError, EOFError, zlib.error) as error:
        reason = "cut short or damaged" if isinstance(error, EOFError | zlib.error) else str(error)
        yield _problem(path, None, f"{reason}; {count} lines before that were read")
        return
    if count == 0:
        yield _problem(path, None, "empty: there is nothing to read")


def _records(path: Path) -> Iterator[tuple[int, object]]:
    """Yield line numbers and what stands there: a value, or the ``ParseError`` it made."""
    with _open(path) as file:
        if _is_list(file):
            yield from enumerate(_read_list(path, file), start=1)
            return
        number = 0
        while line := file.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(line) > MAX_LINE_BYTES:
                _skip_line(file, line)
                yield number, ParseError(str(path), "longer than an article can be")
            elif line.strip(b"\xef\xbb\xbf \t\r\n\0"):
                yield number, _loaded(path, line)


def _open(path: Path) -> IO[bytes]:
    # By its first bytes: names lie, and "rb" on a .gz that is none would stop the file.
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


def _is_list(file: IO[bytes]) -> bool:
    """Return whether the file is one JSON document over several lines rather than JSON lines."""
    head = file.read(65_536).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if head[:1] == b"[":
        return True
    first, _, rest = head.partition(b"\n")
    return head[:1] == b"{" and first.strip() == b"{" and bool(rest)


def _read_list(path: Path, file: IO[bytes]) -> list[object]:
    content = file.read(MAX_LIST_BYTES + 1)
    if len(content) > MAX_LIST_BYTES:
        return [ParseError(str(path), "too large for one list; use one object a line")]
    value = _loaded(path, content)
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    return value if isinstance(value, list) else [value]


def _skip_line(file: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(MAX_LINE_BYTES)


def _loaded(path: Path, line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        return ParseError(str(path), f"not valid JSON ({str(error)[:80]})")


def _article_or_problem(
    path: Path, number: int, record: object, mapping: JsonlMapping, seen: datetime
) -> Article | Problem:
    if isinstance(record, ParseError):
        return _problem(path, number, record.message)
    if not isinstance(record, dict):
        return _problem(path, number, "not an object with an article's fields")
    values = mapping.read(record)
    url = web_address(values["url"], "")
    if url is None:
        return _problem(path, number, "no http(s) address under " + ", ".join(mapping.url))
    return make_article(_draft(url, values), seen=seen)


def _draft(url: str, values: dict[str, Any]) -> Draft:
    return Draft(
        url=url,
        title=_text(values["title"]),
        raw_text=_text(values["text"]),
        outlet_id=outlet_of_url(_text(values["outlet"]).lower()) or outlet_of_url(url),
        published=parse_time(values["published"]),
        updated=parse_time(values["updated"]),
        standfirst=_text(values["standfirst"]) or None,
        authors=_names(values["authors"]),
        section=_text(values["section"]) or None,
        language=_text(values["language"])[:2].lower() or None,
        image=_image(values),
        credited_to=_text(values["credited_to"]) or None,
        reserved=values["reserved"] in (True, 1, "1", "true"),
    )


def _image(values: dict[str, Any]) -> Image | None:
    url = web_address(values["image_url"] if isinstance(values["image_url"], str) else "", "")
    if url is None:
        return None
    rest = (_text(values[f"image_{name}"]) or None for name in ("caption", "credit", "licence"))
    return Image(url, *rest)


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = (each.get("name") if isinstance(each, dict) else each for each in values)
    return tuple(dict.fromkeys(name for each in names if (name := _text(each))))


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_text(each) for each in value)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _first(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value: Any = record
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value not in (None, "", []):
            return value
    return None


def _problem(path: Path, number: int | None, message: str) -> Problem:
    return Problem(f"{path}, line {number}" if number else str(path), "parse", message)
