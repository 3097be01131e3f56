"""Keeping records longer: one person proposes with a reason, another one signs exactly that proposal."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue
from interlace.core.procedure.keeping import Category, longest_extension
from interlace.facts.models import Fact
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, running
from interlace.foundation.disclosure.labels import intern, labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import (
    Difference,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.oversight.keeping.deciding import SHORTEST_REASON, open_items, require_keeper
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.later_ends import move_ends_of_writing
from interlace.oversight.keeping.proposals import refuse_another, write_decision
from interlace.oversight.keeping.rules import own_rules, rules_of
from interlace.oversight.ledger_events import EXTENDED, EXTENSION_PROPOSED, EXTENSION_REFUSED
from interlace.oversight.models import Extension, ExtensionState, KeptItem
from interlace.oversight.recording import log_act
from interlace.screening.pending import note_changed
from interlace.screening.upkeep import catch_up_soon


def propose_extension(
    viewer: Viewer,
    items: Collection[UUID],
    *,
    until: datetime,
    reason: str,
    now: datetime,
    signed: Signed | None = None,
) -> Extension:
    """Propose to keep records until a later day. Nothing changes before a second person has signed.

    A proposal that nobody signs within a day lapses, and the records are due as they were.
    """
    with acting(viewer, now=now):
        rows = open_items(viewer, items)
        _refuse_unfit(viewer, rows, until=until, reason=reason, now=now)
        ids = sorted(str(item.id) for item in rows)
        waiting = Extension.objects.waiting(viewer.member, now=now)
        if any(set(ids) & set(others) for others in waiting.values_list("items", flat=True)):
            raise Conflict(_("One of these records waits for a decision already."))
        extension = Extension(
            id=uuid.uuid4(),
            member=viewer.member,
            items=ids,
            reference=rows[0].reference,
            until=until,
            reason=reason.strip(),
            proposed_by=UUID(viewer.id),
            proposed_by_name=viewer.officer_name,
            proposed=now,
        )
        difference = _difference(extension)
        extension.digest = difference.digest
        extension.save(force_insert=True)
        open_approval(difference, subject=extension.id, member=viewer.member, by=viewer.id, signed=signed, now=now)
        _log(viewer, extension, EXTENSION_PROPOSED, now=now)
        return extension


def approve_extension(
    viewer: Viewer, extension: UUID, *, digest: str, now: datetime, signed: Signed | None = None
) -> Extension:
    """Sign as the second person: the records stay until that day, and no longer than rules give to new ones."""
    with acting(viewer, now=now):
        found = _proposed(viewer, extension, digest=digest)
        give_approval(_difference(found), subject=found.id, by=viewer.id, signed=signed, now=now)
        items = open_items(viewer, [UUID(item) for item in found.items])
        KeptItem.objects.filter(id__in=[item.id for item in items]).update(extended_to=found.until)
        subjects = _move_ends(items, until=found.until)
        move_ends_of_writing(viewer.member, items, until=found.until)
        find_due(now=now, member=viewer.member)
        write_decision(viewer, found, ExtensionState.APPROVED, now=now)
        _log(viewer, found, EXTENDED, now=now)
        transaction.on_commit(lambda: catch_up_soon(subjects=len(subjects)), robust=True)
        return found


def refuse_extension(viewer: Viewer, extension: UUID, *, now: datetime) -> Extension:
    """Decide against it as the second person: the records are due as they were."""
    with acting(viewer, now=now):
        found = _proposed(viewer, extension, digest=None)
        if found.waits(now=now):
            refuse_approval(_difference(found), subject=found.id, by=viewer.id, now=now)
        write_decision(viewer, found, ExtensionState.REFUSED, now=now)
        _log(viewer, found, EXTENSION_REFUSED, now=now)
        return found


def extensions_of(viewer: Viewer) -> QuerySet[Extension]:
    """Proposals of the viewer's own bureau about records that it may know of; a context must be open."""
    require_keeper(viewer)
    return Extension.objects.filter(member=viewer.member).order_by("-proposed", "id")


def visible_extension(viewer: Viewer, extension: UUID) -> Extension:
    """One proposal; `NotFound` when there is none, or one of its records is not for this officer."""
    found = extensions_of(viewer).filter(id=extension).first()
    if found is not None and _sees_all(viewer, found):
        return found
    raise NotFound(_("There is no such proposal."))


def _sees_all(viewer: Viewer, extension: Extension) -> bool:
    return KeptItem.objects.visible_to(viewer).filter(id__in=extension.items).count() == len(extension.items)


