"""What is due is decided: deleted everywhere with a certificate, kept longer by two, or held."""

import json
from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from tests.facts.network import NOW, UNTIL, facts_of
from tests.foundation.identity.test_approvals import word_of
from tests.foundation.identity.test_passkeys import registered
from tests.oversight.network import NEAR_END, contributed, everything, item_ids, keeper, make_keepers, queue
from tests.people import make_officer

from interlace.core.procedure.keeping import Stage
from interlace.facts.models import Fact, Tombstone
from interlace.facts.recalling import recall
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN, SignatureNeeded, approval_of
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.extending import (
    approve_extension,
    propose_extension,
    refuse_extension,
    waiting_extensions,
)
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records, lift_holds
from interlace.oversight.keeping.queue import certificates_of, groups_due
from interlace.oversight.keeping.sweeping import finish_certificates
from interlace.oversight.models import Certificate, Deletion, KeptItem, KeptState
from interlace.oversight.schemas import KeptRecordOut

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def hold(ids: Sequence[UUID], *, by: str = "kr.privacy") -> None:
    hold_records(
        keeper(by),
        ids,
        reason="The court may need it.",
        basis="Criminal Procedure Act 106",
        review=NEAR_END + timedelta(days=90),
        now=NEAR_END,
    )


def test_the_queue_groups_by_case_and_reason_what_ends_within_180_days(tmp_path: Path) -> None:
    contributed(tmp_path, 3)
    assert queue(now=UNTIL - timedelta(days=181)) == []
    (group,) = queue()
    assert (group.reason.reference, group.reason.cause, group.due, group.stage) == (
        "KR-2026-0117",
        "originator",
        UNTIL,
        Stage.WITHIN_90,
    )
    assert sum(each.item.amount for each in group.items) == len(everything())


def test_another_bureau_has_a_queue_of_its_own(tmp_path: Path) -> None:
    contributed(tmp_path)
    queue()
    assert queue(by="th.privacy") == []
    (item, *_rest) = item_ids(queue())
    with pytest.raises(NotFound):
        delete_records(keeper("th.privacy"), [item], now=NEAR_END)


