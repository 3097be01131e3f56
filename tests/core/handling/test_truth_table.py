"""The truth table of the disclosure rule, every cell. Originator AA, viewer of BB, audience {AA, BB, CC}."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from interlace.core.handling import LIFE, Action, Answer, Grant, HitMode, Label, Viewer, can, decide, join

NOW = datetime(2026, 7, 14, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
ANSWERS = {"P": Answer.PERMIT, "A": Answer.ASK, "D": Answer.DENY}
COLUMNS = (
    Action.DISCOVER,
    Action.READ,
    Action.MATCH,
    Action.DERIVE,
    Action.ACT,
    Action.CITE,
    Action.FORWARD,
    Action.EXPORT,
)

AA = Viewer(
    id="aa-1", member="AA", active=True, level=3, rooms=frozenset(), purposes=frozenset({"fraud", "drugs", LIFE})
)
BB = replace(AA, id="bb-1", member="BB")
SHARED = Label.of("AA", audience=["BB", "CC"], purposes=["fraud"], until=LATER)
ALONE = Label.of("AA", purposes=["fraud"], until=LATER)
PRODUCT = join(SHARED, Label.of("BB", audience=["CC"], purposes=["fraud"], until=LATER, codes=["F"]))


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    situation: str
    row: str
    label: Label
    viewer: Viewer = BB
    purpose: str = "fraud"
    to: str = "CC"
    grants: tuple[Grant, ...] = ()


def coded(*codes: str, named: tuple[str, ...] = ()) -> Label:
    return Label.of("AA", audience=["BB", "CC"], purposes=["fraud"], until=LATER, codes=codes, named=named)


FORWARD_TO_XX = Grant(origin="AA", action=Action.FORWARD, member="BB", purpose="fraud", expires=LATER, to="XX")

CASES = (
    Case("sole originator", "PPPPPPPP", ALONE, AA, to="AA"),
    Case("sole originator, every code but E", "PPPPPPPP", coded("J", "F", "M", "C"), AA),
    Case("sole originator, `to` in deny", "PPPPPPDP", replace(ALONE, deny=frozenset({"XX"})), AA, to="XX"),
    Case(
        "unit of the originator with ceiling {discover}",
        "PDDDDDDD",
        ALONE,
        replace(AA, ceiling=frozenset({Action.DISCOVER})),
    ),
    Case("addressee, no codes, to=CC (in audience)", "PPPPPPPP", SHARED),
    Case("addressee, no codes, to=XX (outside)", "PPPPPPAP", SHARED, to="XX"),
    Case("the same with AA's grant forward->XX", "PPPPPPPP", SHARED, to="XX", grants=(FORWARD_TO_XX,)),
    Case("addressee, `to` in deny", "PPPPPPDP", replace(SHARED, deny=frozenset({"XX"})), to="XX"),
    Case("code F", "PPPPPPAA", coded("F")),
    Case("code J", "PPPPPAPP", coded("J")),
    Case("code M", "PPAPPPPP", coded("M")),
    Case("code C", "PPAAAAAA", coded("C")),
    Case("code E, named", "PPAPPPAA", coded("E", named=("bb-1",))),
    Case("code E, not named", "DDDDDDDD", coded("E", named=("cc-1",))),
    Case("code E, originator not named", "DDDDDDDD", coded("E", named=("cc-1",)), AA),
    Case("a code this version does not know", "DDDDDDDD", coded("Z9")),
    Case("hit = none (delivered, not searchable)", "DPPPPPPP", replace(SHARED, hit=HitMode.NONE)),
    Case("hit = silent", "DPPPPPPP", replace(SHARED, hit=HitMode.SILENT)),
    Case("hit = content", "PPPPPPPP", replace(SHARED, hit=HitMode.CONTENT)),
    Case("hit = silent, sole originator", "PPPPPPPP", replace(ALONE, hit=HitMode.SILENT), AA),
    Case(
        "seeker, not in audience (hit = hit)",
        "PDDDDDDD",
        Label.of("AA", seekers=["BB"], purposes=["fraud"], until=LATER),
    ),
    Case("neither in audience nor seeker", "DDDDDDDD", ALONE),
    Case("both empty", "DDDDDDDD", replace(ALONE, origins=frozenset(), audience=frozenset(), seekers=frozenset())),
    Case("in audience and in deny", "DDDDDDDD", replace(SHARED, deny=frozenset({"BB"}))),
    Case("level too low", "DDDDDDDD", replace(SHARED, level=3), replace(BB, level=2)),
    Case("level reached", "PPPPPPPP", replace(SHARED, level=3)),
    Case("room missing", "DDDDDDDD", replace(SHARED, rooms=frozenset({"reed"}))),
    Case("room joined", "PPPPPPPP", replace(SHARED, rooms=frozenset({"reed"})), replace(BB, rooms=frozenset({"reed"}))),
    Case("purpose not allowed by the label", "DDDDDDDD", SHARED, purpose="drugs"),
    Case("purpose not the viewer's", "DDDDDDDD", SHARED, replace(BB, purposes=frozenset({"drugs"}))),
    Case("expelled or suspended", "DDDDDDDD", SHARED, replace(BB, active=False)),
    Case("recalled", "DDDDDDDD", replace(SHARED, live=False)),
    Case("expired this instant", "DDDDDDDD", replace(SHARED, until=NOW)),
    Case("expired, sole originator", "DDDDDDDD", replace(ALONE, until=NOW), AA),
    Case("purpose life, originator did not pre-consent", "DDDDDDDD", SHARED, purpose=LIFE),
    Case("purpose life, originator pre-consented", "DPDDDDDD", replace(SHARED, life=True), purpose=LIFE),
    Case("product of AA{AA,BB,CC} + BB{BB,CC,code F}, viewer AA", "DDDDDDDD", PRODUCT, AA),
    Case("the same product, viewer BB, to=CC", "PPPPPPAA", PRODUCT),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.situation)
def test_every_cell_of_the_truth_table(case: Case) -> None:
    found = {
        action: decide(
            case.viewer,
            action,
            case.label,
            purpose=case.purpose,
            now=NOW,
            to=case.to if action is Action.FORWARD else None,
            grants=case.grants,
        )
        for action in COLUMNS
    }
    assert found == {action: ANSWERS[letter] for action, letter in zip(COLUMNS, case.row, strict=True)}


def test_the_table_holds_every_action() -> None:
    assert set(COLUMNS) == set(Action)


def test_forward_to_nobody_is_denied_even_to_the_originator() -> None:
    assert decide(AA, Action.FORWARD, ALONE, purpose="fraud", now=NOW) is Answer.DENY
    assert decide(BB, Action.FORWARD, SHARED, purpose="fraud", now=NOW) is Answer.DENY


@pytest.mark.parametrize(
    "grant",
    [
        replace(FORWARD_TO_XX, origin="CC"),
        replace(FORWARD_TO_XX, action=Action.EXPORT),
        replace(FORWARD_TO_XX, member="CC"),
        replace(FORWARD_TO_XX, purpose="drugs"),
        replace(FORWARD_TO_XX, expires=NOW),
        replace(FORWARD_TO_XX, to="YY"),
        replace(FORWARD_TO_XX, to=None),
    ],
    ids=["other originator", "other action", "other member", "other purpose", "run out", "other target", "no target"],
)
def test_a_consent_for_something_else_does_not_help(grant: Grant) -> None:
    answer = decide(BB, Action.FORWARD, SHARED, purpose="fraud", now=NOW, to="XX", grants=(grant,))
    assert answer is Answer.ASK


def test_a_product_needs_the_consent_of_every_origin() -> None:
    both = tuple(
        Grant(origin=origin, action=Action.EXPORT, member="BB", purpose="fraud", expires=LATER)
        for origin in ("AA", "BB")
    )
    assert decide(BB, Action.EXPORT, PRODUCT, purpose="fraud", now=NOW, grants=both[:1]) is Answer.ASK
    assert decide(BB, Action.EXPORT, PRODUCT, purpose="fraud", now=NOW, grants=both) is Answer.PERMIT


def test_a_label_without_origins_is_nobodys_to_consent_for() -> None:
    orphan = replace(coded("F"), origins=frozenset())
    assert decide(BB, Action.EXPORT, orphan, purpose="fraud", now=NOW, grants=(FORWARD_TO_XX,)) is Answer.ASK


def test_ask_is_not_can() -> None:
    assert can(BB, Action.READ, coded("F"), purpose="fraud", now=NOW)
    assert not can(BB, Action.EXPORT, coded("F"), purpose="fraud", now=NOW)


def test_the_normal_form_puts_the_originator_into_its_own_audience_and_never_into_deny() -> None:
    label = Label.of("AA", seekers=["BB"], deny=["AA", "CC"], purposes=["fraud"], until=LATER, named=["bb-1"])
    assert label == Label(
        origins=frozenset({"AA"}),
        audience=frozenset({"AA"}),
        seekers=frozenset({"AA", "BB"}),
        deny=frozenset({"CC"}),
        purposes=frozenset({"fraud"}),
        until=LATER,
    )
