"""What a head types about officers and units, read into rights; and the fields it is typed into."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from interlace.bureaus.people.models import HitLevel
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant, OfficerPost, UnitRights
from interlace.bureaus.people.presenting import Box, Boxes
from interlace.bureaus.people.rules import ROLES_OF
from interlace.bureaus.people.words import FIELD_WORDS, converses_text
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError
from interlace.foundation.identity.models import Bureau
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.foundation.localize.words import purpose_name

Problems = Mapping[str, str]
ALL_REGISTERS = "*"
"""The box for every register of the own bureau, later ones too; no register is named so."""


def problems_at(error: InterlaceError | None) -> Problems:
    """What is wrong with each input, by the first word of its place and by the whole of it."""
    found: dict[str, str] = {}
    for each in getattr(error, "problems", ()):
        said = f"{each.what} {each.fix}".strip()
        place = each.pointer.lstrip("/")
        found.setdefault(place, said)
        found.setdefault(place.split("/")[0], said)
    return found


def officer_typed(posted: QueryDict) -> OfficerPost:
    """An officer's rights as they were typed."""
    level = posted.get("level", "0")
    return OfficerPost(
        username=_text(posted, "username", 64).lower(),
        name=_text(posted, "name", 200),
        bureau=_text(posted, "bureau", 40),
        roles=_ticked(posted, "roles"),
        purposes=_ticked(posted, "purposes"),
        registers=None if ALL_REGISTERS in (ticked := _ticked(posted, "registers")) else ticked,
        level=int(level) if level.isdecimal() and len(level) == 1 else -1,
        rooms=tuple(sorted({room for part in _text(posted, "rooms", 500).split(",") if (room := part.strip())})),
        trained=_day(posted, "trained"),
        training_ends=_day(posted, "training_ends"),
    )


def unit_typed(posted: QueryDict, registers: list[tuple[str, str]]) -> UnitRights:
    """A unit's rights as they were typed."""
    grants = []
    for at, (register, _title) in enumerate(places_of(registers)):
        level = _text(posted, f"level-{at}", 16) or HitLevel.NONE.value
        fields = tuple(sorted(set(posted.getlist(f"fields-{at}")) & set(FIELD_WORDS)))
        grant = Grant(register, level, fields, posted.get(f"contribute-{at}") == "yes")
        if grant != Grant(register):
            grants.append(grant)
    return UnitRights(
        name=_text(posted, "name", 200),
        time_zone=_text(posted, "time_zone", 48) or "UTC",
        grants=tuple(sorted(grants)),
        converses=posted.get("converses") == "yes",
    )


def paper_typed(posted: QueryDict) -> Paper:
    """The authorisation as it was typed."""
    return Paper(
        document=_text(posted, "document", 200), dated=_day(posted, "dated"), signed_by=_text(posted, "signed_by", 200)
    )


