"""The desk: whatever others do at theirs changes no byte, and costs no statement more, whoever looks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings
from tests.desk.waking.servers import Gateway, serving
from tests.noninterference.comparing import NOTHING_HIDDEN, Difference, injected
from tests.noninterference.desks import (
    LOOKERS_NUMBER,
    Asked,
    Blocked,
    Drafted,
    Kept,
    LookedThrough,
    Offered,
    Planned,
    Questioned,
    Settled,
    Staffed,
    desk_events,
    kept_by_desks,
)
from tests.noninterference.looking import Heard, Looker, addresses
from tests.noninterference.playing import LOOKER, Hidden, World, id_of, worker
from tests.noninterference.surfaces import ROUTES, page_patterns
from tests.noninterference.worlds import PEOPLE, B, Check, Contribute, Role, Story, Write

from interlace.bureaus.people import deciding
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.models import Alert
from interlace.desk.threads import queries, register_book
from interlace.desk.threads.api import drafts as drafts_api
from interlace.desk.threads.api import threads as threads_api
from interlace.desk.threads.models import ThreadSide
from interlace.desk.waking import channels, hit_clocks
from interlace.desk.waking.channels import Message
from interlace.desk.waking.clocks import Owed
from interlace.desk.waking.delivering import deliver_due
from interlace.facts import sharing_view
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, NotFound
from interlace.oversight.models import GuardedQuerySet
from interlace.oversight.usage import monthly
from interlace.screening.models import HitSide

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

MAILED = {"EMAIL_HOST": "mail.example.org", "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
SHARED: tuple[Any, ...] = (
    Settled(),
    Contribute("TH", (PEOPLE[0],), members=(B,)),
    Contribute(B, (PEOPLE[0],), members=("TH",)),
    Check("TH", PEOPLE[0]),
    Questioned("TH"),
    Write("TH", B),
    Write(B, "VN", answered=True),
    Drafted(B),
    Kept(B),
    Asked("TH", is_put=True),
    Asked("TH", is_put=True),
    LookedThrough(B),
)
OF_OTHERS: tuple[Any, ...] = (
    Write("TH", "VN"),
    Drafted("TH"),
    Kept("TH"),
    Staffed("TH"),
    Planned("TH"),
    Offered("TH", ("VN",)),
    Asked("VN"),
    Contribute("TH", (PEOPLE[3],), members=("VN",)),
    Check("VN", PEOPLE[3]),
    Questioned("VN", "TH"),
)
ABOVE: tuple[Any, ...] = (
    Write("TH", B, level=3, to_post="chief"),
    Write(B, "TH", level=3, post="chief", answered=True),
    Write(B, "VN", purpose="drugs", post="chief"),
    Drafted(B, post="chief", level=3),
    Kept(B, post="chief", level=3),
    Blocked(B, post="chief", level=3, is_decided=True),
    Blocked(B, post="chief", level=3),
    Contribute(B, (PEOPLE[7],), members=("SG",), post="chief", level=3),
    Check("SG", PEOPLE[7]),
    Questioned("SG"),
)
"""Of better cleared officers of the own bureau."""
AT_THE_BUREAU: tuple[Any, ...] = (Staffed(B, post="chief"), Planned(B, post="chief", has_rota=False))
"""At another office of the own member, or at the bureau above a unit."""


@dataclass(slots=True)
class DeskLooker(Looker):
    """Opens everything that the desk has, with ids of hidden things, before and after the node has done its work."""

    _opened: set[str] = field(default_factory=set)

    def look(self) -> list[Heard]:
        """Everything, in the same order in every world."""
        self._sign_in()
        self._open()
        self._try_hidden()
        self._books()
        self._work()
        self._open()
        return self.heard

    def _work(self) -> None:
        """What the node does meanwhile, and the text messages and mail that the looker gets of it, in their order.

        The gateway is down at first, so that a mail follows; a drill goes by every way at once.
        """
        gateway = Gateway()
        gateway.next_statuses = [503]
        with serving(gateway), override_settings(**MAILED, INTERLACE_SMS_URL=gateway.url, INTERLACE_SMS_TOKEN="word"):
            self._jobs()
            self.call("POST", "/drills")
            self._next("deliver")
            deliver_due(now=self.world.injected.moment)
        told = [each for each in mail.outbox if "looker@example.org" in each.to]
        self.heard.append(Heard("alerts.mail", "", str([each.message().as_bytes() for each in told])))
        texts = [each for each in gateway.received if LOOKERS_NUMBER in each]
        self.heard.append(Heard("alerts.sms", "", "\n\n".join(texts)))

    def call(self, method: str, path: str, *given: Any, **named: Any) -> Any:
        """The same, with the number of statements it took."""
        with counted() as statements:
            answer = Looker.call(self, method, path, *given, **named)
        return self._counted(answer, statements)

    def browse(self, method: str, path: str, surface: str, data: Mapping[str, str] | None = None) -> Any:
        """The same, with the number of statements it took."""
        with counted() as statements:
            answer = Looker.browse(self, method, path, surface, data)
        return self._counted(answer, statements)

    def _counted(self, answer: Any, statements: "list[str]") -> Any:
        last = self.heard[-1]
        self.heard[-1] = replace(last, answer=f"{last.answer}\nstatements: {len(statements)}")
        return answer

    def _open(self) -> None:
        for route in ROUTES:
            if route.method == "GET" and "{" not in route.path and not route.path.startswith("/openapi"):
                self.call("GET", route.path + ("?purpose=fraud" if "registers" in route.path else ""))
        for pattern, name in page_patterns():
            if "<" not in pattern:
                self._opened.add(f"/{pattern}")
                self.browse("GET", f"/{pattern}", name)

    def _try_hidden(self) -> None:
        # What a role may not do is refused before anything is looked up: two of them try everything, the rest look.
        role = self.world.story.role
        for path, name in addresses(self.hidden):
            if "/" not in path.strip("/") or path in self._opened:
                continue
            self.browse("GET", path, name)
            if role in {"lead", "unit"} and not path.startswith(("/sign-", "/work")):
                self.browse("POST", path, name, {"reason": "x", "do": "send", "step": "block", "decision": "kept"})
        if role == "lead":
            self._every_route_with_hidden_ids()

    def _books(self) -> None:
        for form in ("csv", "xlsx"):
            self.call("POST", "/register-book", {"year": 2026, "month": 7, "format": form})
            self.browse("GET", f"/people/usage/file?month=2026-07&format={form}", "page.usage.file")
        for each in ("secret", "passport", "office"):
            self.call("POST", "/threads/search", {"text": each})
            self.browse("POST", "/threads", "page.threads", {"words": each})


class counted(list[str]):  # noqa: N801 - read as a word: `with counted() as statements`
    """The statements of a block."""

    def __enter__(self) -> "counted":
        self._wrapping = connection.execute_wrapper(self._count)
        self._wrapping.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._wrapping.__exit__(*error)

    def _count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.append(sql)
        return execute(sql, params, many, context)


def seen_in(story: Story, *, looker: type[DeskLooker], knows: bool = False) -> list[Heard]:
    """What the looker hears at the desk of this world."""
    mail.outbox.clear()
    with desk_events(), injected(story.seed) as given, TemporaryDirectory() as folder:
        world = World(given, story)
        world.build()
        return looker(world, hidden_of(world) if knows else NOTHING_HIDDEN, Path(folder)).look()


def hidden_of(world: World) -> Hidden:
    """Ids of everything that the looker must not know of."""
    with steward(Task.VERIFY):
        desks = {kind: sorted(set(ids)) for kind, ids in kept_by_desks().items()}
    return Hidden({**world.hidden_ids().ids, **desks})


def told_apart(story: Story, other: Story, *, looker: type[DeskLooker] = DeskLooker) -> list[str]:
    """By what the looker tells the two worlds apart."""
    pairs = zip_longest(
        seen_in(story, looker=looker), seen_in(other, looker=looker, knows=True), fillvalue=Heard("", "", "")
    )
    return [
        str(Difference(0, story.role, here.surface, here.request, here.answer, there.answer, ()))
        for here, there in pairs
        if (here.surface, here.answer) != (there.surface, there.answer)
    ]


def story_of(role: Role) -> Story:
    """A day at the desk, as whoever of this role sees it."""
    first: tuple[Any, ...] = (Settled(seat=Seat.LEAD),) if role == "lead" else SHARED[:1]
    return Story(4, role, (*first, *SHARED[1:]))


def with_all_hidden(story: Story) -> Story:
    """The same day, and everything that others do meanwhile."""
    return story.with_hidden([(len(SHARED), event) for event in (*OF_OTHERS, *ABOVE, *AT_THE_BUREAU)])


@pytest.mark.parametrize("role", ["head", "lead", "unit", "secretariat", "partner", "suspended"])
def test_what_others_do_at_their_desks_changes_no_byte(role: Role) -> None:
    story = story_of(role)
    found = told_apart(story, with_all_hidden(story))
    assert not found, "\n\n".join(found[:20])


class Glance(DeskLooker):
    """Opens what there is to be opened, once."""

    def look(self) -> list[Heard]:
        """Everything, in the same order in every world."""
        self._sign_in()
        self._open()
        self.call("GET", f"/threads/{self.hidden.one('thread')}")
        self._books()
        return self.heard


class Woken(DeskLooker):
    """Waits for what the node tells by itself."""

    def look(self) -> list[Heard]:
        """Everything, in the same order in every world."""
        self._sign_in()
        # A second passes with each answer: two hours later, what was asked is overdue.
        self.heard += [Heard("", "", "")] * 7_200
        self._work()
        self.call("GET", "/alerts")
        self.call("GET", "/overdue")
        return self.heard


Patch = pytest.MonkeyPatch


def as_the_chief_too(patch: Patch, place: Any, name: str) -> None:
    """The guard of a read is off: it gives what the best cleared officer of the bureau sees as well."""
    real = getattr(place, name)

    def read(viewer: Any, *given: Any, **named: Any) -> Any:
        found = list(real(viewer, *given, **named))
        if viewer.id != str(id_of(LOOKER)):
            return found
        seen = {each.id for each in found if hasattr(each, "id")}
        more = real(worker(B, post="chief"), *given, **named)
        return [*found, *(each for each in more if getattr(each, "id", None) not in seen)]

    patch.setattr(place, name, read)


def threads_are_listed_whoever_may_know_of_them(patch: Patch) -> None:
    as_the_chief_too(patch, threads_api, "threads_page")


def drafts_are_listed_whoever_may_read_them(patch: Patch) -> None:
    as_the_chief_too(patch, drafts_api, "drafts_of")


def the_register_book_is_that_of_all(patch: Patch) -> None:
    as_the_chief_too(patch, register_book, "threads_opened")


def receipts_of_recalls_are_those_of_all(patch: Patch) -> None:
    as_the_chief_too(patch, sharing_view, "recalls_of")


def a_thread_that_is_not_for_the_reader_is_a_conflict(patch: Patch) -> None:
    real = queries.thread_of

    def read(viewer: Any, thread: Any, **named: Any) -> Any:
        try:
            return real(viewer, thread, **named)
        except NotFound:
            with steward(Task.CHECK):
                if ThreadSide.objects.filter(thread=thread).exists():
                    raise Conflict("Not for you.") from None
            raise

    patch.setattr(threads_api, "thread_of", read)


def an_alert_counts_what_waits(patch: Patch) -> None:
    def text(_message: Any) -> str:
        with steward(Task.CHECK):
            return f"{Alert.objects.filter(member=B).count()} urgent items"

    patch.setattr(Message, "text", property(text))


def a_text_message_says_how_often_its_reader_was_woken(patch: Patch) -> None:
    real = channels._send_text

    def send(message: Message) -> Any:
        with steward(Task.CHECK):
            return real(replace(message, address=f"{message.address} {Alert.objects.count()}"))

    patch.setattr(channels, "_send_text", send)


def kept_items_are_shown_whatever_their_level(patch: Patch) -> None:
    patch.setattr(GuardedQuerySet, "visible_to", lambda rows, viewer: rows.filter(member=viewer.member))


def the_table_of_a_month_counts_the_hits_of_all(patch: Patch) -> None:
    real = monthly._row

    def row(*given: Any) -> Any:
        with steward(Task.CHECK):
            return replace(real(*given), hits=HitSide.objects.count())

    patch.setattr(monthly, "_row", row)


def a_head_sees_the_changes_of_other_offices(patch: Patch) -> None:
    as_the_chief_too(patch, deciding, "changes_of")


def the_secretariat_is_told_of_every_overdue_duty(patch: Patch) -> None:
    patch.setattr(hit_clocks, "Owed", partial(Owed, tells_secretariat=True))


MUTANTS: Mapping[Callable[[Patch], None], tuple[Role, type[DeskLooker]]] = {
    threads_are_listed_whoever_may_know_of_them: ("lead", Glance),
    drafts_are_listed_whoever_may_read_them: ("lead", Glance),
    the_register_book_is_that_of_all: ("lead", Glance),
    receipts_of_recalls_are_those_of_all: ("lead", Glance),
    a_thread_that_is_not_for_the_reader_is_a_conflict: ("lead", Glance),
    an_alert_counts_what_waits: ("lead", Woken),
    a_text_message_says_how_often_its_reader_was_woken: ("lead", Woken),
    kept_items_are_shown_whatever_their_level: ("lead", Glance),
    the_table_of_a_month_counts_the_hits_of_all: ("head", Glance),
    a_head_sees_the_changes_of_other_offices: ("head", Glance),
    the_secretariat_is_told_of_every_overdue_duty: ("secretariat", Woken),
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_leak_planted_at_the_desk_is_found(mutant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    mutant(monkeypatch)
    role, looker = MUTANTS[mutant]
    story = story_of(role)
    found = told_apart(story, with_all_hidden(story), looker=looker)
    print("\n\n".join(found[:3]))
    assert found
