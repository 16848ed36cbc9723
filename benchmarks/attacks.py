"""How much of what is made false does verification catch, and how much that is true does it refuse?

``python -m benchmarks.attacks --data groundnews_2025 --json FILE [--half dev]``

Bullets of real articles are corrupted in eleven ways and handed to the verifier without a record of
the edit.  *Caught* is what may not be published: failed, or abstained on.  The verifier was
improved on the half "dev" alone; the half "test" is what is reported.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.attacks_bullet import Attack, Bullet
from benchmarks.attacks_data import Half, Paraphrase, load_half, load_paraphrases
from benchmarks.attacks_figures import respelled
from benchmarks.attacks_kinds import KINDS
from benchmarks.common import Result, finish, option_parser
from winnow.types import CitedSentence, Verdict
from winnow.verification import check_sentence

#: Attacks of one kind that are counted; more would make the common kinds no surer.
PER_KIND = 400
SEED = 11
PARAPHRASES = ("summedits", "wice")
Verdicts = Counter[Verdict]


def main(argv: Sequence[str] | None = None) -> int:
    """Attack the bullets of one half, print the shares caught, write JSON."""
    parser = option_parser("What does verification catch, and what does it refuse?")
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument("--missed", type=Path, help="where to write what slipped through")
    options = parser.parse_args(argv)
    half = load_half(options.data, options.half)
    started = time.perf_counter()
    attacks = [a for name in KINDS for a in attacks_of(name, half.bullets)]
    verdicts = {id(a): _verdict(a.cited, half) for a in attacks}
    elapsed = time.perf_counter() - started
    if options.missed:
        options.missed.write_text("\n".join(_lines(attacks, verdicts, half)) + "\n", "utf-8")
    metrics, failed = attack_metrics(attacks, verdicts)
    metrics |= untouched_metrics(half)
    for folder in PARAPHRASES:
        path = options.data.parent / folder
        if path.exists():
            metrics |= paraphrase_metrics(folder, load_paraphrases(path, options.half))
    metrics["checks_per_s"] = round(len(attacks) / max(elapsed, 1e-9), 1)
    name = options.data.name + ("" if options.half == "test" else "-dev")
    sizes = {f"caught_{k}": float(n) for k, n in Counter(a.kind for a in attacks).items()}
    beside = {"failed, not abstained": failed, "attacks": sizes}
    return finish(Result("attacks", name, len(attacks), metrics, beside), options)


def attacks_of(kind: str, bullets: Sequence[Bullet]) -> list[Attack]:
    """Return up to `PER_KIND` attacks of a kind, spread over all bullets; the same for the same bullets."""
    made = []
    for bullet in bullets:
        passage = bullet.cited.evidence[0]
        dice = random.Random(f"{SEED}:{kind}:{passage.article_id}:{passage.start}")
        corrupted = KINDS[kind](bullet, dice)
        if corrupted is not None:
            made.append(Attack(kind, corrupted[0], corrupted[1], bullet.text))
    chosen = random.Random(f"{SEED}:{kind}").sample(range(len(made)), min(PER_KIND, len(made)))
    return [made[i] for i in sorted(chosen)]


def _verdict(cited: CitedSentence, half: Half) -> Verdict:
    return check_sentence(cited, half.articles).verdict


def attack_metrics(
    attacks: Sequence[Attack], verdicts: Mapping[int, Verdict]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the share caught per kind, with the mean, and the share failed outright."""
    tally: dict[str, Verdicts] = defaultdict(Counter)
    for attack in attacks:
        tally[attack.kind][verdicts[id(attack)]] += 1
    caught = {f"caught_{k}": _share(tally[k], Verdict.FAILED, Verdict.ABSTAINED) for k in tally}
    failed = {f"caught_{k}": _share(tally[k], Verdict.FAILED) for k in tally}
    for shares in (caught, failed):
        shares["caught_mean"] = round(sum(shares.values()) / max(1, len(shares)), 4)
    return caught, failed


def _share(verdicts: Verdicts, *which: Verdict) -> float:
    return round(sum(verdicts[v] for v in which) / max(1, verdicts.total()), 4)


def untouched_metrics(half: Half) -> dict[str, float]:
    """Return what is refused of true bullets, and of bullets with a number spelled another way."""
    true = Counter(_verdict(b.cited, half) for b in half.bullets)
    spelled = Counter(_verdict(c, half) for b in half.bullets if (c := respelled(b)) is not None)
    return {
        "passed_untouched": _share(true, Verdict.PASSED),
        "false_alarm": _share(true, Verdict.FAILED),
        "false_abstention": _share(true, Verdict.ABSTAINED),
        "passed_respelled": _share(spelled, Verdict.PASSED),
    }


def paraphrase_metrics(name: str, paraphrases: Iterable[Paraphrase]) -> dict[str, float]:
    """Return the verdicts on supported paraphrases, and the share of unsupported ones caught."""
    tally: dict[bool, Verdicts] = {True: Counter(), False: Counter()}
    for each in paraphrases:
        verdict = check_sentence(each.cited, {each.article.id: each.article}).verdict
        tally[each.is_supported][verdict] += 1
    return {
        f"{name}_passed": _share(tally[True], Verdict.PASSED),
        f"{name}_false_alarm": _share(tally[True], Verdict.FAILED),
        f"{name}_abstained": _share(tally[True], Verdict.ABSTAINED),
        f"{name}_unsupported_caught": _share(tally[False], Verdict.FAILED, Verdict.ABSTAINED),
        f"{name}_unsupported_failed": _share(tally[False], Verdict.FAILED),
    }


def _lines(attacks: Sequence[Attack], verdicts: Mapping[int, Verdict], half: Half) -> Iterator[str]:
    """Yield what slipped through and what was refused though true, to be read."""
    for attack in attacks:
        if verdicts[id(attack)] is Verdict.PASSED:
            yield f"MISSED {attack.kind} / {attack.variant}\n  {attack.cited.text}\n  {attack.original}"
    for bullet in half.bullets:
        checked = check_sentence(bullet.cited, half.articles)
        if checked.verdict is not Verdict.PASSED:
            why = "; ".join(f"{v.rule}: {v.message}" for v in checked.violations)
            yield f"ALARM {why}\n  {bullet.text}\n  {bullet.cited.evidence[0].exact}"
        spelled = respelled(bullet)
        if spelled is not None and (checked := check_sentence(spelled, half.articles)).violations:
            why = "; ".join(f"{v.rule}: {v.message}" for v in checked.violations)
            yield f"RESPELLED {why}\n  {spelled.text}\n  {bullet.text}"


if __name__ == "__main__":
    sys.exit(main())
