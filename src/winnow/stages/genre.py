"""What kind of text an article is: news supplies facts, opinion and the like never do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from winnow.text.quotes import find_quotes
from winnow.types import Article


class Genre(StrEnum):
    """A kind of text."""

    NEWS = "news"
    OPINION = "opinion"
    ANALYSIS = "analysis"
    INTERVIEW = "interview"
    FACT_CHECK = "fact-check"
    LIVE_BLOG = "live-blog"
    ROUND_UP = "round-up"
    SPONSORED = "sponsored"
    SATIRE = "satire"
    VIDEO = "video"
    BOILERPLATE = "boilerplate"

    @property
    def supplies_facts(self) -> bool:
        """Statements in the outlet's own voice may become facts."""
        return self in _FACTUAL


_FACTUAL = frozenset({Genre.NEWS, Genre.LIVE_BLOG, Genre.ROUND_UP, Genre.VIDEO})


@dataclass(frozen=True, slots=True)
class GenreReading:
    """A genre and why, in words a reader understands."""

    genre: Genre
    reason: str


#: A hyphen within a word ("Live-fire", "Review-Journal") parts no label from a headline.
_PREFIX = r"^\W*(?:{words})(?:\s*(?:[:|–—]|-(?=\s))|\s-)"
#: What follows the name of a round-up, where the name alone is an everyday phrase.
_NAME_ENDS = r"\s*(?:$|[:|,(–—]|-\s|for \w+day\b)"
_TITLE_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), genre)
    for pattern, genre in (
        (
            _PREFIX.format(
                words=r"opinions?|op-?ed|editorials?|column|commentary|comment|letters?(?: to the "
                r"editor)?|perspectives?|viewpoint|guest (?:column|essay|opinion)|our view|my view|"
                r"the view|essay|review"
            ),
            Genre.OPINION,
        ),
        (r"\|\s*(?:opinion|editorial|commentary|column|op-?ed)\b|\((?:opinion|column|editorial)\)\s*$",
         Genre.OPINION),
        (r"^(?:letters? to the editor|the guardian view|why i |i (?:am|was|think|believe) )",
         Genre.OPINION),
        (
            _PREFIX.format(
                words=r"(?:news )?analysis|explainers?|explained|explainer video|in depth|in-depth|"
                r"deep dive|takeaways|the big read|long read|q&a"
            ),
            Genre.ANALYSIS,
        ),
        (r"\|\s*(?:analysis|explainer)\b|\bexplained\s*$|^(?:what to know|what we know)\b|"
         r"\bwhat (?:to|you need to|we) know\b|^(?:five|\d+) (?:things|takeaways)\b|"
         r"^(?:how|why) .{10,80}(?<!\?)$",
         Genre.ANALYSIS),
        (_PREFIX.format(words=r"interview|in conversation|exclusive interview"), Genre.INTERVIEW),
        (_PREFIX.format(words=r"fact[ -]?check(?:ing)?|fact[ -]?file|verify|reality check"),
         Genre.FACT_CHECK),
        (r"\bfact[ -]check\b", Genre.FACT_CHECK),
        (
            _PREFIX.format(words=r"live(?: updates?| blog| news)?|as it happened|recap")
            + r"|\blive (?:updates|blog)\b|\bas it happened\b|\blive:|\blatest updates\b",
            Genre.LIVE_BLOG,
        ),
        # Names that nothing else has …
        (
            r"\b(?:news|morning|evening|daily|weekly|week|headlines?|top stor(?:y|ies)) "
            r"(?:round-?up|digest|in brief|wrap|quiz|headlines|newsletter|at a glance)\b|"
            r"\bweek(?:ly)? in (?:politics|review|pictures)\b|^the week in\b|"
            r"^(?:[\w'’]+ ){0,2}(?:top|today's|today’s) (?:news )?headlines\b|"
            r"^top \d+ (?:news |top )?(?:headlines|stories)\b|\bround-?up:",
            Genre.ROUND_UP,
        ),
        # … and such as news is made of too: a news briefing, a minister in brief remarks.
        (
            r"^(?:(?:the|your|today's|today’s) )?(?:[\w'’]+ )?(?:(?:news|morning|evening|daily|weekly) "
            r"(?:briefs?|briefing|bulletin|summary)|(?:morning|evening|daily) report)" + _NAME_ENDS +
            r"|^(?:[\w'’&]+ ){0,3}newsletter\s*(?:[:|–—]|-\s)|[:|–—] (?:[\w'’&]+ ){0,3}newsletter\s*$|"
            r"\bin brief" + _NAME_ENDS,
            Genre.ROUND_UP,
        ),
        (_PREFIX.format(words=r"sponsored|advertisement|advertorial|partner content|promoted|"
                        r"paid post|press release|brandpost"), Genre.SPONSORED),
        (_PREFIX.format(words=r"satire|humou?r|cartoon"), Genre.SATIRE),
        (_PREFIX.format(words=r"watch|video|listen|podcast|photos?|pics|in pictures|gallery"),
         Genre.VIDEO),
    )
)  # fmt: skip

