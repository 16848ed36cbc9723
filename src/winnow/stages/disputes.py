"""Disputes: accounts that cannot both hold, shown side by side; nothing is averaged or chosen.

*Figures* (`winnow.stages.dispute_figures`): independent sources give different figures for one thing.
*Votes* (`winnow.stages.dispute_votes`): they give one vote otherwise.
*Denials* (`winnow.stages.dispute_denials`): one side denies what another alleges of it.
"""

from __future__ import annotations

from winnow.stages.dispute_denials import denials
from winnow.stages.dispute_figures import figures_in_dispute
from winnow.stages.dispute_votes import votes_in_dispute
from winnow.stages.material import Material
from winnow.types import Dispute

MAX_DISPUTES = 3


def find_disputes(material: Material, *, limit: int = MAX_DISPUTES) -> tuple[Dispute, ...]:
    """Return the story's disputes, the most widely reported first; none is a valid answer."""
    found = [
        *figures_in_dispute(material),
        *votes_in_dispute(material),
        *denials(material),
    ]
    found.sort(key=lambda f: (-f[0], f[1].about))
    return tuple(dispute for _, dispute in found[:limit])
