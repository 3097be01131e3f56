"""What is typed behind a command of threads: words from standard input, items to verify, and answers to them."""

import sys
from datetime import date

from django.utils.translation import gettext as _

from interlace.core.procedure.threads import Item, ItemKind, Outcome, Verdict
from interlace.desk.threads.messages import LONGEST_TEXT
from interlace.foundation.errors import InvalidInput


def typed(text: str) -> str:
    """What was typed, or what standard input holds."""
    typed = sys.stdin.read(LONGEST_TEXT + 1) if text == "-" else text
    return typed.strip()


def item_of(text: str) -> Item:
    """An item to verify, written as kind:what."""
    kind, parted, what = text.partition(":")
    if not parted or kind not in set(ItemKind) or not what.strip():
        raise InvalidInput(
            _("An item is written as kind:what."),
            fix=_("Use one of these kinds: {kinds}.").format(kinds=", ".join(ItemKind)),
        )
    return Item(ItemKind(kind), what.strip())


def verdict_of(text: str) -> Verdict:
    """The answer to an item, written as outcome;source;day."""
    outcome, source, on = ([part.strip() for part in text.split(";")] + ["", "", ""])[:3]
    try:
        return Verdict(Outcome(outcome), source, date.fromisoformat(on) if on else None)
    except ValueError:
        raise InvalidInput(
            _("An answer to an item is written as outcome;source;day."),
            fix=_("For example: not_confirmed;Register of passports;2026-07-14"),
        ) from None
