"""How far a head may go in giving rights: nothing that the own bureau has not, nothing beyond the head's own rights."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.bureaus.desk_rules import is_zone
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.bureaus.people.rules import ROLES_OF
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem
from interlace.foundation.identity.models import Bureau, Officer


def officer_problems(viewer: Viewer, post: OfficerPost, bureau: Bureau, *, is_new: bool) -> Iterator[FieldProblem]:
    """What is wrong with an officer's rights, or goes beyond what the head who gives them has."""
    yield from post.problems()
    place = _("Choose among those offered.")
    if set(post.roles) - {role.value for role in ROLES_OF[Bureau.Kind(bureau.kind)]}:
        yield FieldProblem("/roles", "role_unfit", _("This office has no such role."), place)
    if set(post.purposes) - viewer.person.purposes:
        what = _("You do not work for this purpose yourself.")
        yield FieldProblem("/purposes", "purpose_above_you", what, place)
    if post.level > viewer.person.level:
        yield FieldProblem("/level", "level_above_you", _("This level is above your own."), place)
    if set(post.rooms) - _lasting_rooms(viewer):
        yield FieldProblem("/rooms", "room_not_yours", _("You have not joined this operation."), place)
    if set(post.registers or ()) - {name for name, _title in registers_of(viewer)}:
        yield FieldProblem("/registers", "unknown_register", _("Your bureau has no such register."), place)
    if is_new:
        yield from _name_problems(viewer, post.username)


def _lasting_rooms(viewer: Viewer) -> set[str]:
    """The operations that the head has joined for good: a task force, joined for a time, is nobody's to pass on."""
    head = Officer.objects.filter(pk=viewer.id).only("rooms").first()
    return set(head.rooms) if head is not None else set()


def _name_problems(viewer: Viewer, username: str) -> Iterator[FieldProblem]:
    """User names are the node's, and who works elsewhere is nobody's business: each member names its own alone."""
    own = f"{viewer.member.lower()}."
    if not username.startswith(own):
        what = _("The user names of your bureau begin with its code.")
        yield FieldProblem("/username", "username_elsewhere", what, _("Write it like {name}.").format(name=f"{own}seo"))
    elif Officer.objects.filter(username=username).exists():
        yield FieldProblem("/username", "username_taken", _("This user name is taken."), _("Choose another."))


def unit_problems(viewer: Viewer, rights: UnitRights, *, unit_id: UUID | None) -> Iterator[FieldProblem]:
    """What is wrong with a unit's rights."""
    yield from rights.problems([name for name, _title in registers_of(viewer)])
    own = Bureau.objects.filter(member=viewer.member)
    taken = own.filter(name__iexact=rights.name.strip()).values_list("pk", flat=True)
    if set(taken) - {unit_id}:
        what = _("There is an office with this name already.")
        yield FieldProblem("/name", "name_taken", what, _("Choose another."))
    if not is_zone(rights.time_zone):
        what = _("This is not a time zone.")
        yield FieldProblem("/time_zone", "time_zone", what, _("Write it like Asia/Ho_Chi_Minh."))
