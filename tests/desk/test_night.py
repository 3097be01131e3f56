"""One night at the desk of TH in a real browser: two bureaus, a unit and a secretariat, by mouse and by keyboard alone.

Forty items lie beside the night's own. Three more are urgent, one person is held, one question stayed unanswered, forty
verifications come (ten of false identities), a fact is recalled, an officer is suspended, the shift is handed over, and
in the morning a record has reached its end. `INTERLACE_SCREENSHOTS=FOLDER` keeps pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browsing import NEEDS_CHROMIUM, faults_of, keep_shot, served, signed_in
from tests.desk.threads.letters import letter, make_unit, seen, sent
from tests.desk.waking.night import officer, people, planned
from tests.screening.network import PURPOSES, contribute, label, make_members, person, viewer

from interlace.core.procedure.ladder import State, Urgency
from interlace.core.procedure.rota import Seat
from interlace.core.procedure.threads import Item, ItemKind, Outcome, ThreadStage, ThreadUrgency
from interlace.desk.waking.escalating import watch_clocks
from interlace.facts.models import Fact
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import ask_owner
from interlace.screening.models import HitSide
from interlace.screening.questions import question_about

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    NEEDS_CHROMIUM,
    pytest.mark.timeout(900),
]

HELD_PHONE = "+82 10 0000 0142"
FALSE_EVERY = 4
"""Every fourth of the identities to verify is false."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(slots=True)
class Night:
    """What lies on the desk of TH when the night begins."""

    began: datetime
    address: str = ""
    verifications: list[UUID] = field(default_factory=list)
    false: set[UUID] = field(default_factory=set)
    urgent: list[UUID] = field(default_factory=list)
    beside: list[UUID] = field(default_factory=list)
    overdue: UUID = field(init=False)
    held: UUID = field(init=False)
    fact: UUID = field(init=False)
    with_fact: UUID = field(init=False)


@dataclass(frozen=True, slots=True)
class Hand:
    """How the officer works: with the mouse, or with the keyboard alone."""

    page: Page
    has_mouse: bool

    def use(self, control: Locator) -> None:
        """Press a button or follow a link."""
        with self.page.expect_navigation():
            if self.has_mouse:
                control.click()
            else:
                self._reach(control)
                self.page.keyboard.press("Enter")

    def unfold(self, summary: Locator) -> None:
        """Open what is folded."""
        if self.has_mouse:
            summary.click()
        else:
            self._reach(summary)
            self.page.keyboard.press("Enter")

    def write(self, box: Locator, text: str) -> None:
        """Type into a field."""
        if self.has_mouse:
            box.fill(text)
        else:
            self._reach(box)
            self.page.keyboard.type(text)

    def choose(self, select: Locator, words: str) -> None:
        """Choose from a list by its words."""
        if self.has_mouse:
            select.select_option(label=words)
        else:
            self._reach(select)
            self.page.keyboard.type(words)
        expect(select.locator("option:checked")).to_have_text(words)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        if self.has_mouse:
            box.check()
        else:
            self._reach(box)
            self.page.keyboard.press("Space")

    def _reach(self, control: Locator) -> None:
        """Tab until the control has the focus: what no key reaches is found here."""
        place = control.element_handle()
        for _ in range(400):
            if place.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"no key reaches {control}")


@pytest.fixture(params=[(True, 40, 40), (False, 4, 4)], ids=["forty of each", "by keyboard alone"])
def night(request: pytest.FixtureRequest) -> Iterator[Night]:
    """Two bureaus, a unit, a secretariat and a bystander, and all that has come before midnight."""
    _, verifications, beside = request.param
    staff()
    night = Night(timezone.now())
    letters(night, verifications=verifications, beside=beside)
    held_person(night)
    record_at_its_end(night)
    with override_settings(INTERLACE_DEMO=True), served() as address:
        night.address = address
        yield night


@pytest.fixture
def has_mouse(request: pytest.FixtureRequest) -> bool:
    return bool(request.node.callspec.params["night"][0])


