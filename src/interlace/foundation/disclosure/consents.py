"""Consents: an originator lets one member do one reserved thing, for one purpose, until one moment.

A consent cannot be taken back, because what it allowed may have been done already: it ends by itself, soon enough to be
thought over again. A recall of the facts ends everything at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from interlace.core.handling import NEEDS, Action, Label
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.ledger_events import CONSENT_GIVEN
from interlace.foundation.disclosure.models import GrantRow
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound, Refused, Text
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import Verb

LASTS_AT_MOST = timedelta(days=90)
"""A consent is renewed rather than forgotten."""

CONSENTED = frozenset(action for action, codes in NEEDS.items() if codes)
"""What a code can reserve. Discovering and reading are never a matter of consent: they are shared, or not."""


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """Who may do what, for what, until when; `to` names the third member of a forward."""

    action: Action
    member: str
    purpose: str
    expires: datetime
    to: str | None = None


def give_consent(
    viewer: Viewer, terms: ConsentTerms, *, label_id: int, now: datetime, fact: UUID | None = None
) -> GrantRow:
    """Consent for one fact, or for every fact under its label when none is named.

    Raises `NotFound` where the label is not the viewer's own to read, and `InvalidInput` where a consent would say
    something that the disclosure rule does not let it say.
    """
    if not viewer.person.active or Verb.GRANT not in viewer.verbs:
        raise Refused(
            _("Your role does not allow consenting to a further use."),
            code="may_not_grant",
            fix=_("Ask the head of your bureau."),
        )
    granter = viewer.working_for(purpose=terms.purpose, reference=viewer.reference)
    with acting(granter, now=now) as context:
        label = _own_label(context.permitted.labels, label_id, viewer.member)
        _refuse_empty_words(label, terms, now=now)
        grant = GrantRow.objects.create(
            id=uuid4(),
            origin=viewer.member,
            action=terms.action.value,
            member=terms.member,
            to=terms.to,
            purpose=terms.purpose,
            expires=terms.expires,
            label_id=label_id,
            fact=fact,
            by=UUID(viewer.id),
            created=now,
        )
        record(
            CONSENT_GIVEN,
            by=viewer.id,
            member=viewer.member,
            on=grant.id,
            now=now,
            purpose=terms.purpose,
            reference=viewer.reference,
            detail={
                "action": terms.action.value,
                "member": terms.member,
                "to": terms.to or "",
                "until": terms.expires.isoformat(),
                "fact": str(fact or ""),
            },
        )
        return grant


def consents_given(viewer: Viewer, *, now: datetime, label_ids: Sequence[int] | None = None) -> list[GrantRow]:
    """The running consents of the viewer's member under labels that this officer may read, by when they end."""
    with acting(viewer, now=now) as context:
        permitted = set(context.permitted.labels)
        wanted = permitted if label_ids is None else permitted.intersection(label_ids)
        running = GrantRow.objects.filter(origin=viewer.member, expires__gt=now, label__in=wanted)
        return list(running.order_by("expires", "id"))


def _own_label(permitted: Sequence[int], label_id: int, member: str) -> Label:
    label = book.label(label_id) if label_id in permitted else None
    if label is None or member not in label.origins:
        raise NotFound(_("There is no such fact, or it is not yours."))
    return label


def _refuse_empty_words(label: Label, terms: ConsentTerms, *, now: datetime) -> None:
    """Refuse a consent that could never take effect: whoever gives it must be able to rely on what it says."""
    if terms.action not in CONSENTED:
        raise _wrong("/action", "not_consented", _("Discovering and reading are shared, not consented to."))
    if (terms.to is not None) != (terms.action is Action.FORWARD):
        raise _wrong("/to", "third_member", _("A third bureau is named for passing on, and for nothing else."))
    named = {terms.member} | ({terms.to} if terms.to is not None else set())
    if Member.objects.filter(code__in=named).count() != len(named):
        raise _wrong("/member", "unknown_bureau", _("One of the bureaus named is not on the network."))
    if terms.expires.tzinfo is None or not now < terms.expires <= min(now + LASTS_AT_MOST, label.until):
        raise _wrong(
            "/expires",
            "consent_too_long",
            _("A consent ends after today, within {count} days, and not after the facts themselves.").format(
                count=LASTS_AT_MOST.days
            ),
        )
    if terms.member in label.origins or terms.member not in label.audience - label.deny:
        raise _wrong("/member", "not_a_reader", _("This bureau does not read these facts, so it has nothing to ask."))
    if terms.to is not None and terms.to in label.deny:
        raise _wrong("/to", "denied_bureau", _("The facts are never for the bureau they would be passed on to."))
    is_beyond = terms.action is Action.FORWARD and terms.to not in label.audience
    if terms.purpose not in label.purposes or not (NEEDS[terms.action] & label.codes or is_beyond):
        raise _wrong("/action", "not_reserved", _("Nothing forbids this use for this purpose, or no consent opens it."))


def _wrong(pointer: str, code: str, what: Text) -> InvalidInput:
    fix = _("Look at the sentence of the facts, and choose again.")
    return InvalidInput(what, code=code, problems=[FieldProblem(pointer, code, what, fix)], fix=fix)
