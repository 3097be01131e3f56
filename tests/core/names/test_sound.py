"""Sound keys and skeletons: what neighbours may change, and what they may not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.names import frame_of, skeleton, sounds

# The letters that sounds are read from in groups, more often than the others.
WORDS = st.text(alphabet="aeiouy" + "bcdfghjklmnpqrstvwxz" + "chnsztgwh", min_size=1, max_size=8)


@given(WORDS)
@settings(max_examples=400, deadline=None)
def test_every_reading_of_a_word_has_the_frame_of_its_spelling(word: str) -> None:
    assert {frame_of(skeleton(key)) for key in sounds(word)} <= {frame_of(word)}


@given(WORDS, WORDS)
@settings(max_examples=400, deadline=None)
def test_frame_of_words_written_together_is_that_of_their_frames(first: str, second: str) -> None:
    assert frame_of(first + second) == frame_of(frame_of(first) + frame_of(second))
