"""A page as a row of text blocks, in the order of the page, each with where it stands.

A block is what a browser would set on lines of its own: a paragraph, a heading, a list item, the
text of a box.  What the blocks are worth is decided in ``body``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: A page of more blocks is a list of everything, and costs more than it gives.
MAX_BLOCKS = 6000
_MAX_BLOCK_CHARACTERS = 20_000
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "head",
        "map",
        "audio",
        "video",
        "picture",
        "dialog",
        "datalist",
    }
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
    }
)
_FRAMES = frozenset(
    {
        "aside",
        "nav",
        "footer",
        "form",
        "header",
        "figure",
        "figcaption",
        "table",
        "blockquote",
        "li",
    }
)
#: Words in a class or id that publishers give to what stands around an article.
_AROUND = re.compile(
    r"comment|promo|relat|newsletter|share|sharing|social|sidebar|footer|\bnav|menu|advert|\bads?\b|"
    r"teaser|recommend|popular|most-|trending|subscri|paywall|cookie|consent|breadcrumb|byline|"
    r"author|\bmeta|\btags?\b|topics?\b|caption|credit|gallery|slideshow|carousel|widget|banner|popup|"
    r"modal|login|log-in|signup|sign-up|donat|read-?more|more-(?:on|from|stories)|see-also|outbrain|"
    r"taboola|disqus|sponsor|affiliate|timestamp|\bdate|toolbar|rating|\bpoll\b|disclaimer|copyright|"
    r"correction|infobox|fact-?box|embed|tweet|tooltip|skip-|also-|legal|notice|bio\b|pagination",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"article-?_*(?:body|text|content|copy|main)|(?:story|post|entry|body|main|page|news)-?_*"
    r"(?:body|text|content|copy)|rich-?text|paragraph|\bprose\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """A run of text on lines of its own, and the markup it stands in."""

    text: str
    tag: str
    #: Share of its letters that lie in links.
    links: float
    #: Tag and class of the block and of what holds it: blocks of one kind share it.
    kind: str
    #: Number of the element that holds it.
    holder: int
    #: Elements around it that stand for something: "aside", "figure", …
    frames: frozenset[str]
    #: Names (tag and class) of the elements around it whose class or id says "around the article".
    around: tuple[str, ...]
    #: An element around it says "article body".
    is_within: bool
    is_hidden: bool


@dataclass(slots=True)
class _Place:
    """An element on the way down, with what it hands to those inside it."""

    number: int
    tag: str
    name: str
    frames: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()
    is_within: bool = False
    is_hidden: bool = False
    is_link: bool = False


@dataclass(slots=True)
class _Run:
    """The text that gathers until the next line begins."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0

    def add(self, text: str, is_link: bool) -> None:
        self.parts.append(text)
        count = len(text) - text.count(" ")
        self.letters += count
        self.linked += count if is_link else 0


def blocks_of(tree: LexborHTMLParser) -> list[Block]:
    """Return the blocks of a page, at most a few thousand, in its order."""
    body = tree.body
    return list(_blocks(body)) if body is not None else []


def _blocks(body: LexborNode) -> Iterator[Block]:
    places = [_Place(0, "body", "body")]
    run = _Run()
    count = number = 0
    for event, node in _events(body):
        if event == "text":
            run.add(node.text_content or "", places[-1].is_link)
            continue
        tag = node.tag or ""
        inline = tag in _INLINE
        if (not inline and tag != "br") or (tag == "br" and _at_sentence_end(run)):
            if block := _closed(run, places):
                yield block
                count += 1
                if count >= MAX_BLOCKS:
                    return
            run = _Run()
        elif tag == "br":
            run.add(" ", False)
        if event == "open":
            number += 1
            places.append(_entered(node, tag, number, places[-1], inline))
        elif event == "close":
            places.pop()
    if block := _closed(run, places):
        yield block


def _events(body: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Yield the page's text, line breaks and elements, opening and closing, without recursion."""
    stack: list[tuple[str, LexborNode]] = [("close", body)]
    stack += [("visit", child) for child in reversed(_children(body))]
    while stack:
        event, node = stack.pop()
        if event == "close":
            if stack:
                yield "close", node
        elif node.tag == "-text":
            yield "text", node
        elif node.tag == "br":
            yield "break", node
        elif (node.tag or "-") not in _SKIPPED and not (node.tag or "-").startswith(
            ("-", "!", "_")
        ):
            yield "open", node
            stack.append(("close", node))
            stack += [("visit", child) for child in reversed(_children(node))]


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))


def _entered(node: LexborNode, tag: str, number: int, outer: _Place, inline: bool) -> _Place:
    if inline:
        return _Place(
            outer.number, outer.tag, outer.name, outer.frames, outer.around,
            outer.is_within, outer.is_hidden, outer.is_link or tag == "a",
        )  # fmt: skip
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:300]
    stated = (
        f"{names} {attributes.get('data-component') or ''} {attributes.get('data-testid') or ''}"
    )
    name = f"{tag}.{' '.join(sorted(names.split())[:3])}"
    style = (attributes.get("style") or "").replace(" ", "").lower()
    is_hidden = "hidden" in attributes or "display:none" in style
    is_within = "articlebody" in (attributes.get("itemprop") or "").lower()
    return _Place(
        number,
        tag,
        name,
        outer.frames | {tag} if tag in _FRAMES else outer.frames,
        (*outer.around, name) if tag != "article" and _AROUND.search(stated) else outer.around,
        outer.is_within or is_within or _WITHIN.search(stated) is not None,
        outer.is_hidden or is_hidden or attributes.get("aria-hidden") == "true",
        outer.is_link,
    )


def _at_sentence_end(run: _Run) -> bool:
    text = "".join(run.parts[-3:]).rstrip()
    return not text or text[-1] in '.!?:…"”’)'


def _closed(run: _Run, places: list[_Place]) -> Block | None:
    text = " ".join("".join(run.parts)[:_MAX_BLOCK_CHARACTERS].split())
    if not text:
        return None
    place = places[-1]
    blocks = [each for each in places if each.number != place.number]
    holder = blocks[-1] if blocks else place
    return Block(
        text,
        place.tag,
        run.linked / max(1, run.letters),
        f"{holder.name}>{place.name}",
        holder.number,
        place.frames,
        place.around,
        place.is_within,
        place.is_hidden,
    )
