"""The ways out to a person: mail by SMTP, a text message by a gateway. Neither ever carries content.

A gateway gets one JSON POST made from the template in INTERLACE_SMS_BODY: `{to}`, `{text}` and `{reference}` are filled
in wherever they stand in its texts. The reference is the same when an attempt is repeated, so that it can drop doubles.
"""

import json
import smtplib
import urllib.error
import urllib.request
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from interlace.desk.shift.models import WayKind

PATIENCE_SECONDS = 15
MESSAGE_ID_HOST = "alerts.interlace"
_LATER = frozenset({408, 425, 429})


class Result(StrEnum):
    """What came of one attempt."""

    SENT = "sent"
    LATER = "later"  # worth another try
    NEVER = "never"  # this way does not lead to the person


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result with its reason, a code."""

    result: Result
    code: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out: that somebody is to come, and nothing else."""

    address: str
    language: str
    is_drill: bool
    reference: UUID
    """The same for every repetition of one attempt."""

    @property
    def text(self) -> str:
        """The one sentence, in the person's language. It counts nothing and names nobody."""
        with translation.override(self.language):
            if self.is_drill:
                return _("Interlace: this is a drill. Sign in and answer the alert.")
            return _("Interlace: one urgent item. Sign in.")


def send(kind: str, message: Message) -> Outcome:
    """Hand a message over to the mail server or the gateway."""
    return _send_mail(message) if kind == WayKind.EMAIL else _send_text(message)


def message_id(reference: UUID) -> str:
    """The mail's own id, by which a bounce is known again."""
    return f"<{reference}@{MESSAGE_ID_HOST}>"


def _send_mail(message: Message) -> Outcome:
    if not settings.EMAIL_HOST:
        return Outcome(Result.NEVER, "mail_not_set_up")
    mail = EmailMessage(
        subject=message.text,
        body=message.text,
        to=[message.address],
        headers={"Message-ID": message_id(message.reference), "Auto-Submitted": "auto-generated"},
        connection=get_connection(fail_silently=False),
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        permanent = all(code >= 500 for code in codes)
        return Outcome(Result.NEVER, "address_refused") if permanent else Outcome(Result.LATER, "address_busy")
    except smtplib.SMTPResponseException as answered:
        permanent = answered.smtp_code >= 500 and not isinstance(answered, smtplib.SMTPAuthenticationError)
        return Outcome(Result.NEVER, "mail_refused") if permanent else Outcome(Result.LATER, "mail_server_busy")
    except (smtplib.SMTPException, OSError):
        return Outcome(Result.LATER, "mail_server_down")
    return Outcome(Result.SENT)


def _send_text(message: Message) -> Outcome:
    if not settings.INTERLACE_SMS_URL:
        return Outcome(Result.NEVER, "sms_not_set_up")
    places = {"to": message.address, "text": message.text, "reference": str(message.reference)}
    headers = {"Content-Type": "application/json", "Idempotency-Key": places["reference"]}
    if settings.INTERLACE_SMS_TOKEN:
        headers["Authorization"] = f"Bearer {settings.INTERLACE_SMS_TOKEN}"
    body = json.dumps(_filled(json.loads(settings.INTERLACE_SMS_BODY), places)).encode()
    request = urllib.request.Request(settings.INTERLACE_SMS_URL, body, headers)  # noqa: S310 - the operator's own
    try:
        with _opener.open(request, timeout=PATIENCE_SECONDS):
            return Outcome(Result.SENT)
    except urllib.error.HTTPError as answered:
        with answered:
            is_final = 400 <= answered.code < 500 and answered.code not in _LATER
            return Outcome(Result.NEVER, "gateway_refused") if is_final else Outcome(Result.LATER, "gateway_down")
    except (OSError, HTTPException, ValueError):
        return Outcome(Result.LATER, "gateway_down")


def _filled(value: Any, places: dict[str, str]) -> Any:
    """The template with its places filled in; a text is only ever put into a text."""
    match value:
        case str():
            for name, text in places.items():
                value = value.replace(f"{{{name}}}", text)
            return value
        case dict():
            return {name: _filled(inner, places) for name, inner in value.items()}
        case list():
            return [_filled(inner, places) for inner in value]
    return value


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway is where the operator says; it does not send numbers of officers elsewhere."""

    def redirect_request(self, *_given: Any, **_named: Any) -> None:
        return None


# Built without proxies of the environment: a text goes to the gateway and nowhere else.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
