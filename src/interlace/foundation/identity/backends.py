"""How Django asks whether an account may sign in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from interlace.foundation.identity.models import Member, Officer


class ActiveOfficerBackend:
    """Password of an active officer of an active member."""

    def authenticate(
        self, _request: HttpRequest | None, username: str | None = None, password: str | None = None, **_other: Any
    ) -> Officer | None:
        if not username or password is None:
            return None
        officer = Officer.objects.select_related("bureau__member").filter(username=username).first()
        if officer is None:
            # The same work is done for a name that does not exist: the delay must not tell.
            make_password(password)
            return None
        if officer.check_password(password) and _may_sign_in(officer):
            return officer
        return None

    def get_user(self, user_id: Any) -> Officer | None:
        officer = Officer.objects.select_related("bureau__member").filter(pk=user_id).first()
        return officer if officer is not None and _may_sign_in(officer) else None


def _may_sign_in(officer: Officer) -> bool:
    return officer.is_active and officer.bureau.member.status == Member.Status.ACTIVE
