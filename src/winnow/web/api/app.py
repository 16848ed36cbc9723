"""The API as an application: limits, CORS, errors, and the routes of version 1."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from winnow import __version__
from winnow.errors import NotFoundError, StoreError
from winnow.web.answers import problem
from winnow.web.api.routes import routes
from winnow.web.limits import Buckets, client_of
from winnow.web.live import LiveSite

_ABOUT = (
    "What is published, as JSON: stories with everything on their pages, facts, articles, outlets, "
    "storylines, search. Lists are paged by `cursor`; answers carry an ETag; errors are problem "
    "details that say what to do. Read-only."
)


def api_app(live: LiveSite) -> ASGIApp:
    """Return the application that stands under ``/api``."""
    app = FastAPI(
        title=f"{live.site.title}: API",
        version=__version__,
        description=_ABOUT,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD"],
                allow_headers=["If-None-Match"],
                expose_headers=["ETag", "Retry-After"],
                max_age=86400,
            ),
            Middleware(_Limited, live=live),
            Middleware(_HeadAsGet),
        ],
        exception_handlers={
            HTTPException: _http_error,
            RequestValidationError: _unusable,
            NotFoundError: _not_found,
            StoreError: _store_error,
        },
    )
    app.include_router(routes(live), prefix="/v1")
    return app


class _Limited:
    """Refuses a client that asks too often, before any work is done for it."""

    def __init__(self, app: ASGIApp, *, live: LiveSite) -> None:
        self._app = app
        given = live.options
        self._buckets = Buckets(burst=given.burst, per_second=given.requests_per_minute / 60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self._buckets.take(client_of(scope)) if scope["type"] == "http" else 0
        if wait:
            answer = problem(
                429,
                f"Too many requests from this address; ask again in {wait} s.",
                headers={"Retry-After": str(wait)},
            )
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


class _HeadAsGet:
    """Answers HEAD as GET: the server leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, send)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {
        404: "There is nothing at this address; /api/v1/openapi.json lists what there is.",
        405: "The API is read-only: use GET or HEAD.",
    }
    detail = details.get(error.status_code, str(error.detail))
    return problem(error.status_code, detail, headers=error.headers)


async def _unusable(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(each) for each in error.errors()]
    detail = "; ".join(f"{fault['parameter']}: {fault['message']}" for fault in faults)
    return problem(422, f"{detail}.", errors=faults)


def _fault(error: dict[str, Any]) -> dict[str, str]:
    parameter = ".".join(str(part) for part in error["loc"][1:]) or "request"
    if error["type"] == "extra_forbidden":
        return {"parameter": parameter, "message": "is no parameter of this list; leave it out"}
    return {"parameter": parameter, "message": str(error["msg"])}


async def _not_found(_: Request, error: Exception) -> Response:
    return problem(404, f"{error}; /api/v1/stories lists what is published.")


async def _store_error(_: Request, error: Exception) -> Response:
    # What the database says is for the operator's log, not for whoever asks.
    return problem(503, "The store cannot be read; try again later.", headers={"Retry-After": "30"})
