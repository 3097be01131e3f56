"""What a contributor decides becomes a label that says exactly that, and markings only ever narrow it."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.network import NOW, UNTIL, sharing

from interlace.core.handling import ALL_ACTIONS, Answer, HitMode, Label, Viewer, decide
from interlace.facts.markings import parse_markings
from interlace.facts.sharing import Sharing, hit_mode
from interlace.foundation.errors import InvalidInput

MEMBERS = ("KR", "TH", "VN", "SG")


def test_with_hit_the_named_bureaus_seek_and_with_content_they_read() -> None:
    assert sharing("TH", "VN").label("KR", purpose="fraud") == Label.of(
        "KR", purposes={"fraud"}, until=UNTIL, seekers={"TH", "VN"}, hit=HitMode.HIT
    )
    assert sharing("TH", hit=HitMode.CONTENT).label("KR", purpose="fraud") == Label.of(
        "KR", purposes={"fraud"}, until=UNTIL, audience={"TH"}, hit=HitMode.CONTENT
    )
    assert sharing("TH", hit=HitMode.NONE).label("KR", purpose="fraud") == Label.of(
        "KR", purposes={"fraud"}, until=UNTIL, audience={"TH"}, hit=HitMode.NONE
    )


def test_restrictions_become_codes() -> None:
    shared = sharing("TH", restrictions=["no-proceedings", "no-onward", "no-matching"])
    assert shared.label("KR", purpose="fraud").codes == {"J", "F", "M"}


def test_eyes_only_names_the_contributor_too() -> None:
    shared = Sharing.with_members(
        ["TH"], hit=HitMode.CONTENT, purpose="fraud", until=UNTIL, restrictions=["eyes-only"], named=["th-9"]
    )
    assert shared.label("KR", purpose="fraud", by="kr-1").named == {"th-9", "kr-1"}


@pytest.mark.parametrize(
    "words",
    [
        {"purpose": "revenge"},
        {"restrictions": ["conditions"]},
        {"restrictions": ["eyes-only"]},
        {"restrictions": ["no-fun"]},
        {"until": datetime(2030, 1, 1)},
        {"purpose": "missing", "hit": HitMode.SILENT},
        {"purpose": "protection", "hit": HitMode.SILENT},
    ],
)
def test_words_that_do_not_fit_together_are_refused(words: dict[str, object]) -> None:
    given_words = {"hit": HitMode.HIT, "purpose": "fraud", "until": UNTIL, **words}
    with pytest.raises(InvalidInput):
        Sharing.with_members(["TH"], **given_words)  # type: ignore[arg-type]  # wrong on purpose


def test_an_unknown_hit_mode_is_refused() -> None:
    assert hit_mode("silent") is HitMode.SILENT
    with pytest.raises(InvalidInput):
        hit_mode("loud")


def test_a_sharing_survives_its_keeping() -> None:
    shared = Sharing.with_members(
        ["TH"],
        hit=HitMode.HIT,
        purpose="fraud",
        until=UNTIL,
        restrictions=["no-onward"],
        condition="minor",
        deny=["SG"],
        level=2,
        rooms=["reed"],
        life=True,
    )
    assert Sharing.from_json(shared.to_json()) == shared


CODES = ["EUROPOL_H:H1", "EUROPOL_H:H2", "TLP:RED", "TLP:AMBER+STRICT", "TLP:GREEN", "PAP:RED", "X:Y", "5x5x5:4"]


@given(
    st.sampled_from(list(HitMode)),
    st.frozensets(st.sampled_from(MEMBERS)),
    st.lists(st.sampled_from(CODES), max_size=3),
    st.sampled_from(MEMBERS),
    st.sampled_from(sorted(ALL_ACTIONS)),
)
@settings(deadline=None, max_examples=300)
def test_a_marking_never_widens_what_the_contributor_chose(
    hit: HitMode, members: frozenset[str], codes: list[str], member: str, action: str
) -> None:
    shared = sharing(*members, hit=hit)
    markings = parse_markings(" ".join(codes))
    assert isinstance(markings, tuple)
    who = Viewer(f"{member}-1", member, True, 3, frozenset(), frozenset({"fraud"}))
    answers = [
        decide(who, action, label, purpose="fraud", now=NOW, to="TH")  # type: ignore[arg-type]  # a str enum
        for label in (
            shared.label("KR", purpose="fraud", by="KR-1"),
            shared.label("KR", purpose="fraud", markings=markings, by="KR-1"),
        )
    ]
    assert answers[1] <= answers[0]
    assert answers[1] in set(Answer)
