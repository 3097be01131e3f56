"""Profiles: the accounts that the operator of a data folder may act as (`--as TH`)."""

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput, NotFound
from interlace.foundation.identity.models import Officer


def officer_of_profile(profile: str | None) -> Officer:
    """The officer behind a profile: a user name, or a member's code for the desk of its bureau.

    Raises `InvalidInput` when none is named and `NotFound` when the operator holds no such profile.
    """
    if not profile:
        raise InvalidInput(_("Say as whom you act."), fix=_("Add --as with a profile, for example --as TH."))
    held = Officer.objects.in_service().filter(is_profile=True)
    officer = held.filter(username=profile.lower()).first() or held.filter(username=desk_of(profile)).first()
    if officer is None:
        raise NotFound(_("There is no such profile on this node."), fix=_("Use one from the list of `interlace demo`."))
    return officer


def desk_of(member: str) -> str:
    """The user name of a bureau's first desk account."""
    return f"{member.lower()}.desk"
