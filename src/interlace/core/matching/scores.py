"""Two descriptions in, one explained score out."""

from collections.abc import Iterator
from dataclasses import dataclass

from interlace.core.matching import weights
from interlace.core.matching.descriptions import Description
from interlace.core.matching.facts import COMPARISONS, either_way, reason
from interlace.core.matching.frequencies import DEFAULT, Frequencies
from interlace.core.matching.names import compare_names
from interlace.core.matching.reasons import Reason
from interlace.core.matching.weights import MODEL, PRIOR_BITS, THRESHOLDS, Band

# Schemata that name the same sort of subject; a subject outside all of them contradicts nothing.
_FAMILIES = (
    frozenset({"Person"}),
    frozenset({"Organization", "Company", "PublicBody"}),
    frozenset({"Vessel", "Airplane", "Vehicle"}),
)


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly two descriptions point to one subject, and every reason why. The bits of the reasons add up."""

    bits: float
    probability: float
    band: Band
    reasons: tuple[Reason, ...]
    model: str


def compare(a: Description, b: Description, *, frequencies: Frequencies = DEFAULT) -> Score:
    """Compare two descriptions. Swapping them swaps the tags of the reasons and nothing else."""
    reasons = tuple(_reasons(a, b, frequencies))
    bits = round(sum(reason.bits for reason in reasons), 2)
    return Score(bits, probability_of(bits), band_of(bits), reasons, f"{MODEL}/{frequencies.version}")


def band_of(bits: float) -> Band:
    """The word for a score, by the published thresholds."""
    return next((band for least, band in THRESHOLDS if bits >= least), Band.NONE)


def probability_of(bits: float) -> float:
    """The chance that the two are one, among the candidates that an index brings."""
    return round(float(1.0 / (1.0 + 2.0 ** -(bits + PRIOR_BITS))), 6)


def _reasons(a: Description, b: Description, frequencies: Frequencies) -> Iterator[Reason]:
    if _are_of_different_sorts(a.schema, b.schema):
        yield reason("schema_differs", weights.SCHEMA_DIFFERS)
    yield from _compare_all_names(a, b, frequencies)
    for comparison in COMPARISONS:
        yield from comparison(a, b)


def _are_of_different_sorts(a: str, b: str) -> bool:
    return any(a in family and b in other for family in _FAMILIES for other in _FAMILIES if family is not other)


def _compare_all_names(a: Description, b: Description, frequencies: Frequencies) -> Iterator[Reason]:
    """The two names that agree best speak for all: another alias never makes a hit weaker."""
    if not (a.names or b.names):
        return
    left_forms, right_forms = a.name_forms(), b.name_forms()
    if not left_forms or not right_forms:
        yield reason("name_not_given", 0.0)
        return
    found = [
        (compare_names(left, right, frequencies=frequencies), (left.original, left_tag), (right.original, right_tag))
        for left, left_tag in left_forms
        for right, right_tag in right_forms
    ]
    most = max(comparison.bits for comparison, _, _ in found)
    equals = [one for one in found if one[0].bits == most]
    comparison, (_, left_tag), (_, right_tag) = min(equals, key=lambda one: either_way(one[1], one[2]))
    for finding in comparison.findings:
        yield reason(finding.code, finding.bits, (left_tag,), (right_tag,), **dict(finding.params))
