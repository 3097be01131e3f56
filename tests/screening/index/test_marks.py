"""What marks say of words: never more than is true."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.screening.index.marks import shapes_of

words = st.text("abcdeh1é", min_size=1, max_size=9)


@given(query=words, text=words, same_family=st.booleans(), least=st.sampled_from([0.66, 0.74, 0.8, 0.925, 1.0]))
@settings(max_examples=300, deadline=None)
def test_words_that_are_alike_are_never_out_by_their_shapes(
    query: str, text: str, same_family: bool, least: float
) -> None:
    from interlace.screening.index import letters  # late: it brings the compiler
    from interlace.screening.index.names import LETTERS

    asked, kept = (np.frombuffer(word.encode(), dtype=np.uint8) for word in (query, text))
    places = np.zeros(LETTERS, np.uint64)
    letters.places_of(asked, places)
    found = letters.similarity_of(asked, places, kept, same_family, 0.66)
    [shape] = shapes_of(kept, np.array([0, kept.size]))
    if found >= least:
        assert letters.may_be_alike(letters.shape_of(asked), shape, same_family, least)
