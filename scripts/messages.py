"""The messages of the interface: code and templates → catalogues.  ``python -m scripts.messages``.

Extracts every message that is said (``winnow.site.speech``), brings the catalogue of each language
under ``src/winnow/site/languages`` up to date, and compiles it.  A new language: make
``LANGUAGE/LC_MESSAGES/winnow.po`` by ``python -m scripts.messages --new LANGUAGE``, fill it in, run
this again.  It ends with 1 while a message has no translation, and prints which.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from winnow.data import __file__ as data_file
from winnow.site.countries import COUNTRIES
from winnow.site.measured import measured_rates

SOURCE = Path(__file__).resolve().parents[1] / "src" / "winnow"
LANGUAGES = SOURCE / "site" / "languages"
#: Function → which of its arguments are messages.
_KEYWORDS = {"say": None, "mark": None, "say_many": (1, 2), "plural": (1, 2), "_": None}
_KEYWORDS |= {"gettext": None, "ngettext": (1, 2)}
#: As ``winnow.site.html`` reads templates; a fault in one is an error.
_TEMPLATES = {
    "silent": "false",
    "encoding": "utf-8",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "keep_trailing_newline": "true",
}
_METHODS = [
    ("site/templates/**", "jinja2"),
    ("site/**.py", "python"),
    ("web/**.py", "python"),
    ("mail/**.py", "python"),
    ("cli/workshop.py", "python"),
]


def extracted() -> Catalog:
    """Return every message of the interface, sorted as they stand in code, templates and tables."""
    catalog = Catalog(project="Winnow", charset="utf-8")
    options = {"site/templates/**": _TEMPLATES}
    found = extract_from_dir(
        SOURCE, _METHODS, options, keywords=_KEYWORDS, comment_tags=(), strip_comment_tags=True
    )
    for file, _, message, _, _ in sorted(found, key=lambda each: (each[0], each[1])):
        catalog.add(message, locations=[(file, 0)])
    for where, message in _of_tables():
        catalog.add(message, locations=[(where, 0)])
    return catalog


def _of_tables() -> Iterator[tuple[str, str]]:
    """Yield the names that stand in data: countries, topics, what was measured."""
    for name in sorted(set(COUNTRIES.values())):
        yield "site/countries.py", name
    for line in (Path(data_file).parent / "media_topics.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield "data/media_topics.txt", line.split("|")[1].strip()
    for rate in measured_rates():
        yield "data/measured.toml", rate.what


def updated(path: Path) -> Catalog:
    """Return a language's catalogue with the messages of today; what is gone is left out."""
    with path.open("rb") as file:
        known = read_po(file, locale=path.parent.parent.name)
    known.update(extracted(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.fuzzy = False
    known.header_comment = "# The words of the site. Brought up to date by scripts/messages.py."
    return known


def as_po(catalog: Catalog) -> bytes:
    """Return the catalogue as text, without anything that changes by itself."""
    out = io.BytesIO()
    write_po(out, catalog, width=96, sort_output=True, include_lineno=False, omit_header=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    moving = tuple(
        f'"{name}'
        for name in (
            "Generated-By", "Language-Team", "Last-Translator", "PO-Revision-Date",
            "POT-Creation-Date", "Project-Id-Version", "Report-Msgid-Bugs-To",
        )
    )  # fmt: skip
    return "".join(line for line in lines if not line.startswith(moving)).encode()


def as_mo(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no translation, or not all of its forms."""
    return [
        str(m.id)
        for m in catalog
        if m.id and not (m.string if isinstance(m.string, str) else all(m.string or ("",)))
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Bring the catalogues up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a catalogue")
    options = parser.parse_args(argv)
    if options.new:
        path = LANGUAGES / options.new / "LC_MESSAGES" / "winnow.po"
        path.parent.mkdir(parents=True)
        path.write_bytes(as_po(Catalog(locale=options.new, project="Winnow")))
    left = 0
    for path in sorted(LANGUAGES.glob("*/LC_MESSAGES/winnow.po")):
        catalog = updated(path)
        path.write_bytes(as_po(catalog))
        with path.open("rb") as file:
            compiled = as_mo(read_po(file, locale=path.parent.parent.name))
        path.with_suffix(".mo").write_bytes(compiled)
        missing = untranslated(catalog)
        left += len(missing)
        for message in missing:
            print(f"{path.parent.parent.name}: {message}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
