import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.screening.index.identifier_table import IdentifierTable, put_together, take_apart
from interlace.screening.index.keys import identifier_hash

HASHES = st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 63).map(lambda n: n << 58))


@settings(max_examples=60, deadline=None)
@given(hashes=st.lists(HASHES, max_size=80))
def test_every_hash_is_found_where_it_stands_and_all_can_be_put_together_again(hashes: list[int]) -> None:
    ordered = sorted(hashes)
    starts, kept, rest = take_apart(np.array(ordered, dtype=np.uint64))
    table = IdentifierTable(starts, kept)
    assert put_together(starts, kept, rest).tolist() == ordered
    for value in ordered:
        first, end = table.entries(value)
        assert value in ordered[first:end]
        assert end - first >= ordered.count(value)


@settings(max_examples=60, deadline=None)
@given(keys=st.sets(st.text(max_size=12), max_size=80), absent=st.text(max_size=12))
def test_what_is_not_there_is_not_found(keys: set[str], absent: str) -> None:
    hashes = sorted(identifier_hash(key) for key in keys - {absent})
    starts, kept, _ = take_apart(np.array(hashes, dtype=np.uint64))
    first, end = IdentifierTable(starts, kept).entries(identifier_hash(absent))
    assert first == end
