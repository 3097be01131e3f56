"""Reaching somebody over real sockets: by mail and text message, again when it fails, by another way, by the next."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import TransactionTestCase
from django.test.utils import override_settings
from tests.desk.waking.night import MINUTE, people, planned, question, reached_by
from tests.desk.waking.servers import Gateway, Mailbox, serving
from tests.screening.network import NOW, viewer

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.models import Alert, Delivery
from interlace.desk.waking import delivering
from interlace.desk.waking.alerts import answer_alerts, is_called, own_alerts
from interlace.desk.waking.channels import Message, Outcome, Result, message_id, send
from interlace.desk.waking.delivering import BACKOFF, deliver_due, note_bounce
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

MAIL, NUMBER = "second@example.org", "+66200000143"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with (
        serving(Mailbox()) as server,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
            EMAIL_USE_TLS=False,
            DEFAULT_FROM_EMAIL="node@example.org",
        ),
    ):
        yield server


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with serving(Gateway()) as server, override_settings(INTERLACE_SMS_URL=server.url, INTERLACE_SMS_TOKEN="secret"):
        yield server


@pytest.fixture(autouse=True)
def night(mailbox: Mailbox, gateway: Gateway) -> None:
    """The second officer of TH has the desk, with mail first and a telephone behind it; the first comes next."""
    people()
    planned("TH", "th.second")
    planned("TH", "th.desk", seat=Seat.LEAD)
    Officer.objects.filter(username="th.desk").update(username="th.third")
    Officer.objects.filter(username="th.second").update(username="th.a-second")
    reached_by("th.a-second", "email", MAIL)
    reached_by("th.a-second", "sms", NUMBER)


def look(minutes: float = 0) -> int:
    moment = NOW + minutes * MINUTE
    watch_clocks(now=moment)
    return deliver_due(now=moment)


def attempts() -> list[tuple[str, int, str, str]]:
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        found = Delivery.objects.exclude(kind="desktop").order_by("not_before", "kind", "attempt")
        return [(each.kind, each.attempt, each.state, each.code) for each in found]


def test_a_mail_says_that_somebody_is_to_come_and_nothing_else(mailbox: Mailbox) -> None:
    question()
    assert look() == 1
    (mail,) = mailbox.mails
    assert (mail["Subject"], mail["To"], mail["From"]) == (
        "Interlace: one urgent item. Sign in.",
        MAIL,
        "node@example.org",
    )
    assert str(mail.get_payload()).strip() == "Interlace: one urgent item. Sign in."
    assert attempts() == [("email", 1, "sent", "")]
    assert look(1) == 0


def test_it_is_written_in_the_officer_s_language(mailbox: Mailbox) -> None:
    Officer.objects.filter(username="th.a-second").update(language="fr")
    question()
    look()
    (mail,) = mailbox.mails
    assert "urgent" in mail.get_payload()
    assert "Sign in" not in mail.get_payload()


def test_an_address_that_is_refused_is_said_and_the_next_way_is_taken(mailbox: Mailbox, gateway: Gateway) -> None:
    mailbox.answers[MAIL] = "550 no such box"
    question()
    assert look() == 2
    assert attempts() == [("email", 1, "refused", "address_refused"), ("sms", 1, "sent", "")]
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        reference = str(Delivery.objects.get(kind="sms").id)
    assert gateway.texts == [{"to": NUMBER, "text": "Interlace: one urgent item. Sign in.", "reference": reference}]
    assert gateway.keys == [("Bearer secret", reference)]


def test_a_server_that_is_down_is_tried_again_later_and_later(mailbox: Mailbox, gateway: Gateway) -> None:
    mailbox.answers[MAIL] = "451 busy"
    gateway.status = 503
    question()
    look()
    assert attempts()[:2] == [("email", 1, "failed", "address_busy"), ("sms", 1, "failed", "gateway_down")]
    passed = timedelta(0)
    for pause in BACKOFF:
        passed += pause
        # Nobody looks at the clocks meanwhile: only what has been begun goes on.
        deliver_due(now=NOW + passed - timedelta(seconds=1))
        deliver_due(now=NOW + passed)
    tried = [each for each in attempts() if each[0] == "sms"]
    assert [(attempt, state) for _kind, attempt, state, _code in tried] == [(n, "failed") for n in range(1, 6)]
    mailbox.answers.clear()
    assert deliver_due(now=NOW + timedelta(days=1)) == 0


def test_a_gateway_that_comes_back_is_reached(mailbox: Mailbox, gateway: Gateway) -> None:
    mailbox.answers[MAIL] = "550 no"
    gateway.status = 500
    question()
    look()
    gateway.status = 200
    assert deliver_due(now=NOW + BACKOFF[0]) == 1
    assert [each["to"] for each in gateway.texts] == [NUMBER]


@pytest.mark.parametrize(("status", "state"), [(400, "refused"), (401, "refused"), (429, "failed"), (302, "failed")])
def test_a_gateway_s_answer_says_whether_another_try_is_worth_it(
    mailbox: Mailbox, gateway: Gateway, status: int, state: str
) -> None:
    mailbox.answers[MAIL] = "550 no"
    gateway.status = status
    question()
    look()
    assert attempts()[1][:3] == ("sms", 1, state)
    assert gateway.texts == []
    assert len(gateway.keys) == 1


def test_when_no_way_leads_to_an_officer_the_next_is_woken_without_waiting(mailbox: Mailbox, gateway: Gateway) -> None:
    mailbox.answers[MAIL] = "550 no"
    gateway.status = 400
    reached_by("th.third", "email", "third@example.org")
    question()
    look()
    assert mailbox.mails == []
    look(1)
    assert [mail["To"] for mail in mailbox.mails] == ["third@example.org"]


def test_a_process_that_dies_while_sending_is_followed_by_another_with_the_same_reference(
    monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox
) -> None:
    question()
    watch_clocks(now=NOW)

    def sent_and_died(kind: str, message: object) -> Outcome:
        send(kind, message)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "send", sent_and_died)
        with pytest.raises(KeyboardInterrupt):
            deliver_due(now=NOW)
    assert deliver_due(now=NOW + MINUTE) == 0
    assert deliver_due(now=NOW + 3 * MINUTE) == 1
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_that_comes_back_is_noted_and_the_next_way_is_taken(mailbox: Mailbox, gateway: Gateway) -> None:
    question()
    look()
    (mail,) = mailbox.mails
    bounce = b"Content-Type: multipart/report\r\n\r\nFinal-Recipient: x\r\n\r\nMessage-ID: %s\r\n"
    assert note_bounce(bounce % mail["Message-ID"].encode(), now=NOW) == 1
    assert note_bounce(bounce % mail["Message-ID"].encode(), now=NOW) == 0
    assert note_bounce(bounce % message_id(uuid4()).encode(), now=NOW) == 0
    deliver_due(now=NOW)
    assert attempts() == [("email", 1, "bounced", "bounced"), ("sms", 1, "sent", "")]


def test_what_waits_for_somebody_who_has_come_is_not_sent(mailbox: Mailbox) -> None:
    question()
    watch_clocks(now=NOW)
    answer_alerts(viewer("TH", post="a-second"), now=NOW)
    deliver_due(now=NOW)
    assert mailbox.mails == []
    assert attempts() == [("email", 1, "dropped", "not_needed")]


def test_the_screen_is_noted_as_the_way_that_showed_it() -> None:
    question()
    watch_clocks(now=NOW)
    second = viewer("TH", post="a-second")
    for _ in range(2):
        assert is_called(second, now=NOW + MINUTE) is not None
    with acting(second, Action.READ, now=NOW):
        assert {(each.state, each.ended) for each in Delivery.objects.filter(kind="desktop")} == {
            ("shown", NOW + MINUTE)
        }


def test_without_a_server_or_a_gateway_the_attempt_says_so() -> None:
    with override_settings(EMAIL_HOST="", INTERLACE_SMS_URL=""):
        question()
        look()
    assert attempts() == [("email", 1, "refused", "mail_not_set_up"), ("sms", 1, "refused", "sms_not_set_up")]


def test_the_gateway_s_form_is_the_operator_s(gateway: Gateway, mailbox: Mailbox) -> None:
    mailbox.answers[MAIL] = "550 no"
    form = '{"messages": [{"destination": "{to}", "body": {"text": "[{reference}] {text}"}, "flash": true}]}'
    with override_settings(INTERLACE_SMS_BODY=form):
        question()
        look()
    (text,) = gateway.texts
    (message,) = text["messages"]
    assert (message["destination"], message["flash"]) == (NUMBER, True)
    assert message["body"]["text"].endswith("] Interlace: one urgent item. Sign in.")


def test_a_gateway_that_cannot_be_reached_is_down() -> None:
    with override_settings(INTERLACE_SMS_URL="http://127.0.0.1:1/"):
        nobody = Message(NUMBER, "en", False, Alert().id)
        assert send("sms", nobody) == Outcome(Result.LATER, "gateway_down")


def test_a_hidden_question_changes_no_byte_of_what_is_sent_and_shown(mailbox: Mailbox) -> None:
    """One officer may not know of the second question: its mail, its screen and its alerts stay the same."""

    def heard(*, hidden: bool) -> tuple[object, ...]:
        mailbox.mails.clear()
        question(phone="+82 10 0000 0142")
        if hidden:
            question(phone="+82 10 0000 0177", level=3)
        for minutes in (0, 1, 5, 70, 180, 300, 361):
            look(minutes)
        second = viewer("TH", post="a-second")
        own = [mail for mail in mailbox.mails if mail["To"] == MAIL]
        mails = [(mail["Subject"], mail.get_payload(), mail["To"]) for mail in own]
        alerts = [
            (each.raised, each.pass_on, each.over, each.step, each.source)
            for each in sorted(
                own_alerts(second, now=NOW + 400 * MINUTE), key=lambda each: (each.raised, each.step, each.source)
            )
        ]
        return mails, alerts, is_called(second, now=NOW + 400 * MINUTE) is not None

    hidden = heard(hidden=True)
    _wash()
    people()
    planned("TH", "th.second")
    planned("TH", "th.desk", seat=Seat.LEAD)
    Officer.objects.filter(username="th.desk").update(username="th.third")
    Officer.objects.filter(username="th.second").update(username="th.a-second")
    reached_by("th.a-second", "email", MAIL)
    reached_by("th.a-second", "sms", NUMBER)
    assert heard(hidden=False) == hidden


def _wash() -> None:
    TransactionTestCase._fixture_teardown(None)  # type: ignore[attr-defined]  # as the tests' own conftest.py sets it
