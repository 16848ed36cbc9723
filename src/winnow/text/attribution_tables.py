"""Words and marks by which `winnow.text.attribution` tells source, cue and content apart."""

from __future__ import annotations

from winnow.text.cues import REPORTING_VERBS
from winnow.text.tables import word_set

CLOSERS = frozenset("”\"'’»")
BREAKS = frozenset(',;:—–()[]“”"«»-•')
AUXILIARIES = word_set(
    """
    has have had having would will could can may might did does do also later then previously not
    reportedly allegedly further just even still already once again repeatedly publicly both himself
    herself themselves itself is are was were first always never often now soon subsequently earlier recently today
    yesterday didn't doesn't hasn't haven't ever instead thus all on
    monday tuesday wednesday thursday friday saturday sunday
    """
)
BE = word_set("is are was were be been being am isn't wasn't weren't aren't get gets got")
SUBORDINATORS = word_set(
    """
    that as while when after because but if although though where what since before until so why how
    whether than then yet or nor like
    """
)
#: Forms that are as often nouns: a cue only after a subject, never after these words.
NOUN_LIKE = word_set(
    """
    claims claim report reports call calls plan plans hope hopes fear fears order orders demand
    demands comment comments post posts request view views promise estimate estimates state states
    support read show shows appeal appeals signal doubt welcome rule rules blame praise pledge vow
    note notes warning ruling finding saying writing meaning posting concern worries vows pledges
    thought quote quotes cautions stress remarks remark echoes feel find promises dispute disputes
    blast order thanks backs mention tweet tweets understanding planning feeling express
    """
)
#: … plural verbs only: a cue after a plural, a noun after anything else ("a media post").
NOUN_BASES = word_set(
    """
    post report claim call plan order demand comment request view note show appeal state support
    estimate tweet quote express rule doubt fear hope promise pledge vow blame praise welcome mention
    remark stress read find feel dispute signal
    """
)
PLURAL = word_set("people police they we i you who men women children also still")
#: A participle after these describes a noun: "for alleged lies".
BEFORE_ADJECTIVE = word_set(
    "to be the a an his her its their our my of in on at by for from with about into against"
)
BEFORE_NOUN = word_set(
    """
    the a an his her its their our my your this that these those of in on at by for from with to any
    some no such new recent more many several under over about into and or other 's' public official
    false similar social joint united blog news police federal between against each every
    """
)
#: What can follow a cue when the sentence's content stands before it.
TAIL = word_set(
    """
    in on at during after to while when late early earlier last this as by from before through via
    monday tuesday wednesday thursday friday saturday sunday yesterday today of about outside inside
    following later with without for again reporters and but referring citing adding
    """
)
ADDRESSED = word_set(
    """
    told tell tells telling informed inform assured asked asks ask warned warns reminded advised
    urged notified
    """
)
INVERTIBLE = word_set(
    """
    said says added adds wrote writes explained explains noted notes asked asks argued argues replied
    warned warns tweeted posted reads read continued concluded insisted insists told recalled
    reported reports stated states claimed claims declared announced observed remarked admitted
    """
)
#: Particles that belong to a cue: "called | for", "pointed | out".
PHRASAL = {
    **dict.fromkeys(word_set("called calls call calling"), word_set("for on")),
    **dict.fromkeys(word_set("pointed points point pointing"), word_set("out to")),
    **dict.fromkeys(word_set("referred refers refer referring alluded alluding"), word_set("to")),
    **dict.fromkeys(word_set("spoke speaks speak speaking talked talks talk talking"), word_set("about of out")),
    **dict.fromkeys(word_set("asked asks ask"), word_set("about for")),
    **dict.fromkeys(word_set("warned warns warn warning complained complains"), word_set("of about against")),
    **dict.fromkeys(word_set("hinted hints"), word_set("at")),
    **dict.fromkeys(word_set("apologised apologized"), word_set("for")),
}  # fmt: skip
#: Verbs that are cues only with their particle.
NEEDS_PARTICLE = word_set(
    """
    pointed points point pointing referred refers refer referring alluded alluding spoke speaks speak
    speaking talked talks talk talking
    """
)
CUE_VERBS = REPORTING_VERBS | NEEDS_PARTICLE
APPOSITIVE = word_set("a an the who whose which its his her one formerly then now also both where")
#: Longest subject and longest appositive, in tokens (read off sentences of polnear train).
SUBJECT_LIMIT = 14
APPOSITIVE_LIMIT = 28
