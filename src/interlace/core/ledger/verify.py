"""Check a log of an Interlace node offline: python verify.py LOG [--key HEX] [--since CHECKPOINT]

This one file needs Python 3.11 and the package `cryptography`, and nothing of Interlace: copy it to where the log is to
be checked. It computes every hash again (RFC 9162) on its own, with code written apart from the node's.

Three verdicts, never merged into one:
  valid        the leaf is what the node signed
  broken       something was altered, moved, added or left out; the first broken leaf is named
  not covered  nothing signed speaks about it yet
The exit code is 0 when everything is valid, 9 when something is broken, 7 when something is not covered.

`--key` is the node's public key (64 hex digits) as you know it from elsewhere. `--since` is a file with a checkpoint
that you kept: a log that has lost leaves since then is broken. Without them the log is only checked against itself.

A log is NDJSON: one head, then each checkpoint followed by its leaves, then the leaves that wait for the next one.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT: Final = "interlace-log-1"


class Verdict(StrEnum):
    """What can be said about a leaf."""

    VALID = "valid"
    BROKEN = "broken"
    NOT_COVERED = "not covered"


class Flaw(StrEnum):
    """What is wrong with the first broken leaf, in words for the one who checks."""

    NO_HEAD = "the first line is not the head of a log"
    OTHER_KEY = "the log is signed with another key than the one given"
    OTHER_LOG = "the checkpoint that was kept belongs to another log"
    REWRITTEN = "the log is not the one of the checkpoint that was kept"
    CUT = "the log ends before it"
    NO_LATEST = "the head of the log names no checkpoint"
    NO_CHECKPOINT = "a leaf stands under no checkpoint"
    CHECKPOINT_UNREADABLE = "its checkpoint cannot be read"
    CHECKPOINT_OLDER = "its checkpoint is older than the one before"
    CHECKPOINT_NOT_SIGNED = "its checkpoint is not signed with the key of the log"
    OTHER_DIGEST = "its checkpoint names another digest for it"
    UNREADABLE = "it cannot be read"
    MISSING = "it is missing"
    OUT_OF_PLACE = "another leaf stands in its place"
    ALTERED = "its content or salt was altered"
    ADDED = "it was added"
    NOT_AS_SIGNED = "it, or a later leaf of its checkpoint, is not what was signed"


EXIT_CODES: Final = {Verdict.VALID: 0, Verdict.NOT_COVERED: 7, Verdict.BROKEN: 9}


@dataclass(frozen=True, slots=True)
class Break:
    """The first broken leaf, and what is wrong there."""

    leaf: int
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Report:
    """The three verdicts side by side: leaves `0` to `valid - 1`, the break, and the leaves that wait."""

    valid: int = 0
    checkpoints: int = 0
    until: str = ""
    broken: Break | None = None
    not_covered: int = 0
    key: str = ""

    @property
    def verdict(self) -> Verdict:
        """The weightiest of the three, for an exit code."""
        if self.broken:
            return Verdict.BROKEN
        return Verdict.NOT_COVERED if self.not_covered or not self.checkpoints else Verdict.VALID

    def lines(self) -> Iterator[str]:
        """The report in words, one verdict a line."""
        if self.valid:
            yield f"valid: leaves 0 to {self.valid - 1}, under {self.checkpoints} checkpoints until {self.until}"
        if self.broken:
            yield f"broken: leaf {self.broken.leaf}: {self.broken.flaw}"
        if self.not_covered:
            yield f"not covered: {self.not_covered} leaves without a checkpoint"
        elif not self.checkpoints and not self.broken:
            yield "not covered: the log has no checkpoint yet"


class Damaged(Exception):
    """A line that is not as the node writes it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was signed."""

    size: int
    root: str
    at: str
    signature: str

    @classmethod
    def read(cls, record: object) -> "Signed":
        """A checkpoint from its record."""
        match record:
            case {"size": int(size), "root": str(root), "at": str(at), "signature": str(signature), **others}:
                if not others.keys() - {"kind", "leaves"}:
                    return cls(size, root, at, signature)
        raise Damaged

    def is_signed(self, log: str, key: str) -> bool:
        """Whether this key signed it for this log."""
        lines = ("interlace-checkpoint-1", log, str(self.size), self.root, self.at)
        try:
            public_key = Ed25519PublicKey.from_public_bytes(_bytes(key))
            public_key.verify(_bytes(self.signature), "".join(f"{line}\n" for line in lines).encode())
        except (InvalidSignature, ValueError, Damaged):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf as it stands in the log; None where the line cannot be read."""

    number: int | None
    digest: bytes | None


