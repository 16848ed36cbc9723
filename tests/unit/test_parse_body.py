"""The text of an article among what stands around it on a page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from tests.unit.test_parse_article import PARAGRAPHS, article_of, html_page
from winnow.parse.blocks import MAX_BLOCKS, blocks_of
from winnow.parse.weigh import WEIGHTS, features, scores


def test_blocks_stand_in_the_order_of_the_page() -> None:
    """Inline markup joins, blocks and breaks after a full stop part."""
    html = "<body><h1>Flood</h1><p>The <b>river</b> rose.<br>It fell.</p>tail<script>x()</script></body>"
    assert [b.text for b in blocks_of(LexborHTMLParser(html))] == [
        "Flood",
        "The river rose.",
        "It fell.",
        "tail",
    ]


def test_a_block_knows_its_links_and_frames() -> None:
    """Half of the letters in a link is half a link."""
    html = "<body><aside><ul><li><a href='/a'>four</a> five</li></ul></aside></body>"
    (block,) = blocks_of(LexborHTMLParser(html))
    assert (block.links, block.frames) == (0.5, frozenset({"aside", "li"}))


def test_a_page_of_very_many_blocks_is_cut() -> None:
    """What a page costs has a limit."""
    html = "<body>" + "<p>x</p>" * (MAX_BLOCKS + 50) + "</body>"
    assert len(blocks_of(LexborHTMLParser(html))) == MAX_BLOCKS


def test_an_article_outweighs_its_menu() -> None:
    """A long paragraph that was extracted lies above the border, a link in a share bar below."""
    html = f"<body><div class='share'><a href='/'>Share</a></div><p>{PARAGRAPHS[1]}</p></body>"
    blocks = blocks_of(LexborHTMLParser(html))
    assert len(features(blocks, "", "", "")[0]) == len(WEIGHTS)
    menu, paragraph = scores(blocks, PARAGRAPHS[1], PARAGRAPHS[1], "")
    assert menu < 0 < paragraph


def test_a_list_of_other_stories_in_the_article_is_left_out() -> None:
    """Teasers between the paragraphs are links and nothing else."""
    teasers = "".join(
        f"<li><a href='/{i}'>Bridge fund: story number {i}</a></li>" for i in range(5)
    )
    found = article_of(html_page(body=f'<div class="related-teaser"><ul>{teasers}</ul></div>'))
    assert found.text == "\n".join(PARAGRAPHS)


def test_a_list_that_is_part_of_the_article_stays() -> None:
    """What the article counts up belongs to it."""
    items = "".join(
        f"<li>Bridge number {i} is closed until the water has fallen.</li>" for i in range(3)
    )
    found = article_of(html_page(body=f"<ul>{items}</ul><p>{PARAGRAPHS[1]} Again.</p>"))
    assert "Bridge number 2 is closed" in found.text
