"""The form by which a reader reports an error, and what is kept of what they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from winnow.errors import NotFoundError
from winnow.site.facts_view import fact_anchor
from winnow.site.html import render
from winnow.site.serve import security_policy
from winnow.site.shell import make_shell
from winnow.site.speech import mark, say, speaking
from winnow.site.views import Link, Shell
from winnow.site.words import clean
from winnow.types import ErrorReport, Fact, Revision, content_id
from winnow.web.answers import answer
from winnow.web.cache import stored
from winnow.web.limits import Buckets, client_of
from winnow.web.live import LiveSite

TEXT_LIMIT, CONTACT_LIMIT = 2000, 200
#: A body with every character of every field spelled as three escapes of UTF-8.
_BODY_LIMIT = 32_000
_FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class ReportView:
    """The form, or what came of it."""

    shell: Shell
    story: Link
    slug: str
    #: The fact it is about; "": the page as a whole.
    claim_id: str
    fact: str
    text: str
    contact: str
    #: What must be mended before it can be taken.
    fault: str
    is_taken: bool
    text_limit: int = TEXT_LIMIT
    contact_limit: int = CONTACT_LIMIT


class ReportDesk:
    """Hands out the form and takes reports."""

    def __init__(self, live: LiveSite) -> None:
        self._live = live
        given = live.options.reports_per_hour
        self._buckets = Buckets(burst=given, per_second=given / 3600)

    async def form(self, request: Request) -> Response:
        """Return the form for ``?story=`` and ``fact``."""
        asked = request.query_params
        view = await to_thread.run_sync(
            self._view, asked.get("story", ""), asked.get("fact", ""), {}
        )
        return self._answer(request, view)

    async def receive(self, request: Request) -> Response:
        """Keep a report, or say what it lacks."""
        if not _is_own(request):
            message = self._say(mark("Reports are taken from the form of this site alone."))
            raise HTTPException(403, message)
        fields = await _fields(request)
        fault = _fault(fields)
        if not fault:
            wait = self._buckets.take(client_of(request.scope))
            if wait:
                message = self._say(
                    mark("That is many reports; send the next one in %(n)d s."), n=wait
                )
                raise HTTPException(429, message, {"Retry-After": str(wait)})
        view = await to_thread.run_sync(self._take, fields, fault)
        return self._answer(request, view, status=200 if view.is_taken else 422)

    def _take(self, fields: Mapping[str, str], fault: str) -> ReportView:
        view = self._view(fields["story"], fields["fact"], fields, fault=fault)
        # A field that no person sees: who fills it in is no person, and needs not know.
        if not fault and not fields["website"]:
            self._keep(view, fields)
        return view

    def _keep(self, view: ReportView, fields: Mapping[str, str]) -> None:
        store, now = self._live.store, datetime.now(UTC)
        with store.transaction():
            if len(store.error_reports()) >= self._live.options.most_reports:
                raise HTTPException(
                    503,
                    self._say(mark("No more reports can be taken for now.")),
                    {"Retry-After": "86400"},
                )
            newest = self._newest(view.slug)
            story_id, text = newest.page.story_id, fields["text"]
            store.save_error_report(
                ErrorReport(
                    content_id(story_id, view.claim_id, text, now.isoformat()),
                    story_id,
                    view.claim_id,
                    newest.number,
                    text,
                    fields["contact"],
                    now,
                )
            )

    def _view(
        self, slug: str, claim_id: str, fields: Mapping[str, str], *, fault: str | None = None
    ) -> ReportView:
        newest = self._newest(slug)
        fact = _fact(newest, claim_id)
        urls, page = self._live.urls, newest.page
        anchor = f"#{fact_anchor(fact.claim_id)}" if fact else ""
        href = urls.relative(urls.story(page.slug), urls.report) + anchor
        shell = make_shell(
            urls.report, self._live.site, urls, title=self._say(mark("Report an error"))
        )
        return ReportView(
            shell=shell,
            story=Link(clean(page.title), href),
            slug=page.slug,
            claim_id=fact.claim_id if fact else "",
            fact=clean(fact.text) if fact else "",
            text=fields.get("text", ""),
            contact=fields.get("contact", ""),
            fault=self._say(fault, n=TEXT_LIMIT, contact=CONTACT_LIMIT) if fault else "",
            is_taken=fault == "",
        )

    def _say(self, message: str, **values: object) -> str:
        with speaking(self._live.site.language):
            return say(message, **values)

    def _newest(self, slug: str) -> Revision:
        try:
            return self._live.store.revision(self._live.store.story(slug).id)
        except NotFoundError as error:
            message = self._say(mark("There is no such story; follow the link beside a fact."))
            raise HTTPException(404, message) from error

    def _answer(self, request: Request, view: ReportView, *, status: int = 200) -> Response:
        with speaking(self._live.site.language):
            content = render("report.html", view).encode("utf-8", "replace")
        headers = {
            "Content-Security-Policy": security_policy(hotlinks=False, forms=True),
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        }
        page = stored(content, "text/html; charset=utf-8")
        return answer(request, page, status=status, headers=headers)


def _is_own(request: Request) -> bool:
    """Return whether the form was sent from a page of this very site, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.headers.get("host")


async def _fields(request: Request) -> dict[str, str]:
    """Return what was typed, each field on its own bounded and made harmless."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM_TYPE:
        raise HTTPException(415, f"Send the form as {_FORM_TYPE}.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise HTTPException(413, f"At most {TEXT_LIMIT} characters can be taken.")
    try:
        given = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20, errors="replace")
    except ValueError as error:
        raise HTTPException(422, "The form has too many fields.") from error
    names = ("story", "fact", "text", "contact", "website")
    return {name: _harmless(given.get(name, [""])[0]) for name in names}


def _harmless(text: str) -> str:
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(lines).strip()


def _fault(fields: Mapping[str, str]) -> str:
    if not fields["text"]:
        return mark("Say what is wrong, in a sentence or two.")
    if len(fields["text"]) > TEXT_LIMIT:
        return mark("That is longer than %(n)d characters; shorten it.")
    if len(fields["contact"]) > CONTACT_LIMIT:
        return mark("The address is longer than %(contact)d characters; shorten it.")
    return ""


def _fact(newest: Revision, claim_id: str) -> Fact | None:
    page = newest.page
    return next((f for f in page.bullets if f.claim_id == claim_id), None)
