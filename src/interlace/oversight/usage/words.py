"""What was noticed about a way of searching, in words."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from interlace.bureaus.people.models import Signal
from interlace.oversight.usage.rules import RULES, Pattern


def pattern_name(signal: Signal) -> str:
    """What was looked for; the code of a rule that this version does not know."""
    return str(RULES[Pattern(signal.rule)].name) if signal.rule in set(Pattern) else signal.rule


def reason_text(signal: Signal, *, zone_text: Callable[[datetime], str]) -> str:
    """Why it was noticed, with the numbers of its rule."""
    count, before = signal.params.get("count", 0), signal.params.get("before", 0)
    times = {"first": zone_text(signal.first), "last": zone_text(signal.last)}
    match signal.rule:
        case Pattern.NUMBERS:
            said = _("{count} different numbers that differ in their last 3 characters alone, {first} to {last}.")
        case Pattern.BIRTH_DATES:
            said = _("{count} different birth dates for the same name, {first} to {last}.")
        case Pattern.NIGHT:
            said = _(
                "{count} searches in one night outside the officer's shifts, {first} to {last}; {before} on the busiest"
                " of the 28 nights before."
            )
        case _:
            said = _("{count} searches for the officer's own name, {first} to {last}.")
    return said.format(count=count, before=before, **times)
