import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.screening.index.table import EMPTY, HashTable, build_table


@settings(max_examples=60, deadline=None)
@given(
    hashes=st.sets(st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 63).map(lambda n: n << 58)), max_size=80),
    absent=st.integers(0, 2**64 - 1),
)
def test_every_hash_is_found_in_its_group_and_no_other_is(hashes: set[int], absent: int) -> None:
    ordered = sorted(hashes)
    table = HashTable(*build_table(np.array(ordered, dtype=np.uint64)))
    assert [table.group(value) for value in ordered] == list(range(len(ordered)))
    assert absent in hashes or table.group(absent) == EMPTY
