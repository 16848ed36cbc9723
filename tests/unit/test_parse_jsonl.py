"""Articles from files: what is bad costs itself alone."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from winnow.parse import JsonlMapping, read_jsonl, read_path
from winnow.types import Article, FeedItem, Problem

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEXT = (
    "The river Orla rose above its banks on Tuesday night and flooded two hundred houses in the old"
    " town, officials said.\nMayor Ines Tavel said the town had asked the army for boats and"
    " blankets, and that the school would stay open as a shelter for the night.\nThe last flood of"
    " this size was in 1987."
)


def record(number: int, **more: object) -> dict[str, object]:
    return {
        "url": f"https://gazette.example/{number}",
        "title": f"Flood number {number}",
        "text": TEXT,
        "domain": "www.gazette.example",
        "story_id": "secret",
        **more,
    }


def lines(*values: object) -> str:
    return "\n".join(v if isinstance(v, str) else json.dumps(v) for v in values) + "\n"


def read(path: Path, **given: object) -> list[Article | Problem]:
    return list(read_jsonl(path, seen=NOW, **given))  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def test_lines_become_articles_in_order(file: Path) -> None:
    """Each line is one article; fields we do not name are not looked at."""
    file.write_text(lines(record(2), record(1)))
    found = read(file)
    assert [a.url[-1] for a in found if isinstance(a, Article)] == ["2", "1"]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.outlet_id, first.text, first.seen) == ("gazette.example", TEXT, NOW)
    assert first.published is None and first.set_aside is None


def test_a_bad_line_is_named_and_the_rest_lands(file: Path) -> None:
    """Broken JSON, another kind of value, no address: each a problem with its line number."""
    file.write_text(lines(record(1), '{"url": ', "[1, 2]", {"title": "no address"}, record(5)))
    found = read(file)
    assert [type(each) for each in found] == [Article, Problem, Problem, Problem, Article]
    subjects = [p.subject for p in found if isinstance(p, Problem)]
    assert subjects == [f"{file}, line {n}" for n in (2, 3, 4)]
    assert all("\n" not in p.message for p in found if isinstance(p, Problem))


def test_a_cut_archive_gives_what_came_before_the_cut(file: Path) -> None:
    """A truncated download is a problem, not a loss."""
    import random

    chance = random.Random(1)  # noise, so that the archive has many blocks
    noisy = [record(i, noise="".join(chance.choices("abcdefghij", k=3000))) for i in range(60)]
    packed = gzip.compress(lines(*noisy).encode())
    file.write_bytes(packed[: len(packed) // 2])
    found = read(file)
    assert sum(isinstance(each, Article) for each in found) > 10
    assert isinstance(found[-1], Problem) and "cut short" in found[-1].message


def test_packed_files_are_read_whatever_they_are_called(file: Path) -> None:
    """The first bytes decide."""
    file.write_bytes(gzip.compress(lines(record(1)).encode()))
    assert isinstance(read(file)[0], Article)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_one_problem(file: Path, content: str) -> None:
    """Nothing to read is said, not silently passed over."""
    file.write_text(content)
    (problem,) = read(file)
    assert isinstance(problem, Problem) and "empty" in problem.message


def test_a_list_is_read_as_lines_are(file: Path) -> None:
    """One JSON list, pretty-printed or not."""
    for indent in (None, 2):
        file.write_text(json.dumps([record(1), record(2)], indent=indent))
        assert [type(each) for each in read(file)] == [Article, Article]


def test_the_mapping_names_the_fields(file: Path) -> None:
    """Other people's files have other names, also inside objects."""
    file.write_text(lines({"link": {"href": "https://a.example/1"}, "head": "T", "story": TEXT}))
    mapping = JsonlMapping(url=("link.href",), title=("head",), text=("story",))
    (found,) = read(file, mapping=mapping)
    assert isinstance(found, Article)
    assert (found.url, found.title) == ("https://a.example/1", "T")


def test_times_people_and_picture_are_taken_when_given(file: Path) -> None:
    """Nothing stated is lost."""
    picture = {"url": "https://gazette.example/p.jpg", "caption": "C", "credit": "Ann/Wire"}
    file.write_text(
        lines(
            record(
                1,
                published="2026-03-01T10:00:00Z",
                authors=["Ann Lee", {"name": "Bo Ek"}],
                image=picture,
                section="World",
                credited_to="Lodewire",
            )
        )
    )
    (found,) = read(file)
    assert isinstance(found, Article) and found.image is not None
    assert found.published == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert (found.authors, found.section) == (("Ann Lee", "Bo Ek"), "World")
    assert found.credited_to == "Lodewire"
    assert found.image.credit == "Ann/Wire"


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Files of every kind, all levels; what is unknown is a problem, hidden files are not read."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.jsonl").write_text(lines(record(1)))
    (tmp_path / "b.html").write_text(
        "<html lang=en><head><title>Flood</title>"
        '<link rel="canonical" href="https://gazette.example/flood"></head><body><article>'
        f"<h1>Flood</h1>{''.join(f'<p>{p}</p>' for p in TEXT.split(chr(10)))}</article></body></html>"
    )
    (tmp_path / "c.xml").write_text(
        '<rss version="2.0"><channel><title>G</title><item><title>One</title>'
        "<link>https://gazette.example/one</link></item></channel></rss>"
    )
    (tmp_path / "d.docx").write_text("?")
    (tmp_path / ".hidden.jsonl").write_text("?")
    (tmp_path / "sub" / "e.json").write_text(json.dumps([record(9)]))
    found = list(read_path(tmp_path, seen=NOW))
    assert [type(each) for each in found] == [Article, Article, FeedItem, Problem, Article]
    page = found[1]
    assert isinstance(page, Article) and page.url == "https://gazette.example/flood"


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_nothing_there_is_a_problem(tmp_path: Path, name: str) -> None:
    """A missing file and an empty folder say so."""
    (problem,) = read_path(tmp_path / name, seen=NOW)
    assert isinstance(problem, Problem)
