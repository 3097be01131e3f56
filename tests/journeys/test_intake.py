"""Journey (k) in a real browser: a chat in six languages is sealed, read, judged by keys alone, and only then found.

Source: journeys of the product, 4 (k). Each candidate costs a key for the answer and one that gives it.
`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each page.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browsing import BY_DAY_AND_NIGHT, NEEDS_CHROMIUM, Way, follow, looked_at, served, signed_in
from tests.cases.filing import opened
from tests.cases.walking import browser_of
from tests.evidence.intake.dropping import LAWYER_SAID, SEED, chat
from tests.journeys.elsewhere import named_in_ledger, said_by_command
from tests.operations.test_board import client_of
from tests.screening.network import NOW, contribute, label, make_members, viewer

from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]
PHONE, WRITTEN = "+66812345678", "+66 81 234 5678"
ZAWGYI = "ေအာင္ဆန္း ေက်ာ္သူ"
MESSAGES = (
    ("老板", f"请打给他 {WRITTEN} 今天"),
    ("과장", "지갑 1BoatSLRHtKNngkdXEeobR76b53LETtpyT 로 보내세요"),
    ("หัวหน้า", "ส่งไปที่ desk@golden-reed.example คืนนี้"),
    ("Sếp", "Gọi cho tôi theo số +84 91 234 56 78 lúc mười giờ"),
    ("ဗိုလ်", ZAWGYI),
    ("Boss", f"seed phrase: {SEED}"),
    ("Luật sư Minh", LAWYER_SAID),
)
KEYS_A_CANDIDATE = 2


@pytest.fixture
def node(settings: Any) -> Iterator[str]:
    """KR has a case; TH holds one of the numbers, and lets KR know that a possible hit exists."""
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH")
    opened()
    held = {"schema": "UserAccount", "properties": {"number": [PHONE]}}
    contribute(viewer("TH"), label("TH", seekers=["KR"]), held)
    with served() as address:
        yield address


def dropped(browser: Browser, node: str) -> Page:
    """The chat, sealed as an exhibit and read."""
    page = signed_in(browser, node, "kr.desk", theme="light", width=1440, language="en")
    page.goto(f"{node}/intake")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select[name=purpose]").select_option("fraud")
    page.locator("#work input[name=reference]").fill("KR-2026-0117")
    follow(page.get_by_role("button", name="Work for this"))
    page.goto(f"{node}/intake")
    sent = {"name": "result.json", "mimeType": "application/json", "buffer": chat(*MESSAGES)}
    page.locator("#files").set_input_files(sent)  # type: ignore[arg-type]
    said = {"case": "KR-2026-0117", "source": "phone", "place": "Incheon", "at": "2026-03-02 05:10", "authority": "55"}
    for name, text in said.items():
        page.locator(f"#{name}").fill(text)
    follow(page.get_by_role("button", name="Seal and read"))
    return page


def facts_of_korea() -> int:
    with acting(viewer("KR"), now=NOW):
        return Fact.objects.filter(originator="KR").count()


def test_a_chat_in_many_scripts_is_judged_by_keys_and_found_only_then(
    browser: Browser, node: str, tmp_path: Path
) -> None:
    page = dropped(browser, node)
    expect(page.locator("#marked")).to_be_visible()
    looked_at(page, "journey-k-file", BY_DAY_AND_NIGHT)
    address = page.url
    for closed in (SEED, LAWYER_SAID):
        assert closed not in page.content()
    assert facts_of_korea() == 0

    candidates = page.locator("tbody tr").count()
    assert candidates >= 4
    way = Way(page)
    for number in range(candidates):
        way.presses += 1
        page.keyboard.press("n" if number == candidates - 1 else "y")
        way.key("Enter")
    assert way.presses <= KEYS_A_CANDIDATE * candidates
    expect(page.locator("#marked")).to_have_count(0)
    assert facts_of_korea() > 0
    expect(page.get_by_role("heading", name="Possible hits of what was accepted")).to_be_visible()
    looked_at(page, "journey-k-judged", BY_DAY_AND_NIGHT)

    nobody_else_finds_it(address.removeprefix(node))
    nobody_else_takes_it_out(address.rpartition("/")[2], tmp_path)


def nobody_else_finds_it(path: str) -> None:
    """The partner whose record it meets finds neither file, nor candidate, nor fact of it."""
    other = browser_of("th.desk")
    other.post("/work", {"purpose": "fraud", "reference": "of its own"})
    assert other.get(path).status_code == 404
    assert "result.json" not in other.get("/intake").content.decode()
    api = client_of("TH")
    hidden, absent = (api.get(f"/api/v1/intakes/{name}") for name in (path.rpartition("/")[2], uuid4()))
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert client_of("KR").get(f"/api/v1/intakes/{path.rpartition('/')[2]}").status_code == 200
    with acting(viewer("TH"), now=NOW):
        assert not Fact.objects.filter(originator="KR").exists()


def nobody_else_takes_it_out(intake: str, folder: Path) -> None:
    """Nor as an exhibit, in a package, by a command, in its own ledger or in a copy of that."""
    (exhibit,) = client_of("KR").get("/api/v1/exhibits").json()["items"]
    api, absent = client_of("TH"), uuid4()
    assert api.get("/api/v1/exhibits").json()["items"] == []
    for place in ("exhibits/{}", "cases/{}/packages"):
        name = exhibit["id"] if place.startswith("exhibits") else exhibit["case"]
        hidden, none = (api.get(f"/api/v1/{place.format(each)}") for each in (name, absent))
        assert (hidden.status_code, hidden.content) == (404, none.content), place
    out = folder / "package.zip"
    for command, more in (("evidence custody", ("E1",)), ("evidence export", (str(out),))):
        said = {said_by_command("th.desk", command, name, *more) for name in ("KR-2026-0117", "KR-2026-9999")}
        assert [each.partition(":")[0] for each in said] == ["NotFound"], command
    assert not out.exists()
    # Korea's own ledger names the exhibit, and neither ledger has a word of what was said in the chat.
    words = (exhibit["id"], intake, "result.json", WRITTEN, SEED, LAWYER_SAID)
    of_its_own = named_in_ledger(viewer("KR"), folder, words)
    assert (exhibit["id"] in of_its_own, {WRITTEN, SEED, LAWYER_SAID} & set(of_its_own)) == (True, set())
    assert named_in_ledger(viewer("TH"), folder, words) == []
