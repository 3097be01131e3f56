"""Undoing the loading of a register's newest version."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from interlace.facts.events import RegisterWithdrawn
from interlace.facts.ledger_events import CONTRIBUTION_UNDONE
from interlace.facts.models import Contribution, RegisterVersion
from interlace.facts.registers.differences import difference
from interlace.facts.registers.files import has_version, open_register
from interlace.facts.registers.loading import announce_removals
from interlace.facts.rules import may_undo, require
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.events import announce


def withdraw_version(viewer: Viewer, contribution_id: UUID, *, now: datetime) -> Contribution:
    """Undo the loading of a version: the one before it, if there is one, is searched again."""
    with acting(viewer, now=now):
        version = (
            RegisterVersion.objects.select_related("register", "contribution")
            .filter(contribution_id=contribution_id, contribution__in=Contribution.objects.visible_to(viewer))
            .first()
        )
        if version is None:
            raise NotFound(_("There is no such import, or it is not yours."))
        contribution = version.contribution
        require(may_undo(viewer, contributed_by=str(contribution.officer)))
        if not version.current:
            raise Conflict(_("Only the newest version of a register can be undone."))
        # One step can be undone: what lies before it, or was deleted by the rules of keeping, is not there any more.
        older = version.register.versions.filter(number__lt=version.number).order_by("-number").first()
        before = older if older is not None and has_version(older.folder) else None
        version.current = False
        version.save(update_fields=["current"])
        if before is not None:
            before.current = True
            before.save(update_fields=["current"])
        contribution.state = Contribution.State.UNDONE
        contribution.finished = now
        contribution.save()
        record(
            CONTRIBUTION_UNDONE,
            by=viewer.id,
            member=viewer.member,
            on=contribution.id,
            now=now,
            purpose=contribution.purpose,
            reference=viewer.reference,
            detail={"register": str(version.register_id), "number": version.number},
        )
        gone = difference(open_register(version.folder), open_register(before.folder)) if before else None
        subjects = gone.removed if gone is not None else _subjects(version)
        announce_removals(viewer, version.register_id, subjects, now=now)
        announce(
            RegisterWithdrawn(
                register=version.register_id,
                version=version.id,
                member=viewer.member,
                officer=UUID(viewer.id),
                restored=before.id if before is not None else None,
                at=now,
            )
        )
        return contribution


def _subjects(version: RegisterVersion) -> tuple[UUID, ...]:
    return tuple(UUID(bytes=row.tobytes()) for row in open_register(version.folder).subjects)