def places_of(registers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where a unit can be granted something: code and name."""
    return [(OTHERS, _("Other bureaus")), (CASE_FACTS, _("Single facts of your bureau")), *registers]


def officer_fields(
    post: OfficerPost, bureaus: list[Bureau], *, is_new: bool, problems: Problems
) -> tuple[ShownField, ...]:
    """Who it is, where, and how trained."""
    levels = tuple(Choice(str(level), str(level), level == post.level) for level in range(4))
    places = tuple(Choice(str(each.pk), each.name, str(each.pk) == post.bureau) for each in bureaus)
    fixed = {} if is_new else {"readonly": "readonly"}
    return (
        _line("username", _("User name"), post.username, problems, {"maxlength": "64", **fixed}),
        _line("name", _("Name"), post.name, problems, {"maxlength": "120"}),
        ShownField("bureau", _("Office"), kind="select", choices=places, error=problems.get("bureau", "")),
        ShownField("level", _("Level"), kind="select", choices=levels, error=problems.get("level", "")),
        ShownField(
            "rooms",
            _("Operations"),
            value=", ".join(post.rooms),
            required=False,
            hint=_("With commas between them."),
            error=problems.get("rooms", ""),
        ),
        _date("trained", _("Trained on"), post.trained, problems),
        _date("training_ends", _("Training counts until"), post.training_ends, problems),
    )


def officer_boxes(
    viewer: Viewer, post: OfficerPost, kind: Bureau.Kind, registers: list[tuple[str, str]], problems: Problems
) -> tuple[Boxes, ...]:
    """What the officer may do."""
    offered = {role for each in {kind, Bureau.Kind.DOMESTIC_UNIT} for role in ROLES_OF[each]}
    roles = [(role.value, str(ROLES[role].name)) for role in Role if role in offered]
    purposes = [(code, purpose_name(code)) for code in sorted(viewer.person.purposes)]
    groups = [
        _boxes("roles", _("Roles"), roles, post.roles, problems),
        _boxes("purposes", _("Purposes"), purposes, post.purposes, problems),
    ]
    every = (ALL_REGISTERS, _("All registers of your bureau, later ones too"))
    listed = (ALL_REGISTERS,) if post.registers is None else post.registers
    groups.append(_boxes("registers", _("Checks are compared with"), [every, *registers], listed, problems))
    return tuple(groups)


def unit_fields(rights: UnitRights, registers: list[tuple[str, str]], problems: Problems) -> tuple[ShownField, ...]:
    """What the unit is, and how much it learns where."""
    fields = [
        _line("name", _("Name of the unit"), rights.name, problems, {"maxlength": "120"}),
        _line("time_zone", _("Time zone"), rights.time_zone, problems, {"maxlength": "48"}),
    ]
    for at, (register, title) in enumerate(places_of(registers)):
        level = rights.grant_in(register).level
        offered = [each for each in HitLevel if register != OTHERS or each is not HitLevel.CONTENT]
        choices = tuple(Choice(each.value, str(each.label), each.value == level) for each in offered)
        fields.append(ShownField(f"level-{at}", title, kind="select", choices=choices))
    return tuple(fields)


def unit_boxes(rights: UnitRights, registers: list[tuple[str, str]], problems: Problems) -> tuple[Boxes, ...]:
    """Whether it writes for itself, what it reads of the own bureau's records, and whether it may contribute."""
    converses = Box("yes", converses_text(is_so=True), rights.converses)
    groups = [Boxes("converses", _("Threads of the unit"), (converses,))]
    for at, (register, title) in enumerate(places_of(registers)):
        grant = rights.grant_in(register)
        if register == CASE_FACTS:
            box = Box("yes", _("Its rows wait for your bureau's check"), grant.may_contribute)
            groups.append(Boxes(f"contribute-{at}", _("May contribute"), (box,)))
        if register != OTHERS:
            legend = _("Fields it reads in: {register}").format(register=title)
            fields = [(field, str(word)) for field, word in FIELD_WORDS.items()]
            groups.append(_boxes(f"fields-{at}", legend, fields, grant.fields, problems))
    if "grants" in problems:
        first = groups[1]
        groups[1] = Boxes(first.name, first.legend, first.boxes, problems["grants"])
    return tuple(groups)


def paper_fields(paper: Paper, problems: Problems) -> tuple[ShownField, ...]:
    """On which paper it rests."""
    hint = _("What only takes rights back needs none.")
    return (
        ShownField(
            "document",
            _("Written authorisation"),
            value=paper.document,
            required=False,
            hint=hint,
            error=problems.get("paper/document", ""),
        ),
        ShownField(
            "dated",
            _("Dated"),
            value=paper.dated.isoformat() if paper.dated else "",
            kind="date",
            required=False,
            error=problems.get("paper/dated", ""),
        ),
        ShownField(
            "signed_by",
            _("Signed by"),
            value=paper.signed_by,
            required=False,
            error=problems.get("paper/signed_by", ""),
        ),
    )


def _line(name: str, label: str, value: str, problems: Problems, attributes: Mapping[str, str]) -> ShownField:
    return ShownField(name, label, value=value, error=problems.get(name, ""), attributes=attributes)


def _date(name: str, label: str, value: date | None, problems: Problems) -> ShownField:
    said = value.isoformat() if value else ""
    return ShownField(name, label, value=said, kind="date", error=problems.get(name, ""))


def _boxes(
    name: str, legend: str, offered: list[tuple[str, str]], ticked: tuple[str, ...], problems: Problems
) -> Boxes:
    boxes = tuple(Box(code, label, code in ticked) for code, label in offered)
    return Boxes(name, legend, boxes, problems.get(name, ""))


def _text(posted: QueryDict, name: str, most: int) -> str:
    return str(posted.get(name, "")).replace("\x00", "").strip()[:most]


def _ticked(posted: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(sorted({each[:64] for each in posted.getlist(name) if "\x00" not in each}))


def _day(posted: QueryDict, name: str) -> date | None:
    try:
        return parse_date(_text(posted, name, 10))
    except ValueError:
        return None
