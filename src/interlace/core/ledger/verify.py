"""Check a log or a court bundle of an Interlace node offline: python verify.py FILE [--key HEX] [--since CHECKPOINT]

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

A bundle is a ZIP of plain stored members, each byte of which is accounted for. `statement.json` is signed and names one
root over the salted fields of `fields.ndjson`; the fields name the digests of all other members. In a redacted copy
some fields are closed and their members left out: root and signature are those of the original. For each file the
answer is ok, broken (named) or withheld; `log.ndjson` shows the acts in the node's log. Time stamps (RFC 3161) are
compared with what they speak about, and the acts under a stamped root are counted; who signed them and when is for
`openssl ts -verify` or `interlace evidence verify --tsa-roots`, which know whom you trust.
"""

import argparse
import hashlib
import json
import mmap
import struct
import sys
import zlib
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


# Bundles -------------------------------------------------------------------------------------------------------------

BUNDLE_FORMAT: Final = "interlace-bundle-1"
STATEMENT, SIGNATURE, FIELDS, PROOFS = "statement.json", "statement.sig", "fields.ndjson", "log.ndjson"
PACKAGE: Final = "package"
"""What is named where no single member is at fault."""

_LOCAL, _ENTRY, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_FORM, _ENTRY_FORM, _END_FORM = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
_VERSION: Final = 20
_HOW: Final = (0x0800, 0, 0, 0x0021)
"""Names in UTF-8, stored as they are, at the first moment a ZIP knows: nothing of the machine is in a header."""


class BundleFlaw(StrEnum):
    """What is wrong with a part of a bundle, in words for the one who checks."""

    NO_BUNDLE = "it is not a bundle"
    CONTAINER = "the container around it was altered"
    DIRECTORY = "the list at its end was altered"
    NOT_SIGNED = "it is not what was signed"
    OTHER_KEY = "it is signed with another key than the one given"
    FIELDS = "its fields are not those of the signed root"
    ALTERED = "its content was altered"
    MISSING = "it is missing"
    ADDED = "it was added"
    CUSTODY = "an entry of its custody does not follow from the one before"
    PROOF = "the log does not show it"
    STAMP = "the time stamp speaks about something else"


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What holds, what is broken by name, and what is not shown."""

    files: int = 0
    """Whose content is what was signed."""
    broken: tuple[tuple[str, BundleFlaw], ...] = ()
    closed: int = 0
    """Fields that are not shown."""
    proofs: int = 0
    """Acts that the log shows."""
    stamps: int = 0
    stamped: int = 0
    """Acts that the log shows under a root that a time stamp speaks about."""
    key: str = ""

    @property
    def verdict(self) -> Verdict:
        """For an exit code."""
        return Verdict.BROKEN if self.broken else Verdict.VALID

    def lines(self) -> Iterator[str]:
        """The report in words."""
        yield f"ok: {self.files} files, {self.proofs} acts shown by the log"
        for name, flaw in self.broken:
            yield f"broken: {name if name.isprintable() else ascii(name)}: {flaw}"
        if self.closed:
            yield f"withheld: {self.closed} fields are closed in this copy"
        if self.stamps:
            yield f"ok: {self.stamps} time stamps, each on a root of the log; {self.stamped} acts are shown under these"
            yield f"not covered: who signed {self.stamps} time stamps, and when; ask `openssl ts -verify`"


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    at: int
    start: int
    size: int
    crc: int
    """Of the content."""
    told_crc: int
    """As the header says."""

    def local(self) -> bytes:
        """The header that must stand before the content."""
        name = self.name.encode(errors="replace")
        sizes = (self.crc, self.size, self.size, len(name), 0)
        return struct.pack(_LOCAL_FORM, _LOCAL, _VERSION, *_HOW, *sizes) + name

    def entry(self) -> bytes:
        """What the list at the end must say of it."""
        name = self.name.encode(errors="replace")
        # An altered content is named by itself; the list is compared with what the header says.
        sizes = (self.told_crc, self.size, self.size, len(name), 0, 0, 0, 0, 0, self.at)
        return struct.pack(_ENTRY_FORM, _ENTRY, _VERSION, _VERSION, *_HOW, *sizes) + name


def verify_bundle(path: Path, *, key: str | None = None) -> BundleReport:
    """Check a bundle, with the key that the checker trusts."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as package:
        return _Bundle(package).report(key)


