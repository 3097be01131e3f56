"""The word band an asker may know, and why it does not move when the asker varies what it supplies.

Reading a hidden birth date off the band takes under a hundred checks. So the first band given to a member for a subject
stays until release, and only what was supplied in that first check counts; identifiers alone may raise it later,
because whoever supplies one that meets knows it already. Before a band is given, a few different descriptions may be
tried; after that the answer is "possible" whatever is supplied, and a person at the owner decides.

Beside an identifier that meets, the record is found whatever else is supplied: there the first description counts at
once, and only in favour, or a name, a sex or a date could be read off the band by whoever knows the phone.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from interlace.core.matching import THRESHOLDS, Band, Description, Field, Reason, Score
from interlace.screening.holdings import Holding
from interlace.screening.models import FirstBand

POSSIBLE_FROM = next(bits for bits, band in THRESHOLDS if band is Band.FAIR)
"""Bits: less than a fair likeness is not told as a possible hit."""

BITS_OF = {band: bits for bits, band in THRESHOLDS}
"""Bits from which on a likeness is of a band."""

STRENGTH = {band: place for place, (_bits, band) in enumerate(reversed(THRESHOLDS), start=1)}
"""The bands in order, the strongest last."""

IDENTIFIERS = frozenset({Field.IDENTIFIER, Field.PHONE, Field.EMAIL, Field.DOCUMENT, Field.WALLET, Field.ACCOUNT})

DESCRIPTIONS_TRIED = 3
"""How many different descriptions a member may try against a subject before the answer stops depending on them."""

STRONGEST_DATE = 9.0
"""Bits: more than any birth date can add; decides whether a date could have made the difference at all."""

_BESIDE_IDENTIFIER = "identifier"

_Key = tuple[str, UUID, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a member supplied beside a holding that it may not read, and what that weighs."""

    member: str
    asked: Description
    holding: Holding
    score: Score

    @property
    def hard(self) -> float:
        """Bits of the identifiers that meet."""
        return sum(reason.bits for reason in self.score.reasons if is_identifier(reason))

    @property
    def soft(self) -> float:
        """Bits of everything else."""
        return self.score.bits - self.hard

    def key(self, *, beside: str = "") -> _Key:
        """Whose first band about what."""
        labels = sorted({str(statement.label) for statement in self.holding.statements})
        return self.member, self.holding.subject, _digest([beside, *labels])


def is_possible(bits: float) -> bool:
    """Whether this much evidence is told as a possible hit."""
    return bits >= POSSIBLE_FROM


def is_identifier(reason: Reason) -> bool:
    """Whether the reason is an identifier that both sides have."""
    return reason.field in IDENTIFIERS and reason.bits > 0


def told_bits(compared: Sequence[Compared], *, now: datetime) -> list[float]:
    """The evidence in bits on which the asker's band rests, for each; every one counts after those before it."""
    first = _FirstBands.locked([key for each in compared for key in _keys_of(each)], now=now)
    told = [_told(each, first) for each in compared]
    first.save()
    return told


class _FirstBands:
    """First bands about several holdings, read in one statement and locked until the transaction ends."""

    def __init__(self, rows: Iterable[FirstBand]) -> None:
        self._rows = {(row.member, row.subject, row.view): row for row in rows}
        self._changed: dict[UUID, FirstBand] = {}

    @classmethod
    def locked(cls, keys: Iterable[_Key], *, now: datetime) -> Self:
        """Those of these keys, made where there is none; in one order, so that no two transactions wait in a ring."""
        wanted = sorted(set(keys))
        if not wanted:
            return cls([])
        made = [FirstBand(member=member, subject=subject, view=view, created=now) for member, subject, view in wanted]
        FirstBand.objects.bulk_create(made, ignore_conflicts=True)
        members, subjects, views = (set(part) for part in zip(*wanted, strict=True))
        there = FirstBand.objects.filter(member__in=members, subject__in=subjects, view__in=views)
        return cls(there.order_by("member", "subject", "view").select_for_update())

    def about(self, compared: Compared, *, beside: str = "") -> FirstBand:
        """The first band of this member for this holding."""
        return self._rows[compared.key(beside=beside)]

    def give(self, first: FirstBand, bits: float) -> float:
        """Let this be the first band from now on."""
        first.given, first.bits = True, bits
        self._changed[first.id] = first
        return bits

    def note_tried(self, first: FirstBand, description: str) -> int:
        """Note a description that was tried in vain. Returns how many there are."""
        first.tried = list(dict.fromkeys([*first.tried, description]))
        self._changed[first.id] = first
        return len(first.tried)

    def save(self) -> None:
        """Write what has changed."""
        FirstBand.objects.bulk_create(
            self._changed.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["given", "bits", "tried"],
        )


def _keys_of(compared: Compared) -> list[_Key]:
    if compared.hard > 0:
        return [compared.key(), compared.key(beside=_BESIDE_IDENTIFIER)]
    return [compared.key()] if _rests_on_first(compared) else []


def _rests_on_first(compared: Compared) -> bool:
    return is_possible(compared.soft) or _a_date_could_matter(compared.score.reasons)


def _told(compared: Compared, bands: _FirstBands) -> float:
    if compared.hard > 0:
        return compared.hard + _soft_beside_identifier(compared, bands)
    if not _rests_on_first(compared):
        return compared.soft
    first = bands.about(compared)
    if first.given:
        return first.bits
    if is_possible(compared.soft):
        return bands.give(first, compared.soft)
    if bands.note_tried(first, soft_digest(compared.asked)) > DESCRIPTIONS_TRIED:
        return bands.give(first, POSSIBLE_FROM)
    return compared.soft


def _soft_beside_identifier(compared: Compared, bands: _FirstBands) -> float:
    """What the description adds to an identifier that meets: what a band told before says, else the first one's."""
    told = bands.about(compared)
    if told.given:
        return told.bits
    first = bands.about(compared, beside=_BESIDE_IDENTIFIER)
    return first.bits if first.given else bands.give(first, max(compared.soft, 0.0))


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


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
