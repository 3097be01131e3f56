"""Putting the right value in the place of a recalled one: a new fact about the same thing, under the same label."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.core.problems import Problem
from interlace.facts.describing import kind_of
from interlace.facts.events import FactsStored
from interlace.facts.ledger_events import FACTS_CONTRIBUTED, told_of
from interlace.facts.models import Fact
from interlace.facts.naming import fact_digest
from interlace.facts.ordering import own_country
from interlace.facts.problems import words_for
from interlace.facts.recalling import recall
from interlace.facts.values import Reading, normalise
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound
from interlace.foundation.events import announce


@transaction.atomic
def correct(viewer: Viewer, fact_id: UUID, text: str, *, reason: str, now: datetime) -> Fact:
    """Recall one fact and store what is right instead. Whoever could see the wrong value can see the right one.

    The viewer's purpose is the fact's. The right value never goes into the recall itself.
    """
    with acting(viewer, now=now):
        wrong = Fact.objects.visible_to(viewer).filter(id=fact_id, originator=viewer.member).first()
        if wrong is None:
            raise NotFound(_("There is no such fact, or it is not yours."))
        right = _corrected(viewer, wrong, text, now=now)
        if Fact.objects.visible_to(viewer).filter(label=right.label_id, digest=right.digest).exists():
            raise InvalidInput(_("The right value is held already."), fix=_("Recall without a correction."))
    recall(viewer, [fact_id], reason=reason, now=now)
    with acting(viewer, now=now):
        right.save(force_insert=True)
        record(
            told_of(FACTS_CONTRIBUTED, [right.label_id]),
            by=viewer.id,
            member=viewer.member,
            on=right.id,
            now=now,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"facts": 1, "corrects": str(fact_id)},
        )
        announce(
            FactsStored(
                contribution=right.contribution,
                member=viewer.member,
                officer=UUID(viewer.id),
                label_ids=(right.label_id,),
                subjects=(right.subject,),
                facts=1,
                at=now,
            )
        )
    return right


def _corrected(viewer: Viewer, wrong: Fact, text: str, *, now: datetime) -> Fact:
    normal = normalise(kind_of(wrong.schema, wrong.prop), text, Reading(country=own_country(viewer.member)))
    if isinstance(normal, Problem) or not normal.value:
        words = words_for(normal if isinstance(normal, Problem) else Problem("row_without_thing"))
        raise InvalidInput(
            words.what, problems=[FieldProblem("/correction", "correction_unreadable", words.what, words.fix)]
        )
    if normal.value == wrong.value:
        raise InvalidInput(_("The correction is the value that is recalled."), fix=_("Enter the right value."))
    return Fact(
        id=uuid4(),
        subject=wrong.subject,
        schema=wrong.schema,
        prop=wrong.prop,
        value=normal.value,
        original=text,
        key=normal.key,
        language=normal.language,
        script=normal.script,
        source=wrong.source,
        grading_scheme=wrong.grading_scheme,
        grading_source=wrong.grading_source,
        grading_information=wrong.grading_information,
        markings=wrong.markings,
        condition=wrong.condition,
        originator=wrong.originator,
        label_id=wrong.label_id,
        contribution=wrong.contribution,
        row=wrong.row,
        digest=fact_digest(wrong.originator, wrong.subject, wrong.prop, text),
        created=now,
    )
