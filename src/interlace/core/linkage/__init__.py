"""Which records of one list are the same subject: candidates by keys, links by score, clusters that hold together.

Everything between the descriptions and the scores is numbers, so that a compiled path can take the same place.
"""

from interlace.core.linkage.blocking import Candidates, candidate_pairs
from interlace.core.linkage.clusters import Clustering, HeldApart, cluster
from interlace.core.linkage.keys import BUDGETS, KeyBook
from interlace.core.linkage.scoring import Link, bits_at, contradict, score_pairs

__all__ = [
    "BUDGETS",
    "Candidates",
    "Clustering",
    "HeldApart",
    "KeyBook",
    "Link",
    "bits_at",
    "candidate_pairs",
    "cluster",
    "contradict",
    "score_pairs",
]
