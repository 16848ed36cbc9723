"""What in an extracted text is not the article: tables of patterns, read by ``clean``.

Collected from the texts of groundnews_2025 (development part), where they stand around, and in the
middle of, real articles; ``benchmarks.extraction`` counts what they cost.  Patterns match a whole
line unless a table says otherwise, so that a sentence that merely mentions a newsletter stays.
"""

from __future__ import annotations

import re


def _any_of(*patterns: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


#: Lines that are furniture wherever they stand.
FURNITURE = _any_of(
    # rules and bullets
    r"[\W_]{1,40}",
    # advertising
    r"advert(isement|ising|orial)?s?",
    r"(sponsored( content)?( below)?|promoted|paid content|ad choices)",
    r"(story|article) continues below( this)?( ad(vertisement)?)?",
    r"(scroll|swipe) (down )?(to|for) .{0,40}",
    # sharing, following, apps
    r"(share|tweet|email|print|save|copy( link)?|link copied!?|bookmark|gift( article)?|flipboard)",
    r"share (this|on|via|the) .{0,120}",
    r"(like|follow|find|join|watch|contact) us( now)?( on| for|:|$).{0,160}",
    r"(follow|join) .{1,60} on (facebook|twitter|x|instagram|telegram|whatsapp|google news|threads|"
    r"linkedin|bluesky|youtube)\b.{0,120}",
    r"(facebook|twitter|instagram|telegram|whatsapp( channel)?|youtube|linkedin|pinterest|reddit|"
    r"threads|tiktok|rss)( \(click here\))?",
    r"connect with us\b.{0,200}",
    r"download (the|our) .{0,60}app\b.{0,120}",
    r"get the .{0,40}\bapp\b.{0,60}",
    r"(click|tap) here\b.{0,120}",
    r"get .{2,60} by clicking here",
    r"point phone camera here|not now yes please|open image in gallery|view gallery",
    r"https?://\S+",
    r"\S+@\S+\.\w+",
    # listening and watching
    r"(now playing|up next|listen( now)?|play( video)?|pause|mute|watch( now| live)?)\b[\s\d:]*",
    r"listen to (this )?(article|story)\b.{0,60}",
    r"(new )?you can now listen to .{0,80}",
    r"(choose|select) (your )?(listening speed|voice).{0,40}|\d+ wpm|[\d.]+x|(slow|average|fast)",
    r"\d+ min(ute)?s? (read|listen)",
    r"get through articles \d+x faster|ai generated|why you can trust .{0,40}",
    r"(watch|video|photos?|gallery|slideshow)\s?:?\s?\d{0,3}",
    # subscribing, registering, giving
    r"(sign|log) ?(up|in|out)( now)?!?|subscribe( now| today)?!?|register( now)?|donate( now)?",
    r"(sign up|subscribe)\b.{0,80}\b(newsletter|inbox|e-?mails?|briefing|alerts?|updates?|daily|"
    r"telegram|whatsapp|channel|here)\b.{0,160}",
    r"subscribe (to|for|from|via|with|\(for free\)).{0,160}",
    r"sign up (for|to) .{2,60}",
    r"get .{2,120} (delivered )?(straight |directly )?(to|in) your (inbox|email)\b.{0,40}",
    r"(the )?newsletter will land .{0,120}",
    r"stay (informed|updated)\b.{0,200}",
    r"(please )?(make|consider making) a (small )?donation\b.{0,240}",
    r"(already|not yet) (have an account|a member|a subscriber).{0,60}",
    r"(not a subscriber|have an account)\?.{0,60}",
    r"(continue|keep) reading (this article )?with .{0,80}|to continue reading\b.{0,80}",
    r"this article is (for|available to) (subscribers|members)\b.{0,80}",
    r"(you can )?unsubscribe (at )?any ?time\b.{0,120}",
    r"(by (signing up|subscribing|continuing|clicking)\b).{0,240}",
    r"to receive new posts and support my work.{0,120}",
    r"thanks for reading .{0,120}",
    r"(we use|this (site|website) uses) cookies\b.{0,240}",
    r"(please )?enable (javascript|cookies)\b.{0,120}|javascript is (required|disabled)\b.{0,160}",
    r"to display this content\b.{0,160}",
    # other articles
    r"(read|see|find out|learn|know) more( here)?|more( (news|stories|from).{0,60})?",
    r"(also|must|further|related) ?(read(ing)?|watch|see)?\s?[:：|–-].{0,200}",
    r"(read|see|watch) (also|more|next|now|this|full story|the full story)\s?[:：|–-].{0,200}",
    r"read more (about|on|from|of) .{0,120}",
    r"(read more|also read|read less)(?-i:(?=[A-Z\W])).{0,160}",
    r"(also|must) read|related( (articles?|stories|news|topics|content|posts?|coverage|links?))?",
    r"(recommended|trending|popular|top|latest|more|featured|editor'?s'? picks?)"
    r"( (stories|news|articles|videos|now|trending|for you))?",
    r"(you (may|might) also like|people are also reading|most (read|popular|viewed)|don'?t miss|"
    r"what to read next|up next|in case you missed it)\b.{0,40}",
    r"view all .{0,40}|back to (top|article)|next (article|story)|previous (article|story)",
    r"(table of contents|faqs?|topics?|tags?|follow topics?|filed under|categories|guests?|"
    r"transcript|media options)\s?:?.{0,2}",
    # transcripts, tips, machine voices
    r"transcript text may be revised\b.{0,300}|the authoritative record of .{2,60}\bis the audio\b.{0,60}",
    r"transcripts? (is|are|was) (provided|produced|created|generated|edited|may)\b.{0,200}",
    r"(accuracy and availability|rush transcript)\b.{0,200}",
    r"(got|have) a (news )?tip\b.{0,200}|this (audio|recording|article) (was|is) (auto-?|ai[- ])?"
    r"(generated|voiced|read) (by|with|using)\b.{0,160}",
    # subscribers
    r"this (is an?|article is an?|story is an?) (premium (article|story|content)|subscriber[- ](only|exclusive)|"
    r"members?[- ]only)\b.{0,200}",
    r"(you have|you've) (reached your|read|used|\d+)\b.{0,40}\b(free articles?|article limit|remaining)\b.{0,120}",
    r"(your|a) subscription (makes|helps|supports|gives|includes)\b.{0,240}",
    r"(thanks|thank you) for (being a|subscribing|supporting|your support)\b.{0,200}",
    r"(weather|traffic|severe weather) alerts?\s?[:|–-].{0,200}",
    # talking back
    r"(view |show |hide |see |post |\(?\d+\)? )?(a )?comments?( \(?\d+\)?)?\s?:?",
    r"(join|start) the (conversation|discussion|debate)\b.{0,60}",
    r"have your say|leave a (reply|comment)",
    r"join our commenting forum|join thought-provoking conversations\b.{0,120}",
    r"(no|be the first to) comments?\b.{0,40}|what do you think\?.{0,120}",
    r"please let us know if you'?re having issues with commenting\.?",
    r"for more information, please see our .{0,40}",
    r".{0,40}\blog ?in (or register )?to (post )?comments?\b.{0,60}",
    r"think your friends would be interested\?.{0,40}|quickly share this news\b.{0,120}",
    r"share the best of .{0,200}",
    # rights, edits, filing
    r"article content|our standards\s?: the thomson reuters trust principles\W*(opens new tab)?",
    r"get (the )?(daily|weekly|breaking) .{2,40} (news|alerts|headlines|newsletters?)",
    r"\W{0,2}swipe left below .{0,60}|opens (in )?(a )?new (tab|window)",
    r"(©|\(c\)|copyright)\s.{0,240}|.{0,80}all rights reserved\b.{0,240}",
    r"(first |last |originally )?(published|updated|posted|modified)( (on|at|by))?\s?[-:–|].{0,60}",
    r"(view comments-? ?)?first published\s?:?.{0,60}",
    r"(updated|published) (at )?\d.{0,40}",
    r"\W{0,3}(additional |with )?(reporting|writing|editing|edited|written|reported|compiled) by"
    r"(?-i: [A-Z]).{0,240}",
    r"this (article|story|post|piece) (was )?(originally |first )?(appeared|published|written)\b"
    r".{0,260}",
    r"(this )?(article|story|report) (by .{0,60} )?(was )?first published\b.{0,80}",
    r"this report by .{0,60} was first published .{0,40}",
    r"(the )?.{0,80}\bcoverage receives financial support from\b.{0,300}",
    r"all content created by the .{0,400}",
    r".{0,80} contributed (to (this|the) (report|story|article)|from .{2,60}|reporting)\.?"
    r"( .{0,100} contributed (to (this|the) (report|story|article)|from .{2,60}|reporting)\.?)*",
    r"(\W{0,2})with (inputs?|reporting|additional reporting|files|information) (from|by) .{0,80}",
    r"editor'?s note: .{0,60} contributed .{0,80}",
    r"(\(|\[)?(end|ends|file)(\)|\])",
    r"\W{0,3}(ians|pti|ani|afp|reuters|bernama|xinhua|dpa|upi|ap|unb|bss|ansa|efe|tass)\W{0,2}",
    # captions and picture credits
    r"\W{0,2}(cover |file |featured |lead |main )?(photo|image|picture|graphic|video|illustration|"
    r"photograph)s?( credits?| source| courtesy)?( by| of| via)?\s?[:：|]\s?.{1,120}",
    r"(featured |cover )?(image|photo) (via|by|courtesy( of)?) .{1,80}",
    # ("a Reuters/Ipsos poll" is no credit, nor is a line that ends as a sentence does)
    r".{0,400}(\bap photo|\bgetty images|\bfile photo|"
    r"\b(afp|ap photo|reuters|epa|getty)(-efe)?/(?!ipsos)(?-i:[A-Z])[^.]{2,40}|"
    r"\b(afp|ap|reuters|epa) via getty( images)?)[)\]]{0,2}",
    r"(\(file\)|file photo)\b.{0,80}",
)

#: Lines after which only readers' comments or other articles follow, when enough text came before.
TAIL = _any_of(
    r"(view |show |post |\(?\d+\)? )?(a )?comments?( \(?\d+\)?)?\s?:?",
    r"leave a (reply|comment)|(no|be the first to) comments?\b.{0,40}",
    r"join the (conversation|discussion)( as .{0,40})?|have your say|join our commenting forum",
    r"create an account or sign in to comment",
    r"please (register|log in)\b.{0,40}\bto comment\b.{0,40}",
    r"(you (may|might) also like|people are also reading|most (read|popular|viewed)|"
    r"more from .{0,40}|related (articles?|stories|posts?))\W{0,3}",
    r"thank you for donating to .{0,60}|did you know that .{0,80} nonprofit\b.{0,200}",
)

#: Appeals of a sentence or two: in a line of their own, and naming the reader or the outlet.
APPEALS = _any_of(
    r"\b(support|sustain|fund) (our|independent|trusted|this) (journalism|work|mission|newsroom|"
    r"reporting)\b",
    r"\b(your|the generous) (support|donations?|contributions?|subscription)\b.{0,80}\b(allows?|"
    r"enables?|helps?|makes?|keeps?)\b",
    r"\bneeds? your help to keep\b|\bplease (consider|support|donate)\b",
    r"\bfree (weekly |daily |e-?mail )*newsletter\b|\bsign up here\b",
    r"\bsign up (for|to) (our|the|this|my|a)\b.{0,60}\b(newsletter|e-?mails?|briefing|substack)\b",
    r"\bas a subscriber, you can\b|\bno subscription needed\b|\bsubscription (plan|options)\b",
    r"\bgenerative ai tools\b|\bmachine translation of a post\b|\bfind us on telegram\b",
    r"\bthis article is made possible through\b|\bnonpartisan newsroom informing\b",
    r"\bbilled as \$|\bnot a subscriber\?|\bcreate a display name\b",
)
#: Quotation marks and reporting verbs: a line with either speaks for somebody, and stays.
SPEECH = re.compile(r"[“”\"«»]|\b(said|says|told|wrote|added|according to)\b")

#: Cut from the beginning of a line, the rest stays.
PREFIXES = re.compile(
    r"(?-i:ADVERTISEMENT(?=[A-Z“\"‘])|Advertisement(?=[A-Z][a-z]))|"
    r"(now playing|up next)\s+\d{1,2}:\d{2}\s*|"
    r"sign up for .{5,120} sent to your inbox(?: get our free .{2,40}? email)+\s*|"
    r"(listen to (this )?article|\d+ min(ute)?s? read)\s*[|•:-]\s*",
    re.IGNORECASE,
)

#: Cut from the first paragraphs: place and full date before the story, "Orla, Velmora – March 1, 2026 – ".
DATELINE = re.compile(
    r"[A-Z][\w.,'’ -]{1,50}?,? ?[–—-]{1,2} ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?|"
    r"\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?),? \d{4}"
    r" ?[–—-]{1,2} ?(?=(?-i:[A-Z“\"‘]))",
    re.IGNORECASE,
)

#: A caption taken for a paragraph: "Ann Lee - Orla - The mayor greets residents as she arrives at …".
CAPTION = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} [-–—] [A-Z][\w.'’ -]{2,30} [-–—] "
    r"(?:The |An? )?[A-Z]?[^.!?]{2,80}?\b(?:greets?|speaks?|arrives?|attends?|walks?|looks?|stands?|waves?|"
    r"gestures?|shakes?|poses?|sits?|holds?|leaves?|delivers?|addresses|meets?|listens?|reacts?|"
    r"smiles?|departs?|talks?|gathers?|carr(?:y|ies)|marches|march|take[s]? part)\b.{0,200}"
)

