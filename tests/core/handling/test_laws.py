"""Laws of the disclosure rule: joins (I2), tightening (I3), whatever is empty or unknown (I6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.handling import LIFE, Action, Answer, Grant, HitMode, Label, Viewer, decide, join

NOW = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
MEMBERS = ("AA", "BB", "CC")
PURPOSES = ("fraud", "drugs", LIFE)
ROOMS = ("reed", "moon")
PEOPLE = tuple(f"{member.lower()}-{number}" for member in MEMBERS for number in (1, 2))
CODES = ("J", "F", "M", "C", "E", "Z9")
LAWS = settings(deadline=None, max_examples=150)
FEWER = settings(deadline=None, max_examples=50)  # times the fields

moments = st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(seconds=1), NOW + timedelta(days=9)])
some_members = st.frozensets(st.sampled_from(MEMBERS))


def few(values: tuple[str, ...], *, at_most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=at_most)


def with_names_under_eyes_only(label: Label) -> Label:
    """Names mean something with code E only; without it a label holds none."""
    return label if "E" in label.codes else replace(label, named=frozenset())


# Labels far from one originator's normal form too; empty sets and a code of a later version among them.
labels = st.builds(
    Label,
    origins=st.frozensets(st.sampled_from(MEMBERS), max_size=2),
    audience=some_members,
    seekers=some_members,
    purposes=st.frozensets(st.sampled_from(PURPOSES)),
    until=moments,
    deny=few(MEMBERS, at_most=1),
    level=st.integers(0, 3),
    rooms=few(ROOMS, at_most=1),
    codes=few(CODES, at_most=2),
    named=st.frozensets(st.sampled_from(PEOPLE)),
    hit=st.sampled_from(HitMode),
    live=st.booleans(),
    life=st.booleans(),
).map(with_names_under_eyes_only)
# A label of one originator as `Label.of` makes it: the shape in which the normal form must hold.
normal_labels = st.builds(
    lambda origin, others, seekers, terms: Label.of(origin, audience=others, seekers=seekers, **terms),
    st.sampled_from(MEMBERS),
    some_members,
    some_members,
    st.fixed_dictionaries(
        {
            "purposes": st.frozensets(st.sampled_from(PURPOSES), min_size=1),
            "until": st.just(NOW + timedelta(days=9)),
            "deny": few(MEMBERS, at_most=1),
            "level": st.integers(0, 2),
            "codes": few(CODES[:5], at_most=2),
            "named": st.frozensets(st.sampled_from(PEOPLE)),
            "hit": st.sampled_from(HitMode),
            "life": st.booleans(),
        }
    ),
)
viewers = st.builds(
    Viewer,
    id=st.sampled_from(PEOPLE),
    member=st.sampled_from(MEMBERS),
    active=st.sampled_from([True, True, True, False]),
    level=st.integers(0, 3),
    rooms=few(ROOMS, at_most=2),
    purposes=st.frozensets(st.sampled_from(PURPOSES), min_size=1),
    ceiling=st.sampled_from([frozenset(Action), frozenset(Action), frozenset({Action.DISCOVER, Action.READ})]),
)
grants = st.lists(
    st.builds(
        Grant,
        origin=st.sampled_from(MEMBERS),
        action=st.sampled_from(Action),
        member=st.sampled_from(MEMBERS),
        purpose=st.sampled_from(PURPOSES),
        expires=moments,
        to=st.sampled_from([None, *MEMBERS]),
    ),
    max_size=4,
)
targets = st.sampled_from([None, *MEMBERS, "XX"])


def answers(
    viewer: Viewer, label: Label, to: str | None = "CC", given_by: tuple[Grant, ...] = ()
) -> dict[tuple[Action, str], Answer]:
    return {
        (action, purpose): decide(viewer, action, label, purpose=purpose, now=NOW, to=to, grants=given_by)
        for action in Action
        for purpose in PURPOSES
    }


@LAWS
@given(labels, labels)
def test_join_does_not_depend_on_order(a: Label, b: Label) -> None:
    assert join(a, b) == join(b, a)


@LAWS
@given(labels, labels, labels)
def test_join_does_not_depend_on_grouping(a: Label, b: Label, c: Label) -> None:
    assert join(join(a, b), c) == join(a, join(b, c))


@LAWS
@given(labels)
def test_join_with_itself_changes_nothing(a: Label) -> None:
    assert join(a, a) == a


@LAWS
@given(labels, labels, viewers, targets, grants)
def test_a_product_is_never_wider_than_a_part(
    a: Label, b: Label, viewer: Viewer, to: str | None, consents: list[Grant]
) -> None:
    of_product = answers(viewer, join(a, b), to, tuple(consents))
    of_parts = [answers(viewer, part, to, tuple(consents)) for part in (a, b)]
    wider = {key for key, answer in of_product.items() if any(answer > part[key] for part in of_parts)}
    assert wider == set()


TIGHTENINGS = {
    "audience": lambda label, other: replace(label, audience=label.audience & other.audience),
    "seekers": lambda label, other: replace(label, seekers=label.seekers & other.seekers),
    "deny": lambda label, other: replace(label, deny=label.deny | other.deny),
    "purposes": lambda label, other: replace(label, purposes=label.purposes & other.purposes),
    "level": lambda label, other: replace(label, level=max(label.level, other.level)),
    "rooms": lambda label, other: replace(label, rooms=label.rooms | other.rooms),
    "codes": lambda label, other: replace(label, codes=label.codes | other.codes),
    "named": lambda label, other: replace(label, named=label.named & other.named),
    "hit": lambda label, other: replace(label, hit=min(label.hit, other.hit)),
    "until": lambda label, other: replace(label, until=min(label.until, other.until)),
    "live": lambda label, other: replace(label, live=label.live and other.live),
    "life": lambda label, other: replace(label, life=label.life and other.life),
}


def test_every_field_but_the_origins_can_be_tightened() -> None:
    assert set(TIGHTENINGS) == set(Label.__dataclass_fields__) - {"origins"}


@pytest.mark.parametrize("name", TIGHTENINGS)
@FEWER
@given(label=labels, other=labels, viewer=viewers, to=targets, consents=grants)
def test_tightening_a_field_never_widens_access(
    name: str, label: Label, other: Label, viewer: Viewer, to: str | None, consents: list[Grant]
) -> None:
    before = answers(viewer, label, to, tuple(consents))
    after = answers(viewer, TIGHTENINGS[name](label, other), to, tuple(consents))
    assert {key for key, answer in after.items() if answer > before[key]} == set()


EMPTIED = {
    "audience": lambda label: replace(label, audience=frozenset(), seekers=frozenset()),
    "purposes": lambda label: replace(label, purposes=frozenset(), life=False),
    "unknown purpose": lambda label: replace(label, purposes=frozenset({"something new"}), life=False),
    "unknown code": lambda label: replace(label, codes=label.codes | {"Q"}),
    "unknown members": lambda label: replace(label, audience=frozenset({"ZZ"}), seekers=frozenset({"ZZ"})),
}


@pytest.mark.parametrize("name", EMPTIED)
@FEWER
@given(label=normal_labels, viewer=viewers, consents=grants)
def test_what_is_empty_or_unknown_denies_everybody_but_the_sole_originator(
    name: str, label: Label, viewer: Viewer, consents: list[Grant]
) -> None:
    found = set(answers(viewer, EMPTIED[name](label), given_by=tuple(consents)).values())
    if label.origins != {viewer.member} or "purpose" in name:
        assert found == {Answer.DENY}


@LAWS
@given(label=labels, viewer=viewers, consents=grants)
def test_a_viewer_without_purposes_or_actions_may_nothing(label: Label, viewer: Viewer, consents: list[Grant]) -> None:
    for helpless in (
        replace(viewer, purposes=frozenset()),
        replace(viewer, ceiling=frozenset()),
        replace(viewer, active=False),
    ):
        assert set(answers(helpless, label, given_by=tuple(consents)).values()) == {Answer.DENY}


@LAWS
@given(label=labels, viewer=viewers, to=targets, consents=grants)
def test_a_consent_never_turns_a_denial(label: Label, viewer: Viewer, to: str | None, consents: list[Grant]) -> None:
    without = answers(viewer, label, to)
    given_all = answers(viewer, label, to, tuple(consents))
    assert all(given_all[key] is Answer.DENY for key, answer in without.items() if answer is Answer.DENY)
    assert all(given_all[key] >= answer for key, answer in without.items())
