"""Serving a built folder: files with validators, correct types and strict security headers."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from winnow.errors import NotFoundError
from winnow.site.folder import read_manifest

#: Types that a file's name does not tell.
_TYPES = {"feed.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json"}


def media_type(path: str) -> str:
    """Return the type that a file of the site is served with.

    >>> media_type("s/a-story/feed.xml")
    'application/atom+xml; charset=utf-8'
    """
    name = path.rpartition("/")[2]
    known = _TYPES.get(name) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith("text/") else known


_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    # Pages change with every revision and carry an ETag: ask, and get a 304.
    "Cache-Control": "no-cache",
}


def security_policy(*, hotlinks: bool, forms: bool = False) -> str:
    """Return the content security policy: nothing but our own stylesheet, icon, links and forms."""
    images = "'self' https:" if hotlinks else "'self'"
    form = "'self'" if forms else "'none'"
    return (
        f"default-src 'none'; style-src 'self'; img-src {images}; "
        f"base-uri 'none'; form-action {form}; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """Adds the same headers to every answer, errors and 304 included; one that is set stays."""

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._headers = _HEADERS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _SiteFiles(StaticFiles):
    """The folder's files; hidden ones (the manifest) do not exist for readers."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if any(part.startswith(".") and part != "." for part in Path(path).parts):
            raise HTTPException(status_code=404)
        response = await super().get_response(path, scope)
        known = _TYPES.get(Path(path).name)
        if known and "content-type" in response.headers:
            response.headers["content-type"] = known
        return response


def site_app(folder: Path) -> Starlette:
    """Return the ASGI application that serves ``folder``."""
    if not (folder / "index.html").is_file():
        raise NotFoundError(str(folder), "holds no site; run `winnow build` first")
    policy = security_policy(hotlinks=read_manifest(folder).get("images") == "hotlink")
    return Starlette(
        routes=[Mount("/", _SiteFiles(directory=folder, html=True))],
        middleware=[Middleware(SecurityHeaders, policy=policy)],
    )


def serve_site(folder: Path, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve ``folder`` until interrupted."""
    import uvicorn

    uvicorn.run(site_app(folder), host=host, port=port, server_header=False, log_level="warning")
