"""Lines that are no prose of the article: captions, menus, appeals, credits, comments, code."""

# ruff: noqa: E501 — patterns are easier to read unbroken

from __future__ import annotations

import re

#: What opens or makes up a line of furniture → its name.
_LINE_RULES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "menu",
            r"^(?:home|news|menu|search|sections?|topics?|tags?|categor(?:y|ies)|trending|most (?:read|"
            r"popular|viewed)|top stories|latest(?: news)?|related(?: (?:articles?|stories|posts?|news|"
            r"topics))?|recommended|more (?:from|on|stories|news|in)\b.*|also read|read (?:also|next|"
            r"more|full|the full)\b.*|see also\b.*|you may (?:also )?like|don['’]t miss|up next|"
            r"in this (?:article|story)|key (?:points|takeaways|highlights)|highlights|breadcrumbs?|"
            r"skip to (?:main )?content|back to top|next article|previous article|next post|"
            r"previous post|advertisement|ad|story continues below.*|article continues.*|"
            r"continue reading.*|show more|load more|view (?:more|all|comments).*|loading.*)[\s:.»>]*$",
        ),
        (
            "menu",
            r"^(?:also read|read also|read more|read next|see also|related|more|watch|watch live|"
            r"listen|must read|explained|tags?|topics?|trending|follow (?:us|live)|don['’]t miss|"
            r"live updates|source|sources?|via|filed under|published in|posted in|location|"
            r"recommended|editor['’]s picks?|catch all|click here)\s*[:|»–—-]",
        ),
        (
            "share",
            r"^(?:share|tweet|pin|print|e-?mail|copy link|save|bookmark|whatsapp|facebook|twitter|"
            r"linkedin|reddit|telegram|flipboard|comments?|\d+ comments?|\d+ shares?|reply|like|follow|"
            r"listen(?: to (?:this )?(?:article|story))?|share (?:this|on|via)\b.*|click to (?:share|"
            r"print|email|copy)\b.*|opens in (?:a )?new (?:tab|window).*|add (?:us|.{2,30}) (?:as|on) .*|"
            r"share\s*(?:full\s*)?(?:article|story).*|view on x.*|post)[\s:.]*$",
        ),
        (
            "appeal",
            r"\b(?:subscribe (?:to|now|today|for)|sign up (?:for|to|here|now)|newsletters?\b|become a "
            r"(?:member|subscriber|patron)|support (?:our|independent|local|quality) (?:journalism|"
            r"news|reporting)|donate (?:now|today|to)|download (?:the|our) .{0,20}\bapp|follow us on|"
            r"join (?:us on|our (?:whatsapp|telegram|channel|community))|(?:whatsapp|telegram) channel|"
            r"your inbox|free trial|already a subscriber|log ?in to|create (?:an|a free) account|"
            r"unlimited access|to continue reading|this article is (?:free|for subscribers)|"
            r"get (?:the |all (?:the )?)?(?:latest|current|live) .{0,60}(?:news|updates|headlines)|stay (?:up to date|updated|informed|"
            r"tuned)\b|click here|tap here|like us on|first to know|breaking news (?:alerts|emails)|"
            r"push notifications|thank you for (?:reading|subscribing|registering|visiting)|"
            r"please (?:consider|enable|disable|log|sign|subscribe|refresh|try again|enter|whitelist)|"
            r"we rely on|help us keep|your (?:subscription|support|account|browser|email)\b|"
            r"listen to this article|watch the video|buy now|limited[- ]time offer|promo code)",
        ),
        (
            "legal",
            r"(?:^©|^\(c\) ?\d|\bcopyright\b ?(?:©|\d{4}|\(c\))|©\s?\d{4}|all rights reserved|"
            r"\bcookies?\b.{0,60}\b(?:accept|use|policy|consent|settings|preferences)|"
            r"privacy (?:policy|notice)|terms (?:of|and) (?:use|service|conditions)|\bcommunity "
            r"guidelines|may not be (?:published|reproduced|republished)|material may not be|"
            r"this (?:content|story|article|report|copy|material) (?:was|is|has been) "
            r"(?:(?:auto-?|automatically )?(?:generated|published|produced|translated|sourced|"
            r"republished|created|originally|not been (?:edited|created)|provided|supported|funded|"
            r"part of|from))|"
            r"(?:except for the headline|barring the headline|only the headline)|"
            r"views? expressed|reproduction (?:in whole|prohibited)|without (?:prior |express )?"
            r"(?:written )?(?:permission|consent)|quotes displayed in real-time|market data provided|"
            r"powered and implemented by|is strictly prohibited|personal information\b.{0,30}\bsale)",
        ),
        (
            "credit",
            r"^(?:\(?(?:photo|image|picture|pic|video|file|graphic|illustration|map|credit|photograph|"
            r"caption|screenshot|representational|representative|representative image)s?"
            r"(?: (?:by|credit|courtesy|source|used|image|photo|for|of|from|caption))?)\s*[:|/–—-]|"
            r"^(?:file photo|getty images?|photo by|image:|ap photo|reuters file|afp via|representati(?:ve|onal) image)\b",
        ),
        (
            "credit",
            r"(?:\b(?:getty images|via getty|via ap|/ap|ap photo|afp photo|reuters/|/reuters|/afp|"
            r"shutterstock|istock|epa-efe|via reuters|afp via|pti photo|ani photo|unsplash|"
            r"anadolu via|/getty|bloomberg via|/pool|handout|file photo|alamy)\b[^.]{0,60}\)?\]?\.?\s*$)",
        ),
        (
            "byline",
            r"^(?:by|written by|reported by|reporting by|edited by|editing by|writing by|compiled by|"
            r"additional reporting|with (?:inputs?|reporting|agency|agencies)|\(?with inputs?|"
            r"inputs from|agencies|staff (?:writer|reporter)|editor:|author:|contact|contributing|"
            r"translated by|produced by|reach (?:reporter|him|her|them)|email (?:him|her|us)|"
            r"the associated press|associated press writers?|this story was|correspondent)\b",
        ),
        ("byline", r"^[A-Z][\w’'-]+(?: (?:and )?[A-Z][\w’'-]+){0,3} (?:reported|contributed) (?:from|to)\b.{0,80}$"),
        ("byline", r"\b(?:reporting|editing|writing) by [A-Z]|\bcontributed to this (?:report|story|article)"),
        ("byline", r"\bis (?:a|an|the) .{0,60}\b(?:reporter|correspondent|editor|writer|journalist|author)s? (?:at|for|with|based|covering|who|on)\b.{0,80}$"),
        (
            "time",
            r"^(?:(?:first )?(?:published|updated|last (?:updated|modified)|posted|modified|created|"
            r"issued|released|date|time|originally published)\b.{0,60}|"
            r"(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?.{0,20})|\d+ (?:min(?:ute)?s?|hours?|days?)"
            r"(?: ago| read)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? \w+ \d{1,2},? \d{4}.{0,25}|"
            r"\w{3,9}\.? \d{1,2},? \d{4}.{0,30}|\d{1,2} \w{3,9}\.?,? \d{4}.{0,25})$",
        ),
        (
            "comment",
            r"^(?:comments?\b|leave a (?:comment|reply)|post a comment|join the (?:conversation|"
            r"discussion)|reply to|report this comment|notify me|your email address|.{2,30} says:$|"
            r"\d+ (?:replies|thoughts on))",
        ),
        ("code", r"(?:function\s*\(|\bvar \w+ ?=|=>\s*\{|</?\w+[^>]*>|\{\"|@media|window\.|document\.|"
                 r"\.(?:js|css|php)\b|https?://\S+\s*$|pic\.twitter\.com|\bt\.co/)"),
        ("social", r"(?:—|–|-|—) [^.!?()]{2,60} ?\(@\w+\)|^@\w+|^#\w+(?: #\w+)*$"),
    )
)  # fmt: skip
#: A caption: present tense about a picture, "pictured", "in this photo", "(left)".
_CAPTION = re.compile(
    r"(?:\bin this (?:\w+ ){0,4}(?:photo|image|picture|handout|combination|screenshot|frame|still)\b|"
    r"\b(?:pictured|seen here|file (?:photo|image|picture)|file pic|screen ?grab|is seen in)\b|"
    r"\((?:left|right|center|centre|[lrc]|file|top|bottom)\)|^(?:from left|left to right|clockwise)\b|"
    r"\bposes? (?:for|with)\b.{0,60}\bphoto|\bIn this [^.]{0,20}\bphoto\b|^\d+ of \d+\b)",
    re.IGNORECASE,
)
#: From such a line on, nothing belongs to the article.
_END_OF_ARTICLE = re.compile(
    r"^(?:comments?(?: \(\d+\))?|leave a (?:comment|reply).*|post a comment|related (?:articles|"
    r"stories|posts|topics|news|content|coverage)|more (?:from|stories|news|on this).{0,40}|"
    r"recommended(?: (?:for you|stories|articles))?|most (?:read|popular|viewed).{0,20}|trending(?: now)?|"
    r"you (?:may|might) (?:also )?(?:like|be interested).{0,20}|also (?:on|in) .{0,30}|read next|"
    r"our standards:.*|about the author.*|join the conversation.*|conversation|"
    r"other (?:news|stories).{0,30}|top (?:stories|news|headlines)|latest (?:stories|news|headlines).{0,20}|"
    r"in other news.{0,10}|editor['’]s picks?|popular (?:posts|stories|now))[\s:.]*$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|"
    r"did|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|won['’]t|don['’]t|doesn['’]t|didn['’]t|can['’]t|"
    r"couldn['’]t|hasn['’]t|haven['’]t|hadn['’]t|cannot|said|says|say|told|made|took|went|came|got|"
    r"gave|found|left|led|held|kept|began|became|won|lost|met|met|sent|spent|built|brought|bought|"
    r"caught|chose|drew|drove|fell|felt|flew|fought|grew|heard|hit|knew|laid|let|meant|paid|put|ran|"
    r"rose|sat|saw|sold|set|shot|shut|sought|spoke|stood|stole|struck|swore|taught|threw|thought|"
    r"understood|wrote|cut|cost|beat|broke|hurt|quit|read|rode|sank|shook|slid|split|spread|stuck|"
    r"\w{2,}ed|\w+['’](?:s|re|ve|ll|d|m)|"
    r"(?:it|he|she|that|which|who|this|they|we|you|i) \w+s?|\w{3,}(?:es|ts|ks|ns|ws|ds|ms|ls|rs|ps))\b",
    re.IGNORECASE,
)