@dataclass(slots=True)
class Tree:
    """The tree so far: the roots of its full subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def extended(self, leaves: Iterable[bytes]) -> "Tree":
        """The tree with these leaves at its end."""
        tree = Tree(self.size, list(self.peaks))
        for leaf in leaves:
            node, full = leaf, tree.size
            while full & 1:
                node, full = _digest(b"\x01" + tree.peaks.pop() + node), full >> 1
            tree.peaks.append(node)
            tree.size += 1
        return tree

    def root(self) -> str:
        """The root in hex."""
        if not self.peaks:
            return _digest(b"").hex()
        node = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            node = _digest(b"\x01" + peak + node)
        return node.hex()


def verify_lines(lines: Iterable[str], *, key: str | None = None, since: Signed | None = None) -> Report:
    """Check the lines of a log, with the key and the kept checkpoint that the checker trusts."""
    source = iter(lines)
    try:
        head = _record(next(source, ""))
        if head.keys() != {"kind", "format", "log", "key", "latest"} or head["kind"] != "log":
            raise Damaged
        log, log_key = _text(head["log"]), _text(head["key"])
        latest = Signed.read(head["latest"]) if head["latest"] is not None else None
        if head["format"] != FORMAT or log != log_id(_bytes(log_key)):
            raise Damaged
    except Damaged:
        return Report(broken=Break(0, Flaw.NO_HEAD))
    if key is not None and log_key != key.lower():
        return Report(broken=Break(0, Flaw.OTHER_KEY), key=log_key)
    if since is not None and not since.is_signed(log, log_key):
        return Report(broken=Break(0, Flaw.OTHER_LOG), key=log_key)
    return _Check(log, log_key, latest, since).run(source)


def log_id(key: bytes) -> str:
    """The name of a log: a digest of the key that began it."""
    return _digest(key).hex()[:32]


@dataclass(slots=True)
class _Check:
    """One walk through a log, interval by interval: a checkpoint with the leaves it adds."""

    log: str
    key: str
    latest: Signed | None
    since: Signed | None
    tree: Tree = field(default_factory=Tree)
    checkpoints: int = 0
    waiting: int = 0
    last: Signed | None = None

    def run(self, lines: Iterator[str]) -> Report:
        checkpoint: dict[str, Any] | None = None
        rows: list[Row] = []
        for line in lines:
            kind, record = _kind(line)
            if kind == "checkpoint" or (kind == "waiting" and checkpoint is not None):
                if found := self._close(checkpoint, rows):
                    return self._report(found)
                checkpoint, rows = (record if kind == "checkpoint" else None), []
            if kind == "waiting":
                self.waiting += 1
            elif kind != "checkpoint":
                rows.append(_row(record))
        found = self._close(checkpoint, rows) or self._end()
        return self._report(found)

    def _report(self, found: Break | None) -> Report:
        until = self.last.at if self.last else ""
        return Report(self.tree.size, self.checkpoints, until, found, self.waiting, self.key)

    def _close(self, checkpoint: dict[str, Any] | None, rows: Sequence[Row]) -> Break | None:
        """Judge one interval; the tree grows only over what is right."""
        first = self.tree.size
        if checkpoint is None:
            return Break(first, Flaw.NO_CHECKPOINT) if rows else None
        try:
            if checkpoint.keys() != {"kind", "size", "root", "at", "signature", "leaves"}:
                raise Damaged
            signed, named = Signed.read(checkpoint), [_bytes(_text(leaf), 32) for leaf in checkpoint["leaves"]]
        except (Damaged, TypeError):
            return Break(first, Flaw.CHECKPOINT_UNREADABLE)
        if found := self._compare(signed, named, rows):
            return found
        grown = self.tree.extended(named)
        if self.since and first < self.since.size <= signed.size:
            kept = self.tree.extended(named[: self.since.size - first]).root()
            if kept != self.since.root:
                return Break(first, Flaw.REWRITTEN)
        if self.last and signed.at < self.last.at:
            return Break(first, Flaw.CHECKPOINT_OLDER)
        self.tree, self.last = grown, signed
        self.checkpoints += 1
        return None

    def _compare(self, signed: Signed, named: Sequence[bytes], rows: Sequence[Row]) -> Break | None:
        first = self.tree.size
        mismatch = _first_mismatch(first, named, rows)
        if not signed.is_signed(self.log, self.key):
            flaw = Flaw.CHECKPOINT_NOT_SIGNED
            return Break(mismatch.leaf if mismatch else first, flaw)
        if first + len(named) == signed.size and self.tree.extended(named).root() == signed.root:
            return mismatch
        found = [row.digest for row in rows if row.digest is not None]
        if first + len(found) == signed.size and self.tree.extended(found).root() == signed.root:
            return Break(mismatch.leaf if mismatch else first, Flaw.OTHER_DIGEST)
        if mismatch:
            return mismatch
        return Break(first, Flaw.NOT_AS_SIGNED)

    def _end(self) -> Break | None:
        """The log must reach the checkpoint its head names, and the one that was kept."""
        flaw = Flaw.CUT
        if self.last != self.latest:
            return Break(self.tree.size, flaw if self.latest else Flaw.NO_LATEST)
        if self.since and self.tree.size < self.since.size:
            return Break(self.tree.size, flaw)
        return None


def _first_mismatch(first: int, named: Sequence[bytes], rows: Sequence[Row]) -> Break | None:
    """The first place where the leaves in the log are not those that their checkpoint names."""
    for number, (digest, row) in enumerate(zip(named, rows, strict=False), first):
        if row.number is None or row.digest is None:
            return Break(number, Flaw.UNREADABLE)
        if row.number != number:
            return Break(number, Flaw.MISSING if row.number > number else Flaw.OUT_OF_PLACE)
        if row.digest != digest:
            return Break(number, Flaw.ALTERED)
    if len(rows) < len(named):
        return Break(first + len(rows), Flaw.MISSING)
    if len(rows) > len(named):
        is_readable = rows[len(named)].number is not None
        return Break(first + len(named), Flaw.ADDED if is_readable else Flaw.UNREADABLE)
    return None


def _kind(line: str) -> tuple[str, dict[str, Any] | None]:
    try:
        record = _record(line)
        return _text(record.get("kind")), record
    except Damaged:
        return "", None


def _row(record: dict[str, Any] | None) -> Row:
    """A leaf from its record: opened with salt and entry, or as the bare commitment."""
    try:
        match record:
            case {"kind": "leaf", "number": bool()}:
                raise Damaged
            case {"kind": "leaf", "number": int(number), "salt": str(salt), "entry": str(entry), **others} if (
                not others
            ):
                # The salt's length is fixed: otherwise a byte could pass from the salt to the entry unnoticed.
                return Row(number, _digest(b"\x00" + _digest(_bytes(salt, 32) + entry.encode())))
            case {"kind": "leaf", "number": int(number), "commitment": str(commitment), **others} if not others:
                return Row(number, _digest(b"\x00" + _bytes(commitment, 32)))
    except (Damaged, UnicodeEncodeError):
        pass
    return Row(None, None)


def _record(line: str) -> dict[str, Any]:
    """A line that is written exactly as the node writes lines: nothing can hide in spaces, order or repeated keys."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise Damaged from None
    if not isinstance(record, dict) or written(record) != line:
        raise Damaged
    return record


