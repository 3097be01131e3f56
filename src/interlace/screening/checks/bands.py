"""The word band an asker may know, and why it does not move when the asker varies what it supplies.

Reading a hidden birth date off the band takes under a hundred checks. So the first band given to a member for a subject
stays until release, and only what was supplied in that first check counts; identifiers alone may raise it later,
because whoever supplies one that meets knows it already. Before a band is given, a few different descriptions may be
tried; after that the answer is "possible" whatever is supplied, and a person at the owner decides.

Beside an identifier that meets, the record is found whatever else is supplied: there the first description counts at
once, and only in favour, or a name, a sex or a date could be read off the band by whoever knows the phone.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from interlace.core.matching import THRESHOLDS, Band, Description, Field, Reason, Score
from interlace.screening.holdings import Holding
from interlace.screening.models import FirstBand

POSSIBLE_FROM = next(bits for bits, band in THRESHOLDS if band is Band.FAIR)
"""Bits: less than a fair likeness is not told as a possible hit."""

STRENGTH = {band: place for place, (_bits, band) in enumerate(reversed(THRESHOLDS), start=1)}
"""The bands in order, the strongest last."""

IDENTIFIERS = frozenset({Field.IDENTIFIER, Field.PHONE, Field.EMAIL, Field.DOCUMENT, Field.WALLET, Field.ACCOUNT})

DESCRIPTIONS_TRIED = 3
"""How many different descriptions a member may try against a subject before the answer stops depending on them."""

STRONGEST_DATE = 9.0
"""Bits: more than any birth date can add; decides whether a date could have made the difference at all."""


def is_possible(bits: float) -> bool:
    """Whether this much evidence is told as a possible hit."""
    return bits >= POSSIBLE_FROM


def is_identifier(reason: Reason) -> bool:
    """Whether the reason is an identifier that both sides have."""
    return reason.field in IDENTIFIERS and reason.bits > 0


def told_bits(*, member: str, holding: Holding, score: Score, asked: Description, now: datetime) -> float:
    """The evidence in bits on which the asker's band rests."""
    hard = sum(reason.bits for reason in score.reasons if is_identifier(reason))
    soft = score.bits - hard
    if hard > 0:
        return hard + _soft_beside_identifier(member, holding, soft, now)
    if not is_possible(soft) and not _a_date_could_matter(score.reasons):
        return soft
    first = _first_band(member, holding, now)
    if first.given:
        return first.bits
    if is_possible(soft):
        first.given, first.bits = True, soft
    else:
        first.tried = list(dict.fromkeys([*first.tried, soft_digest(asked)]))
        if len(first.tried) > DESCRIPTIONS_TRIED:
            first.given, first.bits = True, POSSIBLE_FROM
            soft = first.bits
    first.save()
    return soft


def _soft_beside_identifier(member: str, holding: Holding, soft: float, now: datetime) -> float:
    """What the description adds to an identifier that meets: what a band told before says, else the first one's."""
    told = _first_band(member, holding, now)
    if told.given:
        return told.bits
    first = _first_band(member, holding, now, beside="identifier")
    if not first.given:
        first.given, first.bits = True, max(soft, 0.0)
        first.save()
    return first.bits


def soft_digest(asked: Description) -> str:
    """What names, dates and places were supplied, without keeping them."""
    soft = [
        *(f"name:{name.value}" for name in asked.names),
        *(f"date:{date.value.isoformat()}" for date in asked.birth_dates),
        *(f"country:{country.value}" for country in asked.countries),
        *(f"gender:{gender.value}" for gender in asked.genders),
        *(f"address:{address.value}" for address in asked.addresses),
        *(f"birth_place:{place.value}" for place in asked.birth_places),
    ]
    return _digest(sorted(soft))


def _a_date_could_matter(reasons: Iterable[Reason]) -> bool:
    named = sum(reason.bits for reason in reasons if reason.field is Field.NAME)
    return named > 0 and is_possible(named + STRONGEST_DATE)


def _first_band(member: str, holding: Holding, now: datetime, *, beside: str = "") -> FirstBand:
    view = _digest([beside, *sorted({str(statement.label) for statement in holding.statements})])
    key = {"member": member, "subject": holding.subject, "view": view}
    FirstBand.objects.bulk_create([FirstBand(**key, created=now)], ignore_conflicts=True)
    return FirstBand.objects.select_for_update().get(**key)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
