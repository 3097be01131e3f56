"""Facts as the things they are about, and the sentence under which they are shared, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Label
from interlace.facts.describing import NAMES
from interlace.facts.field_words import THINGS, property_name, thing_of
from interlace.facts.import_rows import is_code, shown_value
from interlace.facts.models import Fact
from interlace.facts.presenting import ShownFact, ShownThing
from interlace.facts.shown_names import shown_name
from interlace.facts.vocabulary import condition_text
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.handling import handling_sentence

SHOWN_THINGS = 50
_POINTERS = frozenset({"owner", "holder", "asset"})


def things_of(facts: Iterable[Fact], *, most: int = SHOWN_THINGS) -> tuple[tuple[ShownThing, ...], int]:
    """Facts as the things they are about, and how many further things there are."""
    by_subject: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    in_order = sorted(by_subject.values(), key=_place)
    shown = [_thing(group) for group in in_order[:most]]
    return tuple(shown), max(0, len(by_subject) - most)


def sentence_for(desk: Desk, label: Label, *, viewer_member: str | None = None, conditions: Sequence[str] = ()) -> str:
    """The handling sentence as this or another member reads it."""
    return handling_sentence(
        label,
        language=desk.reader.language,
        member_names={},
        now=desk.reader.now,
        viewer_member=viewer_member or desk.viewer.member,
        conditions=[condition_text(condition).rstrip(".") for condition in conditions],
        zone=desk.reader.zone,
    )


def _place(facts: Sequence[Fact]) -> tuple[datetime, int, bool, str]:
    """As the file had them; the person of a row before what the person holds."""
    first = facts[0]
    return (first.created, first.row, first.schema != "Person", str(first.subject))


def _thing(facts: Sequence[Fact]) -> ShownThing:
    words = THINGS[thing_of(facts[0].schema, [fact.prop for fact in facts])]
    name = next((fact for fact in facts if fact.prop == "name"), None)
    return ShownThing(
        icon=words.icon,
        thing=str(words.name),
        name=shown_name(name.original) if name is not None else None,
        facts=tuple(_fact(fact) for fact in facts if fact.prop not in _POINTERS),
    )


def _fact(fact: Fact) -> ShownFact:
    is_name = fact.prop in NAMES
    return ShownFact(
        id=str(fact.id),
        label=property_name(fact.prop),
        text=shown_value(fact.prop, fact.value),
        is_code=is_code(fact.prop),
        name=shown_name(fact.original) if is_name else None,
    )
