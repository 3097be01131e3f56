"""How a score adds up on S3: each reason as a step of a running total, the least of its band, and the chance.

Words come first: one sentence says what speaks for it and what against it. Then the steps, then the raw values beside
them. Whoever may not know the reasons gets none of the three.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interlace.core.matching import Band, Model, model, probability_of, versions
from interlace.core.procedure.ladder import Party, State
from interlace.foundation.localize.formats import list_text, locale_of
from interlace.screening.models import HitSide
from interlace.screening.presenting import Chance
from interlace.screening.words import band_word, field_word, known_sentence, reason_word

WIDTH = 26.0
"""Bits on the whole width of a bar; a stronger likeness sets its own scale."""

NEARLY = 0.001
"""A chance nearer to none or to all than this is not told to the digit: the model does not know it that well."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From how few to how many bits the bars reach."""

    low: float
    high: float

    def place(self, bits: float) -> float:
        """Where so many bits stand, in hundredths of the width."""
        return (bits - self.low) / (self.high - self.low) * 100

    def stretch(self, one: float, other: float) -> tuple[float, float]:
        """Where a bar between two totals begins and how long it is."""
        start, end = sorted((one, other))
        return self.place(start), self.place(end) - self.place(start)


def scale_of(side: HitSide) -> Scale:
    """The scale on which every step of this side lies, and its sum with the start where both are told."""
    totals = list(accumulate(float(reason.get("bits", 0.0)) for reason in side.reasons))  # type: ignore[arg-type]
    if side.bits is not None:
        weighed = model_of(side)
        totals += [side.bits] if weighed is None else [side.bits, side.bits + weighed.prior_bits]
    return Scale(low=min(0.0, *totals, 0.0), high=max(WIDTH, *totals, WIDTH))


def model_of(side: HitSide) -> Model | None:
    """The model that weighed the hit, for whoever knows the whole sum; none for a version that was never shipped."""
    version = side.model.partition("/")[0]
    is_all_told = side.bits is not None and (side.party == Party.HOLDER or not side.withheld)
    return model(version) if is_all_told and version in versions() else None


def ticks_of(scale: Scale, weighed: Model) -> tuple[float, ...]:
    """Where the bands begin."""
    return tuple(scale.place(least) for least, _band in reversed(weighed.thresholds))


def least_of(band: str, weighed: Model) -> str:
    """The least that a band takes, as it is read."""
    return next((number_text(least) for least, each in weighed.thresholds if each == band), "")


def chance_of(side: HitSide, weighed: Model) -> Chance:
    """From the sum to a chance."""
    bits = side.bits or 0.0
    left = bits + weighed.prior_bits
    start, size = scale_of(side).stretch(bits, left)
    one_in = format_decimal(round(1 / probability_of(0.0, model=weighed)), locale=_locale())
    return Chance(
        before=_("About one record in {count} that is compared is the one looked for").format(count=one_in),
        weight=weight_text(weighed.prior_bits),
        start=start,
        size=size,
        said=span_text(bits, left),
        after=chance_text(probability_of(bits, model=weighed)),
        bits=number_text(left),
        model=side.model,
    )


def explanation(side: HitSide) -> str:
    """What speaks for the likeness and what against it, in a sentence or two."""
    if side.state == State.WITHDRAWN or not side.band:
        return ""
    if side.withheld and side.party == Party.HOLDER:
        return ""
    together = _("Together: {band}.").format(band=band_word(side.band))
    weighed = [reason for reason in side.reasons if "bits" in reason]
    if side.withheld and not weighed:
        return " ".join([known_sentence(side.reasons, withheld=True), together])
    rest = [_("Other comparisons are not released.")] if side.withheld else []
    return " ".join([*_for_and_against(weighed), *rest, together])


def _for_and_against(reasons: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    if speaking := [_named(reason) for reason in reasons if float(reason["bits"]) > 0]:
        yield _("For it: {reasons}.").format(reasons=_listed(speaking))
    if contradicting := [_named(reason) for reason in reasons if float(reason["bits"]) < 0]:
        yield _("Against it: {reasons}.").format(reasons=_listed(contradicting))


def _named(reason: Mapping[str, Any]) -> str:
    said = {"field": _within(field_word(str(reason["field"]))), "reason": _within(reason_word(reason))}
    return _("{field} ({reason})").format(**said)


def _within(words: str) -> str:
    """A phrase as it stands within a sentence."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _listed(phrases: Iterable[str]) -> str:
    return list_text(dict.fromkeys(phrases), language=get_language() or "en")


def span_text(start: float, end: float) -> str:
    """Where a step begins and ends, for whoever does not see its bar."""
    return _("Running total from {start} to {end}").format(start=number_text(start), end=number_text(end))


def weight_text(bits: float) -> str:
    """A weight with its sign, and none where it rounds to nothing."""
    if not round(bits, 1):
        return number_text(0.0)
    return f"{'+' if bits > 0 else '−'}{number_text(abs(bits))}"


def number_text(bits: float) -> str:
    """Bits to one decimal."""
    said = format_decimal(round(abs(bits), 1), format="0.0", locale=_locale())
    return f"−{said}" if round(bits, 1) < 0 else said


def chance_text(chance: float) -> str:
    """A chance as it may be said."""
    if chance > 1 - NEARLY:
        return _("more than {share}").format(share=_share(1 - NEARLY))
    if chance < NEARLY:
        return _("less than {share}").format(share=_share(NEARLY))
    return _share(round(chance, 3))


def _share(share: float) -> str:
    return format_percent(share, locale=_locale(), decimal_quantization=False)


def _locale() -> Any:
    return locale_of(get_language() or "en")


BANDS_SHOWN = (Band.WEAK, Band.FAIR, Band.STRONG, Band.VERY_STRONG)
