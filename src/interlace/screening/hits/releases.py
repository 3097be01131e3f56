"""Letting the asker read some of the holder's fields: one officer proposes, another one signs the exact difference.

A release is a new statement under its own label that names the asker; the original keeps its label.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action, Code, HitMode, Label, join
from interlace.core.matching import compare
from interlace.core.procedure.ladder import ANSWERS, Party, State
from interlace.facts.describing import describe
from interlace.facts.models import Fact
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.models import label_from_terms, terms_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    Difference,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.screening import ledger_events
from interlace.screening.hits import reasons
from interlace.screening.hits.actions import log_for_both, log_within_bureau, my_side
from interlace.screening.hits.sides import description_of_question, guard_of
from interlace.screening.holdings import Statement, as_value, register_holding, statement_of, statements_of
from interlace.screening.models import HitBasis, HitSide, Release
from interlace.screening.rules import require_second_person, require_verb

USUAL_CODES = frozenset({Code.NO_PROCEEDINGS.value, Code.NO_ONWARD.value})
"""What a release forbids unless the proposer says otherwise: use in court, and passing on, without asking."""


@transaction.atomic
def propose_release(
    viewer: Viewer,
    hit: UUID,
    *,
    fields: Sequence[str],
    until: datetime,
    now: datetime,
    codes: frozenset[str] = USUAL_CODES,
    signed: Signed | None = None,
) -> Release:
    """Propose which fields the asker may read. `fields` are tags of the holder's own statements (`fields_of`).

    The originals' own reservations stay: a release adds codes and never drops one.
    """
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.READ, now=now):
        side = my_side(viewer, hit)
        if side.party != Party.HOLDER:
            raise NotFound(_("There is no such hit."))
        if State(side.state) not in {State.CONFIRMATION_REQUESTED, *ANSWERS}:
            raise Conflict(_("Nobody has asked for these fields."))
        chosen = fields_chosen(viewer, side, fields)
        label = release_label(viewer, side, chosen, codes=codes, until=until)
        values = [as_value(statement) for statement in chosen]
        difference = difference_of(hit, to=side.counterpart, fields=values, terms=terms_of(label))
        release = Release.objects.create(
            hit=hit,
            member=viewer.member,
            # The fields themselves stand in the proposal: who may not read them must not meet them here.
            label_id=intern(join(book.label(side.label_id), guard_of(chosen))),
            to=side.counterpart,
            facts=[statement.tag for statement in chosen],
            fields=values,
            terms=terms_of(label),
            digest=difference.digest,
            proposed_by=UUID(viewer.id),
            proposed_by_name=viewer.officer_name,
            proposed=now,
        )
        open_approval(difference, subject=release.id, member=viewer.member, by=viewer.id, signed=signed, now=now)
        detail = {"release": str(release.id), "digest": release.digest}
        log_within_bureau(ledger_events.RELEASE_PROPOSED, viewer, hit, now=now, detail=detail)
        return release


@transaction.atomic
def approve_release(
    viewer: Viewer, release_id: UUID, *, digest: str, now: datetime, signed: Signed | None = None
) -> HitSide:
    """Sign a proposal as the second person: the fields become readable to the asker, under the label proposed."""
    require_verb(viewer, Verb.APPROVE)
    with acting(viewer, Action.READ, now=now):
        release = _mine(viewer, release_id)
        require_second_person(release, viewer=viewer, digest=digest)
        if now >= release.proposed + SIGNED_WITHIN:
            raise Conflict(_("This proposal is older than a day."), fix=_("Propose it again."))
        give_approval(_difference(release), subject=release.id, by=viewer.id, signed=signed, now=now)
        side = my_side(viewer, release.hit)
        released = store_release(viewer, release, side, now=now)
        release.state, release.decided = Release.State.APPROVED, now
        release.decided_by, release.decided_by_name = UUID(viewer.id), viewer.officer_name
        release.save()
        untold = show_asker(release, released, now=now)
        log_for_both(
            ledger_events.RELEASE_APPROVED,
            viewer,
            release.hit,
            now=now,
            detail={"release": str(release.id), "fields": len(released)},
            untold=untold,
        )
        return my_side(viewer, release.hit)


@transaction.atomic
def refuse_release(viewer: Viewer, release_id: UUID, *, now: datetime) -> Release:
    """Decide against a proposal; nothing leaves, and the asker learns nothing of it."""
    require_verb(viewer, Verb.APPROVE)
    with acting(viewer, Action.READ, now=now):
        release = _mine(viewer, release_id)
        require_second_person(release, viewer=viewer, digest=release.digest)
        if now < release.proposed + SIGNED_WITHIN:
            refuse_approval(_difference(release), subject=release.id, by=viewer.id, now=now)
        release.state, release.decided = Release.State.REFUSED, now
        release.decided_by, release.decided_by_name = UUID(viewer.id), viewer.officer_name
        release.save()
        detail = {"release": str(release.id)}
        log_within_bureau(ledger_events.RELEASE_REFUSED, viewer, release.hit, now=now, detail=detail)
        return release


def fields_of(viewer: Viewer, side: HitSide) -> list[Statement]:
    """The holder's own statements about the hit's subject that this officer may read; a READ context must be open."""
    context = context_of.current(viewer, Action.READ)
    if side.own_register:
        holding = register_holding(side.own_register, context.permitted)
        return list(holding.statements) if holding is not None else []
    if side.own_subject is None:
        return []
    # A field released before stands twice, the second time under the release's label: the original comes first.
    own = sorted(statements_of(context, side.own_subject), key=lambda each: book.label(each.label).hit is HitMode.NONE)
    return list({(each.prop, each.value): each for each in reversed(own)}.values())[::-1]


def fields_chosen(viewer: Viewer, side: HitSide, fields: Sequence[str]) -> list[Statement]:
    """The statements that these tags name; `InvalidInput` where one is not the holder's or not for this officer."""
    chosen = [statement for statement in fields_of(viewer, side) if statement.tag in set(fields)]
    if not chosen or len(chosen) != len(set(fields)):
        what = _("Choose fields of this record.")
        raise InvalidInput(what, problems=[FieldProblem("/fields", "unknown_field", what)])
    return chosen