def noise_of(line: str) -> str | None:
    """Return what kind of furniture a line is ("caption", "menu", "appeal" …), or ``None``."""
    stripped = line.strip(" \t•·*|>-–—")
    if len(stripped) < 3 or not any(c.isalpha() for c in stripped):
        return "mark"
    if len(stripped) > 20 and _share_of_prose(stripped) < _LEAST_PROSE:
        return "code"
    for name, pattern in _LINE_RULES:
        if pattern.search(stripped) and (name not in _SHORT_ONLY or len(stripped) < 400):
            return name
    if _CAPTION.search(stripped) and len(stripped) < 400:
        return "caption"
    return None


#: Least share of letters and spaces in a line of prose; scrambled paywall text lies below .8
#: (read off groundnews_2025), prose with many figures above .85.
_LEAST_PROSE = 0.8


def _share_of_prose(line: str) -> float:
    return sum(c.isalpha() or c.isspace() or c in ",.’'" for c in line) / len(line)


#: A long paragraph that happens to mention a newsletter or a picture agency is still prose.
_SHORT_ONLY = frozenset({"appeal", "credit", "byline", "menu", "time", "legal", "comment"})


#: A longer "sentence" is a list or a page run together (none of 27,000 in groundnews_2025 is prose).
_LONGEST = 900


def ends_article(line: str) -> bool:
    """Tell whether nothing after ``line`` belongs to the article: "Related stories"."""
    return _END_OF_ARTICLE.match(line.strip()) is not None


#: "1 of 2 In this 2008 photo …"
_GLUED_CAPTION = re.compile(r"\d+ of \d+ (?:[A-Z]|\S+ photo)|In this [^.]{0,20}\bphoto\b")


def is_fragment(sentence: str) -> bool:
    """Tell whether a line is a heading, a scrap or a glued caption: few words, no finite verb or no final stop."""
    text = sentence.strip()
    words = text.split()
    if len(words) < 4 or len(text) > _LONGEST or _GLUED_CAPTION.match(text):
        return True
    stopped = re.search(r"[.!?…:;,][\"”’')\]]*$", text) is not None
    if not stopped and (len(words) < 12 or _is_title_case(words)):
        return True
    return _FINITE.search(text) is None


def _is_title_case(words: list[str]) -> bool:
    longer = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return bool(longer) and sum(w[0].isupper() for w in longer) / len(longer) > 0.75
