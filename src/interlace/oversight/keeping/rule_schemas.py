"""Shapes of the REST API for periods: what binds a bureau, what its own law adds, and who decided that."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Schema

from interlace.core.procedure.keeping import Category, Certainty, Period, Rule
from interlace.oversight.keeping.rule_changes import LONGEST_YEARS, RuleTerms
from interlace.oversight.models import OwnRule, RuleChange, RuleChangeKind, RuleChangeState


class RetentionRuleOut(Schema):
    """A period that binds the bureau."""

    id: UUID | None = Field(..., description="Of one of the bureau's own; null for what holds for everybody.")
    code: str
    category: Category
    years: int
    months: int
    days: int
    basis: str
    source: str
    as_of: date
    certainty: Certainty

    @classmethod
    def of_own(cls, rule: OwnRule) -> Self:
        """One of the bureau's own."""
        return cls._of(rule.as_rule(), identifier=rule.id, basis=rule.basis, source=rule.source)

    @classmethod
    def of_everybody(cls, rule: Rule) -> Self:
        """One that holds for everybody, in the caller's language."""
        return cls._of(rule, identifier=None, basis=_(rule.basis), source=_(rule.source))

    @classmethod
    def _of(cls, rule: Rule, *, identifier: UUID | None, basis: str, source: str) -> Self:
        return cls(
            id=identifier,
            code=rule.code,
            category=rule.category,
            years=rule.period.years,
            months=rule.period.months,
            days=rule.period.days,
            basis=basis,
            source=source,
            as_of=rule.as_of,
            certainty=rule.certainty,
        )


class RetentionRulesOut(Schema):
    """What binds the bureau: its own periods first, then those of everybody. The earliest end counts."""

    items: list[RetentionRuleOut]


class RetentionRuleIn(Schema):
    """A period of one's own law: another person signs it."""

    category: Category
    years: int = Field(0, ge=0, le=LONGEST_YEARS)
    months: int = Field(0, ge=0, le=LONGEST_YEARS * 12)
    days: int = Field(0, ge=0, le=LONGEST_YEARS * 365)
    basis: str = Field(..., min_length=3, max_length=255, description="The law, with its article.")
    source: str = Field(..., min_length=3, max_length=255, description="Where the text was read.")
    as_of: date
    certainty: Certainty
    reason: str = Field(..., min_length=3, max_length=2_000)

    def terms(self) -> RuleTerms:
        """As a keeper writes it down."""
        return RuleTerms(
            category=self.category,
            period=Period(self.years, self.months, self.days),
            basis=self.basis,
            source=self.source,
            as_of=self.as_of,
            certainty=self.certainty,
        )


class RetentionRuleEndIn(Schema):
    """Why a period of one's own ends."""

    reason: str = Field(..., min_length=3, max_length=2_000)


class RetentionRuleChangeOut(Schema):
    """A proposal about the bureau's own periods; the second person signs `digest`, within a day."""

    id: UUID
    kind: RuleChangeKind
    state: RuleChangeState
    rule: UUID
    category: Category
    years: int
    months: int
    days: int
    basis: str
    source: str
    as_of: date
    certainty: Certainty
    reason: str
    digest: str
    proposed: datetime
    proposed_by: str
    decided: datetime | None
    decided_by: str

    @classmethod
    def of(cls, change: RuleChange) -> Self:
        """As stored."""
        terms = RuleTerms.of_change(change)
        return cls(
            id=change.id,
            kind=RuleChangeKind(change.kind),
            state=RuleChangeState(change.state),
            rule=change.rule,
            category=terms.category,
            years=terms.period.years,
            months=terms.period.months,
            days=terms.period.days,
            basis=terms.basis,
            source=terms.source,
            as_of=terms.as_of,
            certainty=terms.certainty,
            reason=change.reason,
            digest=change.digest,
            proposed=change.proposed,
            proposed_by=change.proposed_by_name,
            decided=change.decided,
            decided_by=change.decided_by_name,
        )


class RetentionRuleChangesOut(Schema):
    """What was proposed and decided about the bureau's own periods, the latest first."""

    items: list[RetentionRuleChangeOut]
