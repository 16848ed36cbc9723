"""``winnow.toml``: what an operator may choose, read once at the edge and frozen.

``docs/settings.md`` is printed from the descriptions in ``model``: ``python -m winnow.settings``.
"""

from winnow.settings.model import (
    FetchSettings,
    IngestSettings,
    MappingSettings,
    PageSettings,
    Settings,
    SiteSettings,
    StoreSettings,
    StorySettings,
)
from winnow.settings.outlets import (
    CatalogueSettings,
    LeanSettings,
    OutletSettings,
    ProvenanceSettings,
)
from winnow.settings.reading import load_settings, parse_settings, read_text, settings_path

__all__ = [
    "CatalogueSettings",
    "FetchSettings",
    "IngestSettings",
    "LeanSettings",
    "MappingSettings",
    "OutletSettings",
    "PageSettings",
    "ProvenanceSettings",
    "Settings",
    "SiteSettings",
    "StoreSettings",
    "StorySettings",
    "load_settings",
    "parse_settings",
    "read_text",
    "settings_path",
]
