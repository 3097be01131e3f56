"""Everything that an officer may read and take out, as one file of FollowTheMoney entities."""

import hashlib
import json
import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.core.handling import Action, Label, join
from interlace.core.ledger import JsonValue
from interlace.facts.exporting.entities import Exported, Stated, as_exported, exported_facts
from interlace.facts.ledger_events import EXPORTED
from interlace.facts.registers import open_register
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput, Refused
from interlace.foundation.identity.approvals.actions import (
    Difference,
    approval_of,
    give_approval,
    open_approval,
)
from interlace.foundation.identity.models import Approval
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.foundation.localize.handling import handling_sentence
from interlace.screening.checks.scope import readable_registers
from interlace.screening.register_records import SearchedRegister, labels_in
from interlace.screening.rules import require_matter, require_verb

ALONE_BELOW = 100
"""From so many values on, an export takes a second person (security-model 5)."""
USED_WITHIN = timedelta(hours=24)
_ACT = "facts.export"
_NAMES = UUID("6f0c1f2e-6f0b-4c53-9f4e-5f1f3f0a7a11")
"""Under which the approval of an export has its own id: the same for the same content."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds, as it is signed and as it stands in the ledger."""

    entities: int
    values: int
    left_out: int
    sha256: str


class SecondPersonNeeded(Refused):
    """So much leaves only on the word of two."""

    code = "second_person_needed"

    def __init__(self, difference: Difference) -> None:
        super().__init__(
            _("From {many} values on, an export takes a second person.").format(many=ALONE_BELOW),
            fix=_("Let a colleague sign exactly this content, then ask for it again."),
        )
        self.difference = difference


@declare("facts.followthemoney", SurfaceKind.EXPORT, actions=(Action.READ, Action.EXPORT), purpose=PurposeFrom.REQUIRED)
def export_into(viewer: Viewer, file: BinaryIO, *, now: datetime) -> Taken:
    """Write what the viewer may read and take out for its purpose into an open file, and note it in the ledger.

    Raises `SecondPersonNeeded` where a colleague has not signed exactly this content yet: then nothing of what the file
    holds may be handed out.
    """
    require_verb(viewer, Verb.EXPORT)
    require_matter(viewer)
    with transaction.atomic():
        taken = _write(viewer, file, now=now)
        difference = require_second_person(viewer, taken, now=now)
        with acting(viewer, Action.EXPORT, now=now):
            record(
                EXPORTED,
                by=viewer.id,
                member=viewer.member,
                on=subject_of(difference),
                now=now,
                purpose=viewer.purpose,
                reference=viewer.reference,
                detail={
                    "recipient": _recipient(viewer),
                    "entities": taken.entities,
                    "values": taken.values,
                    "sha256": taken.sha256,
                },
            )
    return taken


def require_second_person(viewer: Viewer, taken: Taken, *, now: datetime) -> Difference:
    """What was signed, or would be; `SecondPersonNeeded` where it takes two and no colleague has signed it yet."""
    difference = difference_of(viewer, taken, day=now.date())
    if taken.values >= ALONE_BELOW and not _is_signed(viewer, taken, now=now):
        raise SecondPersonNeeded(difference)
    return difference


