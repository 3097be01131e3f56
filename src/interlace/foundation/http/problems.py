"""The one place where an error becomes an HTTP answer (RFC 9457), in the caller's language.

Nothing of the rejected input and nothing of anybody's data is repeated. What is absent and what is not for the caller
are one answer, byte for byte.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from psycopg.errors import QueryCanceled

from interlace.foundation import errors
from interlace.foundation.errors import FieldProblem, InterlaceError, InvalidInput, Text
from interlace.foundation.http import failures
from interlace.foundation.http.middleware import request_id
from interlace.foundation.identity.approvals.actions import SignatureNeeded
from interlace.foundation.identity.sessions import FreshPasskeyNeeded

MEDIA_TYPE = "application/problem+json"

logger = logging.getLogger("interlace.http")

# The first class that fits counts: subclasses stand above their bases.
STATUSES: tuple[tuple[type[InterlaceError], int], ...] = (
    (failures.WrongMethod, 405),
    (failures.NotAcceptable, 406),
    (failures.UnsupportedBody, 415),
    (failures.TooLarge, 413),
    (failures.Malformed, 400),
    (failures.ChangedSinceRead, 412),
    (failures.MatchMissing, 428),
    (errors.SignInNeeded, 401),
    (errors.BudgetExhausted, 429),
    (errors.Refused, 403),
    (SignatureNeeded, 403),
    (FreshPasskeyNeeded, 403),
    (errors.NotFound, 404),
    (errors.InvalidInput, 422),
    (errors.Conflict, 409),
    (errors.DoneInPart, 409),
    (errors.TimeLimit, 503),
    (errors.IntegrityFailure, 422),
)

TITLES: Mapping[int, Text] = {
    400: _("The request cannot be read"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible here"),
    406: _("No such form of the answer"),
    409: _("Conflict"),
    412: _("Changed since you read it"),
    413: _("Too large"),
    415: _("Body of an unknown type"),
    422: _("The input cannot be used as it is"),
    428: _("Say what you are changing"),
    429: _("Too often"),
    500: _("Something went wrong here"),
    503: _("No answer at the moment"),
}

NOT_FOUND = errors.NotFound(_("It does not exist, or it is not for you."))


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """The HTTP answer to any error whatever."""
    known = _as_domain_error(error)
    if known is None:
        # The message of an unexpected error may hold data, so only its type and the lines it passed are logged.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("request %s failed: %s\n%s", request_id(request), type(error).__name__, where)
        known = InterlaceError(
            _("Nothing was changed by this request, as far as we can tell."),
            fix=_("Try again; if it stays, give the operator the id in the header X-Request-Id."),
        )
        return _rendered(known, 500)
    if isinstance(known, errors.NotFound):
        return _rendered(NOT_FOUND, 404)
    return _rendered(known, status_of(known))


def status_of(error: InterlaceError) -> int:
    """The HTTP status of an error of the domain."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def _as_domain_error(error: Exception) -> InterlaceError | None:
    known: InterlaceError | None = None
    match error:
        case InterlaceError():
            known = error
        case AuthenticationError():
            known = errors.SignInNeeded(
                _("This address is for signed-in officers and systems."),
                fix=_("Send an API key as `Authorization: Bearer ...`, or sign in."),
            )
        case ValidationError():
            known = _invalid(error)
        case HttpError() if isinstance(error.__cause__, InterlaceError):
            known = error.__cause__
        case HttpError() if error.status_code == 400:
            known = failures.Malformed(
                _("The body is not valid JSON."), fix=_("Send UTF-8 JSON as RFC 8259 defines it.")
            )
        case RequestDataTooBig():
            known = failures.TooLarge(_("The body is larger than 1 MiB."), fix=_("Send files as an upload in chunks."))
        case UnreadablePostError() | SuspiciousOperation():
            known = failures.Malformed(_("The request cannot be read."))
        case Http404():
            known = NOT_FOUND
        case _:
            known = time_limit_behind(error)
    return known


