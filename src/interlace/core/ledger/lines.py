"""The lines of an exported log, as `verify.py` reads them: one head, checkpoints with their leaves, waiting leaves."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from interlace.core.ledger.checkpoints import Checkpoint, written_time
from interlace.core.ledger.entries import JsonValue, canonical

FORMAT = "interlace-log-1"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with its signature and the hashes of the leaves it adds to the one before."""

    checkpoint: Checkpoint
    signature: bytes
    leaves: tuple[bytes, ...] = ()

    def handed_out(self) -> str:
        """What others keep, to find later whether the log lost leaves: `verify.py --since`."""
        return _line(_signed(self))


def log_id(public_key: bytes) -> str:
    """The name of a log: a digest of the key that began it."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def head_line(log: str, public_key: bytes, latest: SignedCheckpoint | None) -> str:
    """The first line: whose log it is and how far it must reach."""
    return _line(
        {
            "kind": "log",
            "format": FORMAT,
            "log": log,
            "key": public_key.hex(),
            "latest": _signed(latest) if latest else None,
        }
    )


def checkpoint_line(signed: SignedCheckpoint) -> str:
    """A checkpoint; the leaves it adds follow."""
    return _line({"kind": "checkpoint", "leaves": _hexes(signed.leaves)} | _signed(signed))


def leaf_line(number: int, salt: bytes, entry: str) -> str:
    """A leaf that is opened: whoever has the line can read the entry and check that it is the one signed."""
    return _line({"kind": "leaf", "number": number, "salt": salt.hex(), "entry": entry})


def closed_leaf_line(number: int, commitment: bytes) -> str:
    """A leaf that stays closed: it has its place in the tree and tells nothing."""
    return _line({"kind": "leaf", "number": number, "commitment": commitment.hex()})


def waiting_line(salt: bytes, entry: str) -> str:
    """A leaf without a number yet: nothing signed speaks about it."""
    return _line({"kind": "waiting", "salt": salt.hex(), "entry": entry})


def _signed(signed: SignedCheckpoint) -> dict[str, JsonValue]:
    checkpoint = signed.checkpoint
    return {
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "at": written_time(checkpoint.at),
        "signature": signed.signature.hex(),
    }


def _hexes(digests: Sequence[bytes]) -> list[str]:
    return [digest.hex() for digest in digests]


def _line(record: dict[str, JsonValue]) -> str:
    return canonical(record) + "\n"