def export_everything(viewer: Viewer, target: Path, *, now: datetime) -> Taken:
    """The same into a file of this name that nobody else can open; where it is refused, no file is left."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            taken = export_into(viewer, file, now=now)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return taken


def ask_for_export(viewer: Viewer, difference: Difference, *, now: datetime, signed: Signed | None = None) -> None:
    """Sign as the first person what a colleague is to sign; asked again on the same day, it is still one question."""
    subject = subject_of(difference)
    if approval_of(_ACT, subject) is None:
        open_approval(difference, subject=subject, member=viewer.member, by=viewer.id, signed=signed, now=now)


def question_of(act: str, content: JsonValue) -> Difference:
    """What an asker hands to a colleague, as it came back; anything else than an export is refused."""
    if act != _ACT or not isinstance(content, dict):
        raise InvalidInput(
            _("This is not what an export gives to be signed."), fix=_("Send what the asker was given, unchanged.")
        )
    return Difference(act, content)


def sign_export(viewer: Viewer, difference: Difference, *, now: datetime, signed: Signed | None = None) -> None:
    """Give leave as the second person for exactly this content, to the officer who asked, for a day."""
    require_verb(viewer, Verb.APPROVE)
    give_approval(difference, subject=subject_of(difference), by=viewer.id, signed=signed, now=now)


def difference_of(viewer: Viewer, taken: Taken, *, day: date) -> Difference:
    """What both sign: other content, another officer, matter or day is another question."""
    content: dict[str, JsonValue] = {
        "sha256": taken.sha256,
        "entities": taken.entities,
        "values": taken.values,
        "purpose": viewer.purpose,
        "reference": viewer.reference,
        "officer": viewer.id,
        "asked": day.isoformat(),
    }
    return Difference(_ACT, content)


def subject_of(difference: Difference) -> UUID:
    """Under which id the approval of this content stands."""
    return uuid5(_NAMES, difference.digest)


def _is_signed(viewer: Viewer, taken: Taken, *, now: datetime) -> bool:
    """Whether a colleague has given leave for this content within a day, asked today or yesterday."""
    asked = (difference_of(viewer, taken, day=(now - timedelta(days=back)).date()) for back in (0, 1))
    found = (approval_of(_ACT, subject_of(each)) for each in asked)
    return any(
        each.state == Approval.State.GIVEN and each.decided is not None and now < each.decided + USED_WITHIN
        for each in found
        if each is not None
    )


def _write(viewer: Viewer, file: BinaryIO, *, now: datetime) -> Taken:
    digest, entities, values, left_out = hashlib.sha256(), 0, 0, 0
    with acting(viewer, Action.EXPORT, now=now) as context:
        heading = _Heading(viewer, now)
        for each in (*_registers(context), exported_facts(context)):
            for exported in each:
                if not exported.values:
                    left_out += exported.left_out
                    continue
                line = _json(exported.entity | heading.handling(exported.labels))
                # When and for whom it was written is not content: the same facts are the same export tomorrow.
                digest.update(line)
                file.write(_json(exported.entity | heading.handling(exported.labels) | heading.stamp()) + b"\n")
                entities, values = entities + 1, values + exported.values
                left_out += exported.left_out
    file.flush()
    os.fsync(file.fileno())
    return Taken(entities, values, left_out, digest.hexdigest())


def _registers(context: Acting) -> Iterator[Iterator[Exported]]:
    viewer = context.viewer
    with acting(viewer, Action.DISCOVER, now=context.now) as looking:
        readable = readable_registers(looking)
        found = looking.permitted
    read = book.permitted(viewer.person, Action.READ, purpose=viewer.purpose, now=context.now)
    for register in readable:
        rules = (found, read, context.permitted)
        yield _entries(
            register, [each for each in labels_in(register.folder) if all(rule.permits(each) for rule in rules)]
        )


def _entries(register: SearchedRegister, labels: Collection[int]) -> Iterator[Exported]:
    for each in open_register(register.folder).under(labels):
        stated = [Stated(each.schema, value.prop, value.value, each.label) for value in each.values]
        exported = as_exported(str(each.subject), stated, datasets=[f"{register.member}:{register.name}"])
        exported.entity["referents"] = [each.reference]
        yield exported


class _Heading:
    """What every entity carries beside its values: how it may be handled, who took it, and when."""

    def __init__(self, viewer: Viewer, now: datetime) -> None:
        self._viewer, self._now = viewer, now
        self._names = members_by_code()
        self._sentence = cache(self._said_of)

    def handling(self, labels: frozenset[int]) -> dict[str, str]:
        """The handling of all these labels together."""
        return {"handling": self._sentence(labels)}

    def stamp(self) -> dict[str, str]:
        """For whom, and at which moment."""
        return {"exported_for": _recipient(self._viewer), "exported_at": self._now.isoformat(timespec="seconds")}

    def _said_of(self, labels: frozenset[int]) -> str:
        first, *rest = (book.label(label) for label in sorted(labels))
        whole: Label = first
        for each in rest:
            whole = join(whole, each)
        member = self._viewer.member
        return handling_sentence(whole, language="en", member_names=self._names, viewer_member=member, now=self._now)


def _recipient(viewer: Viewer) -> str:
    return f"{viewer.officer_name}, {viewer.member}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
