"""The tables of a member's own periods."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import JsonValue
from interlace.core.procedure.keeping import Category, Certainty, Decider, Period, Rule, Starts


class OwnRule(models.Model):
    """A period that a member's own law sets beside the rules for everybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    category = models.CharField(max_length=16)
    years = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=255)
    source = models.CharField(max_length=255)
    as_of = models.DateField()
    certainty = models.CharField(max_length=16)
    added_by = models.UUIDField()
    added = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member"], name="own_rule_member")]

    def as_rule(self) -> Rule:
        """As the core reads it."""
        category = Category(self.category)
        starts, decider = _OF_CATEGORY[category]
        return Rule(
            code=f"own-{self.id}",
            category=category,
            starts=starts,
            period=Period(self.years, self.months, self.days),
            basis=self.basis,
            source=self.source,
            as_of=self.as_of,
            certainty=Certainty(self.certainty),
            decider=decider,
            member=self.member,
        )


_OF_CATEGORY = {
    Category.FACTS: (Starts.CONTRIBUTED, Decider.OFFICER),
    Category.PROTECTED: (Starts.CONTRIBUTED, Decider.OFFICER),
    Category.COPIES: (Starts.CONTRIBUTED, Decider.NODE),
    Category.CHECKS: (Starts.ASKED, Decider.NODE),
    Category.HITS: (Starts.LAST_CHANGED, Decider.NODE),
    Category.REJECTS: (Starts.READ_IN, Decider.NODE),
    Category.THREADS: (Starts.LAST_CHANGED, Decider.OFFICER),
    Category.DRAFTS: (Starts.LAST_CHANGED, Decider.OFFICER),
    Category.REGISTERS: (Starts.REPLACED, Decider.OFFICER),
    Category.CASES: (Starts.CLOSED, Decider.OFFICER),
}


class RuleChangeKind(models.TextChoices):
    ADD = "add", _("A new period")
    END = "end", _("A period that ends")


class RuleChangeState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class RuleChange(models.Model):
    """A proposal about a member's own periods, and what another person decided: together they are the history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=RuleChangeKind)
    rule = models.UUIDField()
    """The rule as it will be, or as it is."""
    terms: "models.JSONField[dict[str, JsonValue], dict[str, JsonValue]]" = models.JSONField()
    """Category, period, basis, source, date and certainty."""
    reason = models.TextField()
    digest = models.CharField(max_length=64)
    """SHA-256 over all of it: what the second person signs."""
    state = models.CharField(max_length=12, choices=RuleChangeState, default=RuleChangeState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_by_name = models.CharField(max_length=120)
    proposed = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-proposed"], name="rule_change_member")]
