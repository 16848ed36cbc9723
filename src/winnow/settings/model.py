"""What an operator may choose: a section of ``winnow.toml`` each, with defaults and descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from winnow import __version__
from winnow.settings.outlets import CatalogueSettings, OutletSettings
from winnow.settings.section import Section
from winnow.types import Outlet


class SiteSettings(Section):
    """The site that readers see."""

    title: str = Field(
        default="Winnow", description="Name of the site, on every page.", min_length=1
    )
    tagline: str = Field(
        default="Facts kept apart from narratives, with the passages they rest on.",
        description="One sentence under the name.",
    )
    base_url: str = Field(
        default="",
        description="Where the site will stand, such as `https://news.example.org/`; empty: links "
        "stay relative, feeds included.",
        pattern=r"^(https?://\S+)?$",
    )
    language: str = Field(
        default="en",
        description="Language of the site's own words (ISO 639-1): `en` or `de` ([languages.md](languages.md)); "
        "another gives its direction, and English words.",
        pattern=r"^[a-z]{2}$",
    )
    contact: str = Field(
        default="", description="Address where a reader reports an error: an e-mail or a web page."
    )
    authority: str = Field(
        default="",
        description="What the ids of feed items are made of, `domain,year` (RFC 4151). Set it once "
        "and keep it: a change makes every item new to every reader. Empty: from `base_url`.",
    )
    images: Literal["link", "hotlink", "none"] = Field(
        default="link",
        description="`link`: a page names its picture and links to it, and asks no third party for "
        "anything. `hotlink`: the outlet's server shows it, and learns who reads. `none`.",
    )
    out: Path = Field(
        default=Path("site"),
        description="Folder the site is built into, seen from the settings file.",
    )


class ServeSettings(Section):
    """The live server, `winnow serve`."""

    cache_mb: int = Field(
        default=128,
        description="Memory for pages that were made, compressed; the rest are made when asked for.",
        ge=1,
    )
    requests_per_minute: int = Field(
        default=300, description="Requests to API and search that one client may make.", ge=1
    )
    burst: int = Field(default=60, description="Of these, how many at once.", ge=1)
    reports_per_hour: int = Field(
        default=10, description="Reports of errors that one client may hand in.", ge=1
    )
    most_reports: int = Field(
        default=5000,
        description="Open reports that are kept; more are refused until some are closed.",
        ge=1,
    )


class DigestSettings(Section):
    """The digest by mail, `winnow digest`."""

    host: str = Field(
        default="", description="Mail server that takes the digest; empty: none is sent."
    )
    port: int = Field(default=587, description="Its port.", ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`none` sends in the clear: only to a server on this machine.",
    )
    user: str = Field(default="", description="Name to log in with; empty: no log-in.")
    password: str = Field(
        default="", description="Better given as `WINNOW_DIGEST__PASSWORD` than in this file."
    )
    sender: str = Field(default="", description="Address the digest comes from.")
    most_stories: int = Field(default=12, description="Most stories of one digest.", ge=1, le=100)


class StoreSettings(Section):
    """Where Winnow remembers what it read and published."""

    url: str = Field(
        default="winnow.sqlite",
        description="Path of an SQLite file, seen from the settings file, or a database address "
        "(`sqlite:////absolute/path`, `postgresql://user@host/name`).",
        min_length=1,
    )


class FetchSettings(Section):
    """How feeds and pages are fetched. robots.txt is always obeyed."""

    user_agent: str = Field(
        default=f"Winnow/{__version__}",
        description="Product and version, sent with every request; the first word is what "
        "robots.txt rules are matched with.",
        pattern=r"^[A-Za-z][\w.-]*(/\S+)?$",
    )
    contact: str = Field(
        default="",
        description="Where a publisher reaches you; sent along. Empty: the site's contact.",
    )
    timeout_s: float = Field(
        default=15.0, description="Seconds for connecting and each read.", gt=0
    )
    total_timeout_s: float = Field(
        default=45.0, description="Seconds for one request in all.", gt=0
    )
    max_bytes: int = Field(
        default=8_000_000, description="Largest answer, on the wire and decompressed.", gt=0
    )
    max_redirects: int = Field(default=5, description="Redirects followed for one address.", ge=0)
    per_host_delay_s: float = Field(
        default=1.0, description="Least seconds between two requests to one host.", ge=0
    )
    interval_minutes: int = Field(
        default=30,
        description="A feed is asked no more often; its server may ask for longer.",
        ge=1,
    )
    allow_private_hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts, or `host:port`, that may have a private address. All others that have "
        "one are refused, because feed text is hostile.",
    )
    picture_credits: bool = Field(
        default=True,
        description="Ask a picture whose page gives no credit for the one inside its file (IPTC, XMP): "
        "one request a picture; nothing else of it is kept. Without a credit no picture is shown.",
    )
    warc: str = Field(
        default="",
        description="Folder in which every fetched page is kept as WARC, seen from the settings "
        "file; reserved pages are not kept. Empty: none is.",
    )


class StorySettings(Section):
    """What makes a story."""

    window_days: int = Field(
        default=7,
        description="An article joins a story whose newest article is at most so old.",
        ge=1,
    )
    min_origins: int = Field(
        default=2, description="Independent origins a story needs before it is published.", ge=2
    )
    language: Literal["en"] = Field(
        default="en", description="Articles in another language are set aside (English so far)."
    )


class PageSettings(Section):
    """What stands on a story page."""

    max_facts: int = Field(default=7, description="Most facts on a page.", ge=1, le=20)
    min_facts: int = Field(
        default=1, description="A story with fewer facts is not published.", ge=1
    )
    verbatim_words: int = Field(
        default=60,
        description="Most words of one article printed verbatim on a page.",
        ge=10,
        le=60,
    )


def _as_names(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_names)]


class MappingSettings(Section):
    """Which field of a JSONL file is which: a name, or names tried in turn.

    The first name that is there and not empty counts; a dot goes into a nested object:
    `source.name`.  An empty list reads nothing.
    """

    url: Names = Field(
        default=("url", "link", "canonical_url"), description="Address of the article."
    )
    title: Names = Field(default=("title", "headline"), description="Headline.")
    text: Names = Field(
        default=("text", "body", "content", "article_text", "full_text"),
        description="Plain text, paragraphs apart by newlines.",
    )
    published: Names = Field(
        default=("published", "published_at", "publication_date", "date_published", "date"),
        description="When the publisher says it was published.",
    )
    updated: Names = Field(
        default=("updated", "updated_at", "modified", "date_modified"),
        description="When the publisher says it was changed.",
    )
    standfirst: Names = Field(
        default=("standfirst", "description", "summary", "subtitle"),
        description="Lines under the title.",
    )
    authors: Names = Field(
        default=("authors", "author", "byline"), description="A list of names, or one line of them."
    )
    outlet: Names = Field(
        default=("outlet_id", "domain", "source_domain", "outlet", "source"),
        description="Domain of the outlet; where none of them is a domain, that of the address.",
    )
    language: Names = Field(default=("language", "lang"), description="Language (ISO 639-1).")
    section: Names = Field(
        default=("section", "category"), description="Section: “Opinion”, “World”."
    )
    image_url: Names = Field(
        default=("image_url", "image.url", "image", "top_image"),
        description="Address of the picture.",
    )
    image_credit: Names = Field(
        default=("image_credit", "image.credit"), description="Credit of the picture, as printed."
    )
    image_caption: Names = Field(
        default=("image_caption", "image.caption"), description="Caption of the picture."
    )
    image_licence: Names = Field(
        default=("image.licence", "image_licence"), description="Licence of that picture."
    )
    reserved: Names = Field(
        default=("reserved", "tdm_reservation"),
        description="True where the publisher reserves text and data mining.",
    )
    credited_to: Names = Field(
        default=("credited_to", "agency"), description="Agency or outlet that the article credits."
    )

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return our field → the names that a file may have for it, in the order to try."""
        return {field: getattr(self, field) for field in type(self).model_fields}


