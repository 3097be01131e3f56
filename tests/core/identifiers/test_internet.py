"""Names on the internet have one normal form, with or without the analysts' brackets."""

import pytest

from interlace.core.identifiers import (
    Identifier,
    Problem,
    canonical_key,
    parse_domain,
    parse_email,
    parse_handle,
    parse_ip,
    parse_url,
)


def key(found: Identifier | Problem) -> str:
    assert isinstance(found, Identifier)
    return canonical_key(found)


@pytest.mark.parametrize(
    "written",
    ["Some.One@Example.COM", "mailto:some.one@example.com", "some.one[at]example[.]com", "<some.one@example.com>"],
)
def test_mail_address_has_one_normal_form(written: str) -> None:
    assert key(parse_email(written)) == "email:some.one@example.com"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "email_empty"),
        ("example.com", "email_at_sign_missing"),
        ("a@b@example.com", "email_at_sign_missing"),
        ("a..b@example.com", "email_local_part_wrong"),
        ("a@localhost", "domain_without_dot"),
        ("a@exa mple.com", "domain_wrong"),
    ],
)
def test_unusable_mail_address_answers_with_its_reason(written: str, code: str) -> None:
    assert parse_email(written) == Problem(code)


@pytest.mark.parametrize(
    "written", ["münchen.example", "MÜNCHEN.example.", "xn--mnchen-3ya.example", "münchen[.]example"]
)
def test_domain_is_kept_as_its_a_labels(written: str) -> None:
    found = parse_domain(written)
    assert isinstance(found, Identifier)
    assert (found.normal, found.display) == ("xn--mnchen-3ya.example", "münchen.example")


def test_domain_inside_a_web_address_is_taken_with_a_warning() -> None:
    found = parse_domain("hxxps://Bad[.]example/login")
    assert isinstance(found, Identifier)
    assert (found.normal, found.warnings) == ("bad.example", (Problem("domain_taken_from_url"),))


@pytest.mark.parametrize(
    ("written", "code"), [("", "domain_empty"), ("10.0.0.1", "domain_is_ip"), ("-a.example", "domain_wrong")]
)
def test_unusable_domain_answers_with_its_reason(written: str, code: str) -> None:
    assert parse_domain(written) == Problem(code)


@pytest.mark.parametrize(
    "written",
    [
        "https://bad.example/a?b=1",
        "hxxp://bad[.]example:80/a?b=1#top",
        "BAD.example/a?b=1",
        "hxxps[:]//bad[.]example/a/?b=1",
    ],
)
def test_web_address_names_one_page(written: str) -> None:
    assert key(parse_url(written)) == "url:bad.example/a?b=1"


def test_web_address_of_another_kind_is_refused() -> None:
    assert parse_url("javascript://alert") == Problem("url_scheme_unknown")
    assert parse_url("http://[::1") == Problem("url_wrong")


def test_ip_addresses() -> None:
    assert key(parse_ip("8[.]8[.]8[.]8")) == "ip:8.8.8.8"
    assert key(parse_ip("::ffff:8.8.8.8")) == "ip:8.8.8.8"
    assert key(parse_ip("2001:4860:4860:0:0:0:0:8888")) == "ip:2001:4860:4860::8888"
    found = parse_ip("192.168.1.1")
    assert isinstance(found, Identifier)
    assert found.warnings == (Problem("ip_not_public"),)
    assert parse_ip("300.1.1.1") == Problem("ip_wrong")


def test_handle_belongs_to_its_platform() -> None:
    assert (
        key(parse_handle("https://t.me/Some_Name"))
        == key(parse_handle("telegram:@some_name"))
        == "handle:telegram:some_name"
    )
    assert key(parse_handle("www.tiktok.com/@some.name")) == "handle:tiktok:some.name"
    found = parse_handle("@some_name")
    assert isinstance(found, Identifier)
    assert found.warnings == (Problem("handle_platform_missing"),)
    assert parse_handle("two words") == Problem("handle_wrong")
