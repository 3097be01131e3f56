"""An act of two persons on pages where the bureau has passkeys: the difference is shown first, then signed."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.foundation.identity.devices import Device
from tests.foundation.identity.test_passkeys import registered
from tests.people import make_officer

from interlace.foundation.identity.models import ApprovalSignature
from interlace.foundation.identity.roles import Role
from interlace.screening.handover.models import Handover

pytestmark = pytest.mark.django_db(transaction=True)

LOCAL: Any = {"HTTP_HOST": "localhost:8000"}


def asked(client: Client, **values: str) -> str:
    answer = client.post("/passkeys/question", values, **LOCAL)
    assert answer.status_code == 200, answer.content
    return json.dumps(answer.json())


def at_work(device: Device) -> Client:
    client = Client()
    typed = {"passkey": device.sign(asked(client, use="sign_in"))}
    assert client.post("/sign-in/passkey", typed, **LOCAL).status_code == 302
    return client


def test_a_shift_is_handed_over_by_two_passkeys_on_what_the_page_showed() -> None:
    now = timezone.now()
    devices = [registered(make_officer("TH", roles=(Role.DUTY_OFFICER,)), now=now) for _ in range(2)]
    leaving, coming = (at_work(each) for each in devices)
    leaving.post("/handover/note", {"text": "Call Seoul at six", "promised_by": "", "due": ""}, **LOCAL)
    inbox = leaving.get("/inbox", **LOCAL).content.decode()
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', inbox)
    assert found is not None
    for client, device in ((leaving, devices[0]), (coming, devices[1])):
        given = Handover.objects.first() if client is coming else None
        page = f"/handover/{given.pk}/take" if given else "/handover/give"
        shown = client.post(page, {"digest": found[1]}, **LOCAL)
        text = shown.content.decode()
        assert (shown.status_code, "Call Seoul at six" in text, found[1] in text) == (403, True, True)
        answer = device.sign(asked(client, use="approve", digest_to_sign=found[1]))
        typed = {"digest": found[1], "passkey": answer}
        assert client.post(page, typed, **LOCAL).status_code == 302
    assert list(ApprovalSignature.objects.values_list("method", flat=True)) == ["passkey", "passkey"]
