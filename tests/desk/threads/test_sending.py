"""What a message carries: facts under their own labels, the check before sending, whose consent unlocks it, recalls."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from tests.desk.threads.letters import letter, reviewed_and_sent, seen, sent
from tests.screening.network import NOW, label, make_members, viewer

from interlace.core.handling import Action, HitMode, Label
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import FactReference, ThreadSide
from interlace.desk.threads.queries import thread_of
from interlace.desk.threads.sending import Blocked, SendingCheck, check_sending
from interlace.desk.threads.words import blocked_sentence, withdrawn_sentence
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.consents import ConsentTerms, give_consent
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH", "VN", "SG")
    Officer.objects.filter(username__endswith=".second").update(roles=[Role.HEAD])


def facts_of(by: str, terms: Label, *, subject: UUID | None = None, **values: str) -> list[UUID]:
    """Facts about a person, in the order of their properties. Nobody searches here, so no index is told."""
    about, found = subject or uuid4(), []
    with acting(viewer(by), now=NOW):
        label_id = intern(terms)
        context_of.refresh()
        for prop, value in sorted({"name": "HAN Ji-seop", **values}.items()):
            fact = Fact(
                subject=about,
                schema="Person",
                prop=prop,
                value=value,
                original=value,
                originator=by,
                label_id=label_id,
                contribution=uuid4(),
                digest=uuid4().bytes,
                created=NOW,
            )
            fact.save(force_insert=True)
            found.append(fact.id)
    return found


def checked(by: str, message: Message) -> SendingCheck:
    return check_sending(viewer(by), new_draft(viewer(by), message, now=NOW).id, now=NOW)


def shown(member: str, thread: UUID, *, post: str = "desk") -> list[str]:
    """The values that this reader finds in the thread, and what stands where one was withdrawn."""
    return [
        placed.fact.original if placed.fact is not None else withdrawn_sentence(placed.reference.originator)
        for event in seen(member, thread, post=post).events
        for placed in event.facts
    ]


def consent(origin: str, *, member: str, to: str, fact: UUID) -> None:
    with steward(Task.VERIFY):
        label_id = Fact.objects.get(pk=fact).label_id
    terms = ConsentTerms(Action.FORWARD, member, "fraud", NOW + timedelta(days=9), to)
    give_consent(viewer(origin, post="second"), terms, label_id=label_id, fact=fact, now=NOW)


def test_a_fact_that_the_recipient_may_read_goes_as_it_is() -> None:
    (name, phone) = facts_of("KR", label("KR", readers=["TH"]), phone=PHONE)
    thread = sent(viewer("KR"), letter(facts=(phone,))).thread
    assert shown("KR", thread) == shown("TH", thread) == [PHONE]
    with steward(Task.VERIFY):
        assert list(FactReference.objects.values_list("fact", "copied_from")) == [(phone, None)]
    assert name != phone


def test_an_own_fact_that_the_recipient_could_not_read_goes_as_a_copy_once_a_second_officer_has_read_it() -> None:
    (phone,) = facts_of("KR", label("KR", seekers=["TH"], codes=["M"]), phone=PHONE)[1:]
    with pytest.raises(Refused) as refused:
        sent(viewer("KR"), letter(facts=(phone,)))
    assert refused.value.code == "review_needed"
    thread = reviewed_and_sent("KR", letter(facts=(phone,))).thread
    assert shown("TH", thread) == [PHONE]
    with steward(Task.VERIFY):
        copy = Fact.objects.get(id=FactReference.objects.get().fact)
        original = Fact.objects.get(id=phone)
    passed = book.label(copy.label_id)
    assert (copy.originator, copy.subject == original.subject, passed.hit) == ("KR", False, HitMode.NONE)
    assert passed.audience == frozenset({"KR", "TH"})
    assert (sorted(passed.purposes), sorted(passed.codes)) == (["fraud"], ["F", "J", "M"])
    with acting(viewer("TH"), now=NOW):
        assert not Fact.objects.visible_to(viewer("TH")).filter(id=phone).exists()


def test_another_originator_s_fact_waits_for_its_consent_and_the_sentence_says_so() -> None:
    (phone,) = facts_of("TH", label("TH", readers=["KR"]), phone=PHONE)[1:]
    message = letter(to="SG", facts=(phone,))
    check = checked("KR", message)
    assert (check.may_go, check.consents) == (False, frozenset({"TH"}))
    assert blocked_sentence(check) == "Phone of Member TH may not go to Member SG before Member TH consents."
    with pytest.raises(Blocked):
        sent(viewer("KR"), message)
    consent("TH", member="KR", to="SG", fact=phone)
    assert checked("KR", message).may_go
    thread = reviewed_and_sent("KR", message).thread
    assert shown("SG", thread) == [PHONE]
    with steward(Task.VERIFY):
        leaf = Leaf.objects.get(event="thread.fact_passed_on")
    assert (leaf.member, leaf.object_id, '"by":"KR"' in leaf.entry) == ("TH", str(phone), True)


def test_the_smallest_set_is_asked_for_when_two_bureaus_state_the_same() -> None:
    """VN's and TH's statement of the same phone of one subject: either would do, and the address needs TH anyway."""
    subject = uuid4()
    facts_of("TH", label("TH", readers=["KR"]), subject=subject, phone=PHONE, address="Bangkok")
    facts_of("VN", label("VN", readers=["KR"]), subject=subject, phone=PHONE)
    with steward(Task.VERIFY):
        facts = {(f.originator, f.prop): f.id for f in Fact.objects.filter(subject=subject)}
    check = checked("KR", letter(to="SG", facts=(facts["VN", "phone"], facts["TH", "address"])))
    assert check.consents == frozenset({"TH"})
    consent("TH", member="KR", to="SG", fact=facts["TH", "phone"])
    check = checked("KR", letter(to="SG", facts=(facts["VN", "phone"],)))
    assert (check.may_go, check.passings[0].fact.originator) == (True, "TH")


def test_what_is_denied_to_the_recipient_goes_by_nobody_s_consent() -> None:
    (phone,) = facts_of("TH", label("TH", readers=["KR"], deny=["SG"]), phone=PHONE)[1:]
    own = facts_of("KR", label("KR", deny=["SG"]), phone=PHONE)[1]
    for fact, owner in ((phone, "TH"), (own, "KR")):
        check = checked("KR", letter(to="SG", facts=(fact,)))
        assert check.consents is None
        sentence = f"Phone of Member {owner} may not go to Member SG, whoever consents: take it out of the message."
        assert blocked_sentence(check) == sentence


def test_what_only_named_persons_may_read_does_not_go() -> None:
    kr = viewer("KR")
    (phone,) = facts_of("KR", label("KR", codes=["E"], named=[kr.id]), phone=PHONE)[1:]
    assert checked("KR", letter(facts=(phone,))).consents is None


def test_a_fact_that_the_sender_may_not_read_is_as_one_that_is_not_there() -> None:
    Officer.objects.filter(username="th.desk").update(level=3)
    (phone,) = facts_of("TH", label("TH", readers=["KR"], level=3), phone=PHONE)[1:]
    hidden, absent = checked("KR", letter(facts=(phone,))), checked("KR", letter(facts=(UUID(int=7),)))
    assert hidden == absent
    assert blocked_sentence(hidden) == "A fact that was chosen is no longer yours to read: take it out of the message."


def test_an_officer_of_the_recipient_who_may_not_read_a_fact_finds_no_trace_of_it() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"], level=1), phone=PHONE)[1:]
    Officer.objects.filter(username="th.second").update(level=0)
    thread = sent(viewer("KR"), letter(facts=(phone,))).thread
    assert (shown("TH", thread), shown("TH", thread, post="second")) == ([PHONE], [])
    view = thread_of(viewer("TH", post="second"), thread, now=NOW)
    assert str(phone) not in repr([event.body for event in view.events])
    with acting(viewer("TH", post="second"), now=NOW), connection.cursor() as cursor:
        cursor.execute("select count(*) from desk_factreference")
        assert cursor.fetchone() == (0,)


def test_a_recalled_fact_and_its_copies_leave_a_sentence_with_whoever_could_read_them() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"], level=1), phone=PHONE)[1:]
    (own,) = facts_of("KR", label("KR"), phone="+82 10 0000 0199")[1:]
    Officer.objects.filter(username="th.second").update(level=0)
    thread = reviewed_and_sent("KR", letter(facts=(phone, own))).thread
    recall(viewer("KR"), [phone, own], reason="wrong-value", now=NOW)
    sentence = "Member KR has withdrawn the fact that stood here. Do not use it."
    assert shown("TH", thread) == shown("KR", thread) == [sentence, sentence]
    assert shown("TH", thread, post="second") == [sentence]
    with steward(Task.VERIFY):
        assert set(Fact.objects.values_list("prop", flat=True)) == {"name"}


def test_what_expires_disappears_without_a_sentence() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"], until=NOW + timedelta(days=1)), phone=PHONE)[1:]
    thread = sent(viewer("KR"), letter(facts=(phone,))).thread
    later = thread_of(viewer("TH"), thread, now=NOW + timedelta(days=2))
    assert [event.facts for event in later.events] == [()]


def test_a_blocked_message_leaves_nothing_behind() -> None:
    (phone,) = facts_of("TH", label("TH", readers=["KR"]), phone=PHONE)[1:]
    with pytest.raises(Blocked):
        sent(viewer("KR"), letter(to="SG", facts=(phone,)))
    with steward(Task.VERIFY):
        assert not ThreadSide.objects.exists()
        assert not Leaf.objects.filter(event="thread.sent").exists()