@dataclass(slots=True)
class _Bundle:
    """One walk through a bundle."""

    package: mmap.mmap
    members: dict[str, _Member] = field(default_factory=dict)
    flaws: dict[str, BundleFlaw] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    """Whose header is not as it is written here."""
    closed: int = 0
    key: str = ""

    def report(self, key: str | None) -> BundleReport:
        self._walk()
        self._check_statement(key)
        digests = [pointer for pointer in self.values if pointer.startswith("members/") and pointer.endswith("/sha256")]
        named = {pointer.removeprefix("members/").removesuffix("/sha256") for pointer in digests}
        for name in sorted(named):
            self._check_member(name)
        for name in sorted(self.members.keys() - named - {STATEMENT, SIGNATURE, FIELDS}):
            self._name(name, BundleFlaw.ADDED)
        self._check_custody()
        proofs = self._check_proofs()
        stamps = self._check_stamps()
        for name in self.damaged:
            self._name(name, BundleFlaw.CONTAINER)
        ok = [name for name in named if name.startswith("files/") and name not in self.flaws]
        return BundleReport(
            len(ok), tuple(self.flaws.items()), self.closed, proofs, stamps, self._count_stamped(), self.key
        )

    def _name(self, part: str, flaw: BundleFlaw) -> None:
        self.flaws.setdefault(part, flaw)

    def _walk(self) -> None:
        """Find the members one after the other; every byte outside their content must be as it is written here."""
        at = 0
        found: list[_Member] = []
        while self.package[at : at + 4] != _ENTRY:
            head = self.package[at : at + struct.calcsize(_LOCAL_FORM)]
            if len(head) < struct.calcsize(_LOCAL_FORM):
                self._name(PACKAGE, BundleFlaw.NO_BUNDLE)
                break
            member = self._member(at, head)
            if self.package[at : member.start] != member.local():
                self.damaged.append(member.name)
            found.append(member)
            at = member.start + member.size
        self.members = {member.name: member for member in found}
        for member in found:
            if self.members[member.name] is not member:
                self._name(member.name, BundleFlaw.ADDED)
        listed = b"".join(member.entry() for member in found)
        end = struct.pack(_END_FORM, _END, 0, 0, len(found), len(found), len(listed), at, 0)
        if self.package[at:] != listed + end:
            self._name(PACKAGE, BundleFlaw.DIRECTORY)

    def _member(self, at: int, head: bytes) -> _Member:
        """The member whose header this is; where it lies about its length, as far as the next header."""
        *_, crc, _packed_size, size, length, _extra = struct.unpack(_LOCAL_FORM, head)
        start = min(at + len(head) + length, len(self.package))
        if self.package[start + size : start + size + 4] not in {_LOCAL, _ENTRY}:
            size = self._next_header(max(start, at + 4)) - start
        name = self.package[at + len(head) : start].decode(errors="replace")
        return _Member(name, at, start, size, _crc(self.package, start, size), crc)

    def _next_header(self, at: int) -> int:
        places = [self.package.find(kind, at) for kind in (_LOCAL, _ENTRY)]
        return min((place for place in places if place >= 0), default=len(self.package))

    def _content(self, name: str) -> bytes:
        member = self.members.get(name)
        return b"" if member is None else self.package[member.start : member.start + member.size]

    def _lines(self, name: str) -> list[str]:
        text = self._content(name).decode(errors="surrogateescape")
        *whole, rest = text.split("\n")
        return [f"{line}\n" for line in whole] + ([rest] if rest else [])

    def _check_statement(self, key: str | None) -> None:
        try:
            text = self._content(STATEMENT).decode()
            statement = _record(text)
            self.key = _text(statement["key"])
            signature = _bytes(self._content(SIGNATURE).decode().removesuffix("\n"), 64)
            if self._content(SIGNATURE) != f"{signature.hex()}\n".encode() or statement["format"] != BUNDLE_FORMAT:
                raise Damaged
            signed = f"{BUNDLE_FORMAT}\0{text}".encode()
            Ed25519PublicKey.from_public_bytes(_bytes(self.key)).verify(signature, signed)
        except (Damaged, KeyError, ValueError, InvalidSignature):
            self._name(STATEMENT, BundleFlaw.NOT_SIGNED)
            statement = {}
        if key is not None and self.key != key.lower():
            self._name(STATEMENT, BundleFlaw.OTHER_KEY)
        root, count = self._read_fields()
        if statement and (root, count) != (statement.get("root"), statement.get("fields")):
            self._name(FIELDS, BundleFlaw.FIELDS)

    def _read_fields(self) -> tuple[str, int]:
        tree = Tree()
        for line in self._lines(FIELDS):
            try:
                match _record(line):
                    case {"pointer": str(pointer), "salt": str(salt), "value": value, **others} if not others:
                        said = written_value([pointer, value])
                        leaf = _digest(_bytes(salt, 32) + said.encode())
                        self.values[pointer] = value
                    case {"commitment": str(commitment), **others} if not others:
                        leaf = _bytes(commitment, 32)
                        self.closed += 1
                    case _:
                        raise Damaged
            except (Damaged, UnicodeEncodeError):
                self._name(FIELDS, BundleFlaw.FIELDS)
                continue
            tree = tree.extended([_digest(b"\x00" + leaf)])
        return tree.root(), tree.size

    def _check_member(self, name: str) -> None:
        member = self.members.get(name)
        if member is None:
            return self._name(name, BundleFlaw.MISSING)
        first, second = hashlib.sha256(), hashlib.sha3_512()
        for place in range(member.start, member.start + member.size, 1 << 20):
            part = self.package[place : min(place + (1 << 20), member.start + member.size)]
            first.update(part)
            second.update(part)
        expected = {"sha256": first.hexdigest(), "sha3_512": second.hexdigest(), "bytes": member.size}
        for kind, value in expected.items():
            if self.values.get(f"members/{name}/{kind}", value) != value:
                self._name(name, BundleFlaw.ALTERED)
        return None

    def _check_custody(self) -> None:
        """Entries that stand beside each other and are both shown must follow from each other."""
        for pointer, entry in self.values.items():
            where, _, number = pointer.rpartition("/custody/")
            if not where or not number.isdigit():
                continue
            before = self.values.get(f"{where}/custody/{int(number) - 1}")
            if before is not None:
                digest = _digest(b"interlace-custody-1\0" + written_value(before).encode()).hex()
                if not isinstance(entry, dict) or entry.get("previous") != digest:
                    self._name(pointer, BundleFlaw.CUSTODY)

    def _check_proofs(self) -> int:
        shown = 0
        for place, line in enumerate(self._lines(PROOFS)):
            if self._is_shown(line):
                shown += 1
            else:
                self._name(f"{PROOFS} line {place + 1}", BundleFlaw.PROOF)
        return shown

    def _is_shown(self, line: str) -> bool:
        try:
            record = _record(line)
            signed = Signed.read(record["checkpoint"])
            leaf = _digest(b"\x00" + _digest(_bytes(record["salt"], 32) + _text(record["entry"]).encode()))
            proof = [_bytes(_text(node), 32) for node in record["proof"]]
            root = root_by_proof(leaf, record["number"], signed.size, proof)
            return root == signed.root and signed.is_signed(_text(record["log"]), self.key)
        except (Damaged, KeyError, TypeError, ValueError):
            return False

    def _check_stamps(self) -> int:
        stamps = {pointer: value for pointer, value in self.values.items() if pointer.startswith("stamps/")}
        for pointer, root in stamps.items():
            name = f"timestamps/{pointer.removeprefix('stamps/')}.tsr"
            if name in self.members and _digest(bytes.fromhex(str(root))) not in self._content(name):
                self._name(name, BundleFlaw.STAMP)
        return len(stamps)

    def _count_stamped(self) -> int:
        """Acts under a stamped root, among those that the log shows."""
        roots = {str(value) for pointer, value in self.values.items() if pointer.startswith("stamps/")}
        shown = [line for line in self._lines(PROOFS) if self._is_shown(line)] if roots else []
        return sum(_record(line)["checkpoint"]["root"] in roots for line in shown)


