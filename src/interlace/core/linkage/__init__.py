"""Which records of one list are the same subject: candidates by keys, links by score, clusters that hold together.

    from interlace.core.linkage.linking import link    # late: this loads the compiler
    link(descriptions, least=0.5)                       # → links with their probabilities, clusters, what was left out

`keys` → `blocking` gives candidate pairs, `core.compiled` and `levels` compare them, `learning` lets a list of some
size say itself what its agreements are worth, `clusters` joins what agrees as a whole.
"""

from interlace.core.linkage.blocking import BUDGETS, Candidates, KeyKind, candidate_pairs
from interlace.core.linkage.learning import LEARNS_FROM, ListWeights, learn

__all__ = ["BUDGETS", "LEARNS_FROM", "Candidates", "KeyKind", "ListWeights", "candidate_pairs", "learn"]
