"""A story without a defect is left alone; every kind of defect is found where it is, with what was expected."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.custody.stories import CONTENT, HOLDERS, entry, linked, stories

from interlace.core.custody import Defect, Entry, Finding, Step, holder_after, review

A, B = HOLDERS[0], HOLDERS[1]


def seized(**others: object) -> Entry:
    return entry(Step.SEIZED, giver="the suspect", taker=A, minutes=0, **others)


def transferred(minutes: int = 5, **others: object) -> Entry:
    return entry(Step.TRANSFERRED, giver=A, taker=B, minutes=minutes, **others)


@given(stories())
def test_a_story_without_a_defect_is_left_alone(story: list[Entry]) -> None:
    assert review(story, known=HOLDERS, sha256=CONTENT) == ()
    assert holder_after(story) == story[-1].taker


LATER = transferred().given_at + timedelta(hours=1)

CASES = {
    "it begins in the middle": ([transferred()], Finding(Defect.NO_BEGINNING, (1,), found="transferred")),
    "it begins twice": (
        [seized(), entry(Step.RECEIVED, giver=A, taker=A, minutes=1)],
        Finding(Defect.BEGINS_AGAIN, (2,), found="received"),
    ),
    "somebody else gives it away": (
        [seized(), entry(Step.TRANSFERRED, giver=B, taker=A, minutes=3)],
        Finding(Defect.HOLDER_GAP, (1, 2), expected=A, found=B),
    ),
    "nobody carried it": (
        [seized(), transferred(taken_at=LATER, recorded_at=LATER)],
        Finding(Defect.TIME_GAP, (2,), A, B),
    ),
    "taken before it was given": (
        [seized(), transferred(taken_at=transferred().given_at - timedelta(minutes=1))],
        Finding(Defect.OVERLAP, (2,), A, B),
    ),
    "given away before it was taken": (
        [seized(taken_at=LATER, recorded_at=LATER, carrier=B), transferred()],
        Finding(Defect.OVERLAP, (1, 2), "2026-03-02T07:05:00+00:00", "2026-03-02T06:05:00+00:00"),
    ),
    "a holder nobody knows": (
        [seized(), entry(Step.TRANSFERRED, giver=A, taker="a cousin", minutes=1)],
        Finding(Defect.UNKNOWN_HOLDER, (2,), found="a cousin"),
    ),
    "no holder at all": (
        [entry(Step.SEIZED, giver="the suspect", taker="", minutes=0)],
        Finding(Defect.UNKNOWN_HOLDER, (1,)),
    ),
    "analysed by somebody who never took it": (
        [seized(), entry(Step.ANALYSED, giver=A, taker=B, minutes=1)],
        Finding(Defect.SILENT_HAND_OVER, (2,), A, B),
    ),
    "signed by one side": ([seized(), transferred(signers=())], Finding(Defect.ONE_SIGNATURE, (2,), A, B)),
    "another seal without an opening": (
        [seized(seal="S1"), transferred(seal="S2")],
        Finding(Defect.SEAL_CHANGED, (1, 2), "S1", "S2"),
    ),
    "handed over unsealed": (
        [seized(seal="S1"), entry(Step.OPENED, giver=A, taker=A, minutes=1), transferred()],
        Finding(Defect.TRAVELLED_OPEN, (3,)),
    ),
    "another content": (
        [seized(), transferred(sha256="cd" * 32)],
        Finding(Defect.DIGEST_DIFFERS, (2,), CONTENT, "cd" * 32),
    ),
    "after it was given back": (
        [
            seized(),
            entry(Step.RETURNED, giver=A, taker="the owner", minutes=1),
            entry(Step.COPIED, giver=A, taker=A, minutes=2),
        ],
        Finding(Defect.AFTER_THE_END, (2, 3), "returned", "copied"),
    ),
    "recorded before it happened": (
        [seized(recorded_at=seized().taken_at - timedelta(seconds=1))],
        Finding(Defect.AHEAD_OF_CLOCK, (1,)),
    ),
    "on nobody's authority": ([seized(authority="")], Finding(Defect.NO_AUTHORITY, (1,))),
}


@pytest.mark.parametrize("case", CASES)
def test_every_defect_is_found_alone_and_in_its_place(case: str) -> None:
    entries, finding = CASES[case]

    assert review(linked(entries), known=HOLDERS, sha256=CONTENT) == (finding,)


def test_every_kind_of_defect_has_a_case() -> None:
    assert {finding.defect for _, finding in CASES.values()} == set(Defect)


@given(stories(least=3), st.data())
def test_a_step_left_out_where_hands_changed_is_a_gap(story: list[Entry], data: st.DataObject) -> None:
    moves = [place for place, each in enumerate(story[:-1]) if each.giver != each.taker and place]
    if not moves:
        return
    left_out = data.draw(st.sampled_from(moves))

    found = review(story[:left_out] + story[left_out + 1 :], known=HOLDERS)

    assert Defect.HOLDER_GAP in {finding.defect for finding in found}


@given(stories(least=2), st.integers(1, 10_000))
def test_the_judgement_does_not_depend_on_when_the_story_happened(story: list[Entry], days: int) -> None:
    later = timedelta(days=days)
    moved = [
        replace(
            each, given_at=each.given_at + later, taken_at=each.taken_at + later, recorded_at=each.recorded_at + later
        )
        for each in story
    ]

    assert review(moved, known=HOLDERS) == review(story, known=HOLDERS)
