"""What can be wrong with a request before anything of the trade is asked."""

from interlace.foundation.errors import Conflict, InvalidInput, Refused, Text


class Malformed(InvalidInput):
    """The request cannot be read."""

    code = "malformed"


class WrongMethod(InvalidInput):
    """The address is known, the method is not for it."""

    code = "method_not_allowed"

    def __init__(self, message: Text, *, allowed: str) -> None:
        super().__init__(message)
        self.allowed = allowed


class NotAcceptable(InvalidInput):
    """The caller accepts nothing that this address can give."""

    code = "not_acceptable"


class UnsupportedBody(InvalidInput):
    """The body is of a type that is not understood here."""

    code = "unsupported_body"


class TooLarge(InvalidInput):
    """The body is larger than this address takes."""

    code = "too_large"


class CsrfFailed(Refused):
    """A session's write did not come from one of our own pages."""

    code = "csrf_failed"


class ChangedSinceRead(Conflict):
    """The object is no longer as the caller saw it."""

    code = "changed_since_read"


class MatchMissing(Conflict):
    """A change must say which state it changes."""

    code = "match_missing"


class StillRunning(Conflict):
    """The same request is being carried out at this moment."""

    code = "still_running"
    retry_after = 1


class KeyUsedOtherwise(InvalidInput):
    """The Idempotency-Key came before with another body."""

    code = "idempotency_key_reused"
