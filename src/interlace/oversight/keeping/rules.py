"""The periods as data: what begins them, how long they are, where that comes from, how sure we are, who decides.

Procedures §1.5 (RPD articles 49 to 51, read in public commentary) and defaults of the product, as of 2026-11. A member
adds its own; of several that bind, the earliest end counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from interlace.core.procedure.keeping import Category, Certainty, Decider, Period, Rule, Starts
from interlace.oversight.models import OwnRule

_AS_OF = date(2026, 11, 22)
_RPD = "Rules on the Processing of Data, articles 49 to 51"
_PRODUCT = "Default of the product"

RULES: tuple[Rule, ...] = (
    Rule(
        "rpd-5-years",
        Category.FACTS,
        Starts.CONTRIBUTED,
        Period(years=5),
        _RPD,
        "Data protection summary of the organisation: at most five years, then the source examines the need",
        _AS_OF,
        Certainty.SOURCE_READ,
        Decider.OFFICER,
    ),
    Rule(
        "protected-1-year",
        Category.PROTECTED,
        Starts.CONTRIBUTED,
        Period(years=1),
        "Extra conditions for victims, witnesses and missing persons",
        "Procedures 1.5 and 7: short retention, no number given; the number is ours",
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
        "Questions hold names of people who may never have been met; the ledger keeps that they were asked",
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
        "Values compared or lent; state and ledger stay",
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
        "Rows that were never stored wait to be mended, and no longer",
        _AS_OF,
        Certainty.OUR_DEFAULT,
        Decider.NODE,
    ),
)
"""What holds for everybody. Copies made for a hit have no rule of their own: they end with their label."""


def rules_of(category: Category, *, member: str, own: Iterable[Rule] = ()) -> list[Rule]:
    """The rules that bind this category for this member."""
    return [rule for rule in (*RULES, *own) if rule.binds(category, member=member)]


def own_rules() -> Mapping[str, list[Rule]]:
    """The rules that members have added, by member. For the steward, or for a member's own context."""
    found: defaultdict[str, list[Rule]] = defaultdict(list)
    for row in OwnRule.objects.filter(ended=None).order_by("added", "id"):
        found[row.member].append(row.as_rule())
    return found
