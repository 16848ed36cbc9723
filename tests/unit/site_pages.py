"""Revisions to render, in words and names of our own: a full page, its history, a thin page."""

# Sentences are kept whole, however long.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from winnow.types import (
    Account,
    ArticleEntry,
    Change,
    ChangeKind,
    CitedSentence,
    Dispute,
    Evidence,
    Fact,
    Image,
    Lean,
    Narrative,
    OriginLink,
    OriginRole,
    Outlet,
    PageImage,
    Reference,
    Revision,
    Side,
    Stance,
    StoryPage,
    Topic,
    content_id,
)

TOPICS = (
    Topic("11000000", "politics and government"),
    Topic("20000638", "international relations", "11000000"),
)

NOW = datetime(2023, 2, 7, 14, 5, tzinfo=UTC)


def _outlet(id_: str, name: str, country: str | None, owner: str | None, *leans: Lean) -> Outlet:
    return Outlet(id_, name, country, "en", owner, "private" if owner else None, leans)


OUTLETS = {
    o.id: o
    for o in (
        _outlet(
            "harbour-post.example",
            "The Harbour Post",
            "GB",
            "Harbour Media",
            Lean("left-right", "lean left", "Weatherglass", date(2019, 5, 1)),
        ),
        Outlet(
            "northwire.example",
            "Northwire",
            "FR",
            "en",
            "Northwire SA",
            "private",
            (Lean("left-right", "center", "Weatherglass", date(2021, 3, 1)),),
            is_agency=True,
        ),
        _outlet("sahel-courier.example", "Sahel Courier", "ML", "Courier Group"),
        _outlet(
            "volga-monitor.example",
            "Volga Monitor",
            "RU",
            "State Press House",
            Lean("establishment", "pro-establishment", "operator"),
        ),
        _outlet(
            "plains-ledger.example",
            "Plains Ledger",
            "US",
            "Ledger Holdings",
            Lean("left-right", "lean right", "Weatherglass", date(2020, 9, 1)),
            Lean("establishment", "critical", "Plumb", date(2022, 1, 1)),
        ),
        _outlet("city-evening.example", "City Evening", "DE", None),
        Outlet(
            "meadow-times.example",
            "Meadow Times",
            "CA",
            "en",
            "Meadow Trust",
            "non-profit",
            (Lean("left-right", "left", "demo (invented)"),),
            is_invented=True,
        ),
    )
}

#: key → outlet, headline, minutes before NOW, the key of the article it reprints.
_ARTICLES: dict[str, tuple[str, str, int, str | None]] = {
    "post": ("harbour-post.example", "Foreign minister lands in Mali as Paris looks on", 300, None),
    "wire": (
        "northwire.example",
        "Russian minister in Bamako for talks on arms and grain",
        420,
        None,
    ),
    "courier": (
        "sahel-courier.example",
        "Bamako welcomes minister with promise of helicopters",
        380,
        None,
    ),
    "volga": (
        "volga-monitor.example",
        "Moscow offers Sahel a partnership without lectures",
        350,
        None,
    ),
    "ledger": (
        "plains-ledger.example",
        "Russian minister in Bamako for talks on arms and grain",
        290,
        "wire",
    ),
    "city": (
        "city-evening.example",
        "Lavrow in Mali: Waffen, Weizen und ein volles Programm für einen Tag",
        200,
        "wire",
    ),
    "meadow": (
        "meadow-times.example",
        "A visit that says more about the hosts than the guest",
        60,
        None,
    ),
}

#: key → article, before, exact, after.
_PASSAGES: dict[str, tuple[str, str, str, str]] = {
    "arrive": ("wire", "", "Russian Foreign Minister Sergei Lavrov arrived in the Malian capital late on Monday for talks with the head of the military government, Colonel Assimi Goita.", "It is his third trip to the continent since July"),
    "third": ("post", "The visit,", "his third to Africa in little more than half a year,", "was announced only on Sunday evening"),
    "arms": ("courier", "At the joint appearance the host said that", "four helicopters and a radar station would be handed over before the rainy season", "and thanked his guest for “keeping his word”."),
    "grain": ("volga", "Shipments of wheat, fertiliser and fuel worth", "about $100 million will follow in the first half of the year, the minister told reporters", ""),
    "vote": ("wire", "Mali was one of six states that", "voted against the resolution in the General Assembly; fifteen others on the continent abstained", ", a tally that diplomats read closely."),
    "west": ("post", "“We are watching”, a European diplomat said, adding that", "the junta is buying protection for itself, not safety for its villages", "in the north, where attacks have doubled."),
    "sovereign": ("volga", "", "“Africa does not need overseers who come to teach morals and leave with the gold”", ", the minister said to applause."),
    "toll1": ("wire", "The army said", "at least 12 people were killed", "when gunmen attacked a convoy near Tessit on Sunday."),
    "toll2": ("meadow", "Relatives reached by telephone counted", "twenty dead and three still missing", "and asked not to be named."),
    "rights": ("meadow", "A report that rights groups handed in last week says that", "foreign fighters took part in at least two raids in which civilians were shot", "in the Mopti region."),
    "minerals": ("post", "In return, analysts say,", "companies close to the Kremlin are after gold and lithium concessions in the south", "whose terms were never published."),
    "colonial": ("courier", "On the market of Bamako,", "many say that ten years of French soldiers brought neither peace nor work", "and that a new friend deserves a try."),
}  # fmt: skip


