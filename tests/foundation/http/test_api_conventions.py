"""What every route of the API keeps to: problems, languages, tags, repeatable writes, pages, limits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests.people import Caller, make_officer

from interlace.foundation.http.models import Outcome, Upload
from interlace.foundation.identity.actions import create_api_key

pytestmark = pytest.mark.django_db(transaction=True)

UPLOAD = {"name": "suspects.xlsx", "size": 10}


@pytest.fixture
def caller(settings: Settings) -> Caller:
    settings.INTERLACE_REQUESTS_PER_SECOND = 1000
    return Caller(make_officer("TH"))


def codes(answer: Any) -> tuple[int, str, str]:
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"], ",".join(field["code"] for field in body["errors"])


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "expected"),
    [
        ("GET", "/nothing", None, {}, (404, "not_found", "")),
        ("GET", "/keys/not-an-id", None, {}, (404, "not_found", "")),
        ("GET", "/keys/00000000-0000-4000-8000-000000000000", None, {}, (404, "not_found", "")),
        ("GET", "/keys?limit=0", None, {}, (422, "invalid_input", "too_small")),
        ("GET", "/keys?limit=201", None, {}, (422, "invalid_input", "too_large")),
        ("GET", "/keys?limit=x", None, {}, (422, "invalid_input", "wrong_type")),
        ("GET", "/keys?cursor=abc", None, {}, (400, "cursor_invalid", "")),
        ("GET", "/keys?cursor=%C3%A9", None, {}, (400, "cursor_invalid", "")),
        ("GET", "/keys?cursor=%00", None, {}, (400, "malformed", "")),
        ("PATCH", "/me", None, {}, (405, "method_not_allowed", "")),
        ("POST", "/openapi.json", None, {}, (405, "method_not_allowed", "")),
        ("GET", "/me", None, {"Accept": "text/html"}, (406, "not_acceptable", "")),
        ("POST", "/uploads", b"{", {}, (400, "malformed", "")),
        ("POST", "/uploads", b'{"name": "\xff"}', {}, (400, "malformed", "")),
        ("POST", "/uploads", b'{"name": "a\\u0000", "size": 1}', {}, (400, "malformed", "")),
        ("POST", "/uploads", b'{"name": "\\ud800", "size": 1}', {}, (400, "malformed", "")),
        ("POST", "/uploads", b'{"name": "a", "size": NaN}', {}, (400, "malformed", "")),
        ("POST", "/uploads", b"[" * 100_000, {}, (400, "malformed", "")),
        ("POST", "/uploads", b'{"a":' * 40 + b"1" + b"}" * 40, {}, (400, "malformed", "")),
        ("POST", "/uploads", b"", {}, (422, "invalid_input", "missing")),
        ("POST", "/uploads", {}, {}, (422, "invalid_input", "missing,missing")),
        ("POST", "/uploads", {"name": "", "size": 1}, {}, (422, "invalid_input", "too_short")),
        ("POST", "/uploads", {"name": "a", "size": "much"}, {}, (422, "invalid_input", "wrong_type")),
        ("POST", "/uploads", {"name": "a", "size": 1, "sha256": "x"}, {}, (422, "invalid_input", "wrong_form")),
        ("POST", "/uploads", {"name": "a", "size": 2**40}, {}, (422, "invalid_input", "file_too_large")),
        ("POST", "/uploads", b"a=1", {"Content_Type": "text/plain"}, (415, "unsupported_body", "")),
        ("POST", "/uploads", b" " * (1024 * 1024 + 1), {}, (413, "too_large", "")),
        ("POST", "/uploads", UPLOAD, {"Idempotency_Key": "é"}, (400, "malformed", "wrong_form")),
        ("POST", "/uploads", UPLOAD, {"Idempotency_Key": "x" * 129}, (400, "malformed", "wrong_form")),
    ],
)
def test_every_failure_is_a_problem_with_its_code(
    caller: Caller, method: str, path: str, body: Any, headers: dict[str, str], expected: tuple[int, str, str]
) -> None:
    assert codes(caller.call(method, path, body, **headers)) == expected


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer il_wrong", "Basic dGg6dGg=", "Bearer il_\xe9"])
def test_without_a_key_that_works_the_answer_is_401(authorization: str) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": authorization} if authorization else {})
    assert codes(answer) == (401, "sign_in_needed", "")
    assert answer["WWW-Authenticate"] == 'Bearer realm="interlace"'


def test_a_problem_is_told_in_the_callers_language_with_the_place_and_the_fix(caller: Caller) -> None:
    answer = caller.post("/uploads", {"name": "a"})
    assert answer.json() == {
        "type": "urn:interlace:problem:invalid_input",
        "title": "The input cannot be used as it is",
        "status": 422,
        "detail": "Some fields cannot be used as they are.",
        "code": "invalid_input",
        "fix": "",
        "errors": [{"pointer": "/size", "code": "missing", "what": "This field is needed.", "fix": ""}],
    }
    assert caller.get("/keys?limit=0").json()["errors"] == [
        {"parameter": "limit", "in": "query", "code": "too_small", "what": "This must be 1 or more.", "fix": ""}
    ]


def test_a_rejected_value_is_never_repeated(caller: Caller) -> None:
    secret = "Han-Ji-seop-1991"
    for answer in (
        caller.post("/uploads", {"name": {secret: secret}, "size": secret, "sha256": secret, secret: secret}),
        caller.post("/uploads", f'{{"name": "{secret}'.encode()),
        caller.get(f"/keys?cursor={secret}"),
        caller.get(f"/keys/{secret}"),
        caller.get("/me", Accept=secret),
        caller.post("/uploads", UPLOAD, Idempotency_Key=secret * 20),
    ):
        assert answer.status_code >= 400
        assert secret not in answer.content.decode()
        assert secret not in str(dict(answer.items()))


def test_an_unexpected_error_tells_nothing_and_names_the_request(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name = " ".join(("Han", "Ji-seop"))  # in pieces, because the log shows lines of source

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr("interlace.surfaces.api.account.keys_of", broken)
    answer = caller.get("/keys")
    assert codes(answer) == (500, "error", "")
    assert name not in answer.content.decode() + caplog.text
    assert answer["X-Request-Id"] in caplog.text


def test_answers_are_kept_by_nobody_and_reads_carry_the_hash_of_what_was_sent(caller: Caller) -> None:
    first, second = caller.get("/me"), caller.get("/me")
    assert first["ETag"] == second["ETag"]
    assert first["Cache-Control"] == "no-store"
    unchanged = caller.get("/me", If_None_Match=f'"other", W/{first["ETag"]}')
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    assert caller.get("/me", If_None_Match='"other"').status_code == 200


def test_the_same_key_and_body_have_the_same_outcome(caller: Caller) -> None:
    first = caller.post("/uploads", UPLOAD, Idempotency_Key="k")
    again = caller.post("/uploads", UPLOAD, Idempotency_Key="k")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Upload.objects.count() == 1


def test_a_repetition_is_rendered_as_the_object_is_now(caller: Caller) -> None:
    first = caller.post("/uploads", UPLOAD, Idempotency_Key="k").json()
    caller.call("PUT", f"/uploads/{first['id']}?offset=0", b"12345", Content_Type="application/octet-stream")
    assert caller.post("/uploads", UPLOAD, Idempotency_Key="k").json()["received"] == 5
    caller.call("DELETE", f"/uploads/{first['id']}")
    assert caller.post("/uploads", UPLOAD, Idempotency_Key="k").status_code == 404


def test_the_same_key_with_another_body_is_refused(caller: Caller) -> None:
    caller.post("/uploads", UPLOAD, Idempotency_Key="k")
    other = caller.post("/uploads", {**UPLOAD, "size": 11}, Idempotency_Key="k")
    assert codes(other) == (422, "idempotency_key_reused", "")
    assert Upload.objects.count() == 1


def test_keys_of_two_officers_have_nothing_to_do_with_each_other(caller: Caller) -> None:
    other = Caller(make_officer("KR"))
    assert caller.post("/uploads", UPLOAD, Idempotency_Key="k").status_code == 201
    assert other.post("/uploads", {**UPLOAD, "size": 11}, Idempotency_Key="k").status_code == 201


def test_a_refused_write_may_be_mended_under_the_same_key(caller: Caller) -> None:
    assert caller.post("/uploads", {"name": "a", "size": 2**40}, Idempotency_Key="k").status_code == 422
    assert caller.post("/uploads", UPLOAD, Idempotency_Key="k").status_code == 201


def test_a_key_is_free_again_after_a_day_and_holds_no_content(caller: Caller) -> None:
    caller.post("/uploads", UPLOAD, Idempotency_Key="k")
    kept = Outcome.objects.get()
    assert "suspects" not in str(vars(kept))
    Outcome.objects.update(created=timezone.now() - timedelta(hours=25))
    assert caller.post("/uploads", {**UPLOAD, "size": 11}, Idempotency_Key="k").status_code == 201


def test_while_the_same_request_runs_it_is_refused_and_never_done_twice(caller: Caller) -> None:
    def post(_: int) -> int:
        try:
            return int(caller.post("/uploads", UPLOAD, Idempotency_Key="k").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = set(pool.map(post, range(12)))
    assert statuses <= {201, 409}
    assert Upload.objects.count() == 1


def test_a_page_leads_to_the_next_until_the_end(caller: Caller) -> None:
    assert caller.officer is not None
    now = timezone.now()
    with transaction.atomic():
        for number in range(6):
            create_api_key(officer=caller.officer, name=str(number), now=now + timedelta(seconds=number // 2))
    pages = [caller.get("/keys?limit=3").json()]
    while pages[-1]["next"] is not None:
        pages.append(caller.get(f"/keys?limit=3&cursor={pages[-1]['next']}").json())
    names = [item["name"] for page in pages for item in page["items"]]
    assert [len(page["items"]) for page in pages] == [3, 3, 1]
    assert sorted(names) == ["0", "1", "2", "3", "4", "5", "tests"]


def test_a_cursor_is_the_same_for_the_same_place_and_fits_its_officer_and_list_alone(caller: Caller) -> None:
    assert caller.officer is not None
    for _ in range(2):
        create_api_key(officer=caller.officer, name="a", now=timezone.now())
    first = caller.get("/keys?limit=1").json()["next"]
    assert caller.get("/keys?limit=1").json()["next"] == first
    assert str(caller.officer.pk) not in first
    other = Caller(make_officer("TH"))
    assert codes(other.get(f"/keys?cursor={first}")) == (400, "cursor_invalid", "")
    assert codes(caller.get(f"/jobs?cursor={first}")) == (400, "cursor_invalid", "")
    assert codes(caller.get(f"/keys?cursor={first[:-2]}")) == (400, "cursor_invalid", "")


def test_too_many_requests_are_told_how_long_to_wait() -> None:
    caller = Caller(make_officer("TH"))
    answers = [caller.get("/me") for _ in range(60)]
    limited = [answer for answer in answers if answer.status_code == 429]
    assert limited
    assert codes(limited[0]) == (429, "budget_exhausted", "")
    assert limited[0]["Retry-After"] == "1"


def test_a_session_of_a_page_may_read_but_writes_only_with_its_token(settings: Settings) -> None:
    settings.INTERLACE_DEMO = True
    officer = make_officer("TH", is_profile=True)
    browser = Client(enforce_csrf_checks=True)
    assert browser.get("/api/v1/me").status_code == 401
    _open_session(browser, officer)
    assert browser.get("/api/v1/me").status_code == 200
    answer = browser.post("/api/v1/uploads", UPLOAD, content_type="application/json")
    assert codes(answer) == (403, "csrf_failed", "")
    token = "t" * 32
    browser.cookies["csrftoken"] = token
    answer = browser.post("/api/v1/uploads", UPLOAD, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201
    # A key that does not work is not made good by a session.
    assert browser.get("/api/v1/me", headers={"Authorization": "Bearer il_wrong"}).status_code == 401


def _open_session(browser: Client, officer: Any) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from interlace.foundation.identity.sessions import Factor, open_session

    request = RequestFactory().get("/")
    request.session, request.user = browser.session, AnonymousUser()
    open_session(request, officer, factor=Factor.PROFILE, now=timezone.now())
    request.session.save()
    browser.cookies["interlace_session"] = str(request.session.session_key)
    browser.cookies["interlace_device"] = request.COOKIES["interlace_device"]


def test_the_description_is_openapi_3_1_with_unique_names_and_problem_types() -> None:
    description = Client().get("/api/v1/openapi.json").json()
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert description["openapi"].startswith("3.1")
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        for status, answer in operation["responses"].items():
            media = set(answer.get("content", {}))
            assert (
                media == {"application/problem+json"} if int(status) >= 400 else "application/problem+json" not in media
            )
