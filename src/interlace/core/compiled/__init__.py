"""The comparison of `core.matching` over numbers: the same bits to the hundredth, a hundred times faster, no reasons.

    encoder = Encoder()                            # or Encoder(Vocabulary(frequencies=…), model=…)
    records = encoder.records(descriptions)        # arrays: words of names, packed dates, places, identifiers
    from interlace.core.compiled.scoring import score_pairs    # late: this loads the compiler
    score_pairs(encoder, records, records, lefts, rights)      # → hundredths of a bit, int32

The reference (`core.matching.compare`) stays the truth and gives the reasons, for what is returned alone.

For kernels of one's own (see `kernels.py` and `facts.py`; both are imported late):
- `Vocabulary.words()` is a picture of all words met so far as a few arrays (`Words`). Its rows can be kept, mapped and
  put beside those of another vocabulary: words, sounds and skeletons are 64-bit numbers of their texts, everywhere.
- `name_bits(words, left, left_neighbours, right, right_neighbours, rules.names, room)` takes two stretches of numbers
  of words with `neighbours_of(form)`; `fact_bits`, `date_bits`, `place_bits` take the rest. `room` is `space()`, one
  for each thread.
- `NOT_JOINED` in place of bits: neighbours in one name may be one word in the other (Ki Sik, 기식), and nobody has read
  them as one yet. `Vocabulary.join(wanted_of(room))` does, and the pair is scored again. Who has no tokens at hand may
  take such a pair as not answered, and ask the reference.
- The numbers of the model come from `rules_of(model)`.
"""

from interlace.core.compiled.encoding import Encoder, Places, Records, neighbours_of, packed
from interlace.core.compiled.rules import Rules, rules_of
from interlace.core.compiled.vocabulary import Vocabulary, Words

__all__ = ["Encoder", "Places", "Records", "Rules", "Vocabulary", "Words", "neighbours_of", "packed", "rules_of"]
