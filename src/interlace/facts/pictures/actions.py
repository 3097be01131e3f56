"""Adding a picture to one's own subject, and looking at one that may be read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.ledger_events import PICTURE_ADDED
from interlace.facts.models import Fact, Picture
from interlace.facts.naming import fact_digest
from interlace.facts.pictures import vault
from interlace.facts.pictures.jail import preview_of
from interlace.facts.pictures.kinds import DIGEST_PREFIX, PICTURES, PictureKind
from interlace.facts.pictures.places import place_of_preview
from interlace.facts.rules import may_contribute, require
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.life import note_use_for_life
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it may be shown: the raster that the jail made, never the file itself."""

    png: bytes
    digest: str


def add_picture(
    viewer: Viewer, subject: UUID, kind: PictureKind, data: bytes, *, file_name: str, now: datetime
) -> Fact:
    """Add a picture to a subject of one's own, under the label of the subject's first fact.

    The file is sealed as it came; a preview is made in the jail. The same picture twice is one fact.
    """
    require(may_contribute(viewer, purpose=viewer.purpose, level=0, rooms=frozenset()))
    digest = hashlib.sha256(data).hexdigest()
    png = preview_of(data)
    with acting(viewer, Action.READ, now=now):
        beside = _first_own_fact(viewer, subject)
        value = f"{DIGEST_PREFIX}{digest}"
        known = Fact.objects.visible_to(viewer).filter(subject=subject, prop=kind.value, value=value).first()
        if known is not None:
            return known
        picture = Picture(member=viewer.member, sha256=digest, file_name=file_name[:255], created=now)
        picture.original, picture.preview = vault.put(data), vault.put(png)
        places = (picture.original, picture.preview)
        try:
            with transaction.atomic():
                picture.save(force_insert=True)
                fact = Fact.objects.create(
                    subject=subject,
                    schema=beside.schema,
                    prop=kind.value,
                    value=value,
                    original=file_name[:255],
                    originator=viewer.member,
                    label_id=beside.label_id,
                    contribution=beside.contribution,
                    digest=fact_digest(viewer.member, subject, kind.value, value),
                    created=now,
                )
                record(
                    PICTURE_ADDED,
                    by=viewer.id,
                    member=viewer.member,
                    on=fact.id,
                    now=now,
                    purpose=viewer.purpose,
                    reference=viewer.reference,
                    detail={"sha256": digest, "kind": kind.value},
                )
        except BaseException:
            for place in places:
                vault.remove(place)
            raise
        return fact


def picture_of(viewer: Viewer, fact: UUID, *, now: datetime) -> Shown:
    """The picture that a fact states, for a viewer who may read that fact; `NotFound` for everybody else."""
    with acting(viewer, Action.READ, now=now):
        stated = Fact.objects.visible_to(viewer).filter(id=fact, prop__in=PICTURES).first()
        if stated is None:
            raise NotFound(_("There is no such picture."))
        note_use_for_life(viewer, originator=stated.originator, subject=stated.subject, label_id=stated.label_id)
        digest = stated.value.removeprefix(DIGEST_PREFIX)
        # The bytes belong to whoever states them: the fact that may be read is the permission, not the digest.
        place = place_of_preview(stated.originator, digest)
    if place is None:
        raise NotFound(_("There is no such picture."))
    return Shown(vault.get(place), digest)


def _first_own_fact(viewer: Viewer, subject: UUID) -> Fact:
    own = Fact.objects.visible_to(viewer).filter(subject=subject, originator=viewer.member)
    first = own.order_by("row", "created", "id").first()
    if first is None:
        raise NotFound(_("There is no such record."))
    return first
