"""``winnow.toml``: what an operator may choose, read once at the edge and frozen.

``docs/settings.md`` is printed from the descriptions in ``model``: ``python -m winnow.settings``.
"""

from winnow.settings.model import (
    FetchSettings,
    IngestSettings,
    LeanSettings,
    MappingSettings,
    OutletSettings,
    PageSettings,
    Settings,
    SiteSettings,
    StoreSettings,
    StorySettings,
)
from winnow.settings.reading import load_settings, parse_settings, settings_path

__all__ = [
    "FetchSettings",
    "IngestSettings",
    "LeanSettings",
    "MappingSettings",
    "OutletSettings",
    "PageSettings",
    "Settings",
    "SiteSettings",
    "StoreSettings",
    "StorySettings",
    "load_settings",
    "parse_settings",
    "settings_path",
]
