"""A member's own periods: one keeper proposes with basis and source, another one signs exactly that.

A period of one's own law only ever shortens: of all rules that bind, the earliest end counts. To end one lengthens
again, so both take two persons. What was proposed and decided stays as the history.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue
from interlace.core.procedure.keeping import Category, Certainty, Period
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.approvals.actions import (
    SIGNED_WITHIN,
    Difference,
    give_approval,
    open_approval,
    refuse_approval,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.oversight.keeping.deciding import SHORTEST_REASON, require_keeper
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.proposals import refuse_another, write_decision
from interlace.oversight.ledger_events import RULE_ADDED, RULE_ENDED, RULE_PROPOSED, RULE_REFUSED
from interlace.oversight.models import OwnRule, RuleChange, RuleChangeKind, RuleChangeState
from interlace.oversight.recording import log_act

OF_ONES_OWN = tuple(category for category in Category if category is not Category.COPIES)
"""What a member may set a period for: copies end with their label, and nothing else."""
LONGEST_YEARS = 50
_ACT = "keeping.rule"


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """A period as a keeper writes it down."""

    category: Category
    period: Period
    basis: str
    source: str
    as_of: date
    certainty: Certainty

    def to_json(self) -> dict[str, JsonValue]:
        """As it is signed and kept."""
        return {
            "category": self.category.value,
            "years": self.period.years,
            "months": self.period.months,
            "days": self.period.days,
            "basis": self.basis.strip(),
            "source": self.source.strip(),
            "as_of": self.as_of.isoformat(),
            "certainty": self.certainty.value,
        }

    @classmethod
    def of_change(cls, change: RuleChange) -> "RuleTerms":
        """As it was proposed."""
        said = change.terms
        return cls(
            Category(str(said["category"])),
            Period(int(str(said["years"])), int(str(said["months"])), int(str(said["days"]))),
            str(said["basis"]),
            str(said["source"]),
            date.fromisoformat(str(said["as_of"])),
            Certainty(str(said["certainty"])),
        )


def own_rules_of(viewer: Viewer, *, now: datetime) -> list[OwnRule]:
    """The periods of the viewer's own member that are in force."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        return list(OwnRule.objects.filter(member=viewer.member, ended=None).order_by("category", "added", "id"))


def own_rule(viewer: Viewer, rule: UUID, *, now: datetime) -> OwnRule:
    """One period of the viewer's own member that is in force."""
    found = next((each for each in own_rules_of(viewer, now=now) if each.id == rule), None)
    if found is None:
        raise NotFound(_("There is no such period."))
    return found


def changes_of(viewer: Viewer, *, now: datetime) -> list[RuleChange]:
    """What was proposed and decided about them, the latest first."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        return list(RuleChange.objects.filter(member=viewer.member).order_by("-proposed", "id"))


def change_of(viewer: Viewer, change: UUID, *, now: datetime) -> RuleChange:
    """One of them."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        return _change(viewer, change)


def waits(change: RuleChange, *, now: datetime) -> bool:
    """Whether a second person may still sign: what nobody signs within a day lapses."""
    return change.state == RuleChangeState.PROPOSED and now < change.proposed + SIGNED_WITHIN


def propose_rule(
    viewer: Viewer, terms: RuleTerms, *, reason: str, now: datetime, signed: Signed | None = None
) -> RuleChange:
    """Propose a period of one's own law. Nothing changes before a second person has signed."""
    require_keeper(viewer)
    _refuse_unfit(terms, reason=reason, now=now)
    return _propose(viewer, RuleChangeKind.ADD, uuid4(), terms.to_json(), reason=reason, signed=signed, now=now)


