"""Errors of the domain as pages."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from psycopg.errors import QueryCanceled

from interlace.surfaces.web.middleware import DomainErrorMiddleware


def page_of(error: Exception) -> HttpResponse | None:
    request = RequestFactory(SERVER_NAME="127.0.0.1").get("/inbox")
    request.session, request.user = SessionStore(), AnonymousUser()
    return DomainErrorMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


def test_a_statement_that_ran_into_its_limit_is_a_page_that_says_so() -> None:
    error = OperationalError()
    error.__cause__ = QueryCanceled()
    page = page_of(error)
    assert page is not None
    assert (page.status_code, "it took too long" in page.content.decode()) == (503, True)


def test_any_other_fault_stays_one_of_the_program() -> None:
    assert page_of(OperationalError()) is None
