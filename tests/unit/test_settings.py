"""Settings: one file, every key documented, every mistake named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from winnow.cli.init import starter_settings, write_starter_settings
from winnow.errors import SettingsError
from winnow.outlets import known_outlets
from winnow.settings import Settings, load_settings, parse_settings
from winnow.settings.model import sections
from winnow.settings.reference import own_fields, reference
from winnow.types import Lean, Outlet

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_settings_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Each test starts in an empty folder, whatever the developer's own settings are."""
    monkeypatch.delenv("WINNOW_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    yield


def test_without_a_file_the_defaults_hold() -> None:
    """Winnow works before anyone has chosen anything."""
    settings = load_settings()
    assert settings.stories.min_origins == 2
    assert settings.page.verbatim_words == 60
    assert settings.fetch.allow_private_hosts == ()
    assert settings.outlets == ()


def test_the_file_is_found_here_by_variable_and_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name given outranks the variable, which outranks the current folder."""
    for name in ("winnow", "variable", "given"):
        (tmp_path / f"{name}.toml").write_text(f'[site]\ntitle = "{name}"')
    assert load_settings().site.title == "winnow"
    monkeypatch.setenv("WINNOW_CONFIG", "variable.toml")
    assert load_settings().site.title == "variable"
    assert load_settings("given.toml").site.title == "given"


def test_paths_are_seen_from_the_file(tmp_path: Path) -> None:
    """So that a file named from elsewhere opens the same store."""
    path = tmp_path / "etc" / "winnow.toml"
    path.parent.mkdir()
    path.write_text('[store]\nurl = "data/w.sqlite"')
    settings = load_settings(path)
    assert settings.store.url == str(path.parent / "data/w.sqlite")
    assert settings.site.out == path.parent / "site"


def test_a_database_address_stays_as_it_is(tmp_path: Path) -> None:
    """Only a path is seen from the file."""
    (tmp_path / "winnow.toml").write_text('[store]\nurl = "postgresql://db/winnow"')
    assert load_settings().store.url == "postgresql://db/winnow"


def test_a_variable_outranks_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """One value can be set for one start; the rest of its section stays."""
    monkeypatch.setenv("WINNOW_SITE__TITLE", "From outside")
    settings = parse_settings('[site]\ntitle = "From the file"\ncontact = "a@b.example"')
    assert (settings.site.title, settings.site.contact) == ("From outside", "a@b.example")


def test_an_unreadable_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section given whole by a variable is JSON, or a clear error."""
    monkeypatch.setenv("WINNOW_PAGE", "seven facts")
    with pytest.raises(SettingsError, match="page"):
        parse_settings("")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[site]\ntitel = "x"', r"site\.titel: there is no such setting; did you mean title\?"),
        ("[pages]", r"pages: there is no such setting; did you mean page\?"),
        ('[[outlets]]\nid = "a.b"\nname = "x"\nfeed = []', r"outlets\.0\.feed.*mean feeds\?"),
        ('[ingest.mapping]\nurls = "x"', r"ingest\.mapping\.urls: .*mean url\?"),
        ("[page]\nzzz = 1", r"page\.zzz: .*known here: max_facts, min_facts"),
    ],
)
def test_a_misspelt_key_is_named_with_the_right_one(text: str, message: str) -> None:
    """Nothing is ignored in silence."""
    with pytest.raises(SettingsError, match=message):
        parse_settings(text)