def propose_end(viewer: Viewer, rule: UUID, *, reason: str, now: datetime, signed: Signed | None = None) -> RuleChange:
    """Propose that a period of one's own law ends. Nothing changes before a second person has signed."""
    found = own_rule(viewer, rule, now=now)
    with acting(viewer, now=now):
        if any(waits(each, now=now) for each in RuleChange.objects.filter(member=viewer.member, rule=rule)):
            raise Conflict(_("This period waits for a decision already."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(_("The period cannot be ended like this."), problems=[_reason_missing()])
    terms = _terms_of(found).to_json()
    return _propose(viewer, RuleChangeKind.END, rule, terms, reason=reason, signed=signed, now=now)


def approve_change(
    viewer: Viewer, change: UUID, *, digest: str, now: datetime, signed: Signed | None = None
) -> RuleChange:
    """Sign as the second person: from now on the period binds, or binds no more."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        found = _waiting(viewer, change, now=now)
        refuse_another(digest, signed=found.digest)
        give_approval(difference_of(found), subject=found.id, by=viewer.id, signed=signed, now=now)
        if found.kind == RuleChangeKind.ADD:
            _put_into_force(found, now=now)
        else:
            OwnRule.objects.filter(member=viewer.member, id=found.rule).update(ended=now)
        event = RULE_ADDED if found.kind == RuleChangeKind.ADD else RULE_ENDED
        write_decision(viewer, found, RuleChangeState.APPROVED, now=now)
        _log(viewer, found, event, now=now)
        find_due(now=now, member=viewer.member)
        return found


def refuse_change(viewer: Viewer, change: UUID, *, now: datetime) -> RuleChange:
    """Decide against it as the second person."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        found = _waiting(viewer, change, now=now)
        refuse_approval(difference_of(found), subject=found.id, by=viewer.id, now=now)
        write_decision(viewer, found, RuleChangeState.REFUSED, now=now)
        _log(viewer, found, RULE_REFUSED, now=now)
        return found


def difference_of(change: RuleChange) -> Difference:
    """Exactly what both persons sign."""
    return Difference(
        _ACT,
        {
            "change": change.kind,
            "rule": str(change.rule),
            "member": change.member,
            "period": change.terms,
            "reason": change.reason,
        },
    )


def _propose(
    viewer: Viewer,
    kind: RuleChangeKind,
    rule: UUID,
    terms: dict[str, JsonValue],
    *,
    reason: str,
    signed: Signed | None,
    now: datetime,
) -> RuleChange:
    with acting(viewer, now=now):
        change = RuleChange(
            id=uuid4(),
            member=viewer.member,
            kind=kind,
            rule=rule,
            terms=terms,
            reason=reason.strip(),
            proposed_by=UUID(viewer.id),
            proposed_by_name=viewer.officer_name,
            proposed=now,
        )
        difference = difference_of(change)
        change.digest = difference.digest
        change.save(force_insert=True)
        open_approval(difference, subject=change.id, member=viewer.member, by=viewer.id, signed=signed, now=now)
        _log(viewer, change, RULE_PROPOSED, now=now)
        return change


def _put_into_force(change: RuleChange, *, now: datetime) -> None:
    terms = RuleTerms.of_change(change)
    OwnRule.objects.create(
        id=change.rule,
        member=change.member,
        category=terms.category,
        years=terms.period.years,
        months=terms.period.months,
        days=terms.period.days,
        basis=terms.basis,
        source=terms.source,
        as_of=terms.as_of,
        certainty=terms.certainty,
        added_by=change.proposed_by,
        added=now,
    )


def _change(viewer: Viewer, change: UUID) -> RuleChange:
    found = RuleChange.objects.filter(member=viewer.member, id=change).first()
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def _waiting(viewer: Viewer, change: UUID, *, now: datetime) -> RuleChange:
    _change(viewer, change)
    found = RuleChange.objects.select_for_update().get(id=change)
    if found.state != RuleChangeState.PROPOSED:
        raise Conflict(_("This proposal has been decided."))
    if not waits(found, now=now):
        raise Conflict(_("This proposal has lapsed."), fix=_("Propose it again."))
    return found


def _terms_of(rule: OwnRule) -> RuleTerms:
    period = Period(rule.years, rule.months, rule.days)
    category, certainty = Category(rule.category), Certainty(rule.certainty)
    return RuleTerms(category, period, rule.basis, rule.source, rule.as_of, certainty)


def _refuse_unfit(terms: RuleTerms, *, reason: str, now: datetime) -> None:
    period, problems = terms.period, list[FieldProblem]()
    if terms.category not in OF_ONES_OWN:
        problems.append(
            FieldProblem(
                "/category", "category_unfit", _("Copies made for a hit end with their handling."), _("Choose another.")
            )
        )
    length = period.years * 365 + period.months * 30 + period.days
    if min(period.years, period.months, period.days) < 0 or not 0 < length <= LONGEST_YEARS * 365:
        problems.append(
            FieldProblem(
                "/period", "period_unfit", _("The period has no length, or too much."), _("Give years or days.")
            )
        )
    if len(terms.basis.strip()) < SHORTEST_REASON:
        problems.append(
            FieldProblem("/basis", "basis_missing", _("The law is missing."), _("Name it, with its article."))
        )
    if len(terms.source.strip()) < SHORTEST_REASON:
        problems.append(
            FieldProblem("/source", "source_missing", _("The source is missing."), _("Say where the text was read."))
        )
    if terms.as_of > now.date():
        problems.append(
            FieldProblem(
                "/as_of", "as_of_unfit", _("The day of the source has not come yet."), _("Give an earlier day.")
            )
        )
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append(_reason_missing())
    if problems:
        raise InvalidInput(_("The period cannot be proposed like this."), problems=problems)


def _reason_missing() -> FieldProblem:
    return FieldProblem("/reason", "reason_missing", _("A reason is missing."), _("Say why."))


def _log(viewer: Viewer, change: RuleChange, event: Event, *, now: datetime) -> None:
    detail: dict[str, JsonValue] = {
        "change": str(change.id),
        "kind": change.kind,
        "digest": change.digest,
        "terms": change.terms,
    }
    log_act(viewer, event, on=change.rule, detail=detail, now=now)
