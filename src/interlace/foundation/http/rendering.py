"""JSON in and out, as strict on the way in as the database will be, and the same bytes for the same answer."""

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from interlace.foundation.http.failures import Malformed, TooLarge, UnsupportedBody

JSON = "application/json"
BODY_LIMIT = 1024 * 1024
DEPTH_LIMIT = 32


def json_bytes(value: Any) -> bytes:
    """The one way in which this node writes JSON."""
    return json.dumps(value, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


class StrictJson(BaseRenderer):
    """Writes answers."""

    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002 - its interface
        return json_bytes(data)


class StrictParser(Parser):
    """Reads bodies and parameters, and refuses what no text of ours may hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != JSON:
            raise UnsupportedBody(_("The body must be JSON."), fix=_("Send it with Content-Type: application/json."))
        return read_json(request.body)

    def parse_querydict(
        self,
        data: MultiValueDict[str, Any],
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        if isinstance(data, QueryDict):
            for name, values in data.lists():
                for text in (name, *values):
                    _refuse_unfit_text(text)
        return super().parse_querydict(data, list_fields, request)


def read_json(content: bytes) -> Any:
    """Strict JSON: UTF-8, no NaN, no text that cannot be stored, not nested beyond reason."""
    if len(content) > BODY_LIMIT:
        raise TooLarge(_("The body is larger than 1 MiB."), fix=_("Send files as an upload in chunks."))
    try:
        value = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Malformed(_("The body is not valid JSON."), fix=_("Send UTF-8 JSON as RFC 8259 defines it.")) from None
    _refuse_unfit(value, depth=0)
    return value


def _refuse_constant(_name: str) -> None:
    raise ValueError("not a number of JSON")


def _refuse_unfit(value: Any, *, depth: int) -> None:
    if depth > DEPTH_LIMIT:
        raise Malformed(_("The body is nested too deeply."))
    match value:
        case str():
            _refuse_unfit_text(value)
        case dict():
            for name, inner in value.items():
                _refuse_unfit_text(name)
                _refuse_unfit(inner, depth=depth + 1)
        case list():
            for inner in value:
                _refuse_unfit(inner, depth=depth + 1)


def _refuse_unfit_text(text: str) -> None:
    """Neither the database nor UTF-8 can hold a NUL or half a surrogate pair."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Malformed(_("A text holds a character that cannot be stored."), fix=_("Remove control characters."))
