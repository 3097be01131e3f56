"""Link charts: from statements to items and links, which of them are drawn first, and why two are connected.

Everything is a function of the statements that are handed in: of those that one viewer may read, it can tell it
nothing more. The grammar of lines is that of intelligence charts (i2): solid what is confirmed, dashed what is stated
and not confirmed, dotted what a machine proposes or its own source doubts.
"""

from interlace.core.charting.assembling import assemble
from interlace.core.charting.choosing import Drawing, choose, reached_from
from interlace.core.charting.connecting import Group, KeyItem, Step, groups, key_items, ways_between
from interlace.core.charting.dating import Moment, moments_of
from interlace.core.charting.grammar import Kind, kind_of_key, link_ends
from interlace.core.charting.model import Certainty, Chart, Item, Likeness, Link, Source, Statement, Word

__all__ = [
    "Certainty",
    "Chart",
    "Drawing",
    "Group",
    "Item",
    "KeyItem",
    "Kind",
    "Likeness",
    "Link",
    "Moment",
    "Source",
    "Statement",
    "Step",
    "Word",
    "assemble",
    "choose",
    "groups",
    "key_items",
    "kind_of_key",
    "link_ends",
    "moments_of",
    "reached_from",
    "ways_between",
]