def staff() -> None:
    """TH and KR with a desk, a second officer and a head; a unit of TH; a secretariat; VN."""
    people()
    planned("TH", "th.desk")
    planned("TH", "th.head", seat=Seat.LEAD)
    make_members("VN")
    make_unit("TH", "Anti Fraud")
    Bureau.objects.filter(kind=Bureau.Kind.DOMESTIC_UNIT).update(parent=Bureau.objects.get(name="TH bureau"))
    secretariat = Member.objects.create(code="SEC", name="Secretariat")
    office = Bureau.objects.create(member=secretariat, name="Secretariat", kind=Bureau.Kind.SECRETARIAT)
    terms = {"roles": [Role.DUTY_OFFICER], "level": 1, "purposes": PURPOSES, "is_profile": True}
    Officer.objects.create(username="sec.desk", display_name="desk of the secretariat", bureau=office, **terms)
    Officer.objects.filter(username="th.head").update(roles=[Role.HEAD, Role.DATA_PROTECTION])


def letters(night: Night, *, verifications: int, beside: int) -> None:
    """What KR and VN wrote to TH in the days before."""
    korean, vietnamese = viewer("KR"), viewer("VN")
    label_terms = label("KR", seekers=["TH"], readers=["TH"])
    (subject,) = contribute(korean, label_terms, person("Bae Min-jun", passportNumber="M7700142"))
    with steward(Task.VERIFY):
        night.fact = Fact.objects.get(subject=subject, prop="passportNumber").id
    for number in range(verifications):
        passport = Item(ItemKind.DOCUMENT, f"Passport UT{number:07d}")
        message = letter(title=f"Passport UT{number:07d}", items=(passport,))
        night.verifications.append(sent(korean, message, now=night.began - 20 * HOUR + number * MINUTE).thread)
    night.false = set(night.verifications[::FALSE_EVERY])
    for number in range(beside):
        home = Item(ItemKind.RESIDENCE, f"{number} Sukhumvit Road")
        message = letter(title=f"Residence {number}", items=(home,))
        night.beside.append(sent(vietnamese, message, now=night.began - 10 * HOUR + number * MINUTE).thread)
    for number in range(3):
        message = letter(title=f"Urgent {number}", urgency=ThreadUrgency.URGENT)
        night.urgent.append(sent(korean, message, now=night.began - 5 * MINUTE).thread)
    late = letter(title="Left unanswered", urgency=ThreadUrgency.URGENT, tell_secretariat=True)
    night.overdue = sent(korean, late, now=night.began - 25 * HOUR).thread
    carried = letter(title="With a fact", facts=(night.fact,))
    night.with_fact = sent(korean, carried, now=night.began - HOUR).thread


def record_at_its_end(night: Night) -> None:
    """What TH may keep for another thirty days."""
    ends = label("TH", until=night.began + timedelta(days=30))
    contribute(viewer("TH"), ends, person("Old Record", phone="+66 2 000 0143"))


def held_person(night: Night) -> None:
    """KR holds somebody whose telephone TH knows."""
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("ฮัน จีซอบ", phone=HELD_PHONE, birthDate="1991-04-17"))
    asked = ask_holders(viewer("KR"), question_about(entity_asked("phone", HELD_PHONE)), now=night.began)
    night.held = next(found.hit for answer in asked.answers for found in answer.found)
    ask_owner(viewer("KR"), night.held, urgency=Urgency.HELD, now=night.began)


def at_work(browser: Browser, night: Night, username: str, *, has_mouse: bool) -> Hand:
    """Somebody who has signed in and says what for."""
    page = signed_in(browser, night.address, username, theme="light", width=1440, language="en")
    return Hand(page, has_mouse)


def test_a_night(browser: Browser, night: Night, has_mouse: bool) -> None:
    desk = at_work(browser, night, "th.desk", has_mouse=has_mouse)
    the_late_one_is_escalated(browser, night)
    the_held_person_is_answered(desk, night)
    the_urgent_ones_are_answered(desk, night)
    the_verifications_are_answered(desk, night)
    a_fact_is_recalled(browser, desk, night)
    an_officer_is_suspended(browser, night, has_mouse=has_mouse)
    the_shift_is_handed_over(browser, desk, night)
    a_record_has_reached_its_end(browser, night, has_mouse=has_mouse)
    what_lay_beside_is_still_there(desk, night)


