"""Entries have one written form, and a commitment to it tells nothing without the salt."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.ledger import JsonValue, NotWritable, canonical, commitment

scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=12
)


@given(values)
@settings(deadline=None, max_examples=150)
def test_written_form_reads_back_and_is_the_only_one(value: JsonValue) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


def test_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": 1, "a": ["ก", None, True]}) == '{"a":["ก",null,true],"b":1}'
    assert canonical({"a": ("ก", None, True), "b": 1}) == canonical({"b": 1, "a": ["ก", None, True]})


@pytest.mark.parametrize("value", [1.5, {"a": float("nan")}, {1: "a"}, [b"bytes"], "\ud800", {"\udfff": 1}, {1, 2}])
def test_what_has_no_single_written_form_is_refused(value: object) -> None:
    with pytest.raises(NotWritable):
        canonical(value)  # type: ignore[arg-type]


def test_commitment_is_the_digest_of_salt_and_entry() -> None:
    salt, entry = bytes(range(32)), '{"event":"check.asked"}'
    assert commitment(salt, entry) == hashlib.sha256(salt + entry.encode()).digest()
    assert commitment(bytes(32), entry) != commitment(salt, entry)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match="salt"):
        commitment(salt, "{}")
