"""What later facts meet through the index is what asking every open question about every one of them would find."""

import random
import uuid
from uuid import UUID

import pytest
from django.test import override_settings
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import Code, HitMode, Label
from interlace.core.matching import compare
from interlace.core.procedure.ladder import Party
from interlace.facts.models import Fact
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.screening.asking import entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.bands import is_possible
from interlace.screening.checks.comparing import CANDIDATES
from interlace.screening.holdings import Held, held_by_subject, holdings_of
from interlace.screening.index import FACTS, Candidate
from interlace.screening.models import HitSide, StandingCheck
from interlace.screening.questions import question_about
from interlace.screening.standing.actions import match_pending, match_silent
from interlace.screening.standing.newcomers import asked_by
from interlace.screening.standing.rounds import Round

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = ("KR", "SG", "TH")
Pair = tuple[UUID, UUID]


@pytest.mark.parametrize("seed", range(4))
def test_open_questions_meet_what_each_would_meet_if_it_were_asked(seed: int) -> None:
    dice = random.Random(seed)
    make_members(*MEMBERS)
    Officer.objects.filter(username="kr.desk").update(level=2)
    for number in range(18):
        member = dice.choice(MEMBERS)
        contribute(viewer(member), drawn_label(dice, member), drawn_person(dice, number))

    expected = asked_one_by_one()

    assert met() == expected
    assert expected, "nothing met, so nothing was shown"


@pytest.mark.parametrize("is_hidden_there", [False, True])
def test_what_is_hidden_of_a_newcomer_takes_no_place_among_the_candidates(is_hidden_there: bool) -> None:
    make_members("KR", "TH")
    hidden = "+82 10 0000 0199"
    decoys = [person(f"Guest {chr(65 + n % 26)}{chr(97 + n // 26)}ong", phone=hidden) for n in range(CANDIDATES + 5)]
    with override_settings(INTERLACE_WORKER=True):
        contribute(viewer("TH"), label("TH"), *decoys, person("ฮัน จีซอบ", birthDate="17 เม.ย. 2534"))
        subject = uuid.uuid4()
        if is_hidden_there:
            contribute(
                viewer("KR"), label("KR"), {"schema": "Person", "properties": {"phone": [hidden]}}, subject=subject
            )
        visible = label("KR", readers=["TH"])
        contribute(viewer("KR"), visible, person("한지섭", birthDate="1991-04-17"), subject=subject)
    match_pending(now=NOW)

    assert {theirs for _own, theirs in met()} == {subject}


def test_every_bureau_learns_of_a_question_by_its_own_silent_facts_however_many_others_have() -> None:
    make_members("KR", "TH", "VN")
    phone = "+82 10 0000 0142"
    guests = [person(f"Guest {chr(65 + n % 26)}{chr(97 + n // 26)}ong", phone=phone) for n in range(CANDIDATES + 5)]
    with override_settings(INTERLACE_WORKER=True):
        for _ in range(3):
            contribute(viewer("TH"), label("TH", seekers=["KR"], hit=HitMode.SILENT), *guests)
        silent = label("VN", seekers=["KR"], hit=HitMode.SILENT)
        contribute(viewer("VN"), silent, person("Trần Thị Mỹ Lệ", phone=phone))
    ask_holders(viewer("KR"), question_about(entity_asked("phone", phone)), now=NOW)

    match_silent(now=NOW)

    with steward(Task.VERIFY):
        assert HitSide.objects.filter(member="VN", party=Party.HOLDER).count() == 1


def drawn_label(dice: random.Random, member: str) -> Label:
    """A label as bureaus set them: some for everybody, some for nobody, some silent, some not to be matched."""
    others = [code for code in MEMBERS if code != member]
    return label(
        member,
        seekers=[code for code in others if dice.random() < 0.6],
        readers=[code for code in others if dice.random() < 0.3],
        hit=dice.choice([HitMode.HIT, HitMode.HIT, HitMode.CONTENT, HitMode.SILENT, HitMode.NONE]),
        codes=dice.choice([(), (), (Code.NO_MATCHING,)]),
        level=dice.choice([0, 0, 1, 2 if member == "KR" else 1]),
    )


def drawn_person(dice: random.Random, number: int) -> dict[str, object]:
    """One of six people, known by a phone, by name and birth date, or both; or somebody whom nobody else knows."""
    who = dice.randrange(6)
    phone, born = f"+82 10 0000 01{who:02}", f"198{who}-0{who + 1}-17"
    name = ["Han Ji-seop", "Somchai Jaidee", "Nguyen Thi My Le", "Wang Xiaoming", "Sok Dara", "Aung Kyaw Moe"][who]
    return dice.choice(
        [
            person(name, birthDate=born, phone=phone),
            person(name, birthDate=born),
            person(f"Other {number}", phone=phone),
            person(f"Stranger Number{number}", birthDate="1951-01-02"),
        ]
    )


def met() -> set[Pair]:
    """Who was told of a hit between a subject of its own and which other."""
    with steward(Task.VERIFY):
        sides = HitSide.objects.filter(party=Party.ASKER).values_list("own_subject", "their_subject")
        return {(own, theirs) for own, theirs in sides if own and theirs}


def asked_one_by_one() -> set[Pair]:
    """Every open question beside every subject of every other member, without an index."""
    pairs = set()
    with steward(Task.VERIFY):
        book.refresh()
        this_round = Round(NOW)
        held = held_by_subject(set(Fact.objects.values_list("subject", flat=True)))
        for standing in StandingCheck.objects.filter(until__gt=NOW):
            for subject, other in held.items():
                if other.holder != standing.member and resembles(standing, held, subject, this_round):
                    pairs.add((standing.subject, subject))
    return pairs


def resembles(standing: StandingCheck, held: dict[UUID, Held], subject: UUID, this_round: Round) -> bool:
    """Whether the officer of an open question may know that this subject resembles its own."""
    candidate = Candidate(subject=subject.bytes, holder=held[subject].holder, source=FACTS, row=0)
    # Compared without the first band: to ask for one is to try a description, and that is what is counted there.
    return any(
        is_possible(compare(each.question.description, holding.description).bits)
        for each in asked_by(standing, held[standing.subject], this_round)
        for holding in holdings_of([candidate], held, this_round.discoverable_by(standing))
    )
