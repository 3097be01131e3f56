"""Who can see a case: of each other bureau, how much of what one's own bureau put in it may read or learn of.

It is told from the own bureau's labels alone. What others let others see is theirs, and not told here. A lead is read
by nobody outside until it is laid in a joint case: its label says before whom that may be done.
"""

from collections import Counter

from django.utils.translation import gettext as _

from interlace.cases.closing_in import is_closed_in
from interlace.cases.queries import CaseView
from interlace.core.handling import HitMode, Label
from interlace.foundation.disclosure.labels import book

_TELLS = frozenset({HitMode.HIT, HitMode.CONTENT})


def seen_by(view: CaseView) -> list[tuple[str, str]]:
    """The own bureau first, then every other that one of its labels names."""
    own, reads, leads, learns = view.case.member, Counter[str](), Counter[str](), Counter[str]()
    for subject in view.subjects:
        labels = [book.label(fact.label_id) for fact in subject.facts if fact.originator == own]
        readers = set().union(*(_readers(label) for label in labels))
        reads.update(readers - {own})
        learns.update(set().union(*(_seekers(label) for label in labels)) - readers - {own})
    for lead in view.leads:
        leads.update(_readers(book.label(lead.label_id)) - {own})
    others = sorted({*reads, *leads, *learns})
    return [(own, _own(view)), *((code, _other(reads[code], leads[code], learns[code])) for code in others)]


def _own(view: CaseView) -> str:
    if is_closed_in(view.case):
        return _("Closed in: the officers on it alone.")
    return _("Everything that an officer's level, operations and purpose allow.")


def _other(reads: int, leads: int, learns: int) -> str:
    said = []
    if reads:
        said.append(_("Reads {count} of the people and things.").format(count=reads))
    if learns:
        said.append(_("May learn of {count} more that they exist.").format(count=learns))
    if leads:
        said.append(_("Reads {count} of the leads once they are laid in a joint case.").format(count=leads))
    return " ".join(said)


def _readers(label: Label) -> frozenset[str]:
    return label.audience - label.deny


def _seekers(label: Label) -> frozenset[str]:
    return label.seekers - label.deny if label.hit in _TELLS else frozenset()
