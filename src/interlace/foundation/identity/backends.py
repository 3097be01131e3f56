"""How Django asks whether an account may sign in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from interlace.foundation.identity.models import Officer


class ActiveOfficerBackend:
    """Password of an active officer of an active member."""

    def authenticate(
        self, _request: HttpRequest | None, username: str | None = None, password: str | None = None, **_other: Any
    ) -> Officer | None:
        if not username or password is None:
            return None
        officer = Officer.objects.in_service().filter(username=username).first()
        if officer is None:
            # The same work is done for a name that does not exist or is shut out: the delay must not tell.
            make_password(password)
            return None
        return officer if officer.check_password(password) else None

    def get_user(self, user_id: Any) -> Officer | None:
        return Officer.objects.in_service().filter(pk=user_id).first()
