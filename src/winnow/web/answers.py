"""Bytes → answers: validators, 304, compression; and errors as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from winnow.web.cache import Stored

PROBLEM_TYPE = "application/problem+json"

_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
    415: "Wrong type",
    422: "Unusable parameters",
    429: "Too many requests",
    500: "Internal error",
    503: "Not ready",
}


def answer(
    request: Request,
    page: Stored,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page, compressed where the client takes that, or 304 where the client has it."""
    is_packed = _takes_gzip(request)
    etag = f'"{page.etag}-gz"' if is_packed else f'"{page.etag}"'
    given = {"ETag": etag, "Vary": "Accept-Encoding", **(headers or {})}
    if status == 200 and _has(request, page.etag):
        return Response(status_code=304, headers=given)
    if is_packed:
        given["Content-Encoding"] = "gzip"
    body = page.body if is_packed else page.raw
    response = Response(body, status_code=status, headers=given)
    response.headers["Content-Type"] = page.media_type
    return response


def _takes_gzip(request: Request) -> bool:
    """Return whether the client takes gzip: named, or by ``*``, and not with a weight of 0."""
    weights: dict[str, str] = {}
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = parameters.replace(" ", "")
    found = weights.get("gzip", weights.get("*"))
    return found is not None and found not in ("q=0", "q=0.0", "q=0.00", "q=0.000")


def _has(request: Request, etag: str) -> bool:
    """Return whether the client names this page, in whatever coding, as one that it has."""
    named = request.headers.get("if-none-match", "")
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in named.split(","))
    return any(tag == "*" or tag.removesuffix("-gz") == etag for tag in tags if tag)


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    """Return an error as problem details: what is wrong and what to do."""
    body = {"type": "about:blank", "title": _TITLES.get(status, "Error"), "status": status}
    content = json.dumps({**body, "detail": detail, **more}, ensure_ascii=False)
    response = Response(
        content.encode("utf-8", "backslashreplace"), status_code=status, headers=dict(headers or {})
    )
    response.headers["Content-Type"] = PROBLEM_TYPE
    return response
