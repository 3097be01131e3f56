"""What rests on entries of a register whose label has changed since: hits, and calls from the border."""

from uuid import UUID

from django.db.models import Q

from interlace.core.handling import Label, join
from interlace.core.procedure.ladder import Party, State
from interlace.facts.registers import open_register
from interlace.facts.registers.finding import row_of
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.border.models import BorderScan
from interlace.screening.models import HitSide


def guard_anew(register: UUID, searched: str) -> None:
    """Let what rests on entries of this register be known only to those who may discover them as they lie now.

    A label that was made narrower counts for what was found before as well; one that was made wider opens nothing.
    That holds for the colleagues of whoever loaded it, too. Entries that are gone are no matter here: they are taken
    back as recalled facts are.
    """
    _guard_hits(register, searched)
    _guard_scans(register, searched)


def _guard_hits(register: UUID, searched: str) -> None:
    with steward(Task.RECALL):
        place = f"{register}/"
        of_askers = Q(party=Party.ASKER, their_register__startswith=place)
        of_holders = Q(party=Party.HOLDER, own_register__startswith=place)
        for side in HitSide.objects.filter(of_askers | of_holders).exclude(state=State.WITHDRAWN).select_for_update():
            entry = side.their_subject if side.party == Party.ASKER else side.own_subject
            lies_under = None if entry is None else _label_of(searched, entry)
            if lies_under is None:
                continue
            now = book.label(lies_under)
            label, holders_label = _within(side.label_id, now), _within(side.holders_label_id, now)
            if (label, holders_label) != (side.label_id, side.holders_label_id):
                side.label_id, side.holders_label_id = label, holders_label
                side.save(update_fields=["label", "holders_label"])


def _guard_scans(register: UUID, searched: str) -> None:
    """Of a scan each label is kept by itself, and whoever is to learn of a call about it needs them all."""
    with steward(Task.RECALL):
        for scan in BorderScan.objects.filter(entries__has_key=str(register)).select_for_update():
            found = (_label_of(searched, UUID(entry)) for entry in scan.entries[str(register)])
            now = {label for label in found if label is not None}
            if not now <= set(scan.labels):
                scan.labels = sorted({*scan.labels, *now})
                scan.save(update_fields=["labels"])


def _label_of(searched: str, entry: UUID) -> int | None:
    row = row_of(searched, entry)
    return None if row is None else int(open_register(searched).labels[row])


def _within(label_id: int, now: Label) -> int:
    """The label for those who have both."""
    return intern(join(book.label(label_id), now))
