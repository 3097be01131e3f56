"""The OpenAPI 3.1 description with every answer that can come: problems have their media type and their reasons."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from interlace.foundation.http.problems import MEDIA_TYPE
from interlace.foundation.http.repeating import HEADER as IDEMPOTENCY
from interlace.foundation.http.repeating import KEY_LENGTH
from interlace.foundation.http.routing import ProblemOut

OWN_SHAPES = frozenset({"ProblemOut", "ProblemFieldOut"})
"""Described here and not by ninja, which sees them by other names of their fields."""
PROBLEM = {"$ref": "#/components/schemas/ProblemOut"}
_LANGUAGE = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "description": "Language of titles, details and fixes.",
    "schema": {"type": "string", "pattern": "^[A-Za-z]{2}(-[A-Za-z]{2})?$"},
}
_REPEAT = {
    "in": "header",
    "name": IDEMPOTENCY,
    "required": False,
    "description": "The same key with the same body has the same outcome for 24 hours.",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]+$", "minLength": 1, "maxLength": KEY_LENGTH},
}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    405: {"Allow": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}},
}


def described(schema: OpenAPISchema) -> OpenAPISchema:
    """Complete ninja's description."""
    definition = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schema["components"]["schemas"].update(definition.pop("$defs", {}))
    schema["components"]["schemas"]["ProblemOut"] = definition
    for method, operation in _operations(schema):
        _complete(method, operation)
    return schema


def _operations(schema: OpenAPISchema) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in schema["paths"].values():
        yield from methods.items()


def _complete(method: str, operation: dict[str, Any]) -> None:
    operation["summary"] = operation.get("description", operation["summary"]).partition("\n")[0].rstrip(".")
    operation["responses"] = {int(status): answer for status, answer in operation["responses"].items()}
    answers = operation["responses"]
    may_wait = {HTTPStatus.SERVICE_UNAVAILABLE.value} & set(answers)
    for status in [*answers]:
        if status >= HTTPStatus.BAD_REQUEST:
            del answers[status]
    for status in sorted(_problems_of(method, operation) | may_wait):
        answers[status] = {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": PROBLEM}},
            **({"headers": _HEADERS[status]} if status in _HEADERS else {}),
        }
    if method == "get" and 200 in answers:
        answers[200].setdefault("headers", {})["ETag"] = {"schema": {"type": "string"}}
        answers[304] = {"description": "Not changed since the ETag in If-None-Match."}
    operation["parameters"] = [*operation.get("parameters", []), _LANGUAGE]
    if method == "post":
        operation["parameters"].append(_REPEAT)


def _problems_of(method: str, operation: dict[str, Any]) -> set[int]:
    parameters = operation.get("parameters", [])
    statuses = {400, 403, 404, 405, 406, 422}
    if operation.get("security"):
        statuses |= {401, 429}
    if "requestBody" in operation:
        statuses |= {409, 413, 415}
    if method in {"post", "put", "patch", "delete"}:
        statuses |= {409}
    if any(parameter["name"] == "If-Match" for parameter in parameters):
        statuses |= {412, 428}
    return statuses
