"""One round of comparing later facts with open questions: what is the same for all of it is looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action, Label
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.identity.models import Member, Officer
from interlace.screening.hits.sides import guard_of
from interlace.screening.holdings import Statement
from interlace.screening.models import StandingCheck

Matter = tuple[UUID, str]
"""An officer, and the purpose of its question."""


@dataclass(frozen=True, slots=True)
class View:
    """What the same for one or several officers of a member is: what they may discover, and read of their own."""

    member: str
    discoverable: Permitted
    readable: Permitted
    matters: set[Matter]
    """The officers and purposes of the open questions that are asked so."""


@dataclass
class Round:
    """One transaction of the steward: members, officers and rights as they are in it."""

    now: datetime
    _officers: dict[UUID, Officer | None] = field(default_factory=dict)
    _members: dict[str, bool] | None = None
    """Those that can be reached, by code, and whether they are active."""
    _views: list[View] | None = None
    _permitted: dict[tuple[Matter, Action], Permitted] = field(default_factory=dict)
    _guards: dict[frozenset[int], Label] = field(default_factory=dict)

    def has_asker(self, standing: StandingCheck) -> bool:
        """Whether its officer may work at all."""
        return self._officer(standing.officer) is not None

    def discoverable_by(self, standing: StandingCheck) -> Permitted:
        """What the officer of an open question may discover for its purpose."""
        return self._permitted_to((standing.officer, standing.purpose), Action.DISCOVER)

    def readable_by(self, standing: StandingCheck) -> Permitted:
        """What that officer may read."""
        return self._permitted_to((standing.officer, standing.purpose), Action.READ)

    def guard_of(self, statements: Sequence[Statement]) -> Label:
        """The label of a product of these statements, put together once."""
        labels = frozenset(statement.label for statement in statements)
        if labels not in self._guards:
            self._guards[labels] = guard_of(statements)
        return self._guards[labels]

    def is_reachable(self, member: str) -> bool:
        """Whether what this member holds can be asked for now."""
        return member in self._reachable()

    def reachable_others(self, member: str) -> list[str]:
        """The members whose facts can be asked now."""
        return [code for code, is_active in self._reachable().items() if is_active and code != member]

    def views_but(self, newcomer: str) -> list[View]:
        """As whom the other members ask, of those that can be told of an answer: by member, each view once."""
        if self._views is None:
            self._views = self._views_now()
        return [each for each in self._views if each.member != newcomer]

    def _views_now(self) -> list[View]:
        asking = StandingCheck.objects.filter(until__gt=self.now).values_list("member", "officer", "purpose").distinct()
        views: dict[tuple[str, tuple[int, ...], tuple[UUID, ...], tuple[int, ...]], View] = {}
        for member, officer, purpose in sorted(asking):
            if not self._reachable().get(member):
                continue
            discoverable = self._permitted_to((officer, purpose), Action.DISCOVER)
            readable = self._permitted_to((officer, purpose), Action.READ)
            key = member, discoverable.labels, tuple(sorted(discoverable.facts)), readable.labels
            view = views.setdefault(key, View(member, discoverable, readable, set()))
            view.matters.add((officer, purpose))
        return list(views.values())

    def _reachable(self) -> dict[str, bool]:
        if self._members is None:
            found = Member.objects.filter(reachable=True).order_by("code").values_list("code", "status")
            self._members = {code: status == Member.Status.ACTIVE for code, status in found}
        return self._members

    def _officer(self, officer: UUID) -> Officer | None:
        if officer not in self._officers:
            found = Officer.objects.select_related("bureau__member").filter(pk=officer).first()
            self._officers[officer] = found if found is not None and found.as_viewer().active else None
        return self._officers[officer]

    def _permitted_to(self, matter: Matter, action: Action) -> Permitted:
        if (matter, action) not in self._permitted:
            officer, purpose = self._officer(matter[0]), matter[1]
            self._permitted[matter, action] = (
                Permitted.of((), valid_until=self.now)
                if officer is None
                else book.permitted(officer.as_viewer(), action, purpose=purpose, now=self.now)
            )
        return self._permitted[matter, action]
