"""Four eyes: two persons, one difference, a day. I23 of the security model is the machine at the end."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from tests.foundation.identity.devices import Device
from tests.foundation.identity.test_passkeys import NOW, registered, signed_in
from tests.people import make_bureau, make_officer

from interlace.foundation.errors import Conflict, IntegrityFailure, InterlaceError, NotFound, Refused
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    Difference,
    SignatureNeeded,
    approval_of,
    give_approval,
    is_proved,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.enrolling import suspend_officer
from interlace.foundation.identity.models import (
    Approval,
    ApprovalSignature,
    Bureau,
    Officer,
)
from interlace.foundation.identity.passkeys.actions import Signed, begin_signature, passkeys_of, take_signature
from interlace.foundation.identity.resetting import Signature, propose_reset, reset_officer, resets_to_sign, sign_reset
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

ACT = "tests.release"
THIS = Difference(ACT, {"to": "KR", "fields": [{"prop": "name", "value": "Han"}]})
OTHER = Difference(ACT, {"to": "KR", "fields": [{"prop": "name", "value": "Hân"}]})


def word_of(device: Device, difference: Difference, *, now: datetime = NOW, address: str = "192.0.2.1") -> Signed:
    request = signed_in(device, now=now, address=address)
    question = begin_signature(request, digest=difference.digest, now=now)
    return take_signature(request, answer=device.sign(question), now=now)


def opened(officer: Officer, *, signed: Signed | None = None, subject: UUID | None = None) -> Approval:
    return open_approval(
        THIS, subject=subject or uuid4(), member=officer.member_code, by=officer.pk, signed=signed, now=NOW
    )


def test_two_persons_give_it_and_both_names_stand_under_the_same_digest() -> None:
    first, second = make_officer("TH"), make_officer("TH")
    approval = opened(first)
    given = give_approval(THIS, subject=UUID(approval.subject), by=second.pk, now=NOW + timedelta(hours=1))
    assert (given.state, given.digest) == (Approval.State.GIVEN, THIS.digest)
    assert set(given.signatures.values_list("officer", "method")) == {(first.pk, "code"), (second.pk, "code")}


def test_one_person_is_never_two() -> None:
    first = make_officer("TH")
    approval = opened(first)
    with pytest.raises(Refused):
        give_approval(THIS, subject=UUID(approval.subject), by=first.pk, now=NOW)


def test_another_difference_is_not_what_the_first_one_signed() -> None:
    approval = opened(make_officer("TH"))
    with pytest.raises(Conflict):
        give_approval(OTHER, subject=UUID(approval.subject), by=make_officer("TH").pk, now=NOW)


def test_a_day_later_nobody_signs_as_the_second() -> None:
    second = make_officer("TH")
    one, other = opened(make_officer("TH")), opened(make_officer("TH"))
    give_approval(THIS, subject=UUID(one.subject), by=second.pk, now=NOW + SIGNED_WITHIN - timedelta(seconds=1))
    with pytest.raises(Conflict):
        give_approval(THIS, subject=UUID(other.subject), by=second.pk, now=NOW + SIGNED_WITHIN)


def test_what_is_decided_stays_decided() -> None:
    first, second, third = (make_officer("TH") for _ in range(3))
    given, refused = opened(first), opened(first)
    give_approval(THIS, subject=UUID(given.subject), by=second.pk, now=NOW)
    refuse_approval(THIS, subject=UUID(refused.subject), by=second.pk, now=NOW)
    for approval in (given, refused):
        with pytest.raises(Conflict):
            give_approval(THIS, subject=UUID(approval.subject), by=third.pk, now=NOW)


def test_who_is_suspended_or_no_person_or_of_another_member_signs_nothing() -> None:
    approval = opened(make_officer("TH"))
    gone, service, abroad = make_officer("TH"), make_officer("TH", is_service=True), make_officer("KR")
    suspend_officer(username=gone.username, now=NOW)
    for each, refusal in ((gone, Refused), (service, Refused), (abroad, NotFound)):
        with pytest.raises(refusal):
            give_approval(THIS, subject=UUID(approval.subject), by=each.pk, now=NOW)
    assert approval.signatures.count() == 1


def test_where_the_bureau_wants_it_the_second_person_works_elsewhere() -> None:
    place = make_bureau("TH")
    Bureau.objects.update(signs_elsewhere=True)
    approval = opened(make_officer("TH", bureau=place))
    with pytest.raises(Refused):
        give_approval(THIS, subject=UUID(approval.subject), by=make_officer("TH", bureau=place).pk, now=NOW)
    other = make_officer("TH", bureau=make_bureau("TH", name="Chiang Mai"))
    assert give_approval(THIS, subject=UUID(approval.subject), by=other.pk, now=NOW).state == Approval.State.GIVEN


def test_an_act_that_fails_leaves_no_signature() -> None:
    approval, second = opened(make_officer("TH")), make_officer("TH")
    with transaction.atomic():
        give_approval(THIS, subject=UUID(approval.subject), by=second.pk, now=NOW)
        transaction.set_rollback(True)
    assert (approval_of(ACT, UUID(approval.subject)), approval.signatures.count()) == (approval, 1)


def test_where_the_bureau_has_passkeys_the_act_names_what_is_to_be_signed() -> None:
    first, second = make_officer("TH"), make_officer("TH")
    devices = [registered(each) for each in (first, second)]
    with pytest.raises(SignatureNeeded) as needed:
        opened(first)
    assert needed.value.difference == THIS
    assert not Approval.objects.exists()
    approval = opened(first, signed=word_of(devices[0], THIS))
    with pytest.raises(SignatureNeeded):
        give_approval(THIS, subject=UUID(approval.subject), by=second.pk, now=NOW)
    signed = word_of(devices[1], THIS)
    given = give_approval(THIS, subject=UUID(approval.subject), by=second.pk, signed=signed, now=NOW)
    assert [each.method for each in given.signatures.all()] == ["passkey", "passkey"]


def test_a_word_for_another_difference_or_by_another_person_carries_nothing() -> None:
    first, second = make_officer("TH"), make_officer("TH")
    devices = [registered(each) for each in (first, second)]
    for word in (word_of(devices[0], OTHER), word_of(devices[1], THIS)):
        with pytest.raises(Conflict):
            opened(first, signed=word)


def test_a_kept_signature_can_be_proved_again_and_an_altered_one_cannot() -> None:
    first, second = make_officer("TH"), make_officer("TH")
    devices = [registered(each) for each in (first, second)]
    kept = opened(first, signed=word_of(devices[0], THIS)).signatures.get()
    assert is_proved(kept)
    approval = kept.approval
    approval.digest = OTHER.digest
    assert not is_proved(kept)
    approval.digest = THIS.digest
    for part in ("client_data", "authenticator_data", "signature", "nonce"):
        altered = ApprovalSignature.objects.get(pk=kept.pk)
        altered.proof = {**kept.proof, part: kept.proof[part][:-4] + "AAAA"}
        assert not is_proved(altered)
    other = ApprovalSignature.objects.get(pk=kept.pk)
    other.passkey = passkeys_of(second).get()
    assert not is_proved(other)


def test_a_proposal_rewritten_between_the_signatures_is_found_where_the_first_was_a_passkeys() -> None:
    first, second = make_officer("TH"), make_officer("TH")
    devices = [registered(each) for each in (first, second)]
    approval = opened(first, signed=word_of(devices[0], THIS))
    Approval.objects.update(digest=OTHER.digest)
    with pytest.raises(IntegrityFailure):
        give_approval(OTHER, subject=UUID(approval.subject), by=second.pk, signed=word_of(devices[1], OTHER), now=NOW)


class FourEyes(RuleBasedStateMachine):
    """I23: whatever three colleagues try, an act happens on two persons' word for one difference, within a day."""

    who = st.integers(0, 2)
    what = st.sampled_from([THIS, OTHER, Difference("tests.other", THIS.content)])

    @initialize(has_passkeys=st.booleans())
    def begin(self, has_passkeys: bool) -> None:
        self.now, self.subject, self.has_passkeys = NOW, uuid4(), has_passkeys
        self.said: dict[UUID, dict[str, datetime]] = {}
        """Who has signed which difference, and when: kept apart from what is tested."""
        self.words: list[Signed] = []
        member = f"M{self.subject.hex[:8]}"
        self.officers = [make_officer(member, username=f"{member.lower()}-{number}") for number in range(3)]
        self.devices = [registered(each) for each in self.officers] if has_passkeys else []

    @rule(minutes=st.sampled_from([-5, 1, 60, 13 * 60, 24 * 60]))
    def time_passes_or_the_clock_goes_back(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.has_passkeys)
    @rule(who=who, what=what)
    def somebody_gives_a_word(self, who: int, what: Difference) -> None:
        # Each story asks from an address of its own: questions are counted by address, and the clock stands.
        self.words.append(word_of(self.devices[who], what, now=self.now, address=str(self.subject)))

    @precondition(lambda self: self.has_passkeys)
    @rule(what=what)
    def somebody_rewrites_the_proposal(self, what: Difference) -> None:
        Approval.objects.filter(subject=str(self.subject)).exclude(digest=what.digest).update(digest=what.digest)

    @rule(who=who, what=what, at=st.integers(0, 9))
    def somebody_proposes(self, who: int, what: Difference, at: int) -> None:
        officer, signed = self.officers[who], self.word(at)
        try:
            open_approval(
                what, subject=self.subject, member=officer.member_code, by=officer.pk, signed=signed, now=self.now
            )
        except InterlaceError:
            return
        self.note(officer, what)

    @rule(who=who, what=what, at=st.integers(0, 9))
    def somebody_signs_as_the_second(self, who: int, what: Difference, at: int) -> None:
        officer, signed = self.officers[who], self.word(at)
        try:
            give_approval(what, subject=self.subject, by=officer.pk, signed=signed, now=self.now)
        except InterlaceError:
            return
        self.note(officer, what)
        moments = sorted(said[what.text] for said in self.said.values() if what.text in said)
        assert len(moments) >= 2
        assert moments[-1] - moments[0] < SIGNED_WITHIN

    def word(self, at: int) -> Signed | None:
        """Any word that was given so far, whoever gave it for whatever."""
        return self.words[at % len(self.words)] if self.words else None

    def note(self, officer: Officer, what: Difference) -> None:
        self.said.setdefault(officer.pk, {})[what.text] = self.now
        assert not self.has_passkeys or any(
            (word.officer, word.digest) == (officer.pk, what.digest) for word in self.words
        )


