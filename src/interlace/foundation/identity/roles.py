"""What an officer's role allows, as a table. A role never widens what an originator released."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.handling import ALL_ACTIONS, Action


class Verb(StrEnum):
    """A thing somebody does on a node."""

    CHECK = "check"
    CONTRIBUTE = "contribute"
    ASK = "ask"  # ask a holder to confirm a hit
    ANSWER = "answer"  # answer as the holder of a hit
    APPROVE = "approve"  # be the second person
    RECALL = "recall"
    GRANT = "grant"
    SUPERVISE = "supervise"  # let a colleague go above a budget
    APPOINT = "appoint"  # give officers and units their rights, and take them away
    EXPORT = "export"
    ADMINISTER = "administer"
    AUDIT = "audit"
    CARE = "care"  # look after those found on site, and read what they say


class Role(StrEnum):
    """What an officer works as; `ROLES` says what each may do."""

    DUTY_OFFICER = "duty_officer"
    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    HEAD = "head"
    DOMESTIC_UNIT = "domestic_unit"
    UNIT_CONTRIBUTOR = "unit_contributor"
    PARTNER = "partner"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data_protection"
    PROTECTION_OFFICER = "protection_officer"


@dataclass(frozen=True, slots=True)
class RoleTerms:
    """What one role may do with facts (ceiling) and on the node (verbs)."""

    name: Promise
    ceiling: frozenset[Action]
    verbs: frozenset[Verb]


_DESK = frozenset({Verb.CHECK, Verb.CONTRIBUTE, Verb.ASK, Verb.ANSWER})

ROLES: Mapping[Role, RoleTerms] = {
    Role.DUTY_OFFICER: RoleTerms(_("Duty officer"), ALL_ACTIONS, _DESK | {Verb.APPROVE, Verb.RECALL, Verb.EXPORT}),
    Role.INVESTIGATOR: RoleTerms(_("Investigator"), ALL_ACTIONS, _DESK | {Verb.APPROVE, Verb.RECALL, Verb.EXPORT}),
    Role.ANALYST: RoleTerms(_("Criminal analyst"), ALL_ACTIONS - {Action.ACT}, frozenset({Verb.CHECK, Verb.EXPORT})),
    Role.HEAD: RoleTerms(
        _("Head of bureau"),
        ALL_ACTIONS,
        _DESK | {Verb.APPROVE, Verb.RECALL, Verb.GRANT, Verb.SUPERVISE, Verb.APPOINT, Verb.EXPORT, Verb.AUDIT},
    ),
    # A domestic unit learns that something exists and asks its bureau for the rest.
    Role.DOMESTIC_UNIT: RoleTerms(_("Domestic unit"), frozenset({Action.DISCOVER}), frozenset({Verb.CHECK, Verb.ASK})),
    # What it hands in waits until its bureau has looked at it; `facts/waiting` holds it until then.
    Role.UNIT_CONTRIBUTOR: RoleTerms(
        _("Contributor of a domestic unit"), frozenset({Action.DISCOVER}), frozenset({Verb.CONTRIBUTE})
    ),
    Role.PARTNER: RoleTerms(
        _("Private partner"), frozenset({Action.DISCOVER, Action.READ}), frozenset({Verb.CONTRIBUTE})
    ),
    Role.SECRETARIAT: RoleTerms(
        _("Regional secretariat"), ALL_ACTIONS - {Action.ACT, Action.CITE}, frozenset({Verb.CHECK, Verb.ASK})
    ),
    # No role bypasses the rule: an administrator runs the machine and reads nothing through the product.
    Role.ADMINISTRATOR: RoleTerms(_("Administrator"), frozenset(), frozenset({Verb.ADMINISTER})),
    Role.DATA_PROTECTION: RoleTerms(
        _("Data-protection officer"), frozenset({Action.READ}), frozenset({Verb.AUDIT, Verb.RECALL})
    ),
    # Looks after those who may be victims, and takes no part in the criminal case.
    Role.PROTECTION_OFFICER: RoleTerms(
        _("Victim-protection officer"), frozenset({Action.DISCOVER, Action.READ}), frozenset({Verb.CARE})
    ),
}

CARE_ROOM = "victim-care"
"""The room in which those found on site are looked after: nobody is put into it, the role alone opens it."""


def ceiling_of(roles: Iterable[str]) -> frozenset[Action]:
    """The actions that the roles allow together; a role this version does not know allows nothing."""
    known = (ROLES[Role(role)] for role in roles if role in set(Role))
    return frozenset[Action]().union(*(terms.ceiling for terms in known))


def verbs_of(roles: Iterable[str]) -> frozenset[Verb]:
    """The verbs that the roles allow together; a role this version does not know allows nothing."""
    named = frozenset(roles)
    known = (ROLES[Role(role)] for role in named if role in set(Role))
    verbs = frozenset[Verb]().union(*(terms.verbs for terms in known))
    return verbs if cares(named) else verbs - {Verb.CARE}


def cares(roles: Iterable[str]) -> bool:
    """Whether somebody protects victims and does nothing else: who works on the criminal case never reads them."""
    return set(roles) == {Role.PROTECTION_OFFICER}
