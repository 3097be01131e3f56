"""What later facts meet through the index is what asking every open question about every one of them would find."""

import random
from uuid import UUID

import pytest
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import Code, HitMode, Label
from interlace.core.matching import compare
from interlace.core.procedure.ladder import Party
from interlace.facts.models import Fact
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.screening.checks.bands import is_possible
from interlace.screening.holdings import Held, held_by_subject, holdings_of
from interlace.screening.index import FACTS, Candidate
from interlace.screening.models import HitSide, StandingCheck
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