def the_late_one_is_escalated(browser: Browser, night: Night) -> None:
    """Shift lead and head are called, and the secretariat learns that, and of what nothing."""
    assert watch_clocks(now=timezone.now()) > 0
    head = at_work(browser, night, "th.head", has_mouse=True).page
    head.goto(f"{night.address}/shift", wait_until="networkidle")
    expect(head.get_by_role("button", name="I am here")).to_be_visible()
    keep_shot(head, "night-head-called")
    head.context.close()
    secretariat = at_work(browser, night, "sec.desk", has_mouse=True).page
    secretariat.goto(f"{night.address}/shift", wait_until="networkidle")
    keep_shot(secretariat, "night-secretariat")
    expect(secretariat.locator("main")).to_contain_text("Overdue between bureaus")
    expect(secretariat.locator("main")).not_to_contain_text("Left unanswered")
    secretariat.context.close()
    assert seen("TH", night.overdue, now=timezone.now()).side.outcome == ""


def the_held_person_is_answered(desk: Hand, night: Night) -> None:
    """The inbox goes by due time: what is overdue, three urgent, the person who is held; keys lead there and answer."""
    page = desk.page
    page.goto(f"{night.address}/inbox", wait_until="networkidle")
    keep_shot(page, "night-inbox")
    assert faults_of(page) == []
    expect(page.locator(".queue-item").nth(0)).to_contain_text("no answer. That is neither yes nor no.")
    expect(page.locator(".queue-item").nth(4)).to_contain_text("about a held person")
    for _ in range(4):
        page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("y")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".head .state")).to_contain_text("Confirmed")
    with steward(Task.VERIFY):
        assert set(HitSide.objects.filter(hit=night.held).values_list("state", flat=True)) == {State.CONFIRMED}


def the_urgent_ones_are_answered(desk: Hand, night: Night) -> None:
    for thread in night.urgent:
        answer(desk, night, thread, "Confirmed")
    sides = [seen("KR", thread, now=timezone.now()).side for thread in night.urgent]
    assert [(side.state, side.outcome) for side in sides] == [(ThreadStage.ANSWERED, Outcome.CONFIRMED)] * 3


def the_verifications_are_answered(desk: Hand, night: Night) -> None:
    """Of those whose identity is false every one is answered not confirmed, and nobody else."""
    for thread in night.verifications:
        answer(desk, night, thread, "Not confirmed" if thread in night.false else "Confirmed")
    outcomes = {thread: seen("KR", thread, now=timezone.now()).side.outcome for thread in night.verifications}
    assert {thread for thread, outcome in outcomes.items() if outcome == Outcome.NOT_CONFIRMED} == night.false
    assert {outcomes[thread] for thread in outcomes.keys() - night.false} == {Outcome.CONFIRMED}


def answer(desk: Hand, night: Night, thread: UUID, verdict: str) -> None:
    """Acknowledge, answer the one item with its source and day, send."""
    page = desk.page
    page.goto(f"{night.address}/threads/{thread}")
    desk.use(page.get_by_role("button", name="Acknowledge"))
    desk.use(page.get_by_role("button", name="Answer with an outcome"))
    desk.choose(page.get_by_label("Answer", exact=True), verdict)
    desk.write(page.get_by_label("Source", exact=True), "Passport register")
    if desk.has_mouse:
        page.get_by_label("Looked at on").fill(timezone.now().date().isoformat())
    else:
        desk.write(page.get_by_label("Looked at on"), f"{timezone.now():%m%d%Y}")
    desk.write(page.get_by_label("Text", exact=True), f"{verdict}.")
    desk.use(page.get_by_role("button", name="Send"))
    expect(page.get_by_role("heading", name="Where it stands")).to_be_visible()


