"""Networks: who is joined with whom, by which ways, in which groups, and whose removal would break it apart.

Everything here is a function of the nodes and edges that are handed in, in their order, and of nothing else: drawn
from what one viewer may see, it can tell that viewer of nothing more. Nodes are numbers from 0; what they stand for is
known to the caller.
"""

from interlace.core.network.communities import communities
from interlace.core.network.components import components
from interlace.core.network.layout import Place, lay_out
from interlace.core.network.paths import Path, PathFinder
from interlace.core.network.players import KeyPlayer, key_players, pairs_lost_without
from interlace.core.network.wiring import Network

__all__ = [
    "KeyPlayer",
    "Network",
    "Path",
    "PathFinder",
    "Place",
    "communities",
    "components",
    "key_players",
    "lay_out",
    "pairs_lost_without",
]
