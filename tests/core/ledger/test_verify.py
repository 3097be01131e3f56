"""The offline verifier: whatever is altered is found, and the first broken leaf is named."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.ledger import (
    Break,
    Checkpoint,
    Flaw,
    Frontier,
    Report,
    Signed,
    SignedCheckpoint,
    Verdict,
    canonical,
    checkpoint_line,
    closed_leaf_line,
    commitment,
    head_line,
    leaf_hash,
    leaf_line,
    log_id,
    verify_lines,
    waiting_line,
)
from interlace.core.ledger import verify as verifier

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = SIGNER.public_key().public_bytes_raw()
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Leaf:
    salt: bytes
    entry: str

    @property
    def commitment(self) -> bytes:
        return commitment(self.salt, self.entry)


def leaves_of(count: int) -> list[Leaf]:
    chance = random.Random(count)
    return [Leaf(chance.randbytes(32), canonical({"event": "check.asked", "n": n})) for n in range(count)]


def log_of(
    leaves: list[Leaf], sizes: list[int], *, signer: Ed25519PrivateKey = SIGNER, closed: frozenset[int] = frozenset()
) -> list[str]:
    """A log with checkpoints at these sizes; what comes after the last one waits."""
    key = signer.public_key().public_bytes_raw()
    lines: list[str] = []
    latest, tree = None, Frontier()
    for place, size in enumerate(sizes):
        first = tree.size
        hashes = tuple(leaf_hash(leaf.commitment) for leaf in leaves[first:size])
        tree = tree.extended(hashes)
        checkpoint = Checkpoint(log_id(key), tree.size, tree.root(), START + timedelta(minutes=5 * place))
        latest = SignedCheckpoint(checkpoint, checkpoint.signature(signer), hashes)
        lines.append(checkpoint_line(latest))
        for number, leaf in enumerate(leaves[first:size], first):
            is_closed = number in closed
            lines.append(
                closed_leaf_line(number, leaf.commitment) if is_closed else leaf_line(number, leaf.salt, leaf.entry)
            )
    waiting = [waiting_line(leaf.salt, leaf.entry) for leaf in leaves[tree.size :]]
    return [head_line(log_id(key), key, latest), *lines, *waiting]


LEAVES = leaves_of(20)
LOG = log_of(LEAVES, [4, 12, 20])
LINE_OF = {json.loads(line)["number"]: place for place, line in enumerate(LOG) if '"kind":"leaf"' in line}
CHECKPOINT_LINES = [place for place, line in enumerate(LOG) if '"kind":"checkpoint"' in line]


def changed(place: int, change: Callable[[dict[str, Any]], object], log: list[str] = LOG) -> list[str]:
    record = json.loads(log[place])
    change(record)
    return [*log[:place], canonical(record) + "\n", *log[place + 1 :]]


def set_to(**values: object) -> Callable[[dict[str, Any]], object]:
    return lambda record: record.update(values)


def test_a_whole_log_is_valid() -> None:
    assert verify_lines(LOG, key=KEY.hex()) == Report(
        valid=20, checkpoints=3, until="2026-11-22T08:10:00Z", key=KEY.hex()
    )
    assert list(verify_lines(LOG).lines()) == ["valid: leaves 0 to 19, under 3 checkpoints until 2026-11-22T08:10:00Z"]


def test_closed_leaves_are_as_valid_as_open_ones() -> None:
    assert verify_lines(log_of(LEAVES, [4, 12, 20], closed=frozenset({0, 5, 6, 19}))) == verify_lines(LOG)


def test_leaves_that_wait_are_not_covered_and_the_others_stay_valid() -> None:
    report = verify_lines(log_of(LEAVES, [4, 12]))
    assert (report.verdict, report.valid, report.not_covered) == (Verdict.NOT_COVERED, 12, 8)
    assert list(report.lines())[1] == "not covered: 8 leaves without a checkpoint"


def test_a_log_without_checkpoint_is_not_covered() -> None:
    assert verify_lines(log_of([], [])).verdict is Verdict.NOT_COVERED
    assert verify_lines(log_of(LEAVES[:2], [])) == Report(not_covered=2, key=KEY.hex())


def test_broken_and_not_covered_are_told_apart_from_valid() -> None:
    report = verify_lines(changed(LINE_OF[5], set_to(entry='{"event":"other"}')))
    assert report == Report(4, 1, "2026-11-22T08:00:00Z", Break(5, Flaw.ALTERED), key=KEY.hex())
    assert list(report.lines()) == [
        "valid: leaves 0 to 3, under 1 checkpoints until 2026-11-22T08:00:00Z",
        "broken: leaf 5: its content or salt was altered",
    ]


@pytest.mark.parametrize("number", range(20))
def test_the_altered_leaf_is_named(number: int) -> None:
    place = LINE_OF[number]
    tamperings = {
        "content": changed(place, set_to(entry=canonical({"event": "check.asked", "n": 99}))),
        "salt": changed(place, set_to(salt="00" * 32)),
        "number": changed(place, set_to(number=number + 1)),
        "dropped": [*LOG[:place], *LOG[place + 1 :]],
        "doubled": [*LOG[: place + 1], *LOG[place:]],
        "unreadable": [*LOG[:place], "{}\n", *LOG[place + 1 :]],
        "a byte moved from salt to entry": changed(place, set_to(salt=LEAVES[number].salt[:31].hex())),
    }
    found = {name: verify_lines(log).broken for name, log in tamperings.items()}
    after = number + 1
    assert {name: broken.leaf for name, broken in found.items() if broken} == {
        name: after if name == "doubled" else number for name in tamperings
    }


@pytest.mark.parametrize(("one", "other"), [(0, 1), (5, 9), (3, 4), (2, 15)])
def test_of_two_swapped_leaves_the_first_is_named(one: int, other: int) -> None:
    lines = list(LOG)
    lines[LINE_OF[one]], lines[LINE_OF[other]] = lines[LINE_OF[other]], lines[LINE_OF[one]]
    renumbered = list(LOG)
    renumbered[LINE_OF[one]] = leaf_line(one, LEAVES[other].salt, LEAVES[other].entry)
    renumbered[LINE_OF[other]] = leaf_line(other, LEAVES[one].salt, LEAVES[one].entry)
    assert [broken.leaf for log in (lines, renumbered) if (broken := verify_lines(log).broken)] == [one, one]


def test_a_leaf_altered_together_with_its_checkpoints_digest_is_found() -> None:
    other = Leaf(LEAVES[5].salt, '{"event":"other"}')
    log = changed(LINE_OF[5], set_to(entry=other.entry))
    digest = leaf_hash(other.commitment).hex()
    log = changed(CHECKPOINT_LINES[1], lambda record: record["leaves"].__setitem__(1, digest), log)
    broken = verify_lines(log).broken
    assert broken == Break(4, Flaw.NOT_AS_SIGNED)


def test_an_altered_digest_in_a_checkpoint_names_the_leaf_it_stands_for() -> None:
    log = changed(CHECKPOINT_LINES[1], lambda record: record["leaves"].__setitem__(3, "00" * 32))
    assert verify_lines(log).broken == Break(7, Flaw.OTHER_DIGEST)


@pytest.mark.parametrize(("place", "first"), [(0, 0), (1, 4), (2, 12)])
@pytest.mark.parametrize("change", [{"root": "00" * 32}, {"at": "2026-11-23T00:00:00Z"}, {"signature": "00" * 64}])
def test_a_forged_checkpoint_names_its_first_leaf(place: int, first: int, change: dict[str, object]) -> None:
    broken = verify_lines(changed(CHECKPOINT_LINES[place], set_to(**change))).broken
    assert broken == Break(first, Flaw.CHECKPOINT_NOT_SIGNED)


def test_a_log_signed_anew_by_a_forger_is_found_by_the_key() -> None:
    forged = log_of(LEAVES[:5] + LEAVES[6:], [4, 12, 19], signer=OTHER_SIGNER)
    assert verify_lines(forged, key=KEY.hex()).broken == Break(0, Flaw.OTHER_KEY)
    mixed = [LOG[0], *forged[1:]]
    assert verify_lines(mixed).verdict is Verdict.BROKEN


@pytest.mark.parametrize("kept", range(1, len(LOG)))
def test_a_truncated_log_is_broken_at_the_first_leaf_it_lost(kept: int) -> None:
    leaves_left = sum('"kind":"leaf"' in line for line in LOG[:kept])
    broken = verify_lines(LOG[:kept]).broken
    assert broken is not None
    assert broken.leaf == leaves_left


def test_a_log_cut_back_to_an_earlier_checkpoint_is_found_by_the_kept_one() -> None:
    shorter = log_of(LEAVES, [4, 12])[: -len(LEAVES[12:])]
    latest = json.loads(LOG[0])["latest"]
    assert verify_lines(shorter).verdict is Verdict.VALID
    assert verify_lines(shorter, since=Signed.read(latest)).broken == Break(12, Flaw.CUT)
    assert verify_lines(LOG, since=Signed.read(json.loads(shorter[0])["latest"])).verdict is Verdict.VALID


def test_a_history_rewritten_with_the_right_key_is_found_by_the_kept_checkpoint() -> None:
    kept = Signed.read(json.loads(LOG[0])["latest"])
    rewritten = log_of(LEAVES[:6] + leaves_of(14), [4, 20])
    assert verify_lines(rewritten).verdict is Verdict.VALID
    assert verify_lines(rewritten, since=kept).broken == Break(4, Flaw.REWRITTEN)


@pytest.mark.parametrize("head", ["", "\n", "{}\n", "[]\n", LOG[1], "\udcff\n", LOG[0].replace("-log-1", "-log-2")])
def test_what_does_not_begin_as_a_log_is_broken(head: str) -> None:
    assert verify_lines([head, *LOG[1:]]).broken == Break(0, Flaw.NO_HEAD)


def test_ten_thousand_random_tamperings_are_each_found() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    original = "".join(log_of(LEAVES, [4, 12, 20], closed=frozenset({2, 13}))).encode()
    missed = [position for position, log in _tamperings(chance, original, 10_000) if not _is_found(log)]
    assert missed == []


def _tamperings(chance: random.Random, original: bytes, count: int) -> list[tuple[int, bytes]]:
    """One random byte changed, dropped, doubled, or a stretch of them moved."""
    found: list[tuple[int, bytes]] = []
    while len(found) < count:
        place, length = chance.randrange(len(original)), chance.randrange(1, 80)
        match chance.randrange(4):
            case 0:
                log = original[:place] + bytes([chance.randrange(256)]) + original[place + 1 :]
            case 1:
                log = original[:place] + original[place + length :]
            case 2:
                log = original[: place + length] + original[place:]
            case _:
                other = chance.randrange(len(original))
                log = original[:place] + original[other : other + length] + original[place + length :]
        if log != original:
            found.append((place, log))
    return found


def _is_found(log: bytes) -> bool:
    lines = log.decode(errors="surrogateescape").split("\n")
    return verify_lines([*(f"{line}\n" for line in lines[:-1]), *(lines[-1:] if lines[-1] else [])]).broken is not None


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(deadline=None, max_examples=150)
def test_any_text_gets_a_verdict(lines: list[str]) -> None:
    assert verify_lines(lines).verdict is Verdict.BROKEN
    assert verify_lines([LOG[0], *lines]).verdict is Verdict.BROKEN


def exit_code(*arguments: object) -> int:
    """The verifier as others run it: the one file, in a process of its own."""
    return subprocess.run([sys.executable, "-I", *map(str, arguments)], capture_output=True, check=False).returncode


def test_the_one_file_runs_alone_and_its_exit_code_is_the_verdict(tmp_path: Path) -> None:
    alone = tmp_path / "verify.py"
    alone.write_bytes(Path(verifier.__file__).read_bytes())
    whole, broken, waiting, kept = (tmp_path / name for name in ("whole", "broken", "waiting", "kept"))
    whole.write_text("".join(LOG), encoding="utf-8")
    broken.write_text("".join([*LOG[:8], *LOG[9:]]), encoding="utf-8")
    waiting.write_text("".join(log_of(LEAVES, [4])), encoding="utf-8")
    kept.write_text(json.dumps(json.loads(LOG[0])["latest"]), encoding="utf-8")
    assert [
        exit_code(alone, whole, "--key", KEY.hex(), "--since", kept),
        exit_code(alone, broken),
        exit_code(alone, waiting),
        exit_code(alone, tmp_path / "absent"),
    ] == [0, 9, 7, 5]
    assert _imported_packages(alone) - set(sys.stdlib_module_names) == {"cryptography"}


def _imported_packages(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