def root_by_proof(leaf: bytes, number: int, size: int, proof: Sequence[bytes]) -> str | None:
    """The root to which a proof leads from a leaf (RFC 9162, 2.1.3.2), or nothing when it does not fit the size."""
    if not 0 <= number < size:
        return None
    place, last, node = number, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            node = _digest(b"\x01" + sibling + node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = _digest(b"\x01" + node + sibling)
        place, last = place >> 1, last >> 1
    return node.hex() if last == 0 else None


def written_value(value: object) -> str:
    """A value in its one written form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _crc(package: mmap.mmap, start: int, size: int) -> int:
    crc = 0
    for place in range(start, start + size, 1 << 20):
        crc = zlib.crc32(package[place : min(place + (1 << 20), start + size)], crc)
    return crc


def _is_bundle(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _LOCAL or path.suffix.lower() == ".zip"


def _kept(path: Path) -> Signed:
    return Signed.read(json.loads(path.read_text(encoding="utf-8")))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one log or bundle and say the verdicts."""
    parser = argparse.ArgumentParser(description="Check a log or a court bundle of an Interlace node offline.")
    parser.add_argument("log", metavar="file", type=Path, help="the exported log (NDJSON) or bundle (ZIP)")
    parser.add_argument("--key", help="the node's public key in hex, as you know it from elsewhere")
    parser.add_argument("--since", type=Path, help="a file with a checkpoint that you kept")
    options = parser.parse_args(arguments)
    try:
        if _is_bundle(options.log):
            return _said(verify_bundle(options.log, key=options.key), key=options.key)
        since = _kept(options.since) if options.since else None
        # A byte that is no text makes its line unreadable, and so a broken leaf, rather than an error of this program.
        with options.log.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            report = verify_lines(lines, key=options.key, since=since)
    except (OSError, ValueError, Damaged):
        sys.stderr.write("The file or the kept checkpoint cannot be read. Check the names of the files.\n")
        return 5
    return _said(report, key=options.key)


def _said(report: Report | BundleReport, *, key: str | None) -> int:
    for line in report.lines():
        sys.stdout.write(f"{line}\n")
    if key is None and report.key:
        sys.stdout.write(f"not covered: who holds the key {report.key}; compare it with the node's, or give --key\n")
        if report.verdict is Verdict.VALID:
            return EXIT_CODES[Verdict.NOT_COVERED]
    return EXIT_CODES[report.verdict]


if __name__ == "__main__":
    sys.exit(main())
