"""Hits on entries of a register whose label has changed since."""

from uuid import UUID

from interlace.core.handling import Label, join
from interlace.core.procedure.ladder import Party, State
from interlace.facts.registers import open_register
from interlace.facts.registers.finding import row_of
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.models import HitSide


def guard_anew(register: UUID, searched: str) -> None:
    """Let hits on entries of this register be known only to those who may discover the entries as they lie now.

    A label that was made narrower counts for what was found before as well; one that was made wider opens nothing.
    Entries that are gone are no matter here: they are taken back as recalled facts are.
    """
    with steward(Task.RECALL):
        found = HitSide.objects.filter(party=Party.ASKER, their_register__startswith=f"{register}/")
        for side in found.exclude(state=State.WITHDRAWN).select_for_update():
            row = None if side.their_subject is None else row_of(searched, side.their_subject)
            if row is None:
                continue
            now = book.label(int(open_register(searched).labels[row]))
            label, holders_label = _within(side.label_id, now), _within(side.holders_label_id, now)
            if (label, holders_label) != (side.label_id, side.holders_label_id):
                side.label_id, side.holders_label_id = label, holders_label
                side.save(update_fields=["label", "holders_label"])


def _within(label_id: int, now: Label) -> int:
    """The label for those who have both."""
    return intern(join(book.label(label_id), now))
