"""The log's pure part: a Merkle tree of salted commitments, signed checkpoints of it, and its written form."""

from interlace.core.ledger.checkpoints import Checkpoint, written_time
from interlace.core.ledger.entries import PADDING_ENTRY, SALT_BYTES, JsonValue, NotWritable, canonical, commitment
from interlace.core.ledger.lines import (
    SignedCheckpoint,
    checkpoint_line,
    closed_leaf_line,
    head_line,
    leaf_line,
    log_id,
    waiting_line,
)
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
from interlace.core.ledger.verify import Break, Flaw, Report, Signed, Verdict, verify_lines

__all__ = [
    "EMPTY_ROOT",
    "PADDING_ENTRY",
    "SALT_BYTES",
    "Break",
    "Checkpoint",
    "Flaw",
    "Frontier",
    "JsonValue",
    "NotWritable",
    "Report",
    "Signed",
    "SignedCheckpoint",
    "Verdict",
    "canonical",
    "checkpoint_line",
    "closed_leaf_line",
    "commitment",
    "consistency_proof",
    "head_line",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "leaf_line",
    "log_id",
    "node_hash",
    "root_of",
    "verify_lines",
    "waiting_line",
    "written_time",
]
