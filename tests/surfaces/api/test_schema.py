"""The whole API against its own description, as four roles and as nobody: no server error, no undocumented answer."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from tests.people import Caller, make_bureau, make_officer

from interlace.config.wsgi import application
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.http.models import Upload
from interlace.foundation.http.uploads import open_upload
from interlace.foundation.identity.actions import create_api_key
from interlace.foundation.identity.models import ApiKey, Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.jobs.actions import start_job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

EXAMPLES = 10
"""Of each operation in each mode, where much is answered; a role that is refused nearly everything tries fewer."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@schemathesis.serializer("application/x-ndjson")
def as_lines(_context: Any, value: Any) -> bytes:
    """A generated text is a body of lines as it stands."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def duty_officer() -> Officer:
    return make_officer("TH", roles=(Role.DUTY_OFFICER, Role.HEAD))


def domestic_unit() -> Officer:
    unit = make_bureau("KR", name="District unit", kind=Bureau.Kind.DOMESTIC_UNIT, ceiling=["discover"])
    return make_officer("KR", bureau=unit, roles=(Role.DOMESTIC_UNIT,))


def partner_system() -> Officer:
    bank = make_bureau("SG", name="A bank", kind=Bureau.Kind.PARTNER)
    return make_officer("SG", bureau=bank, roles=(Role.PARTNER,), is_service=True)


def administrator() -> Officer:
    return make_officer("VN", roles=(Role.ADMINISTRATOR,))


def nobody() -> None:
    return None


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A node keeps its connections from one request to the next; so do thousands of requests here."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = 100_000
    settings.INTERLACE_SEARCHES_PER_MINUTE = 100_000


def operations() -> Iterator[Any]:
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for result in description.get_all_operations():
        assert isinstance(result, Ok), result
        yield result.ok()


@pytest.mark.parametrize(
    ("role", "examples"),
    [(duty_officer, EXAMPLES), (domestic_unit, 5), (partner_system, 4), (administrator, 4), (nobody, 2)],
)
def test_every_answer_is_documented_and_none_is_a_server_error(role: Any, examples: int) -> None:
    headers = Caller(role()).headers
    headers.pop("Accept-Language")
    seen = 0
    for operation in operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            seen += 1
            _examine(operation, mode, headers, examples=examples)
    assert seen >= 20


def test_objects_that_are_there_are_answered_as_documented_too() -> None:
    officer = duty_officer()
    headers = Caller(officer).headers
    headers.pop("Accept-Language")
    examined = set()
    for operation in operations():
        known = known_ids(officer)
        parameters = [parameter.name for parameter in operation.path_parameters]
        if parameters and set(parameters) <= set(known):
            examined.add(operation.label)
            _examine(operation, GenerationMode.POSITIVE, headers, {name: known[name] for name in parameters})
    assert len(examined) >= 6


def known_ids(officer: Officer) -> dict[str, str]:
    """Objects of the officer's own, made anew for each operation because some operations end them."""
    viewer, now = viewer_of(officer), timezone.now()
    Upload.objects.all().delete()
    ApiKey.objects.filter(name="spare").delete()
    key = create_api_key(officer=officer, name="spare", now=now).key
    upload = open_upload(viewer=viewer, name="a.csv", size=100, sha256="", now=now)
    job = start_job(viewer=viewer, kind="import", defer=lambda **_: None, now=now)
    return {"key_id": str(key.pk), "upload_id": str(upload.pk), "job_id": str(job.pk)}


def _examine(
    operation: Any,
    mode: GenerationMode,
    headers: dict[str, str],
    path_parameters: dict[str, str] | None = None,
    *,
    examples: int = EXAMPLES,
) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=path_parameters))
    def examine(case: Any) -> None:
        # The server in front refuses a wrong address; no route of ours is ever asked.
        for name in [each for each in case.headers or () if each.lower() == "host"]:
            del case.headers[name]
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS)

    examine()