_SEGMENT_RULES = {
    Genre.OPINION: """opinion opinions commentisfree editorial editorials op-ed oped op-eds columnist
        columnists columns column comment commentary letters letter-to-the-editor voices views
        perspective perspectives contributors ideas debate thinking-cap opinion-columns
        opeds views-comment""",
    Genre.ANALYSIS: "analysis explainer explainers explained news-analysis in-depth insight",
    Genre.INTERVIEW: "interview interviews",
    Genre.FACT_CHECK: "fact-check factcheck fact-checks fact-checking verify",
    # "live-news" is left out: France 24 files agency reports there.
    Genre.LIVE_BLOG: "live liveblog live-blog live-updates liveupdates",
    # "briefing" is left out: many outlets file single short reports there.
    Genre.ROUND_UP: "newsletter newsletters round-up round-ups roundup roundups news-in-brief",
    Genre.SPONSORED: "sponsored sponsor-content brandvoice brand-studio partner-content advertorial "
    "press-release press-releases pressrelease prnewswire brandhub",
    Genre.SATIRE: "satire humor humour cartoons",
    Genre.VIDEO: "video videos watch podcast podcasts audio gallery galleries photos pictures "
    "slideshow shorts",
}
_GENRE_OF_SEGMENT = {s: genre for genre, table in _SEGMENT_RULES.items() for s in table.split()}
_SATIRICAL = frozenset(
    {"theonion.com", "babylonbee.com", "thedailymash.co.uk", "waterfordwhispersnews.com",
     "thebeaverton.com", "newsthump.com", "borowitzreport.com", "duffelblog.com"}
)  # fmt: skip
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I’m|I've|I’ve|my|me|myself)\b")
_ARGUES = re.compile(
    r"\b(?:we (?:must|should|need to|cannot)|let us|let's be|make no mistake|the truth is|"
    r"should be ashamed|must not|in my (?:view|opinion)|to be clear|simply put|it is time)\b",
    re.IGNORECASE,
)
_WRITES_OPINION = re.compile(
    r"\b(?:is (?:an? )?(?:opinion )?(?:columnist|editorial writer)|"
    r"the views expressed (?:here|in this (?:article|column|piece))|"
    r"views? (?:are|is) (?:his|her|their|the author's|the author’s) own|"
    r"this (?:article|piece) (?:is|was) (?:an opinion|originally published as an op-ed)|"
    r"write a letter to the editor)\b",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"\b(?:cookies?|javascript|sign in|log in|subscribe|privacy policy|terms of (?:use|service)|"
    r"ad ?blocker|enable|newsletter|all rights reserved|access denied|captcha|are you a robot)\b",
    re.IGNORECASE,
)
#: Unquoted first-person words per 100 words from which a text is taken for its writer's own
#: (read off 60 texts of groundnews_2025: news stays below 0.4, columns begin near 1).
_FIRST_PERSON_DENSITY = 0.9
#: Fewer words than this with menu words is a page without an article.
_STUB_WORDS = 60


def genre_of(article: Article) -> Genre:
    """Return the genre of ``article``; see `read_genre` for how it is decided."""
    return read_genre(article).genre


def read_genre(article: Article) -> GenreReading:
    """Return the genre and the reason: its title, section and address first, then its text.

    What an outlet says of its own text counts before what the text looks like: a label in the
    title, the section's name, a segment of the address.  Else a text written in the first person
    outside quotations, or that argues, is opinion; a few words among menus are boilerplate.
    """
    return (
        labelled_genre(article)
        or _by_text(article.text)
        or GenreReading(Genre.NEWS, "nothing marks it as anything but news")
    )


def labelled_genre(article: Article) -> GenreReading | None:
    """Return what the outlet calls the article, by title, section or address, if it says anything."""
    return (
        _by_outlet(article)
        or _by_title(article.title)
        or _by_section(article.section)
        or _by_address(article.url)
    )


def _by_outlet(article: Article) -> GenreReading | None:
    if article.outlet_id in _SATIRICAL:
        return GenreReading(Genre.SATIRE, f"{article.outlet_id} publishes satire")
    return None


def _by_title(title: str) -> GenreReading | None:
    for pattern, genre in _TITLE_RULES:
        match = pattern.search(title)
        if match:
            return GenreReading(genre, f"the title says “{match.group().strip(' :|')}”")
    return None


def _by_section(section: str | None) -> GenreReading | None:
    for part in re.split(r"[/|,>]", section or ""):
        genre = _GENRE_OF_SEGMENT.get(part.strip().lower().replace(" ", "-"))
        if genre:
            return GenreReading(genre, f"it stands in the section “{part.strip()}”")
    return None


def _by_address(url: str) -> GenreReading | None:
    for segment in urlsplit(url).path.lower().split("/")[:-1]:
        genre = _GENRE_OF_SEGMENT.get(segment)
        if genre:
            return GenreReading(genre, f"its address contains /{segment}/")
    return None


def _by_text(text: str) -> GenreReading | None:
    words = len(text.split())
    if words < _STUB_WORDS and len(_MENU.findall(text)) >= 2:
        return GenreReading(Genre.BOILERPLATE, "a few words among menus and notices")
    if words < 3:
        return GenreReading(Genre.BOILERPLATE, "it has no text")
    if match := _WRITES_OPINION.search(text):
        return GenreReading(Genre.OPINION, f"the text says “{match.group()}”")
    outside = _unquoted(text)
    first = 100 * len(_FIRST_PERSON.findall(outside)) / max(words, 100)
    if first >= _FIRST_PERSON_DENSITY:
        return GenreReading(Genre.OPINION, "written in the first person")
    if len(_ARGUES.findall(outside)) >= 3:
        return GenreReading(Genre.OPINION, "it argues in its own voice")
    return None


def _unquoted(text: str) -> str:
    pieces, position = [], 0
    for quote in find_quotes(text):
        if quote.start >= position:
            pieces.append(text[position : quote.start])
            position = quote.end
    return " ".join([*pieces, text[position:]])
