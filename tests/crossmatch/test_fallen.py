"""Links that were judged and whose records are not alike any more: told to who knows what was said, and nobody else."""

from uuid import UUID

import pytest
from tests.crossmatch.linked import links_of
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.reviewing import Judgement
from interlace.crossmatch import hubs
from interlace.crossmatch.actions import judge_link, undo_judgement
from interlace.crossmatch.clusters import cluster_of, clusters_of
from interlace.crossmatch.queries import link_view, waiting_links
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import NotFound

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"


@pytest.fixture
def fallen(monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A link of KR by a phone that became a hotel's after one of its officers had judged it."""
    monkeypatch.setattr(hubs, "HUB_ABOVE", 3)
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR"), person("Somchai Jaidee", phone=PHONE))
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Trần Thị Mỹ Lệ", phone=PHONE))
    (waiting,) = waiting_links(viewer("KR"), now=NOW, most=9)
    judge_link(viewer("KR"), waiting.row.link, judgement=Judgement.SAME, now=NOW)
    guests = [person(name, phone=PHONE) for name in ("Wang Xiaoming", "Budi Santoso", "Sok Dara")]
    contribute(viewer("TH"), label("TH", readers=["KR"]), *guests)
    return waiting.row.link


def test_who_judged_it_is_told_and_what_was_said_stands(fallen: UUID) -> None:
    view = link_view(viewer("KR"), fallen, now=NOW)
    (cluster,) = clusters_of(viewer("KR"), now=NOW)
    assert (view.has_fallen, view.own is not None, view.row.bits > 0, view.row.reasons) == (True, True, True, [])
    assert (cluster.links, cluster.fallen, cluster.is_to_decide) == ((fallen,), (fallen,), True)


def test_a_colleague_who_has_not_judged_it_finds_no_such_link(fallen: UUID) -> None:
    second = viewer("KR", post="second")
    with pytest.raises(NotFound):
        link_view(second, fallen, now=NOW)
    with pytest.raises(NotFound):
        judge_link(second, fallen, judgement=Judgement.SAME, now=NOW)
    assert (clusters_of(second, now=NOW), links_of("KR", post="second")) == ([], [])


def test_it_can_be_taken_back_and_then_there_is_nothing_left(fallen: UUID) -> None:
    undo_judgement(viewer("KR"), fallen, now=NOW)
    with pytest.raises(NotFound):
        link_view(viewer("KR"), fallen, now=NOW)
    assert clusters_of(viewer("KR"), now=NOW) == []


def test_it_stands_as_before_when_its_records_are_alike_again(fallen: UUID) -> None:
    guest = link_view(viewer("KR"), fallen, now=NOW)
    others = [each for each in _phones_of("TH") if each not in guest.row.facts]
    recall(viewer("TH"), others, reason="other", now=NOW)
    assert not link_view(viewer("KR"), fallen, now=NOW).has_fallen
    assert cluster_of(viewer("KR"), guest.row.left, now=NOW).fallen == ()


def _phones_of(member: str) -> list[UUID]:
    with steward(Task.VERIFY):
        return list(Fact.objects.filter(originator=member, prop="phone").values_list("id", flat=True))
