"""What a line of the log of an operation says."""

from django.utils.translation import gettext as _

from interlace.core.planning import Broken, Rule
from interlace.core.planning.aborting import Reach
from interlace.core.planning.going import Flag
from interlace.operations.plan.models import OperationSaying, Saying, TeamState
from interlace.operations.plan.words import (
    ABORT_BY_WORD_WORDS,
    ABORT_WORDS,
    FLAG_WORDS,
    TEAM_STATE_WORDS,
    broken_text,
)


def saying_text(said: OperationSaying, *, language: str) -> str:
    """What a line of the log says."""
    detail, kind = said.detail, Saying(said.kind)
    if kind is Saying.FLAG:
        return _("Sets its flag: {flag}, for version {version}.").format(
            flag=FLAG_WORDS[Flag(detail["flag"])], version=said.version
        )
    if kind is Saying.ACCEPTED:
        broken = Broken(Rule(detail["rule"]), detail["where"], detail["detail"])
        return _("Takes upon itself: {rule}").format(rule=_rule_alone(broken, language=language))
    if kind is Saying.CHECK_IN and detail.get("team"):
        state = TEAM_STATE_WORDS[TeamState(detail["state"])]
        return _("{team}: {state}. {text}").format(team=detail["team"], state=state, text=detail["text"]).strip()
    if kind is Saying.ASSURANCE:
        return _("{where}: the condition is assured by {document}.").format(
            where=detail["target"], document=detail["document"]
        )
    if kind in {Saying.ORDER, Saying.ABORT}:
        return order_text(said) if kind is Saying.ORDER else abort_said(said)
    plain = {
        Saying.PLAN: _("Version {version} of the plan.").format(version=said.version),
        Saying.GO: _("Gives Go for version {version}.").format(version=said.version),
        Saying.SECOND: _("Signs the emergency order as the second person."),
    }
    return plain.get(kind) or str(detail.get("text", ""))


def abort_said(said: OperationSaying) -> str:
    """What was aborted, and why. The abort word is not repeated: not everybody who reads this may know it."""
    detail, reach = said.detail, Reach(said.detail["reach"])
    words = ABORT_BY_WORD_WORDS if detail["by_word"] else ABORT_WORDS
    return str(words[reach]).format(
        member=said.member, where=detail["where"], version=said.version, reason=detail["reason"]
    )


def order_text(said: OperationSaying) -> str:
    """An emergency order, with the State whose ground it is of."""
    return _("Emergency order for the ground of {member}: {reason}").format(
        member=said.member, reason=said.detail["reason"]
    )


def _rule_alone(broken: Broken, *, language: str) -> str:
    """Without amounts, which an acceptance does not keep."""
    if broken.rule in {Rule.PEOPLE_MISSING, Rule.CELLS_MISSING, Rule.CELLS_OVERBOOKED, Rule.TEAM_IN_TWO_PLACES}:
        return _("{where}: too few, or promised twice.").format(where=broken.where)
    return broken_text(broken, language=language)