def entry(key: str) -> ArticleEntry:
    outlet_id, title, minutes, source = _ARTICLES[key]
    id_ = content_id(key)
    role = OriginRole.REPRINT if source else OriginRole.ORIGINAL
    link = OriginLink(
        id_,
        content_id("origin", source or key),
        role,
        content_id(source) if source else None,
        "Northwire" if source else None,
        0.9 if source else 0.0,
        "same paragraphs",
    )
    position = {
        "post": "Anti-Russia narrative",
        "meadow": "Anti-Russia narrative",
        "volga": "Pro-Russia narrative",
        "courier": "both",
    }.get(key, "unclear")
    at = NOW - timedelta(minutes=minutes)
    return ArticleEntry(
        id_,
        title,
        f"https://{outlet_id}/2023/02/07/{key}",
        OUTLETS[outlet_id],
        at,
        at,
        link,
        position,
    )


def evidence(key: str) -> Evidence:
    article, before, exact, _ = _PASSAGES[key]
    return Evidence(content_id(article), len(before) + 40, len(before) + 40 + len(exact), exact)


def cited(text: str, *keys: str, by: str | None = None) -> CitedSentence:
    return CitedSentence(text, tuple(evidence(k) for k in keys), by)


def fact(articles: int, origins: int, *sentences: CitedSentence) -> Fact:
    return Fact(content_id(sentences[0].text), sentences, articles, origins)


FACTS = (
    fact(7, 5, cited("On his third trip to Africa since July, Russian Foreign Minister Sergei Lavrov arrived late on Monday in Mali for talks with military ruler Assimi Goita on arms, grain and the fight against jihadist groups.", "arrive", "third")),
    fact(4, 3, cited("Mali’s foreign minister said four helicopters and a radar station would be handed over before the rainy season.", "arms", by="Mali’s foreign minister"),
         cited("Lavrov said wheat, fertiliser and fuel worth about $100 million would follow in the first half of the year.", "grain", by="Sergei Lavrov")),
    fact(3, 1, cited("Mali was one of six states that voted against the General Assembly’s resolution demanding a withdrawal from Ukraine, according to Northwire; fifteen other African states abstained.", "vote")),
    fact(2, 2, cited("Rights groups say in a report that foreign fighters took part in at least two raids in the Mopti region in which civilians were shot; Bamako has not commented.", "rights", by="Rights groups")),
    fact(2, 2, cited("A European diplomat said the visit showed that “the junta is buying protection for itself, not safety for its villages”.", "west", by="a European diplomat")),
)  # fmt: skip

DISPUTES = (
    Dispute("number of people killed in the attack on a convoy near Tessit", (
        Account(cited("The army said at least 12 people were killed.", "toll1"), "Malian army (Northwire)", NOW - timedelta(minutes=420)),
        Account(cited("Relatives counted twenty dead and three missing.", "toll2"), "Relatives (Meadow Times)", NOW - timedelta(minutes=60)),
    )),
)  # fmt: skip

NARRATIVES = (
    Narrative(
        Side("Anti-Russia narrative", "Russia’s role in Mali", Stance.AGAINST, ("Amina Keita", "European diplomats"), (evidence("west"),)),
        (cited("Moscow seeks minerals and arms sales, not security.", "minerals"),
         cited("Companies close to the Kremlin are after gold and lithium concessions whose terms were never published, and the junta is buying protection for itself rather than safety for its villages.", "minerals", "west"),
         cited("Where foreign fighters have taken part in raids, civilians were shot; those who now welcome the guest with flags will have to answer for what his men do in the bush, and no shipment of wheat will pay for that.", "rights")),
    ),
    Narrative(
        Side("Pro-Russia narrative", "Russia’s role in Mali", Stance.FOR, ("Sergei Lavrov",), (evidence("sovereign"),)),
        (cited("The West itself is responsible for the mood against it.", "colonial"),
         cited("Ten years of French soldiers brought neither peace nor work, and Africa does not need overseers who come to teach morals and leave with the gold.", "colonial", "sovereign"),
         cited("Russia delivers what others only discuss — helicopters, a radar station, wheat — and asks for no change of government in return; a sovereign state is free to choose its partners, and Mali has chosen.", "arms", "grain")),
    ),
)  # fmt: skip


def references(*keys: str) -> tuple[Reference, ...]:
    return tuple(
        Reference(n, evidence(k), _PASSAGES[k][1], _PASSAGES[k][3]) for n, k in enumerate(keys, 1)
    )


