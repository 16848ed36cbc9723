"""Is a story put under the topic that an editor would put it under?

``python -m benchmarks.topics --data allsides_stream --json FILE [--half dev|test|all]``

The events of the set carry topics of AllSides ("us_senate"); which top level topics of the IPTC's list
answer to each of them is written down here, and topics that say nothing of the matter ("world", "mexico")
are left out.  Thresholds were chosen on the dev half (by a hash of the event); the test half is reported.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import Result, cached_vectors, finish, read_jsonl
from winnow.encoder import load_encoder
from winnow.stages.assign import text_for_vector
from winnow.stages.material import Material
from winnow.stages.topics import find_topics
from winnow.types import Article, OriginLink, OriginRole, Topic

_SEEN = datetime(2020, 1, 1, tzinfo=UTC)
#: First two digits of top level topics → topics of AllSides that they answer to.
_ANSWERS = {
    "01": "media_bias media_industry fake_news culture arts_and_entertainment technology",
    "02": "supreme_court justice fbi justice_department criminal_justice death_penalty impeachment "
    "violence_in_america national_security gun_control_and_gun_rights race_and_racism sexual_misconduct "
    "abortion homeland_security civil_rights campaign_finance terrorism voting_rights_and_voter_fraud "
    "lgbt_rights cybersecurity marijuana_legalization cia",
    "03": "disaster transportation",
    "04": "trade economy_and_jobs federal_budget banking_and_finance taxes business treasury "
    "economic_policy transportation energy agriculture technology inequality housing_and_homelessness",
    "05": "education",
    "06": "environment energy animal_welfare",
    "07": "coronavirus healthcare abortion opioid_crisis public_health marijuana_legalization",
    "08": "culture arts_and_entertainment animal_welfare",
    "09": "economy_and_jobs labor",
    "10": "culture",
    "11": "elections white_house politics immigration us_senate us_house us_congress impeachment "
    "national_security healthcare trade foreign_policy middle_east fbi gun_control_and_gun_rights us_military "
    "abortion federal_budget taxes north_korea democratic_party republican_party justice_department "
    "state_department homeland_security civil_rights free_speech campaign_finance "
    "voting_rights_and_voter_fraud treasury defense nuclear_weapons national_defense lgbt_rights "
    "marijuana_legalization cia israel",
    "12": "religion_and_faith",
    "13": "technology cybersecurity",
    "14": "immigration gun_control_and_gun_rights race_and_racism sexual_misconduct abortion culture "
    "homeland_security civil_rights opioid_crisis lgbt_rights inequality housing_and_homelessness "
    "marijuana_legalization",
    "15": "sports",
    "16": "violence_in_america national_security foreign_policy middle_east us_military north_korea "
    "homeland_security terrorism defense nuclear_weapons national_defense isis cia israel",
    "17": "disaster",
}
ACCEPTED: Mapping[str, frozenset[str]] = {
    theirs: frozenset(code for code, names in _ANSWERS.items() if theirs in names.split())
    for names in _ANSWERS.values()
    for theirs in names.split()
}


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the set: its articles, and the topics that are right for it."""

    rows: Sequence[Mapping[str, Any]]
    accepted: frozenset[str]


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    events = [e for e in events_of(options.data) if options.half in ("all", half_of(e))]
    found = [topics_of(e) for e in events]
    metrics = scores(events, found)
    commonest = Counter(code for e in events for code in e.accepted).most_common(1)[0][0]
    always = [(Topic(f"{commonest}000000", ""),)] * len(events)
    return finish(
        Result(
            "topics",
            options.data.name,
            len(events),
            metrics,
            {f"always {commonest}": scores(events, always)},
        ),
        options,
    )


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Is a story put under the right topic?")
    parser.add_argument("--data", type=Path, required=True, help="folder of allsides_stream")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--protocol", choices=("cv", "frozen"), default="frozen")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to these figures")
    return parser.parse_args(argv)


def events_of(folder: Path) -> list[Event]:
    """Return the events all of whose topics answer to some of ours, by id."""
    rows: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_jsonl(folder / "dev.jsonl.gz"):
        rows[str(row["event_id"])].append(row)
    return [
        Event(own, frozenset[str]().union(*(ACCEPTED[row["topic"]] for row in own)))
        for _, own in sorted(rows.items())
        if all(row["topic"] in ACCEPTED for row in own)
    ]


def half_of(event: Event) -> str:
    """Return which half an event belongs to: thresholds were chosen on "dev"."""
    name = str(event.rows[0]["event_id"])
    return "test" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "dev"


def topics_of(event: Event) -> tuple[Topic, ...]:
    """Return what Winnow puts the event under; every article is an origin."""
    articles = tuple(
        Article(str(n), row["url"] or "", row["domain"], row["title"], row["text"], _SEEN, _SEEN)
        for n, row in enumerate(event.rows)
    )
    vectors = cached_vectors([text_for_vector(a) for a in articles], load_encoder().encode)
    origins = tuple(
        OriginLink(a.id, a.id, OriginRole.ORIGINAL, None, None, 0.0, "") for a in articles
    )
    none = np.zeros((0, vectors.shape[1]), np.float32)
    return find_topics(Material(articles, {}, origins, (), none, article_vectors=vectors))


def scores(events: Sequence[Event], found: Sequence[tuple[Topic, ...]]) -> dict[str, float]:
    """Return the share of events with a topic, and of these the share whose main one is right."""
    right = [t[0].code[:2] in e.accepted for e, t in zip(events, found, strict=True) if t]
    broad = [[t.code[:2] for t in own if t.parent is None] for own in found]
    either = [
        any(code in e.accepted for code in own) for e, own in zip(events, broad, strict=True) if own
    ]
    return {
        "covered": round(len(right) / max(1, len(events)), 4),
        "accuracy": round(sum(right) / max(1, len(right)), 4),
        "either_right": round(sum(either) / max(1, len(either)), 4),
        "topics_per_story": round(sum(map(len, broad)) / max(1, len(broad)), 4),
    }


if __name__ == "__main__":
    sys.exit(main())
