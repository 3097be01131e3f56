"""How much a site needs of everything.

Source, read 2026-11-23: procedures of the product, 6 (one screener for eight to ten persons a shift, one interpreter a
language for four interviews at once; screening within 24 to 72 hours) and 5 (site information older than seven days
blocks). Two officers for a target are the product's own policy. None of it is law.
"""

from collections.abc import Mapping
from datetime import time, timedelta

from interlace.core.planning.resources import Operation, Site, Work
from interlace.core.planning.rules import Broken, Rule

PERSONS_A_SCREENER = 10
INTERVIEWS_AN_INTERPRETER = 4
OFFICERS_A_TARGET = 2
KITS_A_SITE = 1
"""At least; how many more, officers decide. Policy of the product: what is taken without a seal is no exhibit."""
SITE_SEEN_WITHIN = timedelta(days=7)
QUIET_FROM, QUIET_UNTIL = time(4), time(6)
"""The hours of the site's own clock that are preferred: most people are in, few are on the road."""

ALWAYS: frozenset[Work] = frozenset({Work.ENTRY, Work.EVIDENCE, Work.CARE, Work.MEDICAL})
"""A site is not entered without each of these, however few are expected."""


def people_needed(operation: Operation, site: Site) -> Mapping[Work, int]:
    """How many people of each kind of work a site needs at least."""
    needed = dict.fromkeys(sorted(ALWAYS), 1)
    needed[Work.CARE] = max(1, _up(site.persons, PERSONS_A_SCREENER))
    arrests = OFFICERS_A_TARGET * len(operation.targets_at(site))
    return {**needed, Work.ARREST: arrests} if arrests else needed


def counts_targets(broken: Broken) -> bool:
    """Whether the amount that is needed tells how many targets there are, to somebody who may not read them."""
    if broken.rule is Rule.PEOPLE_MISSING:
        return broken.detail == Work.ARREST
    return broken.rule in (Rule.CELLS_MISSING, Rule.CELLS_OVERBOOKED)


def interpreters_needed(persons: int) -> int:
    """Of one language: as many interviews at once as there are screeners for those who speak it."""
    return _up(_up(persons, PERSONS_A_SCREENER), INTERVIEWS_AN_INTERPRETER)


def _up(amount: int, share: int) -> int:
    return -(-amount // share)
