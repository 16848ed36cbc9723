"""How much more one side uses a term than the other: log-odds with an informative Dirichlet prior.

Monroe, Colaresi & Quinn 2008, "Fightin' Words": what a term's share would be by English at large is added to both
counts, and the difference is divided by its deviation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from winnow.stages.assign_vocabulary import background

#: Words of prior: what English at large counts beside what the sides say.
PRIOR_WORDS = 2000.0
#: At least: of a term that English at large hardly holds, one use more must never weigh less.
LEAST_PRIOR = 0.5
#: A phrase is as likely at large as the rarer of its words, times this.
_PHRASE = 0.05


def log_odds(own: Mapping[str, int], others: Mapping[str, int]) -> dict[str, float]:
    """Return each term's standardised log-odds, positive where ``own`` has more of it than ``others``."""
    shares = background()
    total = sum(shares.values())
    sizes = sum(own.values()), sum(others.values())
    found = {}
    for term in own:
        prior = max(LEAST_PRIOR, PRIOR_WORDS * _share(term, shares) / total)
        odds = [
            math.log((n + prior) / (size + PRIOR_WORDS - n - prior))
            for n, size in zip((own[term], others.get(term, 0)), sizes, strict=True)
        ]
        deviation = math.sqrt(1 / (own[term] + prior) + 1 / (others.get(term, 0) + prior))
        found[term] = (odds[0] - odds[1]) / deviation
    return found


def _share(term: str, shares: Mapping[str, float]) -> float:
    least = min(shares.values())
    words = term.split()
    share = min(shares.get(w, least) for w in words)
    return share if len(words) == 1 else _PHRASE * share
