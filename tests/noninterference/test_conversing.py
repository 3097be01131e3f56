"""A unit that converses sees its own threads, and no byte of its bureau's others or of the records beside them."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.noninterference import test_desk
from tests.noninterference.desks import Drafted, Offered, Settled
from tests.noninterference.looking import Heard
from tests.noninterference.playing import Hidden, World, id_of
from tests.noninterference.test_desk import DeskLooker, hidden_of, told_apart
from tests.noninterference.worlds import PEOPLE, B, Contribute, Story, Write

from interlace.core.handling import HitMode
from interlace.desk.threads.models import Attachment, Draft, ThreadSide
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]

SHARED: tuple[Any, ...] = (
    Settled(),
    Write(B, "TH", post="looker", answered=True),
    Write(B, "VN", post="looker"),
    Offered("TH", (B,)),
)
OF_ITS_BUREAU: tuple[Any, ...] = (
    Write(B, "TH", answered=True),
    Write("TH", B),
    Write("VN", "TH"),
    Drafted(B),
    Drafted("TH"),
    Contribute("TH", (PEOPLE[3],), members=(B,), hit=HitMode.CONTENT),
)
"""Under the very labels of its own threads, before the last thing that both worlds know."""
READ = "It was never issued."


@dataclass(slots=True)
class Correspondent(DeskLooker):
    """Opens everything, its own threads, and what it must not know of by its id."""

    def look(self) -> list[Heard]:
        """Everything, in the same order in every world."""
        self._sign_in()
        self._open()
        with steward(Task.VERIFY):
            own = ThreadSide.objects.filter(unit=id_of("unit")).order_by("opened", "id")
            threads = [str(each) for each in own.values_list("thread", flat=True)]
        hidden = {kind: self.hidden.one(kind) for kind in ("thread", "draft", "attachment")}
        for thread in (*threads, hidden["thread"]):
            self.call("GET", f"/threads/{thread}")
            self.browse("GET", f"/threads/{thread}", "page.thread")
            self.call("POST", f"/threads/{thread}/notes", {"text": "Seen."})
        self.call("GET", f"/thread-drafts/{hidden['draft']}")
        self.call("GET", f"/thread-attachments/{hidden['attachment']}")
        self._books()
        return self.heard


def hidden_of_its_bureau(world: World) -> Hidden:
    """Ids of everything else that is hidden, and of its bureau's own threads, drafts and files."""
    with steward(Task.VERIFY):
        others = ThreadSide.objects.filter(member=B, unit=None)
        drafts = Draft.objects.filter(member=B, unit=None, event=None)
        of_bureau = {
            "thread": sorted(others.values_list("thread", flat=True)),
            "draft": sorted(drafts.values_list("id", flat=True)),
            "attachment": sorted(Attachment.objects.filter(draft__in=drafts.values("id")).values_list("id", flat=True)),
        }
    assert all(of_bureau.values())
    return Hidden({**hidden_of(world).ids, **of_bureau})


def test_a_unit_that_converses_sees_its_own_threads_and_no_byte_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_desk, "hidden_of", hidden_of_its_bureau)
    heard: list[list[Heard]] = []

    class Remembered(Correspondent):
        """Keeps what it heard."""

        def look(self) -> list[Heard]:
            heard.append(Correspondent.look(self))
            return heard[-1]

    story = Story(4, "converser", SHARED)
    hidden = story.with_hidden([(len(SHARED) - 1, event) for event in OF_ITS_BUREAU])
    found = told_apart(story, hidden, looker=Remembered)
    assert not found, "\n\n".join(found[:20])
    assert all(any(READ in each.answer for each in world) for world in heard)
