"""The handling sentence in three languages, and that it never says more than the disclosure rule allows."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.foundation.localize.labels import CASES, NAMES, NOW, UNTIL

from interlace.core.handling import Action, Answer, HitMode, Label, Viewer, decide
from interlace.foundation.localize.handling import handling_sentence

GOLDEN = Path(__file__).with_name("handling_sentences.txt")
LANGUAGES = ("en", "fr", "vi")
MEMBERS = ("KR", "TH", "VN", "XB")


def say(case: str, language: str) -> str:
    label, viewer, conditions = CASES[case]
    return handling_sentence(
        label, language=language, member_names=NAMES, now=NOW, viewer_member=viewer, conditions=conditions
    )


def written() -> str:
    """Every case in every language, as the golden file has it."""
    return "\n".join(
        f"{case}\n" + "".join(f"  {language}  {say(case, language)}\n" for language in LANGUAGES) for case in CASES
    )


def test_every_sentence_reads_as_it_was_approved() -> None:
    if os.environ.get("INTERLACE_WRITE_GOLDEN") == "1":
        GOLDEN.write_text(written(), encoding="utf-8")
    assert written() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shows_a_place_that_was_not_filled(language: str) -> None:
    assert [case for case in CASES if re.search(r"[{}]|%\(", say(case, language))] == []


members = st.frozensets(st.sampled_from(MEMBERS), max_size=3)


@st.composite
def labels(draw: st.DrawFn) -> Label:
    """Labels of KR in normal form, with every code, mode and narrowing."""
    return Label.of(
        "KR",
        purposes=draw(st.frozensets(st.sampled_from(["fraud", "drugs"]), max_size=2)),
        until=UNTIL if draw(st.booleans()) else NOW,
        audience=draw(members),
        seekers=draw(members),
        deny=draw(members),
        codes=draw(st.frozensets(st.sampled_from(["J", "F", "M", "C", "E", "Z"]), max_size=2)),
        named=["7"],
        hit=draw(st.sampled_from(HitMode)),
        live=draw(st.booleans()),
        life=draw(st.booleans()),
    )


def strongest(label: Label, member: str, action: Action) -> Answer:
    """What the best placed officer of that member gets for any purpose."""
    viewers = (
        Viewer("7", member, True, 3, frozenset({"r"}), frozenset({purpose})) for purpose in ("fraud", "drugs", "life")
    )
    return max(decide(viewer, action, label, purpose=next(iter(viewer.purposes)), now=NOW) for viewer in viewers)


@settings(deadline=None, max_examples=300)
@given(labels(), st.sampled_from(["TH", "VN", "XB"]))
def test_whoever_may_not_know_is_told_the_same_as_of_a_thing_that_never_was(label: Label, member: str) -> None:
    said = handling_sentence(label, language="en", member_names=NAMES, now=NOW, viewer_member=member)
    may_know = any(strongest(label, member, action) is Answer.PERMIT for action in (Action.DISCOVER, Action.READ))
    has_ended = said.startswith(("KR has withdrawn", "This ended", "No purpose"))
    assert may_know == (said != "Not found, or not for you." and not has_ended)


@settings(deadline=None, max_examples=300)
@given(labels(), st.sampled_from(["TH", "VN", "XB"]))
def test_a_seeker_is_not_told_who_else_may_know(label: Label, member: str) -> None:
    said = handling_sentence(label, language="en", member_names=NAMES, now=NOW, viewer_member=member)
    if strongest(label, member, Action.READ) is Answer.PERMIT:
        return
    others = set(MEMBERS) - {"KR", member}
    assert [other for other in others if other in said] == []


@settings(deadline=None, max_examples=300)
@given(labels())
def test_the_owner_is_told_exactly_which_bureaus_read_and_which_may_only_know(label: Label) -> None:
    said = handling_sentence(label, language="en", member_names=NAMES, now=NOW)
    if label.codes & {"E", "Z"} or not label.purposes or not label.live or label.until <= NOW:
        return
    readers = {m for m in ("TH", "VN", "XB") if strongest(label, m, Action.READ) is Answer.PERMIT}
    finders = {m for m in ("TH", "VN", "XB") if strongest(label, m, Action.DISCOVER) is Answer.PERMIT} - readers
    who = "".join(
        sentence for sentence in said.split(". ") if " may read this" in sentence and "Only KR" not in sentence
    )
    knows = "".join(s for s in said.split(". ") if "a possible hit exists" in s)
    assert ({m for m in MEMBERS if m in who}, {m for m in MEMBERS if m in knows}) == (readers, finders)


def test_a_reader_is_told_among_whom_it_may_pass_on_and_not_who_may_only_seek() -> None:
    label = Label.of("KR", purposes=["fraud"], until=UNTIL, audience=["TH", "XB"], seekers=["VN"])
    owner, reader = (
        handling_sentence(label, language="en", member_names={}, now=NOW, viewer_member=member)
        for member in ("KR", "TH")
    )
    assert "VN may only know that a possible hit exists." in owner
    assert reader == (
        "TH and XB may read this, for fraud investigation, until 30 June 2027."
        " It may be passed on among these bureaus, to anybody else only after asking KR."
    )
