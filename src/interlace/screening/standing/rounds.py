"""One round of comparing later facts with open questions: what is the same for all of it is looked up once."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.foundation.disclosure.labels import Permitted, book
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.models import Member, Officer
from interlace.screening.models import StandingCheck

Matter = tuple[UUID, str]
"""An officer, and the purpose of its question."""


@dataclass
class Round:
    """One transaction of the steward: members, officers and rights as they are in it."""

    now: datetime
    _officers: dict[UUID, Officer | None] = field(default_factory=dict)
    _members: dict[str, bool] | None = None
    """Those that can be reached, by code, and whether they are active."""
    _asking: list[str] | None = None
    _permitted: dict[tuple[Matter, Action], Permitted] = field(default_factory=dict)

    def viewer_of(self, standing: StandingCheck) -> Viewer | None:
        """Its officer at work on it, as long as that officer may work at all."""
        if standing.officer not in self._officers:
            found = Officer.objects.select_related("bureau__member").filter(pk=standing.officer).first()
            self._officers[standing.officer] = found if found is not None and found.as_viewer().active else None
        officer = self._officers[standing.officer]
        if officer is None:
            return None
        return viewer_of(officer, purpose=standing.purpose, reference=standing.reference)

    def discoverable_by(self, standing: StandingCheck) -> Permitted:
        """What the officer of an open question may discover for its purpose."""
        return self._permitted_to(standing, Action.DISCOVER)

    def readable_by(self, standing: StandingCheck) -> Permitted:
        """What that officer may read."""
        return self._permitted_to(standing, Action.READ)

    def is_reachable(self, member: str) -> bool:
        """Whether what this member holds can be asked for now."""
        return member in self._reachable()

    def reachable_others(self, member: str) -> list[str]:
        """The members whose facts can be asked now."""
        return [code for code, is_active in self._reachable().items() if is_active and code != member]

    def askers_but(self, newcomer: str) -> list[str]:
        """The other members that have open questions and can be told of an answer."""
        if self._asking is None:
            asking = set(StandingCheck.objects.values_list("member", flat=True).distinct())
            self._asking = [code for code, is_active in self._reachable().items() if is_active and code in asking]
        return [code for code in self._asking if code != newcomer]

    def _reachable(self) -> dict[str, bool]:
        if self._members is None:
            found = Member.objects.filter(reachable=True).order_by("code").values_list("code", "status")
            self._members = {code: status == Member.Status.ACTIVE for code, status in found}
        return self._members

    def _permitted_to(self, standing: StandingCheck, action: Action) -> Permitted:
        key = ((standing.officer, standing.purpose), action)
        if key not in self._permitted:
            viewer = self.viewer_of(standing)
            self._permitted[key] = (
                Permitted.of((), valid_until=self.now)
                if viewer is None
                else book.permitted(viewer.person, action, purpose=standing.purpose, now=self.now)
            )
        return self._permitted[key]