def test_a_misspelt_required_key_is_not_called_missing() -> None:
    """The misspelling is what helps."""
    lean = 'leans = [{ axis = "left-right", value = "left", ratr = "R" }]'
    with pytest.raises(SettingsError, match=r"leans\.0\.ratr: .*did you mean rater\?"):
        parse_settings(f'[[outlets]]\nid = "a.example"\nname = "A"\n{lean}')


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[page]\nmax_facts = "many"', "page.max_facts"),
        ("[page]\nverbatim_words = 200", "page.verbatim_words"),
        ("[stories]\nmin_origins = 1", "stories.min_origins"),
        ('[[outlets]]\nid = "Not A Domain"\nname = "x"', "outlets.0.id"),
        ('[[outlets]]\nid = "a.b"\nname = "x"\nfeeds = ["file:///etc"]', "outlets.0.feeds"),
        ('[[outlets]]\nid = "a.b"\nname = "x"\n[[outlets]]\nid = "a.b"\nname = "y"', "a.b is"),
        ("x =", "is no TOML"),
    ],
)
def test_a_wrong_value_is_named(text: str, key: str) -> None:
    """The message says where, and an operator can find it."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(text)
    assert key in str(caught.value)


def test_a_missing_or_unreadable_file_is_a_settings_error(tmp_path: Path) -> None:
    """With what to do about it."""
    with pytest.raises(SettingsError, match="winnow init"):
        load_settings("elsewhere.toml")
    (tmp_path / "winnow.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings()


def test_settings_cannot_be_changed() -> None:
    """They are read once, at the edge."""
    with pytest.raises(ValidationError):
        load_settings().site.title = "other"  # type: ignore[misc]


def test_a_mapping_is_a_name_or_names() -> None:
    """A single name is a list of one; others keep their defaults."""
    mapping = parse_settings('[ingest.mapping]\nurl = "adresse"\ntext = ["a", "b"]').ingest.mapping
    assert mapping.url == ("adresse",)
    assert mapping.text == ("a", "b")
    assert "headline" in mapping.title
    assert mapping.names()["url"] == ("adresse",)


def test_an_outlet_is_read_with_its_leans() -> None:
    """What is left out is unknown, not guessed."""
    settings = parse_settings("""
        [[outlets]]
        id = "gazette.example"
        name = "The Gazette"
        leans = [{ axis = "left-right", value = "left", rater = "R", rated_on = 2025-01-31 }]
    """)
    lean = Lean("left-right", "left", "R", date(2025, 1, 31))
    expected = Outlet("gazette.example", "The Gazette", leans=(lean,))
    assert settings.known_outlets() == {"gazette.example": expected}


def test_the_fetch_contact_falls_back_to_the_site() -> None:
    """A publisher reaches somebody in any case."""
    assert parse_settings('[site]\ncontact = "a@b.example"').contact == "a@b.example"
    both = '[site]\ncontact = "a@b.example"\n[fetch]\ncontact = "c@d.example"'
    assert parse_settings(both).contact == "c@d.example"


# -------------------------------------------------------------------------------- documentation


def test_every_setting_is_documented() -> None:
    """A field without a description does not pass."""
    every = [
        (header, name, field)
        for header, section in sections().items()
        for name, field in section.model_fields.items()
    ]
    assert len(every) > 50
    assert [(h, n) for h, n, field in every if not (field.description or "").endswith(".")] == []


def test_the_settings_page_is_current() -> None:
    """Otherwise: ``python -m winnow.settings > docs/settings.md``."""
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == reference()


# -------------------------------------------------------------------------------- winnow init


def test_the_starter_file_sets_nothing_but_outlets() -> None:
    """What it shows as defaults are the defaults, and its commented lines are valid TOML."""
    text = starter_settings()
    starter = parse_settings(text)
    assert starter.model_copy(update={"outlets": ()}) == Settings()
    settings_part = text[: text.index("# Outlets to begin with")]
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line else line
        for line in settings_part.splitlines()[4:]
    )
    assert parse_settings(uncommented) == Settings()


def test_the_starter_file_shows_every_setting() -> None:
    """An operator need not read the manual to know what can be chosen."""
    text = starter_settings()
    for header, section in sections().items():
        if not header.startswith("[[") and own_fields(section):
            assert f"\n{header}\n" in text
            assert all(f"\n# {name} = " in text for name in own_fields(section))


def test_starter_outlets_come_from_many_places_and_carry_no_lean() -> None:
    """Leans come from raters whom the operator names, never from us."""
    outlets = known_outlets(parse_settings(starter_settings())).listed
    assert sum(bool(outlet.feeds) for outlet in outlets) >= 25
    assert len({outlet.country for outlet in outlets}) >= 15
    assert {outlet.owner_kind for outlet in outlets} >= {"state", "public", "private", "non-profit"}
    assert all(outlet.leans == () for outlet in outlets)
    assert all(feed.startswith("https://") for outlet in outlets for feed in outlet.feeds)


def test_init_leaves_a_file_that_is_there_alone(tmp_path: Path) -> None:
    """Nobody loses settings to a second ``winnow init``."""
    path = tmp_path / "new" / "winnow.toml"
    write_starter_settings(path)
    assert path.read_text("utf-8") == starter_settings()
    path.write_text("mine")
    with pytest.raises(SettingsError, match="already"):
        write_starter_settings(path)
    assert path.read_text() == "mine"
