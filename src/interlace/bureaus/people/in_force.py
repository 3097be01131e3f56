"""The rights as they are in force, and the one place that puts changed ones into force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.bureaus.opening import Office, open_bureau
from interlace.bureaus.people.models import Change, HitLevel, OfficerTerms, UnitGrant
from interlace.bureaus.people.papers import Paper, note_paper
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant, OfficerPost, UnitRights
from interlace.bureaus.people.rules import officer_at, unit_at
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict
from interlace.foundation.identity.enrolling import Post, appoint_officer, restore_officer
from interlace.foundation.identity.keepers import Keeper
from interlace.foundation.identity.models import Bureau, Officer


@dataclass(frozen=True, slots=True)
class Made:
    """What a change has made: of a new account, the password to hand over."""

    subject: UUID
    password: str = ""
    until: datetime | None = None


def post_of(viewer: Viewer, officer: Officer, *, now: datetime) -> OfficerPost:
    """What an officer of the viewer's own member is and may do."""
    with acting(viewer, now=now):
        return post_with(officer, OfficerTerms.objects.filter(officer=officer.pk).first())


def post_with(officer: Officer, terms: OfficerTerms | None) -> OfficerPost:
    """The account and what is noted beside it, as one."""
    return OfficerPost(
        username=officer.username,
        name=officer.display_name,
        bureau=str(officer.bureau_id),
        roles=tuple(sorted(officer.roles)),
        purposes=tuple(sorted(officer.purposes)),
        registers=tuple(sorted(terms.registers)) if terms and terms.registers is not None else None,
        level=officer.level,
        rooms=tuple(sorted(officer.rooms)),
        trained=terms.trained if terms else None,
        training_ends=terms.training_ends if terms else None,
    )


def rights_of(viewer: Viewer, unit: Bureau, *, now: datetime) -> UnitRights:
    """What a unit under the viewer's own bureau is and may do."""
    registers = registers_of(viewer)
    with acting(viewer, now=now):
        return rights_with(unit, UnitGrant.objects.filter(unit=unit.pk), registers)


def rights_with(unit: Bureau, grants: Iterable[UnitGrant], registers: Iterable[tuple[str, str]]) -> UnitRights:
    """The unit and what it was granted, as one.

    A unit opened on the machine that nobody has granted anything has what its ceiling says, in every place.
    """
    noted = [Grant(each.register, each.level, tuple(each.fields), each.may_contribute) for each in grants]
    if not noted and unit.kind == Bureau.Kind.DOMESTIC_UNIT:
        places = {OTHERS, CASE_FACTS, *(name for name, _title in registers)}
        noted = [Grant(place, HitLevel.HIT.value, may_contribute=place == CASE_FACTS) for place in places]
    found = sorted(each for each in noted if each != Grant(each.register))
    return UnitRights(unit.name, unit.time_zone, tuple(found), unit.converses)


def put_into_force(viewer: Viewer, change: Change, *, now: datetime) -> Made:
    """Make what the change says the case; `Conflict` where the rights are no longer what it started from."""
    match change.kind:
        case Change.Kind.OFFICER:
            made = _officer(viewer, change, now=now)
        case Change.Kind.UNIT:
            made = _unit(viewer, change, now=now)
        case Change.Kind.SIGNING:
            made = _signing(change)
        case _:
            made = _back_in_service(viewer, change, now=now)
    change.subject = made.subject
    with acting(viewer, now=now):
        note_paper(
            viewer,
            Paper.from_json(change.paper),
            subject=made.subject,
            by=change.proposed_by,
            by_name=change.proposed_by_name,
            now=now,
        )
    return made


