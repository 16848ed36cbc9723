"""What an operator may choose about a site. Everything has a default that works from a folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

ImageMode = Literal["link", "hotlink", "none"]

#: Languages written from right to left (ISO 639-1).
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """One measured error rate, as the about page prints it."""

    #: In a reader's words: "facts whose citation does not say it".
    what: str
    #: Share of cases that were wrong (0–1).
    rate: float
    #: Number of cases looked at.
    cases: int
    measured_on: date


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """The choices of one site."""

    title: str = "Winnow"
    tagline: str = "Facts kept apart from narratives, with the passages they rest on."
    #: Where the site will stand: "https://news.example.org/winnow/". Empty: links stay relative
    #: everywhere, feeds included.
    base_url: str = ""
    language: str = "en"
    #: An address a reader can write to about an error: an e-mail or an http(s) link.
    contact: str = ""
    #: What feed ids are made of, "domain,date" as RFC 4151 has it. Set it once and keep it: a
    #: change makes every reader see every item as new. Empty: taken from ``base_url``.
    authority: str = ""
    #: ``"link"``: a card that names the picture and links to it at its outlet, so that a page asks
    #: no third party for anything. ``"hotlink"``: the outlet's server shows it in the page (and
    #: learns who reads). ``"none"``: no pictures.
    images: ImageMode = "link"
    #: Links name ``index.html``, so that the folder can be read without a server.
    explicit_index: bool = False
    #: Stories shown as cards on the front page; all are listed under ``archive/``.
    front_limit: int = 40
    #: Newest items in each feed of the site.
    feed_limit: int = 50
    error_rates: tuple[ErrorRate, ...] = ()
    #: What the page on how pages are made prints of the operator's settings: name → value, in words.
    settings: tuple[tuple[str, str], ...] = ()
    #: Pages lead to what only a running server can do: search, and a form to report an error.
    live: bool = False

    @property
    def direction(self) -> str:
        """``"rtl"`` for a language written from right to left, else ``"ltr"``."""
        return "rtl" if self.language.split("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def tag_authority(self) -> str:
        """The authority of feed ids; stable as long as the options say the same."""
        if self.authority:
            return self.authority
        return f"{urlsplit(self.base_url).hostname or 'localhost'},2026"