def test_whoever_may_not_take_facts_back_may_not_decide(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids = item_ids(queue())
    analyst = keeper()
    object.__setattr__(analyst, "verbs", frozenset())
    with pytest.raises(Refused):
        delete_records(analyst, ids, now=NEAR_END)


def test_deleted_records_are_gone_for_every_reader_and_leave_tombstones(tmp_path: Path) -> None:
    contributed(tmp_path)
    before = everything()
    assert len(facts_of("TH")) == len(before)
    certificate = delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    assert (everything(), facts_of("TH")) == ([], [])
    with steward(Task.VERIFY):
        assert set(Tombstone.objects.values_list("fact", flat=True)) == set(before)
    text = json.loads(certificate.text)
    assert (text["counts"]["facts"], text["counts"]["subjects"] > 0, len(text["digests"])) == (
        len(before),
        True,
        len(before),
    )
    assert queue() == []


def test_a_certificate_and_the_ledger_hold_no_content(tmp_path: Path) -> None:
    contributed(tmp_path)
    with steward(Task.VERIFY):
        values = set(Fact.objects.values_list("original", flat=True))
        subjects = {str(each) for each in Fact.objects.values_list("subject", flat=True)}
    certificate = delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    with steward(Task.VERIFY):
        leaves = "\n".join(Leaf.objects.filter(event__startswith="keeping.").values_list("entry", flat=True))
        noted = json.dumps(list(Deletion.objects.values_list("ids", flat=True)))
    for text in (certificate.text, leaves, noted):
        assert not any(value in text for value in values | subjects if len(value) > 5)


def test_the_index_is_rewritten_before_a_certificate_says_so(tmp_path: Path) -> None:
    contributed(tmp_path)
    delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    (waiting,) = certificates_of(keeper(), now=NEAR_END, most=9)
    assert waiting.swept is None
    finish_certificates(now=NEAR_END + timedelta(minutes=10))
    (swept,) = certificates_of(keeper(), now=NEAR_END, most=9)
    assert swept.swept == NEAR_END + timedelta(minutes=10)


def test_nothing_is_deleted_under_a_hold(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids = item_ids(queue())
    facts = everything()
    hold(ids[:1])
    with pytest.raises(Refused, match="legal hold"):
        delete_records(keeper(), ids, now=NEAR_END)
    assert everything() == facts


def test_a_hold_that_was_lifted_or_has_ended_binds_no_more(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids = item_ids(queue())
    hold(ids)
    with pytest.raises(Conflict):
        hold(ids)
    assert {each.stage for group in queue() for each in group.items} == {Stage.HELD}
    lift_holds(keeper("kr.head"), ids, now=NEAR_END)
    delete_records(keeper(), ids, now=NEAR_END)
    assert everything() == []


def test_a_hold_needs_a_reason_a_basis_and_a_day(tmp_path: Path) -> None:
    contributed(tmp_path)
    with pytest.raises(InvalidInput) as refused:
        hold_records(keeper(), item_ids(queue()), reason=" ", basis="", now=NEAR_END)
    assert [each.pointer for each in refused.value.problems] == ["/reason", "/basis", "/review"]


def test_why_a_record_is_held_is_for_the_keeper_of_the_hold_and_others_read_on_which_law(tmp_path: Path) -> None:
    contributed(tmp_path)
    hold(item_ids(queue())[:1])
    told = {by: held_as_shown(by) for by in ("kr.privacy", "kr.head")}
    law = "Criminal Procedure Act 106"
    assert told == {"kr.privacy": [(law, "The court may need it.")], "kr.head": [(law, "")]}
    Officer.objects.filter(username="kr.privacy").update(is_active=False)
    assert held_as_shown("kr.head") == [(law, "The court may need it.")]


def held_as_shown(by: str) -> list[tuple[str, str]]:
    """The law and the reason of what is held, as an officer reads them over the API."""
    shown = [KeptRecordOut.of(each) for group in groups_due(keeper(by), now=NEAR_END) for each in group.items]
    return [(each.hold_basis, each.hold_reason) for each in shown if each.held]


def test_a_certificate_names_what_the_records_were_held_for_and_is_for_who_works_for_that(tmp_path: Path) -> None:
    contributed(tmp_path)
    certificate = delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    assert (json.loads(certificate.text)["purposes"], certificate.purposes) == (["fraud"], ["fraud"])
    make_officer("KR", username="kr.other", roles=(Role.DATA_PROTECTION,), purposes=("protection",), level=3)
    seen = [len(certificates_of(keeper(by), now=NEAR_END, most=9)) for by in ("kr.head", "kr.other")]
    assert seen == [1, 0]


def test_certificates_of_old_name_the_purposes_of_their_records(tmp_path: Path) -> None:
    contributed(tmp_path)
    certificate = delete_records(keeper(), item_ids(queue()), now=NEAR_END)
    fill = import_module("interlace.oversight.migrations.0004_decisions_purposes").PURPOSES
    with steward(Task.VERIFY), connection.cursor() as cursor:
        Certificate.objects.update(purposes=[])
        cursor.execute(fill)
        assert Certificate.objects.get(id=certificate.id).purposes == ["fraud"]


def test_an_extension_needs_a_second_person_who_signs_exactly_it(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids = item_ids(queue())
    later = UNTIL + timedelta(days=200)
    proposed = propose_extension(keeper(), ids, until=later, reason="The trial goes on.", now=NEAR_END)
    with pytest.raises(Refused, match="second person"):
        approve_extension(keeper(), proposed.id, digest=proposed.digest, now=NEAR_END)
    with pytest.raises(Conflict):
        approve_extension(keeper("kr.head"), proposed.id, digest="0" * 64, now=NEAR_END)
    with pytest.raises(NotFound):
        approve_extension(keeper("th.head"), proposed.id, digest=proposed.digest, now=NEAR_END)
    with pytest.raises(Conflict, match="longer"):
        delete_records(keeper("kr.head"), ids, now=NEAR_END)
    assert {item.due for item in items()} == {UNTIL}
    approve_extension(keeper("kr.head"), proposed.id, digest=proposed.digest, now=NEAR_END)
    assert {item.due for item in items()} == {later}
    after = UNTIL + timedelta(days=1)
    with acting(keeper(), now=after):
        assert Fact.objects.visible_to(keeper()).count() == len(everything())


def test_where_the_bureau_has_passkeys_both_sign_exactly_the_same_extension(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids, later = item_ids(queue()), UNTIL + timedelta(days=200)
    devices = [registered(Officer.objects.get(username=name), now=NEAR_END) for name in ("kr.privacy", "kr.head")]
    reason = "The trial goes on."
    with pytest.raises(SignatureNeeded) as needed:
        propose_extension(keeper(), ids, until=later, reason=reason, now=NEAR_END)
    difference = needed.value.difference
    assert (str(ids[0]) in difference.text, reason in difference.text) == (True, True)
    word = word_of(devices[0], difference, now=NEAR_END)
    with pytest.raises(Conflict):
        propose_extension(keeper(), ids, until=later, reason="Something else.", now=NEAR_END, signed=word)
    proposed = propose_extension(keeper(), ids, until=later, reason=reason, now=NEAR_END, signed=word)
    head = keeper("kr.head")
    with pytest.raises(SignatureNeeded) as again:
        approve_extension(head, proposed.id, digest=proposed.digest, now=NEAR_END)
    assert again.value.difference == difference
    signed = word_of(devices[1], difference, now=NEAR_END)
    approve_extension(head, proposed.id, digest=proposed.digest, now=NEAR_END, signed=signed)
    assert {item.due for item in items()} == {later}
    approval = approval_of("keeping.extension", proposed.id)
    assert approval is not None
    assert [each.method for each in approval.signatures.all()] == ["passkey", "passkey"]


def test_a_proposal_that_nobody_signs_within_a_day_lapses_and_its_records_are_due_as_before(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids, later = item_ids(queue()), UNTIL + timedelta(days=200)
    proposed = propose_extension(keeper(), ids, until=later, reason="The trial goes on.", now=NEAR_END)
    tomorrow = NEAR_END + SIGNED_WITHIN
    with pytest.raises(Conflict):
        approve_extension(keeper("kr.head"), proposed.id, digest=proposed.digest, now=tomorrow)
    with acting(keeper("kr.head"), now=tomorrow):
        assert waiting_extensions(keeper("kr.head")) == []
    propose_extension(keeper(), ids, until=later, reason="The trial goes on.", now=tomorrow)
    refuse_extension(keeper("kr.head"), proposed.id, now=tomorrow)


def test_an_extension_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    contributed(tmp_path)
    ids = item_ids(queue())
    until = UNTIL + timedelta(days=9)
    proposed = propose_extension(keeper(), ids, until=until, reason="The trial goes on.", now=NEAR_END)
    refuse_extension(keeper("kr.head"), proposed.id, now=NEAR_END)
    assert {item.due for item in items()} == {UNTIL}
    delete_records(keeper(), ids, now=NEAR_END)
    assert everything() == []


@pytest.mark.parametrize("days", [-1, 366 * 6])
def test_an_extension_neither_shortens_nor_reaches_beyond_the_rules(days: int, tmp_path: Path) -> None:
    contributed(tmp_path)
    until = UNTIL + timedelta(days=days)
    with pytest.raises(InvalidInput):
        propose_extension(keeper(), item_ids(queue()), until=until, reason="Because.", now=NEAR_END)


def test_what_is_recalled_by_hand_leaves_the_queue_and_enters_the_ledger_of_deletions(tmp_path: Path) -> None:
    contributed(tmp_path)
    queue()
    facts = everything()
    recall(keeper(), facts, reason="outdated", now=NEAR_END)
    find_due(now=NEAR_END)
    assert {item.state for item in items()} == {KeptState.DELETED}
    with steward(Task.VERIFY):
        noted = [each for row in Deletion.objects.all() for each in row.ids.get("facts", [])]
    assert sorted(noted) == sorted(str(fact) for fact in facts)


def items() -> list[KeptItem]:
    with steward(Task.VERIFY):
        return list(KeptItem.objects.order_by("id"))


def test_the_queue_is_the_same_after_a_second_night(tmp_path: Path) -> None:
    contributed(tmp_path)
    first = queue()
    assert [(group.reason, item_ids([group])) for group in queue()] == [
        (group.reason, item_ids([group])) for group in first
    ]
    assert NOW < NEAR_END
