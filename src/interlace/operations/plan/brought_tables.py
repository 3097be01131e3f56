"""What was brought to an operation as tables: targets, and sites, people, places and orders."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlace.bureaus.people.presenting import Button, Cell, Form, Row, Section, Table
from interlace.core.planning import HandOver
from interlace.core.planning.aborting import Reach
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.operations.plan.forms import hand_over_field
from interlace.operations.plan.models import EntryKind, OperationEntry, Saying
from interlace.operations.plan.planning import assured_of
from interlace.operations.plan.presenting import abort_text, codes_of
from interlace.operations.plan.queries import OperationView
from interlace.operations.plan.words import HAND_OVER_WORDS, KIND_WORDS, language_text


def address(name: str, seen: OperationView) -> str:
    """Where an act of this operation is sent to."""
    return reverse(name, args=[seen.operation.id])


def targets_section(desk: Desk, seen: OperationView, *, works: bool) -> Section:
    found = [each for each in seen.entries if each.kind == EntryKind.TARGET]
    met = assured_of(found, seen.sayings)
    called_off = _called_off(seen)
    own = [each for each in found if each.member == desk.viewer.member]
    needing = [each.code for each in own if each.shape["needs_assurance"] and each.id not in met]
    sites = codes_of(seen.entries, EntryKind.SITE)
    assure = Form(
        address("operation-assure", seen),
        (Button(_("The condition is met")),),
        title=_("Assure a condition"),
        fields=(
            ShownField(
                "target",
                pgettext("operation", "Target"),
                kind="select",
                choices=tuple(Choice(each, each) for each in needing),
            ),
            ShownField("document", _("By which document"), attributes={"maxlength": "500"}),
        ),
        is_folded=True,
    )
    return Section(
        "targets",
        _("Targets"),
        table=Table(
            (
                pgettext("operation", "Target"),
                _("Bureau"),
                pgettext("operation", "Site"),
                _("Panel"),
                _("Warrant"),
                _("After the arrest"),
                _("Condition"),
            ),
            tuple(
                _target(desk, each, is_met=each.id in met, is_called_off=str(each.id) in called_off) for each in found
            ),
            empty=_("No target that you may read was brought."),
        ),
        forms=(
            *(
                (_say_more(desk, seen, each, sites=sites, number=number) for number, each in enumerate(own))
                if works
                else ()
            ),
            *((assure,) if works and needing else ()),
        ),
    )


def _say_more(desk: Desk, seen: OperationView, entry: OperationEntry, *, sites: list[str], number: int) -> Form:
    """Filled with what stands: what an officer does not touch stays."""
    shape, warrant = entry.shape, entry.shape["warrant"] or {}
    needed = "yes" if shape["needs_assurance"] else "no"
    conditions = {
        "no": _("none"),
        "yes": _("We surrender or let surrender only with an assurance, such as that nobody is put to death"),
    }
    return Form(
        address("operation-target", seen),
        (Button(_("Say it")),),
        title=_("Say more of {target}").format(target=entry.code),
        fields=(
            ShownField(
                "site",
                pgettext("operation", "Site"),
                kind="select",
                choices=tuple(Choice(each, each, each == shape["site"]) for each in sites),
                key=f"target-site-{number}",
            ),
            *(
                ShownField(
                    name,
                    label,
                    _typed(desk, warrant.get(name)),
                    kind="datetime-local",
                    required=False,
                    key=f"target-{name}-{number}",
                )
                for name, label in {"begins": _("Warrant valid from"), "ends": _("Warrant valid until")}.items()
            ),
            replace(hand_over_field(shape["hand_over"] or ""), key=f"target-hand-over-{number}"),
            ShownField(
                "condition",
                _("Condition"),
                kind="select",
                choices=tuple(Choice(value, words, value == needed) for value, words in conditions.items()),
                key=f"target-condition-{number}",
            ),
        ),
        values=(("entry", str(entry.id)),),
        is_folded=True,
    )


def _typed(desk: Desk, moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(desk.reader.zone):%Y-%m-%dT%H:%M}" if moment else ""


def _called_off(seen: OperationView) -> set[str]:
    """The entries that an officer called off in the version that stands, by their ids: a code is used again."""
    version = seen.standing.version if seen.standing is not None else 0
    return {
        each.detail["entry"]
        for each in seen.sayings
        if each.kind == Saying.ABORT and each.version == version and each.detail["reach"] == Reach.TARGET
    }


def _target(desk: Desk, entry: OperationEntry, *, is_met: bool, is_called_off: bool) -> Row:
    shape, warrant = entry.shape, entry.shape["warrant"]
    path = shape["hand_over"]
    return Row(
        (
            Cell(
                entry.code,
                url=reverse("readiness-target", args=[shape["ready_target"]])
                if entry.member == desk.viewer.member
                else "",
                remark=_("Called off") if is_called_off else "",
            ),
            Cell(entry.member),
            Cell(shape["site"]),
            Cell(_("To be planned"), state="met") if shape["is_agreed"] else Cell(_("Not decided"), state="gap"),
            Cell(_span(desk, warrant)) if warrant else Cell(_("none"), state="not_met"),
            Cell(str(HAND_OVER_WORDS[HandOver(path)])) if path else Cell(_("not said yet"), state="not_met"),
            _condition(shape["needs_assurance"], is_met=is_met),
        )
    )


def _condition(needed: bool, *, is_met: bool) -> Cell:
    if not needed:
        return Cell(_("none"))
    return Cell(_("assured"), state="met") if is_met else Cell(_("not assured yet"), state="not_met")


def brought_section(desk: Desk, seen: OperationView) -> Section:
    kinds = [kind for kind in EntryKind if kind not in {EntryKind.TARGET, EntryKind.TEAM}]
    found = [each for kind in kinds for each in seen.entries if each.kind == kind]
    return Section(
        "brought",
        _("Sites, people, places and orders"),
        table=Table(
            (_("Code"), _("Kind"), _("Bureau"), _("What it offers or needs"), _("Valid")),
            tuple(
                Row(
                    (
                        Cell(each.code),
                        Cell(str(KIND_WORDS[EntryKind(each.kind)])),
                        Cell(each.member),
                        Cell(_offers(each, language=desk.reader.language)),
                        Cell(_validity(desk, each)),
                    )
                )
                for each in found
            ),
            empty=_("Nothing was brought yet."),
        ),
    )


def _offers(entry: OperationEntry, *, language: str) -> str:
    shape, kind = entry.shape, EntryKind(entry.kind)
    if kind is EntryKind.SITE:
        return ", ".join(
            f"{language_text(code, language=language)} {count}" for code, count in shape["languages"].items()
        )
    if kind is EntryKind.INTERPRETER:
        languages = ", ".join(language_text(code, language=language) for code in shape["languages"])
        return _("{languages}; goes to {sites}").format(languages=languages, sites=", ".join(shape["sites"]))
    if kind is EntryKind.RECEPTION:
        return _("{beds} beds for {sites}").format(beds=shape["beds"], sites=", ".join(shape["sites"]))
    if kind is EntryKind.KIT:
        return _("{kits} kits for {sites}").format(kits=shape["kits"], sites=", ".join(shape["sites"]))
    if kind is EntryKind.ABORT_WORD:
        return abort_text(entry)
    return _("{cells} cells").format(cells=shape["cells"]) if kind is EntryKind.CUSTODY else ""


def _validity(desk: Desk, entry: OperationEntry) -> str:
    shape = entry.shape
    if seen := shape.get("seen"):
        return _("seen {when}").format(when=hour_text_of(desk, datetime.fromisoformat(seen)))
    span = shape.get("free") or shape.get("valid")
    return _span(desk, span) if span else ""


def _span(desk: Desk, span: dict[str, str]) -> str:
    begins = hour_text_of(desk, datetime.fromisoformat(span["begins"]))
    if not span["ends"]:
        return _("from {begins}").format(begins=begins)
    return _("{begins} to {ends}").format(begins=begins, ends=hour_text_of(desk, datetime.fromisoformat(span["ends"])))


def hour_text_of(desk: Desk, moment: datetime) -> str:
    """Day and hour on the reader's clock, as a field takes them."""
    return f"{moment.astimezone(desk.reader.zone):%Y-%m-%d %H:%M}"