PAGE = StoryPage(
    story_id=content_id("mali"),
    slug="lavrov-visits-mali",
    title="Russia’s Lavrov Visits Mali in Sign of Deepening Ties",
    title_evidence=(evidence("arrive"),),
    image=PageImage(
        Image("https://harbour-post.example/img/handshake.jpg",
              "The two ministers shake hands in front of the airport building in Bamako",
              "Russian Foreign Ministry/Northwire [via The Harbour Post]"),
        content_id("post"),
    ),
    facts=FACTS,
    disputes=DISPUTES,
    narratives=NARRATIVES,
    narratives_note=None,
    articles=tuple(entry(k) for k in _ARTICLES),
    references=references(
        "arrive", "third", "arms", "grain", "vote", "rights", "west", "toll1", "toll2",
        "minerals", "colonial", "sovereign",
    ),
    origins=5,
    origins_at_most=True,
    latest=NOW - timedelta(minutes=60),
    is_demo=True,
    topics=TOPICS,
)  # fmt: skip

_FIRST = replace(
    PAGE,
    title="Lavrov Arrives in Mali for Talks",
    facts=FACTS[:2],
    disputes=(),
    narratives=(),
    narratives_note="The articles we read so far show no dispute.",
    articles=PAGE.articles[1:4],
    references=references("arrive", "third", "arms", "grain")[:1] + references("arrive", "arms", "grain")[1:],
    origins=3,
    image=None,
)  # fmt: skip

FIRST = Revision(
    1,
    NOW - timedelta(hours=5),
    _FIRST,
    (Change(ChangeKind.CREATED, "Three articles of three origins"),),
    "d1",
)
NEWEST = Revision(
    2, NOW, PAGE,
    (
        Change(ChangeKind.TITLE, "was “Lavrov Arrives in Mali for Talks”"),
        Change(ChangeKind.ADDED, FACTS[3].text, (content_id("meadow"),)),
        Change(ChangeKind.DISPUTE, "number of people killed", (content_id("wire"), content_id("meadow"))),
    ),
    "d2",
)  # fmt: skip
STORY = (FIRST, NEWEST)


def small_page(
    name: str, title: str, lead: str, *, origins: int, hours: int, **changes: object
) -> Revision:
    """A page with one fact from two articles, under its own id and slug."""
    page = replace(
        PAGE, story_id=content_id(name), slug=name, title=title, title_evidence=(), image=None,
        facts=(fact(2, 2, cited(lead, "arrive")),), disputes=(), narratives=(),
        narratives_note="The articles we read show no dispute.", articles=PAGE.articles[:origins],
        references=references("arrive"), origins=origins, origins_at_most=False,
        latest=NOW - timedelta(hours=hours), is_demo=False,
    )  # fmt: skip
    page = replace(page, **changes)  # type: ignore[arg-type]
    created = Change(ChangeKind.CREATED, "Two articles of two origins")
    return Revision(1, NOW - timedelta(hours=hours), page, (created,), name)


THIN = small_page(
    "council-opens-bridge", "Council Opens Rebuilt Bridge Over the Aller",
    "The council of Lindau on the Aller opened the rebuilt Wool Bridge on Saturday, eleven months after the flood that carried away two of its five arches.",
    origins=2, hours=30,
)  # fmt: skip


def site() -> dict[str, tuple[Revision, ...]]:
    """Seven stories of several breadths and ages."""
    more = (
        THIN,
        small_page("strike-halts-ferries", "Ferry Crews Extend Strike as Talks on Rosters Break Off",
                   "Crews of three ferry lines said they would stay out until Thursday after talks on night rosters broke off; the operators called the demand unaffordable.",
                   origins=6, hours=4, narratives=NARRATIVES[:2], narratives_note=None),
        small_page("mine-inquiry", "Inquiry Finds Sensors Were Off Before Mine Flooded",
                   "Two of nine level sensors in the Karel pit had been switched off for maintenance when water broke in, the inquiry’s interim report says.",
                   origins=3, hours=9, disputes=DISPUTES),
        small_page("vaccine-batch", "Regulator Recalls One Batch of Measles Vaccine",
                   "The medicines regulator recalled a batch of 40,000 doses over a labelling fault and said no harm had been reported.", origins=4, hours=20),
        small_page("tariff-vote", "Parliament Delays Vote on Steel Tariff by a Month",
                   "Parliament put off the vote on the steel tariff until March after the smaller coalition partner asked for a new estimate of its cost.", origins=4, hours=50),
        small_page("comet", "Comet Visible to the Naked Eye Until the Weekend",
                   "A comet discovered last March can be seen without a telescope until Saturday, the observatory in Ondra said.", origins=2, hours=12),
    )  # fmt: skip
    return {PAGE.story_id: STORY} | {r.page.story_id: (r,) for r in more}