def difference_of(hit: UUID, *, to: str, fields: Iterable[dict[str, str]], terms: Mapping[str, Any]) -> Difference:
    """Exactly what two persons sign: which fields of which hit become readable to whom, and under which terms."""
    return Difference("screening.release", {"hit": str(hit), "to": to, "fields": list(fields), "terms": dict(terms)})


def release_label(
    viewer: Viewer, side: HitSide, chosen: Sequence[Statement], *, codes: frozenset[str], until: datetime
) -> Label:
    """The label that the released fields will carry: the originals' reservations, the asker as its only reader.

    Level and operations stay too: the owner's own officers would else read in the copy what they may not in the
    original.
    """
    originals = [book.label(statement.label) for statement in chosen]
    return Label.of(
        viewer.member,
        audience=[side.counterpart],
        purposes=[side.purpose],
        level=max(label.level for label in originals),
        rooms=frozenset[str]().union(*(label.rooms for label in originals)),
        codes=codes.union(*(label.codes for label in originals)),
        named=frozenset[str]().union(*(label.named for label in originals)),
        until=min([until, *(label.until for label in originals)]),
        hit=HitMode.NONE,
    )


def _difference(release: Release) -> Difference:
    return difference_of(release.hit, to=release.to, fields=release.fields, terms=release.terms)


def _mine(viewer: Viewer, release_id: UUID) -> Release:
    release = (
        Release.objects.select_for_update()
        .filter(id=release_id, member=viewer.member, label__in=context_of.discover_filter())
        .first()
    )
    if release is None:
        raise NotFound(_("There is no such release."))
    return release