def _officer(viewer: Viewer, change: Change, *, now: datetime) -> Made:
    post = OfficerPost.from_json(change.after)
    if change.is_new:
        place = Bureau.objects.select_related("member").get(pk=post.bureau)
        rights = Post(roles=post.roles, purposes=post.purposes, level=post.level, rooms=post.rooms)
        by = Keeper(officer=change.proposed_by)
        done = appoint_officer(username=post.username, name=post.name, bureau=place, post=rights, now=now, by=by)
        _keep_terms(viewer, done.officer, post, now=now)
        return Made(done.officer.pk, done.password, done.until)
    officer = officer_at(_bureau(change), change.subject, is_locked=True)
    if post_of(viewer, officer, now=now).to_json() != change.before:
        raise _changed_meanwhile()
    officer.display_name, officer.bureau_id = post.name, UUID(post.bureau)
    officer.roles, officer.purposes = sorted(post.roles), sorted(post.purposes)
    officer.level, officer.rooms = post.level, sorted(post.rooms)
    officer.save(update_fields=["display_name", "bureau", "roles", "purposes", "level", "rooms"])
    _keep_terms(viewer, officer, post, now=now)
    return Made(officer.pk)


def _keep_terms(viewer: Viewer, officer: Officer, post: OfficerPost, *, now: datetime) -> None:
    with acting(viewer, now=now):
        OfficerTerms.objects.update_or_create(
            officer=officer.pk,
            defaults={
                "member": officer.member_code,
                "registers": None if post.registers is None else sorted(post.registers),
                "trained": post.trained,
                "training_ends": post.training_ends,
            },
        )


def _unit(viewer: Viewer, change: Change, *, now: datetime) -> Made:
    rights = UnitRights.from_json(change.after)
    if change.is_new:
        office = Office(
            kind=Bureau.Kind.DOMESTIC_UNIT,
            parent=_bureau(change),
            # A unit learns that something exists; what it reads beyond that, its grants say register by register.
            ceiling=[Action.DISCOVER.value],
            time_zone=rights.time_zone,
        )
        by = Keeper(officer=change.proposed_by)
        unit = open_bureau(member=viewer.member, name=rights.name, office=office, now=now, by=by)
    else:
        unit = unit_at(_bureau(change), change.subject)
        if rights_of(viewer, unit, now=now).to_json() != UnitRights.from_json(change.before).to_json():
            raise _changed_meanwhile()
        unit.name, unit.time_zone = rights.name.strip(), rights.time_zone
    unit.converses = rights.converses
    unit.save(update_fields=["name", "time_zone", "converses"])
    # That a head granted nothing is noted too: where nothing is noted, the ceiling alone decides.
    grants = rights.grants or (Grant(OTHERS),)
    with acting(viewer, now=now):
        UnitGrant.objects.filter(unit=unit.pk).delete()
        UnitGrant.objects.bulk_create(
            UnitGrant(member=viewer.member, unit=unit.pk, **grant.to_json()) for grant in grants
        )
    return Made(unit.pk)


def _back_in_service(viewer: Viewer, change: Change, *, now: datetime) -> Made:
    officer = officer_at(_bureau(change), change.subject)
    if officer.is_active:
        raise _changed_meanwhile()
    restore_officer(username=officer.username, now=now, by=Keeper(officer=change.proposed_by))
    with acting(viewer, now=now):
        OfficerTerms.objects.filter(officer=officer.pk).update(left=None)
    return Made(officer.pk)


def _signing(change: Change) -> Made:
    bureau = Bureau.objects.select_for_update().get(pk=change.bureau)
    if bureau.signs_elsewhere != change.before["elsewhere"]:
        raise _changed_meanwhile()
    bureau.signs_elsewhere = change.after["elsewhere"]
    bureau.save(update_fields=["signs_elsewhere"])
    return Made(bureau.pk)


def _bureau(change: Change) -> Bureau:
    """The bureau that answers for it; who signs may work at another office of the member."""
    return Bureau.objects.select_related("member").get(pk=change.bureau)


def _changed_meanwhile() -> Conflict:
    return Conflict(_("These rights have changed since this was proposed."), fix=_("Let your head propose it again."))