def written(record: dict[str, Any]) -> str:
    """A record as a line of a log."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Damaged
    return value


def _bytes(text: str, length: int | None = None) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        raise Damaged from None
    if value.hex() != text or length not in {None, len(value)}:
        raise Damaged
    return value


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _kept(path: Path) -> Signed:
    return Signed.read(json.loads(path.read_text(encoding="utf-8")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one log and say the verdicts."""
    parser = argparse.ArgumentParser(description="Check a log of an Interlace node offline.")
    parser.add_argument("log", type=Path, help="the exported log (NDJSON)")
    parser.add_argument("--key", help="the node's public key in hex, as you know it from elsewhere")
    parser.add_argument("--since", type=Path, help="a file with a checkpoint that you kept")
    options = parser.parse_args(arguments)
    try:
        since = _kept(options.since) if options.since else None
        # A byte that is no text makes its line unreadable, and so a broken leaf, rather than an error of this program.
        with options.log.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            report = verify_lines(lines, key=options.key, since=since)
    except (OSError, ValueError, Damaged):
        sys.stderr.write("The log or the kept checkpoint cannot be read. Check the names of the files.\n")
        return 5
    for line in report.lines():
        sys.stdout.write(f"{line}\n")
    if options.key is None and report.key:
        sys.stdout.write(f"not covered: who holds the key {report.key}; compare it with the node's, or give --key\n")
    return EXIT_CODES[report.verdict]


if __name__ == "__main__":
    sys.exit(main())
