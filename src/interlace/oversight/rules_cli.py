"""The commands `interlace privacy rule`: what binds a bureau, and the proposals that another person decides."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.core.procedure.keeping import Category, Certainty, Period
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.oversight.keeping import rule_changes
from interlace.oversight.keeping.rule_schemas import RetentionRuleChangeOut, RetentionRuleOut
from interlace.oversight.keeping.rules import RULES
from interlace.oversight.models import RuleChange, RuleChangeKind, RuleChangeState
from interlace.oversight.words import CATEGORY_WORDS, CERTAINTY_WORDS, period_text
from interlace.screening.profile import show_code

RULE_COLUMNS = {
    "category": gettext_lazy("What it is about"),
    "period": gettext_lazy("Period"),
    "basis": gettext_lazy("Law and article"),
    "certainty": gettext_lazy("How sure you are"),
    "id": gettext_lazy("Own period"),
}
CHANGE_COLUMNS = {
    "kind": gettext_lazy("Kind"),
    "category": gettext_lazy("What it is about"),
    "period": gettext_lazy("Period"),
    "state": gettext_lazy("State"),
    "proposed_by": gettext_lazy("Proposed by"),
    "decided_by": gettext_lazy("Decided by"),
    "digest": gettext_lazy("Digest to sign"),
    "id": gettext_lazy("Proposal"),
}
EXAMPLE = """
interlace privacy rule list --as kr.privacy
interlace privacy rule add facts --years 3 --basis "Police Data Act, section 12" --source "Official Gazette" \\
    --as-of 2026-01-01 --certainty source_read --reason "Our law is shorter." --as kr.privacy
interlace privacy rule sign 7c1e... --digest 9f86... --as kr.head
"""
_Day = click.DateTime(["%Y-%m-%d"])

coded = click.option("--code", default="", help="Code that the officer's device shows now, where it has one.")
reasoned = click.option("--reason", required=True, help="Why.")


@click.group("rule", cls=ExampleGroup, example=EXAMPLE)
def rule() -> None:
    """How long records are kept: periods of one's own law, which another person signs."""


@rule.command("list")
@declare("privacy.cli.rules", SurfaceKind.COMMAND)
def list_rules() -> None:
    """The periods that bind one's own bureau: its own first, then those of everybody."""
    own = [RetentionRuleOut.of_own(each) for each in rule_changes.own_rules_of(_viewer(), now=timezone.now())]
    found = [*own, *(RetentionRuleOut.of_everybody(each) for each in RULES)]
    show([_spoken(each.model_dump(mode="json")) for each in found], columns=RULE_COLUMNS)


@rule.command("history")
@declare("privacy.cli.rule_changes", SurfaceKind.COMMAND)
def history() -> None:
    """What was proposed and decided about one's own periods, the latest first."""
    rows = rule_changes.changes_of(_viewer(), now=timezone.now())
    show([_spoken(RetentionRuleChangeOut.of(each).model_dump(mode="json")) for each in rows], columns=CHANGE_COLUMNS)


@rule.command("add")
@click.argument("category", type=click.Choice([each.value for each in rule_changes.OF_ONES_OWN]))
@click.option("--years", type=click.IntRange(0), default=0)
@click.option("--months", type=click.IntRange(0), default=0)
@click.option("--days", type=click.IntRange(0), default=0)
@click.option("--basis", required=True, help="The law, with its article.")
@click.option("--source", required=True, help="Where the text was read.")
@click.option("--as-of", required=True, type=_Day, help="Day of the text.")
@click.option("--certainty", type=click.Choice([each.value for each in Certainty]), required=True)
@reasoned
@coded
@declare("privacy.cli.rule_add", SurfaceKind.COMMAND)
def add(category: str, as_of: datetime, reason: str, code: str, **given: Any) -> None:
    """Propose a period of one's own law; another person signs within a day."""
    terms = rule_changes.RuleTerms(
        category=Category(category),
        period=Period(given["years"], given["months"], given["days"]),
        basis=given["basis"],
        source=given["source"],
        as_of=as_of.date(),
        certainty=Certainty(given["certainty"]),
    )
    show_code(code)
    _show(rule_changes.propose_rule(_viewer(), terms, reason=reason, now=timezone.now()))


@rule.command("end")
@click.argument("own_rule", type=click.UUID)
@reasoned
@coded
@declare("privacy.cli.rule_end", SurfaceKind.COMMAND)
def end(own_rule: UUID, reason: str, code: str) -> None:
    """Propose that a period of one's own ends; another person signs within a day."""
    show_code(code)
    _show(rule_changes.propose_end(_viewer(), own_rule, reason=reason, now=timezone.now()))


@rule.command("sign")
@click.argument("change", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
@coded
@declare("privacy.cli.rule_sign", SurfaceKind.COMMAND)
def sign(change: UUID, digest: str, code: str) -> None:
    """Sign a proposal as the second person."""
    show_code(code)
    _show(rule_changes.approve_change(_viewer(), change, digest=digest, now=timezone.now()))


@rule.command("refuse")
@click.argument("change", type=click.UUID)
@declare("privacy.cli.rule_refuse", SurfaceKind.COMMAND)
def refuse(change: UUID) -> None:
    """Decide against a proposal as the second person."""
    _show(rule_changes.refuse_change(_viewer(), change, now=timezone.now()))


def _viewer() -> Viewer:
    return viewer_of(officer_of_profile(options().profile))


def _show(change: RuleChange) -> None:
    show_one(RetentionRuleChangeOut.of(change).model_dump(mode="json"))


def _spoken(row: dict[str, Any]) -> dict[str, Any]:
    """Codes for programs, words for people."""
    if options().format in {Format.JSON, Format.NDJSON}:
        return row
    words = row | {
        "category": str(CATEGORY_WORDS[row["category"]]),
        "certainty": str(CERTAINTY_WORDS[row["certainty"]]),
        "period": period_text(Period(row["years"], row["months"], row["days"])),
    }
    if "kind" in row:
        words |= {"kind": str(RuleChangeKind(row["kind"]).label), "state": str(RuleChangeState(row["state"]).label)}
    return words
