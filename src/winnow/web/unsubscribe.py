"""The way out of the digest: a page for people, one request for mail programs (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from winnow.site.html import render
from winnow.site.serve import security_policy
from winnow.site.shell import make_shell
from winnow.site.speech import say, speaking
from winnow.site.views import Shell
from winnow.web.answers import answer
from winnow.web.cache import stored
from winnow.web.limits import Buckets, client_of
from winnow.web.live import LiveSite

_BODY_LIMIT = 4_000
_TOKEN_LIMIT = 100
#: Requests that one client may make, so that nobody tries tokens.
_BURST, _PER_HOUR = 20, 120


@dataclass(frozen=True, slots=True)
class UnsubscribeView:
    """The question, or what came of it."""

    shell: Shell
    token: str
    is_done: bool


class UnsubscribeDesk:
    """Lets subscribers go.

    Whether a token was anybody's is not told: who leaves twice is told the same.
    """

    def __init__(self, live: LiveSite) -> None:
        self._live = live
        self._buckets = Buckets(burst=_BURST, per_second=_PER_HOUR / 3600)

    async def form(self, request: Request) -> Response:
        """Return the page that asks; a visit alone changes nothing, since mail programs look at links."""
        return self._answer(request, request.query_params.get("token", "")[:_TOKEN_LIMIT], False)

    async def receive(self, request: Request) -> Response:
        """Forget the subscriber whose token is in the address or in the form."""
        wait = self._buckets.take(client_of(request.scope))
        if wait:
            with speaking(self._live.site.language):
                message = say("That is many requests; send the next one in %(n)d s.", n=wait)
            raise HTTPException(429, message, {"Retry-After": str(wait)})
        token = request.query_params.get("token") or await _token_in(request)
        if not token or len(token) > _TOKEN_LIMIT:
            with speaking(self._live.site.language):
                message = say("The address lacks its token; use the link in the mail whole.")
            raise HTTPException(422, message)
        await to_thread.run_sync(self._forget, token)
        return self._answer(request, "", True)

    def _forget(self, token: str) -> None:
        found = self._live.store.subscriber(token=token)
        if found is not None:
            self._live.store.remove_subscriber(found.address)

    def _answer(self, request: Request, token: str, is_done: bool) -> Response:
        urls = self._live.urls
        with speaking(self._live.site.language):
            shell = make_shell(urls.unsubscribe, self._live.site, urls, title=say("Unsubscribe"))
            html = render("unsubscribe.html", UnsubscribeView(shell, token, is_done)).encode()
        response = answer(request, stored(html, "text/html; charset=utf-8"))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = security_policy(hotlinks=False, forms=True)
        return response


async def _token_in(request: Request) -> str:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _BODY_LIMIT:
            raise HTTPException(413, "That is more than a token.")
    fields = parse_qs(body.decode("utf-8", "replace"))
    return fields.get("token", [""])[0]