#: Cut from the end of the last line: agencies sign off behind the last full stop.
SIGN_OFF = re.compile(
    r"(?<=[.!?”\"’)])\s*[–—-]*\s*(?:\(?(?:REUTERS|Reuters|AFP|ANI|IANS|UNI|BERNAMA|Bernama|XINHUA|"
    r"Xinhua|DPA|dpa|AP|UPI|EFE|ANSA|APP|BSS|UNB|END)\)?|PTI(?: [A-Z]{2,4}){0,8})\W{0,2}$"
)

#: A teaser of another story, appended: a kicker in capitals, then a sentence.
KICKER = re.compile(r"[‘'“]?[A-Z][A-Z0-9’'\- ]{3,40}[’'”]?[:?!] (?=[A-Z‘“])")

#: Code that was taken for text; "kAm" is "<p>" in the ROT47 that some paywalls hide texts in.
CODE = re.compile(
    r"\bkAm|k\^?9?2?Am|(?:%3C|%20){3}|\{\{|\}\}|function\s?\(|\b(?:var|const|let) \w+ ?=|"
    r"window\.\w+|document\.\w+|"
    r"</?(?:a|p|h\d|li|ul|br|em|div|img|html|head|body|meta|span|strong|iframe|script|style)\b[^>]*>|"
    r"\{\s*\"@?\w+\"\s*:|!important|@media\b"
)

#: What is left of a page whose text is not given away.
PAYWALL = _any_of(
    r"continue reading (this article )?with\b|to continue reading\b|subscribe to (read|continue)\b",
    r"\bthis (article|content|story) is (only )?(for|available to|reserved for) (our )?"
    r"(paying |premium )?(subscribers|members)\b|\bpremium (content|article)\b",
    r"\bto read (the full|this) (article|story)\b|\balready a subscriber\b|\bsubscribe now\b",
)
