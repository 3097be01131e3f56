"""The periods as data: what begins them, how long they are, where that comes from, how sure we are, who decides.

Procedures §1.5 (RPD articles 49 to 51, read in public commentary) and defaults of the product, as of 2026-11. A member
adds its own; of several that bind, the earliest end counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_noop as _

from interlace.core.procedure.keeping import Category, Certainty, Decider, Period, Rule, Starts
from interlace.foundation.disclosure.models import LabelRow
from interlace.oversight.models import OwnRule

_AS_OF = date(2026, 11, 22)
_RPD = _("Rules on the Processing of Data, articles 49 to 51")
_PRODUCT = _("Default of the product")

RULES: tuple[Rule, ...] = (
    Rule(
        "rpd-5-years",
        Category.FACTS,
        Starts.CONTRIBUTED,
        Period(years=5),
        _RPD,
        _("Data protection summary of the organisation: at most five years, then the source examines the need"),
        _AS_OF,
        Certainty.SOURCE_READ,
        Decider.OFFICER,
    ),
    Rule(
        "protected-1-year",
        Category.PROTECTED,
        Starts.CONTRIBUTED,
        Period(years=1),
        _("Extra conditions for victims, witnesses and missing persons"),
        _("Procedures 1.5 and 7: short retention, no number given; the number is ours"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.OFFICER,
    ),
    Rule(
        "checks-1-year",
        Category.CHECKS,
        Starts.ASKED,
        Period(years=1),
        _PRODUCT,
        _("Questions hold names of people who may never have been met; the ledger keeps that they were asked"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.NODE,
    ),
    Rule(
        "hits-1-year",
        Category.HITS,
        Starts.LAST_CHANGED,
        Period(years=1),
        _PRODUCT,
        _("Values compared or lent; state and ledger stay"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.NODE,
    ),
    Rule(
        "rejects-90-days",
        Category.REJECTS,
        Starts.READ_IN,
        Period(days=90),
        _PRODUCT,
        _("Rows that were never stored wait to be mended, and no longer"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.NODE,
    ),
    Rule(
        "threads-2-years",
        Category.THREADS,
        Starts.LAST_CHANGED,
        Period(years=2),
        _PRODUCT,
        _("Letters belong to a case; what a case needs longer is kept longer by two persons"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.OFFICER,
    ),
    Rule(
        "drafts-1-year",
        Category.DRAFTS,
        Starts.LAST_CHANGED,
        Period(years=1),
        _PRODUCT,
        _("What was never sent served nobody; its author is asked first"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.OFFICER,
    ),
    Rule(
        "replaced-1-year",
        Category.REGISTERS,
        Starts.REPLACED,
        Period(years=1),
        _PRODUCT,
        _("The version before the searched one is there to undo one step; it holds what the list has dropped"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.OFFICER,
    ),
    Rule(
        "cases-5-years",
        Category.CASES,
        Starts.CLOSED,
        Period(years=5),
        _PRODUCT,
        _("As long as the facts of a case at most; what a court still needs is held, or kept longer by two persons"),
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.OFFICER,
    ),
)
"""What holds for everybody. Copies made for a hit have no rule of their own: they end with their label.

A version of a register that is searched ends with its labels, or by the day that its authorisation names.
"""


def rules_of(category: Category, *, member: str, own: Iterable[Rule] = ()) -> list[Rule]:
    """The rules that bind this category for this member."""
    return [rule for rule in (*RULES, *own) if rule.binds(category, member=member)]


def own_rules() -> Mapping[str, list[Rule]]:
    """The rules that members have added, by member. For the steward, or for a member's own context."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for row in OwnRule.objects.filter(ended=None).order_by("added", "id"):
        found[row.member].append(row.as_rule())
    return found


def all_rules(own: Mapping[str, Sequence[Rule]]) -> list[Rule]:
    """Every rule of everybody."""
    return [*RULES, *(rule for rules in own.values() for rule in rules)]


def shortest(rules: Iterable[Rule], category: Category) -> timedelta:
    """At most as long as the shortest period, whatever the calendar: candidates are looked at exactly afterwards."""
    of_category = [rule.period for rule in rules if rule.category is category]
    return min(
        (timedelta(days=each.years * 365 + each.months * 28 + each.days) for each in of_category),
        default=timedelta(days=36_500),
    )


def ending_labels(by: datetime) -> "QuerySet[LabelRow, int]":
    """The ids of labels that end by then."""
    ends = LabelRow.objects.annotate(ends=RawSQL("terms->>'until'", []))
    return ends.filter(ends__lte=by.astimezone(UTC).isoformat()).values_list("id", flat=True)