def waiting_extensions(viewer: Viewer) -> list[Extension]:
    """Proposals that wait for a second person, as far as this officer may know of their records."""
    require_keeper(viewer)
    waiting = list(Extension.objects.waiting(viewer.member, now=running().now).order_by("-proposed", "id"))
    # In one statement, however many there are, none too: their number must not be told by the time that this takes.
    items = {str(UUID(int=0)), *(item for extension in waiting for item in extension.items)}
    seen = {str(item) for item in KeptItem.objects.visible_to(viewer).filter(id__in=items).values_list("id", flat=True)}
    return [each for each in waiting if seen.issuperset(each.items)]


def _proposed(viewer: Viewer, extension: UUID, *, digest: str | None) -> Extension:
    visible_extension(viewer, extension)
    found = Extension.objects.select_for_update().get(id=extension)
    if found.state != ExtensionState.PROPOSED:
        raise Conflict(_("This proposal has been decided."))
    if str(found.proposed_by) == viewer.id:
        raise Refused(
            _("A second person must sign; you proposed this yourself."), fix=_("Ask a colleague to decide it.")
        )
    if digest is not None:
        refuse_another(digest, signed=found.digest)
    return found


def _move_ends(items: Sequence[KeptItem], *, until: datetime) -> list[UUID]:
    """Give the records' facts labels that end later, and are otherwise the same to the letter."""
    pairs = {(item.subject, item.contribution) for item in items}
    by_label: defaultdict[int, list[UUID]] = defaultdict(list)
    with steward(Task.RETENTION):
        facts = Fact.objects.filter(
            originator=items[0].member,
            subject__in={subject for subject, _contribution in pairs},
            contribution__in={contribution for _subject, contribution in pairs},
        )
        for fact, subject, contribution, label in facts.values_list("id", "subject", "contribution", "label_id"):
            if (subject, contribution) in pairs:
                by_label[label].append(fact)
        for old, terms in zip(by_label, labels_of(list(by_label)), strict=True):
            if terms.until < until:
                _relabel(by_label[old], intern(replace(terms, until=until)))
        subjects = sorted({subject for subject, _contribution in pairs})
        note_changed(subjects)
    return subjects


def _relabel(facts: Sequence[UUID], label: int) -> None:
    """Consents stay with the label they were given for: what is kept longer is asked for anew."""
    # The same statement may lie under the later label already; then this one ends as it would have.
    same = Fact.objects.filter(label=label, digest=OuterRef("digest"))
    Fact.objects.filter(~Exists(same), id__in=facts).update(label=label)


def _refuse_unfit(viewer: Viewer, rows: Sequence[KeptItem], *, until: datetime, reason: str, now: datetime) -> None:
    problems = []
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append(FieldProblem("/reason", "reason_missing", _("An extension needs a reason."), _("Say why.")))
    if len({_known_to(item) for item in rows}) > 1:
        # A colleague who knows of one of them would find it proposed, and no proposal: so of the others, too.
        what = _("Not everybody who may know of one of these records may know of the others.")
        fix = _("Propose those of one purpose and one level at a time.")
        problems.append(FieldProblem("/records", "records_mixed", what, fix))
    own = own_rules().get(viewer.member, ())
    categories = {Category(item.category) for item in rows}
    longest = min(
        longest_extension(rules_of(category, member=viewer.member, own=own), now=now) for category in categories
    )
    # What another originator, an authorisation or a register's labels set, nobody here can move.
    longest = min([longest, *(item.latest for item in rows if item.latest is not None)])
    if until <= max(item.due for item in rows) or until > longest:
        problems.append(
            FieldProblem(
                "/until",
                "until_unfit",
                _("The new end lies before the present one, or beyond what the rules allow."),
                _("Choose a day up to {day}.").format(day=longest.date().isoformat()),
            )
        )
    if problems:
        raise InvalidInput(_("The extension cannot be proposed like this."), problems=problems)


def _known_to(item: KeptItem) -> tuple[str, int, tuple[str, ...], tuple[str, ...] | None]:
    """What an officer needs, to know of the record."""
    return item.purpose, item.level, tuple(item.rooms), None if item.named is None else tuple(item.named)


def _difference(extension: Extension) -> Difference:
    """Exactly what two persons sign: which records, kept until when, and why."""
    return Difference(
        "keeping.extension",
        {
            "reference": extension.reference,
            "records": list(extension.items),
            "until": extension.until.astimezone(UTC).isoformat(),
            "reason": extension.reason,
            "officer": extension.proposed_by_name,
        },
    )


def _log(viewer: Viewer, extension: Extension, event: Event, *, now: datetime) -> None:
    detail: dict[str, JsonValue] = {
        "digest": extension.digest,
        "records": len(extension.items),
        "until": extension.until.astimezone(UTC).isoformat(),
    }
    log_act(viewer, event, on=extension.id, detail=detail, now=now)
