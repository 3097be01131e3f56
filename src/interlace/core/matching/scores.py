"""Two descriptions in, one explained score out."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from operator import itemgetter

from interlace.core.matching.descriptions import Description
from interlace.core.matching.facts import COMPARISONS, either_way, reason
from interlace.core.matching.frequencies import Frequencies, frequencies_of
from interlace.core.matching.names import compare_names, most_bits
from interlace.core.matching.reasons import Reason
from interlace.core.matching.weights import CURRENT, Band, Model

# Schemata that name the same sort of subject; a subject outside all of them contradicts nothing.
FAMILIES = (
    frozenset({"Person"}),
    frozenset({"Organization", "Company", "PublicBody"}),
    frozenset({"Vessel", "Airplane", "Vehicle"}),
)
ORGANISATION_FAMILY = FAMILIES[1]


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly two descriptions point to one subject, and every reason why. The bits of the reasons add up."""

    bits: float
    probability: float
    band: Band
    reasons: tuple[Reason, ...]
    model: str


def compare(a: Description, b: Description, *, frequencies: Frequencies | None = None, model: Model = CURRENT) -> Score:
    """Compare two descriptions. Swapping them swaps the tags of the reasons and nothing else.

    Names are as common as the population of the model says, or as the caller says of a list of its own.
    """
    frequencies = frequencies or frequencies_of(model.frequencies)
    names = _compare_all_names(a, b, frequencies, model, least=-inf) or ()
    return _score((*_compare_sorts(a, b, model), *names, *_compare_facts(a, b, model)), frequencies, model)


def compare_from(
    least: float, a: Description, b: Description, *, frequencies: Frequencies | None = None, model: Model = CURRENT
) -> Score | None:
    """The same score where it has at least so many bits, else nothing.

    Most candidates of an index fall short, and that is found out at a fraction of the price of the whole comparison.
    """
    frequencies = frequencies or frequencies_of(model.frequencies)
    sorts, facts = tuple(_compare_sorts(a, b, model)), tuple(_compare_facts(a, b, model))
    missing = least - sum(reason.bits for reason in (*sorts, *facts))
    names = _compare_all_names(a, b, frequencies, model, least=missing)
    if names is None:
        return None
    score = _score((*sorts, *names, *facts), frequencies, model)
    return score if score.bits >= least else None


def _score(reasons: tuple[Reason, ...], frequencies: Frequencies, model: Model) -> Score:
    bits = round(sum(reason.bits for reason in reasons), 2)
    return Score(
        bits,
        probability_of(bits, model=model),
        band_of(bits, model=model),
        reasons,
        f"{model.version}/{frequencies.version}",
    )


def band_of(bits: float, *, model: Model = CURRENT) -> Band:
    """The word for a score, by the published thresholds."""
    return next((band for least, band in model.thresholds if bits >= least), Band.NONE)


def probability_of(bits: float, *, model: Model = CURRENT) -> float:
    """The chance that the two are one, among the candidates that an index brings."""
    return round(float(1.0 / (1.0 + 2.0 ** -(bits + model.prior_bits))), 6)


def _compare_sorts(a: Description, b: Description, model: Model) -> Iterator[Reason]:
    if _are_of_different_sorts(a.schema, b.schema):
        yield reason("schema_differs", model.facts.schema_differs)


def _compare_facts(a: Description, b: Description, model: Model) -> Iterator[Reason]:
    for comparison in COMPARISONS:
        yield from comparison(a, b, model.facts)


def _are_of_different_sorts(a: str, b: str) -> bool:
    return any(a in family and b in other for family in FAMILIES for other in FAMILIES if family is not other)


def _compare_all_names(
    a: Description, b: Description, frequencies: Frequencies, model: Model, *, least: float
) -> tuple[Reason, ...] | None:
    """The two names that agree best speak for all: another alias never makes a hit weaker.

    Nothing where no two names can reach `least` bits. What cannot beat the best so far is not compared either: of the
    aliases of one person, that is nearly all.
    """
    if not (a.names or b.names):
        return ()
    left_forms, right_forms = a.name_forms(), b.name_forms()
    if not left_forms or not right_forms:
        return (reason("name_not_given", 0.0),)
    are_organisations = a.schema in ORGANISATION_FAMILY and b.schema in ORGANISATION_FAMILY
    weights = model.organisation_names if are_organisations else model.names
    bounded = [
        (-most_bits(left[0], right[0], weights=weights), place, left, right)
        for place, (left, right) in enumerate(itertools.product(left_forms, right_forms))
    ]
    best = None
    for bound, place, (left, left_tag), (right, right_tag) in sorted(bounded, key=itemgetter(0, 1)):
        if -bound < least:
            break
        found = compare_names(left, right, frequencies=frequencies, weights=weights)
        # Among equals the choice does not depend on who is left and who is right.
        rank = (-found.bits, either_way((left.original, left_tag), (right.original, right_tag)), place)
        if best is None or rank < best[0]:
            best = rank, found, left_tag, right_tag
        least = max(least, found.bits)
    if best is None:
        return None
    _, found, left_tag, right_tag = best
    return tuple(
        reason(finding.code, finding.bits, (left_tag,), (right_tag,), **dict(finding.params))
        for finding in found.findings
    )
