"""Acts on the machine itself are noted with a name."""

import json
from datetime import UTC, datetime

import pytest
from tests.people import make_officer

from interlace.bureaus.opening import add_member
from interlace.foundation.audit.actions import SYSTEM
from interlace.foundation.audit.models import Leaf
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.foundation.identity.keepers import NODE, Keeper, keeper_named
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def noted() -> tuple[object, object]:
    with steward(Task.LEDGER):
        entry = json.loads(Leaf.objects.get(event="member.added").entry)
    return entry["by"], entry["detail"]


def test_before_there_is_an_administrator_the_account_of_the_machine_stands_for_the_keeper() -> None:
    make_officer(roles=(Role.HEAD,))
    keeper = keeper_named(None)
    add_member(code="KR", name="Korea", now=NOW, by=keeper)
    account = account_of_process()
    assert keeper == Keeper(account=account)
    assert noted() == (f"account:{account}", {"account": account, "kind": "country"})


def test_an_administrator_is_named_and_stands_beside_the_account() -> None:
    keeper = make_officer(username="m.cho", roles=(Role.ADMINISTRATOR,))
    add_member(code="KR", name="Korea", now=NOW, by=keeper_named("M.Cho"))
    assert noted() == (str(keeper.pk), {"account": account_of_process(), "kind": "country"})


@pytest.mark.parametrize(
    ("named", "code"), [(None, "keeper_unnamed"), ("k.han", "not_a_keeper"), ("x", "not_a_keeper")]
)
def test_where_there_is_an_administrator_nobody_else_keeps_the_node(named: str | None, code: str) -> None:
    make_officer(username="m.cho", roles=(Role.ADMINISTRATOR,))
    make_officer(username="k.han", roles=(Role.HEAD,))
    with pytest.raises(Refused) as refused:
        keeper_named(named)
    assert refused.value.code == code


def test_what_the_node_does_by_itself_has_no_account() -> None:
    add_member(code="KR", name="Korea", now=NOW)
    assert (NODE.by, noted()) == (SYSTEM, (SYSTEM, {"kind": "country"}))