def store_release(viewer: Viewer, release: Release, side: HitSide, *, now: datetime) -> list[Statement]:
    """Write the released fields down under the terms that were signed, as new statements of the holder."""
    label = intern(label_from_terms(release.terms))
    context_of.refresh()
    subject = side.own_subject or side.hit
    originals = {statement.tag: statement for statement in fields_of(viewer, side)}
    if not originals.keys() >= set(release.facts):
        raise Conflict(_("A field of this release is no longer there."), fix=_("Propose it again."))
    released = []
    for tag, value in zip(release.facts, release.fields, strict=True):
        fact = Fact.objects.create(
            id=uuid.uuid4(),
            subject=subject,
            schema=value["schema"],
            prop=value["prop"],
            value=value["value"],
            original=value["original"],
            language=value["language"],
            script=originals[tag].script,
            # Without its key an identifier could not be compared on the asker's side.
            key=originals[tag].key,
            originator=viewer.member,
            label_id=label,
            contribution=release.id,
            digest=hashlib.sha256(f"{release.id}:{value['fact']}:{value['prop']}:{value['value']}".encode()).digest(),
            created=now,
        )
        released.append(fact)
    # A recall of an original must find the copies, and the hit that shows them.
    with steward(Task.CHECK):
        HitBasis.objects.bulk_create(HitBasis(hit=side.hit, fact=fact.id, party=Party.HOLDER) for fact in released)
        HitBasis.objects.bulk_create(
            HitBasis(hit=side.hit, fact=UUID(value["fact"]), party=Party.HOLDER)
            for value in release.fields
            if value["fact"]
        )
    return [statement_of(fact) for fact in released]


def show_asker(release: Release, released: Sequence[Statement], *, now: datetime) -> frozenset[str]:
    """Give the asker its part of the waterfall: what it asked, compared with the released fields alone.

    A side stands for its whole bureau: where some who know of the hit may not know of the release, nothing of the side
    changes. Returns the members whose sides are as they were.
    """
    with steward(Task.CHECK):
        asker = HitSide.objects.select_for_update().get(hit=release.hit, party=Party.ASKER)
        holder = HitSide.objects.get(hit=release.hit, party=Party.HOLDER)
        alone = release.decided_by is None
        untold = set()
        guard = book.label(asker.label_id)
        if _is_below(label_from_terms(release.terms), guard):
            everything = [*released, *released_beside(release.hit, release.id)]
            open_to_all = [each for each in everything if _is_below(book.label(each.label), guard)]
            score = compare(description_of_question(holder.question), describe(open_to_all))
            asker.reasons = reasons.widened(asker.reasons, score.reasons)
            asker.bits = round(score.bits, 1)
            asker.released = asker.changed = now
            asker.released_alone = alone
            asker.save()
        else:
            untold.add(asker.member)
        if _is_below(book.label(release.label_id), book.label(holder.label_id)):
            holders = HitSide.objects.filter(hit=release.hit, party=Party.HOLDER)
            holders.update(released=now, changed=now, released_alone=alone)
        else:
            untold.add(holder.member)
    return frozenset(untold)


def _is_below(label: Label, guard: Label) -> bool:
    """Whether everybody who is cleared for what the guard stands before is cleared for what the label stands before."""
    is_named = Code.EYES_ONLY in label.codes and not (Code.EYES_ONLY in guard.codes and guard.named <= label.named)
    return label.level <= guard.level and label.rooms <= guard.rooms and not is_named


def released_beside(hit: UUID, release_id: UUID) -> list[Statement]:
    """What the other releases of this hit let the asker read. For the steward."""
    others = Release.objects.filter(hit=hit, state=Release.State.APPROVED).exclude(id=release_id)
    facts = Fact.objects.filter(contribution__in=others.values("id"))
    return [statement_of(fact) for fact in facts]
