"""Who may give rights to whom, and who signs."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import UNITS, Viewer
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role, Verb

ROLES_OF: Mapping[Bureau.Kind, tuple[Role, ...]] = {
    Bureau.Kind.NATIONAL: (
        Role.DUTY_OFFICER,
        Role.INVESTIGATOR,
        Role.ANALYST,
        Role.HEAD,
        Role.DATA_PROTECTION,
        Role.PROTECTION_OFFICER,
    ),
    Bureau.Kind.DOMESTIC_UNIT: (Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR),
    Bureau.Kind.SECRETARIAT: (Role.SECRETARIAT, Role.HEAD),
    Bureau.Kind.PARTNER: (Role.PARTNER,),
}
"""What a head may appoint somebody as. Whoever keeps the machine is appointed on the machine."""
PERSONS = 2


def may_appoint(viewer: Viewer) -> bool:
    """Whether this is the head of a bureau."""
    return viewer.person.active and Verb.APPOINT in viewer.verbs


def may_sign(viewer: Viewer) -> bool:
    """Whether this officer may be the second person for a change of rights."""
    return viewer.person.active and not viewer.unit and bool({Verb.APPOINT, Verb.APPROVE} & viewer.verbs)


def require_head(viewer: Viewer) -> None:
    """Refuse whoever is not a head: for them these pages do not exist, but for those who sign."""
    if may_appoint(viewer):
        return
    if may_sign(viewer):
        raise Refused(_("Only the head of your bureau gives and takes rights."), fix=_("Ask your head."))
    raise NotFound(_("There is nothing here for you."))


def require_signer(viewer: Viewer) -> None:
    """Refuse whoever may not be the second person: for them these pages do not exist."""
    if not may_sign(viewer):
        raise NotFound(_("There is nothing here for you."))


def bureau_of(viewer: Viewer) -> Bureau:
    """The bureau that the viewer works for."""
    return Bureau.objects.select_related("member").get(officers__id=viewer.id)


def bureaus_under(bureau: Bureau) -> QuerySet[Bureau]:
    """The bureau itself and the domestic units that stand under it, the bureau first."""
    own = Bureau.objects.filter(Q(pk=bureau.pk) | Q(parent=bureau), member=bureau.member_id)
    return own.select_related("parent", "member").order_by("parent_id", "name", "id")


def officer_under(viewer: Viewer, officer_id: UUID, *, is_locked: bool = False) -> Officer:
    """An officer of the viewer's own bureau or of a unit under it; `NotFound` for everybody else."""
    return officer_at(bureau_of(viewer), officer_id, is_locked=is_locked)


def officer_at(bureau: Bureau, officer_id: UUID, *, is_locked: bool = False) -> Officer:
    """An officer of this bureau or of a unit under it; `NotFound` for everybody else."""
    officers = Officer.objects.select_related("bureau__member")
    if is_locked:
        officers = officers.select_for_update(of=("self",))
    found = officers.filter(pk=officer_id, bureau__in=bureaus_under(bureau)).first()
    if found is None:
        raise NotFound(_("There is no such officer of your bureau."))
    return found


def unit_under(viewer: Viewer, unit_id: UUID) -> Bureau:
    """A domestic unit under the viewer's own bureau; `NotFound` otherwise."""
    return unit_at(bureau_of(viewer), unit_id)


def unit_at(bureau: Bureau, unit_id: UUID) -> Bureau:
    """A domestic unit under this bureau; `NotFound` otherwise."""
    own = Bureau.objects.select_related("parent", "member").filter(parent=bureau)
    found = own.filter(pk=unit_id, kind=Bureau.Kind.DOMESTIC_UNIT).first()
    if found is None:
        raise NotFound(_("There is no such unit of your bureau."))
    return found


def could_sign_elsewhere(bureau: Bureau) -> bool:
    """Whether somebody at another office of the member, other than a unit's, could sign as the second person."""
    return any(each.bureau_id != bureau.pk for each in _signers_of(bureau.member_id))


def offices_signed_elsewhere(member: str) -> list[UUID]:
    """Offices whose changes of rights another office may sign: those that say so, and those too small for two."""
    signers = Counter(each.bureau_id for each in _signers_of(member))
    offices = Bureau.objects.filter(member=member).exclude(kind__in=UNITS)
    return [each.pk for each in offices if each.signs_elsewhere or signers[each.pk] < PERSONS]


def _signers_of(member: str) -> list[Officer]:
    """Everybody of a member who could sign as the second person."""
    persons = Officer.objects.in_service().filter(bureau__member=member, is_service=False)
    return [
        each
        for each in persons.exclude(bureau__kind__in=UNITS)
        if not {Verb.APPOINT, Verb.APPROVE}.isdisjoint(each.verbs)
    ]
