"""Objects under keys of their own: what comes out is what went in, or nothing."""

from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlace.foundation.vault import envelopes
from interlace.foundation.vault.envelopes import CHUNK_BYTES, CaseKey, ObjectKey, SealedObject
from interlace.foundation.vault.keys import SealBroken

MARK = b"PLAINTEXT OF AN EXHIBIT "


def sealed(folder: Path, content: bytes, *, key: ObjectKey | None = None) -> SealedObject:
    made = SealedObject(folder / uuid4().hex, key or ObjectKey.made(uuid4()), len(content))
    made.create()
    for number in range(made.chunks):
        made.put(number, content[number * CHUNK_BYTES :][: made.length_of(number)])
    return made


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_an_object_of_any_size_comes_back_whole(tmp_path: Path, size: int) -> None:
    content = (MARK * (size // len(MARK) + 1))[:size]

    assert b"".join(sealed(tmp_path, content).content()) == content


def test_only_ciphertext_lies_on_the_disk(tmp_path: Path) -> None:
    made = sealed(tmp_path, MARK * 1000)

    assert MARK not in made.path.read_bytes()
    assert made.path.stat().st_mode & 0o777 == 0o600


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_altered_byte_passes(tmp_path: Path, data: st.DataObject) -> None:
    made = sealed(tmp_path, MARK * 20)
    ciphertext = bytearray(made.path.read_bytes())
    place = data.draw(st.integers(0, len(ciphertext) - 1))
    ciphertext[place] ^= data.draw(st.integers(1, 255))
    made.path.write_bytes(ciphertext)

    with pytest.raises(SealBroken):
        b"".join(made.content())


def test_chunks_are_neither_moved_nor_taken_from_another_object_nor_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelopes, "CHUNK_BYTES", 16)
    monkeypatch.setattr(envelopes, "_SEALED_CHUNK", 16 + 28)
    key = ObjectKey.made(uuid4())
    made, other = sealed_small(tmp_path, b"0123456789abcdef" * 2, key), sealed_small(tmp_path, b"x" * 32, key)
    first, second = made.path.read_bytes()[:44], made.path.read_bytes()[44:]

    for forged in (second + first, first + first):
        made.path.write_bytes(forged)
        with pytest.raises(SealBroken):
            b"".join(made.content())
    made.path.write_bytes(first)
    with pytest.raises(SealBroken):  # the object said to end after its first chunk
        b"".join(SealedObject(made.path, key, 16).content())
    stranger = SealedObject(other.path, ObjectKey(uuid4(), key.secret), 32)
    with pytest.raises(SealBroken):
        b"".join(stranger.content())


def test_a_key_opens_for_its_object_and_its_case_alone() -> None:
    case, other_case = CaseKey.made(uuid4()), CaseKey.made(uuid4())
    key = ObjectKey.made(uuid4())
    wrapped = key.wrapped(by=case)

    assert ObjectKey.unwrapped(key.object, wrapped, by=CaseKey.unwrapped(case.case, case.wrapped())) == key
    with pytest.raises(SealBroken):
        ObjectKey.unwrapped(uuid4(), wrapped, by=case)
    with pytest.raises(SealBroken):
        ObjectKey.unwrapped(key.object, wrapped, by=other_case)
    with pytest.raises(SealBroken):
        CaseKey.unwrapped(other_case.case, case.wrapped())


def test_a_chunk_sent_twice_is_sealed_twice(tmp_path: Path) -> None:
    made = sealed(tmp_path, MARK)
    before = made.path.read_bytes()

    made.put(0, MARK)

    assert made.path.read_bytes() != before
    assert b"".join(made.content()) == MARK


def sealed_small(folder: Path, content: bytes, key: ObjectKey) -> SealedObject:
    made = SealedObject(folder / uuid4().hex, key, len(content))
    made.create()
    for number in range(made.chunks):
        made.put(number, content[number * 16 :][:16])
    return made
