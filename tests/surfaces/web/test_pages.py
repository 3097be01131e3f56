"""Sign-in, what one works for, theme, language, and the pages that say no."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pyotp
import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from tests.people import make_officer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.surfaces.web.navigation import ROOM_IN_THE_ROW, SCREENS, navigation_of

PASSWORD = "a long pass phrase"
BANGKOK = ZoneInfo("Asia/Bangkok")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def officer(db: None) -> Officer:
    """A duty officer of TH with a password and no device yet."""
    member = Member.objects.create(code="TH", name="Thailand (invented)")
    bureau = Bureau.objects.create(member=member, name="TH bureau", time_zone="Asia/Bangkok")
    made = Officer(
        username="p.saetang",
        display_name="P. Saetang",
        bureau=bureau,
        roles=["duty_officer"],
        purposes=["fraud", "trafficking"],
        is_profile=True,
    )
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def exercise_node() -> Iterator[Client]:
    """A browser on the machine of an exercise node."""
    with override_settings(INTERLACE_DEMO=True):
        yield Client(SERVER_NAME="127.0.0.1")


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


def code_now() -> str:
    return pyotp.TOTP(SECRET).at(datetime.now(UTC))


@pytest.fixture
def signed_in(officer: Officer, client: Client) -> Client:
    """A browser in which the officer has signed in with password and code."""
    set_device(officer=officer, secret=SECRET)
    answer = client.post("/sign-in", {"username": "p.saetang", "password": PASSWORD, "code": code_now()})
    assert answer.status_code == 302
    return client


@pytest.mark.django_db
def test_a_node_without_officers_says_how_to_make_the_first() -> None:
    text = Client().get("/sign-in").text
    assert "This node is new" in text
    assert "interlace demo" in text


def test_a_right_password_and_code_open_a_session(officer: Officer, client: Client) -> None:
    set_device(officer=officer, secret=SECRET)
    answer = client.post(
        "/sign-in", {"username": "p.saetang", "password": PASSWORD, "code": code_now(), "next": "/check"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/check")
    assert client.session["_auth_user_id"] == str(officer.pk)


@pytest.mark.parametrize(
    "given",
    [
        {"username": "p.saetang", "password": PASSWORD, "code": "000000"},
        {"username": "p.saetang", "password": "wrong", "code": "000000"},
        {"username": "nobody", "password": "wrong", "code": "000000"},
    ],
)
def test_a_refused_sign_in_never_says_what_was_wrong(officer: Officer, client: Client, given: dict[str, str]) -> None:
    set_device(officer=officer, secret=SECRET)
    answer = client.post("/sign-in", given)
    assert answer.status_code == 403
    assert "Name, password or code do not fit." in answer.text
    assert "_auth_user_id" not in client.session


def test_the_first_sign_in_sets_up_a_device(officer: Officer, client: Client) -> None:
    answer = client.post("/sign-in", {"username": "p.saetang", "password": PASSWORD, "code": ""}, follow=True)
    assert answer.redirect_chain == [("/sign-in/device", 302)]
    assert 'class="square"' in answer.text
    assert " style=" not in answer.text
    secret = answer.context["page"].secret.replace(" ", "")
    assert client.post("/sign-in/device", {"code": "000000"}).status_code == 403
    done = client.post("/sign-in/device", {"code": pyotp.TOTP(secret).at(datetime.now(UTC))})
    assert done.status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_sign_in_leads_nowhere_else(officer: Officer, client: Client) -> None:
    set_device(officer=officer, secret=SECRET)
    given = {"username": "p.saetang", "password": PASSWORD, "code": code_now(), "next": "//elsewhere.test/"}
    assert client.post("/sign-in", given)["Location"] == "/"


def test_an_exercise_node_offers_its_log_ins(officer: Officer, exercise_node: Client) -> None:
    assert "P. Saetang" in exercise_node.get("/sign-in").text
    answer = exercise_node.post("/sign-in/exercise", {"profile": "p.saetang"})
    assert answer.status_code == 302
    assert exercise_node.session["_auth_user_id"] == str(officer.pk)


def test_an_ordinary_node_offers_none_and_lets_none_in(officer: Officer, client: Client) -> None:
    assert "P. Saetang" not in client.get("/sign-in").text
    assert client.post("/sign-in/exercise", {"profile": "p.saetang"}).status_code == 404


def test_signing_out_ends_the_session(signed_in: Client) -> None:
    signed_in.post("/sign-out")
    assert "_auth_user_id" not in signed_in.session


def test_an_officer_chooses_what_to_work_for_among_the_own_purposes(signed_in: Client) -> None:
    signed_in.post("/work", {"purpose": "fraud", "reference": " KR-2026-0117 "})
    assert (signed_in.session["purpose"], signed_in.session["reference"]) == ("fraud", "KR-2026-0117")
    refused = signed_in.post("/work", {"purpose": "drugs", "reference": "x"})
    assert refused.status_code == 422
    assert "This purpose is not one of yours." in refused.text
    assert signed_in.session["purpose"] == "fraud"


@pytest.mark.django_db
def test_an_act_without_a_session_leads_to_sign_in() -> None:
    answer = Client().post("/work", {"purpose": "fraud"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=%2F")


@pytest.mark.django_db
def test_the_theme_turns_without_script() -> None:
    client = Client()
    turns = [client.post("/theme").cookies["interlace_theme"].value for _ in range(3)]
    assert turns == ["light", "dark", "auto"]


def test_the_language_is_kept_for_the_officer(officer: Officer, signed_in: Client) -> None:
    signed_in.post("/language", {"language": "vi"})
    officer.refresh_from_db()
    assert officer.language == "vi"
    assert '<html lang="vi"' in signed_in.get("/nowhere").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Not found, or not for you"), ("fr", "Introuvable, ou pas pour vous"), ("vi", "Không tìm thấy, hoặc")],
)
def test_what_is_not_there_reads_the_same_as_what_is_not_for_you(language: str, words: str) -> None:
    answer = Client().get("/nowhere", headers={"accept-language": language})
    assert answer.status_code == 404
    assert words in answer.text
    assert "nowhere" not in answer.text.replace('value="/nowhere"', "")


@pytest.mark.django_db
def test_a_form_of_another_session_changes_nothing() -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme")
    assert answer.status_code == 403
    assert "The form was too old" in answer.text


@pytest.mark.django_db
def test_every_page_forbids_foreign_and_inline_resources_and_caches() -> None:
    answer = Client().get("/sign-in")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "no-store" in answer["Cache-Control"]


def test_what_a_page_prints_at_its_foot_is_known_on_the_page_for_sheets(signed_in: Client) -> None:
    printed = signed_in.get("/import").context["shell"]
    address, code = re.fullmatch(r"Sheet (/import), code ([A-Z2-7-]{14})", printed.verify).groups()  # type: ignore[union-attr]
    typed = {"code": code, "page": address, "day": f"{datetime.now(BANGKOK):%Y-%m-%d}", "hour": printed.hour}
    answer = signed_in.post("/sheet", typed)
    assert (answer.status_code, answer.context["page"].notice.tone) == (200, "good")
    assert "This node gave the page to P. Saetang, TH bureau, on " in answer.text


def test_a_sheet_that_is_not_known_and_a_time_that_is_none_are_told_on_the_page(signed_in: Client) -> None:
    typed = {"code": "AAAA-BBBB-CCCC", "page": "/import", "day": "2026-07-14", "hour": "14:22"}
    unknown = signed_in.post("/sheet", typed)
    assert (unknown.status_code, unknown.context["page"].notice.code) == (404, "sheet_unknown")
    assert signed_in.post("/sheet", typed | {"hour": "later"}).status_code == 422
    assert "AAAA-BBBB-CCCC" in unknown.text


def test_a_sheet_is_checked_by_officers_alone(client: Client, officer: Officer) -> None:
    assert client.get("/sheet")["Location"] == "/sign-in?next=%2Fsheet"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", Role)
def test_the_navigation_offers_what_there_is_for_the_reader_and_nothing_else(role: Role, exercise_node: Client) -> None:
    """Every screen it names opens; of those that it leaves out, none would."""
    reader = make_officer("TH", roles=(role,), is_profile=True)
    exercise_node.post("/sign-in/exercise", {"profile": reader.username})
    navigation = navigation_of("/", reader)
    offered = {entry.url for entry in navigation.entries}
    assert bool(navigation.groups) == (len(offered) > ROOM_IN_THE_ROW)
    screens = {reverse(screen.route) for screen in SCREENS}
    opens = {url for url in screens if exercise_node.get(url).status_code == 200}
    assert offered <= opens
    # Two say that the role has no business there; a head comes to the third from the page of people.
    assert opens - offered <= {reverse("check"), reverse("import"), reverse("people-resets")}
