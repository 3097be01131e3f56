"""The log's pure part: a Merkle tree of salted commitments, and signed checkpoints of it."""

from interlace.core.ledger.checkpoints import Checkpoint, written_time
from interlace.core.ledger.entries import PADDING_ENTRY, SALT_BYTES, JsonValue, NotWritable, canonical, commitment
from interlace.core.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

__all__ = [
    "EMPTY_ROOT",
    "PADDING_ENTRY",
    "SALT_BYTES",
    "Checkpoint",
    "Frontier",
    "JsonValue",
    "NotWritable",
    "canonical",
    "commitment",
    "consistency_proof",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "node_hash",
    "root_of",
    "written_time",
]
