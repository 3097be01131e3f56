"""Which records of one list are the same subject: candidates by keys, links by score, clusters that hold together.

    lister = Lister()                                  # one `add` for each record, or `describe` for a description
    from interlace.core.linkage.linking import link    # late: this loads the compiler
    link(lister.listing(), describing, least=0.5)      # → links with their probabilities, clusters, what was left out

`listing` and `words` turn the records into numbers, each distinct name and word once; `keys` → `blocking` gives
candidate pairs, `naming` and `levels` compare them, `learning` lets a list of some size say itself what its agreements
are worth, `clusters` joins what agrees as a whole. Too short a list is compared by the published model.
"""

from interlace.core.linkage.learning import LEARNS_FROM, ListWeights, learn
from interlace.core.linkage.listing import Lister, Listing

__all__ = ["LEARNS_FROM", "ListWeights", "Lister", "Listing", "learn"]