def a_fact_is_recalled(browser: Browser, desk: Hand, night: Night) -> None:
    """KR takes back a fact that stands in a thread: TH reads that it is gone."""
    desk.page.goto(f"{night.address}/threads/{night.with_fact}", wait_until="networkidle")
    expect(desk.page.locator("main")).to_contain_text("M7700142")
    korean = at_work(browser, night, "kr.desk", has_mouse=desk.has_mouse)
    page = korean.page
    page.goto(f"{night.address}/sharing", wait_until="networkidle")
    korean.use(page.get_by_role("link", name="Recall").first)
    korean.tick(page.locator(f'input[value="{night.fact}"]'))
    korean.use(page.get_by_role("button", name="Recall the chosen facts"))
    korean.choose(page.locator("#reason"), "the value is wrong")
    korean.use(page.get_by_role("button", name="Recall now"))
    page.context.close()
    desk.page.reload(wait_until="networkidle")
    keep_shot(desk.page, "night-recalled")
    expect(desk.page.locator("main")).not_to_contain_text("M7700142")
    expect(desk.page.locator("main")).to_contain_text("has withdrawn the fact that stood here")


def an_officer_is_suspended(browser: Browser, night: Night, *, has_mouse: bool) -> None:
    """The head shuts the unit's officer out: its open page ends with its next request."""
    shut_out = at_work(browser, night, "th.anti-fraud", has_mouse=True).page
    shut_out.goto(f"{night.address}/check")
    expect(shut_out.get_by_role("heading", name="Check", exact=True)).to_be_visible()
    head = at_work(browser, night, "th.head", has_mouse=has_mouse)
    head.page.goto(f"{night.address}/people/officer/{officer('th.anti-fraud').pk}", wait_until="networkidle")
    keep_shot(head.page, "night-officer")
    head.write(head.page.get_by_label("Reason").first, "Under investigation")
    began = timezone.now()
    head.use(head.page.get_by_role("button", name="Suspend now"))
    shut_out.goto(f"{night.address}/check")
    expect(shut_out).to_have_url(f"{night.address}/sign-in?next=%2Fcheck")
    assert timezone.now() - began < timedelta(seconds=60)
    head.page.context.close()
    shut_out.context.close()


def the_shift_is_handed_over(browser: Browser, desk: Hand, night: Night) -> None:
    """What is promised is written down; who leaves and who comes both sign it."""
    page = desk.page
    page.goto(f"{night.address}/inbox", wait_until="networkidle")
    desk.unfold(page.get_by_text("Write a note", exact=True))
    desk.write(page.get_by_label("What the next shift must know"), "Answer KR on what was left unanswered.")
    desk.write(page.get_by_label("Promised by"), "Anan")
    desk.use(page.get_by_role("button", name="Leave this note"))
    desk.use(page.get_by_role("button", name="Hand over, two sign"))
    second = at_work(browser, night, "th.second", has_mouse=desk.has_mouse)
    second.page.goto(f"{night.address}/inbox", wait_until="networkidle")
    second.use(second.page.get_by_role("button", name="Take over"))
    expect(second.page.locator("main")).to_contain_text("second of TH took over from desk of TH")
    keep_shot(second.page, "night-handed-over")
    second.page.context.close()


def a_record_has_reached_its_end(browser: Browser, night: Night, *, has_mouse: bool) -> None:
    """The head, who also keeps the data protected, deletes what may be kept no longer, and gets a certificate."""
    head = at_work(browser, night, "th.head", has_mouse=has_mouse)
    page = head.page
    page.goto(f"{night.address}/privacy", wait_until="networkidle")
    head.use(page.get_by_role("button", name="Look again now"))
    head.use(page.get_by_role("link", name="TH-2026-0001"))
    head.use(page.get_by_role("button", name="Delete the ticked records"))
    expect(page.get_by_role("heading", name="Certificate of deletion")).to_be_visible()
    keep_shot(page, "night-certificate")
    with steward(Task.VERIFY):
        assert not Fact.objects.filter(originator="TH", value__contains="Old Record").exists()
    page.context.close()


def what_lay_beside_is_still_there(desk: Hand, night: Night) -> None:
    """Nothing that nobody touched has moved or gone, and nothing unanswered reads as an answer."""
    page = desk.page
    page.goto(f"{night.address}/inbox", wait_until="networkidle")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.reload(wait_until="networkidle")  # colours glide when the theme changes under an open page
        keep_shot(page, f"night-morning-{theme}")
        assert faults_of(page) == []
    late = page.locator(".queue-item", has_text="Left unanswered")
    expect(late).to_contain_text("no answer. That is neither yes nor no.")
    assert page.locator(".queue-item", has_text="Residence").count() == len(night.beside)
    page.context.close()
