"""What officers say about links: blind, undoable, in the ledger, and a cluster from nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.reviewing import Agreement, Judgement, Month, Outcome
from interlace.crossmatch.actions import judge_link, undo_judgement
from interlace.crossmatch.clusters import ClusterView, cluster_of, clusters_of
from interlace.crossmatch.ledger_events import LINK_JUDGED, LINK_UNDONE
from interlace.crossmatch.queries import link_view, reviewer_agreement, waiting_links
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.CANNOT_TELL
PHONE = "+82 10 0000 0142"


def three_records(**passports: str) -> list[UUID]:
    """KR, TH and SG hold one person each, all of them for KR to match."""
    make_members("KR", "TH", "SG")
    found = []
    for member in ("KR", "TH", "SG"):
        stated = {"passportNumber": passports[member], "nationality": "kr"} if member in passports else {}
        entity = person("Han Ji-seop", phone=PHONE, birthDate="1991-04-17", **stated)
        found += contribute(viewer(member), label(member, readers=["KR"]), entity)
    return found


def link_between(one: UUID, other: UUID, *, by: Viewer) -> UUID:
    waiting = waiting_links(by, now=NOW, most=50)
    return next(each.row.link for each in waiting if {each.row.left, each.row.right} == {one, other})


def say(post: str, link: UUID, judgement: Judgement, **terms: Any) -> None:
    judge_link(viewer("KR", post=post), link, judgement=judgement, now=terms.pop("now", NOW), **terms)


def third_officer() -> None:
    Officer.objects.create(
        username="kr.third",
        display_name="third of KR",
        bureau=Bureau.objects.get(member="KR"),
        roles=[Role.ANALYST],
        level=1,
        purposes=["fraud"],
    )


def test_the_second_reviewer_learns_nothing_of_the_first_until_it_has_spoken() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))
    second = viewer("KR", post="second")
    before = link_view(second, link, now=NOW), waiting_links(second, now=NOW, most=9), clusters_of(second, now=NOW)

    say("desk", link, SAME, reason="I know the file.")

    after = link_view(second, link, now=NOW), waiting_links(second, now=NOW, most=9), clusters_of(second, now=NOW)
    assert after == before
    assert reviewer_agreement(second, now=NOW) == []
    say("second", link, SAME, now=NOW + timedelta(minutes=1))
    view = link_view(second, link, now=NOW)
    assert ([each.by_name for each in view.said], view.outcome) == (
        ["desk of KR", "second of KR"],
        Outcome(SAME, is_disputed=False),
    )


def test_a_link_leaves_the_queue_of_whoever_has_spoken_and_of_all_once_two_agree() -> None:
    korean, thai, singaporean = three_records()
    third_officer()
    first, other = (link_between(korean, each, by=viewer("KR")) for each in (thai, singaporean))
    say("desk", first, DIFFERENT)
    assert first not in queue("desk")
    assert {first, other} <= set(queue("second"))
    say("second", first, DIFFERENT)
    assert first not in [*queue("desk"), *queue("second"), *queue("third")]


def test_where_two_do_not_agree_a_third_decides() -> None:
    korean, thai, _ = three_records()
    third_officer()
    link = link_between(korean, thai, by=viewer("KR"))
    say("desk", link, SAME)
    say("second", link, DIFFERENT)
    assert (link in queue("third"), link_view(viewer("KR"), link, now=NOW).outcome) == (True, Outcome(None, True))
    assert clusters_of(viewer("KR"), now=NOW) == []
    say("third", link, SAME)
    assert link_view(viewer("KR"), link, now=NOW).outcome == Outcome(SAME, False)
    assert [set(each.members) for each in clusters_of(viewer("KR"), now=NOW)] == [{korean, thai}]


def queue(post: str) -> list[UUID]:
    return [each.row.link for each in waiting_links(viewer("KR", post=post), now=NOW, most=50)]


def test_undoing_a_statement_restores_the_clusters_before_it() -> None:
    korean, thai, singaporean = three_records()
    desk = viewer("KR")
    one, two = link_between(korean, thai, by=desk), link_between(thai, singaporean, by=desk)
    say("desk", one, SAME)
    before = clusters_of(desk, now=NOW)
    say("desk", two, SAME)
    (joined,) = clusters_of(desk, now=NOW)
    undo_judgement(desk, two, now=NOW)

    assert clusters_of(desk, now=NOW) == before
    assert ([set(each.members) for each in before], set(joined.members)) == (
        [{korean, thai}],
        {korean, thai, singaporean},
    )
    assert two in queue("desk")


def test_a_cluster_is_found_by_any_of_its_members_and_by_nobody_else() -> None:
    korean, thai, singaporean = three_records()
    desk = viewer("KR")
    say("desk", link_between(korean, thai, by=desk), SAME)
    found = [cluster_of(desk, each, now=NOW) for each in (korean, thai)]
    assert found == clusters_of(desk, now=NOW) * 2
    for who, subject in ((desk, singaporean), (viewer("KR", post="second"), korean), (viewer("TH"), thai)):
        with pytest.raises(NotFound):
            cluster_of(who, subject, now=NOW)


def test_what_contradicts_itself_in_a_cluster_is_raised() -> None:
    korean, thai, _ = three_records(KR="M12345678", TH="M87654321")
    say("desk", link_between(korean, thai, by=viewer("KR")), SAME)
    (found,) = clusters_of(viewer("KR"), now=NOW)
    assert [(each.kind, each.issuer, {each.one, each.other}) for each in found.contradictions] == [
        ("passportNumber", "KR", {korean, thai})
    ]


def test_what_hangs_on_a_link_brings_it_forward() -> None:
    korean, thai, singaporean = three_records()
    say("desk", link_between(korean, thai, by=viewer("KR")), SAME)
    hanging = {frozenset(each.hanging) for each in waiting_links(viewer("KR"), now=NOW, most=9)}
    assert hanging == {frozenset({1, 2})}
    assert {each.hanging for each in waiting_links(viewer("KR", post="second"), now=NOW, most=9)} == {(1, 1)}
    assert singaporean is not None


def test_an_officer_speaks_once_and_may_take_it_back() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))
    with pytest.raises(Conflict):
        undo_judgement(viewer("KR"), link, now=NOW)
    say("desk", link, SAME)
    with pytest.raises(Conflict):
        say("desk", link, DIFFERENT)
    undo_judgement(viewer("KR"), link, now=NOW)
    say("desk", link, DIFFERENT)
    assert [each.judgement for each in link_view(viewer("KR"), link, now=NOW).said] == [DIFFERENT]


def test_of_two_statements_of_one_officer_at_the_same_moment_one_stands() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))

    def attempt(judgement: Judgement) -> bool:
        try:
            say("desk", link, judgement)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, [SAME, DIFFERENT, SAME, UNSURE])) == 1
    assert len(link_view(viewer("KR"), link, now=NOW).said) == 1


def test_the_ledger_says_who_and_when_and_not_what() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))
    say("desk", link, SAME)
    undo_judgement(viewer("KR"), link, now=NOW)
    with steward(Task.LEDGER):
        leaves = list(Leaf.objects.filter(object_id=str(link)).order_by("event"))
    assert [(leaf.event, leaf.member) for leaf in leaves] == [(LINK_JUDGED.name, "KR"), (LINK_UNDONE.name, "KR")]
    assert not any("same" in leaf.entry for leaf in leaves)


def test_what_was_said_about_recalled_facts_stands_no_more() -> None:
    korean, thai, _ = three_records()
    say("desk", link_between(korean, thai, by=viewer("KR")), SAME)
    with steward(Task.VERIFY):
        phone = Fact.objects.filter(subject=thai, prop="phone").values_list("id", flat=True).get()
    recall(viewer("TH"), [phone], reason="other", now=NOW)
    assert clusters_of(viewer("KR"), now=NOW) == []
    assert link_between(korean, thai, by=viewer("KR")) in queue("desk")


def test_whose_role_makes_no_checks_says_nothing() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))
    Officer.objects.filter(username="kr.second").update(roles=[Role.ADMINISTRATOR])
    with pytest.raises((NotFound, Refused)):
        say("second", link, SAME)


def test_agreement_counts_each_link_once_in_the_month_of_the_second_review() -> None:
    korean, thai, singaporean = three_records()
    one, two = (link_between(korean, each, by=viewer("KR")) for each in (thai, singaporean))
    say("desk", one, SAME)
    say("second", one, SAME, now=NOW + timedelta(days=30))
    say("desk", two, DIFFERENT)
    say("second", two, SAME, now=NOW + timedelta(days=31))
    assert reviewer_agreement(viewer("KR"), now=NOW + timedelta(days=31)) == [
        Month("2026-08", Agreement(reviewed=2, agreed=1, kappa=0.0, said_same=0.75), None)
    ]
    assert reviewer_agreement(viewer("TH"), now=NOW) == []


def test_a_cluster_names_its_members_by_age_with_their_originators() -> None:
    korean, thai, _ = three_records()
    link = link_between(korean, thai, by=viewer("KR"))
    say("desk", link, SAME)
    members = sorted((korean, thai))
    assert clusters_of(viewer("KR"), now=NOW) == [
        ClusterView(
            id=members[0],
            purpose="fraud",
            members=tuple(members),
            originators=tuple("KR" if each == korean else "TH" for each in members),
            links=(link,),
            contradictions=(),
            entries={},
            fallen=(),
        )
    ]
