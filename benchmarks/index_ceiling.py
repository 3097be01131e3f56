"""The ceiling of the index: the same score, with every word of the vocabulary compared and no posting left unread."""

from collections.abc import Mapping, Sequence

import numba
import numpy as np

from interlace.screening.index import Budget, Candidate, PermittedLabels, Query, ScreeningIndex, kernels
from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import SPELLING_BIT
from interlace.screening.index.name_search import NameSearch, _Alike, _List
from interlace.screening.index.names import NameArrays
from interlace.screening.index.records import Within

EVERYTHING = Budget(neighbours=1 << 20, postings=1 << 40)


def every_name_scored(
    index: ScreeningIndex, query: Query, permitted: PermittedLabels, *, limit: int
) -> list[Candidate]:
    """The candidates that a search without any short cut finds, the best first."""
    parts = index._current().parts
    search = _Everything(
        parts, permitted, birth_dates=query.birth_dates, limit=limit, within=Within(), budget=EVERYTHING
    )
    found = search.find(query.names)
    best = sorted(found, key=lambda at: (-found[at], parts[at[0]].segment.key_of(at[1])))[:limit]
    return [
        Candidate(*parts[at].segment.key_of(row), row=parts[at].segment.row_number(row), name_score=found[at, row])
        for at, row in best
    ]


class _Everything(NameSearch):
    """Every name of the register is compared letter by letter."""

    def _likest_names(
        self,
        asked: Mapping[int, kernels.Asked],
        lists: Sequence[_List],  # noqa: ARG002 - read are all
    ) -> Mapping[int, Numbers]:
        return {at: np.arange(self._parts[at].segment.names.name_row.size) for at in asked}

    def _neighbours(self, at: int, sought: kernels.Sought) -> list[_Alike]:
        segment = self._parts[at].segment
        found = []
        for word in range(sought.letter_start.size - 1):
            letters = sought.letters[sought.letter_start[word] : sought.letter_start[word + 1]]
            keys = sought.keys[sought.key_start[word] : sought.key_start[word + 1]]
            alike = _compared(segment.names, letters, keys[keys & SPELLING_BIT == 1])
            tokens = np.flatnonzero(alike)
            frequency = np.diff(segment.names.posting_start)[tokens].astype(np.int64)
            found.append(_Alike(tokens.astype(np.int32), alike[tokens], frequency))
        return found


@numba.njit(cache=True)
def _compared(names: NameArrays, letters: Numbers, families: Numbers) -> Numbers:
    tokens = names.text_start.size - 1
    places = np.zeros(kernels.LETTERS, np.uint64)
    kernels.places_of(letters, places)
    least = kernels.least_similarity(letters.size)
    same = np.zeros(tokens, np.bool_)
    for key in families:
        for at in range(names.key_start[key >> 16], names.key_start[(key >> 16) + 1]):
            if names.key_low[at] == key & 0xFFFF:
                same[names.key_token[at]] = True
    alike = np.zeros(tokens)
    for token in range(tokens):
        text = names.text[names.text_start[token] : names.text_start[token + 1]]
        alike[token] = kernels.similarity_of(letters, places, text, same[token], least)
    return alike