def time_limit_behind(error: Exception) -> errors.TimeLimit | None:
    """The limit of time that a statement ran into, if that is what happened."""
    if isinstance(error, QueryCanceled) or isinstance(error.__cause__, QueryCanceled):
        return errors.TimeLimit(_("The work was stopped because it took too long."), fix=_("Ask for less at once."))
    return None


def _invalid(error: ValidationError) -> InterlaceError:
    if any(item["loc"][:1] == ("path",) for item in error.errors):
        # An address that cannot exist is answered like one that does not.
        return NOT_FOUND
    return InvalidInput(
        _("Some fields cannot be used as they are."), problems=[_field_problem(item) for item in error.errors]
    )


# Words for pydantic's error types; `{...}` are bounds of the schema, never the input.
_WORDS: tuple[tuple[str, str, Text], ...] = (
    (r"missing", "missing", _("This field is needed.")),
    (r"extra_forbidden", "unknown_field", _("There is a field here that is not known.")),
    (r"string_too_short|too_short|bytes_too_short", "too_short", _("This is too short; at least {min_length}.")),
    (r"string_too_long|too_long|bytes_too_long", "too_long", _("This is too long; at most {max_length}.")),
    (r"greater_than_equal", "too_small", _("This must be {ge} or more.")),
    (r"greater_than", "too_small", _("This must be more than {gt}.")),
    (r"less_than_equal", "too_large", _("This must be {le} or less.")),
    (r"less_than", "too_large", _("This must be less than {lt}.")),
    (r"literal_error|enum", "not_in_list", _("This must be one of: {expected}.")),
    (r"uuid_.*|is_instance_of", "wrong_type", _("This is not an id.")),
    (r"timezone_.*", "offset_missing", _("This time needs its offset from UTC.")),
    (r"date.*|time_.*", "wrong_type", _("This is not a date or time in the form of RFC 3339.")),
    (r"string_pattern_mismatch", "wrong_form", _("This does not have the expected form.")),
    (r"(int|float|decimal|bool|string|list|dict|model|none|set|tuple).*", "wrong_type", _("This has the wrong type.")),
)
_ANY_WORD = ("invalid", _("This cannot be used."))


def _field_problem(item: Mapping[str, Any]) -> FieldProblem:
    kind = str(item["type"])
    code, what = next(((code, text) for form, code, text in _WORDS if re.fullmatch(form, kind)), _ANY_WORD)
    source, *place = item["loc"]
    if kind == "extra_forbidden":
        place = place[:-1]
    prefix = "" if source == "body" else f"{source}:"
    return FieldProblem(prefix + pointer_to(place), code, _filled(what, item.get("ctx", {})))


def pointer_to(place: Iterable[object]) -> str:
    """A JSON pointer (RFC 6901). A step that is not the name of a field may be the caller's data: it becomes `*`."""
    steps = (str(step) for step in place)
    return "".join(
        "/" + (step if re.fullmatch(r"[A-Za-z][A-Za-z0-9_\-]{0,63}|\d{1,9}", step) else "*") for step in steps
    )


def _filled(text: Text, bounds: Mapping[str, Any]) -> str:
    try:
        return str(text).format(**bounds)
    except (KeyError, IndexError):
        return str(text)


def _rendered(error: InterlaceError, status: int) -> HttpResponse:
    body = {
        "type": f"urn:interlace:problem:{error.code}",
        "title": str(TITLES.get(status, TITLES[500])),
        "status": status,
        "detail": str(error.message),
        "code": error.code,
        "fix": str(error.fix),
        "errors": [_shown(problem) for problem in getattr(error, "problems", ())],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    retry_after = getattr(error, "retry_after", None)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="interlace"'
    if isinstance(error, failures.WrongMethod):
        response["Allow"] = error.allowed
    return response


def _shown(problem: FieldProblem) -> dict[str, str]:
    source, separator, rest = problem.pointer.rpartition(":")
    place = {"parameter": rest.removeprefix("/"), "in": source} if separator else {"pointer": problem.pointer}
    return {**place, "code": problem.code, "what": str(problem.what), "fix": str(problem.fix)}
