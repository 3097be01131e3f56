"""Versions of registers as kept items: the one that is searched, and the one before it, kept for one step back.

A version is one file under many labels: it goes as a whole, when the last of them ends, or by the day that the
authorisation of an INTERPOL copy names. Entries that end earlier are read by nobody.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from interlace.core.handling import Label
from interlace.core.procedure.keeping import Category
from interlace.facts.models import Contribution, Register, RegisterVersion
from interlace.facts.registers import has_version
from interlace.facts.registers.loading import Authorisation
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.keeping.items import Record, Seen
from interlace.oversight.models import KeptItem
from interlace.screening.register_records import labels_in


def versions_near_end(member: str | None) -> set[Record]:
    """Every version that is still there: there are few, and the queue takes up only what is near its end."""
    return {(version.register_id, version.contribution_id) for version in _there(member)}


def versions_seen(records: Sequence[Record]) -> Iterator[Seen]:
    """These versions as they are kept now."""
    wanted = set(records)
    for version in _there(None):
        record = (version.register_id, version.contribution_id)
        labels = labels_of(labels_in(version.folder)) if record in wanted else []
        if labels:  # an empty list is about nobody
            yield _seen(version, record, labels)


def authorised_until(register: Register) -> datetime | None:
    """The beginning of the day by which a copy of an INTERPOL database must have gone."""
    if not register.authorisation:
        return None
    return _midnight(Authorisation.from_json(register.authorisation).delete_by)


def versions_of(member: str, items: Collection[KeptItem]) -> list[RegisterVersion]:
    """The versions behind these items."""
    rows = RegisterVersion.objects.select_related("register").filter(
        member=member, contribution__in=[item.contribution for item in items]
    )
    return list(rows.order_by("register", "number"))


def names_of(viewer: Viewer, items: Collection[KeptItem], *, now: datetime) -> Mapping[UUID, tuple[str, ...]]:
    """Which registers these are, by item. A member's keeper knows which lists its bureau has loaded."""
    by_contribution = {item.contribution: item.id for item in items if item.category == Category.REGISTERS}
    with acting(viewer, now=now):
        visible = Contribution.objects.visible_to(viewer).filter(id__in=list(by_contribution))
        rows = RegisterVersion.objects.select_related("register").filter(contribution__in=visible)
        return {
            by_contribution[row.contribution_id]: (row.register.title, row.folder.rpartition("/")[2]) for row in rows
        }


def versions_outdated(held: Collection[UUID], *, now: datetime) -> list[tuple[str, UUID]]:
    """Versions of copies that must have gone by now, with their members; `held` are registers under a hold."""
    return [
        (version.member, version.id)
        for version in _there(None)
        if version.register_id not in held
        and (deleted_by := authorised_until(version.register)) is not None
        and deleted_by <= now
    ]


def _there(member: str | None) -> list[RegisterVersion]:
    """What is searched, and what an undo would search again. Anything else goes as soon as the index has let go."""
    rows = RegisterVersion.objects.select_related("register", "contribution").order_by("register", "number")
    if member is not None:
        rows = rows.filter(member=member)
    searched = {version.register_id: version.number for version in rows if version.current}
    return [
        version
        for version in rows
        if version.number <= searched.get(version.register_id, 0) and has_version(version.folder)
    ]


def _seen(version: RegisterVersion, record: Record, labels: Sequence[Label]) -> Seen:
    until = max(label.until for label in labels)
    deleted_by = authorised_until(version.register)
    newer = RegisterVersion.objects.filter(register=version.register, number__gt=version.number).order_by("number")
    replaced = None if version.current else newer.values_list("created", flat=True).first()
    return Seen(
        record=record,
        member=version.member,
        category=Category.REGISTERS,
        purpose=version.contribution.purpose,
        reference=version.contribution.reference,
        amount=version.records,
        started=replaced or version.created,
        until=until,
        labels=labels,
        has_begun=not version.current,
        authorised_until=deleted_by,
        latest=until if deleted_by is None else min(until, deleted_by),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
