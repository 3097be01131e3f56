"""Who keeps the node: acts on the machine itself are noted with a name, never as done by nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import JsonValue
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.audit.events import declared_events
from interlace.foundation.backup import NotedAct
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.errors import Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role, Verb


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who acts: the officer who was named, and the account of the operating system that the command ran under."""

    officer: UUID | None = None
    account: str = ""

    @property
    def by(self) -> UUID | str:
        """The name under which the act stands in the ledger."""
        if self.officer is not None:
            return self.officer
        return f"account:{self.account}" if self.account else SYSTEM

    def noting(self, detail: Mapping[str, JsonValue] | None = None) -> dict[str, JsonValue]:
        """The detail of the act with the account of the operating system beside it."""
        return {**(detail or {}), **({"account": self.account} if self.account else {})}


NODE = Keeper()
"""The node itself, where no person acts: the exercise world is built by it."""


def keeper_named(username: str | None) -> Keeper:
    """The keeper who runs this command. As soon as the node has an administrator, one must be named.

    A name is not a proof: whoever runs the command holds the machine. What needs a proof takes codes of two persons.
    """
    administrators = [each for each in Officer.objects.in_service() if is_keeper(each)]
    if username is None:
        if administrators:
            raise Refused(
                _("Say which administrator you are: this node has one."),
                code="keeper_unnamed",
                fix=_("Add --by with your user name, or set INTERLACE_KEEPER."),
            )
        return Keeper(account=account_of_process())
    found = next((each for each in administrators if each.username == username.lower()), None)
    if found is None:
        raise Refused(
            _("This is not the user name of an administrator."),
            code="not_a_keeper",
            fix=_("`interlace admin user list` shows who has the role `{role}`.").format(role=Role.ADMINISTRATOR),
        )
    return Keeper(officer=found.pk, account=account_of_process())


def is_keeper(officer: Officer) -> bool:
    """Whether this is a person who keeps the node."""
    return Verb.ADMINISTER in officer.verbs and not officer.is_service and not officer.is_profile


@transaction.atomic
def write_noted_acts(acts: Sequence[NotedAct]) -> None:
    """Put acts that were noted beside the database into the ledger, each under its own id."""
    administrators = [each for each in Officer.objects.in_service() if is_keeper(each)]
    for act in acts:
        known = next((each for each in administrators if each.username == act.named.lower()), None)
        keeper = Keeper(officer=known.pk if known is not None else None, account=act.account)
        detail: dict[str, JsonValue] = dict(act.detail)
        if known is None and act.named:
            detail["named"] = act.named
        record(
            declared_events()[act.event],
            by=keeper.by,
            member="",
            on="node",
            now=act.at,
            detail=keeper.noting(detail),
            act=act.id,
        )
