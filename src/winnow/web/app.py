"""The application: routes, what runs beside them, and what every answer carries."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ExceptionHandler

from winnow.site import SiteOptions
from winnow.site.build import error_page
from winnow.site.serve import SecurityHeaders, security_policy
from winnow.site.speech import mark, say, speaking
from winnow.store import Store
from winnow.web.answers import answer, problem
from winnow.web.api.app import api_app
from winnow.web.lists import MakeLists, in_this_process
from winnow.web.live import LiveOptions, LiveSite, tolerant
from winnow.web.report import ReportDesk
from winnow.web.search import SearchDesk
from winnow.web.unsubscribe import UnsubscribeDesk

__all__ = ["LiveOptions", "live_app", "serve_live"]

#: Pages made at the same time: while they are, pages that are kept must not wait.
_MAKERS = 2
#: How long a thread that makes a page may keep the interpreter from those that are kept.
_SWITCH_S = 0.0005
#: How long a first visitor waits for lists that are being made.
_PATIENCE_S = 60.0
_FAILED = mark("That did not work")
_HEADINGS = {
    404: mark("There is no such page"),
    405: mark("Not possible here"),
    429: mark("Too many requests"),
    503: mark("Not now"),
}


def live_app(
    store: Store,
    site: SiteOptions,
    *,
    options: LiveOptions | None = None,
    make_lists: MakeLists | None = None,
) -> Starlette:
    """Return the ASGI application that serves what is published in ``store``.

    ``make_lists``: who makes the pages that tell of many stories; by default this process.
    """
    given = options or LiveOptions()
    live = LiveSite(store, site, given, make_lists or in_this_process(store, site))
    front = _Front(live)
    search, report, leave = SearchDesk(live), ReportDesk(live), UnsubscribeDesk(live)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(front.stay_current)
            tasks.start_soon(front.keep_lists)
            yield
            tasks.cancel_scope.cancel()
        live.close()

    app = Starlette(
        routes=[
            Mount("/api", api_app(live)),
            Route("/search", search.page, methods=["GET"]),
            Route("/report", report.form, methods=["GET"]),
            Route("/report", report.receive, methods=["POST"]),
            Route("/unsubscribe", leave.form, methods=["GET"]),
            Route("/unsubscribe", leave.receive, methods=["POST"]),
            Route("/{path:path}", front.page, methods=["GET"]),
        ],
        middleware=[
            Middleware(SecurityHeaders, policy=security_policy(hotlinks=site.images == "hotlink"))
        ],
        exception_handlers={HTTPException: _error_page(live)},
        lifespan=lifespan,
    )
    app.state.live = live
    return app


class _Front:
    """Serves the pages of the site and keeps them current."""

    def __init__(self, live: LiveSite) -> None:
        self._live = live
        self._makers = CapacityLimiter(_MAKERS)
        self._first_lists = anyio.Event()

    async def stay_current(self) -> None:
        """Look at the store again and again, so that pages that changed are made anew.

        Apart from the lists: to make those takes longer than a page may be out of date.
        """
        look = tolerant(self._live.look)
        while True:
            await to_thread.run_sync(look)
            await anyio.sleep(self._live.options.look_every_s)

    async def keep_lists(self) -> None:
        """Renew the lists whenever the store has changed."""
        renew = tolerant(self._live.renew_lists)
        while True:
            if self._live.lists_are_old:
                went_well = await to_thread.run_sync(renew)
                self._first_lists.set()
                if not went_well:
                    await anyio.sleep(10 * self._live.options.look_every_s)
            await anyio.sleep(self._live.options.look_every_s)

    async def page(self, request: Request) -> Response:
        """Answer for one path of the site."""
        place = request.path_params["path"]
        path = self._live.urls.file(place)
        found = self._live.kept(path)
        if found is None:
            if not path.startswith("s/"):
                await self._wait_for_lists()
            found = await to_thread.run_sync(self._live.page, path, limiter=self._makers)
        if found is not None:
            return answer(request, found)
        folder = self._live.urls.file(place + "/")
        if place and await to_thread.run_sync(self._live.page, folder, limiter=self._makers):
            # Relative: the answer holds nothing of what the client says the host is.
            return RedirectResponse(f"{place.rpartition('/')[2]}/", status_code=307)
        return await self._not_found(request)

    async def _wait_for_lists(self) -> None:
        if not self._live.has_lists:
            with anyio.move_on_after(_PATIENCE_S):
                await self._first_lists.wait()
        if not self._live.has_lists:
            with speaking(self._live.site.language):
                message = say("The lists are being made; ask again in a moment.")
            raise HTTPException(503, message, {"Retry-After": "10"})

    async def _not_found(self, request: Request) -> Response:
        await self._wait_for_lists()
        page = await to_thread.run_sync(self._live.page, self._live.urls.not_found)
        return problem(404, "no such page") if page is None else answer(request, page, status=404)


def _error_page(live: LiveSite) -> ExceptionHandler:
    """Return who answers, as a page, with what went wrong on an address for readers."""

    async def shown(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if request.url.path.startswith("/api/"):  # with a character that no route has
            return problem(error.status_code, "There is nothing at this address.")
        with speaking(live.site.language):
            heading = say(_HEADINGS.get(error.status_code, _FAILED))
        content = error_page(live.site, live.urls, heading, error.detail)
        return HTMLResponse(content, error.status_code, dict(error.headers or {}))

    return shown


def serve_live(app: Starlette, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the application until interrupted."""
    import uvicorn

    sys.setswitchinterval(_SWITCH_S)

    uvicorn.run(
        app, host=host, port=port, server_header=False, log_level="warning", access_log=False
    )
