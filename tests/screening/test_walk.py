"""A hit in a real browser: KR asks, TH answers, two persons of TH release, KR reads.

`INTERLACE_SCREENSHOTS=FOLDER` keeps a picture of each step, light, dark and at 320 px.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browsing import NEEDS_CHROMIUM, follow, keep_shot, served
from tests.screening.network import contribute, label, make_members, person, viewer
from tests.screening.test_ladder import recall_everything_of

from interlace.foundation.identity.models import Bureau, Member

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
]

PHONE = "+82 10 0000 0142"


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The node of KR, TH, SG and XA, which cannot be reached."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    make_members("KR", "TH", "SG", "XA")
    for code, zone in (("KR", "Asia/Seoul"), ("TH", "Asia/Bangkok")):
        Bureau.objects.filter(member=code).update(time_zone=zone, name=f"{code} bureau")
    Member.objects.filter(code="XA").update(reachable=False, last_contact=timezone.now() - timedelta(hours=29))
    contribute(
        viewer("KR"),
        label("KR", seekers=["TH", "SG"]),
        person("한지섭", birthDate="1991-04-17", phone=PHONE),
    )
    thai = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534", nationality="kr", notes="Last entry 2026-05-30.")
    contribute(viewer("TH"), label("TH", seekers=["KR"]), thai)
    with override_settings(INTERLACE_DEMO=True), served() as address:
        yield address


def at_desk(browser: Browser, address: str, profile: str) -> tuple[Page, list[str]]:
    """A page of somebody signed in, and what it complained about."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda asked: None if asked.url.startswith(address) else heard.append(f"asks {asked.url}"))
    page.on("response", lambda got: heard.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page.on("console", lambda said: heard.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{address}/sign-in")
    follow(page.locator(f'button[value="{profile}"]'))
    page.goto(f"{address}/inbox")
    page.get_by_role("button", name="Choose").click()
    page.locator("#work select").select_option("fraud")
    page.locator("#work input[name=reference]").fill(f"{profile[:2].upper()}-2026-0117")
    follow(page.get_by_role("button", name="Work for this"))
    return page, heard


def shoot(page: Page, name: str) -> None:
    """Pictures of this moment by day, by night and on a small screen; the page never grows wider than the screen."""
    for theme, width in (("light", 1440), ("dark", 1440), ("light", 320)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
        keep_shot(page, f"{name}-{theme}-{width}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_hit_is_asked_answered_and_released_by_keys_and_clicks(browser: Browser, address: str) -> None:
    kr, kr_heard = at_desk(browser, address, "kr.desk")
    th, th_heard = at_desk(browser, address, "th.desk")

    kr.keyboard.press("g")
    kr.keyboard.press("c")
    kr.wait_for_url("**/check")
    kr.keyboard.press("/")
    kr.locator("#value").press_sequentially(PHONE)
    expect(kr.locator("#reading")).to_contain_text("Read as a phone of South Korea, 12 digits.")
    kr.keyboard.press("Enter")
    kr.wait_for_url("**/check/*-*")
    expect(kr.locator("#answers h2")).to_have_text("1 possible hit, 1 no hit, 1 still waiting")
    shoot(kr, "check")

    kr.goto(f"{address}/inbox")
    item = kr.locator(".queue-item", has_text="Possible hit with TH").first
    item.focus()
    expect(kr.locator("#preview-box")).to_contain_text("Hit with TH")
    shoot(kr, "inbox-asker")
    item.focus()
    kr.keyboard.press("Enter")
    kr.wait_for_url("**/hit/*")
    shoot(kr, "hit-before")
    assert kr.locator(".reason .w").all_inner_texts().count("") == kr.locator(".reason .w").count()
    kr.get_by_label("Name: 한지섭").uncheck()
    kr.locator("#urgency").select_option("held")
    kr.keyboard.press("Escape")
    kr.locator("h1").click()
    kr.keyboard.press("r")
    assert "Ask to confirm" in kr.evaluate("document.activeElement.textContent")
    kr.keyboard.press("Enter")
    expect(kr.locator(".ladder [aria-current]")).to_contain_text("Owner answers")

    th.goto(f"{address}/inbox")
    shoot(th, "inbox-owner")
    expect(th.locator(".queue-item").first).to_contain_text("First answer to KR about a held person")
    th.get_by_role("link", name="Compare").click()
    th.wait_for_url("**/hit/*")
    shoot(th, "hit-owner")
    expect(th.locator("table.compare")).to_contain_text("Reason, weight in bits")
    expect(th.locator("table.compare")).not_to_contain_text("한지섭")
    th.keyboard.press("y")
    assert th.evaluate("document.activeElement.value") == "same"
    expect(th.locator(".ladder [aria-current]")).to_contain_text("Owner answers")
    th.keyboard.press("Enter")
    expect(th.locator(".head .state")).to_contain_text("Confirmed")
    th.get_by_role("button", name="Ask for this release").click()
    expect(th.locator(".two-person")).to_contain_text("that is you")
    expect(th.get_by_role("button", name="Sign this release")).to_have_count(0)
    hit = th.url

    second, second_heard = at_desk(browser, address, "th.second")
    second.goto(hit)
    shoot(second, "hit-second-person")
    second.get_by_role("button", name="Sign this release").click()
    expect(second.locator(".ladder .is-done")).to_have_count(5)

    kr.reload()
    expect(kr.locator(".handling")).to_contain_text("What TH has released:")
    expect(kr.locator("table.compare")).to_contain_text("17 เม.ย. 2534")
    shoot(kr, "hit-released")
    assert (kr_heard, th_heard, second_heard) == ([], [], [])

    recall_everything_of("TH")
    expect(kr.locator(".notice.is-bad")).to_contain_text("What this hit rested on was withdrawn.", timeout=15_000)
    expect(kr.locator("main")).not_to_contain_text("17 เม.ย. 2534")
    shoot(kr, "hit-withdrawn")