def test_four_eyes_cannot_be_met_by_one_person_or_by_an_altered_difference() -> None:
    run_state_machine_as_test(
        FourEyes,
        settings=settings(
            max_examples=20, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_reset_is_signed_by_two_with_passkeys_and_takes_the_officers_own() -> None:
    head = make_officer("TH", username="head", roles=(Role.HEAD,))
    keeper = make_officer("TH", username="keeper", roles=(Role.ADMINISTRATOR,))
    lost = make_officer("TH", username="lost")
    devices = {each.username: registered(each) for each in (head, keeper, lost)}
    with pytest.raises(SignatureNeeded) as needed:
        propose_reset(username="lost", by=head, signed=None, now=NOW)
    difference = needed.value.difference
    proposal = propose_reset(username="lost", by=head, signed=word_of(devices["head"], difference), now=NOW)
    assert [each.pk for each in resets_to_sign(keeper, now=NOW)] == [proposal.pk]
    assert resets_to_sign(head, now=NOW) == resets_to_sign(lost, now=NOW) == []
    signed = word_of(devices["keeper"], difference)
    assert sign_reset(proposal.pk, by=keeper, signed=signed, now=NOW).officer == lost
    assert not passkeys_of(lost).exists()
    with pytest.raises(NotFound):
        sign_reset(proposal.pk, by=keeper, signed=signed, now=NOW)


def test_where_the_bureau_has_passkeys_two_codes_reset_nobody() -> None:
    for name in ("head", "keeper"):
        registered(make_officer("TH", username=name, roles=(Role.HEAD,)))
    make_officer("TH", username="lost")
    signatures = [Signature("head", "000000"), Signature("keeper", "000000")]
    with pytest.raises(Refused) as refused:
        reset_officer(username="lost", signatures=signatures, now=NOW)
    assert refused.value.code == "passkeys_sign_resets"