class IngestSettings(Section):
    """How files are read."""

    mapping: MappingSettings = Field(
        default=MappingSettings(), description="Which field of a JSONL file is which."
    )


class Settings(BaseSettings):
    """Everything in ``winnow.toml``; a variable ``WINNOW_STORE__URL`` outranks ``[store] url``."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="WINNOW_", env_nested_delimiter="__"
    )

    site: SiteSettings = Field(default=SiteSettings(), description="The site that readers see.")
    serve: ServeSettings = Field(default=ServeSettings(), description="The live server.")
    store: StoreSettings = Field(default=StoreSettings(), description="Where Winnow remembers.")
    fetch: FetchSettings = Field(
        default=FetchSettings(), description="How feeds and pages are fetched."
    )
    digest: DigestSettings = Field(
        default=DigestSettings(), description="The digest by mail, `winnow digest`."
    )
    stories: StorySettings = Field(default=StorySettings(), description="What makes a story.")
    page: PageSettings = Field(default=PageSettings(), description="What stands on a story page.")
    ingest: IngestSettings = Field(default=IngestSettings(), description="How files are read.")
    catalogue: CatalogueSettings = Field(
        default=CatalogueSettings(), description="What is known of outlets besides this file."
    )
    outlets: tuple[OutletSettings, ...] = Field(
        default=(), description="The outlets that are read."
    )

    @field_validator("outlets")
    @classmethod
    def _are_different(cls, outlets: tuple[OutletSettings, ...]) -> tuple[OutletSettings, ...]:
        for outlet_id, times in Counter(outlet.id for outlet in outlets).items():
            if times > 1:
                raise ValueError(f"{outlet_id} is listed {times} times; keep one")
        return outlets

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from, strongest first: the environment, then the file."""
        return env_settings, init_settings

    def known_outlets(self) -> dict[str, Outlet]:
        """Return the outlets by id, ids sorted."""
        outlets = sorted((each.to_outlet() for each in self.outlets), key=lambda o: o.id)
        return {outlet.id: outlet for outlet in outlets}

    @property
    def contact(self) -> str:
        """Who answers for the fetching: its own contact, else the site's."""
        return self.fetch.contact or self.site.contact


def section_of(annotation: Any) -> type[Section] | None:
    """Return the section that a field's type is, or is a list of."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Section):
            return kind
    return None


def sections() -> Mapping[str, type[Section]]:
    """Return every section by its header in the file, in the order of the file."""
    found: dict[str, type[Section]] = {}

    def walk(model: type[BaseModel], prefix: str) -> None:
        for name, field in model.model_fields.items():
            section = section_of(field.annotation)
            if section is not None:
                is_list = section is not field.annotation
                found[f"[[{prefix}{name}]]" if is_list else f"[{prefix}{name}]"] = section
                walk(section, f"{prefix}{name}.")

    walk(Settings, "")
    return found
