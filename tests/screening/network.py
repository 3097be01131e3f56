"""A small network for the tests of screening: members with a desk and a second officer each, and their facts."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from interlace.core.handling import Action, HitMode, Label
from interlace.facts.describing import statements_of_entity
from interlace.facts.events import FactsStored
from interlace.facts.models import Contribution, Fact
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.events import announce
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role

NOW = datetime(2026, 7, 14, 5, 22, tzinfo=UTC)
UNTIL = NOW + timedelta(days=365)
PURPOSES = ["fraud", "trafficking"]


def make_members(*codes: str) -> None:
    """Members with a national bureau and two officers, `kr.desk` and `kr.second`."""
    for code in codes:
        member = Member.objects.create(code=code, name=f"Member {code}")
        bureau = Bureau.objects.create(member=member, name=f"{code} bureau")
        for post in ("desk", "second"):
            Officer.objects.create(
                username=f"{code.lower()}.{post}",
                display_name=f"{post} of {code}",
                bureau=bureau,
                roles=[Role.INVESTIGATOR],
                level=1,
                purposes=PURPOSES,
                is_profile=True,
            )


def viewer(member: str, *, post: str = "desk", purpose: str = "fraud") -> Viewer:
    """An officer at work on a case."""
    officer = Officer.objects.select_related("bureau__member").get(username=f"{member.lower()}.{post}")
    return viewer_of(officer, purpose=purpose, reference=f"{member}-2026-0001")


def label(originator: str, *, seekers: Iterable[str] = (), readers: Iterable[str] = (), **terms: Any) -> Label:
    """A label for fraud that runs for a year."""
    given = {"purposes": ["fraud"], "until": UNTIL, "hit": HitMode.HIT, **terms}
    return Label.of(originator, seekers=seekers, audience=readers, **given)


@transaction.atomic
def contribute(by: Viewer, terms: Label, *entities: dict[str, Any], subject: UUID | None = None) -> list[UUID]:
    """Store entities as facts under one label, as an import does, and tell who listens. Returns their subjects.

    `subject` adds to a subject that has facts already.
    """
    with acting(by, Action.READ, now=NOW):
        label_id = intern(terms)
        context_of.refresh()
        contribution = Contribution.objects.create(
            member=by.member,
            officer=UUID(by.id),
            purpose=by.purpose,
            reference=by.reference,
            label_id=label_id,
            created=NOW,
        )
        subjects = []
        for entity in entities:
            about = subject or uuid.uuid4()
            subjects.append(about)
            for each in statements_of_entity(entity):
                Fact.objects.create(
                    subject=about,
                    schema=each.schema,
                    prop=each.prop,
                    value=each.value,
                    original=each.original,
                    key=each.key,
                    originator=by.member,
                    label_id=label_id,
                    contribution=contribution.id,
                    digest=hashlib.sha256(f"{about}{each.prop}{each.value}".encode()).digest(),
                    created=NOW,
                )
        announce(
            FactsStored(
                contribution=contribution.id,
                member=by.member,
                officer=UUID(by.id),
                label_ids=(label_id,),
                subjects=tuple(subjects),
                facts=len(subjects),
                at=NOW,
            )
        )
    return subjects


def person(name: str, **properties: str) -> dict[str, Any]:
    """A person with one value a property."""
    return {"schema": "Person", "properties": {"name": [name], **{key: [value] for key, value in properties.items()}}}
