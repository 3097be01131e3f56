"""Which hits of its bureau a domestic unit may know of: those in the registers where its bureau grants it any level."""

from django.db.models import Q

from interlace.bureaus.people.unit_rights import Place, grants_of, may_learn
from interlace.core.procedure.ladder import Party
from interlace.facts.models import Register
from interlace.foundation.disclosure.acting import running

_NONE = Q(pk__in=())


def sides_granted() -> Q:
    """The sides that the running context's viewer was granted to know of; no condition for who works for a bureau."""
    viewer = running().viewer
    grants = grants_of(viewer)
    if grants is None:
        return Q()
    found = Q(party=Party.ASKER) if may_learn(grants, Place(is_own=False)) else _NONE
    held = Q(party=Party.HOLDER)
    if may_learn(grants, Place(is_own=True)):
        found |= held & Q(own_register="")
    own = Register.objects.filter(member=viewer.member)
    for register, name in own.values_list("id", "name"):
        if may_learn(grants, Place(is_own=True, register=name)):
            found |= held & Q(own_register__startswith=f"{register}/")
    return found
