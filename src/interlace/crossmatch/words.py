"""Judgements and contradictions in the reader's words."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.clusters import Contradiction
from interlace.core.reviewing import Judgement
from interlace.facts.field_words import property_name
from interlace.foundation.localize.words import country_name

JUDGEMENTS: Mapping[Judgement, Promise] = {
    Judgement.SAME: gettext_lazy("Same"),
    Judgement.DIFFERENT: gettext_lazy("Different"),
    Judgement.CANNOT_TELL: gettext_lazy("Cannot tell"),
}


def judgement_word(judgement: str) -> str:
    """What was said, as people read it."""
    return str(JUDGEMENTS[Judgement(judgement)])


def contradiction_sentence(found: Contradiction[UUID]) -> str:
    """What does not fit together, without the numbers themselves."""
    if found.is_confirmed:
        sentence = _("Two records have different confirmed numbers: {document}, {country}.")
    else:
        sentence = _("Two records have different numbers: {document}, {country}.")
    country = country_name(found.issuer.lower()) or found.issuer
    return sentence.format(document=property_name(found.kind), country=country)
